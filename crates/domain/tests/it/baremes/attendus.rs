//! The figures of the rules, written apart from the data file.

use domain::bareme::{Regime, Territoire};

/// From-month, then the figure.
pub type Serie = &'static [(&'static str, &'static str)];

pub const SMIC: Serie = &[
    ("2020-01", "10.15"),
    ("2021-01", "10.25"),
    ("2021-10", "10.48"),
    ("2022-01", "10.57"),
    ("2022-05", "10.85"),
    ("2022-08", "11.07"),
    ("2023-01", "11.27"),
    ("2023-05", "11.52"),
    ("2024-01", "11.65"),
    ("2024-11", "11.88"),
    ("2026-01", "12.02"),
    ("2026-06", "12.31"),
];
pub const SMIC_MAYOTTE: Serie = &[
    ("2020-01", "7.66"),
    ("2021-01", "7.74"),
    ("2021-10", "7.91"),
    ("2022-01", "7.98"),
    ("2022-05", "8.19"),
    ("2022-08", "8.35"),
    ("2023-01", "8.51"),
    ("2023-05", "8.70"),
    ("2024-01", "8.80"),
    ("2024-11", "8.98"),
    ("2026-01", "9.33"),
    ("2026-06", "9.56"),
];
/// The practical employee floor.
pub const SALARIE: Serie = &[
    ("2020-03", "8.03"),
    ("2021-01", "8.11"),
    ("2021-10", "8.30"),
    ("2022-01", "8.37"),
    ("2022-05", "8.59"),
    ("2022-08", "8.76"),
    ("2023-01", "8.92"),
    ("2023-05", "9.12"),
    ("2024-01", "9.22"),
    ("2024-11", "9.40"),
    ("2026-01", "9.52"),
];
/// In Mayotte, its APLD floors.
pub const SALARIE_MAYOTTE: Serie = &[
    ("2020-03", "?"),
    ("2020-09", "7.27"),
    ("2021-01", "?"),
    ("2021-10", "7.27"),
    ("2022-05", "7.46"),
    ("2024-01", "7.93"),
    ("2024-11", "8.10"),
    ("2026-01", "8.33"),
];

/// What one regime gives in one territory: `-` where it does not apply.
pub struct Cas {
    pub territoire: Territoire,
    pub regime: Regime,
    pub allocation: Serie,
    pub indemnite: Serie,
    pub plancher: Serie,
    /// First month whose indemnity is capped.
    pub plafond_indemnite: &'static str,
}

