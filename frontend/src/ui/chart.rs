//! Charts: bars drawn beside the figures of a real table, which says everything by itself.

use super::table::{Cell, Colonne, Etroit, Table};
use leptos::prelude::*;

/// One bar: its name, its value as it is written, and its length.
#[derive(Debug, Clone, PartialEq)]
pub struct Barre {
    pub libelle: String,
    /// What other columns say, in the order of their titles.
    pub valeurs: Vec<String>,
    /// From 0 to 1, of the longest.
    pub part: f64,
}

impl Barre {
    fn largeur(&self) -> String {
        format!("{:.1}%", self.part.clamp(0.0, 1.0) * 100.0)
    }
}

/// Bars, one per row of a table. The bar is decoration: the number beside it is the datum.
#[component]
pub fn BarChart(
    #[prop(into)] legende: String,
    /// Titles of the first column and of the values.
    titre: &'static str,
    colonnes: Vec<&'static str>,
    barres: Vec<Barre>,
) -> impl IntoView {
    let entetes: Vec<Colonne> = std::iter::once(Colonne::texte(titre))
        .chain(colonnes.iter().map(|titre| Colonne::nombre(*titre)))
        .collect();
    let lignes = barres
        .into_iter()
        .map(|barre| {
            let largeur = barre.largeur();
            let valeurs = barre
                .valeurs
                .into_iter()
                .zip(colonnes.clone())
                .map(|(valeur, titre)| view! { <Cell titre nombre=true>{valeur}</Cell> })
                .collect_view();
            view! {
                <tr>
                    <Cell titre entete=true>
                        <span class="ap-barre-nom">{barre.libelle}</span>
                        <span class="ap-barre" aria-hidden="true"><span style:inline-size=largeur></span></span>
                    </Cell>
                    {valeurs}
                </tr>
            }
        })
        .collect_view();
    view! {
        <Table legende legende_cachee=true etroit=Etroit::Defile dense=true colonnes=entetes>
            {lignes}
        </Table>
    }
}

/// How much of a whole is used, with its text.
#[component]
pub fn Gauge(
    #[prop(into)] libelle: String,
    /// "56 h sur 30 000 h".
    #[prop(into)]
    texte: String,
    /// From 0 to 1; above 1 it is full, and said to be exceeded by the text.
    part: f64,
) -> impl IntoView {
    let pourcent = (part * 100.0).round();
    let largeur = format!("{:.1}%", part.clamp(0.0, 1.0) * 100.0);
    view! {
        <div class="ap-jauge">
            <p class="ap-rangee"><span class="ap-gras">{libelle}</span> <span class="ap-chiffres">{format!("{texte} ({pourcent} %)")}</span></p>
            <span class="ap-barre" data-haute="" aria-hidden="true" data-plein=(part >= 0.9).then_some("")>
                <span style:inline-size=largeur></span>
            </span>
        </div>
    }
}
