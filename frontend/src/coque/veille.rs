//! The end of the session: announced, put off, and mended in place.

use super::FormulaireConnexion;
use crate::{
    api::acces,
    ui::{Button, Dialog, Row, Variante},
};
use api_types::session::Session;
use leptos::prelude::*;

/// The warning before the end, and the login above the page after it.
#[component]
pub fn DialoguesDeSession() -> impl IntoView {
    let acces = acces();
    let avertir = RwSignal::new(false);
    Effect::new(move |_| {
        avertir.set(acces.restant().get().is_some() && !acces.expiree().get());
    });
    // Read out now and then, not every second.
    let restant = move || {
        acces.restant().get().map(|secondes| {
            if secondes > 60 {
                "moins de 2 minutes".to_owned()
            } else if secondes > 30 {
                "moins d'une minute".to_owned()
            } else {
                "quelques secondes".to_owned()
            }
        })
    };
    let compte = StoredValue::new(None::<String>);
    Effect::new(move |_| {
        if let Some(session) = acces.session() {
            compte.set_value(Some(session.compte.id));
        }
    });
    let apres = move |session: Session| {
        // Somebody else at the same desk must not see this page.
        if compte.get_value().is_some_and(|id| id != session.compte.id) {
            let _ = window().location().set_href("/accueil");
        }
        acces.ouvrir(session);
    };
    view! {
        <Dialog ouvert=avertir titre="Votre session va se terminer" obligatoire=true>
            <p role="status">
                "Sans action de votre part, votre session se termine dans " {restant}
                ". Ce que vous avez saisi reste à l'écran."
            </p>
            <Row>
                <Button au_clic=move || acces.prolonger()>"Rester connecté"</Button>
                <Button variante=Variante::Discret au_clic=move || acces.fermer()>
                    "Me déconnecter"
                </Button>
            </Row>
        </Dialog>
        <Dialog ouvert=acces.expiree() titre="Votre session est terminée" obligatoire=true>
            <p>
                "Pour votre sécurité, la session se termine après 15 minutes sans action. "
                "Reconnectez-vous : la page reste comme vous l'avez laissée."
            </p>
            <FormulaireConnexion nom="reconnexion" apres/>
            <Button variante=Variante::Discret au_clic=move || acces.quitter()>
                "Revenir à la page d'accueil"
            </Button>
        </Dialog>
    }
}
