//! In what order a search gives its claims.

use crate::codes::codes;

codes! {
    /// The order of a search.
    pub enum TriDi, inconnu = "tri_inconnu", message = "Ordre inconnu" {
        Recentes => ("recentes", "Les plus récentes d'abord"),
        /// What waits for an agent: those that stand out, then the oldest.
        File => ("file", "Celles qui attendent, les signalées d'abord"),
    }
}
