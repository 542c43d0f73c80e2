//! What still misses and what the law says of these dates, as the form is filled in.

use super::{champs::Champs, etape::Etape};
use crate::{
    session::Acces,
    ui::{Card, Findings, Gravite, Icone, Link, Stack, Tag, Ton},
};
use api_types::{
    ErreurChamp,
    dap::{Dap, LimiteDap},
};
use domain::{
    dap::{Esquisse, Situation, limites},
    mois::{jour_de_paris, parse_date},
};
use leptos::prelude::*;

/// The limits of the form as it stands, by the very function that the server applies; tracked.
pub fn limites_de(champs: Champs, acces: Acces, dap: &Dap) -> Vec<LimiteDap> {
    champs.suivre();
    let Some(maintenant) = acces.maintenant() else {
        return dap.limites.clone();
    };
    let voisines: Vec<_> = dap.voisines.iter().filter_map(|v| v.en_voisine()).collect();
    let situation = Situation {
        aujourd_hui: jour_de_paris(maintenant),
        effectif: dap.effectif_etablissement,
        voisines: &voisines,
        en_vigueur: en_vigueur(dap),
    };
    let esquisse = Esquisse::from(&champs.lire().en_saisie());
    limites(&esquisse, &situation)
        .into_iter()
        .map(Into::into)
        .collect()
}

/// The period of the authorisation that an avenant changes.
fn en_vigueur(dap: &Dap) -> Option<(time::Date, time::Date)> {
    let jour = |texte: &Option<String>| parse_date(texte.as_deref()?).ok();
    jour(&dap.debut_en_vigueur).zip(jour(&dap.fin_en_vigueur))
}

/// The panel beside the guided form.
#[component]
pub fn Panneau(fautes: Memo<Vec<ErreurChamp>>, limites: Memo<Vec<LimiteDap>>) -> impl IntoView {
    let manque = move || {
        let fautes = fautes.get();
        if fautes.is_empty() {
            return view! {
                <Findings constats=vec![(Gravite::Bon, "La demande est complète.".to_owned())]/>
            }
            .into_any();
        }
        let nombre = fautes.len();
        let lignes = par_etape(&fautes)
            .into_iter()
            .map(|(etape, champs)| view! { <li>{format!("{} : {champs}", etape.libelle())}</li> })
            .collect_view();
        let titre = if nombre == 1 {
            "Un point à compléter".to_owned()
        } else {
            format!("{nombre} points à compléter")
        };
        view! { <p class="ap-gras">{titre}</p><ul class="ap-petit">{lignes}</ul> }.into_any()
    };
    view! {
        <Card titre="Ce qui manque" icone=Icone::Crayon>{manque}</Card>
        <Card titre="Règles pour ces dates" icone=Icone::Calendrier>
            <Stack>{move || limites.get().into_iter().map(une_limite).collect_view()}</Stack>
        </Card>
    }
}

/// How many points each step lacks, in the order of the form.
fn par_etape(fautes: &[ErreurChamp]) -> Vec<(Etape, String)> {
    Etape::TOUTES
        .into_iter()
        .filter_map(|etape| {
            let nombre = fautes
                .iter()
                .filter(|faute| Etape::de_pointeur(&faute.pointer) == etape)
                .count();
            let points = if nombre == 1 { "point" } else { "points" };
            (nombre > 0).then(|| (etape, format!("{nombre} {points}")))
        })
        .collect()
}

/// One limit: kept or not, said by a sign, a word and the text.
fn une_limite(limite: LimiteDap) -> impl IntoView {
    let (ton, mot) = match (limite.depassee, limite.bloquante) {
        (false, _) => (Ton::Succes, "Respecté"),
        (true, true) => (Ton::Danger, "À corriger"),
        (true, false) => (Ton::Attention, "À justifier"),
    };
    let source = if limite.confirmee {
        limite.source
    } else {
        format!("{} (chiffre à confirmer)", limite.source)
    };
    view! {
        <div>
            <p class="ap-rangee"><span class="ap-gras">{limite.libelle}</span> <Tag ton libelle=mot/></p>
            <p class="ap-petit">{limite.message}</p>
            {limite.dap.map(|id| view! {
                <p class="ap-petit"><Link href=format!("/daps/{id}")>"Ouvrir cette DAP"</Link></p>
            })}
            <p class="ap-petit ap-doux">{source}</p>
        </div>
    }
}
