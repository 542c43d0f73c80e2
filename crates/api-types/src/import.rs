//! Importing a file of employees or of hours.

use crate::ErreurChamp;

corps! {
    /// What an import did, or with `dry_run` would do. With faults nothing is written,
    /// unless the caller chose `valides_seulement`.
    pub struct ResultatImport {
        /// Data rows read, header not counted.
        pub lignes: u32,
        pub valides: u32,
        pub ajoutes: u32,
        pub modifies: u32,
        pub inchanges: u32,
        /// Every fault at once, with row (the header is row 1) and column.
        pub errors: Vec<ErreurChamp>,
        /// Nothing was written.
        pub dry_run: bool,
    }
}
