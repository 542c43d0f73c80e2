//! The reasons that an agent may choose from (`data/motifs_decision.csv`): a dated table, because no
//! official list was found. Free text completes them, or stands alone.

use std::sync::LazyLock;

use time::Date;

use super::EtatDap;
use crate::calendrier::parse_date;
use crate::erreur::Refus;
use crate::salarie::refuser_nir;

/// A reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MotifDecision {
    /// Stable code.
    pub code: String,
    /// `invalider` or `refuser` a DAP, `rejeter` a DI.
    pub decision: String,
    /// What the employer reads.
    pub libelle: String,
    /// What the employer can do about it.
    pub sortie: String,
    du: Date,
    au: Option<Date>,
}

static TABLE: LazyLock<Vec<MotifDecision>> = LazyLock::new(|| {
    let mut lecteur = csv::Reader::from_reader(include_str!("../../data/motifs_decision.csv").as_bytes());
    // A row that does not read is left out here, and a test fails on it.
    lecteur.records().flatten().filter_map(|r| lire(&r)).collect()
});

fn lire(r: &csv::StringRecord) -> Option<MotifDecision> {
    Some(MotifDecision {
        code: r.get(0)?.to_owned(),
        decision: r.get(1)?.to_owned(),
        libelle: r.get(2)?.to_owned(),
        sortie: r.get(3)?.to_owned(),
        du: parse_date(r.get(4)?).ok()?,
        au: match r.get(5)? {
            "" => None,
            au => Some(parse_date(au).ok()?),
        },
    })
}

/// The reasons of a decision (`invalider`, `refuser`, `rejeter`) taken on that day.
pub fn motifs_possibles(decision: &str, jour: Date) -> Vec<&'static MotifDecision> {
    TABLE
        .iter()
        .filter(|m| m.decision == decision && m.du <= jour && m.au.is_none_or(|au| jour <= au))
        .collect()
}

/// The reasons as the employer reads them, one per line: those chosen, each with its way out, then
/// the agent's own words. Empty when there is none.
///
/// Codes: `motif_decision_inconnu`, `nir_dans_texte`.
pub fn rediger_motifs(decision: &str, codes: &[String], texte: &str, jour: Date) -> Result<String, Refus> {
    let possibles = motifs_possibles(decision, jour);
    let mut lignes = Vec::with_capacity(codes.len() + 1);
    for code in codes {
        let motif = possibles.iter().find(|m| m.code == *code).ok_or_else(|| {
            Refus::new(
                "motif_decision_inconnu",
                "Ce motif ne vaut pas pour cette décision : choisissez-en un de la liste, ou écrivez-le.",
            )
        })?;
        lignes.push(format!("{} {}", motif.libelle, motif.sortie));
    }
    refuser_nir(texte)?;
    let texte = texte.trim();
    if !texte.is_empty() {
        lignes.push(texte.to_owned());
    }
    Ok(lignes.join("\n"))
}

impl EtatDap {
    /// What the employer can do after a decision that is not what was asked for.
    pub const fn voie(&self) -> Option<&'static str> {
        match self {
            Self::Invalidee { .. } => {
                Some("Apportez les corrections et renvoyez la demande : elle garde son numéro.")
            }
            Self::Refusee { .. } => Some(
                "Vous pouvez déposer une nouvelle demande qui répond à ces motifs, former un recours gracieux ou hiérarchique, ou saisir le tribunal administratif, dans les deux mois (art. R. 421-1 du code de justice administrative).",
            ),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_is_read() {
        let lignes = include_str!("../../data/motifs_decision.csv").lines().count() - 1;
        assert_eq!(TABLE.len(), lignes);
        assert!(
            TABLE
                .iter()
                .all(|m| ["invalider", "refuser", "rejeter"].contains(&m.decision.as_str()))
        );
    }
}
