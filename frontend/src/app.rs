//! The application: what lives as long as it does, and its routes.

use crate::{
    apparence::Apparence,
    coque::{Demonstration, EspacePrive, EspacePublic},
    pages::{accueil_public::AccueilPublic, introuvable::Introuvable, styleguide::Styleguide},
    session::Acces,
    ui::{Annonces, Announcer},
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{
    components::{ParentRoute, Route, Router, Routes},
    path,
};

/// The whole application. Signals that outlive a page are made here.
#[component]
pub fn App() -> impl IntoView {
    let acces = Acces::new();
    let annonces = Annonces::new();
    provide_context(acces);
    provide_context(annonces);
    provide_context(Apparence::new());
    provide_context(Demonstration::new());
    spawn_local(acces.lire());
    acces.veiller();
    view! {
        <Router>
            <Routes fallback=Introuvable>
                <ParentRoute path=path!("") view=EspacePublic>
                    <Route path=path!("") view=AccueilPublic/>
                    <Route path=path!("connexion") view=AccueilPublic/>
                    <Route path=path!("styleguide") view=Styleguide/>
                </ParentRoute>
                <ParentRoute path=path!("") view=EspacePrive>
                    <Route path=path!("accueil") view=Introuvable/>
                </ParentRoute>
            </Routes>
        </Router>
        <Announcer annonces/>
    }
}
