//! What the help desk may do with somebody's account, and what a search means.

use time::OffsetDateTime;

use crate::codes::codes;
use crate::compte::{Role, Verrou};
use crate::erreur::{Collecte, Refus};
use crate::texte::sans_accents;

/// Longest reason of an operation, in characters.
pub const MAX_MOTIF: usize = 500;
/// A second reset so soon is a click too many, or a program that tries again: nothing is sent twice.
pub const DELAI_REINITIALISATION: time::Duration = time::Duration::minutes(2);

codes! {
    /// How an account stands, for the help desk; the first that fits.
    pub enum EtatCompte, inconnu = "etat_inconnu", message = "État inconnu" {
        Supprime => ("supprime", "Supprimé"),
        Desactive => ("desactive", "Désactivé"),
        SansAcces => ("sans_acces", "Accès pas encore donné"),
        Verrouille => ("verrouille", "Verrouillé"),
        MotDePasseTemporaire => ("mot_de_passe_temporaire", "Mot de passe temporaire"),
        Actif => ("actif", "Actif"),
    }
}

codes! {
    /// Why an account is closed.
    pub enum Fermeture, inconnu = "fermeture_inconnue", message = "Fermeture inconnue" {
        Supprime => ("supprime", "Doublon supprimé"),
        Desactive => ("desactive", "Agent désactivé"),
    }
}

codes! {
    /// What the help desk does with an account.
    pub enum Operation, inconnu = "operation_inconnue", message = "Opération inconnue" {
        Reinitialiser => ("reinitialiser", "Donner un nouveau mot de passe"),
        Deverrouiller => ("deverrouiller", "Déverrouiller"),
        CorrigerCourriel => ("corriger_courriel", "Corriger l'adresse électronique"),
        TerminerSessions => ("terminer_sessions", "Terminer les sessions"),
        RetirerSecondFacteur => ("retirer_second_facteur", "Retirer la double authentification"),
        ChangerDepartements => ("changer_departements", "Changer ses départements"),
        Supprimer => ("supprimer", "Supprimer ce doublon"),
        Desactiver => ("desactiver", "Désactiver l'agent"),
        Reactiver => ("reactiver", "Réactiver l'agent"),
    }
}

codes! {
    /// What a mail is about: stable, whatever its subject says.
    pub enum NatureCourriel, inconnu = "nature_courriel_inconnue", message = "Nature inconnue" {
        Identifiant => ("identifiant", "Identifiant"),
        MotDePasse => ("mot_de_passe", "Mot de passe"),
        Habilitation => ("habilitation", "Habilitation"),
        CodeDiagnostic => ("code_diagnostic", "Code de diagnostic"),
        Securite => ("securite", "Sécurité du compte"),
        Compte => ("compte", "Compte"),
        Utilisateurs => ("utilisateurs", "Utilisateurs d'un établissement"),
        Reprise => ("reprise", "Reprise du rôle principal"),
        Mandat => ("mandat", "Mandat"),
        CoordonneesBancaires => ("coordonnees_bancaires", "Coordonnées bancaires"),
        DapSuivi => ("dap_suivi", "Suivi d'une DAP"),
        DapDecision => ("dap_decision", "Décision d'une DAP"),
        DapMessage => ("dap_message", "Message d'une DAP"),
        DemandeSuivi => ("demande_suivi", "Suivi d'une DI"),
        Paiement => ("paiement", "Paiement d'une DI"),
        Assistance => ("assistance", "Demande d'assistance"),
        Autre => ("autre", "Autre"),
    }
}

codes! {
    /// Where a mail stands.
    pub enum EtatCourriel, inconnu = "etat_inconnu", message = "État inconnu" {
        EnFile => ("en_file", "En file"),
        Envoye => ("envoye", "Envoyé"),
        Echec => ("echec", "Échec"),
        Annule => ("annule", "Annulé"),
    }
}

/// What decides how an account stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Situation {
    /// What the account is.
    pub role: Role,
    /// It has an identifiant: access was given once.
    pub a_identifiant: bool,
    /// It is closed.
    pub fermeture: Option<Fermeture>,
    /// Its lock.
    pub verrou: Verrou,
    /// Its password is one that was sent.
    pub mot_de_passe_temporaire: bool,
    /// Its second factor is set up.
    pub second_facteur: bool,
}

impl Situation {
    /// How the account stands now.
    pub fn etat(&self, maintenant: OffsetDateTime) -> EtatCompte {
        match self.fermeture {
            Some(Fermeture::Supprime) => EtatCompte::Supprime,
            Some(Fermeture::Desactive) => EtatCompte::Desactive,
            None if !self.a_identifiant => EtatCompte::SansAcces,
            None if self.verrou.est_verrouille(maintenant) => EtatCompte::Verrouille,
            None if self.mot_de_passe_temporaire => EtatCompte::MotDePasseTemporaire,
            None => EtatCompte::Actif,
        }
    }

