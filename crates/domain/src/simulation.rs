//! The simulator: public, without account, by the very function that computes a DI.

use serde::{Deserialize, Serialize};

use crate::bareme::{BaremeApplicable, Baremes};
use crate::calcul::etape;
use crate::contrat::{duree_en_jours, etape_mensuel, etape_profil, lire_remuneration};
use crate::erreur::{Collecte, Faute, Fautes, Refus};
use crate::indemnisation::pertes_aux_plafonds;
use crate::mois::Mois;
use crate::montant::{Centimes, Heures, TauxHoraire, arrondi_demi_sup};

pub use crate::bareme::{Regime, Territoire};
pub use crate::calcul::{
    Etape, LigneCalculee, ProfilSalarie, calculer_ligne, calculer_ligne_profil, expliquer, montant,
};

/// Lines that one simulation takes.
pub const MAX_LIGNES: usize = 10_000;
/// Weekly hours when none are given: the legal duration.
pub const DUREE_LEGALE: Heures = Heures::entieres(35);
/// Most hours of the week of a contract, however it is authorised (art. L3121-21).
const MAX_HEBDOMADAIRE: Heures = Heures::entieres(60);
/// Hours of a week: nobody works more.
pub const HEURES_PAR_SEMAINE: Heures = Heures::entieres(168);

/// One employee, as typed. Numbers are texts: comma, spaces and `€` are understood.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SaisieSalarie {
    /// Whatever lets the caller know the line again.
    pub reference: String,
    /// Gross hourly rate, up to 4 decimals; or else the monthly gross.
    pub taux_horaire_brut: Option<String>,
    /// Monthly gross, with the weekly hours it pays.
    pub salaire_mensuel_brut: Option<String>,
    /// Weekly hours of the contract; 35 when absent.
    pub heures_hebdomadaires: Option<String>,
    /// Indemnifiable unworked hours.
    pub heures_chomees: String,
    /// [`ProfilSalarie`]; `ordinaire` when absent.
    pub profil: Option<String>,
}

/// A simulation, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SaisieSimulation {
    /// `2022-05`.
    pub mois: String,
    /// [`Regime`].
    pub regime: String,
    /// [`Territoire`].
    pub territoire: String,
    /// The employees.
    pub salaries: Vec<SaisieSalarie>,
}

/// A computed line and its explanation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LigneSimulation {
    /// The caller's own.
    pub reference: String,
    /// The amounts.
    #[serde(flatten)]
    pub montants: LigneCalculee,
    /// How they were found.
    pub explication: Vec<Etape>,
}

/// Sums of the rounded lines.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totaux {
    /// Hours.
    pub heures_chomees: Heures,
    /// To the employer.
    pub allocation: Centimes,
    /// To the employees.
    pub indemnite: Centimes,
    /// What stays with the employer.
    pub reste_a_charge: Centimes,
}

impl Totaux {
    /// Adds a line.
    pub fn ajouter(&mut self, heures: Heures, ligne: &LigneCalculee) {
        self.heures_chomees += heures;
        self.allocation += ligne.allocation;
        self.indemnite += ligne.indemnite;
        self.reste_a_charge += ligne.reste_a_charge;
    }
}

/// The answer: the fixed contract of `POST /api/v1/simulations`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Simulation {
    /// The month.
    pub mois: Mois,
    /// The regime.
    pub regime: Regime,
    /// The territory.
    pub territoire: Territoire,
    /// One line per employee, in their order.
    pub lignes: Vec<LigneSimulation>,
    /// The sums.
    pub totaux: Totaux,
}

