//! Rates, floors, caps and contingents in force on a day.

corps! {
    /// One figure of the law, dated.
    pub struct Chiffre {
        pub nature: String,
        pub libelle: String,
        pub valeur: String,
        pub unite: String,
        pub territoire: String,
        pub regime: Option<String>,
        pub du: String,
        pub au: Option<String>,
        pub source: String,
        /// False where the source could not be confirmed.
        pub confirme: bool,
        /// What is to be known of it, and why it is not confirmed.
        pub note: String,
    }

    /// A figure that the law has and that was not found: what needs it is refused (`bareme_inconnu`).
    pub struct ChiffreInconnu {
        pub nature: String,
        pub libelle: String,
        pub territoire: String,
        pub regime: Option<String>,
        pub du: String,
        pub au: Option<String>,
        pub source: String,
        pub note: String,
    }

    /// Answer of `GET /baremes`.
    pub struct ListeChiffres {
        pub date: String,
        pub items: Vec<Chiffre>,
        /// Not found: none of them is among the items.
        pub inconnus: Vec<ChiffreInconnu>,
        pub next: Option<String>,
    }
}
