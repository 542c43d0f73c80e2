//! Demonstration only: the mails that would have been sent.

mod boite;
mod codes;
mod texte;

pub use boite::PageCourriels;
pub use texte::TexteCourriel;
