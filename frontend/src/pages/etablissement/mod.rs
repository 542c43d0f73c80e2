//! Establishments: the list, the sheet, the bank details, the employees.

mod coordonnees_bancaires;
mod fiche;
mod liste;
mod page;
mod salaries;

pub use liste::PageEtablissements;
pub use page::PageEtablissement;
pub use salaries::{ImportSalaries, PageSalaries};
