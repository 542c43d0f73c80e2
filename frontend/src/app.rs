//! The application: what lives as long as it does, and its routes.

use crate::{
    aide::Aide,
    apparence::Apparence,
    coque::{AnnoncesPubliques, Demonstration, EspacePrive, EspacePublic},
    differe::{Assistance, Dossiers, Indemnisations, MonAcces, PagesAide},
    navigation::{Navigateur, Navigation},
    pages::{
        accueil_public::AccueilPublic,
        compte::PageMotDePasse,
        demo::PageCourriels,
        informations::{PageAccessibilite, PageCgu, PageMentionsLegales},
        inscription::PageInscription,
        introuvable::Introuvable,
        reprise::PageReprise,
        simulation::PageSimulateur,
    },
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
    provide_context(Navigation::new());
    provide_context(Apparence::new());
    provide_context(Aide::new());
    provide_context(AnnoncesPubliques::new());
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
                    <Route path=path!("second-facteur") view=|| MonAcces::PageSecondFacteur.vue()/>
                    <Route path=path!("oubli-identifiant") view=|| MonAcces::PageOubliIdentifiant.vue()/>
                    <Route path=path!("oubli-mot-de-passe") view=|| MonAcces::PageOubliMotDePasse.vue()/>
                    <Route path=path!("aide/connexion") view=|| MonAcces::PageDiagnostic.vue()/>
                    <Route path=path!("reprise") view=PageReprise/>
                    <Route path=path!("simulateur") view=PageSimulateur/>
                    <Route path=path!("aide") view=|| PagesAide::PageAide.vue()/>
                    <Route path=path!("aide/fiches/:slug") view=|| PagesAide::PageFiche.vue()/>
                    <Route path=path!("aide/demande") view=|| PagesAide::PageDemandeAssistance.vue()/>
                    <Route path=path!("aide/demandes/:id") view=|| PagesAide::PageSuiviAssistance.vue()/>
                    <Route path=path!("expert-comptable") view=|| PagesAide::PageExpertComptable.vue()/>
                    <Route path=path!("cgu") view=PageCgu/>
                    <Route path=path!("mentions-legales") view=PageMentionsLegales/>
                    <Route path=path!("accessibilite") view=PageAccessibilite/>
                    <Route path=path!("demo/courriels") view=PageCourriels/>
                    <Route path=path!("styleguide") view=styleguide/>
                </ParentRoute>
                <ParentRoute path=path!("") view=EspacePrive>
                    <Route path=path!("accueil") view=|| Dossiers::PageAccueil.vue()/>
                    <Route path=path!("compte") view=|| MonAcces::PageCompte.vue()/>
                    <Route path=path!("etablissements") view=|| Dossiers::PageEtablissements.vue()/>
                    <Route path=path!("etablissements/ajouter") view=|| Dossiers::PageAjoutEtablissement.vue()/>
                    <Route path=path!("etablissements/:siret") view=|| Dossiers::PageEtablissement.vue()/>
                    <Route path=path!("etablissements/:siret/utilisateurs") view=|| Dossiers::PagePersonnes.vue()/>
                    <Route path=path!("mandats") view=|| Dossiers::PageMandats.vue()/>
                    <Route path=path!("etablissements/:siret/salaries") view=|| Dossiers::PageSalaries.vue()/>
                    <Route path=path!("daps") view=|| Dossiers::PageDaps.vue()/>
                    <Route path=path!("daps/nouvelle") view=|| Dossiers::PageNouvelleDap.vue()/>
                    <Route path=path!("daps/:id") view=|| Dossiers::PageDap.vue()/>
                    <Route path=path!("indemnisations") view=|| Indemnisations::PageDemandes.vue()/>
                    <Route path=path!("indemnisations/nouvelle") view=|| Indemnisations::PageNouvelleDemande.vue()/>
                    <Route path=path!("indemnisations/:id") view=|| Indemnisations::PageDemande.vue()/>
                    <Route path=path!("instruction") view=|| Dossiers::PageInstruction.vue()/>
                    <Route path=path!("instruction/indemnisations") view=|| Indemnisations::PageInstructionIndemnisations.vue()/>
                    <Route path=path!("assistance") view=|| Assistance::PageAssistance.vue()/>
                    <Route path=path!("assistance/demandes/:id") view=|| Assistance::PageDemandeRecue.vue()/>
                    <Route path=path!("assistance/annonces") view=|| Assistance::PageAnnonces.vue()/>
                    <Route path=path!("habilitations") view=|| Assistance::PageHabilitations.vue()/>
                    <Route path=path!("reprises") view=|| Assistance::PageReprises.vue()/>
                    <Route path=path!("habilitations/lots/:id") view=|| Assistance::PageLot.vue()/>
                    <Route path=path!("assistance/comptes") view=|| Assistance::PageComptes.vue()/>
                    <Route path=path!("assistance/comptes/nouveau") view=|| Assistance::PageNouveauCompte.vue()/>
                    <Route path=path!("assistance/comptes/:id") view=|| Assistance::PageDossier.vue()/>
                    <Route path=path!("assistance/agents") view=|| Assistance::PageAgents.vue()/>
                    <Route path=path!("assistance/agents/nouveau") view=|| Assistance::PageNouvelAgent.vue()/>
                    <Route path=path!("assistance/mandats") view=|| Assistance::PageMandatsAssistance.vue()/>
                    <Route path=path!("assistance/paiements") view=|| Assistance::PagePaiements.vue()/>
                    <Route path=path!("assistance/rejets") view=|| Assistance::PageRejets.vue()/>
                    <Route path=path!("assistance/courriels") view=|| Assistance::PageCourrielsEnvoyes.vue()/>
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
