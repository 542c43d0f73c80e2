//! The reasons of a decision: those of the table, and the agent's own words.

use crate::{
    api::acces,
    formulaire::Formulaire,
    ui::{Champ, CheckboxGroup, Choix, TextArea},
};
use api_types::dap::DecisionDap;
use domain::{dap::motifs_possibles, mois::jour_de_paris};
use leptos::prelude::*;

/// What is ticked and what is written.
#[derive(Clone, Copy)]
pub struct Motifs {
    decision: &'static str,
    texte: Champ,
    coches: RwSignal<Vec<String>>,
}

impl Motifs {
    /// `decision` is `valider`, `invalider` or `refuser`.
    pub fn new(f: Formulaire, decision: &'static str) -> Self {
        let coches = RwSignal::new(Vec::new());
        Effect::new(move |_| {
            coches.track();
            f.oublier("/motifs");
        });
        Self {
            decision,
            texte: f.champ("/motifs", "Précisions"),
            coches,
        }
    }

    /// The decision with its reasons.
    pub fn corps(self) -> DecisionDap {
        DecisionDap {
            decision: self.decision.to_owned(),
            motifs: self.texte.valeur.get_untracked(),
            motifs_codes: self.coches.get_untracked(),
            ..Default::default()
        }
    }
}

/// Both fields.
#[component]
pub fn ChoixMotifs(motifs: Motifs, #[prop(into)] id: String, #[prop(into)] indice: String) -> impl IntoView {
    let table = acces()
        .maintenant()
        .map(|maintenant| motifs_possibles(motifs.decision, jour_de_paris(maintenant)))
        .unwrap_or_default()
        .into_iter()
        .map(|motif| Choix::new(motif.code.clone(), motif.libelle.clone()))
        .collect::<Vec<_>>();
    view! {
        <CheckboxGroup
            id
            legende="Motifs"
            indice="Cochez, ou écrivez dans vos mots ; l'employeur lit l'un et l'autre."
            coches=motifs.coches
            choix=table
        />
        <TextArea champ=motifs.texte indice/>
    }
}
