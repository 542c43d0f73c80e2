//! The rules of a claim: regime, collective working time, and the figures that follow from them.

use super::{calcul, page::Dossier};
use crate::{
    api::{acces, client},
    format,
    formulaire::{Formulaire, ResumeErreurs},
    ui::{
        Annonces, Button, Card, Checkbox, Choix, DescriptionList, Details, Form, Icone, Item, Largeur, Link,
        Row, Select, Tag, TextField, Ton, Variante,
    },
};
use api_types::indemnisation::{ChiffreApplique, Demande, ReglesDemande};
use leptos::prelude::*;

/// The card "Règles de calcul".
#[component]
pub fn Regles(dossier: Dossier, modifiable: bool) -> impl IntoView {
    view! {
        <Card titre="Règles de calcul" icone=Icone::Euro>
            {move || {
                let demande = dossier.demande();
                let collective = demande
                    .duree_collective
                    .as_deref()
                    .map_or_else(|| "35 h (durée légale)".to_owned(), format::heures);
                view! {
                    <DescriptionList>
                        <Item libelle="Régime">{demande.regime_libelle.clone()}</Item>
                        <Item libelle="Durée collective">{collective}</Item>
                        {demande
                            .amenagement_long
                            .then(|| view! { <Item libelle="Temps de travail">"Aménagé sur plus de 6 mois"</Item> })}
                    </DescriptionList>
                    <Chiffres chiffres=demande.chiffres/>
                }
            }}
            {modifiable.then(|| view! { <Changer dossier/> })}
        </Card>
    }
}

#[component]
fn Chiffres(chiffres: Vec<ChiffreApplique>) -> impl IntoView {
    let a_confirmer = chiffres.iter().any(|chiffre| !chiffre.confirme);
    let lignes = chiffres.into_iter().map(chiffre).collect_view();
    view! {
        {a_confirmer.then(|| view! { <p><Tag ton=Ton::Attention libelle="Chiffre à confirmer"/></p> })}
        <Details resume=|| "Taux, planchers et plafonds appliqués">
            <DescriptionList>{lignes}</DescriptionList>
        </Details>
    }
}

fn chiffre(chiffre: ChiffreApplique) -> impl IntoView {
    let dit = calcul::chiffre(&chiffre).map_or_else(|| chiffre.valeur.clone(), |c| c.en_francais());
    let suite = if chiffre.confirme { "" } else { ", à confirmer" };
    view! {
        <Item libelle=chiffre.libelle>
            {dit} <span class="ap-petit ap-doux">{format!(" ({}{suite})", chiffre.source)}</span>
        </Item>
    }
}

#[component]
fn Changer(dossier: Dossier) -> impl IntoView {
    let acces = acces();
    let annonces = expect_context::<Annonces>();
    let ouvert = RwSignal::new(false);
    let f = Formulaire::new("regles-di");
    let demande = untrack(|| dossier.demande());
    let regime = f.champ_avec("/regime", "Régime", &demande.regime);
    let collective = demande.duree_collective.as_deref().map(format::nombre_heures);
    let duree = f.champ_avec(
        "/duree_collective",
        "Durée collective du travail",
        &collective.unwrap_or_default(),
    );
    let long = RwSignal::new(demande.amenagement_long);
    let choix = Signal::derive(move || possibles(&dossier.demande()));
    let enregistrer = move || {
        let corps = ReglesDemande {
            regime: regime.valeur.get_untracked(),
            duree_collective: duree.valeur.get_untracked(),
            amenagement_long: long.get_untracked(),
        };
        let id = dossier.id.get_value();
        f.envoyer(
            acces,
            async move {
                client()
                    .changer_regles(&id, &dossier.version().await, &corps)
                    .await
            },
            move |lu| {
                annonces.dire("Règles enregistrées, montants recalculés.");
                dossier.donnees.remplacer(lu);
                dossier.lignes_perimees.update(|n| *n += 1);
                ouvert.set(false);
            },
        );
    };
    view! {
        <Show
            when=move || ouvert.get()
            fallback=move || view! {
                <Row>
                    <Button variante=Variante::Secondaire petit=true au_clic=move || ouvert.set(true)>
                        "Changer le régime ou la durée"
                    </Button>
                </Row>
            }
        >
            <Form au_envoi=enregistrer>
                <ResumeErreurs formulaire=f/>
                <Select
                    champ=regime
                    choix
                    requis=true
                    indice="Ceux qui sont en vigueur ce mois-là dans votre territoire."
                />
                <TextField
                    champ=duree
                    clavier="decimal"
                    largeur=Largeur::Moyenne
                    suffixe="h"
                    indice="Seulement si l'établissement travaille moins de 35 h par semaine (art. R5122-19) ; sinon laissez vide."
                />
                <Checkbox id="regles-di-amenagement" coche=long>
                    "Le temps de travail est aménagé sur plus de 6 mois : 6 mois de plus pour demander (art. L5122-1)"
                </Checkbox>
                <p class="ap-petit">
                    <Link href="/aide/fiches/comprendre-le-calcul">"Quel régime choisir ?"</Link>
                </p>
                <Row>
                    <Button soumettre=true petit=true en_cours=f.en_cours()>"Enregistrer les règles"</Button>
                    <Button variante=Variante::Discret petit=true au_clic=move || ouvert.set(false)>"Annuler"</Button>
                </Row>
            </Form>
        </Show>
    }
}

fn possibles(demande: &Demande) -> Vec<Choix> {
    let regimes = demande.regimes.iter();
    regimes
        .map(|regime| Choix::new(regime.code.clone(), regime.libelle.clone()))
        .collect()
}
