//! The home page: getting in for the first time, and coming back.

use crate::{
    api::acces,
    coque::FormulaireConnexion,
    navigation::navigation,
    session::EtatSession,
    ui::{Alert, ButtonLink, Card, Grid, Icone, Link, LinkCard, Row, Ton, dom::focaliser},
};
use api_types::session::Session;
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_query_map};

/// `/` and `/connexion`.
#[component]
pub fn AccueilPublic() -> impl IntoView {
    Effect::new(|_| {
        document().set_title("Activité partielle — Apart");
        if use_location().pathname.get_untracked() == "/connexion" {
            focaliser("connexion-identifiant");
        }
    });
    view! {
        <div class="ap-heros">
            <div class="ap-cadre ap-heros-corps">
                <h1>"L'activité partielle de vos salariés, de la demande à l'indemnisation"</h1>
                <p>
                    "Créez votre espace, faites votre demande d'autorisation préalable, puis "
                    "demandez chaque mois l'indemnisation des heures chômées."
                </p>
            </div>
        </div>
        <div class="ap-cadre ap-accueil">
            <div class="ap-accueil-entrees">
                <MonEspace/>
                <PremiereConnexion/>
            </div>
            <Grid>
                <LinkCard
                    href="/expert-comptable"
                    titre="Vous êtes expert-comptable"
                    icone=Icone::Groupe
                >
                    "Vous représentez un établissement ? Contrat de prestation et espace de chacun de vos clients."
                </LinkCard>
                <LinkCard
                    href="/simulateur"
                    titre="Simulation de l'indemnisation de l'employeur"
                    icone=Icone::Calculette
                >
                    "Estimez le montant remboursé au titre d'une période d'activité partielle, sans compte."
                </LinkCard>
                <LinkCard href="/aide" titre="Besoin d'aide ?" icone=Icone::Aide>
                    "Base documentaire, pas à pas de la DAP et de la DI, demande d'assistance."
                </LinkCard>
            </Grid>
        </div>
    }
}

/// "Mon espace personnel": the login, or the way on for who is connected already.
#[component]
fn MonEspace() -> impl IntoView {
    let acces = acces();
    let requete = use_query_map();
    let change = move || requete.with(|requete| requete.get("mot-de-passe").is_some());
    let connecte = Memo::new(move |_| matches!(acces.etat(), EtatSession::Presente(_)));
    view! {
        <Card titre="Mon espace personnel" icone=Icone::Utilisateur>
            <Show when=change>
                <Alert ton=Ton::Succes vivant=true>
                    <p>"Votre mot de passe est enregistré. Connectez-vous avec ce nouveau mot de passe."</p>
                </Alert>
            </Show>
            <Show
                when=move || connecte.get()
                fallback=|| view! { <Connexion/> }
            >
                <p>"Vous êtes connecté."</p>
                <Row><ButtonLink href="/accueil">"Aller à mon espace"</ButtonLink></Row>
            </Show>
        </Card>
    }
}

#[component]
fn Connexion() -> impl IntoView {
    let acces = acces();
    let navigation = navigation();
    let requete = use_query_map();
    let apres = move |session: Session| {
        let chemin = requete
            .with_untracked(|requete| requete.get("retour"))
            .filter(|chemin| chemin.starts_with('/') && !chemin.starts_with("//"));
        let chemin = if session.mot_de_passe_a_changer {
            "/mot-de-passe".to_owned()
        } else if session.second_facteur_a_configurer {
            "/second-facteur".to_owned()
        } else {
            chemin.unwrap_or_else(|| "/accueil".to_owned())
        };
        acces.ouvrir(session);
        // By then this form has left the page: the application itself goes on.
        navigation.aller(chemin);
    };
    view! {
        <FormulaireConnexion nom="connexion" apres/>
        <ul class="ap-liens-oubli">
            <li><Link href="/oubli-identifiant">"J'ai oublié mon identifiant"</Link></li>
            <li><Link href="/oubli-mot-de-passe">"J'ai oublié mon mot de passe"</Link></li>
            <li><Link href="/aide/connexion">"Je n'arrive pas à me connecter"</Link></li>
        </ul>
    }
}

#[component]
fn PremiereConnexion() -> impl IntoView {
    view! {
        <Card titre="Ma première connexion" icone=Icone::Batiment>
            <p>
                "Pour accéder à vos services en ligne, créez d'abord un espace pour l'établissement "
                "que vous représentez. Munissez-vous de son numéro de SIRET."
            </p>
            <ol class="ap-numeros">
                <li>
                    <strong>"Vous demandez la création de l'espace"</strong>
                    <span>"SIRET, coordonnées de l'établissement, personne à contacter."</span>
                </li>
                <li>
                    <strong>"Vous recevez trois courriels, sous 48 heures"</strong>
                    <span>"Identifiant, mot de passe provisoire, habilitation."</span>
                </li>
                <li>
                    <strong>"Vous choisissez votre mot de passe"</strong>
                    <span>"Puis vous complétez la fiche établissement et faites votre demande."</span>
                </li>
            </ol>
            <Row><ButtonLink href="/inscription">"Créer mon espace"</ButtonLink></Row>
        </Card>
    }
}
