//! `/aide/connexion`: "Je n'arrive pas à me connecter".

mod agent;
mod rien_recu;

use crate::{
    api::{acces, client},
    controle::{NoteControle, resoudre},
    formulaire::{Formulaire, ResumeErreurs},
    ui::{
        Alert, Breadcrumb, Button, ButtonLink, Card, Champ, Choix, Findings, Form, Frame, Gravite, Largeur,
        PageHeader, RadioGroup, Row, Stack, TextField, Ton, Variante, dom::focaliser,
    },
};
use agent::VoieAgent;
use api_types::diagnostic::{DemandeDiagnostic, Diagnostic, PremierDiagnostic};
use leptos::prelude::*;
use rien_recu::RienRecu;

const EMPLOYEUR: &str = "employeur";
const AGENT: &str = "agent";

/// Where one is.
#[derive(Clone)]
enum Etape {
    Qui,
    /// With the SIRET as it was typed, for the pages that this one leads to.
    Premier(Box<PremierDiagnostic>, String),
    Detail(Box<Diagnostic>),
}

/// The page.
#[component]
pub fn PageDiagnostic() -> impl IntoView {
    let etape = RwSignal::new(Etape::Qui);
    let profil = Champ::libre("profil", "Vous êtes");
    profil.valeur.set(EMPLOYEUR.to_owned());
    let agent = Memo::new(move |_| profil.valeur.with(|profil| profil == AGENT));
    view! {
        <Frame etroit=true>
            <Breadcrumb
                etapes=vec![("/".into(), "Accueil".into()), ("/aide".into(), "Besoin d'aide ?".into())]
                ici="Je n'arrive pas à me connecter"
            />
            <PageHeader titre="Je n'arrive pas à me connecter"/>
            <Stack>
                {move || match etape.get() {
                    Etape::Qui => view! {
                        <RadioGroup
                            champ=profil
                            choix=vec![
                                Choix::new(EMPLOYEUR, "Un employeur, ou son expert-comptable"),
                                Choix::new(AGENT, "Un agent d'une unité départementale"),
                            ]
                        />
                        <Show when=move || agent.get() fallback=move || view! { <Qui etape agent=false/> }>
                            <Qui etape agent=true/>
                            <VoieAgent/>
                        </Show>
                    }
                    .into_any(),
                    Etape::Premier(premier, siret) => {
                        view! { <Premier premier=*premier siret etape/> }.into_any()
                    }
                    Etape::Detail(diagnostic) => view! {
                        <Resultat diagnostic=*diagnostic/>
                        <Row><Recommencer etape/></Row>
                    }
                    .into_any(),
                }}
            </Stack>
        </Frame>
    }
}

#[component]
fn Recommencer(etape: RwSignal<Etape>) -> impl IntoView {
    view! {
        <Button variante=Variante::Discret au_clic=move || etape.set(Etape::Qui)>"Recommencer"</Button>
    }
}

#[component]
fn Qui(etape: RwSignal<Etape>, agent: bool) -> impl IntoView {
    let acces = acces();
    let formulaire = Formulaire::new("diagnostic");
    let siret = formulaire.champ("/siret", "Numéro de SIRET de l'établissement");
    let qui = formulaire.champ("/qui", "Identifiant ou adresse électronique");
    let envoyer = move || {
        let (siret, qui) = (siret.valeur.get_untracked(), qui.valeur.get_untracked());
        let saisi = siret.clone();
        let appel = async move {
            let controle = resoudre().await?;
            client()
                .diagnostiquer(&DemandeDiagnostic {
                    siret,
                    agent,
                    qui,
                    controle,
                })
                .await
        };
        formulaire.envoyer(acces, appel, move |premier| {
            etape.try_set(Etape::Premier(Box::new(premier), saisi));
            request_animation_frame(|| focaliser("constats"));
        });
    };
    view! {
        <p>
            "Dites-nous qui vous êtes : nous regardons ce qui bloque, et nous vous disons quoi faire. Rien n'est changé à votre compte."
        </p>
        <Card>
            <Form au_envoi=envoyer>
                <ResumeErreurs formulaire/>
                {(!agent).then(|| view! {
                    <TextField
                        champ=siret
                        requis=true
                        clavier="numeric"
                        largeur=Largeur::Longue
                        indice="14 chiffres, avec ou sans espaces. Exemple : 732 829 320 00074"
                    />
                })}
                <TextField
                    champ=qui
                    requis=true
                    remplissage="username"
                    indice=if agent {
                        "L'adresse est celle que porte l'annexe 3."
                    } else {
                        "L'adresse est celle donnée à l'inscription."
                    }
                />
                <NoteControle/>
                <Row><Button soumettre=true en_cours=formulaire.en_cours()>"Trouver ce qui bloque"</Button></Row>
            </Form>
        </Card>
    }
}

