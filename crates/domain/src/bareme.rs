//! Dated figures: rates, floors, caps, SMIC and contingents, read from
//! `data/baremes.csv` (one row per figure). Adding next year's rate touches no code.

use std::sync::LazyLock;

use serde::Serialize;
use time::Date;

use crate::codes::codes;
use crate::erreur::{Fautes, Refus};
use crate::mois::{Mois, date_iso};
use crate::montant::{Centimes, TauxHoraire, arrondi_demi_sup};

mod applique;
mod lecture;
mod regime;

pub use applique::ChiffreApplique;

codes! {
    /// Under which rules the hours are compensated.
    pub enum Regime, inconnu = "regime_inconnu", message = "Régime inconnu" {
        DroitCommun => ("droit_commun", "Droit commun"),
        SecteurProtege => ("secteur_protege", "Secteur protégé"),
        FermetureAdministrative => ("fermeture_administrative", "Fermeture administrative"),
        Apld => ("apld", "Activité partielle de longue durée (APLD)"),
        ApldRebond => ("apld_rebond", "APLD rebond"),
        GardeEnfant => ("garde_enfant", "Garde d'enfant"),
        PersonneVulnerable => ("personne_vulnerable", "Personne vulnérable"),
    }
}

codes! {
    /// Where the SMIC and the floors differ.
    pub enum Territoire, inconnu = "territoire_inconnu", message = "Territoire inconnu" {
        Metropole => ("metropole", "France entière hors Mayotte"),
        Mayotte => ("mayotte", "Mayotte"),
    }
}

codes! {
    /// What a figure is.
    pub enum Nature, inconnu = "nature_inconnue", message = "Nature inconnue" {
        Smic => ("smic", "SMIC horaire brut"),
        TauxAllocation => ("taux_allocation", "Taux de l'allocation"),
        TauxIndemnite => ("taux_indemnite", "Taux de l'indemnité"),
        PlancherAllocation => ("plancher_allocation", "Plancher horaire de l'allocation"),
        PlancherIndemnite => ("plancher_indemnite", "Plancher horaire de l'indemnité"),
        PlafondAllocationSmic => ("plafond_allocation_smic", "Plafond de l'allocation, en SMIC"),
        PlafondIndemniteSmic => ("plafond_indemnite_smic", "Plafond de l'indemnité, en SMIC"),
        Contingent => ("contingent", "Contingent annuel par salarié, en heures"),
        ContingentModernisation =>
            ("contingent_modernisation", "Contingent annuel du motif 4°, en heures"),
        ForfaitJusquA250 => ("forfait_jusqu_a_250", "Allocation forfaitaire, 1 à 250 salariés"),
        ForfaitPlusDe250 => ("forfait_plus_de_250", "Allocation forfaitaire, plus de 250 salariés"),
    }
}

codes! {
    /// How sure a figure is.
    pub enum Statut, inconnu = "statut_inconnu", message = "Statut inconnu" {
        Confirme => ("confirme", "Confirmé"),
        NonConfirme => ("non_confirme", "À confirmer"),
        Inconnu => ("inconnu", "Inconnu"),
    }
}

/// One dated figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Chiffre {
    /// First day in force.
    #[serde(with = "date_iso")]
    pub du: Date,
    /// Last day in force; none while nothing replaces it.
    #[serde(with = "date_iso::option")]
    pub au: Option<Date>,
    /// Where.
    pub territoire: Territoire,
    /// Under which regime; none when under all.
    pub regime: Option<Regime>,
    /// What it is.
    pub nature: Nature,
    /// The figure, a decimal string (`0.36`, `7.73`, `1000`).
    pub valeur: String,
    /// Text of law or publication.
    pub source: String,
    /// False for a figure that no official text confirms yet.
    pub confirme: bool,
    /// Remark of whoever entered the figure; may be empty.
    pub note: String,
    #[serde(skip)]
    statut: Option<Statut>,
    #[serde(skip)]
    dix_milliemes: i64,
}

impl Territoire {
    /// The territory whose figures apply in a département.
    pub fn du_departement(code: &str) -> Self {
        if code == "976" {
            Self::Mayotte
        } else {
            Self::Metropole
        }
    }
}

impl Chiffre {
    /// True when the figure is in force on that day.
    pub fn vaut_le(&self, date: Date) -> bool {
        self.du <= date && self.au.is_none_or(|au| date <= au)
    }

    fn est_connu(&self) -> bool {
        self.statut != Some(Statut::Inconnu)
    }

    fn centimes(&self) -> Centimes {
        Centimes(arrondi_demi_sup(i128::from(self.dix_milliemes), 100))
    }
}

/// A figure as the calculation uses it, with what the explanation says of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sourcee<T> {
    /// The value.
    pub valeur: T,
    /// Text of law or publication.
    pub source: String,
    /// False when to be confirmed.
    pub confirme: bool,
}

