//! What the help desk sees of queued mails.

corps! {
    /// One mail of the queue, without its text.
    pub struct EtatCourriel {
        pub id: String,
        pub destinataire: String,
        /// What it is about, whatever its subject says: `mot_de_passe`, `dap_decision` …
        pub nature: String,
        pub nature_libelle: String,
        pub objet: String,
        /// `en_file`, `envoye`, `echec`, `annule` (a password replaced before it left).
        pub etat: String,
        pub etat_libelle: String,
        pub tentatives: u32,
        /// When a mail of the queue is tried next.
        pub prochain_essai_le: Option<String>,
        pub cree_le: String,
        pub envoye_le: Option<String>,
        /// It may be sent again; a password that was sent may not.
        pub renvoyable: bool,
    }

    /// Page of mails, newest first.
    pub struct ListeCourriels { pub items: Vec<EtatCourriel>, pub next: Option<String> }
}
