//! What the contract of an employee says: hours, pay, how the working time is counted, entry and exit.

use serde::{Deserialize, Serialize};
use time::Date;

use crate::calcul::{Etape, ProfilSalarie, etape};
use crate::calendrier::date_fr;
use crate::codes::codes;
use crate::erreur::{Collecte, Faute, Refus};
use crate::mois::Semaine;
use crate::montant::{Centimes, Heures, TauxHoraire};
use crate::simulation::{DUREE_LEGALE, verifier_duree_hebdomadaire};

mod cadre_dirigeant;
mod partiel;

use cadre_dirigeant::en_jours;
pub use partiel::PartiesDites;
pub(crate) use partiel::accorder;

/// A day of an annual package in days (art. D5122-15).
const HEURES_PAR_JOUR: Heures = Heures::entieres(7);
/// Half of one: 3 h 30 (art. D5122-15).
const HEURES_PAR_DEMI_JOURNEE: Heures = Heures(350);

codes! {
    /// How the working time of an employee is counted.
    pub enum ModeTravail, inconnu = "mode_travail_inconnu", message = "Mode de décompte du temps de travail inconnu" {
        Heures => ("heures", "En heures par semaine"),
        ForfaitJours => ("forfait_jours", "Forfait annuel en jours"),
    }
}

/// A time as it is written, before one knows how the contract counts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duree {
    /// `14`, `17,5 h`.
    Heures(Heures),
    /// `2 j`, `2,5 jours`, as hundredths of a day.
    Jours(Heures),
}

impl Duree {
    /// Codes: those of [`Heures::depuis_saisie`].
    pub fn lire(texte: &str) -> Result<Self, Refus> {
        let propre = texte.trim().to_lowercase();
        let jours = ["jours", "jour", "j"]
            .iter()
            .find_map(|unite| propre.strip_suffix(unite));
        match jours {
            Some(jours) => Heures::depuis_saisie(jours).map(Self::Jours),
            None => Heures::depuis_saisie(texte).map(Self::Heures),
        }
    }
}

impl ModeTravail {
    /// Reads hours as a person types them: `14`, `17,5 h`; for a package in days also days and half
    /// days, `2 j`, `2,5 jours`.
    ///
    /// Codes: those of [`Heures::depuis_saisie`], `demi_journees`.
    pub fn lire_duree(self, texte: &str) -> Result<Heures, Refus> {
        self.en_heures(Duree::lire(texte)?)
    }

    /// The hours of a time. Codes: `nombre_invalide` for days in a contract that counts hours, `demi_journees`.
    pub fn en_heures(self, duree: Duree) -> Result<Heures, Refus> {
        match (duree, self) {
            (Duree::Heures(heures), _) => self.verifier_duree(heures),
            // Hundredths of a day times seven hours: hundredths of an hour.
            (Duree::Jours(jours), Self::ForfaitJours) => {
                self.verifier_duree(Heures(jours.0.saturating_mul(7)))
            }
            (Duree::Jours(_), Self::Heures) => Err(Refus::new(
                "nombre_invalide",
                "Ce salarié n'est pas au forfait en jours : écrivez des heures, par exemple 35 ou 12,50.",
            )),
        }
    }

    /// Hours as they are kept: whole half days for a package in days. Code: `demi_journees`.
    fn verifier_duree(self, heures: Heures) -> Result<Heures, Refus> {
        if self == Self::Heures || heures.0 % HEURES_PAR_DEMI_JOURNEE.0 == 0 {
            return Ok(heures);
        }
        Err(Refus::new(
            "demi_journees",
            "Au forfait en jours, le temps se compte en jours et demi-journées (7 h et 3 h 30, art. D5122-15) : saisissez par exemple 2 ou 2,5 jours.",
        ))
    }

    /// The hours as this mode says them: « 14,00 h », « 2 j », « 2,5 j ».
    pub fn dire(self, heures: Heures) -> String {
        match self {
            Self::Heures => format!("{} h", heures.en_francais()),
            Self::ForfaitJours => format!("{} j", Self::en_jours(heures)),
        }
    }

    /// Days of seven hours, « 2 » or « 2,5 ».
    pub fn en_jours(heures: Heures) -> String {
        let demis = heures.0.div_euclid(HEURES_PAR_DEMI_JOURNEE.0);
        let demi = if demis % 2 == 0 { "" } else { ",5" };
        format!("{}{demi}", demis / 2)
    }
}

