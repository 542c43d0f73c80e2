//! Every step of the payment of a claim.

use crate::{
    format,
    pages::etats::EtatDi,
    ui::{Cell, Colonne, Etroit, Table},
};
use api_types::paiement::Paiement;
use leptos::prelude::*;

/// The steps, first to last.
#[component]
pub fn Historique(paiements: Vec<Paiement>) -> impl IntoView {
    if paiements.is_empty() {
        return view! { <p class="ap-doux">"Aucun paiement n'a encore été demandé."</p> }.into_any();
    }
    let lignes = paiements
        .into_iter()
        .map(|pas| {
            view! {
                <tr>
                    <Cell titre="Date" entete=true>{format::instant(&pas.le)}</Cell>
                    <Cell titre="État"><EtatDi code=pas.etat libelle=pas.etat_libelle/></Cell>
                    <Cell titre="Montant" nombre=true>{format::euros(&pas.montant)}</Cell>
                    <Cell titre="Compte">{pas.iban_masque.unwrap_or_else(|| "–".to_owned())}</Cell>
                    <Cell titre="Motifs">{pas.motifs.unwrap_or_else(|| "–".to_owned())}</Cell>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Table
            legende="Historique du paiement"
            legende_cachee=true
            etroit=Etroit::Cartes
            colonnes=vec![
                Colonne::texte("Date"),
                Colonne::texte("État"),
                Colonne::nombre("Montant"),
                Colonne::texte("Compte"),
                Colonne::texte("Motifs"),
            ]
        >
            {lignes}
        </Table>
    }
    .into_any()
}
