//! "Besoin d'aide ?": what the help desk would say, by theme.

use super::Texte;
use crate::ui::{ButtonLink, Details, Link, Row, dom::focaliser};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// `/aide`.
#[component]
pub fn PageAide() -> impl IntoView {
    let ancre = use_location().hash;
    // The page is built by script: the browser could not follow the anchor itself.
    Effect::new(move |_| {
        let ancre = ancre.get();
        if let Some(id) = ancre.strip_prefix('#').filter(|id| !id.is_empty()) {
            focaliser(id);
        }
    });
    view! {
        <Texte titre="Besoin d'aide ?">
            <p>
                "Les trois étapes : la création du compte de l'établissement, l'envoi de la demande "
                "d'autorisation préalable (DAP), puis, chaque mois, l'envoi de la demande d'indemnisation (DI)."
            </p>
            <Connexion/>
            <Expert/>
            <Demandes/>
            <Assistance/>
        </Texte>
    }
}

/// A heading that links can lead to.
fn titre(id: &'static str, texte: &'static str) -> impl IntoView {
    view! { <h2 id=id tabindex="-1">{texte}</h2> }
}

#[component]
fn Connexion() -> impl IntoView {
    view! {
        {titre("connexion", "Difficultés de connexion")}
        <p>
            "L'identifiant n'est pas une adresse de messagerie : il a la forme prenom.nom. Le mot de "
            "passe respecte les majuscules et les minuscules ; utilisez le dernier qui vous a été envoyé. "
            "Trois erreurs verrouillent le compte pendant 30 minutes, puis il se déverrouille seul."
        </p>
        {titre("rien-recu", "Je n'ai pas reçu mon identifiant ou mon mot de passe")}
        <p>"Regardez d'abord dans les courriels indésirables. Trois courriels sont envoyés, parfois à des jours différents :"</p>
        <ul>
            <li>"« Identifiant de connexion à l'Agence de Services et de Paiement (ASP) » ;"</li>
            <li>"« Mot de passe de connexion à l'Agence de Services et de Paiement (ASP) » ;"</li>
            <li>"« Habilitation à l'activité partielle », qui dit à partir de quand vous pouvez vous connecter."</li>
        </ul>
        <p>"Si vous aviez déjà un compte, seul le troisième est envoyé : l'identifiant et le mot de passe restent ceux que vous connaissez."</p>
        {titre("identifiant-oublie", "J'ai oublié mon identifiant")}
        <p>"Retrouvez le courriel « Identifiant de connexion… ». À défaut, l'assistance vous le renvoie à l'adresse électronique du compte."</p>
        {titre("mot-de-passe-oublie", "J'ai oublié mon mot de passe")}
        <p>"L'assistance réinitialise votre mot de passe : vous recevez un courriel avec un mot de passe provisoire, à changer à la connexion."</p>
        {titre("utilisateur-principal", "L'établissement a déjà un compte")}
        <p>
            "Le premier utilisateur de l'établissement ajoute les autres : adressez-vous à lui. S'il a "
            "quitté l'entreprise, écrivez à l'assistance avec le motif « Habilitation extranet »."
        </p>
    }
}

#[component]
fn Expert() -> impl IntoView {
    view! {
        {titre("expert-comptable", "Vous êtes expert-comptable")}
        <p>
            "Demandez la création de l'espace de chaque établissement client, toujours avec la même "
            "adresse électronique : tous seront réunis sur votre compte, jusqu'à 200 SIRET. Au-delà, "
            "créez un second compte avec une autre adresse."
        </p>
        <p>
            "Le contrat de prestation signé avec votre client n'est pas à envoyer : conservez-le, il "
            "peut être demandé lors d'un contrôle."
        </p>
        <Row><ButtonLink href="/inscription">"Créer l'espace d'un client"</ButtonLink></Row>
    }
}

#[component]
fn Demandes() -> impl IntoView {
    view! {
        {titre("dap", "Demande d'autorisation préalable (DAP)")}
        <Details resume=|| "Je me suis trompé dans ma DAP">
            <p>"À l'état « Provisoire » ou « Invalidée », modifiez-la puis envoyez-la. En attente ou en cours d'instruction, attendez la décision ; avant l'instruction, vous pouvez la retirer. Validée, elle se modifie par un avenant. Ne faites pas une seconde DAP pour la même période et le même motif."</p>
        </Details>
        <Details resume=|| "L'effectif de l'établissement est faux">
            <p>"Corrigez-le dans la fiche établissement et enregistrez : il se met à jour dans la DAP provisoire. L'effectif de l'établissement est celui du SIRET, celui de l'entreprise réunit tous les établissements du SIREN."</p>
        </Details>
        <Details resume=|| "Je ne retrouve pas ma DAP">
            <p>"Ouvrez « Demande d'autorisation préalable », puis " <Link href="/daps">"« Rechercher une DAP »"</Link> ". Sans critère, toutes vos DAP s'affichent."</p>
        </Details>
        {titre("di", "Demande d'indemnisation (DI)")}
        <Details resume=|| "Où est le code DI ?">
            <p>"Les dix caractères sont sur la décision d'autorisation (PDF) et sur la page de la DAP, avec un bouton pour les copier."</p>
        </Details>
        <Details resume=|| "Mon BIC est refusé">
            <p>"Un BIC a 8 ou 11 caractères ; les trois derniers, souvent XXX, peuvent être omis. Ensuite, activez la coordonnée bancaire dans la fiche établissement."</p>
        </Details>
        <Details resume=|| "Comment importer salariés et heures ?">
            <p>"Un fichier CSV, tel que votre logiciel de paie ou votre tableur l'enregistre : virgule ou point-virgule, UTF-8 ou Windows. Toutes les erreurs sont dites en une fois, avec la ligne et la colonne."</p>
        </Details>
    }
}

#[component]
fn Assistance() -> impl IntoView {
    view! {
        {titre("assistance", "Écrire à l'assistance")}
        <p>
            "Si votre difficulté persiste, contactez l'assistance avec le plus d'informations possible : "
            "SIRET, dénomination, nom et prénom, téléphone, adresse électronique, et l'un de ces motifs :"
        </p>
        <ul>
            <li>"Habilitation à l'extranet"</li>
            <li>"Fiche établissement"</li>
            <li>"Décision d'autorisation préalable"</li>
            <li>"Demande d'indemnisation"</li>
            <li>"Autres"</li>
        </ul>
        <p>"Les coordonnées de l'assistance figurent en bas de chaque courriel que le service vous envoie."</p>
    }
}