/// The contract of an employee, as the calculation needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contrat {
    /// Weekly hours; 35 for a package in days.
    pub duree_hebdomadaire: Heures,
    /// Gross hourly rate, typed or derived from the monthly pay.
    pub taux_horaire_brut: TauxHoraire,
    /// Gross monthly pay, when that was typed.
    pub salaire_mensuel_brut: Option<Centimes>,
    /// What the kind of contract changes.
    pub profil: ProfilSalarie,
    /// How the time is counted.
    pub mode: ModeTravail,
    /// First day in the establishment, when known.
    pub entree: Option<Date>,
    /// Last day, when known.
    pub sortie: Option<Date>,
}

impl Contrat {
    /// The ordinary contract: so many hours a week, so much an hour.
    pub const fn ordinaire(duree_hebdomadaire: Heures, taux_horaire_brut: TauxHoraire) -> Self {
        Self {
            duree_hebdomadaire,
            taux_horaire_brut,
            salaire_mensuel_brut: None,
            profil: ProfilSalarie::Ordinaire,
            mode: ModeTravail::Heures,
            entree: None,
            sortie: None,
        }
    }

    /// False when the employee is not in the establishment on any day of the week.
    pub fn couvre(&self, semaine: Semaine) -> bool {
        self.entree.is_none_or(|entree| semaine.dimanche() >= entree)
            && self.sortie.is_none_or(|sortie| semaine.lundi() <= sortie)
    }

    /// What a week holds of hours that this contract does not allow.
    ///
    /// Codes: `semaine_hors_contrat`, `demi_journees`.
    pub(crate) fn verifier_semaine(
        &self,
        semaine: Semaine,
        travaillees: Heures,
        chomees: Heures,
    ) -> Vec<Refus> {
        let mut refus = Vec::new();
        if chomees > Heures::ZERO && !self.couvre(semaine) {
            let presence = match (self.entree, self.sortie) {
                (Some(entree), _) if semaine.dimanche() < entree => format!("entre le {}", date_fr(entree)),
                (_, Some(sortie)) => format!("est sorti le {}", date_fr(sortie)),
                _ => String::new(),
            };
            refus.push(Refus::new(
                "semaine_hors_contrat",
                format!(
                    "Aucune heure ne peut être chômée la {} : le salarié {presence}. Videz cette case, ou corrigez ses dates dans le registre.",
                    semaine.libelle()
                ),
            ));
        }
        for heures in [travaillees, chomees] {
            if let Err(demi) = self.mode.verifier_duree(heures) {
                refus.push(demi);
                break;
            }
        }
        refus
    }

    /// The steps that lead to the hourly rate, before the calculation itself.
    pub(crate) fn expliquer(&self) -> Vec<Etape> {
        let mut etapes = Vec::new();
        etapes.extend(etape_profil(self.profil));
        if self.mode == ModeTravail::ForfaitJours {
            etapes.push(etape(
                "forfait_jours",
                "Forfait en jours : une journée compte 7 h, une demi-journée 3 h 30, une semaine 35 h",
                HEURES_PAR_JOUR,
                "art. D5122-15",
            ));
        }
        if let Some(mensuel) = self.salaire_mensuel_brut {
            etapes.push(etape_mensuel(
                self.profil,
                mensuel,
                self.duree_hebdomadaire,
                self.taux_horaire_brut,
            ));
        }
        etapes
    }
}

/// Why no floor applies to this kind of contract; nothing where the floors apply.
pub(crate) fn etape_profil(profil: ProfilSalarie) -> Option<Etape> {
    profil.alternance().then(|| {
        etape(
            "profil",
            format!("{} : les planchers ne s'appliquent pas", profil.libelle()),
            profil.code(),
            "art. D5122-13 et L5122-5",
        )
    })
}

/// How a monthly pay became an hourly one.
pub(crate) fn etape_mensuel(
    profil: ProfilSalarie,
    mensuel: Centimes,
    hebdo: Heures,
    taux: TauxHoraire,
) -> Etape {
    if profil == ProfilSalarie::CadreDirigeant {
        return cadre_dirigeant::etape_mensuel(mensuel, taux);
    }
    let (mensuel, hebdo) = (mensuel.en_francais(), hebdo.en_francais());
    let libelle = format!(
        "Salaire mensuel : {mensuel} € × 12 / ({hebdo} h × 52) = {} € par heure",
        taux.en_francais()
    );
    etape("salaire_mensuel", libelle, taux, "art. R5122-18").propre(
        "Salaire mensuel : × 12 / (heures par semaine × 52) = taux horaire brut",
        format!("{mensuel} € pour {hebdo} h"),
    )
}

