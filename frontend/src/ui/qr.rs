//! A QR code and the codes that one writes down.

use leptos::prelude::*;

/// A QR code, black on white in both themes. `alternative` says what to do without it.
#[component]
pub fn QrCode(#[prop(into)] image: String, #[prop(into)] alternative: String) -> impl IntoView {
    view! { <img class="ap-qr" src=image alt=alternative width="200" height="200"/> }
}

/// A text to be copied exactly: a key, a code.
#[component]
pub fn Code(#[prop(into)] texte: String) -> impl IntoView {
    view! { <code class="ap-code">{texte}</code> }
}

/// Codes to be kept.
#[component]
pub fn CodeList(#[prop(into)] etiquette: String, codes: Vec<String>) -> impl IntoView {
    let lignes = codes
        .into_iter()
        .map(|code| view! { <li><code class="ap-code">{code}</code></li> })
        .collect_view();
    view! { <ul class="ap-codes" aria-label=etiquette>{lignes}</ul> }
}
