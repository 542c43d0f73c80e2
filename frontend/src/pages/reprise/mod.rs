//! Takeover: asking for the role of a principal user who has left, and the help desk's answer.

mod assistance;
mod demande;

pub use assistance::PageReprises;
pub use demande::PageReprise;
