//! One establishment: its sheet, its bank details, its employees.

use super::{coordonnees_bancaires::CoordonneesBancaires, fiche::Fiche};
use crate::{
    api::{Donnees, client},
    format,
    ui::{
        Alert, Breadcrumb, ButtonLink, Card, Columns, DescriptionList, Frame, Icone, Item, Link, PageHeader,
        Row, Ton, Variante,
    },
};
use api_types::etablissement::Etablissement;
use client::Versionne;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// `/etablissements/:siret`.
#[component]
pub fn PageEtablissement() -> impl IntoView {
    let parametres = use_params_map();
    let siret = Memo::new(move |_| parametres.with(|p| p.get("siret").unwrap_or_default()));
    let donnees = Donnees::charger(move || {
        let siret = siret.get();
        async move { client().lire_etablissement(&siret).await }
    });
    // Shown once per establishment: a saved sheet must not build the form anew.
    let charge = Memo::new(move |_| donnees.lire().map(|lu| lu.corps.siret));
    view! {
        <Frame>
            {move || match charge.get() {
                Some(_) => donnees
                    .lire_sans_suivre()
                    .map(|lu| view! { <Contenu lu donnees/> })
                    .into_any(),
                None => donnees.afficher(|_| ()).into_any(),
            }}
        </Frame>
    }
}

#[component]
fn Contenu(lu: Versionne<Etablissement>, donnees: Donnees<Versionne<Etablissement>>) -> impl IntoView {
    let siret = lu.corps.siret.clone();
    let denomination = lu.corps.fiche.denomination.clone();
    let courant = Signal::derive(move || donnees.lire().map(|lu| lu.corps).unwrap_or_default());
    let (siret_salaries, siret_banque, sous_titre) = (
        siret.clone(),
        siret.clone(),
        format!("SIRET {}", format::siret(&siret)),
    );
    let cote = move || {
        let siret = siret_salaries.clone();
        let personnes = format!("/etablissements/{siret}/utilisateurs");
        view! {
            <Situation courant/>
            {move || courant.with(|e| e.role != "tiers_declarant").then(|| {
                let personnes = personnes.clone();
                view! {
                    <Card titre="Utilisateurs et mandats" icone=Icone::Utilisateur>
                        <p class="ap-doux">"Qui agit pour l'établissement : utilisateurs et experts-comptables."</p>
                        <Row>
                            <ButtonLink href=personnes variante=Variante::Secondaire>
                                "Voir les utilisateurs"
                            </ButtonLink>
                        </Row>
                    </Card>
                }
            })}
            <Card titre="Salariés" icone=Icone::Groupe>
                <p class="ap-doux">"Le registre des salariés sert à vos demandes d'indemnisation."</p>
                <Row>
                    <ButtonLink
                        href=format!("/etablissements/{siret}/salaries")
                        variante=Variante::Secondaire
                    >
                        "Gérer les salariés"
                    </ButtonLink>
                </Row>
            </Card>
        }
    };
    view! {
        <Breadcrumb
            etapes=vec![("/etablissements".into(), "Mes établissements".into())]
            ici=denomination
        />
        <PageHeader
            titre=Signal::derive(move || courant.with(|e| e.fiche.denomination.clone()))
            sous_titre=move || sous_titre.clone()
        />
        <Columns cote>
            <Fiche lu donnees/>
            <CoordonneesBancaires siret=siret_banque au_changement=move || donnees.recharger()/>
        </Columns>
    }
}

/// What is known of the establishment, and what is still missing.
#[component]
fn Situation(courant: Signal<Etablissement>) -> impl IntoView {
    view! {
        <Card titre="Situation" icone=Icone::Batiment>
            {move || {
                let e = courant.get();
                view! {
                    <DescriptionList>
                        <Item libelle="Unité départementale">
                            {format!("{} ({})", e.departement_nom, e.departement)}
                        </Item>
                        {e.principal.map(|nom| view! { <Item libelle="Compte principal utilisateur">{nom}</Item> })}
                        {(e.role == "tiers_declarant").then(|| view! { <Item libelle="Vous agissez">"Par mandat (tiers déclarant)"</Item> })}
                        {e.ancien.map(|lie| view! {
                            <Item libelle="Remplace le SIRET">
                                <Link href=format!("/etablissements/{}", lie.siret)>{format::siret(&lie.siret)}</Link>
                                <span class="ap-petit ap-doux">" Ses DAP et ses DI y restent lisibles."</span>
                            </Item>
                        })}
                        {e.successeurs.into_iter().map(|lie| view! {
                            <Item libelle="Remplacé par le SIRET">
                                <Link href=format!("/etablissements/{}", lie.siret)>{format::siret(&lie.siret)}</Link>
                            </Item>
                        }).collect_view()}
                        <Item libelle="Dernière modification">{format::instant(&e.modifie_le)}</Item>
                    </DescriptionList>
                    {e.ferme.then(|| view! {
                        <Alert ton=Ton::Attention>
                            <p>"Le répertoire des entreprises indique cet établissement comme fermé. Vous pouvez faire vos demandes ; l'agent en est informé."</p>
                        </Alert>
                    })}
                    {e.a_verifier.then(|| view! {
                        <Alert ton=Ton::Attention>
                            <p>"Ce SIRET n'a pas pu être confirmé par le répertoire des entreprises : il sera vérifié. Vous pouvez faire vos demandes."</p>
                        </Alert>
                    })}
                    {(!e.manques.is_empty()).then(|| view! {
                        <Alert ton=Ton::Attention titre="Fiche à compléter">
                            <p>"Pour envoyer une DAP, il manque l'effectif ou la personne à contacter."</p>
                        </Alert>
                    })}
                    {(!e.coordonnees_bancaires_actives).then(|| view! {
                        <Alert ton=Ton::Attention titre="Pas de coordonnées bancaires actives">
                            <p>"Ajoutez-en et activez-les : sans elles, ni une demande d'autorisation ni une demande d'indemnisation ne peut être envoyée."</p>
                        </Alert>
                    })}
                }
            }}
        </Card>
    }
}
