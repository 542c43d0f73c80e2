//! The recovery codes, shown once.

use crate::ui::{Alert, Button, CodeList, CopyButton, Row, Ton};
use leptos::prelude::*;

/// Ten codes and a word on what they are for; `au_bout` once they are kept.
#[component]
pub fn CodesDeRecuperation(
    codes: Vec<String>,
    #[prop(into)] bouton: String,
    #[prop(into)] au_bout: Callback<()>,
) -> impl IntoView {
    let texte = codes.join("\n");
    view! {
        <Alert ton=Ton::Succes titre="Vos codes de récupération" vivant=true>
            <p>
                "Sans votre téléphone, un de ces codes remplace celui de l'application ; chacun sert une fois. "
                "Gardez-les en lieu sûr : ils ne seront plus affichés."
            </p>
        </Alert>
        <CodeList etiquette="Codes de récupération" codes/>
        <Row>
            <CopyButton texte=texte quoi="les codes de récupération"/>
            <Button au_clic=au_bout>{bouton}</Button>
        </Row>
    }
}
