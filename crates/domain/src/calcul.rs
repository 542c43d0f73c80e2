//! The two amounts of a line: what the employer gets (allocation) and what the
//! employee gets (indemnité). The same function serves the simulator and the DI.
//!
//! Hourly first, half-up: the hourly amounts are rounded to the cent, then multiplied
//! by the hours and rounded again.

use serde::{Deserialize, Serialize};

use crate::bareme::{BaremeApplicable, Part, Sourcee};
use crate::codes::codes;
use crate::erreur::Refus;
use crate::montant::{Centimes, Heures, TauxHoraire, arrondi_demi_sup};

codes! {
    /// What the contract changes to the calculation.
    pub enum ProfilSalarie, inconnu = "profil_inconnu", message = "Profil inconnu" {
        Ordinaire => ("ordinaire", "Cas général"),
        Apprentissage => ("apprentissage", "Contrat d'apprentissage"),
        Professionnalisation => ("professionnalisation", "Contrat de professionnalisation"),
        PersonnelNavigant => ("personnel_navigant", "Personnel navigant"),
        Vrp => ("vrp", "VRP"),
        Pigiste => ("pigiste", "Pigiste"),
        Modulation => ("modulation", "Modulation du temps de travail"),
        CadreDirigeant => ("cadre_dirigeant", "Cadre dirigeant"),
        TravailleurDomicile => ("travailleur_domicile", "Travailleur à domicile"),
    }
}

impl ProfilSalarie {
    /// Refuses the profiles whose rules are not known here. Code: `profil_hors_perimetre`.
    pub fn verifier(self) -> Result<Self, Refus> {
        match self {
            Self::Ordinaire | Self::Apprentissage | Self::Professionnalisation | Self::CadreDirigeant => {
                Ok(self)
            }
            _ => Err(Refus::new(
                "profil_hors_perimetre",
                format!(
                    "Le calcul pour « {} » suit des règles propres qui ne sont pas prévues ici : adressez-vous à l'assistance.",
                    self.libelle()
                ),
            )),
        }
    }

    /// Apprentices and professionalisation contracts: no floor (art. D5122-13).
    pub(crate) const fn alternance(self) -> bool {
        matches!(self, Self::Apprentissage | Self::Professionnalisation)
    }
}

/// The amounts of one line, each rounded once.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LigneCalculee {
    /// To the employer, per hour.
    pub allocation_horaire: Centimes,
    /// To the employer, for the hours.
    pub allocation: Centimes,
    /// To the employee, per hour (gross).
    pub indemnite_horaire: Centimes,
    /// To the employee, for the hours (gross).
    pub indemnite: Centimes,
    /// Indemnity less allocation.
    pub reste_a_charge: Centimes,
}

/// A share of an hourly pay, to the cent.
fn part_de(part: Part, paie: TauxHoraire) -> Centimes {
    // Ten-thousandths times ten-thousandths of a euro: 10⁸ to the euro, 10⁶ to the cent.
    Centimes(arrondi_demi_sup(
        i128::from(part.0) * i128::from(paie.0),
        1_000_000,
    ))
}

/// A pay to the cent.
fn au_centime(paie: TauxHoraire) -> Centimes {
    Centimes(arrondi_demi_sup(i128::from(paie.0), 100))
}

/// The amount of so many hours.
pub fn montant(horaire: Centimes, heures: Heures) -> Centimes {
    Centimes(arrondi_demi_sup(
        i128::from(horaire.0) * i128::from(heures.0),
        100,
    ))
}

fn horaires(b: &BaremeApplicable, taux: TauxHoraire, profil: ProfilSalarie) -> (Centimes, Centimes) {
    let assiette_allocation = taux.min(b.plafond_allocation.valeur);
    let assiette_indemnite = match &b.plafond_indemnite {
        Some(plafond) => taux.min(plafond.valeur),
        None => taux,
    };
    let allocation = part_de(b.taux_allocation.valeur, assiette_allocation);
    let indemnite = part_de(b.taux_indemnite.valeur, assiette_indemnite);
    if profil.alternance() {
        return alternance(b, taux, allocation, indemnite);
    }
    if b.sous_smic(taux) {
        return (allocation, indemnite);
    }
    (
        allocation.max(b.plancher_allocation.valeur),
        indemnite.max(b.plancher_indemnite.valeur),
    )
}

/// The hourly shares of the whole pay, as if nothing capped it: allocation, indemnity.
pub(crate) fn sans_plafond(b: &BaremeApplicable, taux: TauxHoraire) -> (Centimes, Centimes) {
    (
        part_de(b.taux_allocation.valeur, taux),
        part_de(b.taux_indemnite.valeur, taux),
    )
}

