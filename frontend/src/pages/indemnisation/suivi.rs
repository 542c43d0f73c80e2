//! Beside the claim: where it is paid, and what happened.

use super::page::Dossier;
use crate::{
    pages::chronologie,
    ui::{Card, DescriptionList, Icone, Item, Link, Timeline},
};
use leptos::prelude::*;

/// Payment and timeline.
#[component]
pub fn Suivi(dossier: Dossier) -> impl IntoView {
    move || {
        let demande = dossier.demande();
        let jalons = chronologie(&demande.chronologie);
        view! {
            <Card titre="Paiement" icone=Icone::Banque>
                <DescriptionList>
                    <Item libelle="Compte crédité">
                        {demande.iban_masque.unwrap_or_else(|| "Aucune coordonnée bancaire active".to_owned())}
                    </Item>
                    <Item libelle="Autorisation">
                        <Link href=format!("/daps/{}", demande.dap_id)>{demande.dap_numero}</Link>
                    </Item>
                </DescriptionList>
            </Card>
            <Card titre="Suivi" icone=Icone::Horloge><Timeline jalons/></Card>
        }
    }
}
