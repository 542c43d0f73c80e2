//! A dialog above the page. The browser's own `<dialog>` keeps the focus inside and closes on Esc.

use super::icon::{Icon, Icone};
use leptos::{ev::Event, html, prelude::*};

/// A dialog, open while `ouvert` is true.
#[component]
pub fn Dialog(
    ouvert: RwSignal<bool>,
    #[prop(into)] titre: String,
    /// Esc and the cross do nothing: the person must answer.
    #[prop(optional)]
    obligatoire: bool,
    #[prop(optional)] large: bool,
    children: ChildrenFn,
) -> impl IntoView {
    let noeud = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let (Some(dialogue), ouvert) = (noeud.get(), ouvert.get()) else {
            return;
        };
        if ouvert && !dialogue.open() {
            // Fails only when the element has left the page: then nothing is to be shown.
            let _ = dialogue.show_modal();
        } else if !ouvert && dialogue.open() {
            dialogue.close();
        }
    });
    let annuler = move |ev: Event| {
        if obligatoire {
            ev.prevent_default();
        }
    };
    let titre = StoredValue::new(titre);
    let children = StoredValue::new(children);
    view! {
        <dialog
            class="ds-dialog ap-dialogue"
            data-large=large.then_some("")
            node_ref=noeud
            aria-label=titre.get_value()
            on:cancel=annuler
            on:close=move |_| ouvert.set(false)
        >
            <Show when=move || ouvert.get()>
                <div class="ap-dialogue-tete">
                    <h2 class="ds-heading" data-size="xs">{titre.get_value()}</h2>
                    <Show when=move || !obligatoire>
                        <button
                            type="button"
                            class="ap-fermer"
                            aria-label="Fermer"
                            on:click=move |_| ouvert.set(false)
                        >
                            <Icon icone=Icone::Croix/>
                        </button>
                    </Show>
                </div>
                <div class="ap-pile">{children.with_value(|enfants| enfants())}</div>
            </Show>
        </dialog>
    }
}
