//! After a few failures in a row the register is left alone for a while, so that nobody waits
//! for what does not answer.

use time::{Duration, OffsetDateTime};

const ECHECS: u32 = 3;
const REPOS: Duration = Duration::seconds(60);

#[derive(Default)]
pub struct Disjoncteur {
    echecs: u32,
    ouvert_jusqu_a: Option<OffsetDateTime>,
}

impl Disjoncteur {
    pub fn laisse_passer(&self, maintenant: OffsetDateTime) -> bool {
        self.ouvert_jusqu_a.is_none_or(|fin| maintenant >= fin)
    }

    pub fn succes(&mut self) {
        *self = Self::default();
    }

    /// `attente` is the register's own `Retry-After`.
    pub fn echec(&mut self, maintenant: OffsetDateTime, attente: Option<Duration>) {
        self.echecs += 1;
        if let Some(attente) = attente {
            self.ouvert_jusqu_a = Some(maintenant + attente.min(Duration::hours(1)));
        } else if self.echecs >= ECHECS {
            self.ouvert_jusqu_a = Some(maintenant + REPOS);
        }
    }
}
