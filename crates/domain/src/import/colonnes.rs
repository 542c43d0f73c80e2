//! Which columns a file must have, by which names they go, and which one probably stands for another.

use super::{refus, tableau::Tableau};
use crate::erreur::{Faute, Fautes, Refus};
use crate::etablissement::Siret;
use crate::mois::parse_date;
use crate::salarie::{Categorie, Nir};
use crate::texte::texte_de_mots;

/// One expected column.
#[derive(Clone, Copy)]
pub struct Colonne {
    /// Canonical name: the one of faults and of templates.
    pub nom: &'static str,
    /// Other names, without accents, case nor punctuation.
    pub synonymes: &'static [&'static str],
    /// A file without it is refused.
    pub requise: bool,
    /// Unless it has this other one.
    pub ou: Option<&'static str>,
    /// Does a cell look like one of this column? For guessing only.
    ressemble: fn(&str) -> bool,
}

pub(super) type Colonnes = &'static [Colonne];

const fn colonne(nom: &'static str, synonymes: &'static [&'static str]) -> Colonne {
    Colonne {
        nom,
        synonymes,
        requise: true,
        ou: None,
        ressemble: |_| false,
    }
}

impl Colonne {
    const fn reconnue_a(mut self, ressemble: fn(&str) -> bool) -> Self {
        self.ressemble = ressemble;
        self
    }

    /// What a file may say, and need not.
    const fn facultative(mut self) -> Self {
        self.requise = false;
        self
    }

    const fn ou(mut self, autre: &'static str) -> Self {
        self.ou = Some(autre);
        self
    }
}

const NIR: Colonne = colonne(
    "nir",
    &[
        "numero de securite sociale",
        "numero securite sociale",
        "n securite sociale",
        "no securite sociale",
        "securite sociale",
        "numero ss",
        "nss",
        "num secu",
    ],
)
.reconnue_a(|cellule| cellule.parse::<Nir>().is_ok());

fn est_date(cellule: &str) -> bool {
    parse_date(cellule).is_ok()
}

/// The columns of the employees' file.
pub const COLONNES_SALARIES: &[Colonne] = &[
    NIR,
    colonne(
        "nom",
        &["nom d usage", "nom usage", "nom de famille", "nom du salarie"],
    ),
    colonne("prenom", &["prenom du salarie", "prenoms"]),
    colonne(
        "categorie",
        &[
            "csp",
            "categorie socioprofessionnelle",
            "categorie socio professionnelle",
        ],
    )
    .reconnue_a(|cellule| Categorie::depuis_saisie(cellule).is_ok()),
    colonne(
        "duree_hebdomadaire",
        &[
            "heures hebdomadaires",
            "horaire hebdomadaire",
            "duree hebdo",
            "duree du contrat",
            "duree contrat",
        ],
    ),
    colonne(
        "taux_horaire_brut",
        &["taux horaire", "taux brut", "salaire horaire brut"],
    )
    .ou("salaire_mensuel_brut"),
    // Neither « salaire brut », which holds the bonuses of a month, nor « salaire de base », often without the
    // overtime of the contract.
    colonne(
        "salaire_mensuel_brut",
        &[
            "salaire mensuel",
            "salaire brut mensuel",
            "brut mensuel",
            "remuneration mensuelle brute",
        ],
    )
    .facultative(),
    colonne(
        "profil",
        &[
            "profil du salarie",
            "type de contrat",
            "type contrat",
            "nature du contrat",
            "nature contrat",
        ],
    )
    .facultative(),
    colonne(
        "mode",
        &[
            "mode de decompte",
            "decompte du temps",
            "mode de decompte du temps de travail",
            "modalite de temps de travail",
        ],
    )
    .facultative(),
    colonne(
        "entree",
        &[
            "date d entree",
            "date entree",
            "entree le",
            "date d embauche",
            "date embauche",
            "debut de contrat",
            "debut contrat",
            "date de debut de contrat",
            "date debut contrat",
        ],
    )
    .facultative(),
    colonne(
        "sortie",
        &[
            "date de sortie",
            "date sortie",
            "sortie le",
            "date de depart",
            "date depart",
            "fin de contrat",
            "fin contrat",
            "date de fin de contrat",
            "date fin contrat",
        ],
    )
    .facultative(),
];

/// The columns of the hours' file.
pub const COLONNES_HEURES: &[Colonne] = &[
    NIR,
    colonne(
        "semaine",
        &["semaine du", "lundi", "debut de semaine", "date de la semaine"],
    )
    .reconnue_a(est_date),
    colonne(
        "heures_travaillees",
        &["travaillees", "h travaillees", "heures travail"],
    ),
    colonne(
        "heures_chomees",
        &["chomees", "h chomees", "heures non travaillees"],
    ),
];

/// The columns of the mandates' file.
pub const COLONNES_MANDATS: &[Colonne] = &[
    colonne(
        "siret",
        &[
            "numero de siret",
            "numero siret",
            "n siret",
            "n de siret",
            "no siret",
            "no de siret",
            "siret du client",
        ],
    )
    .reconnue_a(|cellule| cellule.parse::<Siret>().is_ok()),
    colonne(
        "debut",
        &["date de debut", "debut du mandat", "du", "a partir du"],
    )
    .reconnue_a(est_date),
    colonne("fin", &["date de fin", "fin du mandat", "au", "jusqu au"]).reconnue_a(est_date),
];

/// What a file may be about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quoi {
    Salaries,
    Heures,
    Mandats,
}

