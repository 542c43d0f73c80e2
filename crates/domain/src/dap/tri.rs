//! In what order a search gives its DAPs.

use crate::codes::codes;

codes! {
    /// The order of a search.
    #[derive(Default)]
    pub enum TriDap, inconnu = "tri_inconnu", message = "Ordre inconnu" {
        #[default]
        Recentes => ("recentes", "Les plus récentes d'abord"),
        Anciennes => ("anciennes", "Les plus anciennes d'abord"),
        Periode => ("periode", "La période la plus tardive d'abord"),
        Echeance => ("echeance", "La réponse la plus proche d'abord"),
    }
}