pub const CAS: &[Cas] = &[
    Cas {
        territoire: Territoire::Metropole,
        regime: Regime::DroitCommun,
        allocation: &[
            ("2020-03", "0.70"),
            ("2020-06", "0.60"),
            ("2021-06", "0.52"),
            ("2021-07", "0.36"),
        ],
        indemnite: &[("2020-03", "0.70"), ("2021-07", "0.60")],
        plancher: &[
            ("2020-03", "8.03"),
            ("2021-01", "8.11"),
            ("2021-07", "7.30"),
            ("2021-10", "7.47"),
            ("2022-01", "7.53"),
            ("2022-05", "7.73"),
            ("2022-08", "7.88"),
            ("2023-01", "8.03"),
            ("2023-05", "8.21"),
            ("2024-01", "8.30"),
            ("2024-11", "8.46"),
            ("2026-01", "8.57"),
        ],
        plafond_indemnite: "2021-01",
    },
    Cas {
        territoire: Territoire::Metropole,
        regime: Regime::SecteurProtege,
        allocation: &[
            ("2020-03", "0.70"),
            ("2021-07", "0.60"),
            ("2021-08", "0.52"),
            ("2021-09", "0.36"),
        ],
        indemnite: &[("2020-03", "0.70"), ("2021-09", "0.60")],
        plancher: &[
            ("2020-03", "8.03"),
            ("2021-01", "8.11"),
            ("2021-09", "7.30"),
            ("2021-10", "7.47"),
            ("2022-01", "7.53"),
            ("2022-05", "7.73"),
            ("2022-08", "7.88"),
            ("2023-01", "8.03"),
            ("2023-05", "8.21"),
            ("2024-01", "8.30"),
            ("2024-11", "8.46"),
            ("2026-01", "8.57"),
        ],
        plafond_indemnite: "2021-01",
    },
    Cas {
        territoire: Territoire::Metropole,
        regime: Regime::FermetureAdministrative,
        allocation: &[("2020-03", "0.70"), ("2022-04", "-")],
        indemnite: &[("2020-03", "0.70")],
        plancher: &[
            ("2020-03", "8.03"),
            ("2021-01", "8.11"),
            ("2021-10", "8.30"),
            ("2022-01", "8.37"),
        ],
        plafond_indemnite: "2021-01",
    },
    Cas {
        territoire: Territoire::Metropole,
        regime: Regime::Apld,
        allocation: &[("2020-03", "-"), ("2020-07", "0.60")],
        indemnite: &[("2020-07", "0.70")],
        plancher: &[
            ("2020-07", "7.23"),
            ("2021-07", "8.11"),
            ("2021-10", "8.30"),
            ("2022-01", "8.37"),
            ("2022-05", "8.59"),
            ("2022-08", "8.76"),
            ("2023-01", "8.92"),
            ("2023-05", "9.12"),
            ("2024-01", "9.22"),
            ("2024-11", "9.40"),
            ("2026-01", "9.52"),
        ],
        plafond_indemnite: "2020-07",
    },
    Cas {
        territoire: Territoire::Metropole,
        regime: Regime::ApldRebond,
        allocation: &[("2020-03", "-"), ("2025-03", "0.60")],
        indemnite: &[("2025-03", "0.70")],
        plancher: &[("2025-03", "9.40"), ("2026-01", "9.52")],
        plafond_indemnite: "2025-03",
    },
    Cas {
        territoire: Territoire::Mayotte,
        regime: Regime::DroitCommun,
        allocation: &[
            ("2020-03", "0.70"),
            ("2020-06", "0.60"),
            ("2021-06", "0.52"),
            ("2021-07", "0.36"),
            ("2024-12", "0.70"),
            ("2025-07", "0.36"),
        ],
        indemnite: &[
            ("2020-03", "0.70"),
            ("2021-07", "0.60"),
            ("2024-12", "0.70"),
            ("2025-07", "0.60"),
        ],
        plancher: MAYOTTE,
        plafond_indemnite: "2021-01",
    },
    Cas {
        territoire: Territoire::Mayotte,
        regime: Regime::SecteurProtege,
        allocation: &[
            ("2020-03", "0.70"),
            ("2021-07", "0.60"),
            ("2021-08", "0.52"),
            ("2021-09", "0.36"),
            ("2024-12", "0.70"),
            ("2025-07", "0.36"),
        ],
        indemnite: &[
            ("2020-03", "0.70"),
            ("2021-09", "0.60"),
            ("2024-12", "0.70"),
            ("2025-07", "0.60"),
        ],
        plancher: MAYOTTE,
        plafond_indemnite: "2021-01",
    },
    Cas {
        territoire: Territoire::Mayotte,
        regime: Regime::FermetureAdministrative,
        allocation: &[("2020-03", "0.70"), ("2022-04", "-")],
        indemnite: &[("2020-03", "0.70")],
        plancher: &[
            ("2020-03", "?"),
            ("2020-09", "7.05"),
            ("2021-01", "?"),
            ("2021-10", "7.27"),
        ],
        plafond_indemnite: "2021-01",
    },
    Cas {
        territoire: Territoire::Mayotte,
        regime: Regime::Apld,
        // « ou le taux d'activité partielle s'il est plus élevé » : Chido.
        allocation: &[
            ("2020-03", "-"),
            ("2020-07", "0.60"),
            ("2024-12", "0.70"),
            ("2025-07", "0.60"),
        ],
        indemnite: &[("2020-07", "0.70")],
        plancher: &[
            ("2020-07", "?"),
            ("2020-09", "7.27"),
            ("2021-01", "?"),
            ("2021-10", "7.27"),
            ("2022-05", "7.46"),
            ("2024-01", "7.93"),
            ("2024-11", "8.10"),
            ("2026-01", "8.33"),
        ],
        plafond_indemnite: "2020-07",
    },
    Cas {
        territoire: Territoire::Mayotte,
        regime: Regime::ApldRebond,
        allocation: &[("2020-03", "-"), ("2025-03", "0.60")],
        indemnite: &[("2025-03", "0.70")],
        plancher: &[("2025-03", "8.10"), ("2026-01", "8.33")],
        plafond_indemnite: "2025-03",
    },
];

/// Floors of Mayotte under common law, Chido included.
const MAYOTTE: Serie = &[
    ("2020-03", "?"),
    ("2020-09", "7.05"),
    ("2021-01", "?"),
    ("2021-10", "6.52"),
    ("2022-01", "6.54"),
    ("2022-05", "6.71"),
    ("2022-08", "6.85"),
    ("2023-01", "6.94"),
    ("2023-05", "7.09"),
    ("2024-01", "7.14"),
    ("2024-11", "7.29"),
    ("2024-12", "8.10"),
    ("2025-07", "7.29"),
    ("2026-01", "7.50"),
];
