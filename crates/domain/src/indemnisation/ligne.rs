//! One employee of a DI: indemnifiable hours, amounts, what the law did not pay and why.

use serde::{Deserialize, Serialize};
use time::Date;

use super::contingent::Contingent;
use super::ferie::{etape_feries, feries_chomes};
use super::{HeuresSemaine, heures_indemnisables};
use crate::bareme::BaremeApplicable;
use crate::calcul::{Etape, LigneCalculee, calculer_ligne_profil, etape, expliquer, sans_plafond};
use crate::codes::codes;
use crate::contrat::Contrat;
use crate::erreur::Refus;
use crate::ferie::JourFerie;
use crate::montant::{Centimes, Heures, TauxHoraire};
use crate::simulation::{DUREE_LEGALE, montant, verifier_duree_hebdomadaire};

/// What all lines of a DI have in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReglesDi {
    /// Rates, floors and caps of its month, regime and territory.
    pub bareme: BaremeApplicable,
    /// First and last authorised day.
    pub periode: (Date, Date),
    /// Collective weekly hours of the establishment, when below the legal 35 (art. R5122-19).
    pub duree_collective: Option<Heures>,
}

impl ReglesDi {
    /// Most hours of a week that are paid: the contract's, or the collective ones if fewer. The legal
    /// duration is taken off by [`heures_indemnisables`].
    fn duree(&self, contrat: &Contrat) -> Heures {
        let contrat = contrat.duree_hebdomadaire;
        self.duree_collective
            .map_or(contrat, |collective| contrat.min(collective))
    }
}

/// Reads the collective weekly hours; empty means the legal 35.
///
/// Codes: those of the number, `duree_nulle`, `duree_collective_au_dela`.
pub fn lire_duree_collective(texte: &str) -> Result<Option<Heures>, Refus> {
    if texte.trim().is_empty() {
        return Ok(None);
    }
    let heures = Heures::depuis_saisie(texte)?;
    if heures > DUREE_LEGALE {
        return Err(Refus::new(
            "duree_collective_au_dela",
            "Au-delà de 35 h par semaine, les heures d'équivalence et les heures supplémentaires d'une convention ou d'un accord (art. L5122-3) ne sont pas calculées ici : laissez vide, 35 h sont alors comptées (art. R5122-19), et demandez les autres à l'assistance.",
        ));
    }
    let heures = verifier_duree_hebdomadaire(heures)?;
    Ok((heures < DUREE_LEGALE).then_some(heures))
}

/// One computed line of a DI.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LigneDi {
    /// All unworked hours declared in the month.
    pub heures_chomees: Heures,
    /// Those that the law indemnifies.
    pub heures_indemnisables: Heures,
    /// The amounts, of the indemnifiable hours.
    #[serde(flatten)]
    pub montants: LigneCalculee,
}

impl LigneDi {
    /// Declared hours that are not indemnified: above 35 hours or outside the period.
    pub fn heures_perdues(&self) -> Heures {
        self.heures_chomees - self.heures_indemnisables
    }
}

/// Computes the line of one employee; rates are those of the DI's month.
pub fn calculer_di_ligne(regles: &ReglesDi, contrat: &Contrat, semaines: &[HeuresSemaine]) -> LigneDi {
    let heures_indemnisables = heures_indemnisables(regles.duree(contrat), semaines, regles.periode);
    LigneDi {
        heures_chomees: semaines.iter().map(|s| s.chomees).sum(),
        heures_indemnisables,
        montants: calculer_ligne_profil(
            &regles.bareme,
            contrat.taux_horaire_brut,
            heures_indemnisables,
            contrat.profil,
        ),
    }
}

