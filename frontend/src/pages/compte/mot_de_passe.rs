//! The first login asks for a password of one's own; then back to the login page.

use crate::{
    api::{acces, client},
    formulaire::{Formulaire, ResumeErreurs},
    navigation::navigation,
    session::EtatSession,
    ui::{
        Alert, Button, ButtonLink, Card, Form, Frame, Icon, Icone, PageHeader, PasswordField, Row, Stack,
        TextField, Ton,
    },
};
use api_types::{ErreurChamp, compte::ChangementMotDePasse};
use domain::compte::{MAX_SECRET, MIN_MOT_DE_PASSE, verifier_mot_de_passe};
use domain::oubli::questions_proposees;
use leptos::prelude::*;

/// `/mot-de-passe`.
#[component]
pub fn PageMotDePasse() -> impl IntoView {
    let acces = acces();
    let absente = Memo::new(move |_| acces.etat() == EtatSession::Absente);
    view! {
        <Frame etroit=true>
            <PageHeader titre="Choisir un nouveau mot de passe"/>
            <Show
                when=move || !absente.get()
                fallback=|| view! {
                    <Alert ton=Ton::Attention titre="Connectez-vous d'abord">
                        <p>"Le mot de passe se change une fois connecté, avec le mot de passe reçu par courriel."</p>
                        <ButtonLink href="/connexion">"Me connecter"</ButtonLink>
                    </Alert>
                }
            >
                <Changement/>
            </Show>
        </Frame>
    }
}

#[component]
fn Changement() -> impl IntoView {
    let acces = acces();
    let navigation = navigation();
    let formulaire = Formulaire::new("changement");
    let ancien = formulaire.champ("/ancien", "Mot de passe actuel ou provisoire");
    let nouveau = formulaire.champ("/nouveau", "Nouveau mot de passe");
    let confirmation = formulaire.champ("/confirmation", "Confirmer le nouveau mot de passe");
    let question = formulaire.champ("/question_secrete", "Question secrète");
    let reponse = formulaire.champ("/reponse_secrete", "Réponse à la question secrète");
    let sans_question = move || {
        acces
            .session()
            .is_some_and(|session| session.question_secrete_a_choisir)
    };
    let a_changer = move || {
        acces
            .session()
            .is_some_and(|session| session.mot_de_passe_a_changer)
    };
    let envoyer = move || {
        let corps = ChangementMotDePasse {
            ancien: ancien.valeur.get_untracked(),
            nouveau: nouveau.valeur.get_untracked(),
            confirmation: confirmation.valeur.get_untracked(),
            question_secrete: question.valeur.get_untracked(),
            reponse_secrete: reponse.valeur.get_untracked(),
        };
        let fautes = fautes(&corps, sans_question());
        if !fautes.is_empty() {
            formulaire.refuser(fautes);
            return;
        }
        formulaire.envoyer(
            acces,
            async move { client().changer_mot_de_passe(&corps).await },
            move |()| {
                // Every session of the account has ended.
                acces.quitter();
                navigation.aller("/connexion?mot-de-passe=change");
            },
        );
    };
    view! {
        <Stack>
            <Show when=a_changer>
                <Alert>
                    <p>
                        "Votre mot de passe est provisoire. Choisissez le vôtre : vous reviendrez ensuite à la page de connexion."
                    </p>
                </Alert>
            </Show>
            <Card>
                <Form au_envoi=envoyer>
                    <ResumeErreurs formulaire/>
                    <PasswordField
                        champ=ancien
                        indice="Vous pouvez copier et coller celui du courriel : les espaces et les crochets autour ne comptent pas."
                    />
                    <PasswordField champ=nouveau remplissage="new-password"/>
                    <Regles texte=nouveau.valeur/>
                    <PasswordField champ=confirmation remplissage="new-password"/>
                    <Show when=sans_question>
                        <TextField
                            champ=question
                            requis=true
                            longueur_max=MAX_SECRET
                            remplissage="off"
                            suggestions=questions_proposees()
                            indice="Choisissez-en une, ou écrivez la vôtre. Elle vous sera posée si vous oubliez votre mot de passe. Vous seul devez en connaître la réponse."
                        />
                        <TextField
                            champ=reponse
                            requis=true
                            longueur_max=MAX_SECRET
                            remplissage="off"
                            indice="Mot pour mot ; les majuscules ne comptent pas."
                        />
                    </Show>
                    <Row>
                        <Button soumettre=true en_cours=formulaire.en_cours()>
                            "Changement du mot de passe"
                        </Button>
                    </Row>
                </Form>
            </Card>
        </Stack>
    }
}