/// A share of the pay, in ten-thousandths (`0.36` is 3 600).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Part(pub i64);

impl std::fmt::Display for Part {
    /// `0.36`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", Centimes(arrondi_demi_sup(i128::from(self.0), 100)))
    }
}

impl Part {
    /// « 36 % ».
    pub fn en_pourcents(self) -> String {
        format!("{}\u{A0}%", arrondi_demi_sup(i128::from(self.0), 100))
    }
}

/// Everything the calculation of one month needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaremeApplicable {
    /// The month.
    pub mois: Mois,
    /// The regime.
    pub regime: Regime,
    /// The territory.
    pub territoire: Territoire,
    /// Hourly SMIC.
    pub smic: Sourcee<Centimes>,
    /// Share of the pay that the employer gets.
    pub taux_allocation: Sourcee<Part>,
    /// Share of the pay that the employee gets.
    pub taux_indemnite: Sourcee<Part>,
    /// Least hourly allocation (pay at least the SMIC).
    pub plancher_allocation: Sourcee<Centimes>,
    /// Least hourly indemnity (pay at least the SMIC).
    pub plancher_indemnite: Sourcee<Centimes>,
    /// Hourly pay above which the allocation no longer grows.
    pub plafond_allocation: Sourcee<TauxHoraire>,
    /// Hourly pay above which the indemnity no longer grows, if any.
    pub plafond_indemnite: Option<Sourcee<TauxHoraire>>,
}

impl BaremeApplicable {
    /// True when the pay is below the SMIC: the floors do not apply (art. D5122-13).
    pub fn sous_smic(&self, taux: TauxHoraire) -> bool {
        taux.0 < self.smic.valeur.0 * 100
    }

    /// A cap as the law gives it: « 4,5 SMIC ».
    pub fn en_smic(&self, plafond: TauxHoraire) -> String {
        // Ten-thousandths of a euro over cents, in ten-thousandths of a SMIC.
        let multiple = arrondi_demi_sup(i128::from(plafond.0) * 100, i128::from(self.smic.valeur.0));
        let multiple = TauxHoraire(multiple).en_francais();
        let multiple = match multiple.split_once(',') {
            Some(_) => multiple.trim_end_matches('0').trim_end_matches(','),
            None => multiple.as_str(),
        };
        format!("{multiple} SMIC")
    }
}

/// The figures shipped with the program, as CSV: what an operator copies and goes on with.
pub const TABLE: &str = include_str!("../data/baremes.csv");

/// The figures shipped with the program, read once: where no operator's table can be asked for.
pub fn du_programme() -> Option<&'static Baremes> {
    static TABLE_LUE: LazyLock<Option<Baremes>> = LazyLock::new(|| Baremes::charger().ok());
    TABLE_LUE.as_ref()
}

/// The table of figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Baremes {
    chiffres: Vec<Chiffre>,
}

impl Baremes {
    /// The figures shipped with the program.
    pub fn charger() -> Result<Self, Fautes> {
        Self::lire(TABLE)
    }

    /// Reads an operator's table (UTF-8 CSV, same header).
    ///
    /// Codes, each naming row and column: `bareme_entete`, `bareme_valeur`,
    /// `bareme_invraisemblable`, `bareme_dates_inversees`, `bareme_recul`, `bareme_chevauchement`,
    /// `bareme_trou`, `bareme_pas_un_mois`, and those of each coded column.
    pub fn lire(csv: &str) -> Result<Self, Fautes> {
        lecture::lire(csv).map(|chiffres| Self { chiffres })
    }

    /// Every figure, in the order of the file.
    pub fn tous(&self) -> &[Chiffre] {
        &self.chiffres
    }

    /// Every known figure in force on that day.
    pub fn en_vigueur(&self, date: Date) -> Vec<&Chiffre> {
        self.chiffres
            .iter()
            .filter(|c| c.est_connu() && c.vaut_le(date))
            .collect()
    }

    /// Every figure of that day that the law has and that was not found.
    pub fn inconnus(&self, date: Date) -> Vec<&Chiffre> {
        self.chiffres
            .iter()
            .filter(|c| !c.est_connu() && c.vaut_le(date))
            .collect()
    }

    fn chiffre(
        &self,
        date: Date,
        territoire: Territoire,
        regime: Option<Regime>,
        nature: Nature,
    ) -> Option<&Chiffre> {
        self.chiffres.iter().find(|c| {
            c.nature == nature && c.territoire == territoire && c.regime == regime && c.vaut_le(date)
        })
    }

    /// The first month that can be computed, and whether this one is before it.
    fn premier_mois(&self) -> Option<Mois> {
        let taux = self
            .chiffres
            .iter()
            .filter(|c| c.nature == Nature::TauxAllocation);
        taux.map(|c| Mois::de(c.du)).min()
    }

