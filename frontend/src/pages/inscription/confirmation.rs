//! Step 3: what comes next, and when.

use crate::{
    format,
    ui::{Alert, ButtonLink, Card, DescriptionList, Item, Link, Row, Ton},
};
use api_types::inscription::Inscription;
use leptos::prelude::*;

/// The last step.
#[component]
pub fn Confirmation(recue: Inscription) -> impl IntoView {
    let existant = recue.compte_existant;
    let messages = recue
        .messages
        .into_iter()
        .map(|message| view! { <p>{message}</p> })
        .collect_view();
    view! {
        <Alert ton=Ton::Succes titre="Votre demande de création d'espace est enregistrée" vivant=true>
            {messages}
        </Alert>
        <Card titre="Et maintenant ?">
            <DescriptionList>
                <Item libelle="Numéro de demande">{recue.id}</Item>
                <Item libelle="SIRET">{format::siret(&recue.siret)}</Item>
            </DescriptionList>
            {if existant {
                view! {
                    <p>"Cette adresse électronique a déjà un compte : sous 48 heures, vous recevez un seul courriel."</p>
                    <ol class="ap-numeros">
                        <li><strong>"« Habilitation à l'activité partielle »"</strong><span>"L'établissement a rejoint votre compte. Votre identifiant, votre mot de passe et votre question secrète ne changent pas : celle que vous venez de donner n'est pas gardée."</span></li>
                    </ol>
                }
                .into_any()
            } else {
                view! {
                    <p>"Sous 48 heures, vous recevez trois courriels, parfois à des moments différents :"</p>
                    <ol class="ap-numeros">
                        <li><strong>"« Identifiant de connexion à l'Agence de Services et de Paiement (ASP) »"</strong><span>"Votre identifiant, de la forme prenom.nom."</span></li>
                        <li><strong>"« Mot de passe de connexion à l'Agence de Services et de Paiement (ASP) »"</strong><span>"Un mot de passe provisoire, à changer à la première connexion."</span></li>
                        <li><strong>"« Habilitation à l'activité partielle »"</strong><span>"L'accès à votre établissement : vous pouvez vous connecter à partir de la date qu'il indique."</span></li>
                    </ol>
                }
                .into_any()
            }}
            <p class="ap-doux">
                "Rien reçu après 48 heures ? Regardez dans les courriels indésirables, puis consultez "
                <Link href="/aide/fiches/courriels-non-recus">"la fiche « Je n'ai pas reçu mes courriels »"</Link> "."
            </p>
            <Row><ButtonLink href="/">"Revenir à l'accueil"</ButtonLink></Row>
        </Card>
    }
}