/// Computes a simulation, or tells every fault at once.
///
/// Codes: `champ_requis`, `mois_invalide`, `mois_avant_bareme`, `regime_inconnu`,
/// `regime_hors_dates`, `territoire_inconnu`, `bareme_inconnu`, `nombre_invalide`,
/// `nombre_negatif`, `heures_negatives`, `nombre_trop_precis`, `nombre_trop_grand`,
/// `duree_nulle`, `champs_exclusifs`, `profil_inconnu`, `profil_hors_perimetre`,
/// `salaire_mensuel_requis`, `duree_forfait_jours`, `trop_de_lignes`.
pub fn simuler(baremes: &Baremes, saisie: &SaisieSimulation) -> Result<Simulation, Fautes> {
    let mut c = Collecte::new();
    let mois = c.requis::<Mois>("/mois", &saisie.mois);
    let regime = c.requis::<Regime>("/regime", &saisie.regime);
    let territoire = c.requis::<Territoire>("/territoire", &saisie.territoire);
    let bareme = match (mois, regime, territoire) {
        (Some(mois), Some(regime), Some(territoire)) => {
            let resultat = baremes.applicable(mois, regime, territoire);
            let pointeur = resultat
                .as_ref()
                .err()
                .map_or("", |refus| champ_en_cause(refus.code));
            c.prendre(pointeur, resultat)
        }
        (mois, regime, _) => {
            juger_a_part(&mut c, baremes, mois, regime);
            None
        }
    };
    if saisie.salaries.is_empty() {
        c.ajouter(Refus::champ_requis().au_champ("/salaries"));
    }
    if saisie.salaries.len() > MAX_LIGNES {
        c.ajouter(Faute::champ(
            "/salaries",
            "trop_de_lignes",
            format!("Une simulation compte {MAX_LIGNES} salariés au plus : faites-en plusieurs."),
        ));
        return c.echec();
    }
    let lus: Vec<_> = saisie
        .salaries
        .iter()
        .enumerate()
        .map(|(i, salarie)| lire_salarie(&mut c, &format!("/salaries/{i}"), salarie))
        .collect();
    let Some(bareme) = bareme else { return c.echec() };
    c.fin()?;
    Ok(calculer(&bareme, saisie, lus.into_iter().flatten()))
}

/// What can be said of a month and of a regime when one of the other two cannot be read.
fn juger_a_part(c: &mut Collecte, baremes: &Baremes, mois: Option<Mois>, regime: Option<Regime>) {
    let mois = mois.and_then(|mois| c.prendre("/mois", baremes.verifier_mois(mois)).map(|()| mois));
    let (Some(mois), Some(regime)) = (mois, regime) else {
        return;
    };
    let partout = Territoire::TOUS.iter();
    let mut refus = partout.filter_map(|lieu| baremes.applicable(mois, regime, *lieu).err());
    if let Some(refus) = refus.find(|refus| champ_en_cause(refus.code) == "/regime") {
        c.ajouter(refus.au_champ("/regime"));
    }
}

/// The field whose change would lift the refusal of a barème.
fn champ_en_cause(code: &str) -> &'static str {
    match code {
        "mois_avant_bareme" => "/mois",
        "bareme_inconnu" => "/territoire",
        _ => "/regime",
    }
}

/// One employee, read.
struct Lu {
    taux: TauxHoraire,
    heures: Heures,
    profil: ProfilSalarie,
    mensuel: Option<(Centimes, Heures)>,
}

fn calculer(
    bareme: &BaremeApplicable,
    saisie: &SaisieSimulation,
    lus: impl Iterator<Item = Lu>,
) -> Simulation {
    let mut totaux = Totaux::default();
    let lignes = lus
        .zip(&saisie.salaries)
        .map(|(lu, salarie)| {
            let montants = calculer_ligne_profil(bareme, lu.taux, lu.heures, lu.profil);
            totaux.ajouter(lu.heures, &montants);
            LigneSimulation {
                reference: salarie.reference.clone(),
                explication: expliquer_ligne(bareme, &lu, &montants),
                montants,
            }
        })
        .collect();
    Simulation {
        mois: bareme.mois,
        regime: bareme.regime,
        territoire: bareme.territoire,
        lignes,
        totaux,
    }
}

