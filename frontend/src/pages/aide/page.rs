//! The help pages: search first, then the sheets by theme, then the ways to get help.

use super::suivi::MesDemandes;
use crate::{
    api::{Donnees, acces, client},
    format::pluriel,
    navigation::navigation,
    ui::{
        Breadcrumb, Card, Champ, EmptyState, Frame, Grid, Icone, Link, LinkCard, PageHeader, Stack,
        TextField, dom::focaliser,
    },
};
use api_types::fiche::FicheResume;
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_location;

/// Old anchors of this page, which mails and messages still name, and where they lead now.
const ANCRES: &[(&str, &str)] = &[
    ("connexion", "/aide/fiches/se-connecter"),
    ("rien-recu", "/aide/fiches/courriels-non-recus"),
    (
        "identifiant-oublie",
        "/aide/fiches/identifiant-ou-mot-de-passe-oublie",
    ),
    (
        "mot-de-passe-oublie",
        "/aide/fiches/identifiant-ou-mot-de-passe-oublie",
    ),
    (
        "utilisateur-principal",
        "/aide/fiches/utilisateurs-d-un-etablissement",
    ),
    ("expert-comptable", "/expert-comptable"),
    ("dap", "/aide/fiches/saisir-une-dap"),
    ("di", "/aide/fiches/demande-d-indemnisation"),
];

/// After the last key, before asking.
const PAUSE_MS: u32 = 250;

/// `/aide`.
#[component]
pub fn PageAide() -> impl IntoView {
    let ancre = use_location().hash;
    let navigation = navigation();
    let acces = acces();
    let connecte = Memo::new(move |_| acces.session().is_some_and(|s| !s.mot_de_passe_a_changer));
    Effect::new(move |_| {
        let ancre = ancre.get();
        let ancre = ancre.trim_start_matches('#');
        match ANCRES.iter().find(|(ancienne, _)| *ancienne == ancre) {
            Some((_, chemin)) => navigation.aller(*chemin),
            // The page is built by script: the browser could not follow the anchor itself.
            None if !ancre.is_empty() => focaliser(ancre),
            None => {}
        }
    });
    let champ = Champ::libre("recherche-aide", "Chercher dans la base documentaire");
    let question = RwSignal::new(String::new());
    Effect::new(move |_| {
        let saisie = champ.valeur.get().trim().to_owned();
        spawn_local(async move {
            TimeoutFuture::new(PAUSE_MS).await;
            let inchangee = champ
                .valeur
                .try_get_untracked()
                .is_some_and(|v| v.trim() == saisie);
            if inchangee && question.try_get_untracked().is_some_and(|q| q != saisie) {
                question.try_set(saisie);
            }
        });
    });
    let fiches = Donnees::charger(move || {
        let question = question.get();
        async move {
            let trouvees = client().lister_fiches(Some(&question)).await?;
            Ok((question, trouvees.items))
        }
    });
    view! {
        <Frame>
            <Breadcrumb etapes=vec![("/".into(), "Accueil".into())] ici="Besoin d'aide ?"/>
            <PageHeader
                titre="Besoin d'aide ?"
                sous_titre=|| "Consultez la base documentaire : la réponse y est souvent, tout de suite."
            />
            <Stack large=true>
                <div class="ap-recherche" role="search">
                    <TextField
                        champ
                        genre="search"
                        indice="Quelques mots : « code DI », « mot de passe », « RIB »…"
                    />
                </div>
                {fiches.afficher(|(question, fiches)| {
                    if question.is_empty() {
                        view! { <ParTheme fiches/> }.into_any()
                    } else {
                        view! { <Resultats fiches/> }.into_any()
                    }
                })}
                <Voies/>
                <Show when=move || connecte.get()><MesDemandes/></Show>
            </Stack>
        </Frame>
    }
}

#[component]
fn Resultats(fiches: Vec<FicheResume>) -> impl IntoView {
    if fiches.is_empty() {
        return view! {
            <div role="status">
                <EmptyState icone=Icone::Recherche titre="Aucune fiche ne répond à ces mots">
                    "Essayez un seul mot, ou l'un des thèmes en effaçant la recherche."
                </EmptyState>
            </div>
        }
        .into_any();
    }
    let nombre = pluriel(fiches.len(), "fiche");
    let lignes = fiches.into_iter().map(|fiche| {
        view! {
            <li class="ap-resultat">
                <h2 class="ap-resultat-titre">
                    <Link href=format!("/aide/fiches/{}", fiche.slug)>{fiche.titre}</Link>
                </h2>
                <p>{fiche.extrait.unwrap_or(fiche.resume)}</p>
                <p class="ap-petit ap-doux">{fiche.theme_libelle}</p>
            </li>
        }
    });
    view! {
        <div>
            <p class="ap-petit ap-doux" role="status">{nombre}</p>
            <ol class="ap-resultats">{lignes.collect_view()}</ol>
        </div>
    }
    .into_any()
}

#[component]
fn ParTheme(fiches: Vec<FicheResume>) -> impl IntoView {
    let mut themes: Vec<(String, Vec<FicheResume>)> = Vec::new();
    for fiche in fiches {
        match themes
            .iter_mut()
            .find(|(libelle, _)| *libelle == fiche.theme_libelle)
        {
            Some((_, liste)) => liste.push(fiche),
            None => themes.push((fiche.theme_libelle.clone(), vec![fiche])),
        }
    }
    let cartes = themes.into_iter().map(|(libelle, fiches)| {
        let icone = icone(fiches.first().map_or("", |fiche| fiche.theme.as_str()));
        let liens = fiches.into_iter().map(|fiche| {
            view! { <li><Link href=format!("/aide/fiches/{}", fiche.slug)>{fiche.titre}</Link></li> }
        });
        view! {
            <Card titre=libelle icone>
                <ul class="ap-liens-fiches">{liens.collect_view()}</ul>
            </Card>
        }
    });
    view! { <Grid colonnes=2>{cartes.collect_view()}</Grid> }
}

fn icone(theme: &str) -> Icone {
    match theme {
        "acces" => Icone::Utilisateur,
        "etablissement" => Icone::Batiment,
        "dap" => Icone::Document,
        "indemnisation" => Icone::Euro,
        _ => Icone::Aide,
    }
}

/// What remains when no sheet helped.
#[component]
fn Voies() -> impl IntoView {
    view! {
        <section class="ap-pile" aria-labelledby="assistance">
            <h2 id="assistance" class="ap-titre-section" tabindex="-1">"Obtenir de l'aide"</h2>
            <Grid>
                <LinkCard
                    href="/aide/connexion"
                    titre="Je n'arrive pas à me connecter"
                    icone=Icone::Utilisateur
                >
                    "Quelques questions, puis la démarche qui débloque votre situation."
                </LinkCard>
                <LinkCard
                    href="/aide/demande"
                    titre="Envoyer une demande d'assistance"
                    icone=Icone::Courriel
                >
                    "Un formulaire, un numéro de suivi, une réponse par courriel."
                </LinkCard>
                <LinkCard href="/reprise" titre="L'utilisateur principal est parti" icone=Icone::Batiment>
                    "Demandez à reprendre son rôle : l'assistance décide, les utilisateurs en place sont prévenus."
                </LinkCard>
                <LinkCard href="/expert-comptable" titre="Vous êtes expert-comptable" icone=Icone::Groupe>
                    "Le contrat de prestation et l'espace de chacun de vos clients."
                </LinkCard>
            </Grid>
        </section>
    }
}