codes! {
    /// Why hours or euros of a line are not paid.
    pub enum CausePerte, inconnu = "cause_inconnue", quoi = "Cause" {
        HorsPeriode => ("hors_periode", "Semaine hors de la période autorisée"),
        Contrat => ("contrat", "Au-delà de la durée du contrat"),
        DureeLegale => ("duree_legale", "Au-delà de 35 h : heures chômées mais non indemnisées"),
        DureeCollective => ("duree_collective", "Au-delà de la durée collective du travail"),
        Contingent => ("contingent", "Contingent annuel du salarié dépassé"),
        PlafondAllocation => ("plafond_allocation", "Plafond de l'allocation"),
        PlafondIndemnite => ("plafond_indemnite", "Plafond de l'indemnité"),
    }
}

/// What one rule takes off a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Perte {
    /// The rule.
    pub cause: CausePerte,
    /// The rule in a few words, with the cap of the month where there is one: « Plafond de l'allocation : 4,5 SMIC ».
    pub regle: String,
    /// The rule and the figures in French.
    pub libelle: String,
    /// Hours that are not paid; none when the rule caps euros.
    pub heures: Option<Heures>,
    /// Euros per hour that are not paid; none when the rule caps hours.
    pub euros_par_heure: Option<Centimes>,
    /// Euros that are not paid for the line: allocation for hours and for the cap of the allocation,
    /// indemnity for the cap of the indemnity.
    pub euros: Centimes,
    /// Article of law.
    pub source: String,
}

/// Hours lost to each rule, week after week, in the order in which the law applies them.
fn heures_perdues(
    regles: &ReglesDi,
    contrat: &Contrat,
    semaines: &[HeuresSemaine],
) -> [(CausePerte, Heures); 4] {
    let [mut periode, mut au_contrat, mut legale, mut collective] = [Heures::ZERO; 4];
    for s in semaines {
        if !s.semaine.chevauche(regles.periode.0, regles.periode.1) {
            periode += s.chomees;
            continue;
        }
        let mut reste = s.chomees;
        let mut borner = |plafond: Heures| {
            let paye = reste.min(plafond - s.travaillees).max(Heures::ZERO);
            let perdu = reste - paye;
            reste = paye;
            perdu
        };
        au_contrat += borner(contrat.duree_hebdomadaire);
        legale += borner(DUREE_LEGALE);
        collective += borner(regles.duree_collective.unwrap_or(DUREE_LEGALE));
    }
    [
        (CausePerte::HorsPeriode, periode),
        (CausePerte::Contrat, au_contrat),
        (CausePerte::DureeLegale, legale),
        (CausePerte::DureeCollective, collective),
    ]
}

/// Everything that the law takes off the line, with how much. The hours of the first four causes add up
/// to [`LigneDi::heures_perdues`]. `contingents` are those of the employee, this DI included.
pub fn pertes(
    regles: &ReglesDi,
    contrat: &Contrat,
    semaines: &[HeuresSemaine],
    contingents: &[Contingent],
) -> Vec<Perte> {
    let ligne = calculer_di_ligne(regles, contrat, semaines);
    let horaire = ligne.montants.allocation_horaire;
    let mut pertes = Vec::new();
    let mut perdre_heures = |cause: CausePerte, quoi: &str, heures: Heures, source: &str| {
        if heures > Heures::ZERO {
            let euros = montant(horaire, heures);
            // The amounts still have the hours above the contingent: they keep the claim from being sent.
            let sort = match cause {
                CausePerte::Contingent => "h à retirer pour pouvoir envoyer",
                _ => "h non indemnisées",
            };
            pertes.push(Perte {
                cause,
                regle: cause.libelle().to_owned(),
                libelle: format!(
                    "{quoi} : {} {sort}, soit {} € d'allocation",
                    heures.en_francais(),
                    euros.en_francais()
                ),
                heures: Some(heures),
                euros_par_heure: None,
                euros,
                source: source.to_owned(),
            });
        }
    };
    for (cause, heures) in heures_perdues(regles, contrat, semaines) {
        let source = if cause == CausePerte::HorsPeriode {
            "art. R5122-2"
        } else {
            "art. R5122-11 et R5122-19"
        };
        perdre_heures(cause, cause.libelle(), heures, source);
    }
    for contingent in contingents {
        let quoi = format!(
            "{} dépassé ({} h en {})",
            contingent.nature.libelle(),
            contingent.plafond.en_francais(),
            contingent.annee
        );
        let heures = contingent.depassement().min(ligne.heures_indemnisables);
        perdre_heures(CausePerte::Contingent, &quoi, heures, contingent.source);
    }
    pertes.extend(pertes_aux_plafonds(
        &regles.bareme,
        contrat.taux_horaire_brut,
        ligne.heures_indemnisables,
        &ligne.montants,
    ));
    pertes
}

