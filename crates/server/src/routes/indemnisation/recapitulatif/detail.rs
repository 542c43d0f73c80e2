//! How the amounts of each employee were found, for the recap: employees of the same rules together, each rule and
//! each source written once.

use std::collections::HashMap;

use adapters::pdf::{CalculRecapitulatif, RegleRecapitulatif, SalarieCalcule};
use app::indemnisation::LigneDetaillee;
use domain::indemnisation::HeuresSemaine;
use domain::montant::Heures;
use domain::simulation::Etape;
use uuid::Uuid;

/// The calculations of a claim.
#[derive(Default)]
pub(super) struct Calculs {
    pub groupes: Vec<CalculRecapitulatif>,
    pub regles: Vec<RegleRecapitulatif>,
    numeros: HashMap<Uuid, usize>,
}

impl Calculs {
    /// Under which calculation a line stands; empty when its claim could not be explained.
    pub(super) fn numero(&self, ligne: Uuid) -> String {
        self.numeros.get(&ligne).map(usize::to_string).unwrap_or_default()
    }

    /// The number of a rule, from 1; a new one goes to the end.
    fn regle(&mut self, etape: &Etape) -> usize {
        let sienne =
            |regle: &RegleRecapitulatif| regle.libelle == etape.regle && regle.source == etape.source;
        let place = self.regles.iter().position(sienne).unwrap_or_else(|| {
            self.regles.push(RegleRecapitulatif {
                libelle: etape.regle.clone(),
                source: etape.source.clone(),
            });
            self.regles.len() - 1
        });
        place + 1
    }
}

pub(super) fn calculs(detaillees: &[LigneDetaillee<'_>]) -> Calculs {
    let mut calculs = Calculs::default();
    // What tells one calculation from another: its rules.
    let mut profils: HashMap<Vec<usize>, usize> = HashMap::new();
    for detaillee in detaillees {
        let etapes = &detaillee.explication;
        let regles: Vec<usize> = etapes.iter().map(|etape| calculs.regle(etape)).collect();
        let suivant = calculs.groupes.len();
        let rang = *profils.entry(regles.clone()).or_insert(suivant);
        if rang == suivant {
            let colonne = |(etape, regle): (&Etape, &usize)| {
                (!etape.chiffres.is_empty()).then(|| (etape.titre().to_owned(), *regle))
            };
            calculs.groupes.push(CalculRecapitulatif {
                titre: format!("Calcul {} : {}", rang + 1, particularites(etapes)),
                colonnes: etapes.iter().zip(&regles).filter_map(colonne).collect(),
                regles,
                salaries: Vec::new(),
            });
        }
        calculs.numeros.insert(detaillee.ligne.id, rang + 1);
        if let Some(groupe) = calculs.groupes.get_mut(rang) {
            groupe.salaries.push(salarie(detaillee));
        }
    }
    calculs
}

fn salarie(detaillee: &LigneDetaillee<'_>) -> SalarieCalcule {
    let etapes = detaillee.explication.iter();
    let propres = etapes.filter(|etape| !etape.chiffres.is_empty());
    SalarieCalcule {
        numero: detaillee.ligne.rang.to_string(),
        nom: format!("{} {}", detaillee.ligne.nom, detaillee.ligne.prenom),
        semaines: semaines(&detaillee.semaines),
        chiffres: propres
            .map(|etape| etape.chiffres.replace(" h", "\u{A0}h"))
            .collect(),
    }
}

/// What sets these employees apart, from the steps that not everybody has.
fn particularites(etapes: &[Etape]) -> String {
    let dites = etapes.iter().filter_map(|etape| {
        Some(match etape.etape.as_str() {
            "profil" => etape.titre().to_lowercase(),
            "forfait_jours" => "forfait en jours".to_owned(),
            "salaire_mensuel" => "salaire mensuel".to_owned(),
            "sous_smic" => "rémunération inférieure au SMIC".to_owned(),
            "plafond" => "plafond de l’allocation".to_owned(),
            "plafond_indemnite" => "plafond de l’indemnité".to_owned(),
            "plancher" => "plancher de l’allocation".to_owned(),
            "plancher_indemnite" => "plancher de l’indemnité".to_owned(),
            "jour_ferie" => "jour férié chômé".to_owned(),
            "plancher_smic" => "indemnité au SMIC".to_owned(),
            _ => return None,
        })
    });
    let dites: Vec<String> = dites.collect();
    if dites.is_empty() {
        "ni plancher ni plafond".to_owned()
    } else {
        dites.join(", ")
    }
}

/// « 0 + 35 · 7,5 + 27,5 »: worked and unworked, week after week.
fn semaines(semaines: &[HeuresSemaine]) -> String {
    let dites = semaines
        .iter()
        .map(|s| format!("{}\u{A0}+\u{A0}{}", courtes(s.travaillees), courtes(s.chomees)));
    dites.collect::<Vec<_>>().join(" · ")
}

/// « 35 », « 7,5 »: hours without the zeros that say nothing.
fn courtes(heures: Heures) -> String {
    let texte = heures.en_francais();
    texte.trim_end_matches('0').trim_end_matches(',').to_owned()
}
