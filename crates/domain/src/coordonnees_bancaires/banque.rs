//! The BICs of French banks: what to propose when one is wrong, or does not go with the IBAN.
//!
//! Data: `data/banques.csv`, the code banque of the IBAN and the BIC that the bank uses, of 11
//! characters where each regional bank has its own. Facts of the public registry of the project
//! schwifty (July 2026), banks that hold accounts of companies. A bank that is not there is
//! never doubted.

use super::{Bic, Iban, copie};

const BANQUES: &str = include_str!("../../data/banques.csv");
/// Propositions that a person still reads.
const MAX_PROPOSITIONS: usize = 3;
/// Letters that may be wrong, missing, too many or swapped.
const MAX_ECART: usize = 2;

/// A bank as the table knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Banque {
    /// The BIC that it uses.
    pub bic: &'static str,
    /// The name that its customers know.
    pub nom: &'static str,
}

fn table() -> impl Iterator<Item = (&'static str, Banque)> {
    BANQUES.lines().skip(1).filter_map(|ligne| {
        let mut champs = ligne.split(',');
        let (code, bic, nom) = (champs.next()?, champs.next()?, champs.next()?);
        Some((code, Banque { bic, nom }))
    })
}

impl Banque {
    /// The bank that holds the account, when the IBAN is French and the table knows the bank.
    pub fn de_l_iban(iban: &Iban) -> Option<Self> {
        let rib = iban.rib().filter(|_| iban.pays() == "FR")?;
        table()
            .find(|(code, _)| *code == rib.banque)
            .map(|(_, banque)| banque)
    }

    /// Whether a BIC is one of this bank, whatever the branch.
    pub fn est_de(&self, bic: &Bic) -> bool {
        bic.as_str()[..8] == self.bic[..8]
    }
}

/// BICs to propose for what was typed, the likeliest first: that of the bank of the IBAN, then
/// those of nearly the same spelling. None when the BIC is one, and not against the IBAN.
pub fn propositions(iban: &str, bic: &str) -> Vec<Banque> {
    let banque = iban.parse().ok().as_ref().and_then(Banque::de_l_iban);
    let mut trouvees: Vec<Banque> = match (bic.parse::<Bic>(), banque) {
        (Ok(bic), Some(banque)) if !banque.est_de(&bic) => return vec![banque],
        (Ok(_), _) => return Vec::new(),
        (Err(_), banque) => banque.into_iter().collect(),
    };
    let saisi = copie::bic(bic);
    let mut proches: Vec<(usize, Banque)> = table()
        .map(|(_, banque)| (ecart_bic(&saisi, banque.bic), banque))
        .filter(|(ecart, _)| *ecart <= MAX_ECART)
        .collect();
    proches.sort_by_key(|(ecart, banque)| (*ecart, banque.bic));
    for (_, banque) in proches {
        if trouvees.iter().all(|deja| deja.bic[..8] != banque.bic[..8]) {
            // Which branch, only the person knows.
            let bic = &banque.bic[..8];
            trouvees.push(Banque { bic, ..banque });
        }
    }
    trouvees.truncate(MAX_PROPOSITIONS);
    trouvees
}

/// How far a text is from a BIC of 8, from the same with `XXX`, and from the whole one.
fn ecart_bic(saisi: &str, bic: &str) -> usize {
    // Shorter ones are near to anything, longer ones are an IBAN in the wrong field.
    if !(6..=13).contains(&saisi.chars().count()) {
        return usize::MAX;
    }
    let court = &bic[..8];
    [court.to_owned(), format!("{court}XXX"), bic.to_owned()]
        .iter()
        .map(|juste| ecart(saisi, juste))
        .min()
        .unwrap_or(usize::MAX)
}

/// Letters to change, add, drop or swap with their neighbour (optimal string alignment).
fn ecart(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut lignes: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for i in 1..=a.len() {
        let mut ligne = vec![i];
        for j in 1..=b.len() {
            let remplacee = lignes[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut moindre = remplacee.min(lignes[i - 1][j] + 1).min(ligne[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                moindre = moindre.min(lignes[i - 2][j - 2] + 1);
            }
            ligne.push(moindre);
        }
        lignes.push(ligne);
    }
    lignes[a.len()][b.len()]
}
