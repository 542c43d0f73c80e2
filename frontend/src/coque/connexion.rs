//! The login form, on the home page and above a page whose session ended.

use crate::{
    api::{acces, client},
    formulaire::{Formulaire, ResumeErreurs},
    ui::{Button, Form, Largeur, PasswordField, TextField, dom::focaliser},
};
use api_types::{ErreurChamp, session::Session};
use client::Erreur;
use leptos::prelude::*;

/// Identifiant and password, then, in place, the code of whoever has a second factor.
#[component]
pub fn FormulaireConnexion(
    /// Unique in the page: ids of the inputs begin with it.
    nom: &'static str,
    #[prop(into)] apres: Callback<Session>,
) -> impl IntoView {
    let acces = acces();
    crate::differe::precharger();
    let formulaire = Formulaire::new(nom);
    let identifiant = formulaire.champ("/identifiant", "Identifiant");
    let mot_de_passe = formulaire.champ("/mot_de_passe", "Mot de passe");
    let code = formulaire.champ("/code", "Code à 6 chiffres");
    let code_requis = RwSignal::new(false);
    let envoyer = move || {
        let saisi = identifiant.valeur.get_untracked().trim().to_owned();
        let secret = mot_de_passe.valeur.get_untracked();
        let donne = code_requis
            .get_untracked()
            .then(|| code.valeur.get_untracked().trim().to_owned());
        let fautes = fautes(&saisi, &secret, donne.as_deref());
        if !fautes.is_empty() {
            formulaire.refuser(fautes);
            return;
        }
        formulaire.envoyer(
            acces,
            async move { ouvrir(&saisi, &secret, donne.as_deref()).await },
            move |reponse| match reponse {
                Some(session) => {
                    mot_de_passe.valeur.try_set(String::new());
                    code.valeur.try_set(String::new());
                    code_requis.try_set(false);
                    apres.try_run(session);
                }
                None => {
                    code_requis.try_set(true);
                    request_animation_frame(move || focaliser(&code.id()));
                }
            },
        );
    };
    view! {
        <Form au_envoi=envoyer>
            <ResumeErreurs formulaire/>
            <TextField
                champ=identifiant
                indice="Ne pas saisir d'adresse de messagerie. Exemple : claire.martin"
                requis=true
                remplissage="username"
            />
            <PasswordField champ=mot_de_passe/>
            <Show when=move || code_requis.get()>
                <TextField
                    champ=code
                    indice="Double authentification : le code affiché par votre application, ou l'un de vos codes de récupération."
                    requis=true
                    remplissage="one-time-code"
                    largeur=Largeur::Longue
                />
            </Show>
            <Button soumettre=true en_cours=formulaire.en_cours()>"Connexion"</Button>
        </Form>
    }
}

/// The session, or nothing when the account has a second factor whose code was not given.
async fn ouvrir(
    identifiant: &str,
    mot_de_passe: &str,
    code: Option<&str>,
) -> Result<Option<Session>, Erreur> {
    match client()
        .ouvrir_session_avec_code(identifiant, mot_de_passe, code)
        .await
    {
        Ok(session) => Ok(Some(session)),
        Err(erreur) if erreur.code() == Some("second_facteur_requis") => Ok(None),
        Err(erreur) => Err(erreur),
    }
}

/// What can be said before asking the server.
fn fautes(identifiant: &str, mot_de_passe: &str, code: Option<&str>) -> Vec<ErreurChamp> {
    let faute = |pointeur: &str, code: &str, message: &str| ErreurChamp {
        pointer: pointeur.to_owned(),
        code: code.to_owned(),
        message: message.to_owned(),
        ..Default::default()
    };
    let mut fautes = Vec::new();
    if identifiant.is_empty() {
        fautes.push(faute(
            "/identifiant",
            "champ_requis",
            "Saisissez l'identifiant reçu par courriel.",
        ));
    } else if identifiant.contains('@') {
        fautes.push(faute(
            "/identifiant",
            "identifiant_est_un_courriel",
            "C'est une adresse de messagerie. Votre identifiant, de la forme prenom.nom, vous a été \
             envoyé par courriel sous l'objet « Identifiant de connexion à l'Agence de Services et \
             de Paiement (ASP) ».",
        ));
    }
    if mot_de_passe.is_empty() {
        fautes.push(faute(
            "/mot_de_passe",
            "champ_requis",
            "Saisissez votre mot de passe.",
        ));
    }
    if code.is_some_and(str::is_empty) {
        fautes.push(faute(
            "/code",
            "champ_requis",
            "Saisissez le code affiché par votre application, ou un code de récupération.",
        ));
    }
    fautes
}

#[cfg(test)]
mod tests {
    use super::fautes;

    #[test]
    fn an_address_is_kindly_refused_as_identifiant() {
        let codes = |id: &str, mdp: &str| -> Vec<String> {
            fautes(id, mdp, None)
                .into_iter()
                .map(|faute| faute.code)
                .collect()
        };
        assert_eq!(codes("claire@exemple.fr", "x"), ["identifiant_est_un_courriel"]);
        assert_eq!(codes("", ""), ["champ_requis", "champ_requis"]);
        assert!(codes("claire.martin", "x").is_empty());
    }
}
