//! The append-only journal: who, when, what, from which application. Never a NIR, an IBAN or a
//! password in `details`.

use db::journal::LigneJournal;
use db::{ConnectionTrait, DbErr};
use serde_json::Value;
use uuid::Uuid;

use crate::{Acteur, Contexte};

/// One line, in the transaction of the change it tells of.
///
/// # Errors
/// `DbErr`.
pub async fn noter(
    base: &impl ConnectionTrait,
    contexte: &Contexte,
    acteur: Option<&Acteur>,
    action: &str,
    objet: (&str, Uuid),
    details: Value,
) -> Result<(), DbErr> {
    db::journal::inserer(
        base,
        LigneJournal {
            id: contexte.id(),
            le: contexte.maintenant(),
            compte_id: acteur.map(|acteur| acteur.compte_id),
            auteur: acteur.map_or_else(|| "Apart".to_owned(), Acteur::nom_complet),
            action: action.to_owned(),
            objet: objet.0.to_owned(),
            objet_id: Some(objet.1),
            application: acteur.map_or_else(|| "systeme".to_owned(), |acteur| acteur.application.clone()),
            details,
        },
    )
    .await
}

/// What happened to one object, oldest first.
///
/// # Errors
/// `DbErr`.
pub async fn chronologie(
    base: &impl ConnectionTrait,
    objet: &str,
    id: Uuid,
) -> Result<Vec<LigneJournal>, DbErr> {
    db::journal::de_l_objet(base, objet, id).await
}

/// What a code of the journal says to a person.
pub fn libelle(action: &str) -> &'static str {
    match action {
        "dap_creee" => "DAP créée",
        "dap_modifiee" => "DAP modifiée",
        "dap_envoyee" => "DAP envoyée à l'unité départementale",
        "dap_prise" => "Instruction commencée",
        "dap_purgee" => "DAP purgée, au terme de sa conservation",
        "dap_confiee" => "Confiée à un autre agent",
        "dap_validee_en_partie" => "DAP validée en partie",
        "dap_amendee" => "Avenant appliqué : l'autorisation change",
        "avenant_cree" => "Avenant commencé",
        "dap_piece_jointe" => "Document joint",
        "dap_piece_retiree" => "Document retiré",
        "dap_message" => "Message",
        "dap_piece_demandee" => "Document demandé par l'unité départementale",
        "dap_liberee" => "Remise en attente d'instruction",
        "dap_validee" => "DAP validée",
        "dap_acceptee_tacitement" => "DAP acceptée tacitement",
        "dap_invalidee" => "DAP invalidée : à corriger et à renvoyer",
        "dap_refusee" => "DAP refusée",
        "dap_retiree" => "DAP retirée",
        "demande_creee" => "Demande d'indemnisation créée",
        "salaries_ajoutes" => "Salariés ajoutés",
        "salaries_retires" => "Salariés retirés",
        "montants_recalcules" => "Montants recalculés : les règles ont changé",
        "regles_changees" => "Régime ou durée collective changés",
        "mois_copie" => "Mois précédent copié",
        "heures_saisies" => "Heures saisies",
        "heures_importees" => "Heures importées",
        "demande_envoyee" => "Demande envoyée",
        "demande_prise" => "Instruction commencée",
        "demande_liberee" => "Remise en attente de validation",
        "demande_validee" => "Demande validée",
        "demande_rejetee" => "Demande rejetée : à corriger et à renvoyer",
        "demande_corrigee" => "Demande reprise pour correction",
        "demande_retiree" => "Demande retirée",
        "demande_validee_tacitement" => "Demande validée tacitement",
        "demande_retablie" => "Rejet annulé par l'assistance",
        "correction_ouverte" => "Correction ouverte",
        "paiement_demande" => "Paiement demandé",
        "paiement_effectue" => "Paiement effectué",
        "paiement_invalide" => "Paiement renvoyé par la banque",
        "or_a_emettre" => "Ordre de reversement en préparation",
        "or_emis" => "Ordre de reversement émis",
        "or_invalide" => "Ordre de reversement annulé",
        "demande_assistance_recue" => "Demande d'assistance reçue",
        "demande_assistance_prise_en_charge" => "Demande d'assistance prise en charge",
        "demande_assistance_repondue" => "Réponse de l'assistance",
        "demande_assistance_relancee" => "Message de la personne",
        "demande_assistance_close" => "Demande d'assistance close",
        "annonce_publiee" => "Annonce publiée",
        "annonce_modifiee" => "Annonce modifiée",
        "annonce_retiree" => "Annonce retirée",
        "inscription_recue" => "Demande d'accès reçue",
        "habilitation_acceptee" => "Habilitation acceptée",
        "habilitation_refusee" => "Habilitation refusée",
        "principal_remplace" => "N'est plus l'utilisateur principal",
        "compte_cree" => "Compte créé",
        "compte_cree_par_assistance" => "Compte créé par l'assistance",
        "compte_habilite_par_assistance" => "Établissement ajouté par l'assistance",
        "connexion" => "Connexion",
        "connexion_refusee" => "Connexion refusée",
        "deconnexion" => "Déconnexion",
        "mot_de_passe_change" => "Mot de passe changé",
        "mot_de_passe_reinitialise" => "Nouveau mot de passe envoyé",
        "compte_deverrouille" => "Compte déverrouillé",
        "courriel_corrige" => "Adresse électronique corrigée",
        "sessions_terminees" => "Sessions terminées",
        "compte_supprime" => "Doublon supprimé",
        "doublon_reuni" => "Réuni avec un doublon",
        "agent_cree" => "Compte d'agent créé",
        "agent_departements_changes" => "Départements de l'agent changés",
        "second_facteur_retire" => "Double authentification retirée par l'assistance",
        "second_facteur_prepare" => "Double authentification préparée",
        "second_facteur_active" => "Double authentification activée",
        "second_facteur_desactive" => "Double authentification désactivée",
        "codes_recuperation_refaits" => "Nouveaux codes de récupération",
        "code_recuperation_utilise" => "Code de récupération utilisé",
        "question_secrete_changee" => "Question secrète changée",
        "agent_desactive" => "Agent désactivé",
        "agent_reactive" => "Agent réactivé",
        _ => "Événement",
    }
}
