//! A DAP that was sent: decision, request, receipt and timeline; for the agent, the instruction.

use super::{
    consommation::Consommation,
    contenu::ContenuDap,
    decider::Instruction,
    decision::Decision,
    etapes::avertissement,
    messages::Messages,
    pieces::Pieces,
    suivi::Suivi,
    versions::{Comparaison, Versions},
};
use crate::{
    api::{Donnees, acces, client},
    format,
    formulaire::{Formulaire, ResumeErreurs},
    pages::etats::EtatDap,
    ui::{Breadcrumb, Button, Columns, Dialog, PageHeader, Row, Variante},
};
use api_types::dap::Dap;
use client::Versionne;
use leptos::prelude::*;

/// The file of a DAP.
#[component]
pub fn LectureDap(lu: Versionne<Dap>, donnees: Donnees<Versionne<Dap>>) -> impl IntoView {
    let acces = acces();
    let f = Formulaire::new("retrait");
    let dap = lu.corps;
    let etag = StoredValue::new(lu.etag);
    let id = StoredValue::new(dap.id.clone());
    let agent = untrack(|| acces.role()) == "agent_ud";
    let peut = |action: &str| dap.actions.iter().any(|a| a == action);
    let retrait = RwSignal::new(false);
    let retirer = move || {
        retrait.set(false);
        f.envoyer(
            acces,
            async move { client().retirer_dap(&id.get_value(), &etag.get_value()).await },
            move |retiree| donnees.remplacer(retiree),
        );
    };
    let peut_retirer = peut("retirer");
    let sous_titre = format!(
        "{} · SIRET {}",
        dap.denomination,
        format::siret(&dap.saisie.siret)
    );
    let (code, libelle) = (dap.etat.clone(), dap.etat_libelle.clone());
    let fil = if agent {
        ("/instruction".to_owned(), "Demandes d'autorisation".to_owned())
    } else {
        ("/daps".to_owned(), "Demandes d'autorisation préalable".to_owned())
    };
    let suivi = dap.clone();
    // Once decided, what the law warned of no longer matters to the employer.
    let avertissements = dap
        .avertissements
        .clone()
        .into_iter()
        .map(avertissement)
        .collect_view();
    view! {
        <Breadcrumb etapes=vec![fil] ici=dap.numero.clone()/>
        <PageHeader
            titre=format!("Demande d'autorisation {}", dap.numero)
            sous_titre=move || sous_titre.clone()
            etat=move || view! { <EtatDap code=code.clone() libelle=libelle.clone()/> }
            actions=move || peut_retirer.then(|| view! {
                <Button variante=Variante::Secondaire en_cours=f.en_cours() au_clic=move || retrait.set(true)>
                    "Retirer la demande"
                </Button>
            })
        />
        <ResumeErreurs formulaire=f/>
        <Columns cote=move || view! { <Suivi dap=suivi.clone()/> }>
            {dap.decision.clone().map(|decision| view! { <Decision decision dap_id=dap.id.clone() agent/> })}
            {(dap.etat == "validee" && dap.avenant_de.is_none())
                .then(|| view! { <Consommation id=dap.id.clone()/> })}
            {agent.then(|| view! { <Instruction dap=dap.clone() etag donnees/> })}
            <Versions dap=dap.clone() etag/>
            {dap.comparaison.clone().map(|comparaison| view! { <Comparaison comparaison/> })}
            {(agent || dap.decision.is_none()).then_some(avertissements)}
            <ContenuDap saisie=dap.saisie.clone()/>
            <Pieces pieces=dap.pieces.clone()/>
            <Messages dap=dap.clone() agent donnees/>
        </Columns>
        <Dialog ouvert=retrait titre="Retirer cette demande ?">
            <p>"L'unité départementale ne l'instruira pas. Vous pourrez en saisir une autre."</p>
            <Row>
                <Button danger=true au_clic=retirer>"Retirer"</Button>
                <Button variante=Variante::Discret au_clic=move || retrait.set(false)>"Garder"</Button>
            </Row>
        </Dialog>
    }
}
