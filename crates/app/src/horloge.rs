//! The injected clock. The only place that reads the machine's.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Instant;
use time::{Duration, OffsetDateTime};

/// Seconds that the clock may be advanced by at a time.
pub const AVANCE_MAX: u32 = 400 * 24 * 3600;

/// Tells the time: the machine's, or one that was set and runs on from there (demo, tests).
#[derive(Debug, Clone)]
pub struct Horloge(Arc<Source>);

#[derive(Debug)]
enum Source {
    Systeme,
    Reglee {
        depart: OffsetDateTime,
        allumee: Instant,
        avance: AtomicI64,
    },
}

impl Horloge {
    pub fn systeme() -> Self {
        Self(Arc::new(Source::Systeme))
    }

    /// Starts at `depart` and runs on.
    pub fn reglee(depart: OffsetDateTime) -> Self {
        Self(Arc::new(Source::Reglee {
            depart,
            allumee: Instant::now(),
            avance: AtomicI64::new(0),
        }))
    }

    /// Now, UTC, in whole seconds: on SQLite instants are text, and `…20.5Z` would sort before `…20Z`.
    pub fn maintenant(&self) -> OffsetDateTime {
        let maintenant = self.precise();
        maintenant.replace_nanosecond(0).unwrap_or(maintenant)
    }

    /// Milliseconds since 1970, for ids that grow.
    pub fn millisecondes(&self) -> u64 {
        u64::try_from(self.precise().unix_timestamp_nanos() / 1_000_000).unwrap_or(0)
    }

    /// Advances a clock that was set; false for the machine's.
    pub fn avancer(&self, secondes: u32) -> bool {
        match &*self.0 {
            Source::Systeme => false,
            Source::Reglee { avance, .. } => {
                avance.fetch_add(i64::from(secondes.min(AVANCE_MAX)), Ordering::SeqCst);
                true
            }
        }
    }

    fn precise(&self) -> OffsetDateTime {
        match &*self.0 {
            Source::Systeme => systeme(),
            Source::Reglee {
                depart,
                allumee,
                avance,
            } => *depart + allumee.elapsed() + Duration::seconds(avance.load(Ordering::SeqCst)),
        }
        .to_offset(time::UtcOffset::UTC)
    }
}

#[allow(
    clippy::disallowed_methods,
    reason = "la seule lecture de l'heure de la machine"
)]
fn systeme() -> OffsetDateTime {
    OffsetDateTime::now_utc()
}
