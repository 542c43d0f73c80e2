//! A password: shown on demand, with a word about Caps Lock.

use super::{
    field::{Champ, Frame},
    icon::{Icon, Icone},
};
use leptos::{ev::KeyboardEvent, prelude::*};

/// A password input. Pasting is allowed, as everywhere.
#[component]
pub fn PasswordField(
    champ: Champ,
    #[prop(optional, into)] indice: Option<String>,
    #[prop(default = "current-password")] remplissage: &'static str,
) -> impl IntoView {
    let visible = RwSignal::new(false);
    let majuscules = RwSignal::new(false);
    let touche = move |ev: KeyboardEvent| majuscules.set(ev.get_modifier_state("CapsLock"));
    let id = champ.id();
    let avec_indice = indice.is_some();
    view! {
        <Frame champ indice requis=true>
            <div class="ap-mot-de-passe">
                <input
                    class="ds-input"
                    id=id.clone()
                    name=id
                    type=move || if visible.get() { "text" } else { "password" }
                    autocomplete=remplissage
                    autocapitalize="none"
                    spellcheck="false"
                    aria-required="true"
                    aria-invalid=move || champ.invalide().then_some("true")
                    aria-describedby=move || champ.descriptions(avec_indice, false)
                    prop:value=move || champ.valeur.get()
                    on:input=move |ev| champ.saisir(event_target_value(&ev))
                    on:keydown=touche
                    on:keyup=touche
                    on:blur=move |_| majuscules.set(false)
                />
                <button
                    type="button"
                    class="ap-oeil"
                    aria-pressed=move || visible.get().to_string()
                    on:click=move |_| visible.update(|v| *v = !*v)
                >
                    {move || view! { <Icon icone=if visible.get() { Icone::OeilBarre } else { Icone::Oeil }/> }}
                    <span>{move || if visible.get() { "Masquer" } else { "Afficher" }}</span>
                    <span class="ap-cache">" le mot de passe"</span>
                </button>
            </div>
            <p class="ap-majuscules" role="status">
                {move || majuscules.get().then_some("Attention : la touche Verr. Maj. est active.")}
            </p>
        </Frame>
    }
}
