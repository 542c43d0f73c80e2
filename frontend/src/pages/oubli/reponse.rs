//! The secret question and its answer, the same for both procedures.

use super::Etape;
use crate::{
    api::acces,
    formulaire::{Formulaire, ResumeErreurs},
    ui::{Alert, Button, Card, Form, Row, TextField, Ton, Variante},
};
use api_types::oubli::{QuestionSecrete, ReponseSecrete, SuiteOubli};
use client::Erreur;
use leptos::prelude::*;

/// Sends the answer of one of both procedures.
pub type Envoi = fn(ReponseSecrete) -> std::pin::Pin<Box<dyn Future<Output = Result<SuiteOubli, Erreur>>>>;

/// Step two.
#[component]
pub fn Reponse(question: QuestionSecrete, etape: RwSignal<Etape>, envoi: Envoi) -> impl IntoView {
    let acces = acces();
    let formulaire = Formulaire::new("reponse");
    let reponse = formulaire.champ("/reponse", "Réponse à votre question secrète");
    let jeton = question.jeton;
    let envoyer = move || {
        let corps = ReponseSecrete {
            jeton: jeton.clone(),
            reponse: reponse.valeur.get_untracked(),
        };
        formulaire.envoyer(acces, envoi(corps), move |suite| {
            etape.try_set(Etape::Envoye(suite.message));
        });
    };
    view! {
        <Card titre=question.question_secrete>
            <Form au_envoi=envoyer>
                <ResumeErreurs formulaire/>
                <TextField
                    champ=reponse
                    requis=true
                    remplissage="off"
                    indice="Telle que vous l'avez choisie à l'inscription ; les majuscules ne comptent pas."
                />
                <Row>
                    <Button soumettre=true en_cours=formulaire.en_cours()>"Valider"</Button>
                    <Button variante=Variante::Discret au_clic=move || etape.set(Etape::Qui)>"Recommencer"</Button>
                </Row>
            </Form>
        </Card>
    }
}

/// Step three: what to look for, and where.
#[component]
pub fn Envoye(message: String, objet: &'static str, children: Children) -> impl IntoView {
    view! {
        <Alert ton=Ton::Succes titre="Un courriel est parti" vivant=true>
            <p>{message}</p>
        </Alert>
        <Card titre="Et maintenant ?">
            <p>"L'objet du message : « " {objet} " »."</p>
            {children()}
        </Card>
    }
}
