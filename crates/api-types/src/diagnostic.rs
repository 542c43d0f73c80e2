//! "Je n'arrive pas à me connecter".

corps! {
    /// Body of `POST /diagnostics`.
    #[cfg_attr(feature = "openapi", schema(example = json!({"siret": "73282932000074", "qui": "claire.martin", "controle": "eyJhbGdvcml0aG0…"})))]
    pub struct DemandeDiagnostic {
        /// 14 digits, spaces accepted; not read for an agent.
        #[serde(default)]
        pub siret: String,
        /// An agent of a UD, or of the help desk: acts for no establishment and names none.
        #[serde(default)]
        pub agent: bool,
        /// Identifiant, or e-mail address.
        pub qui: String,
        /// Base64 of the JSON of `SolutionControle`.
        pub controle: String,
    }

    /// One finding.
    pub struct Constat {
        /// Stable code.
        pub code: String,
        /// `bon`, `information`, `obstacle`.
        pub gravite: String,
        pub texte: String,
    }

    /// The one thing that helps.
    pub struct ActionDiagnostic {
        /// Stable code.
        pub code: String,
        pub libelle: String,
        /// The page where it is done.
        pub lien: String,
    }

    /// Findings in reading order, and what to do.
    pub struct Diagnostic {
        pub constats: Vec<Constat>,
        pub action: ActionDiagnostic,
    }

    /// What anybody may read.
    pub struct PremierDiagnostic {
        pub diagnostic: Diagnostic,
        /// To ask for a code, once.
        pub jeton: String,
    }

    /// The diagnosis of one account, for the help desk.
    pub struct DiagnosticCompte {
        /// Id of the account.
        pub id: String,
        pub nom: String,
        pub prenom: String,
        /// Absent until a habilitation is accepted.
        pub identifiant: Option<String>,
        pub diagnostic: Diagnostic,
    }

    /// What can be told of an establishment without knowing who asks, then of each account that
    /// has, or asked for, the right to act for it.
    pub struct DiagnosticEtablissement {
        pub siret: String,
        pub diagnostic: Diagnostic,
        pub comptes: Vec<DiagnosticCompte>,
    }

    /// Body of `POST /diagnostics/code`.
    pub struct DemandeCodeDiagnostic { pub jeton: String }

    /// The same whether or not there is such an account.
    pub struct CodeDiagnosticEnvoye { pub message: String }

    /// Body of `POST /diagnostics/detail`.
    pub struct DemandeDetailDiagnostic {
        pub jeton: String,
        /// The six digits of the mail.
        pub code: String,
    }
}

impl From<domain::diagnostic::Diagnostic> for Diagnostic {
    fn from(diagnostic: domain::diagnostic::Diagnostic) -> Self {
        Self {
            constats: diagnostic
                .constats
                .into_iter()
                .map(|constat| Constat {
                    code: constat.code.to_owned(),
                    gravite: constat.gravite.code().to_owned(),
                    texte: constat.texte,
                })
                .collect(),
            action: ActionDiagnostic {
                code: diagnostic.action.code().to_owned(),
                libelle: diagnostic.action.libelle().to_owned(),
                lien: diagnostic.action.lien().to_owned(),
            },
        }
    }
}
