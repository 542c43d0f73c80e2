//! Which columns a file must have, by which names they go, and which one probably stands for another.

use super::{cellules, noms::nom_court, refus};
use crate::erreur::{Faute, Fautes, Refus};
use crate::etablissement::Siret;
use crate::mois::parse_date;
use crate::salarie::{Categorie, Nir};
use crate::texte::texte_de_mots;

/// One expected column.
#[derive(Clone, Copy)]
pub struct Colonne {
    /// Canonical name: the one of faults.
    pub nom: &'static str,
    /// Its title in templates, pages and messages: one of its names.
    pub titre: &'static str,
    /// Other names, as [`nom_court`] shortens them.
    pub synonymes: &'static [&'static str],
    /// Names that stand for it only where no better one is in the file.
    pub a_defaut: &'static [&'static str],
    /// A file without it is refused.
    pub requise: bool,
    /// Unless it has this other one.
    pub ou: Option<&'static str>,
    /// Does a cell look like one of this column? For guessing only.
    pub(super) ressemble: fn(&str) -> bool,
}

pub(super) type Colonnes = &'static [Colonne];

const fn colonne(nom: &'static str, titre: &'static str, synonymes: &'static [&'static str]) -> Colonne {
    Colonne {
        nom,
        titre,
        synonymes,
        a_defaut: &[],
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

    const fn a_defaut(mut self, noms: &'static [&'static str]) -> Self {
        self.a_defaut = noms;
        self
    }

    /// Is it one of its names? Shortened already.
    pub(super) fn nommee(&self, court: &str) -> bool {
        court == nom_court(self.nom) || self.synonymes.contains(&court)
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
    "NIR",
    &[
        "nir salarie",
        "n nir",
        "n securite sociale",
        "securite sociale",
        "n ss",
        "nss",
        "n secu",
        "n secu sociale",
        "n insee",
    ],
)
.reconnue_a(|cellule| cellules::nir(cellule).parse::<Nir>().is_ok());

fn est_date(cellule: &str) -> bool {
    parse_date(&cellules::date(cellule)).is_ok()
}

/// The columns of the employees' file.
pub const COLONNES_SALARIES: &[Colonne] = &[
    NIR,
    // Payrolls have the name of birth beside the one in use: the latter is meant where both are.
    colonne("nom", "Nom", &["nom usage", "nom famille", "nom salarie"]).a_defaut(&["nom naissance"]),
    colonne("prenom", "Prénom", &["prenom salarie", "prenoms"]),
    colonne(
        "categorie",
        "Catégorie",
        &[
            "csp",
            "categorie socioprofessionnelle",
            "categorie socio professionnelle",
        ],
    )
    .a_defaut(&["statut", "statut salarie"])
    .reconnue_a(|cellule| Categorie::depuis_saisie(cellule).is_ok()),
    // What may as well be of a month comes last; the reading refuses what no week holds.
    colonne(
        "duree_hebdomadaire",
        "Durée hebdomadaire",
        &[
            "heures hebdomadaires",
            "horaire hebdomadaire",
            "duree hebdo",
            "duree contrat",
        ],
    )
    .a_defaut(&[
        "heures contrat",
        "heures contractuelles",
        "horaire contractuel",
        "horaire contrat",
    ]),
    colonne(
        "taux_horaire_brut",
        "Taux horaire brut",
        &[
            "taux horaire",
            "taux brut",
            "salaire horaire brut",
            "salaire horaire",
        ],
    )
    .ou("salaire_mensuel_brut"),
    // Neither « salaire brut », which holds the bonuses of a month, nor « salaire de base », often without the
    // overtime of the contract.
    colonne(
        "salaire_mensuel_brut",
        "Salaire mensuel brut",
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
        "Type de contrat",
        &["profil salarie", "type contrat", "nature contrat"],
    )
    .facultative(),
    colonne(
        "mode",
        "Décompte du temps",
        &[
            "mode decompte",
            "decompte temps",
            "mode decompte temps travail",
            "modalite temps travail",
        ],
    )
    .facultative(),
    colonne(
        "entree",
        "Date d'entrée",
        &[
            "date entree",
            "date embauche",
            "debut contrat",
            "date debut contrat",
        ],
    )
    .facultative(),
    colonne(
        "sortie",
        "Date de sortie",
        &["date sortie", "date depart", "fin contrat", "date fin contrat"],
    )
    .facultative(),
];

/// The columns of the hours' file. Of the hours one column is enough: the contract gives the others.
pub const COLONNES_HEURES: &[Colonne] = &[
    NIR,
    colonne(
        "semaine",
        "Semaine",
        &[
            "lundi",
            "debut semaine",
            "date semaine",
            "date debut semaine",
            "semaine commencant",
        ],
    )
    .reconnue_a(est_date),
    colonne(
        "heures_travaillees",
        "Heures travaillées",
        &["travaillees", "heures travail"],
    )
    .ou("heures_chomees"),
    colonne(
        "heures_chomees",
        "Heures chômées",
        &[
            "chomees",
            "heures non travaillees",
            "heures chomage partiel",
            "heures activite partielle",
        ],
    )
    .ou("heures_travaillees"),
];

/// The columns of the mandates' file.
pub const COLONNES_MANDATS: &[Colonne] = &[
    colonne("siret", "SIRET", &["n siret", "siret client"])
        .reconnue_a(|cellule| cellule.parse::<Siret>().is_ok()),
    colonne(
        "debut",
        "Début",
        &["date debut", "debut mandat", "du", "a partir"],
    )
    .reconnue_a(est_date),
    colonne("fin", "Fin", &["date fin", "fin mandat", "au", "jusqu au"]).reconnue_a(est_date),
];

/// The title of a column, from its canonical name; a name that is none stays as it is.
pub fn titre_de(nom: &str) -> &str {
    let mut toutes = Quoi::TOUS.into_iter().flat_map(Quoi::colonnes);
    toutes
        .find(|colonne| colonne.nom == nom)
        .map_or(nom, |colonne| colonne.titre)
}

/// What a file may be about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quoi {
    Salaries,
    Heures,
    Mandats,
}

