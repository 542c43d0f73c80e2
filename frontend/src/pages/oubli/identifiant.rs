//! `/oubli-identifiant`.

use super::{Demarche, Etape};
use crate::{
    api::{acces, client},
    controle::{NoteControle, resoudre},
    formulaire::{Formulaire, ResumeErreurs},
    ui::{Button, Card, Form, Row, TextField},
};
use api_types::oubli::OubliIdentifiant;
use leptos::prelude::*;

/// The page.
#[component]
pub fn PageOubliIdentifiant() -> impl IntoView {
    view! {
        <Demarche
            titre="J'ai oublié mon identifiant"
            premiere="Adresse électronique"
            qui=|etape| view! { <Qui etape/> }.into_any()
            envoi=|corps| Box::pin(async move { client().repondre_oubli_identifiant(&corps).await })
            objet="Identifiant de connexion à l'Agence de Services et de Paiement (ASP)"
        >
            <p>"Votre mot de passe ne change pas."</p>
        </Demarche>
    }
}

#[component]
fn Qui(etape: RwSignal<Etape>) -> impl IntoView {
    let acces = acces();
    let formulaire = Formulaire::new("oubli");
    let courriel = formulaire.champ("/courriel", "Adresse électronique");
    let envoyer = move || {
        let saisi = courriel.valeur.get_untracked();
        let appel = async move {
            let controle = resoudre().await?;
            client()
                .oublier_identifiant(&OubliIdentifiant {
                    courriel: saisi,
                    controle,
                })
                .await
        };
        formulaire.envoyer(acces, appel, move |question| {
            etape.try_set(Etape::Question(question));
        });
    };
    view! {
        <Card>
            <Form au_envoi=envoyer>
                <ResumeErreurs formulaire/>
                <TextField
                    champ=courriel
                    requis=true
                    genre="email"
                    remplissage="email"
                    indice="Celle que vous avez donnée à l'inscription : c'est là que l'identifiant est envoyé."
                />
                <NoteControle/>
                <Row><Button soumettre=true en_cours=formulaire.en_cours()>"Continuer"</Button></Row>
            </Form>
        </Card>
    }
}
