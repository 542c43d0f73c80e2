//! Who may see a group of pages. Rights are decided by the API; this only leads to the right page.

use super::{BandeauDemonstration, BandeauxAnnonces, DialoguesDeSession, Entete, Pied};
use crate::{
    api::acces,
    session::EtatSession,
    ui::{Frame, Skeleton, SkipLink},
};
use leptos::prelude::*;
use leptos_router::{
    components::{Outlet, Redirect},
    hooks::use_location,
    location::Url,
};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Situation {
    Inconnue,
    Absente,
    MotDePasse,
    SecondFacteur,
    Ouverte,
}

/// Pages open to all.
#[component]
pub fn EspacePublic() -> impl IntoView {
    view! { <Gabarit><Outlet/></Gabarit> }
}

/// Pages for connected people. While the answer of the server is awaited nothing is decided; a
/// session that ends keeps its page, under the login dialog.
#[component]
pub fn EspacePrive() -> impl IntoView {
    let acces = acces();
    // A memo: the page stays mounted as long as the situation is the same.
    let situation = Memo::new(move |_| match acces.etat() {
        EtatSession::Inconnue => Situation::Inconnue,
        EtatSession::Absente => Situation::Absente,
        EtatSession::Presente(session) if session.mot_de_passe_a_changer => Situation::MotDePasse,
        EtatSession::Presente(session) if session.second_facteur_a_configurer => Situation::SecondFacteur,
        EtatSession::Presente(_) => Situation::Ouverte,
    });
    let ici = use_location();
    view! {
        <Gabarit>
            {move || match situation.get() {
                Situation::Inconnue => view! { <Frame><Skeleton lignes=6/></Frame> }.into_any(),
                Situation::Absente => {
                    let (chemin, requete) = (ici.pathname.get_untracked(), ici.search.get_untracked());
                    let requete = requete.trim_start_matches('?');
                    let separateur = if requete.is_empty() { "" } else { "?" };
                    // Twice: the router decodes what the browser has decoded already.
                    let retour = Url::escape(&Url::escape(&format!("{chemin}{separateur}{requete}")));
                    view! { <Redirect path=format!("/connexion?retour={retour}")/> }.into_any()
                }
                Situation::MotDePasse => view! { <Redirect path="/mot-de-passe"/> }.into_any(),
                Situation::SecondFacteur => view! { <Redirect path="/second-facteur"/> }.into_any(),
                Situation::Ouverte => view! { <Outlet/> }.into_any(),
            }}
        </Gabarit>
    }
}

#[component]
fn Gabarit(children: Children) -> impl IntoView {
    view! {
        <SkipLink/>
        <div class="ap-page">
            <BandeauDemonstration/>
            <Entete/>
            <BandeauxAnnonces/>
            <main class="ap-principal" id="contenu" tabindex="-1">
                {children()}
            </main>
            <Pied/>
        </div>
        <DialoguesDeSession/>
    }
}
