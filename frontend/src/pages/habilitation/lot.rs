//! A bulk decision: how far it is, what became of each request, stopping it.

use crate::{
    api::{Donnees, acces, client, texte_erreur},
    format,
    liste::Suite,
    ui::{
        Alert, Breadcrumb, Button, Card, Cell, Colonne, EmptyState, Figure, Figures, Frame, Icone, Onglet,
        PageHeader, Progress, Stack, Status, Table, Tabs, Ton, Variante,
    },
};
use api_types::lot::{LigneLot, ListeLignesLot, LotHabilitations};
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_params_map;

/// How often a lot under way is asked after, in milliseconds.
const RYTHME: u32 = 1_000;
const FILTRES: [(&str, &str); 3] = [("", "Toutes"), ("impossible", "Impossibles"), ("faite", "Faites")];

/// `/habilitations/lots/:id`.
#[component]
pub fn PageLot() -> impl IntoView {
    let parametres = use_params_map();
    let id = Memo::new(move |_| parametres.with(|p| p.get("id").unwrap_or_default()));
    let donnees = Donnees::charger(move || {
        let id = id.get();
        async move { client().lire_lot(&id).await }
    });
    // Mounted once per lot: each answer changes figures only.
    let charge = Memo::new(move |_| donnees.lire().map(|lot| lot.id));
    view! {
        <Frame>
            {move || match charge.get() {
                Some(_) => donnees.lire_sans_suivre().map(|lot| view! { <Suivi lot donnees/> }).into_any(),
                None => donnees.afficher(|_| ()).into_any(),
            }}
        </Frame>
    }
}

#[component]
fn Suivi(lot: LotHabilitations, donnees: Donnees<LotHabilitations>) -> impl IntoView {
    let acces = acces();
    let courant = Signal::derive(move || donnees.lire().unwrap_or_default());
    let en_cours = Memo::new(move |_| courant.with(|lot| lot.etat == "en_cours"));
    let id = StoredValue::new(lot.id.clone());
    Effect::new(move |_| {
        if !en_cours.get() {
            return;
        }
        spawn_local(async move {
            loop {
                TimeoutFuture::new(RYTHME).await;
                let Some(id) = id.try_get_value() else { return };
                match acces.appeler(client().lire_lot(&id)).await {
                    Ok(lu) => {
                        let fini = lu.etat != "en_cours";
                        donnees.remplacer(lu);
                        if fini {
                            return;
                        }
                    }
                    // The lot goes on without the page: the next answer tells.
                    Err(_) => TimeoutFuture::new(5 * RYTHME).await,
                }
            }
        });
    });
    let titre = if lot.decision == "refuser" {
        "Refus groupé"
    } else {
        "Acceptation groupée"
    };
    let sous_titre = format!(
        "Commencé par {} le {}.",
        lot.auteur,
        format::instant(&lot.cree_le)
    );
    let motif = lot.motif.clone();
    let nombre = move |quoi: fn(&LotHabilitations) -> u32| Signal::derive(move || courant.with(quoi));
    let texte =
        move |quoi: fn(&LotHabilitations) -> u32| Signal::derive(move || courant.with(quoi).to_string());
    view! {
        <Breadcrumb etapes=vec![("/habilitations".into(), "Demandes d'habilitation".into())] ici=titre/>
        <PageHeader
            titre
            etat=move || view! { <Etat courant/> }
            sous_titre=move || sous_titre.clone()
        />
        <Stack>
            <Card>
                {motif.map(|motif| view! { <p>{format!("Motif envoyé : {motif}")}</p> })}
                <Progress
                    libelle="Demandes traitées"
                    fait=nombre(|lot| lot.faites + lot.impossibles)
                    total=nombre(|lot| lot.total)
                />
                <Figures>
                    <Figure libelle="Faites" fort=true valeur=texte(|lot| lot.faites)/>
                    <Figure libelle="Impossibles" valeur=texte(|lot| lot.impossibles)/>
                    <Figure libelle="Restantes" valeur=texte(|lot| lot.restantes)/>
                </Figures>
                <Show
                    when=move || en_cours.get()
                    fallback=move || view! { <Fin courant/> }
                >
                    <p class="ap-doux">
                        "Vous pouvez quitter cette page : le traitement continue, même si le service redémarre."
                    </p>
                    <Arret id donnees/>
                </Show>
            </Card>
            // Read again when the lot ends: until then the figures say enough.
            {move || {
                en_cours.track();
                view! { <Lignes id/> }
            }}
        </Stack>
    }
}

