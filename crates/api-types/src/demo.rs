//! Demo mode only: the outbox and the clock.

corps! {
    /// A mail of the outbox, with its text.
    pub struct CourrielDemo {
        pub id: String,
        pub destinataire: String,
        pub objet: String,
        pub corps: String,
        pub etat: String,
        pub cree_le: String,
        pub envoye_le: Option<String>,
    }

    /// The outbox, newest first.
    pub struct BoiteEnvoi { pub items: Vec<CourrielDemo>, pub next: Option<String> }

    /// The clock of the demo (UTC).
    pub struct HorlogeDemo { pub maintenant: String }

    /// Body of `POST /demo/horloge`: how far to advance.
    pub struct AvanceHorloge {
        /// Seconds, at most 400 days.
        pub secondes: u32,
    }

    /// The code of one account, in place of its telephone.
    pub struct CodeSecondFacteurDemo {
        pub identifiant: String,
        /// The next code that will be accepted.
        pub code: String,
        /// Seconds until it is; 0 unless those of now were used.
        pub dans_secondes: u32,
    }

    /// The codes of now.
    pub struct CodesSecondFacteurDemo { pub items: Vec<CodeSecondFacteurDemo>, pub next: Option<String> }
}
