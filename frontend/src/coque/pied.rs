//! The footer.

use super::entete::Embleme;
use leptos::prelude::*;
use leptos_router::components::A;

/// The footer of every page.
#[component]
pub fn Pied() -> impl IntoView {
    view! {
        <footer class="ap-pied">
            <div class="ap-cadre ap-pied-corps">
                <p class="ap-pied-marque"><Embleme/> "Apart — service de l'activité partielle"</p>
                <nav aria-label="Pied de page">
                    <ul class="ap-pied-liens">
                        <li><A href="/aide">"Besoin d'aide ?"</A></li>
                        <li><A href="/mentions-legales">"Mentions légales"</A></li>
                        <li><A href="/cgu">"Conditions générales d'utilisation"</A></li>
                        <li><A href="/accessibilite">"Accessibilité"</A></li>
                        <li><a href="/api/docs/" rel="external">"API"</a></li>
                    </ul>
                </nav>
            </div>
        </footer>
    }
}
