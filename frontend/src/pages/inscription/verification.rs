//! Step 1: the SIRET, the terms, and a security check that the browser does alone.

use crate::{
    api::{acces, client},
    formulaire::{Formulaire, ResumeErreurs},
    ui::{
        Alert, Button, ButtonLink, Card, Checkbox, Form, Icon, Icone, Largeur, Link, Row, Spinner, TextField,
        Ton,
    },
};
use api_types::{
    ErreurChamp,
    inscription::{ResultatVerification, VerificationInscription},
};
use client::{Erreur, resoudre_controle};
use domain::etablissement::Siret;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;

/// The security check, as it is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Controle {
    Attente,
    EnCours,
    Fait,
}

/// The first step.
#[component]
pub fn Verification(#[prop(into)] au_succes: Callback<ResultatVerification>) -> impl IntoView {
    let acces = acces();
    let formulaire = Formulaire::new("verification");
    let siret = formulaire.champ("/siret", "Numéro de SIRET de l'établissement");
    let cgu = RwSignal::new(false);
    formulaire.connaitre("/cgu_acceptees", "cgu", "Conditions générales d'utilisation");
    let controle = RwSignal::new(Controle::Attente);
    let connu = RwSignal::new(None::<ResultatVerification>);
    // The same SIRET would have the same answer: on with another one, or by the ways out.
    let deja_dit = Signal::derive(move || {
        let saisi: Option<Siret> = siret.valeur.with(|texte| texte.parse().ok());
        saisi.is_some_and(|saisi| {
            connu.with(|connu| {
                connu
                    .as_ref()
                    .is_some_and(|connu| connu.siret.parse::<Siret>().is_ok_and(|deja| deja == saisi))
            })
        })
    });
    let envoyer = move || {
        if deja_dit.get_untracked() {
            return;
        }
        connu.set(None);
        let numero = siret.valeur.get_untracked();
        let fautes = fautes(&numero, cgu.get_untracked());
        if !fautes.is_empty() {
            formulaire.refuser(fautes);
            return;
        }
        formulaire.envoyer(acces, verifier(numero, controle), move |resultat| {
            if resultat.connu {
                connu.try_set(Some(resultat));
            } else {
                au_succes.try_run(resultat);
            }
        });
    };
    view! {
        <Card>
            <p>
                "Munissez-vous du numéro de SIRET de l'établissement que vous représentez. "
                "Un espace est créé pour chaque établissement."
            </p>
            <Form au_envoi=envoyer>
                <ResumeErreurs formulaire/>
                {move || connu.get().map(|resultat| view! { <Connu resultat/> })}
                <TextField
                    champ=siret
                    requis=true
                    clavier="numeric"
                    largeur=Largeur::Longue
                    indice="14 chiffres, avec ou sans espaces. Exemple : 732 829 320 00074"
                />
                <Checkbox
                    id="cgu"
                    coche=cgu
                    requis=true
                    erreur=formulaire.erreur("/cgu_acceptees")
                    au_changement=move || formulaire.oublier("/cgu_acceptees")
                >
                    "J'accepte les " <Link href="/cgu">"conditions générales d'utilisation"</Link>
                </Checkbox>
                <EtatControle controle/>
                <Row><Button soumettre=true en_cours=formulaire.en_cours() desactive=deja_dit>"Valider"</Button></Row>
            </Form>
        </Card>
    }
}

fn fautes(siret: &str, cgu: bool) -> Vec<ErreurChamp> {
    let mut fautes = Vec::new();
    if let Err(refus) = siret.parse::<Siret>() {
        fautes.push(refus.au_champ("/siret").into());
    }
    if !cgu {
        fautes.push(ErreurChamp {
            pointer: "/cgu_acceptees".to_owned(),
            code: "cgu_non_acceptees".to_owned(),
            message: "Acceptez les conditions générales d'utilisation pour continuer.".to_owned(),
            ..Default::default()
        });
    }
    fautes
}

/// A fresh check at each sending: none can be too old, none is used twice.
async fn verifier(siret: String, controle: RwSignal<Controle>) -> Result<ResultatVerification, Erreur> {
    controle.try_set(Controle::EnCours);
    let resultat = async {
        let epreuve = client().lire_controle_securite().await?;
        // Lets the page show that it works before the computation holds it.
        TimeoutFuture::new(30).await;
        let solution = resoudre_controle(&epreuve)
            .ok_or_else(|| Erreur::Reponse("le contrôle de sécurité n'a pas de solution".to_owned()))?;
        controle.try_set(Controle::Fait);
        client()
            .verifier_inscription(&VerificationInscription {
                siret,
                controle: solution,
                cgu_acceptees: true,
            })
            .await
    }
    .await;
    if resultat.is_err() {
        controle.try_set(Controle::Attente);
    }
    resultat
}

#[component]
fn EtatControle(controle: RwSignal<Controle>) -> impl IntoView {
    view! {
        <div class="ap-controle">
            {move || match controle.get() {
                Controle::Attente => view! {
                    <p class="ap-doux ap-petit">
                        "Contrôle de sécurité : rien à recopier, votre navigateur fait la vérification au moment de valider."
                    </p>
                }
                .into_any(),
                Controle::EnCours => {
                    view! { <Spinner texte="Contrôle de sécurité : vérification en cours…"/> }.into_any()
                }
                Controle::Fait => view! {
                    <p class="ap-attente" role="status">
                        <Icon icone=Icone::Coche/>
                        "Contrôle de sécurité : vérifié"
                    </p>
                }
                .into_any(),
            }}
        </div>
    }
}

/// The establishment has an account: the message of the service, and the ways out.
#[component]
fn Connu(resultat: ResultatVerification) -> impl IntoView {
    let voies = resultat
        .voies
        .into_iter()
        .map(|voie| view! { <li><Link href=voie.lien>{voie.libelle}</Link></li> })
        .collect_view();
    view! {
        <Alert ton=Ton::Attention titre="Cet établissement a déjà un espace" vivant=true>
            <p>{resultat.message}</p>
            <Row>
                <ButtonLink href="/connexion" petit=true>"Me connecter"</ButtonLink>
            </Row>
            <ul>
                {voies}
                <li><Link href="/oubli-mot-de-passe">"J'ai oublié mon mot de passe"</Link></li>
            </ul>
        </Alert>
    }
}
