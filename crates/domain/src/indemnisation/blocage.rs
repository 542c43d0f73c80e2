//! What keeps a DI from being sent, each with its way out.

use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

use super::{Contingent, SemaineEnTrop, limite_de_demande};
use crate::calendrier::{date_fr, jour_de_paris};
use crate::mois::{Mois, Semaine};
use crate::montant::Heures;

/// One reason why the DI cannot be sent yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Blocage {
    /// Stable code.
    pub code: String,
    /// French message: the rule and the way out.
    pub message: String,
    /// Where the way out is: `coordonnees_bancaires`, `salaries`, `heures`, `avenant`, `assistance`.
    pub lien: String,
}

/// An employee above a contingent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Depassement {
    /// Name and first name.
    pub salarie: String,
    /// Which contingent, and by how much.
    pub contingent: Contingent,
}

impl Depassement {
    /// « DUPONT Jean (1 020,00 h pour 1 000,00 h) ».
    fn dire(&self) -> String {
        format!(
            "{} ({} h pour {} h)",
            self.salarie,
            self.contingent.consommees().en_francais(),
            self.contingent.plafond.en_francais()
        )
    }
}

/// An avenant under instruction: by agent or by silence, it may be the authorisation of tomorrow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AvenantAttendu {
    /// Its number.
    pub numero: String,
    /// Hours that it asks for, instead of those authorised.
    pub heures: Heures,
    /// A week with unworked hours of this DI that it would take away.
    pub semaine_retiree: Option<Semaine>,
}

/// Names that one message holds.
const NOMS_DITS: usize = 10;

/// What is known of a DI when one wants to send it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaitsDi {
    /// Its month.
    pub mois: Mois,
    /// The establishment has active bank details (art. R5122-26 II).
    pub coordonnees_bancaires_actives: bool,
    /// Its lines.
    pub lignes: u32,
    /// Lines without any week entered.
    pub lignes_sans_heures: u32,
    /// Unworked hours of the DI.
    pub heures_chomees: Heures,
    /// Indemnifiable hours of the DI.
    pub heures_indemnisables: Heures,
    /// Indemnifiable hours of the other DIs of the same authorisation.
    pub heures_deja_demandees: Heures,
    /// Hours authorised.
    pub heures_autorisees: Heures,
    /// An avenant that was sent and is not decided.
    pub avenant: Option<AvenantAttendu>,
    /// Employees above a yearly contingent, this DI included.
    pub hors_contingent: Vec<Depassement>,
    /// Managers with unworked hours, when the authorisation is no closure (art. D5122-15): name and first name.
    pub cadres_dirigeants: Vec<String>,
    /// Weeks of employees that other DIs of the company ask for too, beyond what a week is paid.
    pub semaines_en_trop: Vec<SemaineEnTrop>,
    /// Last day authorised.
    pub fin_autorisation: Date,
    /// The DAP speaks of a work-time arrangement of more than 6 months.
    pub amenagement_plus_de_6_mois: bool,
}

impl Blocage {
    /// It is about hours that are counted together with those of other claims: what a claim that counts
    /// again, or more than before, must leave room for.
    pub fn depasse_un_total(&self) -> bool {
        matches!(
            self.code.as_str(),
            "heures_au_dela_de_l_autorisation"
                | "heures_au_dela_de_l_avenant"
                | "contingent_depasse"
                | "semaine_deja_demandee"
                | "semaine_hors_avenant"
        )
    }
}

fn blocage(code: &str, lien: &str, message: impl Into<String>) -> Blocage {
    Blocage {
        code: code.to_owned(),
        message: message.into(),
        lien: lien.to_owned(),
    }
}

/// Everything that keeps the DI from being sent; empty when it can be.
///
/// Codes: `coordonnees_bancaires_inactives`, `mois_non_termine`, `aucune_ligne`,
/// `lignes_sans_heures`, `aucune_heure`, `heures_au_dela_de_l_autorisation`,
/// `heures_au_dela_de_l_avenant`, `semaine_hors_avenant`, `contingent_depasse`, `semaine_deja_demandee`,
/// `cadre_dirigeant_hors_fermeture`, `hors_delai`.
pub fn blocages(faits: &FaitsDi, maintenant: OffsetDateTime) -> Vec<Blocage> {
    let aujourd_hui = jour_de_paris(maintenant);
    let mut b = Vec::new();
    if !faits.coordonnees_bancaires_actives {
        b.push(blocage(
            "coordonnees_bancaires_inactives",
            "coordonnees_bancaires",
            "Aucune coordonnée bancaire n'est active : ajoutez un RIB sur la fiche de l'établissement et activez-le.",
        ));
    }
    if aujourd_hui <= faits.mois.dernier_jour() {
        b.push(blocage(
            "mois_non_termine",
            "heures",
            format!(
                "Le mois de {} n'est pas terminé : envoyez la demande à partir du {}.",
                faits.mois.libelle(),
                date_fr(faits.mois.suivant().premier_jour())
            ),
        ));
    }
    if faits.lignes == 0 {
        b.push(blocage(
            "aucune_ligne",
            "salaries",
            "La demande ne contient aucun salarié : ajoutez-en ou importez-les.",
        ));
    } else {
        blocages_heures(faits, &mut b);
    }
    b.extend(blocage_cadres(faits));
    b.extend(blocage_contingent(faits));
    b.extend(blocage_semaines(faits));
    let limite = limite_de_demande(faits.fin_autorisation, faits.amenagement_plus_de_6_mois);
    if aujourd_hui > limite {
        b.push(blocage(
            "hors_delai",
            "assistance",
            format!(
                "Le délai pour demander l'indemnisation a pris fin le {} : adressez-vous à l'assistance.",
                date_fr(limite)
            ),
        ));
    }
    b
}

