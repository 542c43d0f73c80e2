//! One request: who, for which establishment, and what was answered.

use crate::{
    format,
    ui::{Button, Cell, Row, RowCheckbox, Stack, Status, Tag, Ton, Variante, dom::focaliser},
};
use api_types::habilitation::Habilitation;
use domain::habilitation::{EtatHabilitation, RoleHabilitation};
use leptos::prelude::*;

/// One request of the list; it changes in place.
#[derive(Clone, Copy)]
pub struct Demande(RwSignal<Habilitation>);

impl Demande {
    pub fn new(habilitation: Habilitation) -> Self {
        Self(RwSignal::new(habilitation))
    }

    pub fn id(self) -> String {
        self.0.with_untracked(|h| h.id.clone())
    }

    /// It still waits for its answer.
    pub fn attend(self) -> bool {
        self.0
            .with_untracked(|h| h.etat == EtatHabilitation::EnAttente.code())
    }

    /// What is known of it; tracked.
    pub fn lire(self) -> Habilitation {
        self.0.get()
    }

    /// The answer that the API wrote; the focus goes to the line, whose buttons have gone.
    pub fn remplacer(self, decidee: Habilitation) {
        self.0.try_set(decidee);
        request_animation_frame(move || focaliser(&self.ancre()));
    }

    /// This person has an identifiant by now: another request of theirs was accepted.
    pub fn noter_compte(self, courriel: &str) {
        if self
            .0
            .with_untracked(|h| h.courriel == courriel && !h.compte_existant)
        {
            self.0.try_update(|h| h.compte_existant = true);
        }
    }

    fn ancre(self) -> String {
        format!("habilitation-{}", self.id())
    }
}

/// "Claire Martin".
pub fn personne(h: &Habilitation) -> String {
    format!("{} {}", h.prenom, h.nom)
}

#[component]
pub fn Ligne(
    demande: Demande,
    a_accepter: RwSignal<Option<Demande>>,
    a_refuser: RwSignal<Option<Demande>>,
    /// Ids of the requests chosen to be decided together.
    choisies: RwSignal<Vec<String>>,
) -> impl IntoView {
    let id = StoredValue::new(demande.id());
    let choisir = move |oui: bool| {
        choisies.update(|ids| {
            ids.retain(|autre| id.with_value(|id| autre != id));
            if oui {
                ids.push(id.get_value());
            }
        });
    };
    let choisie = Signal::derive(move || choisies.with(|ids| id.with_value(|id| ids.contains(id))));
    let lire = move |quoi: fn(&Habilitation) -> String| move || demande.0.with(quoi);
    let drapeau = move |quoi: fn(&Habilitation) -> bool| Memo::new(move |_| demande.0.with(quoi));
    let attente = drapeau(|h| h.etat == EtatHabilitation::EnAttente.code());
    let existant = drapeau(|h| h.compte_existant && h.etat == EtatHabilitation::EnAttente.code());
    let a_verifier = drapeau(|h| h.siret_a_verifier);
    view! {
        <tr id=demande.ancre() tabindex="-1">
            <Cell titre="Choisir">
                <Show when=move || attente.get()>
                    <RowCheckbox
                        etiquette=format!("Choisir la demande de {}", untrack(lire(personne)))
                        coche=choisie
                        au_changement=choisir
                    />
                </Show>
            </Cell>
            <Cell titre="Personne" entete=true>
                <Stack serre=true>
                    <span>{lire(personne)}</span>
                    <span class="ap-petit ap-doux ap-coupe">{lire(|h| h.courriel.clone())}</span>
                    <span class="ap-petit ap-doux ap-chiffres">{lire(|h| h.telephone.clone())}</span>
                    <Show when=move || existant.get()>
                        <div><Tag ton=Ton::Info libelle="Compte existant"/></div>
                    </Show>
                </Stack>
            </Cell>
            <Cell titre="Établissement">
                <Stack serre=true>
                    <span>{lire(|h| h.denomination.clone())}</span>
                    <span class="ap-petit ap-doux ap-chiffres">{lire(|h| format::siret(&h.siret))}</span>
                    <Show when=move || a_verifier.get()>
                        <div><Tag ton=Ton::Attention libelle="SIRET à vérifier"/></div>
                    </Show>
                </Stack>
            </Cell>
            <Cell titre="Rôle demandé">{lire(role)}</Cell>
            <Cell titre="Demandée le">
                <span class="ap-chiffres">{lire(|h| format::instant(&h.demandee_le))}</span>
            </Cell>
            <Cell titre="Réponse">
                <Show when=move || attente.get() fallback=move || view! { <Reponse demande/> }>
                    <Row>
                        <Button
                            petit=true
                            etiquette=format!("Accepter la demande de {}", untrack(lire(personne)))
                            au_clic=move || a_accepter.set(Some(demande))
                        >
                            "Accepter"
                        </Button>
                        <Button
                            petit=true
                            variante=Variante::Secondaire
                            etiquette=format!("Refuser la demande de {}", untrack(lire(personne)))
                            au_clic=move || a_refuser.set(Some(demande))
                        >
                            "Refuser"
                        </Button>
                    </Row>
                </Show>
            </Cell>
        </tr>
    }
}

fn role(h: &Habilitation) -> String {
    h.role
        .parse::<RoleHabilitation>()
        .map_or_else(|_| h.role.clone(), |role| role.libelle().to_owned())
}

/// What was answered, when, and why not.
#[component]
fn Reponse(demande: Demande) -> impl IntoView {
    move || {
        let h = demande.lire();
        let (ton, libelle) = match h.etat.as_str() {
            "acceptee" => (Ton::Succes, EtatHabilitation::Acceptee.libelle()),
            _ => (Ton::Danger, EtatHabilitation::Refusee.libelle()),
        };
        view! {
            <Stack serre=true>
                <div><Status ton libelle/></div>
                {h.decidee_le.map(|le| view! {
                    <span class="ap-petit ap-doux ap-chiffres">{format!("le {}", format::instant(&le))}</span>
                })}
                {h.motif.map(|motif| view! { <span class="ap-petit">{format!("Motif : {motif}")}</span> })}
            </Stack>
        }
    }
}