/// Art. L5122-5, since 2022: paid below the SMIC, an apprentice keeps the whole pay and
/// the State gives it back whole; paid above, the indemnity is not below the SMIC.
fn alternance(
    b: &BaremeApplicable,
    taux: TauxHoraire,
    allocation: Centimes,
    indemnite: Centimes,
) -> (Centimes, Centimes) {
    if b.mois.annee() < 2022 {
        (allocation, indemnite)
    } else if b.sous_smic(taux) {
        (au_centime(taux), au_centime(taux))
    } else {
        (allocation, indemnite.max(b.smic.valeur))
    }
}

/// The amounts of one ordinary line. No allocation on the heap, no refusal: `taux` and
/// `heures` are bounded by their types' parsers.
pub fn calculer_ligne(b: &BaremeApplicable, taux: TauxHoraire, heures: Heures) -> LigneCalculee {
    calculer_ligne_profil(b, taux, heures, ProfilSalarie::Ordinaire)
}

/// The amounts of one line, whatever the contract.
pub fn calculer_ligne_profil(
    b: &BaremeApplicable,
    taux: TauxHoraire,
    heures: Heures,
    profil: ProfilSalarie,
) -> LigneCalculee {
    let (allocation_horaire, indemnite_horaire) = horaires(b, taux, profil);
    let allocation = montant(allocation_horaire, heures);
    let indemnite = montant(indemnite_horaire, heures);
    LigneCalculee {
        allocation_horaire,
        allocation,
        indemnite_horaire,
        indemnite,
        reste_a_charge: indemnite - allocation,
    }
}

/// One step of the explanation of an amount.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Etape {
    /// Stable code of the step.
    pub etape: String,
    /// The step in French.
    pub libelle: String,
    /// Its figure, a decimal string.
    pub valeur: String,
    /// Article of law or publication.
    pub source: String,
    /// The rule without anybody's own figures, as a document of many employees writes it once.
    #[serde(skip)]
    pub regle: String,
    /// The figures of this employee; empty where the rule says all.
    #[serde(skip)]
    pub chiffres: String,
}

impl Etape {
    /// Its name: what stands before the colon.
    pub fn titre(&self) -> &str {
        self.libelle
            .split_once(" : ")
            .map_or(&self.libelle, |(titre, _)| titre)
    }

    /// The rule and the figures apart, where they are not the same for everybody.
    pub(crate) fn propre(mut self, regle: impl Into<String>, chiffres: impl Into<String>) -> Self {
        self.regle = regle.into();
        self.chiffres = chiffres.into();
        self
    }
}

pub(crate) fn etape(code: &str, libelle: impl Into<String>, valeur: impl ToString, source: &str) -> Etape {
    let libelle = libelle.into();
    Etape {
        etape: code.to_owned(),
        regle: libelle.clone(),
        chiffres: String::new(),
        libelle,
        valeur: valeur.to_string(),
        source: source.to_owned(),
    }
}

/// « (chiffre à confirmer) » after a figure that is not confirmed.
fn a_confirmer<T>(figure: &Sourcee<T>) -> &'static str {
    if figure.confirme {
        ""
    } else {
        " (chiffre à confirmer)"
    }
}

/// A step that quotes a dated figure says so when the figure is to be confirmed.
fn citee<T>(code: &str, libelle: String, valeur: impl ToString, figure: &Sourcee<T>) -> Etape {
    let libelle = format!("{libelle}{}", a_confirmer(figure));
    etape(code, libelle, valeur, &figure.source)
}

/// How an amount of a line was found: every figure, step and article.
pub fn expliquer(
    b: &BaremeApplicable,
    taux: TauxHoraire,
    heures: Heures,
    profil: ProfilSalarie,
) -> Vec<Etape> {
    let ligne = calculer_ligne_profil(b, taux, heures, profil);
    let sans_plancher = b.sous_smic(taux) || profil.alternance();
    let brut = format!("{} €", taux.en_francais());
    let libelle = format!("Taux horaire brut : {brut}");
    let mut etapes =
        vec![etape("taux_horaire_brut", libelle, taux, "art. R5122-18").propre("Taux horaire brut", brut)];
    if b.sous_smic(taux) {
        etapes.push(citee(
            "sous_smic",
            format!(
                "Rémunération inférieure au SMIC ({} €) : les planchers ne s'appliquent pas",
                b.smic.valeur.en_francais()
            ),
            b.smic.valeur,
            &b.smic,
        ));
    }
    let entiere = profil.alternance() && b.sous_smic(taux) && b.mois.annee() >= 2022;
    if entiere {
        etapes.push(etape(
            "alternance",
            "Alternant payé moins que le SMIC : l'indemnité est sa rémunération, remboursée en entier",
            ligne.indemnite_horaire,
            "art. L5122-5",
        ));
    } else {
        moitie(
            &mut etapes,
            Moitie::allocation(b),
            taux,
            ligne.allocation_horaire,
            sans_plancher,
        );
        moitie(
            &mut etapes,
            Moitie::indemnite(b),
            taux,
            ligne.indemnite_horaire,
            sans_plancher,
        );
    }
    if profil.alternance() && !b.sous_smic(taux) && ligne.indemnite_horaire == b.smic.valeur {
        etapes.push(etape(
            "plancher_smic",
            format!(
                "L'indemnité d'un alternant n'est pas inférieure au SMIC : {} €",
                b.smic.valeur.en_francais()
            ),
            b.smic.valeur,
            "art. L5122-5",
        ));
    }
    for (code, nom, horaire, total) in [
        (
            "allocation",
            "Allocation",
            ligne.allocation_horaire,
            ligne.allocation,
        ),
        ("indemnite", "Indemnité", ligne.indemnite_horaire, ligne.indemnite),
    ] {
        let chiffres = format!(
            "{} € × {} h = {} €",
            horaire.en_francais(),
            heures.en_francais(),
            total.en_francais()
        );
        let etape = etape(code, format!("{nom} : {chiffres}"), total, "art. R5122-12");
        let regle = format!("{nom} : montant par heure × heures indemnisables");
        etapes.push(etape.propre(regle, chiffres));
    }
    let reste = etape(
        "reste_a_charge",
        format!(
            "Reste à la charge de l'employeur : {} € − {} € = {} €",
            ligne.indemnite.en_francais(),
            ligne.allocation.en_francais(),
            ligne.reste_a_charge.en_francais()
        ),
        ligne.reste_a_charge,
        "art. L5122-1",
    );
    etapes.push(reste.propre(
        "Reste à la charge de l'employeur : indemnité − allocation",
        format!("{} €", ligne.reste_a_charge.en_francais()),
    ));
    etapes
}

