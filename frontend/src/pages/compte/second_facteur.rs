//! The second factor on the account page: on, off, new recovery codes.

use super::{codes::CodesDeRecuperation, enrolement::Enrolement};
use crate::{
    api::{Donnees, acces, client},
    format,
    formulaire::{Formulaire, ResumeErreurs},
    ui::{Alert, Annonces, Button, Card, Form, PasswordField, Row, Status, Ton, Variante},
};
use api_types::{compte::FicheCompte, second_facteur::EtatSecondFacteur};
use leptos::prelude::*;

/// What the card shows.
#[derive(Clone, PartialEq, Eq)]
enum Vue {
    Etat,
    Enrolement,
    /// Asking for the password: to switch off, or for new codes.
    MotDePasse {
        desactiver: bool,
    },
    Codes(Vec<String>),
}

/// The card.
#[component]
pub fn SecondFacteur(etat: EtatSecondFacteur, donnees: Donnees<FicheCompte>) -> impl IntoView {
    let vue = RwSignal::new(Vue::Etat);
    let retour = move |()| {
        vue.try_set(Vue::Etat);
        donnees.recharger();
    };
    view! {
        <Card titre="Double authentification">
            {move || match vue.get() {
                Vue::Etat => view! { <Etat etat=etat.clone() vue/> }.into_any(),
                Vue::Enrolement => view! { <Enrolement au_bout=retour/> }.into_any(),
                Vue::MotDePasse { desactiver } => view! { <MotDePasse desactiver vue donnees/> }.into_any(),
                Vue::Codes(codes) => view! {
                    <CodesDeRecuperation codes bouton="J'ai gardé mes codes" au_bout=retour/>
                }
                .into_any(),
            }}
        </Card>
    }
}

#[component]
fn Etat(etat: EtatSecondFacteur, vue: RwSignal<Vue>) -> impl IntoView {
    if !etat.actif {
        return view! {
            <p>
                "Après le mot de passe, un code de votre téléphone : quelqu'un qui aurait votre mot de passe n'entrerait pas. "
                "C'est facultatif, et nous vous le conseillons."
            </p>
            <Row>
                <Button variante=Variante::Secondaire au_clic=move || vue.set(Vue::Enrolement)>
                    "Activer la double authentification"
                </Button>
            </Row>
        }
        .into_any();
    }
    let restants = usize::try_from(etat.codes_restants).unwrap_or(0);
    let peu = restants <= 2;
    view! {
        <Row>
            <Status ton=Ton::Succes libelle="Active"/>
            <span>{format!("{} de récupération", restants_dits(restants))}</span>
        </Row>
        {peu.then(|| view! {
            <Alert ton=Ton::Attention>
                <p>"Refaites vos codes de récupération : sans eux ni téléphone, seule l'assistance pourra vous aider."</p>
            </Alert>
        })}
        <Row>
            <Button
                variante=Variante::Secondaire
                au_clic=move || vue.set(Vue::MotDePasse { desactiver: false })
            >
                "Refaire les codes de récupération"
            </Button>
            {(!etat.obligatoire).then(|| view! {
                <Button
                    variante=Variante::Discret
                    danger=true
                    au_clic=move || vue.set(Vue::MotDePasse { desactiver: true })
                >
                    "Désactiver"
                </Button>
            })}
        </Row>
    }
    .into_any()
}

fn restants_dits(nombre: usize) -> String {
    match nombre {
        0 => "Aucun code".to_owned(),
        nombre => format::pluriel(nombre, "code"),
    }
}

#[component]
fn MotDePasse(desactiver: bool, vue: RwSignal<Vue>, donnees: Donnees<FicheCompte>) -> impl IntoView {
    let acces = acces();
    let annonces = expect_context::<Annonces>();
    let formulaire = Formulaire::new("facteur");
    let mot_de_passe = formulaire.champ("/mot_de_passe", "Mot de passe actuel");
    let envoyer = move || {
        let secret = mot_de_passe.valeur.get_untracked();
        let appel = async move {
            if desactiver {
                client().desactiver_second_facteur(&secret).await.map(|()| None)
            } else {
                let refaits = client().refaire_codes_recuperation(&secret).await?;
                Ok(Some(refaits.codes))
            }
        };
        formulaire.envoyer(acces, appel, move |codes| match codes {
            Some(codes) => {
                vue.try_set(Vue::Codes(codes));
            }
            None => {
                annonces.dire("Double authentification désactivée.");
                vue.try_set(Vue::Etat);
                donnees.recharger();
            }
        });
    };
    view! {
        <p>
            {if desactiver {
                "Le mot de passe suffira de nouveau pour se connecter."
            } else {
                "Les codes que vous avez déjà ne vaudront plus rien."
            }}
        </p>
        <Form au_envoi=envoyer>
            <ResumeErreurs formulaire/>
            <PasswordField champ=mot_de_passe/>
            <Row>
                <Button soumettre=true danger=desactiver en_cours=formulaire.en_cours()>
                    {if desactiver { "Désactiver la double authentification" } else { "Refaire les codes" }}
                </Button>
                <Button variante=Variante::Discret au_clic=move || vue.set(Vue::Etat)>"Annuler"</Button>
            </Row>
        </Form>
    }
}
