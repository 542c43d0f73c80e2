//! Accessibility statement.

use super::Texte;
use crate::ui::Link;
use leptos::prelude::*;

/// `/accessibilite`.
#[component]
pub fn PageAccessibilite() -> impl IntoView {
    view! {
        <Texte titre="Accessibilité">
            <p>"Ces pages visent le niveau AA des règles internationales (WCAG 2.2) et le référentiel général d'amélioration de l'accessibilité (RGAA). Aucun audit indépendant n'a encore été fait : nous ne déclarons donc pas encore de conformité."</p>
            <h2>"Ce que nous vérifions"</h2>
            <ul>
                <li>"chaque page s'utilise au clavier seul, avec un ordre et un focus visibles ;"</li>
                <li>"les champs ont un nom, une aide et, en cas d'erreur, une explication liée au champ ;"</li>
                <li>"les états ne sont jamais dits par la couleur seule ;"</li>
                <li>"les pages restent lisibles agrandies à 200 %, sur téléphone, en clair et en sombre ;"</li>
                <li>"un contrôle automatique (axe) passe sur chaque page dans nos essais."</li>
            </ul>
            <h2>"Signaler une difficulté"</h2>
            <p>"Dites-nous ce qui vous bloque par " <Link href="/aide/demande">"l'assistance"</Link> " : nous vous répondrons et vous aiderons à faire votre démarche autrement."</p>
        </Texte>
    }
}
