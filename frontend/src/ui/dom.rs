//! The few things that the pages ask of the browser directly.

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;

/// Moves the focus to the element `id`, if the page holds it.
pub fn focaliser(id: &str) {
    focaliser_element(document().get_element_by_id(id));
}

/// Moves the focus to the first element that the selector names, if the page holds one.
pub fn focaliser_premier(selecteur: &str) {
    focaliser_element(document().query_selector(selecteur).ok().flatten());
}

fn focaliser_element(element: Option<web_sys::Element>) {
    if let Some(element) = element.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        // A missing focus is not worth an error: the person sees the page all the same.
        let _ = element.focus();
        element.scroll_into_view();
    }
}

/// The same for an element that the page is about to draw.
pub fn focaliser_dessine(id: String) {
    request_animation_frame(move || focaliser(&id));
}

/// Brings into sight what the page is about to draw under this id; what is seen already stays where it is.
pub fn montrer_dessine(id: String) {
    request_animation_frame(move || {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        if let Some(element) = document().get_element_by_id(&id) {
            element.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
}

/// Reads a choice kept on this machine.
pub fn lire_choix(cle: &str) -> Option<String> {
    window().local_storage().ok()??.get_item(cle).ok()?
}

/// Keeps a choice on this machine; a browser that forbids it just forgets.
pub fn garder_choix(cle: &str, valeur: &str) {
    if let Ok(Some(stockage)) = window().local_storage() {
        let _ = stockage.set_item(cle, valeur);
    }
}

/// Hands a file to the browser, which keeps it where downloads go.
pub fn enregistrer(nom: &str, octets: &[u8]) {
    let parties = js_sys::Array::of1(&js_sys::Uint8Array::from(octets));
    let Ok(objet) = web_sys::Blob::new_with_u8_array_sequence(&parties) else {
        return;
    };
    let Ok(adresse) = web_sys::Url::create_object_url_with_blob(&objet) else {
        return;
    };
    let lien = document().create_element("a").ok();
    if let Some(lien) = lien.and_then(|lien| lien.dyn_into::<web_sys::HtmlAnchorElement>().ok()) {
        lien.set_href(&adresse);
        lien.set_download(nom);
        lien.click();
    }
    let _ = web_sys::Url::revoke_object_url(&adresse);
}

/// Makes the whole page light or dark; `None` follows the machine.
pub fn appliquer_apparence(sombre: Option<bool>) {
    let schema = match sombre {
        Some(true) => "dark",
        Some(false) => "light",
        None => "auto",
    };
    if let Some(racine) = document().document_element() {
        // Setting an attribute of a fixed name cannot fail.
        let _ = racine.set_attribute("data-color-scheme", schema);
        let _ = racine.set_attribute("data-size", "sm");
    }
}

/// An id that HTML accepts, made of a JSON pointer or another name.
pub fn identifiant(texte: &str) -> String {
    texte
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::identifiant;

    #[test]
    fn a_pointer_becomes_an_id() {
        assert_eq!(
            identifiant("fiche/salaries/0/nom_naissance"),
            "fiche-salaries-0-nom-naissance"
        );
    }
}
