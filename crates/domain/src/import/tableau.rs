//! A table in memory, whatever file it came from: few allocations, so that 100,000 rows stay small.

use std::ops::Range;

use super::colonnes::{Colonnes, Correspondances, placer};
use super::releve::Releve;
use super::{Echec, MAX_COLONNES, MAX_LIGNES, cellules, refus, texte};
use crate::erreur::{Faute, Fautes, Refus};

/// Header and rows of a file. No `Debug`: the cells hold NIRs.
#[derive(Clone, Default)]
pub struct Tableau {
    entete: Vec<String>,
    numero_entete: u32,
    /// What stands above the header.
    au_dessus: Vec<(u32, Vec<String>)>,
    texte: String,
    /// Where each cell ends in `texte`.
    fins: Vec<usize>,
    /// Number of each row, and its first cell.
    rangees: Vec<(u32, usize)>,
    /// Rows that cannot be read at all.
    illisibles: Vec<(u32, Refus)>,
}

/// One row.
#[derive(Clone)]
pub struct Rangee<'a> {
    /// As the program that made the file numbers it.
    pub numero: u32,
    tableau: &'a Tableau,
    cellules: Range<usize>,
}

impl<'a> Rangee<'a> {
    /// A cell, trimmed; empty beyond the end of the row.
    pub fn cellule(&self, place: usize) -> &'a str {
        let rang = self.cellules.start + place;
        if !self.cellules.contains(&rang) {
            return "";
        }
        let debut = rang.checked_sub(1).map_or(0, |avant| self.tableau.fins[avant]);
        &self.tableau.texte[debut..self.tableau.fins[rang]]
    }

    /// Every cell.
    pub fn cellules(&self) -> impl Iterator<Item = &'a str> {
        (0..self.cellules.len()).map(|place| self.cellule(place))
    }
}

impl Tableau {
    /// Names the columns. Code: `trop_de_colonnes`.
    pub fn nommer(&mut self, numero: u32, entete: Vec<String>) -> Result<(), Refus> {
        if entete.len() > MAX_COLONNES {
            return Err(refus::trop_de_colonnes());
        }
        self.numero_entete = numero;
        self.entete = entete;
        Ok(())
    }

    /// Keeps a row above the header, for whoever gives the file back.
    pub(super) fn surmonter(&mut self, numero: u32, cellules: Vec<String>) {
        self.au_dessus.push((numero, cellules));
    }

    /// The rows above the header.
    pub fn au_dessus(&self) -> &[(u32, Vec<String>)] {
        &self.au_dessus
    }

    /// A row of which nothing can be read: its fault, and the others are read. Code: `trop_de_lignes`.
    pub fn refuser(&mut self, numero: u32, refus: Refus) -> Result<(), Refus> {
        self.illisibles.push((numero, refus));
        self.borner()
    }

    /// The first row of which nothing could be read.
    pub fn premier_refus(&self) -> Option<&Refus> {
        self.illisibles.first().map(|(_, refus)| refus)
    }

    /// Adds a row; a blank one is left out. Codes: `trop_de_colonnes`, `trop_de_lignes`.
    pub fn ajouter(
        &mut self,
        numero: u32,
        cellules: impl IntoIterator<Item = impl AsRef<str>>,
    ) -> Result<(), Refus> {
        let (debut, premiere) = (self.texte.len(), self.fins.len());
        for cellule in cellules {
            if self.fins.len() - premiere == MAX_COLONNES {
                return Err(refus::trop_de_colonnes());
            }
            self.texte.push_str(cellule.as_ref().trim());
            self.fins.push(self.texte.len());
        }
        if self.texte.len() == debut {
            self.fins.truncate(premiere);
            return Ok(());
        }
        self.rangees.push((numero, premiere));
        self.borner()
    }

    fn borner(&self) -> Result<(), Refus> {
        if self.lignes() > MAX_LIGNES {
            return Err(refus::trop_de_lignes());
        }
        Ok(())
    }

    /// Names of the columns, as the file has them.
    pub fn entete(&self) -> &[String] {
        &self.entete
    }

    /// Row of the header; 0 where the names come with every row (JSON).
    pub fn numero_entete(&self) -> u32 {
        self.numero_entete
    }

    /// Rows that are not blank, those that cannot be read included.
    pub fn lignes(&self) -> u32 {
        u32::try_from(self.rangees.len() + self.illisibles.len()).unwrap_or(u32::MAX)
    }

