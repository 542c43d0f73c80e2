//! Drafts that save themselves: nothing typed is ever lost, and the page says when it was saved.

use crate::ui::{Icon, Icone};
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};
use std::{future::Future, pin::Pin, sync::Arc};

/// Quiet time after the last keystroke, in milliseconds.
const REPOS: u32 = 900;
/// Before trying again after a failure, in milliseconds.
const REPRISE: u32 = 8_000;

/// Where the saving stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Statut {
    /// Nothing to save yet in this visit.
    Calme,
    EnCours,
    /// Saved, at this time of day.
    Enregistre(String),
    /// Not saved, and why; tried again by itself.
    Echec(String),
    /// Not saved before the person has mended this.
    ACorriger(String),
    /// Changed elsewhere: saving would overwrite.
    Conflit,
}

/// What one saving answers.
pub type Issue = Result<String, EchecEnregistrement>;

/// Why a saving failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EchecEnregistrement {
    Conflit,
    /// The form is not fit to be saved: what is to be mended.
    ACorriger(String),
    Autre(String),
}

type Ecriture = Arc<dyn Fn() -> Pin<Box<dyn Future<Output = Issue>>> + Send + Sync>;

/// Saves a draft some time after each change, one call at a time.
#[derive(Clone, Copy)]
pub struct Enregistrement {
    statut: RwSignal<Statut>,
    /// Grows at each change.
    demande: StoredValue<u64>,
    /// The change that the last successful saving held.
    acquis: StoredValue<u64>,
    occupe: StoredValue<bool>,
    ecriture: StoredValue<Ecriture>,
}

impl Enregistrement {
    /// `ecriture` reads the form and sends it; its success is the time of the saving.
    pub fn new<F>(ecriture: impl Fn() -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Issue> + 'static,
    {
        let ecriture: Ecriture = Arc::new(move || Box::pin(ecriture()));
        Self {
            statut: RwSignal::new(Statut::Calme),
            demande: StoredValue::new(0),
            acquis: StoredValue::new(0),
            occupe: StoredValue::new(false),
            ecriture: StoredValue::new(ecriture),
        }
    }

    /// The form has changed.
    pub fn toucher(self) {
        let numero = self.demande.get_value() + 1;
        self.demande.set_value(numero);
        spawn_local(async move {
            TimeoutFuture::new(REPOS).await;
            if self.demande.try_get_value() == Some(numero) {
                self.enregistrer().await;
            }
        });
    }

    /// Saves what is not saved yet. `true` when everything is on the server.
    pub async fn enregistrer(self) -> bool {
        while self.occupe.try_get_value() == Some(true) {
            TimeoutFuture::new(50).await;
        }
        loop {
            let (Some(demande), Some(acquis)) = (self.demande.try_get_value(), self.acquis.try_get_value())
            else {
                return false;
            };
            if demande == acquis {
                return true;
            }
            if self.statut.get_untracked() == Statut::Conflit {
                return false;
            }
            self.occupe.set_value(true);
            self.statut.try_set(Statut::EnCours);
            let issue = self.ecriture.with_value(|ecriture| ecriture()).await;
            if self.occupe.try_update_value(|occupe| *occupe = false).is_none() {
                return false;
            }
            match issue {
                Ok(heure) => {
                    self.acquis.set_value(demande);
                    self.statut.try_set(Statut::Enregistre(heure));
                }
                Err(EchecEnregistrement::Conflit) => {
                    self.statut.try_set(Statut::Conflit);
                    return false;
                }
                Err(EchecEnregistrement::ACorriger(texte)) => {
                    self.statut.try_set(Statut::ACorriger(texte));
                    return false;
                }
                Err(EchecEnregistrement::Autre(texte)) => {
                    self.statut.try_set(Statut::Echec(texte));
                    self.reprendre(demande);
                    return false;
                }
            }
        }
    }

    /// Saves at once, changed or not: the person asked for it. `true` when it is on the server.
    pub async fn forcer(self) -> bool {
        self.demande.try_update_value(|numero| *numero += 1);
        self.enregistrer().await
    }

    /// What is typed cannot be saved as it stands: said at once, in place of an older "Enregistré".
    pub fn signaler(self, texte: &str) {
        if matches!(self.statut.get_untracked(), Statut::Calme | Statut::Enregistre(_)) {
            self.statut.set(Statut::ACorriger(texte.to_owned()));
        }
    }

    /// What kept it from being saved is mended: the saving that follows says the rest.
    pub fn apaiser(self) {
        if matches!(self.statut.get_untracked(), Statut::ACorriger(_)) {
            self.statut.set(Statut::EnCours);
        }
    }

    /// The page is being left: what is not saved yet goes out now. To be called while the draft is still there.
    pub fn quitter(self) {
        let a_faire = self.demande.try_get_value() != self.acquis.try_get_value();
        if a_faire && self.statut.try_get_untracked() != Some(Statut::Conflit) {
            let derniere = self.ecriture.try_with_value(|ecriture| ecriture());
            spawn_local(async move {
                if let Some(derniere) = derniere {
                    // Nobody is there any more to be told.
                    let _ = derniere.await;
                }
            });
        }
    }

    /// The person has settled the conflict: saving may go on.
    pub fn regler(self) {
        self.statut.try_set(Statut::Calme);
    }

    fn reprendre(self, demande: u64) {
        spawn_local(async move {
            TimeoutFuture::new(REPRISE).await;
            if self.demande.try_get_value() == Some(demande) {
                Box::pin(self.enregistrer()).await;
            }
        });
    }

    /// Why what was typed is not saved, if it is not; tracked.
    pub fn empechement(self) -> Option<String> {
        match self.statut.get() {
            Statut::Echec(texte) | Statut::ACorriger(texte) => Some(texte),
            Statut::Conflit => Some("cette demande a été modifiée ailleurs, rechargez-la.".to_owned()),
            Statut::Calme | Statut::EnCours | Statut::Enregistre(_) => None,
        }
    }

    /// True once the draft was changed elsewhere.
    pub fn conflit(self) -> bool {
        self.statut.get() == Statut::Conflit
    }
}

/// The status line: "Enregistré à 14:32".
#[component]
pub fn LigneEnregistrement(
    enregistrement: Enregistrement,
    /// Said before the first change.
    #[prop(default = "Brouillon enregistré automatiquement")]
    calme: &'static str,
    #[prop(default = "Non enregistré : cette demande a été modifiée ailleurs.")] conflit: &'static str,
) -> impl IntoView {
    view! {
        <p class="ap-enregistrement" role="status">
            {move || match enregistrement.statut.get() {
                Statut::Calme => calme.into_any(),
                Statut::EnCours => {
                    view! { <span class="ap-tourne" aria-hidden="true"></span> "Enregistrement…" }
                        .into_any()
                }
                Statut::Enregistre(heure) => {
                    view! { <Icon icone=Icone::Coche/> {format!("Enregistré à {heure}")} }.into_any()
                }
                Statut::Echec(texte) => view! {
                    <Icon icone=Icone::Alerte/>
                    {format!("Pas encore enregistré : {texte} Nouvel essai dans quelques secondes.")}
                }
                .into_any(),
                Statut::ACorriger(texte) => view! {
                    <Icon icone=Icone::Alerte/>
                    {format!("Pas enregistré : {texte}")}
                }
                .into_any(),
                Statut::Conflit => view! { <Icon icone=Icone::Alerte/> {conflit} }.into_any(),
            }}
        </p>
    }
}
