//! What plugs in at the edge of Apart: the PDF documents, the company register, the mail, the
//! HTML of the help pages, the files that people send.
//!
//! **Architecture invariant:** nothing here knows the rules of activité partielle. Amounts,
//! dates and hours arrive as French text, already formatted by the caller; of `domain` only
//! `fichier` uses the table that imports are read into; no call to `app`, no database, no ambient clock.
//!
//! **Architecture invariant:** nothing here logs personal data: neither a recipient, nor the
//! body of a mail, nor a SIRET, nor a name.

pub mod courriel;
pub mod fichier;
pub mod markdown;
pub mod pdf;
pub mod qr;
pub mod registre;
pub mod tableur;
