//! Accounts as the help desk sees them, and what it does with them.

use crate::assistance::EtatCourriel;
use crate::document::DocumentDepose;

corps! {
    /// One account of a search.
    pub struct CompteResume {
        pub id: String,
        /// Absent until a habilitation is accepted.
        pub identifiant: Option<String>,
        pub nom: String,
        pub prenom: String,
        /// Absent for a deleted duplicate: its address is free again.
        pub courriel: Option<String>,
        pub role: String,
        /// `supprime`, `desactive`, `sans_acces`, `verrouille`, `mot_de_passe_temporaire`, `actif`.
        pub etat: String,
        pub etat_libelle: String,
        /// Of a UD agent.
        pub departements: Vec<String>,
        /// Number of establishments, whatever the state of the habilitation.
        pub etablissements: u32,
    }

    /// Page of accounts, by name.
    pub struct ListeComptes { pub items: Vec<CompteResume>, pub next: Option<String> }

    /// A habilitation of the account.
    pub struct HabilitationCompte {
        pub id: String,
        pub siret: String,
        pub denomination: String,
        pub role: String,
        pub role_libelle: String,
        /// `en_attente`, `acceptee`, `refusee`.
        pub etat: String,
        pub etat_libelle: String,
        pub demandee_le: String,
        pub decidee_le: Option<String>,
        pub motif: Option<String>,
    }

    /// Why and when the account was closed.
    pub struct FermetureCompte {
        pub le: String,
        pub motif: String,
        /// Its address when it was closed.
        pub courriel: String,
        /// The account into which it was merged.
        pub compte_garde: Option<String>,
    }

    /// One line of the journal about the account or its habilitations.
    pub struct EvenementCompte {
        pub le: String,
        pub code: String,
        pub libelle: String,
        pub auteur: String,
        pub motif: Option<String>,
    }

    /// All that is known of an account; never a password, never the text of a mail.
    pub struct DossierCompte {
        pub id: String,
        pub identifiant: Option<String>,
        pub nom: String,
        pub prenom: String,
        pub courriel: Option<String>,
        pub telephone: String,
        pub role: String,
        pub role_libelle: String,
        /// Of a UD agent.
        pub departements: Vec<String>,
        /// The signed annexes 3 of an agent, oldest first.
        pub documents: Vec<DocumentDepose>,
        /// Double authentication is set up.
        pub second_facteur: bool,
        pub etat: String,
        pub etat_libelle: String,
        pub cree_le: String,
        /// Wrong passwords in a row.
        pub echecs: u32,
        pub verrouille_jusqu_a: Option<String>,
        /// The password in force was sent by mail and never changed.
        pub mot_de_passe_temporaire: bool,
        /// End of the temporary password, when it has one.
        pub mot_de_passe_expire_le: Option<String>,
        /// Absent: never logged in.
        pub derniere_connexion: Option<String>,
        /// Open sessions.
        pub sessions: u32,
        pub fermeture: Option<FermetureCompte>,
        /// What may be done now: `reinitialiser`, `deverrouiller`, `corriger_courriel`,
        /// `terminer_sessions`, `retirer_second_facteur`, `changer_departements`, `supprimer`,
        /// `desactiver`, `reactiver`.
        pub operations: Vec<String>,
        pub habilitations: Vec<HabilitationCompte>,
        /// The newest 100 to the addresses that the account has or had.
        pub courriels: Vec<EtatCourriel>,
        /// The newest 100 lines, newest first.
        pub journal: Vec<EvenementCompte>,
    }

    /// Body of an operation that needs nothing but its reason.
    #[cfg_attr(feature = "openapi", schema(example = json!({"motif": "Appel du 1er juin : la personne ne retrouve pas ses messages."})))]
    pub struct MotifOperation {
        /// Kept in the journal of the account.
        #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 500))]
        pub motif: String,
    }

    /// Body of `PUT /comptes/{id}/courriel`.
    pub struct CorrectionCourriel {
        pub courriel: String,
        pub confirmation: String,
        #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 500))]
        pub motif: String,
    }

    /// Body of `POST /comptes/{id}/suppression`.
    pub struct SuppressionDoublon {
        /// Id of the account that is kept.
        pub compte_garde: String,
        #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 500))]
        pub motif: String,
    }

    /// Body of `POST /comptes`: an account on behalf of somebody, for an establishment that is known.
    #[cfg_attr(feature = "openapi", schema(example = json!({
        "siret": "73282932000074", "role": "principal", "nom": "Martin", "prenom": "Claire", "telephone": "02 40 00 00 00",
        "courriel": "claire.martin@exemple.fr", "confirmation": "claire.martin@exemple.fr",
        "motif": "L'adresse du compte habilité n'est pas la bonne."
    })))]
    pub struct NouveauCompte {
        pub siret: String,
        /// `principal` (whoever was becomes a user) or `utilisateur`.
        pub role: String,
        pub nom: String,
        pub prenom: String,
        pub telephone: String,
        pub courriel: String,
        pub confirmation: String,
        #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 500))]
        pub motif: String,
    }

    /// What waits for the help desk.
    pub struct ChargeAssistance {
        pub habilitations_en_attente: u32,
        pub courriels_en_echec: u32,
        pub comptes_verrouilles: u32,
    }
}
