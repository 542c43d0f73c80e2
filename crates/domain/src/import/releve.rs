//! The faults of a file as they are found.

use crate::erreur::Faute;

/// So many faults kept, the first ones; all of them counted. 100,000 wrong rows are worth some hundreds of MB.
#[derive(Debug, Clone)]
pub(super) struct Releve {
    /// In the order in which they were found.
    pub gardees: Vec<Faute>,
    /// All of them.
    pub nombre: u32,
    max: usize,
}

impl Releve {
    pub fn new(max: usize) -> Self {
        Self {
            gardees: Vec::new(),
            nombre: 0,
            max,
        }
    }

    pub fn push(&mut self, faute: Faute) {
        self.nombre = self.nombre.saturating_add(1);
        if self.gardees.len() < self.max {
            self.gardees.push(faute);
        }
    }
}

impl Extend<Faute> for Releve {
    fn extend<T: IntoIterator<Item = Faute>>(&mut self, fautes: T) {
        fautes.into_iter().for_each(|faute| self.push(faute));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beyond_the_bound_faults_are_counted_only() {
        let mut releve = Releve::new(2);
        releve.extend((1..=5).map(|ligne| Faute::cellule(ligne, "nir", "nir_longueur", "")));
        let lignes: Vec<_> = releve.gardees.iter().filter_map(|faute| faute.ligne).collect();
        assert_eq!((lignes, releve.nombre), (vec![1, 2], 5));
    }
}
