//! The account of the person.

mod codes;
mod enrolement;
mod mot_de_passe;
mod page;
mod question_secrete;
mod second_facteur;
mod sessions;

pub use enrolement::PageSecondFacteur;
pub use mot_de_passe::PageMotDePasse;
pub use page::PageCompte;
