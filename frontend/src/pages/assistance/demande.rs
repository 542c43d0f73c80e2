//! One request, for the help desk: who, the messages, and the answer.

use super::{EtatAssistance, Fil};
use crate::{
    api::{Donnees, acces, client},
    format,
    formulaire::{Formulaire, ResumeErreurs},
    ui::{
        Alert, Annonces, Breadcrumb, Button, Card, Champ, Choix, Columns, DescriptionList, Dialog, Form,
        Frame, Item, PageHeader, Row, Select, Stack, TextArea, Ton, Variante,
    },
};
use api_types::demande_assistance::{DemandeAssistance, NouveauMessageAssistance, ReponseType};
use client::Versionne;
use domain::demande_assistance::{MAX_REPONSE, verifier_message};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

type Lue = RwSignal<Versionne<DemandeAssistance>>;

/// `/assistance/demandes/:id`.
#[component]
pub fn PageDemandeRecue() -> impl IntoView {
    let parametres = use_params_map();
    let id = Memo::new(move |_| parametres.with(|p| p.get("id").unwrap_or_default()));
    let donnees = Donnees::charger(move || {
        let id = id.get();
        async move { client().lire_demande_assistance(&id, None).await }
    });
    view! { <Frame>{donnees.afficher(|lue| view! { <Lecture lue/> })}</Frame> }
}

fn peut(lue: Lue, action: &'static str) -> Memo<bool> {
    Memo::new(move |_| lue.with(|lue| lue.corps.actions.iter().any(|a| a == action)))
}

#[component]
fn Lecture(lue: Versionne<DemandeAssistance>) -> impl IntoView {
    let numero = lue.corps.resume.numero.clone();
    let lue: Lue = RwSignal::new(lue);
    view! {
        <Breadcrumb
            etapes=vec![("/accueil".into(), "Accueil".into()), ("/assistance".into(), "Demandes d'assistance".into())]
            ici=numero.clone()
        />
        <PageHeader
            titre=format!("Demande d'assistance {numero}")
            etat=move || view! {
                {move || lue.with(|lue| {
                    let r = lue.corps.resume.clone();
                    view! { <EtatAssistance code=r.etat libelle=r.etat_libelle/> }
                })}
            }
            actions=move || view! { <Actions lue/> }
        />
        <Columns cote=move || view! { <Personne lue/> }>
            <Occupee lue/>
            {move || view! { <Fil messages=lue.with(|lue| lue.corps.messages.clone())/> }}
            <Reponse lue/>
        </Columns>
    }
}

#[component]
fn Occupee(lue: Lue) -> impl IntoView {
    let prendre = peut(lue, "prendre");
    move || {
        let agent = lue.with(|lue| lue.corps.resume.agent.clone());
        agent.filter(|_| prendre.get()).map(|agent| {
            view! {
                <Alert ton=Ton::Attention>
                    <p>{agent} " s'occupe de cette demande. Prenez-la en charge pour répondre à sa place."</p>
                </Alert>
            }
        })
    }
}

#[component]
fn Personne(lue: Lue) -> impl IntoView {
    let d = lue.with_untracked(|lue| lue.corps.clone());
    let r = d.resume;
    view! {
        <Card titre="Personne">
            <DescriptionList>
                <Item libelle="Nom et prénom">{r.nom_prenom}</Item>
                <Item libelle="Établissement">{r.denomination}</Item>
                <Item libelle="SIRET">
                    {if r.siret.is_empty() {
                        view! { "Aucun : un agent" }.into_any()
                    } else {
                        view! { <span class="ap-chiffres">{format::siret(&r.siret)}</span> }.into_any()
                    }}
                </Item>
                <Item libelle="Téléphone"><span class="ap-chiffres">{d.telephone}</span></Item>
                <Item libelle="Courriel"><span class="ap-coupe">{d.courriel}</span></Item>
                <Item libelle="Motif">{r.motif_libelle}</Item>
                {r.dossier.map(|dossier| view! {
                    <Item libelle="Dossier">
                        <Stack serre=true>
                            <span>{dossier}</span>
                            <span class="ap-petit">{d.dossier_cite_libelle}</span>
                        </Stack>
                    </Item>
                })}
                <Item libelle="Reçue le">{format::instant(&r.creee_le)}</Item>
            </DescriptionList>
        </Card>
    }
}