/// What the two caps take off each hour. `m` are the amounts of these hours at this rate.
pub(crate) fn pertes_aux_plafonds(
    b: &BaremeApplicable,
    taux: TauxHoraire,
    heures: Heures,
    m: &LigneCalculee,
) -> Vec<Perte> {
    let libres = sans_plafond(b, taux);
    let allocation = (
        CausePerte::PlafondAllocation,
        Some(&b.plafond_allocation),
        libres.0 - m.allocation_horaire,
    );
    let indemnite = (
        CausePerte::PlafondIndemnite,
        b.plafond_indemnite.as_ref(),
        libres.1 - m.indemnite_horaire,
    );
    let dites = [allocation, indemnite]
        .into_iter()
        .filter_map(|(cause, plafond, perdu)| {
            let plafond = plafond.filter(|p| taux > p.valeur && perdu > Centimes::ZERO)?;
            let euros = montant(perdu, heures);
            let regle = format!("{} : {}", cause.libelle(), b.en_smic(plafond.valeur));
            Some(Perte {
                cause,
                libelle: format!(
                    "{regle} ({} € par heure) : {} € de moins par heure, soit {} €",
                    plafond.valeur.en_francais(),
                    perdu.en_francais(),
                    euros.en_francais()
                ),
                heures: None,
                regle,
                euros_par_heure: Some(perdu),
                euros,
                source: plafond.source.clone(),
            })
        });
    dites.collect()
}

/// How the amounts of a line were found: the regime, the contract, the hours, then each figure.
/// `feries` are the public holidays of its weeks.
pub fn expliquer_di_ligne(
    regles: &ReglesDi,
    contrat: &Contrat,
    semaines: &[HeuresSemaine],
    feries: &[JourFerie],
) -> Vec<Etape> {
    let ligne = calculer_di_ligne(regles, contrat, semaines);
    let b = &regles.bareme;
    let mut etapes = vec![etape(
        "regime",
        format!("Régime : {}, {}", b.regime.libelle(), b.mois.libelle()),
        b.regime.code(),
        &b.taux_allocation.source,
    )];
    etapes.extend(contrat.expliquer());
    if let Some(collective) = regles.duree_collective {
        let libelle = format!(
            "Durée collective de l'établissement : {} h par semaine",
            collective.en_francais()
        );
        etapes.push(etape("duree_collective", libelle, collective, "art. R5122-19"));
    }
    let heures = format!(
        "{} h chômées, dont {} h indemnisables",
        ligne.heures_chomees.en_francais(),
        ligne.heures_indemnisables.en_francais()
    );
    let dites = etape(
        "heures_indemnisables",
        format!("Heures : {heures}"),
        ligne.heures_indemnisables,
        "art. R5122-19",
    );
    let regle = "Heures : semaine par semaine, les heures chômées dans la limite de ce que la durée légale, \
                 conventionnelle ou du contrat laisse après les heures travaillées";
    etapes.push(dites.propre(regle, heures));
    etapes.extend(etape_feries(&feries_chomes(contrat, semaines, feries)));
    etapes.extend(expliquer(
        b,
        contrat.taux_horaire_brut,
        ligne.heures_indemnisables,
        contrat.profil,
    ));
    etapes
}
