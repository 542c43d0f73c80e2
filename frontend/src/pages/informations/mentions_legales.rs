//! Legal notice.

use super::Texte;
use leptos::prelude::*;

/// `/mentions-legales`.
#[component]
pub fn PageMentionsLegales() -> impl IntoView {
    view! {
        <Texte titre="Mentions légales">
            <h2>"Éditeur"</h2>
            <p>"Ce service est édité par l'administration ou l'organisme qui l'exploite. Son nom, son adresse, le directeur de la publication et l'hébergeur sont à compléter par lui avant l'ouverture."</p>
            <h2>"Logiciel"</h2>
            <p>"Apart est un logiciel libre, sous licence MIT ou Apache 2.0. Les pages utilisent Designsystemet (MIT) et la police Inter (SIL Open Font License)."</p>
            <h2>"Cookies"</h2>
            <p>"Un seul cookie, strictement nécessaire, garde votre session ouverte. Votre choix d'affichage clair ou sombre est gardé dans votre navigateur. Aucune mesure d'audience, aucun service tiers."</p>
            <h2>"Vos droits"</h2>
            <p>"Vous pouvez demander l'accès à vos données et leur rectification auprès de l'exploitant, et saisir la Commission nationale de l'informatique et des libertés (CNIL)."</p>
        </Texte>
    }
}
