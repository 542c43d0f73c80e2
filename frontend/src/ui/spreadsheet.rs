//! The inputs of a table, gone through like a spreadsheet: arrows, Enter, a block pasted.

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{ClipboardEvent, Element, Event, EventInit, HtmlInputElement, KeyboardEvent, NodeList};

/// Around a table of text inputs. Enter and the vertical arrows keep the column, the horizontal ones
/// leave an input at its ends; a block copied from a spreadsheet fills the inputs from the focused one on.
#[component]
pub fn Spreadsheet(
    /// Called with the number of rows that a pasted block needs: the page shows that many.
    #[prop(into)]
    montrer: Callback<usize>,
    children: Children,
) -> impl IntoView {
    view! {
        // Nothing to focus here: the inputs inside have the focus, their keys bubble up.
        <div
            on:keydown=move |ev: KeyboardEvent| { deplacer(&ev); }
            on:paste=move |ev: ClipboardEvent| { coller(&ev, montrer); }
        >
            {children()}
        </div>
    }
}

/// Where an input is: its table, its row, its place in the row.
struct Place {
    table: Element,
    ligne: usize,
    colonne: usize,
}

fn place(entree: &HtmlInputElement) -> Option<Place> {
    let rangee = entree.closest("tr").ok()??;
    let table = rangee.closest("table").ok()??;
    let colonne = entrees(&rangee).iter().position(|autre| autre == entree)?;
    let toutes = rangees(&table)?;
    let ligne = (0..toutes.length()).position(|i| {
        toutes
            .item(i)
            .is_some_and(|autre| autre.is_same_node(Some(&rangee)))
    })?;
    Some(Place {
        table,
        ligne,
        colonne,
    })
}

/// The rows of all the bodies of a table.
fn rangees(table: &Element) -> Option<NodeList> {
    table.query_selector_all("tbody > tr").ok()
}

/// The inputs of a row that are shown.
fn entrees(rangee: &Element) -> Vec<HtmlInputElement> {
    let Ok(trouvees) = rangee.query_selector_all("input[type=text]") else {
        return Vec::new();
    };
    (0..trouvees.length())
        .filter_map(|i| trouvees.item(i)?.dyn_into::<HtmlInputElement>().ok())
        // Not by its place on the screen: asking for that makes the browser lay the table out.
        .filter(|entree| !entree.hidden())
        .collect()
}

fn entree(table: &Element, ligne: usize, colonne: usize) -> Option<HtmlInputElement> {
    let rangee = rangees(table)?.item(u32::try_from(ligne).ok()?)?;
    let rangee = rangee.dyn_into::<Element>().ok()?;
    entrees(&rangee).into_iter().nth(colonne)
}

fn deplacer(ev: &KeyboardEvent) -> Option<()> {
    let touche = ev.key();
    let deplace = touche == "Enter" || touche.starts_with("Arrow");
    if !deplace || ev.ctrl_key() || ev.alt_key() || ev.meta_key() || ev.is_composing() {
        return None;
    }
    let depart = ev.target()?.dyn_into::<HtmlInputElement>().ok()?;
    let Place {
        table,
        ligne,
        colonne,
    } = place(&depart)?;
    let longueur = u32::try_from(depart.value().encode_utf16().count()).ok()?;
    let debut = depart.selection_start().ok()??;
    let fin = depart.selection_end().ok()??;
    // A whole value is selected on arrival: the next arrow goes on.
    let entiere = debut == 0 && fin == longueur;
    let arrivee = match (touche.as_str(), ev.shift_key()) {
        ("ArrowDown", false) | ("Enter", false) => entree(&table, ligne + 1, colonne),
        ("ArrowUp", false) | ("Enter", true) => entree(&table, ligne.checked_sub(1)?, colonne),
        ("ArrowLeft", false) if entiere || fin == 0 => entree(&table, ligne, colonne.checked_sub(1)?),
        ("ArrowRight", false) if entiere || debut == longueur => entree(&table, ligne, colonne + 1),
        _ => None,
    }?;
    ev.prevent_default();
    // A missing focus is not worth an error: the person sees where she is.
    let _ = arrivee.focus();
    arrivee.select();
    Some(())
}

fn coller(ev: &ClipboardEvent, montrer: Callback<usize>) -> Option<()> {
    let depart = ev.target()?.dyn_into::<HtmlInputElement>().ok()?;
    let bloc = lire_bloc(&ev.clipboard_data()?.get_data("text/plain").ok()?);
    if bloc.len() < 2 && bloc.first().is_none_or(|ligne| ligne.len() < 2) {
        // One value: the browser pastes it.
        return None;
    }
    let Place {
        table,
        ligne,
        colonne,
    } = place(&depart)?;
    ev.prevent_default();
    montrer.run(ligne + bloc.len());
    // Once the rows asked for are there.
    request_animation_frame(move || {
        for (i, valeurs) in bloc.iter().enumerate() {
            for (j, valeur) in valeurs.iter().enumerate() {
                if let Some(entree) = entree(&table, ligne + i, colonne + j) {
                    entree.set_value(valeur);
                    annoncer(&entree);
                }
            }
        }
    });
    Some(())
}

/// The page hears of a new value as if it had been typed.
fn annoncer(entree: &HtmlInputElement) {
    let options = EventInit::new();
    options.set_bubbles(true);
    if let Ok(ev) = Event::new_with_event_init_dict("input", &options) {
        // False only when somebody prevented it; nobody does.
        let _ = entree.dispatch_event(&ev);
    }
}

/// Rows and cells of a text copied from a spreadsheet: tabs between cells, a line for each row.
fn lire_bloc(texte: &str) -> Vec<Vec<String>> {
    texte
        .trim_end_matches(['\r', '\n'])
        .lines()
        .map(|ligne| {
            ligne
                .split('\t')
                .map(|cellule| cellule.trim().to_owned())
                .collect()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::lire_bloc;

    #[test]
    fn a_block_has_the_rows_and_cells_of_the_spreadsheet() {
        assert_eq!(
            lire_bloc("35\t 14,5 \r\n\t7\r\n"),
            vec![vec!["35", "14,5"], vec!["", "7"]]
        );
        assert_eq!(lire_bloc("35"), vec![vec!["35"]]);
        assert!(lire_bloc("").is_empty());
    }
}
