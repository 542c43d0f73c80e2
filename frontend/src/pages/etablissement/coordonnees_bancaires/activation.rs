//! Activating an account that is in the list: the money goes elsewhere, so the password is asked
//! for again.

use crate::{
    api::{acces, client},
    formulaire::{Formulaire, ResumeErreurs},
    ui::{Annonces, Button, Dialog, Form, PasswordField, Row, Variante},
};
use api_types::coordonnees_bancaires::CoordonneesBancaires as Coordonnees;
use api_types::second_facteur::MotDePasseActuel;
use leptos::prelude::*;

/// The dialog, open while there is something to activate.
#[component]
pub fn Activation(
    siret: StoredValue<String>,
    a_activer: RwSignal<Option<Coordonnees>>,
    #[prop(into)] au_succes: Callback<()>,
) -> impl IntoView {
    let ouvert = RwSignal::new(false);
    Effect::new(move |_| ouvert.set(a_activer.with(Option::is_some)));
    Effect::new(move |_| {
        if !ouvert.get() && a_activer.with_untracked(Option::is_some) {
            a_activer.set(None);
        }
    });
    view! {
        <Dialog ouvert titre="Activer ce compte ?">
            {move || a_activer.get().map(|choisies| view! {
                <Confirmation siret choisies ouvert au_succes/>
            })}
        </Dialog>
    }
}

#[component]
fn Confirmation(
    siret: StoredValue<String>,
    choisies: Coordonnees,
    ouvert: RwSignal<bool>,
    au_succes: Callback<()>,
) -> impl IntoView {
    let acces = acces();
    let annonces = expect_context::<Annonces>();
    let formulaire = Formulaire::new("banque-activation");
    let mot_de_passe = formulaire.champ("/mot_de_passe", "Votre mot de passe");
    let id = StoredValue::new(choisies.id);
    let envoyer = move || {
        let corps = MotDePasseActuel {
            mot_de_passe: mot_de_passe.valeur.get_untracked(),
        };
        formulaire.envoyer(
            acces,
            async move {
                let (siret, id) = (siret.get_value(), id.get_value());
                client().activer_coordonnees_bancaires(&siret, &id, &corps).await
            },
            move |_| {
                annonces.dire("Coordonnées bancaires activées.");
                ouvert.try_set(false);
                au_succes.try_run(());
            },
        );
    };
    view! {
        <p>{format!("L'allocation sera versée sur le compte {} ({}). Le compte actif aujourd'hui reste dans la liste.", choisies.iban_masque, choisies.titulaire)}</p>
        <p>"Tous les utilisateurs de l'établissement en seront prévenus par courriel."</p>
        <Form au_envoi=envoyer>
            <ResumeErreurs formulaire/>
            <PasswordField champ=mot_de_passe indice="Redemandé pour protéger vos versements."/>
            <Row>
                <Button soumettre=true en_cours=formulaire.en_cours()>"Activer ce compte"</Button>
                <Button variante=Variante::Discret au_clic=move || ouvert.set(false)>"Annuler"</Button>
            </Row>
        </Form>
    }
}
