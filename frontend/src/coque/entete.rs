//! The header: brand, who is connected, and the blue band of menus.

use crate::{
    api::acces,
    apparence::BoutonApparence,
    session::EtatSession,
    ui::{Icon, Icone, Menu},
};
use leptos::prelude::*;
use leptos_router::{components::A, hooks::use_location};

/// The header of every page.
#[component]
pub fn Entete() -> impl IntoView {
    let deploye = RwSignal::new(false);
    // Going somewhere closes the menu of the phone.
    let chemin = use_location().pathname;
    Effect::new(move |_| {
        chemin.track();
        deploye.set(false);
    });
    view! {
        <header class="ap-entete">
            <div class="ap-cadre ap-entete-haut">
                <A href="/" attr:class="ap-marque">
                    <Embleme/>
                    <span class="ap-marque-nom">"Apart"</span>
                    <span class="ap-marque-service">"Activité partielle"</span>
                </A>
                <div class="ap-entete-outils">
                    <A href="/aide" attr:class="ap-outil">
                        <Icon icone=Icone::Aide/>
                        <span>"Besoin d'aide ?"</span>
                    </A>
                    <BoutonApparence/>
                    <MenuUtilisateur/>
                    <button
                        type="button"
                        class="ap-bouton-icone ap-hamburger"
                        aria-expanded=move || deploye.get().to_string()
                        aria-controls="navigation"
                        on:click=move |_| deploye.update(|d| *d = !*d)
                    >
                        {move || view! { <Icon icone=if deploye.get() { Icone::Croix } else { Icone::Menu }/> }}
                        <span>"Menu"</span>
                    </button>
                </div>
            </div>
            <div class="ap-bandeau" data-deploye=move || deploye.get().then_some("")>
                <nav class="ap-cadre ap-navigation" id="navigation" aria-label="Navigation principale">
                    <Navigation/>
                </nav>
            </div>
        </header>
    }
}

/// The sign of the service: an hour circle, partly worked.
#[component]
pub fn Embleme() -> impl IntoView {
    view! {
        <svg class="ap-embleme" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
            <rect width="32" height="32" rx="8"></rect>
            <circle cx="16" cy="16" r="8.5"></circle>
            <path d="M16 7.5a8.5 8.5 0 1 1-8.08 11.13"></path>
        </svg>
    }
}

#[component]
fn MenuUtilisateur() -> impl IntoView {
    let acces = acces();
    move || {
        acces.session().map(|session| {
            let nom = format!("{} {}", session.compte.prenom, session.compte.nom);
            let role = libelle_role(&session.compte.role);
            let identifiant = session.compte.identifiant;
            let bouton = move || {
                view! {
                    <Icon icone=Icone::Utilisateur/>
                    <span class="ap-identifiant">{identifiant.clone()}</span>
                }
            };
            view! {
                <div class="ap-utilisateur">
                    <Menu libelle=bouton>
                        <p class="ap-menu-titre">{nom.clone()} <span>{role}</span></p>
                        <A href="/compte" attr:class="ap-menu-lien">
                            <Icon icone=Icone::Utilisateur/>
                            "Mon compte"
                        </A>
                        <button type="button" class="ap-menu-lien" on:click=move |_| acces.fermer()>
                            <Icon icone=Icone::Deconnexion/>
                            "Déconnexion"
                        </button>
                    </Menu>
                </div>
            }
        })
    }
}

fn libelle_role(role: &str) -> &'static str {
    match role {
        "agent_ud" => "Agent de l'unité départementale",
        "assistance" => "Assistance",
        "tiers_declarant" => "Tiers déclarant",
        _ => "Utilisateur",
    }
}

#[component]
fn Navigation() -> impl IntoView {
    let acces = acces();
    move || match acces.etat() {
        EtatSession::Presente(session)
            if !session.mot_de_passe_a_changer && !session.second_facteur_a_configurer =>
        {
            match session.compte.role.as_str() {
                "agent_ud" => agent().into_any(),
                "assistance" => assistance().into_any(),
                role => entreprise(role == "tiers_declarant").into_any(),
            }
        }
        EtatSession::Inconnue => ().into_any(),
        EtatSession::Presente(_) | EtatSession::Absente => public().into_any(),
    }
}

fn lien(href: &'static str, libelle: &'static str) -> impl IntoView {
    view! { <A href=href attr:class="ap-nav-lien">{libelle}</A> }
}

fn public() -> impl IntoView {
    view! {
        <A href="/" exact=true attr:class="ap-nav-lien">"Accueil"</A>
        {lien("/inscription", "Créer mon espace")}
        {lien("/simulateur", "Simulateur")}
    }
}

fn entreprise(tiers_declarant: bool) -> impl IntoView {
    view! {
        {lien("/accueil", "Accueil")}
        <Menu libelle=|| "Demande d'autorisation préalable">
            <A href="/daps/nouvelle" attr:class="ap-menu-lien">"Saisir une DAP"</A>
            <A href="/daps" exact=true attr:class="ap-menu-lien">"Rechercher une DAP"</A>
        </Menu>
        <Menu libelle=|| "Demande d'indemnisation">
            <A href="/indemnisations/nouvelle" attr:class="ap-menu-lien">"Créer une demande"</A>
            <A href="/indemnisations" exact=true attr:class="ap-menu-lien">"Rechercher"</A>
        </Menu>
        {lien("/etablissements", "Mes établissements")}
        {tiers_declarant.then(|| lien("/mandats", "Mes mandats"))}
        {lien("/simulateur", "Simulateur")}
    }
}

fn agent() -> impl IntoView {
    view! {
        {lien("/accueil", "Accueil")}
        <A href="/instruction" exact=true attr:class="ap-nav-lien">"Demandes d'autorisation"</A>
        <A href="/daps" exact=true attr:class="ap-nav-lien">"Rechercher une DAP"</A>
        {lien("/instruction/indemnisations", "Demandes d'indemnisation")}
        {lien("/simulateur", "Simulateur")}
    }
}

fn assistance() -> impl IntoView {
    view! {
        {lien("/accueil", "Accueil")}
        <A href="/assistance" exact=true attr:class="ap-nav-lien">"Demandes d'assistance"</A>
        {lien("/habilitations", "Demandes d'habilitation")}
        <Menu libelle=|| "Indemnisations">
            <A href="/assistance/paiements" attr:class="ap-menu-lien">"Paiements"</A>
            <A href="/assistance/rejets" attr:class="ap-menu-lien">"Demandes rejetées"</A>
        </Menu>
        {lien("/assistance/annonces", "Annonces")}
        {lien("/reprises", "Reprises")}
        <Menu libelle=|| "Comptes">
            <A href="/assistance/comptes" exact=true attr:class="ap-menu-lien">"Chercher un compte"</A>
            <A href="/assistance/agents" attr:class="ap-menu-lien">"Agents"</A>
            <A href="/assistance/mandats" attr:class="ap-menu-lien">"Mandats"</A>
            <A href="/assistance/courriels" attr:class="ap-menu-lien">"Courriels"</A>
        </Menu>
    }
}
