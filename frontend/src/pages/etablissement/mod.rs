//! Establishments: the list, the sheet, the bank details, the employees.

mod ajout;
mod coordonnees_bancaires;
mod fiche;
mod liste;
mod page;
mod personnes;
mod salarie;
mod salaries;

pub use ajout::PageAjoutEtablissement;
pub use liste::PageEtablissements;
pub use page::PageEtablissement;
pub use personnes::PagePersonnes;
pub use salarie::NoteCadreDirigeant;
pub use salarie::{FormulaireSalarie, Sujet};
pub use salaries::{ImportSalaries, PageSalaries};