    /// Every row that can be read, in the order of the file.
    pub fn rangees(&self) -> impl Iterator<Item = Rangee<'_>> {
        let suivantes = self.rangees.iter().skip(1).map(|(_, premiere)| *premiere);
        let fins = suivantes.chain(std::iter::once(self.fins.len()));
        self.rangees
            .iter()
            .zip(fins)
            .map(|((numero, premiere), fin)| Rangee {
                numero: *numero,
                tableau: self,
                cellules: *premiere..fin,
            })
    }
}

/// Told how many rows are judged; false stops the reading.
type Temoin = Box<dyn Fn(u32) -> bool + Send>;

/// Rows between two words to the witness.
const PAS: u32 = 256;

/// A table to be read, and what its sender says of it.
#[derive(Default)]
pub struct Fichier {
    /// Header and rows.
    pub tableau: Tableau,
    /// Which column stands for which.
    pub correspondances: Correspondances,
    temoin: Option<Temoin>,
    fautes_max: Option<usize>,
}

impl Fichier {
    /// A CSV. Codes: `fichier_vide`, `fichier_pas_csv`, `fichier_trop_gros`, `trop_de_lignes`, `trop_de_colonnes`.
    pub fn csv(octets: &[u8]) -> Result<Self, Refus> {
        texte::lire(octets).map(Self::from)
    }

    /// Keeps so many faults at most, the first ones; the others are counted.
    #[must_use]
    pub fn bornee(mut self, fautes_max: Option<usize>) -> Self {
        self.fautes_max = fautes_max;
        self
    }

    fn releve(&self) -> Releve {
        Releve::new(self.fautes_max.unwrap_or(usize::MAX))
    }

    fn placer(&self, colonnes: Colonnes) -> Result<Vec<Option<usize>>, Fautes> {
        let tableau = &self.tableau;
        placer(
            tableau.numero_entete(),
            tableau.entete(),
            colonnes,
            &self.correspondances,
        )
    }

    /// The canonical columns that the file has.
    pub(super) fn presentes(&self, colonnes: Colonnes) -> Result<Vec<&'static str>, Fautes> {
        let places = self.placer(colonnes)?;
        let presentes = colonnes.iter().zip(places).filter(|(_, place)| place.is_some());
        Ok(presentes.map(|(colonne, _)| colonne.nom).collect())
    }

    /// Tells `temoin` now and then how many rows are judged; its `false` stops the reading.
    #[must_use]
    pub fn suivi(mut self, temoin: impl Fn(u32) -> bool + Send + 'static) -> Self {
        self.temoin = Some(Box::new(temoin));
        self
    }
}

impl From<Tableau> for Fichier {
    fn from(tableau: Tableau) -> Self {
        Self {
            tableau,
            ..Self::default()
        }
    }
}

/// A row of a file, its cells in the canonical order of the columns.
pub(super) struct Ligne {
    /// Row number, as a spreadsheet shows it.
    pub numero: u32,
    /// One cell per canonical column, trimmed; empty when the row is short.
    pub cellules: Vec<String>,
    /// It has a non-empty cell beyond the header (an unquoted decimal comma, mostly), and that is told.
    pub deborde: bool,
}

/// What a reading found.
pub(super) struct Parcours {
    pub fautes: Releve,
    /// Rows that are not blank.
    pub lignes: u32,
}

/// Gives each row to `lire`, which files its faults; those of the whole row are filed already.
///
/// Codes: `entete_inconnue`, `entete_en_double`, `colonne_inconnue`, `import_annule`. By row: `cellule_en_trop`,
/// `fichier_json_invalide`. Columns that are not asked for are left aside.
pub(super) fn parcourir(
    fichier: &Fichier,
    colonnes: Colonnes,
    mut lire: impl FnMut(Ligne, &mut Releve),
) -> Result<Parcours, Echec> {
    let tableau = &fichier.tableau;
    let places = fichier.placer(colonnes)?;
    let largeur = tableau.entete().len();
    let mut fautes = fichier.releve();
    let mut illisibles = tableau.illisibles.iter().peekable();
    for (rang, rangee) in (0_u32..).zip(tableau.rangees()) {
        let a_dire = rang.is_multiple_of(PAS);
        if a_dire && fichier.temoin.as_ref().is_some_and(|temoin| !temoin(rang)) {
            return Err(refus::annule().into());
        }
        while let Some(illisible) = illisibles.next_if(|(numero, _)| *numero < rangee.numero) {
            fautes.push(ligne_illisible(illisible));
        }
        let deborde = rangee.cellules().skip(largeur).any(|c| !c.is_empty());
        if deborde {
            fautes.push(cellule_en_trop(rangee.numero));
        }
        let cellule =
            |place: &Option<usize>| place.map_or("", |p| cellules::nue(rangee.cellule(p))).to_owned();
        let ligne = Ligne {
            numero: rangee.numero,
            cellules: places.iter().map(cellule).collect(),
            deborde,
        };
        lire(ligne, &mut fautes);
    }
    fautes.extend(illisibles.map(ligne_illisible));
    if let Some(temoin) = &fichier.temoin {
        temoin(tableau.lignes());
    }
    Ok(Parcours {
        fautes,
        lignes: tableau.lignes(),
    })
}

