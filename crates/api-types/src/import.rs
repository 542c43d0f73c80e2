//! Importing a file of employees or of hours.

use crate::ErreurChamp;

corps! {
    /// What an import did, or with `dry_run` would do. With faults nothing is written,
    /// unless the caller chose `valides_seulement`.
    pub struct ResultatImport {
        /// Data rows read, header not counted.
        pub lignes: u32,
        pub valides: u32,
        /// Employees new in the register or, for hours, in the claim; mandates.
        pub ajoutes: u32,
        pub modifies: u32,
        pub inchanges: u32,
        /// Every fault at once, with row (the header is row 1) and column.
        pub errors: Vec<ErreurChamp>,
        /// Nothing was written.
        pub dry_run: bool,
    }
}

corps! {
    /// A long import and how far it is.
    pub struct Import {
        pub id: String,
        /// `salaries`, `heures`, `mandats`.
        pub quoi: String,
        /// `en_cours`, `termine`, `refuse`, `annule`, `interrompu`, `echoue`. Unless it is `termine`, nothing was written.
        pub etat: String,
        pub etat_libelle: String,
        /// Nothing is written.
        pub dry_run: bool,
        pub valides_seulement: bool,
        /// Somebody asked that it stops.
        pub annulation_demandee: bool,
        /// Data rows of the file, once it is opened.
        pub lignes: u32,
        /// Rows judged so far.
        pub lues: u32,
        /// Rows (for hours: employees) written so far, to be kept or dropped all together.
        pub ecrites: u32,
        pub valides: u32,
        pub ajoutes: u32,
        pub modifies: u32,
        pub inchanges: u32,
        /// Why it was refused.
        pub code: Option<String>,
        pub message: Option<String>,
        /// How many faults there are; `errors` has the first 1,000, `GET /imports/{id}/fautes` more of them.
        pub nombre_fautes: u32,
        pub errors: Vec<ErreurChamp>,
        /// Cursor of the faults after `errors`.
        pub errors_next: Option<String>,
        pub cree_le: String,
        pub termine_le: Option<String>,
    }

    /// Page of faults, in the order of the file; `total` counts them all.
    pub struct ListeFautes { pub items: Vec<ErreurChamp>, pub next: Option<String>, pub total: u32 }

    /// The first rows of a file, and which of its columns stands for which expected one.
    pub struct ApercuImport {
        /// Names of the columns, as the file has them.
        pub colonnes: Vec<String>,
        /// The first rows, as many cells as `colonnes`.
        pub exemples: Vec<LigneApercu>,
        pub attendues: Vec<ColonneAttendue>,
        /// Data rows of the file.
        pub lignes: u32,
        /// Every required column is known by its name: nothing to choose.
        pub reconnue: bool,
    }

    /// One row of a preview.
    pub struct LigneApercu {
        pub row: u32,
        pub cellules: Vec<String>,
    }

    /// One expected column.
    pub struct ColonneAttendue {
        pub nom: String,
        /// A file without it is refused, unless it has the one that `ou` names.
        pub requise: bool,
        pub ou: Option<String>,
        /// The column of the file that probably stands for it.
        pub proposee: Option<String>,
    }
}
