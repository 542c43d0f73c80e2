//! A request for assistance, followed by its author: logged in, or by the link of the mail.

use crate::{
    api::{Donnees, acces, client},
    format,
    formulaire::{Formulaire, ResumeErreurs},
    pages::assistance::{EtatAssistance, Fil},
    ui::{
        Alert, Annonces, Breadcrumb, Button, ButtonLink, Card, Cell, Colonne, DescriptionList, Form, Frame,
        Item, Link, PageHeader, Row, Stack, Table, TextArea, Variante,
    },
};
use api_types::demande_assistance::{DemandeAssistance, DemandeAssistanceResume, NouveauMessageAssistance};
use client::Versionne;
use domain::demande_assistance::{MAX_DESCRIPTION, verifier_message};
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_params_map};

/// `/aide/demandes/:id`, `#cle=` in the link of the mail.
#[component]
pub fn PageSuiviAssistance() -> impl IntoView {
    let parametres = use_params_map();
    let id = Memo::new(move |_| parametres.with(|p| p.get("id").unwrap_or_default()));
    let ancre = use_location().hash;
    let cle = Memo::new(move |_| {
        ancre.with(|ancre| {
            let cle = ancre.trim_start_matches('#').strip_prefix("cle=");
            cle.map(str::to_owned)
        })
    });
    let donnees = Donnees::charger(move || {
        let (id, cle) = (id.get(), cle.get());
        async move {
            match client().lire_demande_assistance(&id, cle.as_deref()).await {
                Ok(lue) => Ok(Some(lue)),
                // Not a failure of the page: the way in is said instead.
                Err(erreur) if erreur.code() == Some("introuvable") => Ok(None),
                Err(erreur) => Err(erreur),
            }
        }
    });
    view! {
        <Frame etroit=true>
            {donnees.afficher(move |lue| match lue {
                Some(lue) => view! { <Suivi lue cle=cle.get_untracked()/> }.into_any(),
                None => view! { <Fermee/> }.into_any(),
            })}
        </Frame>
    }
}

#[component]
fn Fermee() -> impl IntoView {
    view! {
        <Stack>
            <PageHeader titre="Demande d'assistance"/>
            <Alert titre="Cette demande ne peut pas être montrée ici">
                <p>
                    "Ouvrez-la par le lien du courriel de confirmation, en entier, ou connectez-vous avec le "
                    "compte qui l'a envoyée."
                </p>
                <Row>
                    <ButtonLink href="/connexion">"Me connecter"</ButtonLink>
                    <ButtonLink href="/aide/demande" variante=Variante::Secondaire>
                        "Envoyer une autre demande"
                    </ButtonLink>
                </Row>
            </Alert>
        </Stack>
    }
}

#[component]
fn Suivi(lue: Versionne<DemandeAssistance>, cle: Option<String>) -> impl IntoView {
    let donnees = RwSignal::new(lue.corps);
    let numero = donnees.with_untracked(|d| d.resume.numero.clone());
    let resume = move || donnees.with(|d| d.resume.clone());
    view! {
        <Breadcrumb
            etapes=vec![("/".into(), "Accueil".into()), ("/aide".into(), "Besoin d'aide ?".into())]
            ici=numero.clone()
        />
        <PageHeader
            titre=format!("Demande d'assistance {numero}")
            etat=move || view! {
                {move || {
                    let r = resume();
                    view! { <EtatAssistance code=r.etat libelle=r.etat_libelle/> }
                }}
            }
        />
        <Stack>
            <Card creuse=true>{entete(donnees.with_untracked(|d| d.resume.clone()))}</Card>
            {move || view! { <Fil messages=donnees.with(|d| d.messages.clone())/> }}
            <Message donnees cle/>
        </Stack>
    }
}

fn entete(resume: DemandeAssistanceResume) -> impl IntoView {
    let dossier = resume.dossier;
    view! {
        <DescriptionList>
            <Item libelle="Motif">{resume.motif_libelle}</Item>
            <Item libelle="Établissement">
                {match resume.siret.as_str() {
                    "" => resume.denomination.clone(),
                    siret => format!("{} · {}", resume.denomination, format::siret(siret)),
                }}
            </Item>
            {dossier.map(|dossier| view! { <Item libelle="Dossier">{dossier}</Item> })}
        </DescriptionList>
    }
}

#[component]
fn Message(donnees: RwSignal<DemandeAssistance>, cle: Option<String>) -> impl IntoView {
    let acces = acces();
    let annonces = expect_context::<Annonces>();
    let f = Formulaire::new("message");
    let texte = f.champ("/texte", "Votre message");
    let cle = StoredValue::new(cle);
    let envoyer = move || {
        let saisi = texte.valeur.get_untracked();
        let Some(saisi) = f.juger(verifier_message(&saisi, MAX_DESCRIPTION)) else {
            return;
        };
        let id = donnees.with_untracked(|d| d.resume.id.clone());
        let corps = NouveauMessageAssistance { texte: saisi };
        let cle = cle.get_value();
        f.envoyer(
            acces,
            async move {
                client()
                    .ecrire_message_assistance(&id, cle.as_deref(), &corps)
                    .await
            },
            move |lue| {
                texte.valeur.try_set(String::new());
                donnees.try_set(lue.corps);
                annonces.dire("Message envoyé à l'assistance.");
            },
        );
    };
    let close = Memo::new(move |_| donnees.with(|d| d.resume.etat == "close"));
    view! {
        <Card titre="Répondre">
            <Show when=move || close.get()>
                <p class="ap-doux">"Cette demande est close. Écrivez ici pour la rouvrir."</p>
            </Show>
            <Form au_envoi=envoyer>
                <ResumeErreurs formulaire=f/>
                <TextArea champ=texte longueur_max=MAX_DESCRIPTION/>
                <Row><Button soumettre=true en_cours=f.en_cours()>"Envoyer le message"</Button></Row>
            </Form>
        </Card>
    }
}

/// "Mes demandes d'assistance", for who is connected and has some.
#[component]
pub fn MesDemandes() -> impl IntoView {
    let donnees = Donnees::charger(|| async { client().lister_mes_demandes_assistance(None).await });
    move || {
        let demandes = donnees.lire().map(|liste| liste.items).unwrap_or_default();
        (!demandes.is_empty()).then(|| {
            let lignes = demandes.into_iter().map(|d| {
                view! {
                    <tr>
                        <Cell titre="Numéro" entete=true>
                            <Link href=format!("/aide/demandes/{}", d.id)>{d.numero}</Link>
                        </Cell>
                        <Cell titre="Motif">{d.motif_libelle}</Cell>
                        <Cell titre="Envoyée le">
                            <span class="ap-chiffres">{format::instant(&d.creee_le)}</span>
                        </Cell>
                        <Cell titre="État"><EtatAssistance code=d.etat libelle=d.etat_libelle/></Cell>
                    </tr>
                }
            });
            view! {
                <Table
                    legende="Mes demandes d'assistance"
                    colonnes=vec![
                        Colonne::texte("Numéro"),
                        Colonne::texte("Motif"),
                        Colonne::texte("Envoyée le"),
                        Colonne::texte("État"),
                    ]
                >
                    {lignes.collect_view()}
                </Table>
            }
        })
    }
}
