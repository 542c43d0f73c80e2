//! Tables: a caption, right-aligned numbers, cards or scrolling on a phone.

use leptos::prelude::*;

/// One column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Colonne {
    titre: String,
    nombre: bool,
    cle: Option<&'static str>,
    cachee: bool,
}

impl Colonne {
    /// A column of texts.
    pub fn texte(titre: impl Into<String>) -> Self {
        Self {
            titre: titre.into(),
            nombre: false,
            cle: None,
            cachee: false,
        }
    }

    /// A column of numbers, aligned on the right.
    pub fn nombre(titre: impl Into<String>) -> Self {
        Self {
            nombre: true,
            ..Self::texte(titre)
        }
    }

    /// A column of actions: its title is for screen readers only.
    pub fn actions() -> Self {
        Self {
            cachee: true,
            ..Self::texte("Actions")
        }
    }

    /// The column can sort the table, under this key.
    pub fn triable(mut self, cle: &'static str) -> Self {
        self.cle = Some(cle);
        self
    }
}

/// How the table is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tri {
    pub cle: &'static str,
    pub descendant: bool,
}

/// What a table becomes on a phone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Etroit {
    /// Each row becomes a card; the cells carry their titles.
    #[default]
    Cartes,
    /// The table scrolls sideways.
    Defile,
}

/// A table; its rows are `<tr>` made of [`Cell`]s.
#[component]
pub fn Table(
    #[prop(into)] legende: String,
    /// The caption is read out but not shown, where a heading above says the same.
    #[prop(optional)]
    legende_cachee: bool,
    #[prop(into)] colonnes: Signal<Vec<Colonne>>,
    #[prop(optional)] etroit: Etroit,
    #[prop(optional)] dense: bool,
    /// Weeks between the first column and the last: the children are then several `<tbody>`, laid out one by one, and a
    /// thousand rows stay quick to type in.
    #[prop(optional, into)]
    semaines: Option<usize>,
    #[prop(optional, into)] tri: Option<RwSignal<Option<Tri>>>,
    #[prop(optional, into)] pied: Option<ViewFn>,
    children: Children,
) -> impl IntoView {
    let titre = legende.clone();
    view! {
        <div
            class="ap-table-cadre"
            data-etroit=if etroit == Etroit::Cartes { "cartes" } else { "defile" }
            role="region"
            aria-label=titre
            tabindex="0"
        >
            <table class="ds-table ap-table" data-dense=dense.then_some("") data-semaines=semaines>
                <caption class:ap-cache=legende_cachee>{legende}</caption>
                <thead>
                    <tr>
                        {move || {
                            colonnes.get().into_iter().map(|colonne| entete(colonne, tri)).collect_view()
                        }}
                    </tr>
                </thead>
                {if semaines.is_some() {
                    children().into_any()
                } else {
                    view! { <tbody>{children()}</tbody> }.into_any()
                }}
                {pied.map(|pied| view! { <tfoot>{pied.run()}</tfoot> })}
            </table>
        </div>
    }
}

fn entete(colonne: Colonne, tri: Option<RwSignal<Option<Tri>>>) -> AnyView {
    let Colonne {
        titre,
        nombre,
        cle,
        cachee,
    } = colonne;
    let (Some(cle), Some(tri)) = (cle, tri) else {
        return view! {
            <th scope="col" class:ap-nombre=nombre>
                <span class:ap-cache=cachee>{titre}</span>
            </th>
        }
        .into_any();
    };
    let sens = move || match tri.get().filter(|tri| tri.cle == cle) {
        Some(tri) if tri.descendant => "descending",
        Some(_) => "ascending",
        None => "none",
    };
    let basculer = move |_| {
        tri.update(|tri| {
            let descendant = tri.is_some_and(|tri| tri.cle == cle && !tri.descendant);
            *tri = Some(Tri { cle, descendant });
        });
    };
    view! {
        <th scope="col" class:ap-nombre=nombre aria-sort=sens>
            <button type="button" on:click=basculer>{titre}</button>
        </th>
    }
    .into_any()
}

/// One cell. `titre` is its column's title, shown when the row becomes a card.
#[component]
pub fn Cell(
    #[prop(into)] titre: String,
    #[prop(optional)] nombre: bool,
    /// The cell that names the row.
    #[prop(optional)]
    entete: bool,
    children: Children,
) -> impl IntoView {
    if entete {
        view! {
            <th scope="row" data-titre=titre>
                {children()}
            </th>
        }
        .into_any()
    } else {
        view! {
            <td class:ap-nombre=nombre data-titre=titre>
                {children()}
            </td>
        }
        .into_any()
    }
}