/// The rule, ticked off while one types, by the code that the server judges with.
#[component]
fn Regles(texte: RwSignal<String>) -> impl IntoView {
    let codes = Memo::new(move |_| {
        texte.with(|texte| {
            verifier_mot_de_passe(texte)
                .err()
                .map(|fautes| fautes.codes())
                .unwrap_or_default()
        })
    });
    let regle = move |code: &'static str, libelle: String| {
        // An empty field satisfies nothing yet.
        let bon = move || texte.with(|texte| !texte.is_empty()) && codes.with(|codes| !codes.contains(&code));
        view! {
            <li class="ap-regle" data-bon=move || bon().then_some("")>
                {move || view! { <Icon icone=if bon() { Icone::Coche } else { Icone::Croix }/> }}
                {libelle}
                <span class="ap-cache">{move || if bon() { " : oui" } else { " : pas encore" }}</span>
            </li>
        }
    };
    view! {
        <ul class="ap-regles" aria-label="Règles du mot de passe">
            {regle("mot_de_passe_trop_court", format!("{MIN_MOT_DE_PASSE} caractères au moins"))}
            {regle("mot_de_passe_sans_chiffre", "1 chiffre au moins".to_owned())}
            {regle("mot_de_passe_sans_special", "1 caractère spécial au moins (! ? - …)".to_owned())}
        </ul>
    }
}

fn fautes(corps: &ChangementMotDePasse, sans_question: bool) -> Vec<ErreurChamp> {
    let faute = |pointeur: &str, code: &str, message: &str| ErreurChamp {
        pointer: pointeur.to_owned(),
        code: code.to_owned(),
        message: message.to_owned(),
        ..Default::default()
    };
    let mut fautes = Vec::new();
    if corps.ancien.is_empty() {
        fautes.push(faute(
            "/ancien",
            "champ_requis",
            "Saisissez le mot de passe avec lequel vous vous êtes connecté.",
        ));
    }
    if let Err(refus) = verifier_mot_de_passe(&corps.nouveau) {
        fautes.extend(refus.0.into_iter().map(|refus| ErreurChamp {
            pointer: "/nouveau".to_owned(),
            ..refus.into()
        }));
    }
    if corps.confirmation != corps.nouveau {
        fautes.push(faute(
            "/confirmation",
            "confirmation_differente",
            "Les deux saisies du nouveau mot de passe diffèrent.",
        ));
    }
    let secrets = [
        ("/question_secrete", &corps.question_secrete),
        ("/reponse_secrete", &corps.reponse_secrete),
    ];
    for (pointeur, texte) in secrets {
        if sans_question && texte.trim().is_empty() {
            fautes.push(faute(
                pointeur,
                "champ_requis",
                "Ce champ est obligatoire : renseignez-le.",
            ));
        }
    }
    fautes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_of_a_new_password_is_told_at_once() {
        let corps = ChangementMotDePasse {
            ancien: String::new(),
            nouveau: "court".into(),
            confirmation: "autre".into(),
            ..Default::default()
        };
        let pointeurs: Vec<_> = fautes(&corps, true)
            .into_iter()
            .map(|faute| faute.pointer)
            .collect();
        assert_eq!(
            pointeurs,
            [
                "/ancien",
                "/nouveau",
                "/nouveau",
                "/nouveau",
                "/confirmation",
                "/question_secrete",
                "/reponse_secrete"
            ]
        );
    }
}
