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
    }

    /// Answer of `GET /baremes`.
    pub struct ListeChiffres { pub date: String, pub items: Vec<Chiffre>, pub next: Option<String> }
}
