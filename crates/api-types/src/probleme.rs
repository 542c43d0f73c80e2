//! RFC 9457 problem details: the one shape of every error.

corps! {
    /// One fault of the request: in a JSON field (`pointer`) or in a cell of a file (`row`, `column`).
    pub struct ErreurChamp {
        /// JSON pointer (RFC 6901) of the field, empty for a whole file.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        pub pointer: String,
        /// Row of the file, the header being row 1.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub row: Option<u32>,
        /// Column name of the file.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub column: Option<String>,
        /// Stable code, for programs.
        pub code: String,
        /// What is wrong and how to mend it, in French.
        pub message: String,
        /// Where the rule comes from: article of law, document of the agency, or this service; absent for a code
        /// that no rule stands behind.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub source: Option<String>,
        /// Help page about this code, in this service.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub help_url: Option<String>,
    }

    /// `application/problem+json`: `code` never changes, `errors` holds every fault at once.
    pub struct Probleme {
        #[serde(rename = "type")]
        pub type_: String,
        pub title: String,
        pub status: u16,
        #[serde(default)]
        pub detail: String,
        pub code: String,
        /// Where the rule comes from, as in `errors`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub source: Option<String>,
        /// Help page about this code, in this service.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub help_url: Option<String>,
        #[serde(default)]
        pub errors: Vec<ErreurChamp>,
    }
}

impl std::fmt::Display for Probleme {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ({}) {}", self.title, self.code, self.detail)
    }
}

impl From<domain::erreur::Faute> for ErreurChamp {
    fn from(faute: domain::erreur::Faute) -> Self {
        Self {
            pointer: faute.pointeur,
            row: faute.ligne,
            column: faute.colonne,
            code: faute.code.to_owned(),
            message: faute.message,
            source: faute.source_regle.map(str::to_owned),
            help_url: None,
        }
    }
}
