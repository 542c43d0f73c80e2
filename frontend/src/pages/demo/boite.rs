//! The outbox: the list of mails and the text of one of them.

use super::{codes::CodesSecondFacteur, texte::TexteCourriel};
use crate::{
    api::{Donnees, client},
    format,
    pages::introuvable::Introuvable,
    ui::{
        Annonces, Button, Champ, EmptyState, Frame, Icone, PageHeader, Row, Stack, Status, TextField, Ton,
        Variante, dom::focaliser,
    },
};
use api_types::demo::CourrielDemo;
use leptos::prelude::*;

/// `/demo/courriels`, without a session: the mails hold the first password.
#[component]
pub fn PageCourriels() -> impl IntoView {
    let donnees = Donnees::charger(|| async {
        match client().lire_boite_envoi().await {
            Ok(boite) => Ok(Some(boite.items)),
            // Outside a demonstration there is no such page.
            Err(erreur) if erreur.code() == Some("introuvable") => Ok(None),
            Err(erreur) => Err(erreur),
        }
    });
    // Which mail is open outlives a refresh.
    let ouvert = RwSignal::new(None::<String>);
    let recherche = Champ::libre("recherche-courriel", "Rechercher (adresse, objet)");
    donnees.afficher(move |courriels| match courriels {
        None => view! { <Introuvable/> }.into_any(),
        Some(courriels) => view! {
            <Frame>
                <Titre donnees nombre=courriels.len()/>
                <CodesSecondFacteur/>
                {if courriels.is_empty() {
                    view! {
                        <EmptyState icone=Icone::Courriel titre="Aucun courriel pour l'instant">
                            "Créez un espace ou acceptez une demande d'habilitation : les messages du service apparaîtront ici."
                        </EmptyState>
                    }
                    .into_any()
                } else {
                    view! { <Boite courriels recherche ouvert/> }.into_any()
                }}
            </Frame>
        }
        .into_any(),
    })
}

#[component]
fn Titre(donnees: Donnees<Option<Vec<CourrielDemo>>>, nombre: usize) -> impl IntoView {
    let annonces = expect_context::<Annonces>();
    let actualiser = move || {
        annonces.dire("Courriels actualisés.");
        donnees.recharger();
    };
    let compte = format::pluriel(nombre, "courriel");
    view! {
        <PageHeader
            titre="Courriels de la démonstration"
            sous_titre=move || format!("{compte}, le plus récent d'abord. Rien n'est envoyé pour de bon.")
            actions=move || view! {
                <Button variante=Variante::Secondaire au_clic=actualiser>"Actualiser"</Button>
            }
        />
    }
}

fn correspond(courriel: &CourrielDemo, cherche: &str) -> bool {
    let cherche = cherche.trim().to_lowercase();
    courriel.destinataire.to_lowercase().contains(&cherche)
        || courriel.objet.to_lowercase().contains(&cherche)
}

#[component]
fn Boite(courriels: Vec<CourrielDemo>, recherche: Champ, ouvert: RwSignal<Option<String>>) -> impl IntoView {
    let premier = courriels.first().map(|c| c.id.clone());
    // The newest, as long as nobody chose another.
    let montre = Memo::new(move |_| ouvert.get().or_else(|| premier.clone()));
    let courriels = StoredValue::new(courriels);
    let trouves = move || {
        let cherche = recherche.valeur.get();
        courriels.with_value(|courriels| {
            courriels
                .iter()
                .filter(|courriel| correspond(courriel, &cherche))
                .cloned()
                .collect::<Vec<_>>()
        })
    };
    let liste = move || {
        let trouves = trouves();
        if trouves.is_empty() {
            return view! { <p class="ap-doux" role="status">"Aucun courriel ne répond à cette recherche."</p> }
                .into_any();
        }
        let lignes = trouves
            .into_iter()
            .map(|courriel| view! { <Ligne courriel montre ouvert/> })
            .collect_view();
        view! { <ul class="ap-boite-liste" aria-label="Courriels">{lignes}</ul> }.into_any()
    };
    let lecture = move || {
        let id = montre.get();
        courriels.with_value(|courriels| {
            courriels
                .iter()
                .find(|courriel| Some(&courriel.id) == id.as_ref())
                .cloned()
        })
    };
    view! {
        <div class="ap-boite">
            <Stack>
                <TextField champ=recherche genre="search"/>
                {liste}
            </Stack>
            <section class="ap-carte ap-boite-lecture" id="courriel" tabindex="-1" aria-label="Courriel ouvert">
                {move || lecture().map(|courriel| view! { <Courriel courriel/> })}
            </section>
        </div>
    }
}

#[component]
fn Ligne(
    courriel: CourrielDemo,
    montre: Memo<Option<String>>,
    ouvert: RwSignal<Option<String>>,
) -> impl IntoView {
    let (id, clic) = (courriel.id.clone(), courriel.id);
    view! {
        <li>
            <button
                type="button"
                class="ap-courriel"
                aria-current=move || (montre.with(|montre| montre.as_ref() == Some(&id))).then_some("true")
                on:click=move |_| {
                    ouvert.set(Some(clic.clone()));
                    rejoindre_lecture();
                }
            >
                <span class="ap-gras">{courriel.objet}</span>
                <span class="ap-petit">{courriel.destinataire}</span>
                <span class="ap-petit ap-doux ap-chiffres">{format::instant(&courriel.cree_le)}</span>
            </button>
        </li>
    }
}

/// On a phone the text is below the list: go there.
fn rejoindre_lecture() {
    let etroit = window()
        .match_media("(max-width: 56rem)")
        .ok()
        .flatten()
        .is_some_and(|requete| requete.matches());
    if etroit {
        request_animation_frame(|| focaliser("courriel"));
    }
}

#[component]
fn Courriel(courriel: CourrielDemo) -> impl IntoView {
    let (ton, etat) = match (courriel.etat.as_str(), courriel.envoye_le) {
        ("echec", _) => (Ton::Danger, "Échec de l'envoi".to_owned()),
        (_, Some(le)) => (Ton::Succes, format!("Envoyé le {}", format::instant(&le))),
        _ => (Ton::Info, "En file d'attente".to_owned()),
    };
    view! {
        <article class="ap-pile">
            <header class="ap-pile" data-espace="serre">
                <h2 class="ap-courriel-objet">{courriel.objet}</h2>
                <Row ecarte=true>
                    <p class="ap-doux ap-coupe">{format!("À : {}", courriel.destinataire)}</p>
                    <Status ton libelle=etat/>
                </Row>
            </header>
            <TexteCourriel texte=courriel.corps/>
        </article>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mails_are_found_by_address_or_subject() {
        let courriel = CourrielDemo {
            destinataire: "claire.martin@exemple.fr".into(),
            objet: "Habilitation à l'activité partielle".into(),
            ..Default::default()
        };
        assert!(correspond(&courriel, " Martin "));
        assert!(correspond(&courriel, "habilitation"));
        assert!(correspond(&courriel, ""));
        assert!(!correspond(&courriel, "durand"));
    }
}
