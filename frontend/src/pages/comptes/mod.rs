//! The help desk and people's accounts: search, file, operations, mails.

mod courriels;
mod diagnostic;
mod dossier;
mod doublon;
mod nouveau;
mod operation;
mod recherche;

pub use courriels::PageCourrielsEnvoyes;
pub use dossier::PageDossier;
pub use nouveau::PageNouveauCompte;
pub use recherche::{PageComptes, Resultats, Selection};

use crate::ui::{Status, Ton};
use domain::compte_assistance::EtatCompte;
use leptos::prelude::*;

/// How an account stands.
#[component]
fn Etat(#[prop(into)] code: String, #[prop(into)] libelle: String) -> impl IntoView {
    let ton = match code.parse::<EtatCompte>() {
        Ok(EtatCompte::Actif) => Ton::Succes,
        Ok(EtatCompte::Verrouille) => Ton::Danger,
        Ok(EtatCompte::MotDePasseTemporaire) => Ton::Attention,
        Ok(EtatCompte::SansAcces) => Ton::Info,
        Ok(EtatCompte::Supprime | EtatCompte::Desactive) | Err(_) => Ton::Neutre,
    };
    view! { <Status ton libelle/> }
}

/// The text as a value of an address.
fn encoder(texte: &str) -> String {
    String::from(js_sys::encode_uri_component(texte))
}
