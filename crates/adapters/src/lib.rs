//! What plugs in at the edge of Apart: the PDF documents, the company register, the mail, the
//! HTML of the help pages.
//!
//! **Architecture invariant:** nothing here knows the rules of activité partielle. Amounts,
//! dates and hours arrive as French text, already formatted by the caller; no call to `domain`
//! or `app`, no database, no ambient clock.
//!
//! **Architecture invariant:** nothing here logs personal data: neither a recipient, nor the
//! body of a mail, nor a SIRET, nor a name.

pub mod courriel;
pub mod markdown;
pub mod pdf;
pub mod qr;
pub mod registre;
pub mod tableur;