    /// The yearly contingent of hours per employee on that day: [`Nature::Contingent`] (art. R5122-6) or
    /// [`Nature::ContingentModernisation`] (art. R5122-7).
    pub fn contingent(&self, nature: Nature, date: Date, territoire: Territoire) -> Option<i64> {
        Some(self.contingent_source(nature, date, territoire)?.valeur)
    }

    /// The same, with its source.
    pub(crate) fn contingent_source(
        &self,
        nature: Nature,
        date: Date,
        territoire: Territoire,
    ) -> Option<Sourcee<i64>> {
        let chiffre = self.chiffre(date, territoire, None, nature)?;
        Some(Sourcee {
            valeur: chiffre.dix_milliemes / 10_000,
            source: chiffre.source.clone(),
            confirme: chiffre.confirme,
        })
    }

    /// The regimes that can be computed for a month and a territory.
    pub fn regimes(&self, mois: Mois, territoire: Territoire) -> Vec<Regime> {
        let connu = |regime: &Regime| self.applicable(mois, *regime, territoire).is_ok();
        Regime::TOUS.iter().copied().filter(connu).collect()
    }

    /// Code: `mois_avant_bareme`.
    pub fn verifier_mois(&self, mois: Mois) -> Result<(), Refus> {
        match self.premier_mois() {
            Some(premier) if mois < premier => Err(Refus::new(
                "mois_avant_bareme",
                format!(
                    "Le calcul commence en {} : avant, l'allocation était forfaitaire et dépendait de l'effectif.",
                    premier.libelle()
                ),
            )),
            _ => Ok(()),
        }
    }

    /// What applies to a month (its first day), a regime and a territory.
    ///
    /// Codes: `mois_avant_bareme`, `regime_hors_perimetre`, `regime_hors_dates`, `bareme_inconnu`.
    pub fn applicable(
        &self,
        mois: Mois,
        regime: Regime,
        territoire: Territoire,
    ) -> Result<BaremeApplicable, Refus> {
        self.verifier_mois(mois)?;
        regime.verifier()?;
        let date = mois.premier_jour();
        let taux = |nature| self.chiffre(date, territoire, Some(regime), nature);
        let Some(allocation) = taux(Nature::TauxAllocation) else {
            return Err(Refus::new(
                "regime_hors_dates",
                format!(
                    "Le régime « {} » ne s'applique pas en {} : choisissez un autre mois ou un autre régime.",
                    regime.libelle(),
                    mois.libelle()
                ),
            ));
        };
        let inconnu = |nature: Nature| {
            Refus::new(
                "bareme_inconnu",
                format!(
                    "Un chiffre n'est pas connu pour {} ({}, {}) : {}. Le calcul n'est pas possible ici, demandez-le à l'assistance.",
                    mois.libelle(),
                    regime.libelle(),
                    territoire.libelle(),
                    nature.libelle().to_lowercase()
                ),
            )
        };
        let connu = |chiffre: Option<&Chiffre>, nature| {
            chiffre
                .filter(|c| c.est_connu())
                .cloned()
                .ok_or_else(|| inconnu(nature))
        };
        let commun = |nature| connu(self.chiffre(date, territoire, None, nature), nature);
        let propre = |nature| connu(taux(nature), nature);

        let smic = commun(Nature::Smic)?;
        let plafond = |c: &Chiffre| Sourcee {
            // A number of SMIC (ten-thousandths) times cents, in ten-thousandths of a euro.
            valeur: TauxHoraire(arrondi_demi_sup(
                i128::from(c.dix_milliemes) * i128::from(smic.centimes().0),
                100,
            )),
            source: c.source.clone(),
            confirme: c.confirme,
        };
        Ok(BaremeApplicable {
            mois,
            regime,
            territoire,
            taux_allocation: part(&connu(Some(allocation), Nature::TauxAllocation)?),
            taux_indemnite: part(&propre(Nature::TauxIndemnite)?),
            plancher_allocation: somme(&propre(Nature::PlancherAllocation)?),
            plancher_indemnite: somme(&commun(Nature::PlancherIndemnite)?),
            plafond_allocation: plafond(&propre(Nature::PlafondAllocationSmic)?),
            plafond_indemnite: taux(Nature::PlafondIndemniteSmic)
                .map(|chiffre| connu(Some(chiffre), Nature::PlafondIndemniteSmic).map(|c| plafond(&c)))
                .transpose()?,
            smic: somme(&smic),
        })
    }
}

fn part(c: &Chiffre) -> Sourcee<Part> {
    Sourcee {
        valeur: Part(c.dix_milliemes),
        source: c.source.clone(),
        confirme: c.confirme,
    }
}

fn somme(c: &Chiffre) -> Sourcee<Centimes> {
    Sourcee {
        valeur: c.centimes(),
        source: c.source.clone(),
        confirme: c.confirme,
    }
}
