//! `/oubli-mot-de-passe`.

use super::{Demarche, Etape};
use crate::{
    api::{Donnees, acces, client},
    controle::{NoteControle, resoudre},
    formulaire::{Formulaire, ResumeErreurs},
    ui::{Alert, Button, Card, Form, Largeur, Link, Row, TextField},
};
use api_types::oubli::{OubliMotDePasse, QuestionCalcul};
use leptos::prelude::*;

/// The page.
#[component]
pub fn PageOubliMotDePasse() -> impl IntoView {
    view! {
        <Demarche
            titre="J'ai oublié mon mot de passe"
            premiere="Identifiant"
            qui=|etape| view! { <Qui etape/> }.into_any()
            envoi=|corps| Box::pin(async move { client().repondre_oubli_mot_de_passe(&corps).await })
            objet="Mot de passe de connexion à l'Agence de Services et de Paiement (ASP)"
        >
            <p>
                "Copiez le mot de passe du message, connectez-vous avec dans les 60 minutes, puis choisissez le vôtre. "
                "Jusque-là, votre mot de passe actuel reste bon."
            </p>
        </Demarche>
    }
}

#[component]
fn Qui(etape: RwSignal<Etape>) -> impl IntoView {
    let acces = acces();
    let formulaire = Formulaire::new("oubli");
    let identifiant = formulaire.champ("/identifiant", "Identifiant");
    let calcul = formulaire.champ("/calcul", "Résultat de l'opération");
    // A question is good once: after a refusal the next one is shown, the identifiant stays.
    let question = Donnees::charger(|| async { client().lire_question_calcul().await });
    let envoyer = move || {
        let QuestionCalcul { jeton, .. } = question.lire_sans_suivre().unwrap_or_default();
        let saisi = OubliMotDePasse {
            identifiant: identifiant.valeur.get_untracked(),
            question: jeton,
            calcul: calcul.valeur.get_untracked(),
            controle: String::new(),
        };
        let appel = async move {
            let controle = resoudre().await?;
            let reponse = client()
                .oublier_mot_de_passe(&OubliMotDePasse { controle, ..saisi })
                .await;
            if reponse.is_err() {
                calcul.valeur.try_set(String::new());
                // Before the refusal is shown: nobody solves the old one.
                if let Ok(suivante) = client().lire_question_calcul().await {
                    question.remplacer(suivante);
                }
            }
            reponse
        };
        formulaire.envoyer(acces, appel, move |reponse| {
            etape.try_set(Etape::Question(reponse));
        });
    };
    view! {
        <Card>
            <Form au_envoi=envoyer>
                <ResumeErreurs formulaire/>
                <Alert>
                    <p>
                        "La démarche est valable 60 minutes : soyez disponible pour relever vos courriels, et regardez aussi dans les "
                        "courriers indésirables."
                    </p>
                </Alert>
                <TextField
                    champ=identifiant
                    requis=true
                    remplissage="username"
                    indice="De la forme prenom.nom, pas une adresse de messagerie."
                />
                <p class="ap-gras">
                    "Combien font "
                    {move || question.lire().map_or_else(|| "…".to_owned(), |question| question.enonce)}
                    " ?"
                </p>
                <TextField
                    champ=calcul
                    requis=true
                    clavier="numeric"
                    largeur=Largeur::Courte
                    remplissage="off"
                    indice="Une petite opération, pour vérifier que vous n'êtes pas un robot."
                />
                <NoteControle/>
                <Row><Button soumettre=true en_cours=formulaire.en_cours()>"Continuer"</Button></Row>
                <p class="ap-petit"><Link href="/oubli-identifiant">"J'ai oublié mon identifiant"</Link></p>
            </Form>
        </Card>
    }
}
