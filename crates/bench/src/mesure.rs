//! Durations and how they are told.

use std::time::Duration;

/// Latencies of many requests.
pub struct Latences {
    triees: Vec<Duration>,
    pub duree: Duration,
}

impl Latences {
    pub fn new(mut mesures: Vec<Duration>, duree: Duration) -> Self {
        mesures.sort_unstable();
        Self {
            triees: mesures,
            duree,
        }
    }

    pub fn par_seconde(&self) -> f64 {
        nombre(self.triees.len()) / self.duree.as_secs_f64()
    }

    /// `rang` in thousandths: 500 is the median.
    pub fn quantile(&self, rang: usize) -> Duration {
        let place = (self.triees.len() * rang / 1000).min(self.triees.len().saturating_sub(1));
        self.triees.get(place).copied().unwrap_or_default()
    }
}

/// The middle one of a few ratios.
pub fn mediane(mut valeurs: Vec<f64>) -> f64 {
    valeurs.sort_unstable_by(f64::total_cmp);
    valeurs.get(valeurs.len() / 2).copied().unwrap_or(0.0)
}

pub fn nombre(n: usize) -> f64 {
    u32::try_from(n).map_or(f64::MAX, f64::from)
}

pub fn ms(duree: Duration) -> String {
    format!("{:.2} ms", duree.as_secs_f64() * 1000.0)
}

/// One line: what, the ratio, the aim.
pub fn verdict(quoi: &str, rapport: f64, but: f64) {
    let atteint = if rapport >= but { "atteint" } else { "PAS ATTEINT" };
    println!("  => {quoi} : {rapport:.2} du plancher (but ≥ {but:.2} : {atteint})\n");
}
