//! The account of the person.

pub mod mot_de_passe;