impl Quoi {
    /// Its code in an address.
    pub fn code(self) -> &'static str {
        match self {
            Self::Salaries => "salaries",
            Self::Heures => "heures",
            Self::Mandats => "mandats",
        }
    }

    /// From its code.
    pub fn depuis_code(code: &str) -> Option<Self> {
        [Self::Salaries, Self::Heures, Self::Mandats]
            .into_iter()
            .find(|quoi| quoi.code() == code)
    }

    /// The columns that it needs.
    pub fn colonnes(self) -> &'static [Colonne] {
        match self {
            Self::Salaries => COLONNES_SALARIES,
            Self::Heures => COLONNES_HEURES,
            Self::Mandats => COLONNES_MANDATS,
        }
    }

    /// Does this header hold every required column, by a name that we know?
    pub fn reconnait(self, entete: &[String]) -> bool {
        placer(1, entete, self.colonnes(), &Correspondances::default()).is_ok()
    }
}

/// Which column of the file stands for which expected one: `(nir, Matricule SS)`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Correspondances(Vec<(String, String)>);

impl Correspondances {
    /// From texts such as `nir:Matricule SS`. Code: `colonne_inconnue`.
    pub fn lire<'a>(textes: impl IntoIterator<Item = &'a str>) -> Result<Self, Refus> {
        let lire = |texte: &'a str| match texte.split_once(':') {
            Some((attendue, nom)) => Ok((attendue.trim().to_owned(), texte_de_mots(nom))),
            None => Err(refus::colonne_inconnue(texte)),
        };
        textes.into_iter().map(lire).collect::<Result<_, _>>().map(Self)
    }

    fn de(&self, canonique: &str) -> Option<&str> {
        let trouvee = self.0.iter().find(|(attendue, _)| attendue == canonique)?;
        Some(&trouvee.1)
    }
}

