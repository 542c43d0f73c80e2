//! The help desk and the money: payments of validated claims, rejections put right.

mod historique;
mod liste;
mod rejets;

pub use liste::PagePaiements;
pub use rejets::PageRejets;
