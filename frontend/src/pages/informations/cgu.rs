//! Terms of use.

use super::Texte;
use leptos::prelude::*;

/// `/cgu`.
#[component]
pub fn PageCgu() -> impl IntoView {
    view! {
        <Texte titre="Conditions générales d'utilisation">
            <h2>"Objet"</h2>
            <p>"Ce service permet aux employeurs et à leurs tiers déclarants de demander l'autorisation de recourir à l'activité partielle, puis l'indemnisation des heures chômées (articles L. 5122-1 et suivants du code du travail)."</p>
            <h2>"Accès"</h2>
            <p>"Un compte est personnel. Son titulaire garde son mot de passe secret et agit pour les seuls établissements auxquels il est habilité. L'expert-comptable agit sous un contrat de prestation, qu'il conserve et présente en cas de contrôle."</p>
            <h2>"Exactitude"</h2>
            <p>"L'employeur répond de l'exactitude de ce qu'il déclare. Une déclaration frauduleuse l'expose aux sanctions prévues par le code du travail et le code pénal, et au reversement des sommes perçues."</p>
            <h2>"Données"</h2>
            <p>"Les données déclarées servent à instruire les demandes et à payer l'allocation (article R. 5122-20 et suivants). Le numéro de sécurité sociale des salariés et les coordonnées bancaires sont chiffrés ; les agents qui instruisent ne voient pas le numéro de sécurité sociale. Les données sont conservées cinq ans, plus longtemps en cas de contentieux."</p>
            <h2>"Disponibilité"</h2>
            <p>"Les interruptions prévues sont annoncées sur la page d'accueil. Une session se termine après 15 minutes sans action ; la page prévient deux minutes avant, et garde ce qui est saisi."</p>
        </Texte>
    }
}
