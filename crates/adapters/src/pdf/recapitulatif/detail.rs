//! The annex of the recap: how each amount was found. A rule and its source are written once; employees of the same
//! rules stand in one table, whose rows hold figures only.

use std::borrow::Cow;
use std::collections::HashSet;

use super::DonneesRecapitulatif;
use crate::pdf::mise_en_page::Page;
use crate::pdf::police::{Graisse, largeur};
use crate::pdf::style::Style;
use crate::pdf::tableau::{Colonne, Tableau};

/// A rule, with its figures if they are everybody's.
#[derive(Clone, Debug, Default)]
pub struct RegleRecapitulatif {
    pub libelle: String,
    pub source: String,
}

/// The employees whose amounts follow the same rules.
#[derive(Clone, Debug, Default)]
pub struct CalculRecapitulatif {
    /// "Calcul 2 : plancher de l’allocation".
    pub titre: String,
    /// The numbers of its rules, in the order in which they apply.
    pub regles: Vec<usize>,
    /// Title and rule of each column of figures.
    pub colonnes: Vec<(String, usize)>,
    pub salaries: Vec<SalarieCalcule>,
}

/// One employee of a calculation.
#[derive(Clone, Debug, Default)]
pub struct SalarieCalcule {
    pub numero: String,
    pub nom: String,
    /// Worked and unworked hours, week after week.
    pub semaines: String,
    /// One for each column.
    pub chiffres: Vec<String>,
}

static REGLES: [Colonne; 3] = [
    Colonne::nombre("N°", NUMERO),
    Colonne::texte("Règle", 420.0),
    Colonne::texte("Source", 332.0),
];

const NUMERO: f32 = 28.0;
/// No column is narrower, in points.
const PLUS_ETROITE: f32 = 50.0;
/// Padding of a cell on both sides, and what the break of a line may waste, in points.
const MARGES: f32 = 9.0;
const PERDU: f32 = 12.0;
const CORPS: f32 = 8.0;
/// A title, the rules, the header of the table and its first row stay together.
const AVEC_SON_DEBUT: f32 = 130.0;

pub(super) fn annexer(p: &mut Page, r: &DonneesRecapitulatif) {
    if r.calculs.is_empty() {
        return;
    }
    p.page_suivante();
    p.intertitre("Annexe : détail du calcul de chaque salarié");
    let petit = Style {
        corps: 8.8,
        ..Style::texte()
    };
    p.paragraphe(
        "Chaque règle n’est écrite qu’une fois. Les salariés dont les montants suivent les mêmes règles sont dans un même \
         tableau : le numéro de la colonne « Calcul » du détail par salarié dit lequel. Les semaines sont écrites « heures \
         travaillées + heures chômées ».",
        petit,
    );
    p.espace(4.0);
    p.tableau(&regles(r));
    for calcul in &r.calculs {
        let nombre = calcul.salaries.len();
        let accord = if nombre > 1 { "salariés" } else { "salarié" };
        p.reserver(AVEC_SON_DEBUT);
        p.intertitre(&format!("{} ({nombre} {accord})", calcul.titre));
        let numeros: Vec<String> = calcul.regles.iter().map(usize::to_string).collect();
        p.paragraphe(&format!("Règles appliquées : {}.", numeros.join(", ")), petit);
        let colonnes = colonnes(calcul, p.largeur());
        p.tableau(&tableau(calcul, &colonnes));
    }
}

fn regles(r: &DonneesRecapitulatif) -> Tableau<'static> {
    let rangee = |(rang, regle): (usize, &RegleRecapitulatif)| {
        vec![
            (rang + 1).to_string(),
            regle.libelle.clone(),
            regle.source.clone(),
        ]
    };
    Tableau {
        resume: "Règles du calcul, avec leur source.".to_owned(),
        colonnes: &REGLES,
        rangees: r.regles.iter().enumerate().map(rangee).collect(),
        total: None,
        nom: 1,
    }
}

fn tableau<'a>(calcul: &CalculRecapitulatif, colonnes: &'a [Colonne]) -> Tableau<'a> {
    let rangee = |salarie: &SalarieCalcule| {
        let mut cellules = vec![
            salarie.numero.clone(),
            salarie.nom.clone(),
            salarie.semaines.clone(),
        ];
        cellules.extend(salarie.chiffres.iter().cloned());
        cellules
    };
    Tableau {
        resume: format!(
            "{} : les chiffres de chaque étape, salarié par salarié.",
            calcul.titre
        ),
        colonnes,
        rangees: calcul.salaries.iter().map(rangee).collect(),
        total: None,
        nom: 1,
    }
}

/// Wide enough for two lines a cell; where that is too much or too little for the page, in proportion.
fn colonnes(calcul: &CalculRecapitulatif, page: f32) -> Vec<Colonne> {
    let propres = calcul.colonnes.iter();
    let titres = ["Salarié".to_owned(), "Semaines".to_owned()]
        .into_iter()
        .chain(propres.map(|(titre, regle)| format!("{titre} ({regle})")));
    let voulues: Vec<(String, f32)> = titres
        .enumerate()
        .map(|(place, titre)| {
            let mots = titre.split(' ');
            let mot = mots.map(|mot| largeur(mot, Graisse::DemiGrasse, CORPS) + MARGES);
            let voulue = mot.fold(voulue(calcul, place), f32::max);
            (titre, voulue)
        })
        .collect();
    let total: f32 = voulues.iter().map(|(_, largeur)| largeur).sum();
    let echelle = (page - NUMERO) / total;
    let colonne = |(titre, largeur): (String, f32)| Colonne {
        titre: Cow::Owned(titre),
        largeur: largeur * echelle,
        a_droite: false,
    };
    std::iter::once(Colonne::nombre("N°", NUMERO))
        .chain(voulues.into_iter().map(colonne))
        .collect()
}

/// The width that shows every cell of a column on two lines at most.
fn voulue(calcul: &CalculRecapitulatif, place: usize) -> f32 {
    let mut vus = HashSet::new();
    let cellules = calcul.salaries.iter().filter_map(|salarie| match place {
        0 => Some(salarie.nom.as_str()),
        1 => Some(salarie.semaines.as_str()),
        _ => salarie.chiffres.get(place - 2).map(String::as_str),
    });
    cellules
        .filter(|texte| vus.insert(*texte))
        .map(|texte| {
            let entier = largeur(texte, Graisse::Normale, CORPS);
            let mots = texte.split(' ');
            let mot = mots.map(|mot| largeur(mot, Graisse::Normale, CORPS));
            mot.fold(entier.min(entier / 2.0 + PERDU), f32::max) + MARGES
        })
        .fold(PLUS_ETROITE, f32::max)
}