/// Findings, then the one thing to do.
#[component]
fn Resultat(diagnostic: Diagnostic) -> impl IntoView {
    let action = diagnostic.action;
    view! {
        <Constats diagnostic=Diagnostic { constats: diagnostic.constats, ..Default::default() }/>
        <Card titre="Ce qui vous aide maintenant">
            <Row><ButtonLink href=action.lien>{action.libelle}</ButtonLink></Row>
        </Card>
    }
}

/// The findings of the service, and what only the page knows: where it is.
#[component]
fn Constats(diagnostic: Diagnostic) -> impl IntoView {
    let constats = diagnostic
        .constats
        .into_iter()
        .map(|constat| (Gravite::du_code(&constat.gravite), constat.texte))
        .chain(adresse_du_service().map(|texte| (Gravite::Information, texte)))
        .collect::<Vec<_>>();
    view! {
        <div id="constats" tabindex="-1">
            <Card titre="Ce que nous voyons">
                <Findings constats/>
            </Card>
        </div>
    }
}

/// What anybody may read, then the way to the rest.
#[component]
fn Premier(premier: PremierDiagnostic, siret: String, etape: RwSignal<Etape>) -> impl IntoView {
    let PremierDiagnostic { diagnostic, jeton } = premier;
    if diagnostic.action.code != "recevoir_code" {
        return view! {
            <Resultat diagnostic/>
            <Row><Recommencer etape/></Row>
        }
        .into_any();
    }
    view! {
        <Constats diagnostic/>
        <Code jeton siret etape/>
    }
    .into_any()
}

/// Which address is the right one: an old bookmark leads elsewhere.
fn adresse_du_service() -> Option<String> {
    window().location().origin().ok().map(|adresse| {
        format!(
            "Êtes-vous bien sur {adresse} quand vous vous connectez ? C'est l'adresse du service : un ancien favori \
             peut mener ailleurs."
        )
    })
}

/// A code to the account's address, then the code.
#[component]
fn Code(jeton: String, siret: String, etape: RwSignal<Etape>) -> impl IntoView {
    let acces = acces();
    let envoye = RwSignal::new(None::<String>);
    let envoi = Formulaire::new("envoi");
    let formulaire = Formulaire::new("detail");
    let code = formulaire.champ("/code", "Code reçu par courriel");
    let jeton = StoredValue::new(jeton);
    let siret = StoredValue::new(siret);
    let demander = move || {
        let jeton = jeton.get_value();
        envoi.envoyer(
            acces,
            async move { client().envoyer_code_diagnostic(&jeton).await },
            move |reponse| {
                envoye.try_set(Some(reponse.message));
                request_animation_frame(move || focaliser(&code.id()));
            },
        );
    };
    let lire = move || {
        let (jeton, saisi) = (jeton.get_value(), code.valeur.get_untracked());
        formulaire.envoyer(
            acces,
            async move { client().detailler_diagnostic(&jeton, &saisi).await },
            move |detail| {
                etape.try_set(Etape::Detail(Box::new(detail)));
                request_animation_frame(|| focaliser("constats"));
            },
        );
    };
    view! {
        <Card titre="Voir le détail de votre accès">
            <p>
                "Dates, courriels envoyés, verrouillage : pour que vous seul les lisiez, un code à 6 chiffres est envoyé à l'adresse de "
                "votre compte."
            </p>
            <Show
                when=move || envoye.with(Option::is_some)
                fallback=move || view! {
                    <ResumeErreurs formulaire=envoi/>
                    <Row>
                        <Button en_cours=envoi.en_cours() au_clic=demander>"Recevoir un code"</Button>
                        <Recommencer etape/>
                    </Row>
                }
            >
                <Alert ton=Ton::Succes vivant=true>
                    <p>{move || envoye.get()}</p>
                </Alert>
                <Form au_envoi=lire>
                    <ResumeErreurs formulaire/>
                    <TextField
                        champ=code
                        requis=true
                        clavier="numeric"
                        largeur=Largeur::Courte
                        remplissage="one-time-code"
                    />
                    <Row>
                        <Button soumettre=true en_cours=formulaire.en_cours()>"Voir le détail"</Button>
                        <Recommencer etape/>
                    </Row>
                </Form>
                <RienRecu siret=siret.get_value()/>
            </Show>
        </Card>
    }
}
