//! Two people have changed the sheet: the second one sees what the first one made of it, and
//! chooses field by field.

use super::edition::{Conflit, Edition};
use crate::{
    api::acces,
    format,
    pages::{enregistrement::Enregistrement, fusion::ChoixConflit},
    ui::Annonces,
};
use leptos::{prelude::*, task::spawn_local};

/// The choice, above the form.
#[component]
pub fn PanneauConflit(conflit: Conflit, edition: Edition, enregistrement: Enregistrement) -> impl IntoView {
    let annonces = expect_context::<Annonces>();
    let moi = untrack(|| acces().session()).map(|s| format!("{} {}", s.compte.prenom, s.compte.nom));
    let leur = &conflit.leur.corps;
    let heure = format::heure_dite(&leur.modifie_le);
    let titre = match &leur.modifie_par {
        Some(auteur) if Some(auteur) != moi.as_ref() => {
            format!("{auteur} a enregistré cette fiche à {heure}")
        }
        _ => format!("Cette fiche a été enregistrée ailleurs à {heure}"),
    };
    let ecarts = conflit
        .ecarts
        .iter()
        .map(|ecart| (edition.libelle(ecart.champ), ecart.clone()))
        .collect::<Vec<_>>();
    let conflit = StoredValue::new(conflit);
    let garder = move |pris: Vec<&'static str>| {
        conflit.with_value(|conflit| edition.regler(conflit, &pris));
        enregistrement.regler();
        spawn_local(async move {
            if enregistrement.forcer().await {
                annonces.dire("Fiche établissement enregistrée.");
            }
        });
    };
    view! { <ChoixConflit titre ecarts au_choix=garder/> }
}
