//! Choosing a file: a button, and a zone to drop it on.

use super::{field::FieldAlert, form::Lectures};
use leptos::{ev::Event, html, prelude::*, task::spawn_local};
use wasm_bindgen_futures::JsFuture;

/// A file read in memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fichier {
    pub nom: String,
    pub octets: Vec<u8>,
}

/// A drop zone; the input covers it, so that clicking, dropping and the keyboard all work.
#[component]
pub fn FilePicker(
    #[prop(into)] id: String,
    #[prop(into)] libelle: String,
    #[prop(into)] indice: String,
    #[prop(default = ".csv,text/csv")] accepte: &'static str,
    #[prop(into)] au_choix: Callback<Fichier>,
) -> impl IntoView {
    let noeud = NodeRef::<html::Input>::new();
    let nom = RwSignal::new(None::<String>);
    let formulaire = use_context::<Lectures>();
    let erreur = RwSignal::new(false);
    let choisir = move |_: Event| {
        let Some(saisie) = noeud.get_untracked() else {
            return;
        };
        let Some(fichier) = saisie.files().and_then(|fichiers| fichiers.get(0)) else {
            return;
        };
        nom.set(Some(fichier.name()));
        // The same file, corrected, may be chosen again.
        saisie.set_value("");
        let compter = move |de: fn(u32) -> u32| {
            if let Some(Lectures(lectures)) = formulaire {
                lectures.try_update(|n| *n = de(*n));
            }
        };
        compter(|n| n + 1);
        spawn_local(async move {
            match JsFuture::from(fichier.array_buffer()).await {
                Ok(tampon) => {
                    erreur.try_set(false);
                    let octets = js_sys::Uint8Array::new(&tampon).to_vec();
                    au_choix.try_run(Fichier {
                        nom: fichier.name(),
                        octets,
                    });
                }
                Err(_) => {
                    erreur.try_set(true);
                }
            }
            compter(|n| n.saturating_sub(1));
        });
    };
    let id_indice = format!("{id}-indice");
    view! {
        <div class="ds-field ap-champ">
            <label class="ds-label" for=id.clone()>{libelle}</label>
            <div class="ds-file-upload ap-depot">
                <p data-field="description">
                    {move || match nom.get() {
                        Some(nom) => format!("Dernier fichier choisi : {nom}"),
                        None => "Déposez le fichier ici, ou cliquez pour le choisir.".to_owned(),
                    }}
                </p>
                <p class="ap-petit ap-doux" id=id_indice.clone()>{indice}</p>
                <input
                    type="file"
                    id=id
                    accept=accepte
                    aria-describedby=id_indice
                    node_ref=noeud
                    on:change=choisir
                />
            </div>
            <Show when=move || erreur.get()>
                <FieldAlert texte="Ce fichier n'a pas pu être lu. Fermez-le dans votre tableur, puis choisissez-le de nouveau."/>
            </Show>
        </div>
    }
}