/// The figures of one of the two amounts.
struct Moitie<'a> {
    codes: [&'static str; 3],
    nom: &'static str,
    taux: &'a Sourcee<Part>,
    plafond: Option<&'a Sourcee<TauxHoraire>>,
    /// The cap in words: « 4,5 SMIC ».
    plafond_dit: String,
    plancher: &'a Sourcee<Centimes>,
}

impl<'a> Moitie<'a> {
    fn allocation(b: &'a BaremeApplicable) -> Self {
        Self {
            codes: ["plafond", "taux_allocation", "plancher"],
            nom: "allocation",
            taux: &b.taux_allocation,
            plafond: Some(&b.plafond_allocation),
            plafond_dit: b.en_smic(b.plafond_allocation.valeur),
            plancher: &b.plancher_allocation,
        }
    }

    fn indemnite(b: &'a BaremeApplicable) -> Self {
        Self {
            codes: ["plafond_indemnite", "taux_indemnite", "plancher_indemnite"],
            nom: "indemnité",
            taux: &b.taux_indemnite,
            plafond: b.plafond_indemnite.as_ref(),
            plafond_dit: b
                .plafond_indemnite
                .as_ref()
                .map(|plafond| b.en_smic(plafond.valeur))
                .unwrap_or_default(),
            plancher: &b.plancher_indemnite,
        }
    }
}

fn moitie(etapes: &mut Vec<Etape>, m: Moitie<'_>, taux: TauxHoraire, horaire: Centimes, sans_plancher: bool) {
    let mut assiette = taux;
    let mut de_quoi = "du taux horaire brut".to_owned();
    if let Some(plafond) = m.plafond.filter(|p| taux > p.valeur) {
        assiette = plafond.valeur;
        de_quoi = format!("du plafond de {} €", plafond.valeur.en_francais());
        let libelle = format!(
            "Plafond de l'{} : {}, soit {} € par heure",
            m.nom,
            m.plafond_dit,
            plafond.valeur.en_francais()
        );
        etapes.push(citee(m.codes[0], libelle, plafond.valeur, plafond));
    }
    let brut = part_de(m.taux.valeur, assiette);
    let libelle = format!(
        "Taux de l'{} : {} de {} €, soit {} €",
        m.nom,
        m.taux.valeur.en_pourcents(),
        assiette.en_francais(),
        brut.en_francais()
    );
    let regle = format!(
        "Taux de l'{} : {} {de_quoi}{}",
        m.nom,
        m.taux.valeur.en_pourcents(),
        a_confirmer(m.taux)
    );
    let dite = citee(m.codes[1], libelle, m.taux.valeur, m.taux);
    etapes.push(dite.propre(regle, format!("{} €", brut.en_francais())));
    if !sans_plancher && horaire == m.plancher.valeur && brut < horaire {
        let libelle = format!(
            "Plancher horaire de l'{} : {} € au lieu de {} €",
            m.nom,
            m.plancher.valeur.en_francais(),
            brut.en_francais()
        );
        let regle = format!(
            "Plancher horaire de l'{} : {} €, quand le taux donne moins{}",
            m.nom,
            m.plancher.valeur.en_francais(),
            a_confirmer(m.plancher)
        );
        etapes.push(citee(m.codes[2], libelle, m.plancher.valeur, m.plancher).propre(regle, ""));
    }
}
