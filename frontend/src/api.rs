//! Calling the API from a page: the client, data that load, and what an error says.

use crate::{
    session::Acces,
    ui::{Alert, Button, Link, Skeleton, SourceRegle, Ton, Variante},
};
use api_types::ErreurChamp;
use client::{Client, Erreur};
use domain::source::source_du_code;
use leptos::{prelude::*, task::spawn_local};

/// The client of the page's own origin.
pub fn client() -> Client {
    Client::new("")
}

/// The session of the application.
pub fn acces() -> Acces {
    expect_context::<Acces>()
}

/// Where the rule of a fault comes from, found here or by the server.
pub fn source_faute(faute: &ErreurChamp) -> Option<String> {
    let connue = || source_du_code(&faute.code).map(str::to_owned);
    faute.source.clone().or_else(connue)
}

/// Where the rule of a refusal as a whole comes from.
pub fn source_erreur(erreur: &Erreur) -> Option<String> {
    erreur.probleme()?.source.clone()
}

/// What a person reads of an error in one text: the reason, the way out, the source.
pub fn texte_erreur(erreur: &Erreur) -> String {
    let message = message_erreur(erreur);
    match source_erreur(erreur) {
        Some(source) => format!("{message} (Source : {source}.)"),
        None => message,
    }
}

/// The reason and the way out, where the source is shown beside.
pub fn message_erreur(erreur: &Erreur) -> String {
    match erreur.probleme() {
        Some(probleme) if !probleme.errors.is_empty() => probleme
            .errors
            .iter()
            .map(|faute| faute.message.as_str())
            .collect::<Vec<_>>()
            .join(" "),
        Some(probleme) if !probleme.detail.is_empty() => probleme.detail.clone(),
        Some(probleme) => probleme.title.clone(),
        None => erreur.to_string(),
    }
}

/// Data on their way.
#[derive(Debug, Clone)]
pub enum Chargement<T> {
    EnCours,
    Pret(T),
    Echec(Erreur),
}

/// Data of the API, loaded again when what they depend on changes.
pub struct Donnees<T: 'static> {
    etat: RwSignal<Chargement<T>>,
    demande: RwSignal<u32>,
}

impl<T> Clone for Donnees<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Donnees<T> {}

impl<T: Clone + Send + Sync + 'static> Donnees<T> {
    /// Loads by `appel`, again whenever a signal that it reads changes.
    pub fn charger<F>(appel: impl Fn() -> F + 'static) -> Self
    where
        F: Future<Output = Result<T, Erreur>> + 'static,
    {
        let acces = acces();
        let donnees = Self {
            etat: RwSignal::new(Chargement::EnCours),
            demande: RwSignal::new(0),
        };
        let serie = StoredValue::new(0_u32);
        Effect::new(move |vu: Option<u32>| {
            donnees.demande.track();
            let retours = acces.retours().get();
            let echec = donnees
                .etat
                .with_untracked(|etat| matches!(etat, Chargement::Echec(_)));
            let appel = appel();
            // A new session asks again only for what had failed: a form under way stays.
            if vu.is_some_and(|vu| vu != retours) && !echec {
                return retours;
            }
            let numero = serie.get_value().wrapping_add(1);
            serie.set_value(numero);
            spawn_local(async move {
                let resultat = acces.appeler(appel).await;
                // An answer that a newer question has overtaken is dropped.
                if serie.try_get_value() == Some(numero) {
                    donnees.etat.try_set(match resultat {
                        Ok(valeur) => Chargement::Pret(valeur),
                        Err(erreur) => Chargement::Echec(erreur),
                    });
                }
            });
            retours
        });
        donnees
    }

    /// Asks again; what is shown stays until the answer comes.
    pub fn recharger(self) {
        self.demande.try_update(|n| *n += 1);
    }

    /// Replaces the data by what a call just answered.
    pub fn remplacer(self, valeur: T) {
        self.etat.try_set(Chargement::Pret(valeur));
    }

    /// Changes the data in place.
    pub fn modifier(self, changement: impl FnOnce(&mut T)) {
        self.etat.try_update(|etat| {
            if let Chargement::Pret(valeur) = etat {
                changement(valeur);
            }
        });
    }

    /// The data, once there; tracked.
    pub fn lire(self) -> Option<T> {
        self.etat.with(|etat| match etat {
            Chargement::Pret(valeur) => Some(valeur.clone()),
            Chargement::EnCours | Chargement::Echec(_) => None,
        })
    }

    /// The data as they stand; not tracked.
    pub fn lire_sans_suivre(self) -> Option<T> {
        untrack(|| self.lire())
    }

    /// Shows the data by `vue`, or that they are coming, or why they do not come.
    pub fn afficher<V: IntoView + 'static>(self, vue: impl Fn(T) -> V + Send + 'static) -> impl IntoView {
        move || match self.etat.get() {
            Chargement::EnCours => view! { <Skeleton/> }.into_any(),
            Chargement::Pret(valeur) => vue(valeur).into_any(),
            Chargement::Echec(erreur) if erreur.probleme().is_some_and(|p| !p.errors.is_empty()) => {
                view! { <CriteresACorriger erreur/> }.into_any()
            }
            Chargement::Echec(erreur) => {
                let texte = message_erreur(&erreur);
                let source = source_erreur(&erreur);
                let fiche = erreur.probleme().and_then(|probleme| probleme.help_url.clone());
                view! {
                    <Alert ton=Ton::Danger titre="Le chargement a échoué" vivant=true>
                        <p>{texte} {source.map(|source| view! { " " <SourceRegle source/> })}</p>
                        {fiche.map(|href| view! { <p><Link href=href>"En savoir plus"</Link></p> })}
                        <Button variante=Variante::Secondaire au_clic=move || self.recharger()>
                            "Réessayer"
                        </Button>
                    </Alert>
                }
                .into_any()
            }
        }
    }
}

/// What was asked cannot be read: each fault, once.
#[component]
fn CriteresACorriger(erreur: Erreur) -> impl IntoView {
    let mut messages: Vec<String> = Vec::new();
    for faute in erreur.probleme().map(|p| p.errors.clone()).unwrap_or_default() {
        let dit = match critere(&faute.pointer) {
            "" => faute.message,
            champ => format!("{champ} : {}", faute.message),
        };
        if !messages.contains(&dit) {
            messages.push(dit);
        }
    }
    view! {
        <Alert ton=Ton::Attention titre="Critères à corriger" vivant=true>
            <ul>{messages.into_iter().map(|message| view! { <li>{message}</li> }).collect_view()}</ul>
        </Alert>
    }
}

/// The label of a criterion of a list.
fn critere(pointeur: &str) -> &'static str {
    match pointeur {
        "/du" => "Période à partir du",
        "/au" => "Période jusqu'au",
        "/mois" => "Mois",
        "/siret" => "SIRET",
        "/etat" => "État",
        "/motif" => "Motif",
        "/tri" => "Ordre",
        _ => "",
    }
}
