//! Demonstration only: the mails that would have been sent.

use crate::{
    api::{Donnees, client},
    format,
    ui::{Button, Champ, EmptyState, Frame, Icone, PageHeader, Row, Stack, TextField, Variante},
};
use api_types::demo::CourrielDemo;
use leptos::prelude::*;

/// `/demo/courriels`.
#[component]
pub fn PageCourriels() -> impl IntoView {
    let donnees = Donnees::charger(|| async { client().lire_boite_envoi().await });
    view! {
        <Frame>
            <PageHeader
                titre="Courriels de la démonstration"
                sous_titre=|| "Rien n'est envoyé pour de bon : les messages s'affichent ici, le plus récent d'abord."
                actions=move || view! {
                    <Button variante=Variante::Secondaire au_clic=move || donnees.recharger()>
                        "Actualiser"
                    </Button>
                }
            />
            {donnees.afficher(|boite| {
                if boite.items.is_empty() {
                    view! {
                        <EmptyState icone=Icone::Courriel titre="Aucun courriel">
                            "Les messages du service apparaîtront ici."
                        </EmptyState>
                    }
                    .into_any()
                } else {
                    view! { <Boite courriels=boite.items/> }.into_any()
                }
            })}
        </Frame>
    }
}

#[component]
fn Boite(courriels: Vec<CourrielDemo>) -> impl IntoView {
    let recherche = Champ::libre("recherche-courriel", "Rechercher (adresse, objet)");
    let ouvert = RwSignal::new(courriels.first().map(|c| c.id.clone()).unwrap_or_default());
    let courriels = StoredValue::new(courriels);
    let liste = move || {
        let cherche = recherche.valeur.get().to_lowercase();
        courriels.with_value(|courriels| {
            courriels
                .iter()
                .filter(|c| {
                    format!("{} {}", c.destinataire, c.objet)
                        .to_lowercase()
                        .contains(cherche.trim())
                })
                .map(|c| {
                    let (id, clic) = (c.id.clone(), c.id.clone());
                    view! {
                        <li>
                            <button
                                type="button"
                                class="ap-courriel"
                                aria-current=move || (ouvert.get() == id).then_some("true")
                                on:click=move |_| ouvert.set(clic.clone())
                            >
                                <span class="ap-gras">{c.objet.clone()}</span>
                                <span class="ap-petit ap-doux">
                                    {format!("{} · {}", c.destinataire, format::instant(&c.cree_le))}
                                </span>
                            </button>
                        </li>
                    }
                })
                .collect_view()
        })
    };
    let lecture = move || {
        courriels.with_value(|courriels| {
            courriels
                .iter()
                .find(|c| c.id == ouvert.get())
                .map(|c| view! { <Courriel courriel=c.clone()/> })
        })
    };
    view! {
        <Stack>
            <TextField champ=recherche genre="search"/>
            <div class="ap-boite">
                <ul class="ap-boite-liste">{liste}</ul>
                <div class="ap-carte">{lecture}</div>
            </div>
        </Stack>
    }
}

#[component]
fn Courriel(courriel: CourrielDemo) -> impl IntoView {
    view! {
        <article class="ap-pile">
            <div>
                <h2 class="ap-courriel-objet">{courriel.objet}</h2>
                <p class="ap-doux">{format!("À {}", courriel.destinataire)}</p>
            </div>
            <pre class="ap-courriel-texte">{courriel.corps}</pre>
            <Row><span class="ap-petit ap-doux">
                {courriel.envoye_le.map_or_else(
                    || "En file d'attente".to_owned(),
                    |le| format!("Envoyé le {}", format::instant(&le)),
                )}
            </span></Row>
        </article>
    }
}
