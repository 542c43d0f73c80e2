//! Space and titles: pages are made of these, not of margins.

use leptos::prelude::*;

/// Things one under the other.
#[component]
pub fn Stack(
    #[prop(optional)] serre: bool,
    #[prop(optional)] large: bool,
    children: Children,
) -> impl IntoView {
    let espace = if serre {
        Some("serre")
    } else if large {
        Some("large")
    } else {
        None
    };
    view! { <div class="ap-pile" data-espace=espace>{children()}</div> }
}

/// Things side by side, wrapping when there is no room.
#[component]
pub fn Row(#[prop(optional)] fin: bool, #[prop(optional)] ecarte: bool, children: Children) -> impl IntoView {
    let aligne = if fin {
        Some("fin")
    } else if ecarte {
        Some("ecarte")
    } else {
        None
    };
    view! { <div class="ap-rangee" data-aligne=aligne>{children()}</div> }
}

/// Things in columns of equal width, as many as fit.
#[component]
pub fn Grid(#[prop(default = 3)] colonnes: u8, children: Children) -> impl IntoView {
    view! { <div class="ap-grille" data-colonnes=colonnes.to_string()>{children()}</div> }
}

/// The page at the left, what goes with it at the right.
#[component]
pub fn Columns(#[prop(into)] cote: ViewFn, children: Children) -> impl IntoView {
    view! {
        <div class="ap-colonnes">
            <div class="ap-pile">{children()}</div>
            <aside class="ap-cote">{cote.run()}</aside>
        </div>
    }
}

/// The frame of a page's content.
#[component]
pub fn Frame(#[prop(optional)] etroit: bool, children: Children) -> impl IntoView {
    view! {
        <div class="ap-cadre ap-contenu" data-etroit=etroit.then_some("")>
            {children()}
        </div>
    }
}

/// The title of a page: where one is, in which state, and what can be done.
#[component]
pub fn PageHeader(
    #[prop(into)] titre: Signal<String>,
    #[prop(optional, into)] sous_titre: Option<ViewFn>,
    #[prop(optional, into)] etat: Option<ViewFn>,
    #[prop(optional, into)] actions: Option<ViewFn>,
) -> impl IntoView {
    // The title of the window says the same, so that tabs and history can be told apart.
    Effect::new(move |_| document().set_title(&format!("{} — Apart", titre.get())));
    view! {
        <header class="ap-titre">
            <div class="ap-titre-texte">
                <div class="ap-rangee">
                    <h1 class="ds-heading" data-size="md">{titre}</h1>
                    {etat.map(|etat| etat.run())}
                </div>
                {sous_titre.map(|texte| view! { <p class="ap-doux">{texte.run()}</p> })}
            </div>
            {actions.map(|actions| view! { <div class="ap-rangee">{actions.run()}</div> })}
        </header>
    }
}

/// A heading inside a card or a section; `id` for a section that is named by it.
#[component]
pub fn Subheading(#[prop(optional, into)] id: Option<String>, children: Children) -> impl IntoView {
    view! { <h3 class="ds-heading" data-size="2xs" id=id>{children()}</h3> }
}

/// A heading inside a page.
#[cfg(debug_assertions)]
#[component]
pub fn Heading(#[prop(optional)] petit: bool, children: Children) -> impl IntoView {
    if petit {
        view! { <Subheading>{children()}</Subheading> }.into_any()
    } else {
        view! { <h2 class="ds-heading" data-size="sm">{children()}</h2> }.into_any()
    }
}

/// A text to be read at length.
#[component]
pub fn Prose(children: Children) -> impl IntoView {
    view! { <div class="ap-lecture">{children()}</div> }
}

/// A text that the service rendered from its own sheets; it holds nothing active.
#[component]
pub fn RichText(html: String) -> impl IntoView {
    view! { <article class="ap-lecture ap-texte-riche" inner_html=html></article> }
}

/// More, on demand.
#[component]
pub fn Details(
    #[prop(into)] resume: ViewFn,
    #[prop(optional)] ouvert: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <details class="ds-details ap-details" open=ouvert>
            <summary>{resume.run()}</summary>
            <div class="ap-details-corps">{children()}</div>
        </details>
    }
}

/// A group of fields of a form.
#[component]
pub fn FieldGroup(
    #[prop(into)] legende: String,
    #[prop(optional, into)] indice: Option<String>,
    children: Children,
) -> impl IntoView {
    view! {
        <fieldset class="ap-groupe">
            <legend class="ds-heading" data-size="xs">{legende}</legend>
            {indice.map(|texte| view! { <p class="ap-doux ap-petit">{texte}</p> })}
            <div class="ap-groupe-corps">{children()}</div>
        </fieldset>
    }
}
