//! The help desk answers account requests.

mod decision;
mod groupe;
mod ligne;
mod lot;
mod page;

pub use lot::PageLot;
pub use page::PageHabilitations;