fn blocage_cadres(faits: &FaitsDi) -> Option<Blocage> {
    let nombre = faits.cadres_dirigeants.len();
    if nombre == 0 {
        return None;
    }
    let noms: Vec<&str> = faits
        .cadres_dirigeants
        .iter()
        .take(NOMS_DITS)
        .map(String::as_str)
        .collect();
    Some(blocage(
        "cadre_dirigeant_hors_fermeture",
        "salaries",
        format!(
            "L'autorisation ne porte pas sur une fermeture, et un cadre dirigeant n'est indemnisé que pendant celle de l'établissement (art. D5122-15). Retirez de la demande, ou demandez un avenant : {}{}.",
            noms.join(", "),
            autres(nombre)
        ),
    ))
}

/// « et 3 autres », beyond the names that are told.
fn autres(nombre: usize) -> String {
    match nombre.saturating_sub(NOMS_DITS) {
        0 => String::new(),
        1 => " et un autre".to_owned(),
        n => format!(" et {n} autres"),
    }
}

fn blocage_contingent(faits: &FaitsDi) -> Option<Blocage> {
    let nombre = faits.hors_contingent.len();
    if nombre == 0 {
        return None;
    }
    let noms: Vec<String> = faits
        .hors_contingent
        .iter()
        .take(NOMS_DITS)
        .map(Depassement::dire)
        .collect();
    let autres = autres(nombre);
    Some(blocage(
        "contingent_depasse",
        "heures",
        format!(
            "Contingent annuel d'heures dépassé, toutes demandes de l'entreprise comptées : {}{autres}. Réduisez leurs heures, ou demandez une décision exceptionnelle à l'UD.",
            noms.join(", ")
        ),
    ))
}

fn blocage_semaines(faits: &FaitsDi) -> Option<Blocage> {
    let nombre = faits.semaines_en_trop.len();
    if nombre == 0 {
        return None;
    }
    let dites: Vec<String> = faits
        .semaines_en_trop
        .iter()
        .take(NOMS_DITS)
        .map(SemaineEnTrop::dire)
        .collect();
    let autres = match nombre.saturating_sub(NOMS_DITS) {
        0 => String::new(),
        1 => " ; et une autre semaine".to_owned(),
        n => format!(" ; et {n} autres semaines"),
    };
    Some(blocage(
        "semaine_deja_demandee",
        "heures",
        format!(
            "Une autre demande de l'entreprise compte déjà ces heures, au-delà de ce qu'une semaine peut être indemnisée. {}{autres}. Réduisez-les ici, ou corrigez l'autre demande.",
            dites.join(" ; ")
        ),
    ))
}

fn blocages_heures(faits: &FaitsDi, b: &mut Vec<Blocage>) {
    if faits.lignes_sans_heures > 0 {
        b.push(blocage(
            "lignes_sans_heures",
            "heures",
            match faits.lignes_sans_heures {
                1 => "Un salarié n'a aucune heure saisie : saisissez ses semaines, ou retirez-le de la demande.".to_owned(),
                n => format!(
                    "{n} salariés n'ont aucune heure saisie : saisissez leurs semaines, ou retirez-les de la demande."
                ),
            },
        ));
    }
    if faits.heures_chomees == Heures::ZERO {
        b.push(blocage(
            "aucune_heure",
            "heures",
            "La demande ne contient aucune heure chômée : saisissez-les semaine par semaine.",
        ));
    }
    let total = faits.heures_indemnisables + faits.heures_deja_demandees;
    if total > faits.heures_autorisees {
        b.push(blocage(
            "heures_au_dela_de_l_autorisation",
            "avenant",
            format!(
                "Avec les demandes déjà faites, {} h seraient indemnisées pour {} h autorisées : réduisez les heures, ou demandez un avenant.",
                total.en_francais(),
                faits.heures_autorisees.en_francais()
            ),
        ));
    } else if let Some(avenant) = faits.avenant.as_ref().filter(|avenant| total > avenant.heures) {
        b.push(blocage(
            "heures_au_dela_de_l_avenant",
            "avenant",
            format!(
                "Avec les demandes déjà faites, {} h seraient indemnisées, et l'avenant {}, en instruction, n'en demande que {} : attendez sa décision, retirez-le tant qu'il n'est pas instruit, ou réduisez les heures.",
                total.en_francais(),
                avenant.numero,
                avenant.heures.en_francais()
            ),
        ));
    }
    let retiree = faits
        .avenant
        .as_ref()
        .and_then(|a| Some((&a.numero, a.semaine_retiree?)));
    if let Some((numero, semaine)) = retiree {
        b.push(blocage(
            "semaine_hors_avenant",
            "avenant",
            format!(
                "L'avenant {numero}, en instruction, retire la {} de l'autorisation, et cette demande y a des heures chômées : attendez sa décision, retirez-le tant qu'il n'est pas instruit, ou videz cette semaine.",
                semaine.libelle()
            ),
        ));
    }
}
