//! Adding a user: name, and the e-mail twice.

use crate::{
    api::{acces, client},
    formulaire::{Formulaire, ResumeErreurs},
    ui::{Annonces, Button, Champ, Form, Largeur, Row, TextField},
};
use api_types::utilisateur::NouvelUtilisateur;
use leptos::prelude::*;

#[component]
pub fn AjoutUtilisateur(siret: String, #[prop(into)] au_succes: Callback<()>) -> impl IntoView {
    let acces = acces();
    let annonces = expect_context::<Annonces>();
    let f = Formulaire::new("utilisateur");
    let nom = f.champ("/nom", "Nom");
    let prenom = f.champ("/prenom", "Prénom");
    let telephone = f.champ("/telephone", "Téléphone");
    let courriel = f.champ("/courriel", "Courriel");
    let confirmation = f.champ("/courriel_confirmation", "Confirmer le courriel");
    let envoyer = move || {
        let texte = |champ: Champ| champ.valeur.get_untracked();
        let corps = NouvelUtilisateur {
            nom: texte(nom),
            prenom: texte(prenom),
            telephone: texte(telephone),
            courriel: texte(courriel),
            courriel_confirmation: texte(confirmation),
        };
        if f.juger(corps.en_saisie().verifier()).is_none() {
            return;
        }
        let siret = siret.clone();
        f.envoyer(
            acces,
            async move { client().ajouter_utilisateur(&siret, &corps).await },
            move |ajoute| {
                let qui = format!("{} {}", ajoute.utilisateur.prenom, ajoute.utilisateur.nom);
                annonces.dire(if ajoute.compte_existant {
                    format!(
                        "{qui} avait déjà un compte : l'établissement le rejoint, un courriel le lui dit."
                    )
                } else {
                    format!(
                        "{qui} est ajouté : trois courriels lui donnent son identifiant et son mot de passe."
                    )
                });
                for champ in [nom, prenom, telephone, courriel, confirmation] {
                    champ.valeur.try_set(String::new());
                }
                au_succes.try_run(());
            },
        );
    };
    view! {
        <Form au_envoi=envoyer>
            <ResumeErreurs formulaire=f/>
            <TextField champ=nom requis=true remplissage="off"/>
            <TextField champ=prenom requis=true remplissage="off"/>
            <TextField champ=telephone genre="tel" largeur=Largeur::Longue remplissage="off"/>
            <TextField
                champ=courriel
                requis=true
                genre="email"
                remplissage="off"
                indice="Une adresse déjà connue garde son identifiant et son mot de passe."
            />
            <TextField champ=confirmation requis=true genre="email" remplissage="off" indice="Vous pouvez la coller."/>
            <Row><Button soumettre=true en_cours=f.en_cours()>"Ajouter l'utilisateur"</Button></Row>
        </Form>
    }
}