#[component]
fn Actions(lue: Lue) -> impl IntoView {
    let acces = acces();
    let annonces = expect_context::<Annonces>();
    let f = Formulaire::new("actions");
    let cloture = RwSignal::new(false);
    let (prendre, clore) = (peut(lue, "prendre"), peut(lue, "clore"));
    let courriel = lue.with_untracked(|lue| lue.corps.courriel.clone());
    let cle = move || lue.with_untracked(|lue| (lue.corps.resume.id.clone(), lue.etag.clone()));
    let prise = move || {
        let (id, etag) = cle();
        f.envoyer(
            acces,
            async move { client().prendre_demande_assistance(&id, &etag).await },
            move |nouvelle| {
                lue.try_set(nouvelle);
                annonces.dire("Demande prise en charge.");
            },
        );
    };
    let fermeture = move || {
        let (id, etag) = cle();
        f.envoyer(
            acces,
            async move { client().clore_demande_assistance(&id, &etag).await },
            move |nouvelle| {
                cloture.try_set(false);
                lue.try_set(nouvelle);
                annonces.dire("Demande close, la personne est prévenue.");
            },
        );
    };
    view! {
        <Stack serre=true>
            <Show when=move || !cloture.get()><ResumeErreurs formulaire=f/></Show>
            <Row>
                <Show when=move || prendre.get()>
                    <Button variante=Variante::Secondaire en_cours=f.en_cours() au_clic=prise>
                        "Prendre en charge"
                    </Button>
                </Show>
                <Show when=move || clore.get()>
                    <Button variante=Variante::Secondaire au_clic=move || cloture.set(true)>"Clore"</Button>
                </Show>
            </Row>
        </Stack>
        <Dialog ouvert=cloture titre="Clore cette demande ?">
            <ResumeErreurs formulaire=f/>
            <p>"Un courriel le dira à " <strong class="ap-coupe">{courriel.clone()}</strong> ". La personne peut la rouvrir en y écrivant."</p>
            <Row>
                <Button en_cours=f.en_cours() au_clic=fermeture>"Clore la demande"</Button>
                <Button variante=Variante::Discret au_clic=move || cloture.set(false)>"Annuler"</Button>
            </Row>
        </Dialog>
    }
}

#[component]
fn Reponse(lue: Lue) -> impl IntoView {
    let acces = acces();
    let annonces = expect_context::<Annonces>();
    let f = Formulaire::new("reponse");
    let texte = f.champ("/texte", "Votre réponse");
    let ecrire = peut(lue, "ecrire");
    let repondre = move || {
        let saisi = texte.valeur.get_untracked();
        let Some(saisi) = f.juger(verifier_message(&saisi, MAX_REPONSE)) else {
            return;
        };
        let id = lue.with_untracked(|lue| lue.corps.resume.id.clone());
        let corps = NouveauMessageAssistance { texte: saisi };
        f.envoyer(
            acces,
            async move { client().ecrire_message_assistance(&id, None, &corps).await },
            move |nouvelle| {
                texte.valeur.try_set(String::new());
                lue.try_set(nouvelle);
                annonces.dire("Réponse envoyée par courriel.");
            },
        );
    };
    view! {
        <Show when=move || ecrire.get()>
            <Card titre="Répondre">
                <Form au_envoi=repondre>
                    <ResumeErreurs formulaire=f/>
                    <ReponsesTypes texte/>
                    <TextArea
                        champ=texte
                        requis=true
                        lignes=10
                        longueur_max=MAX_REPONSE
                        indice="Envoyée telle quelle par courriel, et montrée sur la page de suivi."
                    />
                    <Row><Button soumettre=true en_cours=f.en_cours()>"Envoyer la réponse"</Button></Row>
                </Form>
            </Card>
        </Show>
    }
}

/// A canned answer goes below what is written already; it is to be read over before sending.
#[component]
fn ReponsesTypes(texte: Champ) -> impl IntoView {
    let choisie = Champ::libre("reponse-type", "Insérer une réponse type");
    let donnees = Donnees::charger(|| async { client().lister_reponses_types().await });
    let reponses = Memo::new(move |_| donnees.lire().map(|liste| liste.items).unwrap_or_default());
    let choix = Signal::derive(move || reponses.with(|liste| liste.iter().map(choix).collect()));
    let inserer = move || {
        let question = choisie.valeur.get_untracked();
        reponses.with_untracked(|liste| {
            if let Some(reponse) = liste.iter().find(|r| r.question.to_string() == question) {
                let deja = texte.valeur.get_untracked();
                let avant = if deja.trim().is_empty() {
                    String::new()
                } else {
                    format!("{}\n\n", deja.trim_end())
                };
                texte.saisir(format!("{avant}{}", reponse.texte));
            }
        });
        choisie.valeur.set(String::new());
    };
    view! {
        <Row fin=false>
            <Select champ=choisie choix invite="Choisir une question…"/>
            <Button variante=Variante::Secondaire au_clic=inserer>"Insérer"</Button>
        </Row>
    }
}

fn choix(reponse: &ReponseType) -> Choix {
    Choix::new(
        reponse.question.to_string(),
        format!("{}. {}", reponse.question, reponse.titre),
    )
}
