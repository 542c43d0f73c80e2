//! One decision on the DAPs chosen in the queue: what would become of each, then the decision.

use crate::{
    api::{acces, client},
    formulaire::{Formulaire, ResumeErreurs},
    ui::{
        Alert, Annonces, Button, Dialog, Findings, Gravite, LinkButton, Row, SelectionBar, Stack, TextArea,
        Ton, Variante,
    },
};
use api_types::dap::{DapDuLot, DapResume, DecisionDap, DecisionsDap, IssuesDap};
use leptos::prelude::*;

/// What is chosen in the queue, as it was read.
#[derive(Clone, Copy)]
pub struct Choisies(RwSignal<Vec<DapResume>>);

impl Choisies {
    pub fn new() -> Self {
        Self(RwSignal::new(Vec::new()))
    }

    pub fn contient(self, id: &str) -> bool {
        self.0.with(|choisies| choisies.iter().any(|dap| dap.id == id))
    }

    pub fn basculer(self, dap: DapResume, choisie: bool) {
        self.0.update(|choisies| {
            choisies.retain(|autre| autre.id != dap.id);
            if choisie {
                choisies.push(dap);
            }
        });
    }
}

/// The bar below the queue, and its dialog.
#[component]
pub fn Grouper(choisies: Choisies, #[prop(into)] au_succes: Callback<()>) -> impl IntoView {
    let decision = RwSignal::new("valider");
    let ouvert = RwSignal::new(false);
    let decider = move |quoi: &'static str| {
        decision.set(quoi);
        ouvert.set(true);
    };
    let texte = Signal::derive(move || match choisies.0.with(Vec::len) {
        1 => "1 demande choisie".to_owned(),
        n => format!("{n} demandes choisies"),
    });
    view! {
        <Show when=move || choisies.0.with(|choisies| !choisies.is_empty())>
            <SelectionBar texte>
                <LinkButton au_clic=move || choisies.0.set(Vec::new())>"Ne rien choisir"</LinkButton>
                <Button petit=true au_clic=move || decider("valider")>"Valider ensemble…"</Button>
                <Button petit=true variante=Variante::Secondaire au_clic=move || decider("invalider")>
                    "Invalider ensemble…"
                </Button>
                <Button petit=true variante=Variante::Secondaire danger=true au_clic=move || decider("refuser")>
                    "Refuser ensemble…"
                </Button>
            </SelectionBar>
        </Show>
        <Dialog ouvert titre="Décider ensemble" large=true>
            <Confirmer choisies decision=decision.get_untracked() ouvert au_succes/>
        </Dialog>
    }
}

#[component]
fn Confirmer(
    choisies: Choisies,
    decision: &'static str,
    ouvert: RwSignal<bool>,
    au_succes: Callback<()>,
) -> impl IntoView {
    let acces = acces();
    let annonces = expect_context::<Annonces>();
    let f = Formulaire::new("groupe");
    let motifs = f.champ("/motifs", "Motifs");
    let apercu = RwSignal::new(None::<IssuesDap>);
    let corps = move |essai| DecisionsDap {
        decision: DecisionDap {
            decision: decision.to_owned(),
            motifs: motifs.valeur.get_untracked(),
            ..Default::default()
        },
        daps: choisies.0.with_untracked(|choisies| {
            choisies
                .iter()
                .map(|dap| DapDuLot {
                    id: dap.id.clone(),
                    version: dap.version,
                })
                .collect()
        }),
        essai,
    };
    let voir = move || {
        let corps = corps(true);
        f.envoyer(
            acces,
            async move { client().decider_daps(&corps).await },
            move |lu| {
                apercu.try_set(Some(lu));
            },
        );
    };
    let faire = move || {
        let corps = corps(false);
        f.envoyer(
            acces,
            async move { client().decider_daps(&corps).await },
            move |fait| {
                annonces.dire(format!(
                    "{} demandes décidées sur {}.",
                    fait.decidees,
                    fait.items.len()
                ));
                choisies.0.set(Vec::new());
                ouvert.set(false);
                au_succes.run(());
            },
        );
    };
    let motive = decision != "valider";
    let (verbe, danger) = match decision {
        "valider" => ("Valider", false),
        "invalider" => ("Invalider", false),
        _ => ("Refuser", true),
    };
    view! {
        <Stack>
            <ResumeErreurs formulaire=f/>
            {motive.then(|| view! {
                <TextArea champ=motifs requis=true indice="Le même texte est envoyé à chaque employeur, avec la suite possible."/>
            })}
            {move || match apercu.get() {
                None => view! {
                    <p>"L'aperçu dit ce qui arriverait à chaque demande ; rien n'est écrit."</p>
                    <Row><Button en_cours=f.en_cours() au_clic=voir>"Voir l'aperçu"</Button></Row>
                }
                .into_any(),
                Some(lu) => {
                    let decidees = lu.decidees;
                    let constats = lu.items.into_iter().map(|issue| match issue.message {
                        Some(message) => (Gravite::Information, format!("Ne sera pas décidée : {message}")),
                        None => (
                            Gravite::Bon,
                            format!(
                                "{} : {}",
                                issue.numero.unwrap_or_default(),
                                issue.etat_libelle.unwrap_or_default()
                            ),
                        ),
                    }).collect::<Vec<_>>();
                    view! {
                        <Findings constats/>
                        {if decidees == 0 {
                            view! { <Alert ton=Ton::Attention><p>"Aucune de ces demandes ne peut être ainsi décidée."</p></Alert> }
                                .into_any()
                        } else {
                            view! {
                                <Row>
                                    <Button danger en_cours=f.en_cours() au_clic=faire>
                                        {format!("{verbe} {decidees} demandes")}
                                    </Button>
                                    <Button variante=Variante::Discret au_clic=move || ouvert.set(false)>"Annuler"</Button>
                                </Row>
                            }
                            .into_any()
                        }}
                    }
                    .into_any()
                }
            }}
        </Stack>
    }
}
