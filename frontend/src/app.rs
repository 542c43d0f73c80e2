//! The application: what lives as long as it does, and its routes.

use crate::{
    apparence::Apparence,
    coque::{Demonstration, EspacePrive, EspacePublic},
    navigation::{Navigateur, Navigation},
    pages::{
        accueil::PageAccueil,
        accueil_public::AccueilPublic,
        compte::mot_de_passe::PageMotDePasse,
        dap::{PageDap, PageDaps, PageInstruction, PageNouvelleDap},
        demo::PageCourriels,
        etablissement::{PageEtablissement, PageEtablissements, PageSalaries},
        habilitation::PageHabilitations,
        indemnisation::{PageDemande, PageDemandes, PageInstructionIndemnisations, PageNouvelleDemande},
        informations::{PageAccessibilite, PageAide, PageCgu, PageMentionsLegales},
        inscription::PageInscription,
        introuvable::Introuvable,
        simulation::PageSimulateur,
    },
    session::Acces,
    ui::{Annonces, Announcer},
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{
    components::{ParentRoute, Redirect, Route, Router, Routes},
    path,
};

/// The whole application. Signals that outlive a page are made here.
#[component]
pub fn App() -> impl IntoView {
    let acces = Acces::new();
    let annonces = Annonces::new();
    provide_context(acces);
    provide_context(annonces);
    provide_context(Navigation::new());
    provide_context(Apparence::new());
    provide_context(Demonstration::new());
    spawn_local(acces.lire());
    acces.veiller();
    view! {
        <Router>
            <Navigateur/>
            <Routes fallback=Introuvable>
                <ParentRoute path=path!("") view=EspacePublic>
                    <Route path=path!("") view=AccueilPublic/>
                    <Route path=path!("connexion") view=AccueilPublic/>
                    <Route path=path!("inscription") view=PageInscription/>
                    <Route path=path!("mot-de-passe") view=PageMotDePasse/>
                    <Route path=path!("oubli-identifiant") view=|| view! { <Redirect path="/aide#identifiant-oublie"/> }/>
                    <Route path=path!("oubli-mot-de-passe") view=|| view! { <Redirect path="/aide#mot-de-passe-oublie"/> }/>
                    <Route path=path!("simulateur") view=PageSimulateur/>
                    <Route path=path!("aide") view=PageAide/>
                    <Route path=path!("cgu") view=PageCgu/>
                    <Route path=path!("mentions-legales") view=PageMentionsLegales/>
                    <Route path=path!("accessibilite") view=PageAccessibilite/>
                    <Route path=path!("demo/courriels") view=PageCourriels/>
                    <Route path=path!("styleguide") view=styleguide/>
                </ParentRoute>
                <ParentRoute path=path!("") view=EspacePrive>
                    <Route path=path!("accueil") view=PageAccueil/>
                    <Route path=path!("etablissements") view=PageEtablissements/>
                    <Route path=path!("etablissements/:siret") view=PageEtablissement/>
                    <Route path=path!("etablissements/:siret/salaries") view=PageSalaries/>
                    <Route path=path!("daps") view=PageDaps/>
                    <Route path=path!("daps/nouvelle") view=PageNouvelleDap/>
                    <Route path=path!("daps/:id") view=PageDap/>
                    <Route path=path!("indemnisations") view=PageDemandes/>
                    <Route path=path!("indemnisations/nouvelle") view=PageNouvelleDemande/>
                    <Route path=path!("indemnisations/:id") view=PageDemande/>
                    <Route path=path!("instruction") view=PageInstruction/>
                    <Route path=path!("instruction/indemnisations") view=PageInstructionIndemnisations/>
                    <Route path=path!("habilitations") view=PageHabilitations/>
                </ParentRoute>
            </Routes>
        </Router>
        <Announcer annonces/>
    }
}

/// Every part on one page, while developing.
#[cfg(debug_assertions)]
fn styleguide() -> impl IntoView {
    view! { <crate::pages::styleguide::Styleguide/> }
}

#[cfg(not(debug_assertions))]
fn styleguide() -> impl IntoView {
    view! { <Introuvable/> }
}