fn ligne_illisible((numero, refus): &(u32, Refus)) -> Faute {
    Faute::cellule(*numero, "", refus.code, refus.message.clone())
}

fn cellule_en_trop(numero: u32) -> Faute {
    Faute::cellule(
        numero,
        "",
        "cellule_en_trop",
        "Cette ligne a plus de cellules que l'en-tête : une virgule décimale sans guillemets, sans doute. Choisissez le point-virgule comme séparateur.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_gives_back_its_cells_and_forgets_blank_rows() {
        let mut tableau = Tableau::default();
        tableau.nommer(1, vec!["a".into(), "b".into()]).unwrap();
        tableau.ajouter(2, [" 1 ", ""]).unwrap();
        tableau.ajouter(3, ["", " "]).unwrap();
        tableau.ajouter(5, ["", "é", "trop"]).unwrap();
        let vues: Vec<(u32, Vec<&str>)> = tableau
            .rangees()
            .map(|r| (r.numero, r.cellules().collect()))
            .collect();
        assert_eq!(vues, [(2, vec!["1", ""]), (5, vec!["", "é", "trop"])]);
        assert_eq!(tableau.rangees().next().unwrap().cellule(9), "");
    }

    #[test]
    fn a_table_is_bounded_both_ways() {
        let mut tableau = Tableau::default();
        let large = vec!["x".to_owned(); 10_000];
        assert_eq!(
            tableau.nommer(1, large.clone()).unwrap_err().code,
            "trop_de_colonnes"
        );
        assert_eq!(tableau.ajouter(2, large).unwrap_err().code, "trop_de_colonnes");
        let mut tableau = Tableau::default();
        for numero in 0..MAX_LIGNES {
            tableau.ajouter(numero, ["x"]).unwrap();
        }
        assert_eq!(tableau.ajouter(0, ["x"]).unwrap_err().code, "trop_de_lignes");
    }

    #[test]
    fn a_row_that_cannot_be_read_is_a_fault_among_the_others() {
        let mut tableau = Tableau::default();
        tableau
            .nommer(0, ["siret", "debut", "fin"].map(String::from).to_vec())
            .unwrap();
        tableau.refuser(1, refus::json_invalide(1)).unwrap();
        tableau.ajouter(2, ["1", "2", "3", "4"]).unwrap();
        tableau.refuser(3, refus::json_invalide(3)).unwrap();
        let colonnes = super::super::COLONNES_MANDATS;
        let parcours = parcourir(&Fichier::from(tableau), colonnes, |ligne, _| {
            assert!(ligne.deborde)
        })
        .unwrap();
        let vues: Vec<_> = parcours
            .fautes
            .gardees
            .iter()
            .map(|f| (f.ligne.unwrap(), f.code))
            .collect();
        let attendues = [
            (1, "fichier_json_invalide"),
            (2, "cellule_en_trop"),
            (3, "fichier_json_invalide"),
        ];
        assert_eq!((vues.as_slice(), parcours.lignes), (attendues.as_slice(), 3));
    }

    #[test]
    fn a_witness_stops_the_reading() {
        let fichier = Fichier::csv(b"siret;debut;fin\n1;2;3\n")
            .unwrap()
            .suivi(|_| false);
        let colonnes = super::super::COLONNES_MANDATS;
        assert_eq!(
            parcourir(&fichier, colonnes, |_, _| {})
                .map(|_| ())
                .unwrap_err()
                .codes(),
            ["import_annule"]
        );
    }
}
