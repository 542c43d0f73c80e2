//! The limits that come from the other DAPs of the establishment: no second one for the same
//! period and motif, and no more than six authorised months in twelve.

use time::{Date, Month};

use super::limite::{Esquisse, Limite, Situation, Voisine, limite};
use super::{CodeEtatDap, MotifDap};
use crate::calendrier::{ajouter_mois, date_fr};
use crate::erreur::Refus;
use crate::regles::regle;
use crate::source::source_du_code;

/// What to do instead of a second DAP, by the state of the first.
fn sortie(etat: CodeEtatDap) -> &'static str {
    match etat {
        CodeEtatDap::Provisoire => "reprenez ce brouillon",
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
        // A draft forbids nothing; one that was sent is told first.
        .min_by_key(|v| v.etat == CodeEtatDap::Provisoire)
}

fn message(voisine: &Voisine) -> String {
    format!(
        "La DAP {} couvre déjà, pour le même motif, la période du {} au {} : {}.",
        voisine.numero,
        date_fr(voisine.debut),
        date_fr(voisine.fin),
        sortie(voisine.etat)
    )
}

/// No second DAP for the same establishment, period and motif (FAQ 54). Another draft warns,
/// one that was sent forbids.
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
    Some(if voisine.etat == CodeEtatDap::Provisoire {
        double
    } else {
        double.bloquante()
    })
}

/// Refuses to send what another DAP covers already.
///
/// Code: `dap_en_double`.
pub fn refuser_double(demande: &Esquisse, situation: &Situation<'_>) -> Result<(), Refus> {
    match premiere_en_double(demande, situation) {
        Some(voisine) if voisine.etat != CodeEtatDap::Provisoire => Err(Refus::new(
            "dap_en_double",
            format!("{} Ouvrez-la à l'adresse /daps/{}.", message(voisine), voisine.id),
        )),
        _ => Ok(()),
    }
}

/// Days of these periods inside `fenetre`, each counted once.
fn jours_distincts(mut periodes: Vec<(Date, Date)>, fenetre: (Date, Date)) -> i64 {
    periodes.sort_unstable();
    let mut vu = None::<Date>;
    let mut jours = 0;
    for (debut, fin) in periodes {
        let debut = debut
            .max(fenetre.0)
            .max(vu.and_then(Date::next_day).unwrap_or(Date::MIN));
        let fin = fin.min(fenetre.1);
        if debut <= fin {
            jours += (fin - debut).whole_days() + 1;
            vu = Some(fin);
        }
    }
    jours
}

/// The day written `20210701` in the table of rules.
fn jour_compact(valeur: i32) -> Option<Date> {
    let mois = u8::try_from(valeur.div_euclid(100).rem_euclid(100)).ok()?;
    let jour = u8::try_from(valeur.rem_euclid(100)).ok()?;
    Date::from_calendar_date(valeur.div_euclid(10_000), Month::try_from(mois).ok()?, jour).ok()
}

/// Art. R5122-9: at most 6 authorised months in the 12 that end on the last day requested, this
/// request included. Motif 3° is outside it. Months are compared as days: those authorised, each
/// once, with those of the six months that end on that day.
pub(super) fn glissante(demande: &Esquisse, situation: &Situation<'_>) -> Option<Limite> {
    let (debut, fin) = demande.periode()?;
    if demande.motif? == MotifDap::SinistreIntemperies {
        return None;
    }
    let mois = regle("duree_glissante_mois", debut)?;
    let fenetre = regle("duree_glissante_fenetre_mois", debut)?;
    let depuis = regle("duree_glissante_depuis", debut)?;
    let lendemain = fin.next_day()?;
    let ouverture = ajouter_mois(lendemain, -fenetre.valeur).max(jour_compact(depuis.valeur)?);
    let permis = (lendemain - ajouter_mois(lendemain, -mois.valeur)).whole_days();
    let mut periodes: Vec<_> = situation
        .voisines
        .iter()
        .filter(|v| v.etat == CodeEtatDap::Validee && v.motif != MotifDap::SinistreIntemperies)
        .map(|v| (v.debut, v.fin))
        .collect();
    periodes.push((debut, fin));
    let pris = jours_distincts(periodes, (ouverture, fin));
    let trop = pris > permis;
    let mut texte = format!(
        "{} mois autorisés au plus par période de {} mois : du {} au {}, cette demande comprise, {pris} jours sur {permis}.",
        mois.valeur,
        fenetre.valeur,
        date_fr(ouverture),
        date_fr(fin)
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
