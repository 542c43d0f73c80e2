//! What the help desk sees of queued mails.

corps! {
    /// One mail of the queue, without its text.
    pub struct EtatCourriel {
        pub id: String,
        pub destinataire: String,
        pub objet: String,
        /// `en_file`, `envoye`, `echec`.
        pub etat: String,
        pub tentatives: u32,
        pub cree_le: String,
        pub envoye_le: Option<String>,
    }

    /// The newest mails of the queue.
    pub struct ListeCourriels { pub items: Vec<EtatCourriel>, pub next: Option<String> }
}
