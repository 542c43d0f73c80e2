//! Pages of text, open to all.

mod accessibilite;
mod cgu;
mod mentions_legales;

pub use accessibilite::PageAccessibilite;
pub use cgu::PageCgu;
pub use mentions_legales::PageMentionsLegales;

use crate::ui::{Breadcrumb, Frame, PageHeader, Prose};
use leptos::prelude::*;

/// The frame of a page of text.
#[component]
fn Texte(titre: &'static str, children: Children) -> impl IntoView {
    view! {
        <Frame>
            <Breadcrumb etapes=vec![("/".into(), "Accueil".into())] ici=titre/>
            <PageHeader titre=titre/>
            <Prose>{children()}</Prose>
        </Frame>
    }
}
