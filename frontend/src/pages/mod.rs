//! The pages, one file each, under the noun they are about.

pub mod accueil_public;
pub mod introuvable;
pub mod styleguide;
