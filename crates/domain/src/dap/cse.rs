//! The opinion of the works council (art. R5122-2): from what headcount, and by when.

use time::Date;

use super::limite::{Esquisse, Limite, Situation, limite};
use super::{AvisCse, MotifDap};
use crate::calendrier::{ajouter_mois, date_fr};
use crate::regles::{Regle, regle};

const LIBELLE: &str = "Avis du CSE";

/// The works council is consulted by the company of that headcount (art. L2312-8), wherever its employees are.
fn seuil_atteint(seuil: Regle, situation: &Situation<'_>) -> bool {
    situation
        .effectif
        .max(situation.effectif_entreprise)
        .is_some_and(|n| i64::from(n) >= i64::from(seuil.valeur))
}

/// The delay for motifs 3° and 5°, which may file first, and its last day: it runs from the filing.
fn plus_tard(demande: &Esquisse, situation: &Situation<'_>) -> Option<(Regle, Date)> {
    let apres = matches!(
        demande.motif,
        Some(MotifDap::SinistreIntemperies | MotifDap::AutreCirconstance)
    );
    let delai = regle("cse_delai_mois", situation.aujourd_hui).filter(|_| apres)?;
    Some((delai, ajouter_mois(situation.aujourd_hui, delai.valeur)))
}

/// For a request that was filed while its opinion is awaited: the last day to hand it in, none where it was
/// to come with the request. `None` when no opinion is due.
pub(super) fn attendu(demande: &Esquisse, situation: &Situation<'_>) -> Option<Option<Date>> {
    let seuil = regle("cse_effectif_min", situation.aujourd_hui)?;
    let attendu = demande.avis == Some(AvisCse::EnAttente) && seuil_atteint(seuil, situation);
    attendu.then(|| plus_tard(demande, situation).map(|(_, dernier)| dernier))
}

/// Art. R5122-2: with the request, or up to two months after it for motifs 3° and 5°.
pub(super) fn cse(demande: &Esquisse, situation: &Situation<'_>) -> Option<Limite> {
    let seuil = regle("cse_effectif_min", situation.aujourd_hui)?;
    let rendu = matches!(demande.avis, Some(AvisCse::Favorable | AvisCse::Defavorable));
    if !seuil_atteint(seuil, situation) || rendu || demande.avis.is_none() {
        let message = format!(
            "L'avis du CSE accompagne la demande à partir de {} salariés dans l'entreprise.",
            seuil.valeur
        );
        return Some(limite("avis_cse_requis", LIBELLE, false, message, "").selon(seuil));
    }
    if let Some((delai, dernier)) = plus_tard(demande, situation) {
        let message = format!(
            "À partir de {} salariés dans l'entreprise, l'avis du CSE est dû dans les {} mois qui suivent le dépôt : à transmettre au plus tard le {}, sans quoi le paiement peut être suspendu.",
            seuil.valeur,
            delai.valeur,
            date_fr(dernier)
        );
        return Some(limite("avis_cse_a_transmettre", LIBELLE, true, message, "").selon(delai));
    }
    let message = format!(
        "À partir de {} salariés dans l'entreprise, l'avis du CSE accompagne la demande : à indiquer et à joindre.",
        seuil.valeur
    );
    Some(limite("avis_cse_requis", LIBELLE, true, message, "").selon(seuil))
}