/// The pay, read: the hourly rate, and the monthly pay that it came from.
pub(crate) type Remuneration = (TauxHoraire, Option<Centimes>);

/// The hourly rate that a monthly pay gives under this profile.
fn taux_du_mois(profil: ProfilSalarie, mensuel: Centimes, hebdo: Heures) -> TauxHoraire {
    match profil {
        ProfilSalarie::CadreDirigeant => TauxHoraire::du_trentieme(mensuel),
        _ => TauxHoraire::depuis_mensuel(mensuel, hebdo),
    }
}

/// Reads an hourly rate or a monthly pay, one of the two; of a manager the monthly pay. `hebdo` is absent when it
/// was faulty: then a monthly pay gives nothing, and the fault is told elsewhere.
///
/// Codes: those of the numbers, `champ_requis`, `champs_exclusifs`, `nombre_trop_grand`, `salaire_mensuel_requis`.
pub(crate) fn lire_remuneration(
    c: &mut Collecte,
    base: &str,
    horaire: &str,
    mensuel: &str,
    (hebdo, profil): (Option<Heures>, ProfilSalarie),
) -> Option<Remuneration> {
    let champ = |nom: &str| format!("{base}/{nom}");
    let dirigeant = profil == ProfilSalarie::CadreDirigeant;
    match (!horaire.trim().is_empty(), !mensuel.trim().is_empty()) {
        (true, false) if dirigeant => {
            c.ajouter(cadre_dirigeant::mensuel_requis().au_champ(champ("taux_horaire_brut")));
            None
        }
        (true, false) => {
            let taux = c.prendre(&champ("taux_horaire_brut"), TauxHoraire::depuis_saisie(horaire));
            taux.map(|taux| (taux, None))
        }
        (false, true) => {
            let pointeur = champ("salaire_mensuel_brut");
            let salaire = c.prendre(&pointeur, Centimes::depuis_saisie(mensuel))?;
            let taux = c.prendre(&pointeur, borner(taux_du_mois(profil, salaire, hebdo?)))?;
            Some((taux, Some(salaire)))
        }
        (false, false) if dirigeant => {
            c.ajouter(Faute::champ(
                champ("salaire_mensuel_brut"),
                "champ_requis",
                "Indiquez le salaire mensuel brut, en moyenne des douze derniers mois.",
            ));
            None
        }
        (false, false) => {
            c.ajouter(Faute::champ(
                champ("taux_horaire_brut"),
                "champ_requis",
                "Indiquez le taux horaire brut, ou le salaire mensuel brut et les heures hebdomadaires.",
            ));
            None
        }
        (true, true) => {
            c.prendre(&champ("taux_horaire_brut"), TauxHoraire::depuis_saisie(horaire));
            c.prendre(&champ("salaire_mensuel_brut"), Centimes::depuis_saisie(mensuel));
            c.ajouter(Faute::champ(
                champ("salaire_mensuel_brut"),
                "champs_exclusifs",
                "Indiquez le taux horaire ou le salaire mensuel, pas les deux.",
            ));
            None
        }
    }
}

fn borner(taux: TauxHoraire) -> Result<TauxHoraire, Refus> {
    if taux <= TauxHoraire::MAX {
        return Ok(taux);
    }
    Err(Refus::new(
        "nombre_trop_grand",
        "Ce salaire donne un taux horaire trop grand : vérifiez le montant et les heures.",
    ))
}

/// The contract, as typed. Empty means: 35 hours for a package in days, the ordinary profile, hours a
/// week, no date known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SaisieContrat {
    /// Weekly hours.
    pub duree_hebdomadaire: String,
    /// Gross hourly rate, or else the monthly pay.
    pub taux_horaire_brut: String,
    /// Gross monthly pay.
    pub salaire_mensuel_brut: String,
    /// [`ProfilSalarie`].
    pub profil: String,
    /// [`ModeTravail`].
    pub mode: String,
    /// First day.
    pub entree: String,
    /// Last day.
    pub sortie: String,
}