#[component]
fn Etat(courant: Signal<LotHabilitations>) -> impl IntoView {
    move || {
        let lot = courant.get();
        let ton = match lot.etat.as_str() {
            "termine" => Ton::Succes,
            "annule" => Ton::Attention,
            _ => Ton::Info,
        };
        view! { <Status ton libelle=lot.etat_libelle/> }
    }
}

#[component]
fn Fin(courant: Signal<LotHabilitations>) -> impl IntoView {
    let texte = move || {
        courant.with(|lot| match lot.etat.as_str() {
            "annule" => "Arrêté : les demandes restantes attendent toujours leur réponse.",
            _ if lot.impossibles > 0 => "Terminé. Les demandes impossibles sont restées comme elles étaient.",
            _ => "Terminé : toutes les personnes sont prévenues.",
        })
    };
    view! { <p role="status">{texte}</p> }
}

#[component]
fn Arret(id: StoredValue<String>, donnees: Donnees<LotHabilitations>) -> impl IntoView {
    let acces = acces();
    let erreur = RwSignal::new(None::<String>);
    let arreter = move || {
        spawn_local(async move {
            let id = id.get_value();
            match acces.appeler(client().annuler_lot(&id)).await {
                Ok(lot) => donnees.remplacer(lot),
                Err(refus) => {
                    erreur.try_set(Some(texte_erreur(&refus)));
                }
            }
        });
    };
    view! {
        {move || erreur.get().map(|texte| view! { <Alert ton=Ton::Danger vivant=true><p>{texte}</p></Alert> })}
        <div>
            <Button variante=Variante::Secondaire danger=true au_clic=arreter>"Arrêter"</Button>
        </div>
    }
}

#[component]
fn Lignes(id: StoredValue<String>) -> impl IntoView {
    let filtre = RwSignal::new("");
    let donnees = Donnees::charger(move || {
        let (id, etat) = (id.get_value(), filtre.get());
        async move { client().lister_lignes_lot(&id, Some(etat), None).await }
    });
    let onglets: Vec<_> = FILTRES
        .into_iter()
        .map(|(code, libelle)| Onglet::new(code, libelle))
        .collect();
    view! {
        <Tabs etiquette="Résultat des demandes" onglets=Signal::stored(onglets) actif=filtre>
            {donnees.afficher(move |liste| view! { <Resultats liste id filtre donnees/> })}
        </Tabs>
    }
}

#[component]
fn Resultats(
    liste: ListeLignesLot,
    id: StoredValue<String>,
    filtre: RwSignal<&'static str>,
    donnees: Donnees<ListeLignesLot>,
) -> impl IntoView {
    if liste.items.is_empty() {
        return view! {
            <EmptyState icone=Icone::Coche titre="Aucune demande">"Aucune demande n'a ce résultat."</EmptyState>
        }
        .into_any();
    }
    let lignes = liste.items.into_iter().map(ligne).collect_view();
    view! {
        <Table
            legende="Demandes du traitement"
            legende_cachee=true
            colonnes=vec![
                Colonne::texte("Personne"),
                Colonne::texte("Établissement"),
                Colonne::texte("Identifiant"),
                Colonne::texte("Résultat"),
            ]
        >
            {lignes}
        </Table>
        <Suite
            donnees
            page=move |curseur| {
                let (id, etat) = (id.get_value(), filtre.get_untracked());
                async move { client().lister_lignes_lot(&id, Some(etat), Some(&curseur)).await }
            }
        />
    }
    .into_any()
}

fn ligne(ligne: LigneLot) -> impl IntoView {
    let ton = match ligne.etat.as_str() {
        "faite" => Ton::Succes,
        "impossible" => Ton::Danger,
        _ => Ton::Info,
    };
    view! {
        <tr>
            <Cell titre="Personne" entete=true>
                <Stack serre=true>
                    <span>{format!("{} {}", ligne.prenom, ligne.nom)}</span>
                    <span class="ap-petit ap-doux ap-coupe">{ligne.courriel}</span>
                </Stack>
            </Cell>
            <Cell titre="Établissement">
                <Stack serre=true>
                    <span>{ligne.denomination}</span>
                    <span class="ap-petit ap-doux ap-chiffres">{format::siret(&ligne.siret)}</span>
                </Stack>
            </Cell>
            <Cell titre="Identifiant">{ligne.identifiant.unwrap_or_else(|| "–".to_owned())}</Cell>
            <Cell titre="Résultat">
                <Stack serre=true>
                    <div><Status ton libelle=ligne.etat_libelle/></div>
                    {ligne.message.map(|texte| view! { <span class="ap-petit">{texte}</span> })}
                </Stack>
            </Cell>
        </tr>
    }
}