    /// Refuses what makes no sense for this account.
    ///
    /// Codes: `compte_ferme`, `compte_sans_acces`, `compte_pas_verrouille`,
    /// `compte_de_l_administration`, `compte_pas_agent`, `compte_pas_desactive`,
    /// `compte_sans_second_facteur`.
    pub fn permettre(&self, operation: Operation, maintenant: OffsetDateTime) -> Result<(), Refus> {
        use Operation as O;
        let etat = self.etat(maintenant);
        if operation == O::Reactiver {
            return (etat == EtatCompte::Desactive).then_some(()).ok_or_else(|| {
                Refus::new(
                    "compte_pas_desactive",
                    "Ce compte n'est pas désactivé : il n'y a rien à réactiver.",
                )
            });
        }
        match etat {
            EtatCompte::Supprime => {
                return Err(Refus::new(
                    "compte_ferme",
                    "Ce compte est supprimé : travaillez sur le compte gardé, que son dossier indique.",
                ));
            }
            EtatCompte::Desactive => {
                return Err(Refus::new(
                    "compte_ferme",
                    "Ce compte est désactivé : réactivez-le d'abord.",
                ));
            }
            EtatCompte::SansAcces if matches!(operation, O::Reinitialiser | O::TerminerSessions) => {
                return Err(Refus::new(
                    "compte_sans_acces",
                    "Cette personne n'a pas encore d'identifiant : acceptez d'abord sa demande d'habilitation, les courriels partiront alors.",
                ));
            }
            EtatCompte::Verrouille => {}
            _ if operation == O::Deverrouiller => {
                return Err(Refus::new(
                    "compte_pas_verrouille",
                    "Ce compte n'est pas verrouillé : la personne peut se connecter.",
                ));
            }
            _ => {}
        }
        self.permettre_au_role(operation)
    }

    fn permettre_au_role(&self, operation: Operation) -> Result<(), Refus> {
        use Operation as O;
        let administration = matches!(self.role, Role::AgentUd | Role::Assistance);
        match operation {
            O::Supprimer if administration => Err(Refus::new(
                "compte_de_l_administration",
                "Un compte de l'administration ne se fusionne pas : désactivez-le.",
            )),
            // Whoever reads the mailbox owns the account: colleagues do not move each other's.
            O::CorrigerCourriel if self.role == Role::Assistance => Err(Refus::new(
                "compte_de_l_administration",
                "L'adresse d'un compte de l'assistance est changée par l'exploitant du service.",
            )),
            O::Desactiver if self.role != Role::AgentUd => Err(Refus::new(
                "compte_pas_agent",
                "Seul le compte d'un agent d'unité départementale se désactive ici.",
            )),
            O::ChangerDepartements if self.role != Role::AgentUd => Err(Refus::new(
                "compte_pas_agent",
                "Seul un agent d'unité départementale a des départements.",
            )),
            O::RetirerSecondFacteur if !self.second_facteur => Err(Refus::new(
                "compte_sans_second_facteur",
                "Ce compte n'a pas de double authentification : il n'y a rien à retirer.",
            )),
            _ => Ok(()),
        }
    }

    /// What the page offers, in the order in which it does.
    pub fn operations(&self, maintenant: OffsetDateTime) -> Vec<Operation> {
        Operation::TOUS
            .iter()
            .copied()
            .filter(|operation| self.permettre(*operation, maintenant).is_ok())
            .collect()
    }
}

/// Nobody serves their own account. Code: `son_propre_compte`.
pub fn refuser_le_sien(est_le_sien: bool) -> Result<(), Refus> {
    if !est_le_sien {
        return Ok(());
    }
    Err(Refus::new(
        "son_propre_compte",
        "C'est votre propre compte : demandez à un collègue, pour que le journal dise qui a décidé.",
    ))
}

/// May `doublon` be merged into `garde`? Both are locked and `doublon` was allowed
/// [`Operation::Supprimer`].
///
/// Codes: `meme_compte`, `compte_ferme`, `compte_de_l_administration`, `compte_garde_sans_acces`.
pub fn verifier_fusion(
    meme: bool,
    doublon: &Situation,
    garde: &Situation,
    maintenant: OffsetDateTime,
) -> Result<(), Refus> {
    if meme {
        return Err(Refus::new(
            "meme_compte",
            "Le compte à supprimer et le compte à garder sont le même : choisissez l'autre.",
        ));
    }
    garde.permettre(Operation::Supprimer, maintenant)?;
    // The person would be left with a right and no way to log in.
    if doublon.a_identifiant && !garde.a_identifiant {
        return Err(Refus::new(
            "compte_garde_sans_acces",
            "Le compte à garder n'a pas encore d'identifiant : gardez plutôt l'autre, puis corrigez son adresse.",
        ));
    }
    Ok(())
}

/// The reason of an operation: required, [`MAX_MOTIF`] characters.
pub fn motif(collecte: &mut Collecte, texte: &str) -> String {
    if texte.trim().is_empty() {
        collecte.ajouter(
            Refus::new(
                "motifs_requis",
                "Dites pourquoi : le motif est gardé dans le journal du compte.",
            )
            .au_champ("/motif"),
        );
        return String::new();
    }
    collecte.texte("/motif", texte, MAX_MOTIF)
}

/// What somebody at the help desk looks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recherche {
    /// Everything.
    Tout,
    /// The beginning of a SIRET.
    Siret(String),
    /// Every one of these, without accents, anywhere in name, e-mail or identifiant.
    Mots(Vec<String>),
}

/// Reads a search: digits with or without spaces are a SIRET, everything else is words.
pub fn lire_recherche(texte: &str) -> Recherche {
    let chiffres: String = texte.chars().filter(|c| !c.is_whitespace()).collect();
    if chiffres.is_empty() {
        return Recherche::Tout;
    }
    if chiffres.len() <= 14 && chiffres.bytes().all(|b| b.is_ascii_digit()) {
        return Recherche::Siret(chiffres);
    }
    Recherche::Mots(
        sans_accents(texte)
            .split_whitespace()
            .take(8)
            .map(str::to_owned)
            .collect(),
    )
}

/// The text in which [`Recherche::Mots`] are looked for; it sorts by name.
pub fn texte_de_recherche(nom: &str, prenom: &str, courriel: &str, identifiant: Option<&str>) -> String {
    sans_accents(&format!(
        "{nom} {prenom} {courriel} {}",
        identifiant.unwrap_or_default()
    ))
    .trim_end()
    .to_owned()
}
