//! The limits that come from the other DAPs of the establishment: no second one for the same
//! period and motif, and no more than six authorised months in twelve.

use time::{Date, Month};

use super::limite::{Esquisse, Limite, Situation, Voisine, limite};
use super::{CodeEtatDap, MotifDap, dernier_jour};
use crate::calendrier::{ajouter_mois, date_fr};
use crate::erreur::Refus;
use crate::regles::{Regle, regle, regles};
use crate::source::source_du_code;

/// What to do instead of a second DAP, by the state of the first.
fn sortie(voisine: &Voisine) -> &'static str {
    match voisine.etat {
        CodeEtatDap::Provisoire if voisine.anterieure => {
            "reprenez ce brouillon, ou retirez-le pour envoyer celui-ci"
        }
        CodeEtatDap::Provisoire => "un seul de ces deux brouillons pourra partir, retirez l'autre",
        CodeEtatDap::Invalidee => "corrigez-la et renvoyez-la",
        CodeEtatDap::Validee => "faites un avenant à celle-ci",
        CodeEtatDap::EnAttenteInstructionUd => "attendez sa décision, ou retirez-la",
        _ => "attendez sa décision",
    }
}

fn premiere_en_double<'a>(demande: &Esquisse, situation: &Situation<'a>) -> Option<&'a Voisine> {
    let (debut, fin) = demande.periode()?;
    let motif = demande.motif?;
    situation
        .voisines
        .iter()
        .filter(|v| v.motif == motif && v.debut <= fin && debut <= v.fin)
        .min_by_key(|v| (!interdit(v, situation), v.etat == CodeEtatDap::Provisoire))
}

/// Does that DAP of the same days forbid sending? One that was sent does, and a draft that was begun before:
/// of two drafts the older one goes, so that neither waits for the other. An avenant is no second DAP; only
/// one that was sent stands in its way.
fn interdit(voisine: &Voisine, situation: &Situation<'_>) -> bool {
    voisine.etat != CodeEtatDap::Provisoire || (voisine.anterieure && situation.en_vigueur.is_none())
}

fn message(voisine: &Voisine) -> String {
    format!(
        "La DAP {} couvre déjà, pour le même motif, la période du {} au {} : {}.",
        voisine.numero,
        date_fr(voisine.debut),
        date_fr(voisine.fin),
        sortie(voisine)
    )
}

/// No second DAP for the same establishment, period and motif (FAQ 54): see [`interdit`].
pub(super) fn double(demande: &Esquisse, situation: &Situation<'_>) -> Option<Limite> {
    let voisine = premiere_en_double(demande, situation)?;
    let double = limite(
        "dap_en_double",
        "Même période et même motif",
        true,
        message(voisine),
        // The law is silent; the agency is not.
        source_du_code("dap_en_double").unwrap_or_default(),
    );
    let double = Limite {
        dap: Some(voisine.id.clone()),
        ..double
    };
    Some(if interdit(voisine, situation) {
        double.bloquante()
    } else {
        double
    })
}

/// Refuses to send what another DAP covers already, be it a draft that was begun before.
///
/// Code: `dap_en_double`.
pub fn refuser_double(demande: &Esquisse, situation: &Situation<'_>) -> Result<(), Refus> {
    match premiere_en_double(demande, situation) {
        Some(voisine) if interdit(voisine, situation) => Err(Refus::new(
            "dap_en_double",
            format!("{} Ouvrez-la à l'adresse /daps/{}.", message(voisine), voisine.id),
        )),
        _ => Ok(()),
    }
}

/// A duration as the law counts it, from date to date: whole months, then the days left.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Duree {
    mois: i64,
    jours: i64,
}

/// Days left over of several periods make a month by thirty.
const JOURS_DU_MOIS: i64 = 30;

impl Duree {
    /// From the first to the last day, both counted.
    fn de(debut: Date, fin: Date) -> Self {
        let (mut mois, mut suivant) = (0, debut);
        // A month ends as an authorisation of one month does.
        while let Some(dernier) = dernier_jour(debut, mois + 1).filter(|dernier| *dernier <= fin) {
            mois += 1;
            suivant = dernier.next_day().unwrap_or(dernier);
        }
        Self {
            mois: i64::from(mois),
            jours: (fin - suivant).whole_days() + 1,
        }
    }

    fn plus(self, autre: Self) -> Self {
        let jours = self.jours + autre.jours;
        Self {
            mois: self.mois + autre.mois + jours.div_euclid(JOURS_DU_MOIS),
            jours: jours.rem_euclid(JOURS_DU_MOIS),
        }
    }

