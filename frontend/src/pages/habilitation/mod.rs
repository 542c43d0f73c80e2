//! The help desk answers account requests.

mod decision;
mod ligne;
mod page;

pub use page::PageHabilitations;