/// The way to the amounts: the kind of contract and the monthly pay first, what the caps take off last.
fn expliquer_ligne(bareme: &BaremeApplicable, lu: &Lu, montants: &LigneCalculee) -> Vec<Etape> {
    let mut etapes: Vec<Etape> = etape_profil(lu.profil).into_iter().collect();
    etapes.extend(
        lu.mensuel
            .map(|(mensuel, hebdo)| etape_mensuel(lu.profil, mensuel, hebdo, lu.taux)),
    );
    etapes.extend(expliquer(bareme, lu.taux, lu.heures, lu.profil));
    let pertes = pertes_aux_plafonds(bareme, lu.taux, lu.heures, montants);
    etapes.extend(pertes.into_iter().map(|perte| {
        let code = format!("perte_{}", perte.cause.code());
        etape(&code, perte.libelle, perte.euros, &perte.source)
    }));
    etapes
}

fn present(texte: &Option<String>) -> Option<&str> {
    texte.as_deref().filter(|t| !t.trim().is_empty())
}

fn lire_salarie(c: &mut Collecte, base: &str, s: &SaisieSalarie) -> Option<Lu> {
    let champ = |nom: &str| format!("{base}/{nom}");
    let heures = Heures::depuis_saisie(&s.heures_chomees).map_err(|refus| match refus.code {
        "nombre_negatif" => Refus::new(
            "heures_negatives",
            "Les heures chômées ne peuvent pas être négatives : saisissez zéro ou plus.",
        ),
        _ => refus,
    });
    let heures = c.prendre(&champ("heures_chomees"), heures);
    let profil = match present(&s.profil) {
        None => Ok(ProfilSalarie::Ordinaire),
        Some(texte) => texte.parse().and_then(ProfilSalarie::verifier),
    };
    let connu = profil.as_ref().copied().unwrap_or(ProfilSalarie::Ordinaire);
    let hebdo = match present(&s.heures_hebdomadaires) {
        None => Some(DUREE_LEGALE),
        Some(texte) => {
            let lues = if connu == ProfilSalarie::CadreDirigeant {
                duree_en_jours(texte)
            } else {
                Heures::depuis_saisie(texte).and_then(verifier_duree_hebdomadaire)
            };
            c.prendre(&champ("heures_hebdomadaires"), lues)
        }
    };
    let profil = c.prendre(&champ("profil"), profil);
    let texte = |champ: &Option<String>| champ.clone().unwrap_or_default();
    let (horaire, au_mois) = (texte(&s.taux_horaire_brut), texte(&s.salaire_mensuel_brut));
    let remuneration = lire_remuneration(c, base, &horaire, &au_mois, (hebdo, connu));
    let (taux, mensuel) = remuneration?;
    Some(Lu {
        taux,
        heures: heures?,
        profil: profil?,
        mensuel: mensuel.zip(hebdo),
    })
}

/// More than none, and no more than a week may hold: 151.67 hours are a month, which payrolls call « heures contrat »
/// too.
///
/// Codes: `duree_nulle`, `heures_hebdo_impossibles`.
pub fn verifier_duree_hebdomadaire(heures: Heures) -> Result<Heures, Refus> {
    if heures == Heures::ZERO {
        return Err(Refus::new(
            "duree_nulle",
            "La durée hebdomadaire du contrat ne peut pas être nulle.",
        ));
    }
    if heures <= MAX_HEBDOMADAIRE {
        return Ok(heures);
    }
    let hebdo = Heures(arrondi_demi_sup(i128::from(heures.0) * 12, 52));
    let sortie = if hebdo <= MAX_HEBDOMADAIRE {
        format!(
            "c'est sans doute la durée d'un mois. Écrivez les heures d'une semaine, ici {} h.",
            hebdo.en_francais()
        )
    } else {
        "écrivez les heures d'une semaine du contrat.".to_owned()
    };
    Err(Refus::new(
        "heures_hebdo_impossibles",
        format!(
            "{} h dépassent ce qu'une semaine peut compter (60 h, art. L3121-21) : {sortie}",
            heures.en_francais()
        ),
    ))
}
