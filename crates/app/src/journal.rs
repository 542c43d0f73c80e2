//! The append-only journal: who, when, what, from which application. Never a NIR, an IBAN or a
//! password in `details`.

use db::journal::LigneJournal;
use db::{ConnectionTrait, DbErr};
use serde_json::Value;
use uuid::Uuid;

use crate::{Acteur, Contexte};

/// One line, in the transaction of the change it tells of. Its action has a label (see [`libelle`]): the tests stop
/// on one that has none.
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
    debug_assert!(trouver(action).is_some(), "`{action}` n'a pas de libellé");
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

/// What a line of the journal says to a person.
pub fn dire(ligne: &LigneJournal) -> String {
    match (ligne.action.as_str(), ligne.details["a_qui"].as_str()) {
        ("dap_confiee", Some(nom)) => format!("Confiée à {nom}"),
        (action, _) => libelle(action).to_owned(),
    }
}

/// What a code of the journal says to a person; a line that an older version wrote may have a code of its own.
pub fn libelle(action: &str) -> &'static str {
    trouver(action).unwrap_or("Événement")
}

fn trouver(action: &str) -> Option<&'static str> {
    Some(match action {
        "dap_creee" => "DAP créée",
        "dap_modifiee" => "DAP modifiée",
        "dap_envoyee" => "DAP envoyée à l'unité départementale",
        "dap_corrigee" => "Corrections enregistrées",
        "dap_prise" => "Instruction commencée",
        "dap_purgee" => "DAP purgée, au terme de sa conservation",
        "dap_conservee" => "Conservée au-delà de cinq ans, pour un contentieux",
        "dap_conservation_levee" => "Conservée cinq ans, comme les autres",
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
        "fiche_modifiee" => "Fiche de l'établissement modifiée",
        "annonce_publiee" => "Annonce publiée",
        "annonce_modifiee" => "Annonce modifiée",
        "annonce_retiree" => "Annonce retirée",
        "inscription_recue" => "Demande d'accès reçue",
        "habilitation_acceptee" => "Habilitation acceptée",
        "habilitation_refusee" => "Habilitation refusée",
        "principal_remplace" => "N'est plus l'utilisateur principal",
        "principal_transmis" => "Rôle d'utilisateur principal transmis",
        "utilisateur_ajoute" => "Utilisateur ajouté à l'établissement",
        "utilisateur_retire" => "Utilisateur retiré de l'établissement",
        "reprise_demandee" => "Reprise de l'établissement demandée",
        "reprise_acceptee" => "Reprise de l'établissement acceptée",
        "reprise_refusee" => "Reprise de l'établissement refusée",
        "lot_cree" => "Décision groupée lancée",
        "lot_annule" => "Décision groupée arrêtée",
        "lot_termine" => "Décision groupée terminée",
        "coordonnees_ajoutees" => "Coordonnées bancaires ajoutées",
        "coordonnees_activees" => "Coordonnées bancaires activées",
        "salarie_ajoute" => "Salarié ajouté au registre",
        "salarie_modifie" => "Salarié modifié",
        "salarie_supprime" => "Salarié supprimé du registre",
        "salaries_importes" => "Salariés importés dans le registre",
        "modele_heures_telecharge" => "Fichier des heures téléchargé, avec les NIR",
        "chiffres_paie_telecharges" => "Chiffres pour la paie téléchargés, avec les NIR",
        "document_depose" => "Document déposé",
        "mandat_declare" => "Mandat déclaré",
        "mandat_accepte" => "Mandat accepté",
        "mandat_refuse" => "Mandat refusé",
        "mandat_revoque" => "Mandat révoqué",
        "mandat_document_joint" => "Document joint au mandat",
        "compte_cree" => "Compte créé",
        "compte_cree_par_assistance" => "Compte créé par l'assistance",
        "compte_habilite_par_assistance" => "Établissement ajouté par l'assistance",
        "connexion" => "Connexion",
        "connexion_refusee" => "Connexion refusée",
        "deconnexion" => "Déconnexion",
        "mot_de_passe_change" => "Mot de passe changé",
        "mot_de_passe_oublie" => "Mot de passe oublié : mot de passe de secours envoyé",
        "identifiant_oublie" => "Identifiant oublié : renvoyé par courriel",
        "code_diagnostic_envoye" => "Code de diagnostic envoyé",
        "courriel_renvoye" => "Courriel renvoyé",
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
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    /// The texts in quotes that `appel` is given, one list a call.
    fn textes_donnes<'a>(source: &'a str, appel: &str) -> Vec<Vec<(&'a str, &'a str)>> {
        let appels = source.split(appel).skip(1);
        appels
            .map(|suite| {
                let fin = suite.find(".await").unwrap_or(suite.len());
                let morceaux: Vec<&str> = suite[..fin].split('"').collect();
                morceaux
                    .chunks(2)
                    .filter_map(|p| Some((*p.first()?, *p.get(1)?)))
                    .collect()
            })
            .collect()
    }

    fn relever(dossier: &Path, actions: &mut Vec<String>) {
        for entree in std::fs::read_dir(dossier).unwrap() {
            let chemin = entree.unwrap().path();
            if chemin.is_dir() {
                relever(&chemin, actions);
                continue;
            }
            let source = std::fs::read_to_string(&chemin).unwrap();
            for appel in ["noter(", "enregistrer(", "noter_depart("] {
                for textes in textes_donnes(&source, appel) {
                    // The object opens a pair, the details a JSON: the action stands after a comma.
                    let action = textes.iter().find(|(avant, _)| avant.trim_end().ends_with(','));
                    let code = |texte: &str| {
                        texte.contains('_') && texte.chars().all(|c| c.is_ascii_lowercase() || c == '_')
                    };
                    actions.extend(
                        action
                            .filter(|(_, texte)| code(texte))
                            .map(|(_, texte)| (*texte).to_owned()),
                    );
                }
            }
        }
    }

    /// What is written out here; an action that is computed is checked by `noter` in every test that comes by.
    #[test]
    fn every_action_that_a_use_case_notes_has_a_label() {
        let mut actions = Vec::new();
        relever(
            Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")),
            &mut actions,
        );
        assert!(actions.len() > 50, "le relevé ne trouve plus rien : {actions:?}");
        actions.retain(|action| trouver(action).is_none());
        assert!(actions.is_empty(), "sans libellé : {actions:?}");
    }
}
