//! The secret question: what brings a forgotten password back.

use crate::{
    api::{Donnees, acces, client},
    formulaire::{Formulaire, ResumeErreurs},
    ui::{Annonces, Button, Card, Form, PasswordField, Row, TextField, Variante},
};
use api_types::compte::{ChangementQuestionSecrete, FicheCompte};
use domain::oubli::questions_proposees;
use leptos::prelude::*;

/// The question as it is, and the form that changes it.
#[component]
pub fn QuestionSecrete(actuelle: String, donnees: Donnees<FicheCompte>) -> impl IntoView {
    let ouvert = RwSignal::new(false);
    let aucune = actuelle.is_empty();
    view! {
        <Card titre="Question secrète">
            <p>
                {if aucune {
                    "Vous n'en avez pas encore : sans elle, vous ne pourrez pas retrouver seul un mot de passe oublié.".to_owned()
                } else {
                    format!("« {actuelle} » Elle vous est posée si vous oubliez votre identifiant ou votre mot de passe.")
                }}
            </p>
            <Show
                when=move || ouvert.get()
                fallback=move || view! {
                    <Row>
                        <Button variante=Variante::Secondaire au_clic=move || ouvert.set(true)>
                            {if aucune { "Choisir une question secrète" } else { "Changer de question secrète" }}
                        </Button>
                    </Row>
                }
            >
                <Changement ouvert donnees/>
            </Show>
        </Card>
    }
}

#[component]
fn Changement(ouvert: RwSignal<bool>, donnees: Donnees<FicheCompte>) -> impl IntoView {
    let acces = acces();
    let annonces = expect_context::<Annonces>();
    let formulaire = Formulaire::new("question");
    let question = formulaire.champ("/question_secrete", "Nouvelle question secrète");
    let reponse = formulaire.champ("/reponse_secrete", "Réponse");
    let mot_de_passe = formulaire.champ("/mot_de_passe", "Mot de passe actuel");
    let envoyer = move || {
        let corps = ChangementQuestionSecrete {
            mot_de_passe: mot_de_passe.valeur.get_untracked(),
            question_secrete: question.valeur.get_untracked(),
            reponse_secrete: reponse.valeur.get_untracked(),
        };
        formulaire.envoyer(
            acces,
            async move { client().changer_question_secrete(&corps).await },
            move |()| {
                ouvert.try_set(false);
                annonces.dire("Question secrète enregistrée.");
                donnees.recharger();
            },
        );
    };
    view! {
        <Form au_envoi=envoyer>
            <ResumeErreurs formulaire/>
            <TextField
                champ=question
                requis=true
                longueur_max=domain::compte::MAX_SECRET
                suggestions=questions_proposees()
                indice="Choisissez-en une, ou écrivez la vôtre."
            />
            <TextField
                champ=reponse
                requis=true
                indice="Mot pour mot ; les majuscules ne comptent pas."
                remplissage="off"
            />
            <PasswordField champ=mot_de_passe/>
            <Row>
                <Button soumettre=true en_cours=formulaire.en_cours()>"Enregistrer la question"</Button>
                <Button variante=Variante::Discret au_clic=move || ouvert.set(false)>"Annuler"</Button>
            </Row>
        </Form>
    }
}
