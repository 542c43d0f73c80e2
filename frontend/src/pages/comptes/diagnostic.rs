//! What keeps people from logging in, with everything shown: of one account, or of an establishment.

use crate::{
    api::{Donnees, client},
    ui::{Card, Findings, Gravite, Icone, Link, Stack, Subheading},
};
use api_types::diagnostic::{Diagnostic, DiagnosticCompte, DiagnosticEtablissement};
use leptos::prelude::*;

/// The diagnosis of an account, in its file; read anew with it.
#[component]
pub fn DiagnosticDuCompte(#[prop(into)] id: String) -> impl IntoView {
    let id = StoredValue::new(id);
    let donnees = Donnees::charger(move || {
        let id = id.get_value();
        async move { client().diagnostiquer_compte(&id).await }
    });
    view! {
        <Card titre="Diagnostic" icone=Icone::Aide>
            {donnees.afficher(|diagnostic| view! { <Constats diagnostic/> })}
        </Card>
    }
}

/// The diagnosis of a SIRET, above the accounts that its search found.
#[component]
pub fn DiagnosticDuSiret(#[prop(into)] siret: String) -> impl IntoView {
    let siret = StoredValue::new(siret);
    let donnees = Donnees::charger(move || {
        let siret = siret.get_value();
        async move { client().diagnostiquer_etablissement(&siret).await }
    });
    donnees.afficher(|diagnostic| view! { <Etablissement diagnostic/> })
}

#[component]
fn Etablissement(diagnostic: DiagnosticEtablissement) -> impl IntoView {
    let href = format!("/assistance/mandats?siret={}", diagnostic.siret);
    let comptes = diagnostic
        .comptes
        .into_iter()
        .map(|compte| view! { <li><Compte compte/></li> })
        .collect_view();
    view! {
        <Card titre="Diagnostic de l'établissement" icone=Icone::Batiment>
            <Stack>
                <Constats diagnostic=diagnostic.diagnostic/>
                <ul class="ap-affaires">{comptes}</ul>
                <p><Link href>"Voir les mandats de cet établissement"</Link></p>
            </Stack>
        </Card>
    }
}

#[component]
fn Compte(compte: DiagnosticCompte) -> impl IntoView {
    let nom = format!("{} {}", compte.prenom, compte.nom);
    let identifiant = compte
        .identifiant
        .unwrap_or_else(|| "pas encore d'identifiant".to_owned());
    view! {
        <Stack serre=true>
            <Subheading>
                <Link href=format!("/assistance/comptes/{}", compte.id)>{nom}</Link>
                " "
                <span class="ap-petit ap-doux">{identifiant}</span>
            </Subheading>
            <Constats diagnostic=compte.diagnostic/>
        </Stack>
    }
}

#[component]
fn Constats(diagnostic: Diagnostic) -> impl IntoView {
    let constats: Vec<(Gravite, String)> = diagnostic
        .constats
        .into_iter()
        .map(|constat| (Gravite::du_code(&constat.gravite), constat.texte))
        .collect();
    // The diagnosis always ends in an advice; to whom nothing stands in the way it is none.
    let conseil = if constats.iter().any(|(gravite, _)| *gravite == Gravite::Obstacle) {
        format!(
            "Ce qui est conseillé à la personne : « {} ».",
            diagnostic.action.libelle
        )
    } else {
        "Rien de connu n'empêche la connexion.".to_owned()
    };
    view! {
        <Findings constats/>
        <p class="ap-petit">{conseil}</p>
    }
}