/// For each canonical column, its place in the file; else every fault of the header, at its row.
///
/// Codes: `entete_inconnue`, `entete_en_double`, `colonne_inconnue`.
pub(super) fn placer(
    ligne: u32,
    entete: &[String],
    colonnes: Colonnes,
    correspondances: &Correspondances,
) -> Result<Vec<Option<usize>>, Fautes> {
    // A program of objects has no header: its first row has the names.
    let ligne = ligne.max(1);
    let noms: Vec<String> = entete.iter().map(|nom| texte_de_mots(nom)).collect();
    let mut fautes = Vec::new();
    for (attendue, nom) in &correspondances.0 {
        let connue = colonnes.iter().find(|colonne| colonne.nom == attendue);
        if connue.is_none() || nom.is_empty() || !noms.contains(nom) {
            let refus = refus::colonne_inconnue(if connue.is_some() { nom } else { attendue });
            let colonne = connue.map_or("", |colonne| colonne.nom);
            fautes.push(Faute::cellule(ligne, colonne, refus.code, refus.message));
        }
    }
    let mut places = Vec::with_capacity(colonnes.len());
    for colonne in colonnes {
        let voulu = texte_de_mots(colonne.nom);
        let convient = |nom: &str| match correspondances.de(colonne.nom) {
            Some(choisi) => nom == choisi,
            None => nom == voulu || colonne.synonymes.contains(&nom),
        };
        let mut trouvees = noms.iter().enumerate().filter(|(_, nom)| convient(nom));
        let place = trouvees.next().map(|(place, _)| place);
        if trouvees.next().is_some() {
            fautes.push(refus::entete_en_double(ligne, colonne.nom));
        }
        places.push(place);
    }
    let presente = |nom: &str| {
        let mut trouves = colonnes.iter().zip(&places);
        // One that was chosen wrongly is told already.
        trouves.any(|(colonne, place)| colonne.nom == nom && place.is_some())
            || fautes.iter().any(|faute| faute.colonne.as_deref() == Some(nom))
    };
    let absentes: Vec<&Colonne> = colonnes
        .iter()
        .filter(|colonne| colonne.requise && !presente(colonne.nom) && !colonne.ou.is_some_and(presente))
        .collect();
    fautes.extend(refus::colonnes_absentes(ligne, entete, &absentes));
    if fautes.is_empty() {
        Ok(places)
    } else {
        Err(Fautes(fautes))
    }
}

/// Is it about the columns of a file, rather than about one of its rows?
pub fn est_d_entete(code: &str) -> bool {
    ["entete_inconnue", "entete_en_double", "colonne_inconnue"].contains(&code)
}

/// Rows that a guess looks at, and that a preview shows.
pub const EXEMPLES: usize = 5;

/// How well a column of the file, by its place, stands for an expected one.
type Juge<'a> = &'a dyn Fn(&Colonne, usize) -> usize;

/// For each expected column, which one of the file probably stands for it: by its name, then by the
/// words that both have, then by what its first cells look like; one that need not be there by its name only.
pub fn proposer(tableau: &Tableau, quoi: Quoi) -> Vec<(&'static Colonne, Option<usize>)> {
    let noms: Vec<String> = tableau.entete().iter().map(|nom| texte_de_mots(nom)).collect();
    let mut libres: Vec<bool> = vec![true; noms.len()];
    let mut trouvees: Vec<Option<usize>> = vec![None; quoi.colonnes().len()];
    let par_nom = |colonne: &Colonne, place: usize| {
        let nom = noms[place].as_str();
        usize::from(nom == texte_de_mots(colonne.nom) || colonne.synonymes.contains(&nom))
    };
    let par_contenu = |colonne: &Colonne, place: usize| {
        let cellules = tableau
            .rangees()
            .take(EXEMPLES)
            .map(|rangee| rangee.cellule(place));
        cellules.filter(|cellule| (colonne.ressemble)(cellule)).count()
    };
    let par_mots = |colonne: &Colonne, place: usize| {
        let siens: Vec<&str> = noms[place].split(' ').filter(|mot| mot.len() > 2).collect();
        let voulus = texte_de_mots(colonne.nom);
        let connus = std::iter::once(voulus.as_str()).chain(colonne.synonymes.iter().copied());
        connus
            .map(|connu| {
                siens
                    .iter()
                    .filter(|mot| connu.split(' ').any(|m| m == **mot))
                    .count()
            })
            .max()
            .unwrap_or(0)
    };
    let juges: [Juge<'_>; 3] = [&par_nom, &par_contenu, &par_mots];
    for (rang, juge) in juges.into_iter().enumerate() {
        for (colonne, trouvee) in quoi.colonnes().iter().zip(&mut trouvees) {
            // Many columns hold a date or an amount: what need not be there is known by its name only.
            let par_le_nom_seul = !colonne.requise && rang > 0;
            if trouvee.is_some() || par_le_nom_seul {
                continue;
            }
            let notes = (0..noms.len())
                .filter(|place| libres[*place])
                .map(|place| (juge(colonne, place), place));
            // Of equals the leftmost.
            let meilleure = notes.max_by_key(|(note, place)| (*note, std::cmp::Reverse(*place)));
            if let Some((note, place)) = meilleure
                && note > 0
            {
                *trouvee = Some(place);
                libres[place] = false;
            }
        }
    }
    quoi.colonnes().iter().zip(trouvees).collect()
}
