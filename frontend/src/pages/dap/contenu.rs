//! What a DAP asks for, read.

use crate::{
    format,
    ui::{Card, DescriptionList, Icone, Item},
};
use api_types::dap::SaisieDap;
use domain::dap::{AvisCse, Engagement, ModeDap, MotifDap, SousMotif};
use leptos::prelude::*;

/// Every field of the request, in French.
#[component]
pub fn ContenuDap(saisie: SaisieDap) -> impl IntoView {
    let motif = libelle::<MotifDap>(&saisie.motif, MotifDap::libelle);
    let sous_motif = libelle::<SousMotif>(&saisie.sous_motif, SousMotif::libelle);
    let mode = libelle::<ModeDap>(&saisie.mode, ModeDap::libelle);
    let avis = libelle::<AvisCse>(&saisie.avis_cse, AvisCse::libelle);
    let avis = if saisie.date_avis_cse.is_empty() {
        avis
    } else {
        format!("{avis}, le {}", format::date(&saisie.date_avis_cse))
    };
    let placement = match saisie.placement_36_mois {
        Some(true) => "Oui",
        Some(false) => "Non",
        None => "",
    };
    let engagements = saisie
        .engagements
        .iter()
        .map(|code| libelle::<Engagement>(code, Engagement::libelle))
        .collect::<Vec<_>>()
        .join(", ");
    let periode = if saisie.debut.is_empty() && saisie.fin.is_empty() {
        String::new()
    } else {
        format!(
            "du {} au {}",
            format::date(&saisie.debut),
            format::date(&saisie.fin)
        )
    };
    let heures = if saisie.heures_prevues.is_empty() {
        String::new()
    } else {
        format::heures(&saisie.heures_prevues)
    };
    view! {
        <Card titre="Demande" icone=Icone::Document>
            <DescriptionList>
                {ligne("Motif de recours", motif)}
                {(!sous_motif.is_empty()).then(|| ligne("Circonstance", sous_motif))}
                {ligne("Période", periode)}
                {ligne("Forme", mode)}
                {ligne("Salariés concernés", saisie.effectif_concerne)}
                {ligne("Heures prévues", heures)}
                {ligne("Circonstances", saisie.circonstances)}
                {ligne("Avis du CSE", avis)}
                {ligne("Activité partielle dans les 36 derniers mois", placement.to_owned())}
                {(!engagements.is_empty()).then(|| ligne("Engagements", engagements))}
            </DescriptionList>
        </Card>
    }
}

fn ligne(nom: &'static str, valeur: String) -> impl IntoView {
    let valeur = if valeur.trim().is_empty() {
        view! { <span class="ap-doux">"À compléter"</span> }.into_any()
    } else {
        valeur.into_any()
    };
    view! { <Item libelle=nom>{valeur}</Item> }
}

/// What a field of the form holds, as people read it.
pub fn lisible(champ: &str, texte: &str) -> String {
    match champ {
        "motif" => libelle::<MotifDap>(texte, MotifDap::libelle),
        "sous_motif" => libelle::<SousMotif>(texte, SousMotif::libelle),
        "mode" => libelle::<ModeDap>(texte, ModeDap::libelle),
        "avis_cse" => libelle::<AvisCse>(texte, AvisCse::libelle),
        "engagements" => texte
            .split_terminator(' ')
            .map(|code| libelle::<Engagement>(code, Engagement::libelle))
            .collect::<Vec<_>>()
            .join(", "),
        _ => texte.to_owned(),
    }
}

/// The French label of a code; the code itself where it is unknown.
fn libelle<T: std::str::FromStr>(code: &str, nom: impl Fn(T) -> &'static str) -> String {
    code.parse::<T>()
        .map_or_else(|_| code.to_owned(), |valeur| nom(valeur).to_owned())
}