impl SaisieContrat {
    /// Checks every field and files every fault.
    ///
    /// Codes: those of the two pays, `taux_nul`, `duree_nulle`, `heures_hebdo_impossibles`,
    /// `duree_forfait_jours`, `profil_inconnu`, `profil_hors_perimetre`, `mode_travail_inconnu`,
    /// `cadre_dirigeant_en_jours`, `salaire_mensuel_requis`, `date_invalide`, `dates_inversees`.
    pub fn lire(&self, c: &mut Collecte) -> Option<Contrat> {
        let profil = match self.profil.trim() {
            "" => Ok(ProfilSalarie::Ordinaire),
            texte => texte.parse().and_then(ProfilSalarie::verifier),
        };
        let connu = profil.as_ref().copied().unwrap_or(ProfilSalarie::Ordinaire);
        let mode = c.prendre("/mode", self.mode_de(connu));
        let duree = c.prendre(
            "/duree_hebdomadaire",
            self.duree_en(mode.unwrap_or(ModeTravail::Heures)),
        );
        let (horaire, mensuel) = (&self.taux_horaire_brut, &self.salaire_mensuel_brut);
        let remuneration = lire_remuneration(c, "", horaire, mensuel, (duree, connu));
        let remuneration = remuneration.and_then(|(taux, mensuel)| {
            let champ = if mensuel.is_some() {
                "/salaire_mensuel_brut"
            } else {
                "/taux_horaire_brut"
            };
            c.prendre(champ, taux_non_nul(taux)).map(|taux| (taux, mensuel))
        });
        let profil = c.prendre("/profil", profil);
        let mut jour = |champ: &str, texte: &str| {
            if texte.trim().is_empty() {
                return Some(None);
            }
            c.prendre(champ, crate::mois::parse_date(texte)).map(Some)
        };
        let (entree, sortie) = (jour("/entree", &self.entree), jour("/sortie", &self.sortie));
        if let (Some(Some(entree)), Some(Some(sortie))) = (entree, sortie)
            && sortie < entree
        {
            c.ajouter(Faute::champ(
                "/sortie",
                "dates_inversees",
                "La sortie précède l'entrée : vérifiez les deux dates.",
            ));
        }
        let (taux_horaire_brut, salaire_mensuel_brut) = remuneration?;
        Some(Contrat {
            duree_hebdomadaire: duree?,
            taux_horaire_brut,
            salaire_mensuel_brut,
            profil: profil?,
            mode: mode?,
            entree: entree?,
            sortie: sortie?,
        })
    }

    /// The hourly rate that the monthly pay gives, in the mode and profile that are typed; nothing when one of them
    /// cannot be read.
    pub(crate) fn taux_du_mois(&self, mensuel: Centimes) -> Option<TauxHoraire> {
        let profil = self.profil.parse().unwrap_or(ProfilSalarie::Ordinaire);
        let hebdo = self.duree_en(self.mode_de(profil).ok()?).ok()?;
        Some(taux_du_mois(profil, mensuel, hebdo))
    }

    /// The mode that is typed; without one, that of the profile.
    ///
    /// Codes: `mode_travail_inconnu`, `cadre_dirigeant_en_jours`.
    fn mode_de(&self, profil: ProfilSalarie) -> Result<ModeTravail, Refus> {
        match (self.mode.trim(), profil) {
            ("", ProfilSalarie::CadreDirigeant) => Ok(ModeTravail::ForfaitJours),
            ("", _) => Ok(ModeTravail::Heures),
            (mode, profil) => mode.parse().and_then(|mode| en_jours(profil, mode)),
        }
    }

    fn duree_en(&self, mode: ModeTravail) -> Result<Heures, Refus> {
        if mode == ModeTravail::Heures {
            return Heures::depuis_saisie(&self.duree_hebdomadaire).and_then(verifier_duree_hebdomadaire);
        }
        duree_en_jours(&self.duree_hebdomadaire)
    }
}

/// The week of whoever counts days: nothing typed, or the 35 hours that it counts.
///
/// Codes: those of the number, `duree_forfait_jours`.
pub(crate) fn duree_en_jours(texte: &str) -> Result<Heures, Refus> {
    if texte.trim().is_empty() || Heures::depuis_saisie(texte)? == DUREE_LEGALE {
        return Ok(DUREE_LEGALE);
    }
    Err(Refus::new(
        "duree_forfait_jours",
        "Au forfait en jours, une semaine compte 35 h (art. D5122-15) : laissez la durée vide, ou écrivez 35.",
    ))
}

fn taux_non_nul(taux: TauxHoraire) -> Result<TauxHoraire, Refus> {
    if taux == TauxHoraire::ZERO {
        return Err(Refus::new(
            "taux_nul",
            "Le taux horaire brut ne peut pas être nul : c'est la base du calcul.",
        ));
    }
    Ok(taux)
}