    /// "5 mois et 12 jours".
    fn en_francais(self) -> String {
        let jours = match self.jours {
            0 => String::new(),
            1 => "1 jour".to_owned(),
            n => format!("{n} jours"),
        };
        match (self.mois, jours.as_str()) {
            (0, "") => "0 jour".to_owned(),
            (0, _) => jours,
            (mois, "") => format!("{mois} mois"),
            (mois, _) => format!("{mois} mois et {jours}"),
        }
    }
}

/// These periods inside `fenetre`, each day in one of them only: an authorisation for its own length, another
/// one that begins during it for what it adds.
fn disjointes(mut periodes: Vec<(Date, Date)>, fenetre: (Date, Date)) -> Vec<(Date, Date)> {
    periodes.sort_unstable_by_key(|(debut, fin)| (*debut, std::cmp::Reverse(*fin)));
    let mut gardees: Vec<(Date, Date)> = Vec::with_capacity(periodes.len());
    for (debut, fin) in periodes {
        let libre = gardees.last().and_then(|(_, fin)| fin.next_day());
        let debut = debut.max(fenetre.0).max(libre.unwrap_or(Date::MIN));
        let fin = fin.min(fenetre.1);
        if debut <= fin {
            gardees.push((debut, fin));
        }
    }
    gardees
}

/// How long they are, one by one or those that follow each other as one, whichever is shorter: from 1 July to
/// 30 December and then 31 December is six months, as is from month end to month end twice.
fn duree_totale(disjointes: &[(Date, Date)]) -> Duree {
    let total = |periodes: &[(Date, Date)]| {
        periodes.iter().fold(Duree::default(), |total, (debut, fin)| {
            total.plus(Duree::de(*debut, *fin))
        })
    };
    let mut suivies: Vec<(Date, Date)> = Vec::with_capacity(disjointes.len());
    for (debut, fin) in disjointes {
        match suivies.last_mut() {
            Some(avant) if avant.1.next_day() == Some(*debut) => avant.1 = *fin,
            _ => suivies.push((*debut, *fin)),
        }
    }
    total(disjointes).min(total(&suivies))
}

/// The day written `20210701` in the table of rules.
fn jour_compact(valeur: i32) -> Option<Date> {
    let mois = u8::try_from(valeur.div_euclid(100).rem_euclid(100)).ok()?;
    let jour = u8::try_from(valeur.rem_euclid(100)).ok()?;
    Date::from_calendar_date(valeur.div_euclid(10_000), Month::try_from(mois).ok()?, jour).ok()
}

/// The day from which authorisations count. For activity of January to March 2022 those before 31 December 2021
/// are ignored: a request that has a day of that quarter is such activity, wherever it begins and ends.
fn compte_depuis(debut: Date, fin: Date) -> Option<(Date, Regle)> {
    regles("duree_glissante_depuis", debut, fin)
        .filter_map(|regle| Some((jour_compact(regle.valeur)?, regle)))
        .max_by_key(|(jour, _)| *jour)
}

/// Art. R5122-9: at most 6 authorised months in the 12 that end on the last day requested, this
/// request included. Motif 3° is outside it. Months are counted from date to date, as those of an
/// authorisation are; the days left over, by thirty.
pub(super) fn glissante(demande: &Esquisse, situation: &Situation<'_>) -> Option<Limite> {
    let (debut, fin) = demande.periode()?;
    if demande.motif? == MotifDap::SinistreIntemperies {
        return None;
    }
    let mois = regle("duree_glissante_mois", debut)?;
    let fenetre = regle("duree_glissante_fenetre_mois", debut)?;
    let (compte_depuis, depuis) = compte_depuis(debut, fin)?;
    let lendemain = fin.next_day()?;
    let ouverture = ajouter_mois(lendemain, -fenetre.valeur).max(compte_depuis);
    let permis = Duree {
        mois: i64::from(mois.valeur),
        jours: 0,
    };
    let mut periodes: Vec<_> = situation
        .voisines
        .iter()
        .filter(|v| v.etat == CodeEtatDap::Validee && v.motif != MotifDap::SinistreIntemperies)
        .map(|v| (v.debut, v.fin))
        .collect();
    periodes.push((debut, fin));
    let pris = duree_totale(&disjointes(periodes, (ouverture, fin)));
    let trop = pris > permis;
    let mut texte = format!(
        "{} mois autorisés au plus par période de {} mois : du {} au {}, {}, cette demande comprise.",
        mois.valeur,
        fenetre.valeur,
        date_fr(ouverture),
        date_fr(fin),
        pris.en_francais()
    );
    if trop {
        texte.push_str(" Raccourcissez la période, ou exposez dans les circonstances pourquoi elle dépasse : l'UD appréciera.");
    }
    let mut limite = limite(
        "duree_glissante_depassee",
        "Douze mois glissants",
        trop,
        texte,
        "",
    )
    .selon(mois);
    limite.confirmee = mois.confirmee && depuis.confirmee;
    Some(limite)
}
