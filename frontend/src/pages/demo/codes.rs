//! The codes that the telephones of the demonstration's people would show.

use crate::{
    api::{Donnees, client},
    ui::{Button, Card, Code, DescriptionList, Item, Row, Variante},
};
use leptos::prelude::*;

/// Nothing when nobody has a second factor.
#[component]
pub fn CodesSecondFacteur() -> impl IntoView {
    let donnees = Donnees::charger(|| async { client().lire_codes_demo().await });
    donnees.afficher(move |codes| {
        (!codes.items.is_empty()).then(|| {
            let lignes = codes
                .items
                .into_iter()
                .map(|code| {
                    let attente = (code.dans_secondes > 0)
                        .then(|| format!(" dans {} s", code.dans_secondes));
                    view! {
                        <Item libelle=code.identifiant><Code texte=code.code/> {attente}</Item>
                    }
                })
                .collect_view();
            view! {
                <Card titre="Codes de double authentification" creuse=true>
                    <p class="ap-doux ap-petit">
                        "Ceux que montreraient les téléphones en ce moment ; ils changent toutes les 30 secondes et servent une fois."
                    </p>
                    <DescriptionList>{lignes}</DescriptionList>
                    <Row>
                        <Button variante=Variante::Secondaire petit=true au_clic=move || donnees.recharger()>
                            "Codes suivants"
                        </Button>
                    </Row>
                </Card>
            }
        })
    })
}
