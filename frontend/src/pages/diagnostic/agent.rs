//! An agent of a unité départementale acts for no establishment: what to look at, in order, and whom to ask (FAQ 40).

use super::adresse_du_service;
use crate::ui::{ButtonLink, Card, Findings, Gravite, Link, Row, Variante};
use domain::demande_assistance::MotifAssistance;
use leptos::prelude::*;

/// The agent's way.
#[component]
pub(super) fn VoieAgent() -> impl IntoView {
    let vues = [
        "L'identifiant est celui du courriel « Identifiant de connexion à l'Agence de Services et de Paiement (ASP) », de la \
         forme prenom.nom : ce n'est pas votre adresse électronique.",
        "Seul le dernier mot de passe reçu ou choisi est bon. Remplacez celui que votre navigateur a pu enregistrer.",
        "Les majuscules et les minuscules comptent. Tous les caractères spéciaux sont acceptés.",
        "Après le mot de passe, l'application d'authentification de votre téléphone donne un code à 6 chiffres. Téléphone \
         perdu : donnez un code de récupération, ou écrivez à l'assistance.",
        "Après trois mots de passe erronés, le compte est verrouillé 30 minutes, puis se déverrouille tout seul.",
    ];
    let constats = adresse_du_service()
        .into_iter()
        .chain(vues.into_iter().map(str::to_owned))
        .map(|texte| (Gravite::Information, texte))
        .collect::<Vec<_>>();
    let assistance = format!(
        "/aide/demande?motif={}&profil=agent",
        MotifAssistance::Habilitation.code()
    );
    view! {
        <Card titre="Vous avez reçu identifiant et mot de passe">
            <Findings constats/>
            <Row>
                <ButtonLink href="/connexion" variante=Variante::Secondaire>"Me connecter"</ButtonLink>
                <ButtonLink href="/oubli-mot-de-passe" variante=Variante::Secondaire>
                    "J'ai oublié mon mot de passe"
                </ButtonLink>
                <ButtonLink href="/oubli-identifiant" variante=Variante::Secondaire>
                    "J'ai oublié mon identifiant"
                </ButtonLink>
            </Row>
        </Card>
        <Card titre="Vous n'avez reçu ni l'un ni l'autre">
            <p>
                "Le compte d'un agent est créé par l'assistance, sur l'annexe 3 signée. Demandez à votre service si elle "
                "a été transmise, et avec quelle adresse électronique."
            </p>
            <p>
                "Elle l'a été et rien n'arrive : " <Link href=assistance>"écrivez à l'assistance"</Link>
                ", au nom de votre service. Ne demandez pas la création d'un espace : il est réservé aux employeurs."
            </p>
        </Card>
    }
}
