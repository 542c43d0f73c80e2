//! Why the activity is reduced: the motifs of the law and the sub-motifs of the fifth, from a dated table
//! (`data/motifs_dap.csv`). Each motif is a number of art. R5122-1 whose rules the code applies; the list of
//! sub-motifs is the administration's, was not found whole, and grows by a row.

use std::sync::LazyLock;

use time::Date;

use crate::calendrier::parse_date;
use crate::codes::{codes, serde_texte};
use crate::erreur::Refus;

codes! {
    /// Why the activity is reduced (art. R5122-1).
    pub enum MotifDap, inconnu = "motif_inconnu", message = "Motif inconnu" {
        ConjonctureEconomique => ("conjoncture_economique", "Conjoncture économique"),
        DifficultesApprovisionnement =>
            ("difficultes_approvisionnement", "Difficultés d'approvisionnement en matières premières ou en énergie"),
        SinistreIntemperies =>
            ("sinistre_intemperies", "Sinistre ou intempéries de caractère exceptionnel"),
        Transformation =>
            ("transformation", "Transformation, restructuration ou modernisation de l'entreprise"),
        AutreCirconstance =>
            ("autre_circonstance", "Toute autre circonstance de caractère exceptionnel"),
    }
}

/// A row of the table.
#[derive(Debug)]
struct Ligne {
    code: String,
    /// The motif that a sub-motif specifies; none for a motif.
    motif: Option<MotifDap>,
    libelle: String,
    du: Date,
    au: Option<Date>,
}

impl Ligne {
    /// True when a period that begins on that day may name it.
    fn vaut(&self, debut: Date) -> bool {
        self.du <= debut && self.au.is_none_or(|au| debut <= au)
    }
}

static TABLE: LazyLock<Vec<Ligne>> = LazyLock::new(|| {
    let mut lecteur = csv::Reader::from_reader(include_str!("../../data/motifs_dap.csv").as_bytes());
    // A row that does not read is left out here, and a test fails on it.
    lecteur.records().flatten().filter_map(|r| lire(&r)).collect()
});

fn lire(r: &csv::StringRecord) -> Option<Ligne> {
    Some(Ligne {
        code: r.get(0)?.to_owned(),
        motif: match r.get(1)? {
            "" => None,
            motif => Some(motif.parse().ok()?),
        },
        libelle: r.get(2)?.to_owned(),
        du: parse_date(r.get(3)?).ok()?,
        au: match r.get(4)? {
            "" => None,
            au => Some(parse_date(au).ok()?),
        },
    })
}

impl MotifDap {
    /// Rank of the motif in art. R5122-1, 1 to 5.
    pub const fn rang(self) -> u8 {
        match self {
            Self::ConjonctureEconomique => 1,
            Self::DifficultesApprovisionnement => 2,
            Self::SinistreIntemperies => 3,
            Self::Transformation => 4,
            Self::AutreCirconstance => 5,
        }
    }

    /// True when a period that begins on that day may be asked for under this motif.
    pub fn vaut(self, debut: Date) -> bool {
        TABLE
            .iter()
            .any(|l| l.motif.is_none() && l.code == self.code() && l.vaut(debut))
    }
}

/// What the fifth motif is about: a row of the table. A row is closed by its date, never taken away: what was
/// sent under it is read for five years.
#[derive(Clone, Copy)]
pub struct SousMotif(&'static Ligne);

impl SousMotif {
    /// Every sub-motif, whatever the date.
    pub fn tous() -> impl Iterator<Item = Self> {
        TABLE.iter().filter(|l| l.motif.is_some()).map(Self)
    }

    /// The sub-motifs that a period beginning on that day may name.
    pub fn possibles(debut: Date) -> Vec<Self> {
        Self::tous().filter(|s| s.0.vaut(debut)).collect()
    }

    /// The stable code.
    pub fn code(self) -> &'static str {
        &self.0.code
    }

    /// What a person reads.
    pub fn libelle(self) -> &'static str {
        &self.0.libelle
    }
}

