//! One decision on the DAPs chosen in the queue: what would become of each, then the decision.

use super::motifs::{ChoixMotifs, Motifs};
use crate::{
    api::client,
    formulaire::{Formulaire, ResumeErreurs},
    pages::lot_demandes::{Appel, Barre, Choisies, Confirmer},
    ui::{Button, Dialog, Stack, Variante},
};
use api_types::{
    dap::{DapDuLot, DecisionsDap, IssuesDap},
    paiement::{DemandeDuLot, IssueDemande, IssuesDemandes},
};
use leptos::prelude::*;

/// The bar below the queue, and its dialog.
#[component]
pub fn Grouper(choisies: Choisies, #[prop(into)] au_succes: Callback<()>) -> impl IntoView {
    let decision = RwSignal::new("valider");
    let ouvert = RwSignal::new(false);
    let decider = move |quoi: &'static str| {
        decision.set(quoi);
        ouvert.set(true);
    };
    view! {
        <Barre choisies>
            <Button petit=true au_clic=move || decider("valider")>"Valider ensemble…"</Button>
            <Button petit=true variante=Variante::Secondaire au_clic=move || decider("invalider")>
                "Invalider ensemble…"
            </Button>
            <Button petit=true variante=Variante::Secondaire danger=true au_clic=move || decider("refuser")>
                "Refuser ensemble…"
            </Button>
        </Barre>
        <Dialog ouvert titre="Décider ensemble" large=true>
            <Decider choisies decision=decision.get_untracked() ouvert au_succes/>
        </Dialog>
    }
}

#[component]
fn Decider(
    choisies: Choisies,
    decision: &'static str,
    ouvert: RwSignal<bool>,
    au_succes: Callback<()>,
) -> impl IntoView {
    let f = Formulaire::new("groupe");
    let motifs = Motifs::new(f, decision);
    let appel = Appel::new(move |(demandes, essai): (Vec<DemandeDuLot>, bool)| {
        let corps = DecisionsDap {
            decision: motifs.corps(),
            daps: demandes
                .into_iter()
                .map(|DemandeDuLot { id, version }| DapDuLot { id, version })
                .collect(),
            essai,
        };
        Box::pin(async move { client().decider_daps(&corps).await.map(issues) })
    });
    let (verbe, danger) = match decision {
        "valider" => ("Valider", false),
        "invalider" => ("Invalider", false),
        _ => ("Refuser", true),
    };
    view! {
        <Stack>
            <ResumeErreurs formulaire=f/>
            {(decision != "valider").then(|| view! {
                <ChoixMotifs
                    motifs
                    id="groupe-motifs-codes"
                    indice="Les mêmes motifs et le même texte sont envoyés à chaque employeur, avec la suite possible."
                />
            })}
            <Confirmer choisies f appel verbe danger ouvert au_succes/>
        </Stack>
    }
}

/// What became of each DAP, as every batch tells it.
fn issues(lues: IssuesDap) -> IssuesDemandes {
    let items = lues.items.into_iter().map(|issue| IssueDemande {
        id: issue.id,
        numero: issue.numero,
        etat: issue.etat,
        etat_libelle: issue.etat_libelle,
        code: issue.code,
        message: issue.message,
        ..Default::default()
    });
    IssuesDemandes {
        items: items.collect(),
        faites: lues.decidees,
        essai: lues.essai,
    }
}
