//! "Je n'arrive pas à me connecter": gathers the facts that `domain::diagnostic` judges.
//!
//! A stranger is told what the registration page tells. The rest needs a code sent to the
//! account's own address; whoever named no account reads the same answers and fails as often.

mod code;
mod faits;

pub use code::{Demande, Premier, commencer, detailler, envoyer_code};
pub use faits::{Complet, complet, complet_du_siret};