impl Quoi {
    const TOUS: [Self; 3] = [Self::Salaries, Self::Heures, Self::Mandats];

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
        Self::TOUS.into_iter().find(|quoi| quoi.code() == code)
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

    /// How many of its columns these cells name.
    fn nommees(self, courts: &[String]) -> usize {
        let nommee = |colonne: &&Colonne| {
            let defaut = |court: &String| colonne.a_defaut.contains(&court.as_str());
            courts.iter().any(|court| colonne.nommee(court) || defaut(court))
        };
        self.colonnes().iter().filter(nommee).count()
    }
}

/// How many columns of one kind of file these cells name, whatever the kind.
pub(super) fn colonnes_nommees<'a>(cellules: impl IntoIterator<Item = &'a str>) -> usize {
    let courts: Vec<String> = cellules.into_iter().map(nom_court).collect();
    let nombres = Quoi::TOUS.into_iter().map(|quoi| quoi.nommees(&courts));
    nombres.max().unwrap_or(0)
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
    let courts: Vec<String> = entete.iter().map(|nom| nom_court(nom)).collect();
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
        let places_de = |convient: &dyn Fn(usize) -> bool| -> Vec<usize> {
            (0..noms.len()).filter(|place| convient(*place)).collect()
        };
        let trouvees = match correspondances.de(colonne.nom) {
            Some(choisi) => places_de(&|place| noms[place] == choisi),
            None => {
                let nommees = places_de(&|place| colonne.nommee(&courts[place]));
                if nommees.is_empty() {
                    places_de(&|place| colonne.a_defaut.contains(&courts[place].as_str()))
                } else {
                    nommees
                }
            }
        };
        if trouvees.len() > 1 {
            fautes.push(refus::entete_en_double(ligne, colonne));
        }
        places.push(trouvees.first().copied());
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
