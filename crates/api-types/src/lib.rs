//! What crosses the wire: the JSON bodies of the API, one file per noun.
//!
//! Every amount, number of hours and rate is a decimal string ("843.15"), a date is ISO 8601,
//! a month is "2022-05", an instant is UTC to the second. Absent and `null` mean the same.
//! Types that a caller sends convert into the `domain` type that judges them (`en_saisie`).

macro_rules! corps {
    ($($(#[$meta:meta])* pub struct $nom:ident { $($(#[$champ_meta:meta])* pub $champ:ident : $type:ty),* $(,)? })*) => {$(
        #[derive(Debug, Clone, PartialEq, Default, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        $(#[$meta])*
        pub struct $nom { $($(#[$champ_meta])* pub $champ: $type),* }
    )*};
}

pub mod agent;
pub mod annonce;
pub mod assistance;
pub mod bareme;
pub mod compte;
pub mod compte_assistance;
pub mod coordonnees_bancaires;
pub mod dap;
mod dap_domaine;
pub mod demande_assistance;
pub mod demo;
pub mod diagnostic;
pub mod document;
pub mod etablissement;
pub mod evenement;
pub mod fiche;
pub mod habilitation;
pub mod import;
pub mod indemnisation;
pub mod inscription;
pub mod lot;
pub mod mandat;
pub mod oubli;
pub mod paiement;
pub mod probleme;
pub mod reprise;
pub mod salarie;
pub mod second_facteur;
pub mod session;
pub mod simulation;
pub mod utilisateur;

pub use evenement::Evenement;
pub use probleme::{ErreurChamp, Probleme};
