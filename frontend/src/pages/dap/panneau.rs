//! What the law says of these dates, as the form is filled in.

use super::champs::Champs;
use crate::{
    session::Acces,
    ui::{Card, Icone, Link, Stack, Tag, Ton},
};
use api_types::dap::{Dap, LimiteDap};
use domain::{
    bareme::{Territoire, du_programme},
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
        baremes: du_programme(),
        territoire: Territoire::du_departement(&dap.departement),
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

/// The rules beside the guided form.
#[component]
pub fn Regles(limites: Memo<Vec<LimiteDap>>, champs: Champs) -> impl IntoView {
    let lignes = move || {
        let une =
            |limite: LimiteDap| une_limite(limite.clone(), limite.depassee || champs.juge(&limite.code));
        limites.get().into_iter().map(une).collect_view()
    };
    view! {
        <Card titre="Règles pour ces dates" icone=Icone::Calendrier>
            <Stack>{lignes}</Stack>
        </Card>
    }
}

/// One limit: kept or not, said by a sign, a word and the text. Nothing is kept before it is `jugee`.
fn une_limite(limite: LimiteDap, jugee: bool) -> impl IntoView {
    let (ton, mot) = match (limite.depassee, limite.bloquante) {
        (false, _) if !jugee => (Ton::Neutre, "Pas encore jugé"),
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