impl std::str::FromStr for SousMotif {
    type Err = Refus;
    /// Code: `sous_motif_inconnu`.
    fn from_str(texte: &str) -> Result<Self, Refus> {
        Self::tous().find(|s| s.code() == texte.trim()).ok_or_else(|| {
            let codes: Vec<_> = Self::tous().map(Self::code).collect();
            Refus::new(
                "sous_motif_inconnu",
                format!("Sous-motif inconnu : choisissez parmi {}.", codes.join(", ")),
            )
        })
    }
}

impl PartialEq for SousMotif {
    fn eq(&self, autre: &Self) -> bool {
        self.code() == autre.code()
    }
}

impl Eq for SousMotif {}

impl std::fmt::Debug for SousMotif {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

impl std::fmt::Display for SousMotif {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.code())
    }
}

serde_texte!(SousMotif);

#[cfg(test)]
mod tests {
    use time::Duration;
    use time::macros::date;

    use super::*;

    #[test]
    fn every_row_is_read_and_says_its_source() {
        let texte = include_str!("../../data/motifs_dap.csv");
        assert_eq!(TABLE.len(), texte.lines().count() - 1);
        let mut lecteur = csv::Reader::from_reader(texte.as_bytes());
        for r in lecteur.records().map(Result::unwrap) {
            assert!(!r[5].is_empty() && ["oui", "non"].contains(&&r[6]), "{r:?}");
        }
    }

    #[test]
    fn no_row_overlaps_another_of_its_code_or_ends_before_it_begins() {
        for (i, a) in TABLE.iter().enumerate() {
            assert!(a.au.is_none_or(|au| a.du <= au), "{}", a.code);
            for b in TABLE.iter().skip(i + 1).filter(|b| b.code == a.code) {
                let disjointes = a.au.is_some_and(|au| au < b.du) || b.au.is_some_and(|au| au < a.du);
                assert!(disjointes, "{}", a.code);
            }
        }
    }

    #[test]
    fn the_motifs_are_the_five_of_the_law_without_gap_under_the_labels_of_the_code() {
        let lignes: Vec<_> = TABLE.iter().filter(|l| l.motif.is_none()).collect();
        assert_eq!(lignes.len(), MotifDap::TOUS.len());
        for (ligne, motif) in lignes.iter().zip(MotifDap::TOUS) {
            assert_eq!(
                (ligne.code.as_str(), ligne.libelle.as_str()),
                (motif.code(), motif.libelle())
            );
            assert!(motif.vaut(date!(2020 - 03 - 01)) && !motif.vaut(date!(2013 - 06 - 30)));
            assert!(motif.vaut(date!(2013 - 07 - 01)) && motif.vaut(date!(2026 - 12 - 31)));
        }
        let texte = include_str!("../../data/motifs_dap.csv");
        for motif in MotifDap::TOUS {
            assert!(
                texte.contains(&format!("art. R5122-1 {}°", motif.rang())),
                "{motif}"
            );
        }
    }

    #[test]
    fn each_sub_motif_begins_on_its_day_and_belongs_to_the_fifth_motif() {
        assert!(
            TABLE
                .iter()
                .all(|l| l.motif.is_none_or(|m| m == MotifDap::AutreCirconstance))
        );
        for (code, du) in [
            ("coronavirus", date!(2020 - 03 - 01)),
            ("conflit_ukraine", date!(2022 - 02 - 24)),
            ("autre", date!(2013 - 07 - 01)),
        ] {
            let lu: SousMotif = code.parse().unwrap();
            assert!(SousMotif::possibles(du).contains(&lu), "{code}");
            assert!(!SousMotif::possibles(du - Duration::DAY).contains(&lu), "{code}");
            assert!(
                SousMotif::possibles(date!(2026 - 12 - 31)).contains(&lu),
                "{code}"
            );
            assert_eq!(serde_json::to_string(&lu).unwrap(), format!("\"{code}\""));
        }
        let refus = "autre_circonstance".parse::<SousMotif>().unwrap_err();
        assert_eq!(refus.code, "sous_motif_inconnu");
        assert!(
            refus.message.contains("coronavirus, conflit_ukraine, autre"),
            "{}",
            refus.message
        );
        // One sub-motif is always there: the fifth motif never asks for what cannot be chosen.
        assert!(!SousMotif::possibles(date!(2013 - 07 - 01)).is_empty());
    }
}
