//! The login form, on the home page and above a page whose session ended.

use crate::{
    api::{acces, client},
    formulaire::{Formulaire, ResumeErreurs},
    ui::{Button, Form, PasswordField, TextField},
};
use api_types::{ErreurChamp, session::Session};
use leptos::prelude::*;

/// Identifiant and password.
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
    let envoyer = move || {
        let saisi = identifiant.valeur.get_untracked().trim().to_owned();
        let secret = mot_de_passe.valeur.get_untracked();
        let fautes = fautes(&saisi, &secret);
        if !fautes.is_empty() {
            formulaire.refuser(fautes);
            return;
        }
        formulaire.envoyer(
            acces,
            async move { client().ouvrir_session(&saisi, &secret).await },
            move |session| {
                mot_de_passe.valeur.try_set(String::new());
                apres.try_run(session);
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
            <Button soumettre=true en_cours=formulaire.en_cours()>"Connexion"</Button>
        </Form>
    }
}

/// What can be said before asking the server.
fn fautes(identifiant: &str, mot_de_passe: &str) -> Vec<ErreurChamp> {
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
    fautes
}

#[cfg(test)]
mod tests {
    use super::fautes;

    #[test]
    fn an_address_is_kindly_refused_as_identifiant() {
        let codes = |id: &str, mdp: &str| -> Vec<String> {
            fautes(id, mdp).into_iter().map(|faute| faute.code).collect()
        };
        assert_eq!(codes("claire@exemple.fr", "x"), ["identifiant_est_un_courriel"]);
        assert_eq!(codes("", ""), ["champ_requis", "champ_requis"]);
        assert!(codes("claire.martin", "x").is_empty());
    }
}
