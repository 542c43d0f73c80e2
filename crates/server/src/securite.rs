//! What protects every answer and every change: headers, same-origin checks, rates.

mod csrf;
mod debit;
mod entetes;
mod nul;

pub use csrf::{ENTETE_CSRF, refuser_autre_origine};
pub use debit::{Debit, adresse_client, limiter};
pub use entetes::{Entetes, poser_entetes};
pub use nul::refuser_nul;
