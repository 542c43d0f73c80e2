//! Help pages: practical sheets, searched and read.

corps! {
    /// A sheet, without its text.
    pub struct FicheResume {
        #[cfg_attr(feature = "openapi", schema(example = "coordonnees-bancaires"))]
        pub slug: String,
        pub titre: String,
        pub resume: String,
        /// `acces`, `etablissement`, `dap`, `indemnisation`, `service`.
        pub theme: String,
        pub theme_libelle: String,
        /// Numbers of the agency's FAQ that it answers.
        pub questions: Vec<u16>,
        /// Error codes that it answers.
        pub codes: Vec<String>,
        /// The passage that answers the search.
        pub extrait: Option<String>,
    }

    /// Sheets in reading order, or the best answer first.
    pub struct ListeFiches { pub items: Vec<FicheResume>, pub next: Option<String> }

    /// A heading of the sheet, `id` being its anchor.
    pub struct TitreFiche { pub id: String, pub texte: String }

    /// A sheet with its text.
    pub struct Fiche {
        pub slug: String,
        pub titre: String,
        pub resume: String,
        pub theme: String,
        pub theme_libelle: String,
        pub questions: Vec<u16>,
        pub codes: Vec<String>,
        pub markdown: String,
        /// The text, rendered; holds nothing active.
        pub html: String,
        pub sommaire: Vec<TitreFiche>,
        /// Related sheets.
        pub voir: Vec<FicheResume>,
    }
}
