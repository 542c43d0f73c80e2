//! Remembers answers for a while; bounded.

use std::collections::HashMap;
use time::{Duration, OffsetDateTime};

use super::ReponseRegistre;

/// Entries at most; past that the oldest half goes.
const PLACES: usize = 2_000;
const DUREE: Duration = Duration::hours(12);

#[derive(Default)]
pub struct Cache(HashMap<String, (OffsetDateTime, ReponseRegistre)>);

impl Cache {
    pub fn lire(&self, siret: &str, maintenant: OffsetDateTime) -> Option<ReponseRegistre> {
        let (jusqu_a, reponse) = self.0.get(siret)?;
        (*jusqu_a > maintenant).then(|| reponse.clone())
    }

    pub fn garder(&mut self, siret: &str, reponse: &ReponseRegistre, maintenant: OffsetDateTime) {
        if self.0.len() >= PLACES {
            let mut fins: Vec<OffsetDateTime> = self.0.values().map(|(fin, _)| *fin).collect();
            fins.sort_unstable();
            let mediane = fins[fins.len() / 2];
            self.0.retain(|_, (fin, _)| *fin > mediane);
        }
        self.0
            .insert(siret.to_owned(), (maintenant + DUREE, reponse.clone()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cache_stays_bounded_and_forgets() {
        let mut cache = Cache::default();
        let debut = OffsetDateTime::UNIX_EPOCH;
        for i in 0..5_000_i64 {
            cache.garder(
                &i.to_string(),
                &ReponseRegistre::Inconnu,
                debut + Duration::seconds(i),
            );
        }
        assert!(cache.0.len() <= PLACES);
        assert!(cache.lire("4999", debut + Duration::hours(1)).is_some());
        assert!(cache.lire("4999", debut + Duration::hours(15)).is_none());
    }
}
