//! Beside the claim: what comes next, where it is paid, what happened.

use super::{correction::Versions, file::Signaux, page::Dossier};
use crate::{
    format,
    pages::chronologie,
    ui::{Alert, Card, DescriptionList, Icone, Item, Jalon, Link, Timeline, Ton},
};
use api_types::indemnisation::{Demande, SuiteDemande};
use leptos::prelude::*;

/// Next step, payment, versions and timeline.
#[component]
pub fn Suivi(dossier: Dossier) -> impl IntoView {
    view! {
        {move || {
            let demande = dossier.demande();
            (!demande.signaux.is_empty()).then(|| view! {
                <Card titre="À regarder" icone=Icone::Alerte><Signaux signaux=demande.signaux.clone()/></Card>
            })
        }}
        {move || view! { <Paiement demande=dossier.demande()/> }}
        <Versions dossier/>
        {move || view! { <Chronologie demande=dossier.demande()/> }}
    }
}

fn qui(suite: &SuiteDemande) -> &'static str {
    match suite.qui.as_str() {
        "employeur" => "Employeur",
        "unite_departementale" => "Unité départementale",
        "agence" => "Agence de paiement",
        _ => "",
    }
}

/// State of the payment: amount, account, date, next step.
#[component]
fn Paiement(demande: Demande) -> impl IntoView {
    let dernier = demande.paiements.last().cloned();
    let brouillon = demande.etat == "provisoire";
    let renvoye = demande.etat == "paiement_invalide";
    let fiche = format!("/etablissements/{}", demande.siret);
    let historique = demande
        .paiements
        .iter()
        .map(|pas| {
            let compte = pas.iban_masque.as_ref().map(|compte| format!(" · {compte}"));
            let motifs = pas.motifs.as_ref().map(|motifs| format!(" · {motifs}"));
            view! {
                <li>
                    <span class="ap-gras">{pas.etat_libelle.clone()}</span>
                    <br/>
                    <span class="ap-petit ap-doux">
                        {format::instant(&pas.le)} " · " {format::euros(&pas.montant)} {compte} {motifs}
                    </span>
                </li>
            }
        })
        .collect_view();
    let correction = demande.corrige.is_some();
    let suite = demande.suite.clone();
    let plusieurs = demande.paiements.len() > 1;
    let (dap, limite) = (format!("/daps/{}", demande.dap_id), format::date(&demande.limite));
    view! {
        <Card titre="Paiement" icone=Icone::Banque>
            {suite.map(|suite| view! {
                <Alert ton=if renvoye { Ton::Attention } else { Ton::Info } titre="Prochaine étape">
                    <p>{suite.libelle}</p>
                    {suite.avant_le.map(|jour| view! {
                        <p class="ap-petit">{format!("Au plus tard le {}", format::date(&jour))}</p>
                    })}
                    {renvoye.then(|| view! { <p><Link href=fiche.clone()>"Changer de compte bancaire"</Link></p> })}
                </Alert>
            })}
            <DescriptionList>
                <Item libelle=if correction { "Différence à payer" } else { "Montant" }>
                    {format::ecart_euros(&demande.a_payer, correction)}
                </Item>
                {dernier.map(|pas| view! {
                    <Item libelle=pas.etat_libelle.clone()>{format::instant(&pas.le)}</Item>
                })}
                <Item libelle="Compte crédité">
                    {demande.iban_masque.unwrap_or_else(|| "Aucune coordonnée bancaire active".to_owned())}
                </Item>
                <Item libelle="Autorisation">
                    <Link href=dap>{demande.dap_numero}</Link>
                </Item>
                {brouillon.then(|| view! {
                    <Item libelle="Dernier jour pour la demander">{limite.clone()}</Item>
                })}
            </DescriptionList>
            {plusieurs.then(|| view! {
                <ol class="ap-signaux" role="list" aria-label="Historique du paiement">{historique}</ol>
            })}
        </Card>
    }
}

#[component]
fn Chronologie(demande: Demande) -> impl IntoView {
    let mut jalons = chronologie(&demande.chronologie);
    jalons.extend(demande.suite.map(|suite| Jalon {
        auteur: Some(qui(&suite).to_owned()),
        date: match suite.avant_le {
            Some(jour) => format!("au plus tard le {}", format::date(&jour)),
            None => "ensuite".to_owned(),
        },
        libelle: suite.libelle,
        a_venir: true,
    }));
    view! { <Card titre="Suivi" icone=Icone::Horloge><Timeline jalons/></Card> }
}
