//! Who is connected, until when, and what happens when the session ends.
//!
//! The end is counted from the difference between the two instants that the server gives
//! (`expire_le` − `maintenant`), so that a machine whose clock is wrong counts right.

use crate::{api::client, format::lire_instant};
use api_types::session::Session;
use client::Erreur;
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};
use time::{Duration, OffsetDateTime};

/// The warning comes this many seconds before the end.
pub const PREAVIS_SECONDES: i64 = 120;

/// What is known about the session. Not yet known is not the same as absent: a page must not
/// send a connected person to the login page because the answer has not come yet.
#[derive(Debug, Clone, PartialEq)]
pub enum EtatSession {
    Inconnue,
    Absente,
    Presente(Box<Session>),
}

/// The session of the application, made once.
#[derive(Clone, Copy)]
pub struct Acces {
    etat: RwSignal<EtatSession>,
    /// End by the browser's clock, in milliseconds.
    fin: StoredValue<Option<f64>>,
    /// An instant of the server, and the browser's clock when it was told.
    reference: StoredValue<Option<(OffsetDateTime, f64)>>,
    /// Seconds left, once fewer than the notice.
    restant: RwSignal<Option<i64>>,
    /// The session ended while pages were open: log in again above them.
    expiree: RwSignal<bool>,
    /// Grows at each return, so that what failed is asked again.
    retours: RwSignal<u32>,
}

impl Acces {
    /// A session not yet known.
    pub fn new() -> Self {
        Self {
            etat: RwSignal::new(EtatSession::Inconnue),
            fin: StoredValue::new(None),
            reference: StoredValue::new(None),
            restant: RwSignal::new(None),
            expiree: RwSignal::new(false),
            retours: RwSignal::new(0),
        }
    }

    /// The state, tracked.
    pub fn etat(self) -> EtatSession {
        self.etat.get()
    }

    /// The open session, tracked.
    pub fn session(self) -> Option<Session> {
        self.etat.with(|etat| match etat {
            EtatSession::Presente(session) => Some((**session).clone()),
            EtatSession::Inconnue | EtatSession::Absente => None,
        })
    }

    /// `utilisateur`, `agent_ud`, `assistance`, or nothing; tracked.
    pub fn role(self) -> String {
        self.session()
            .map(|session| session.compte.role)
            .unwrap_or_default()
    }

    /// The server's clock, as far as the last session told.
    pub fn maintenant(self) -> Option<OffsetDateTime> {
        let (instant, ici) = self.reference.get_value()?;
        let ecoule = secondes_entre(ici, js_sys::Date::now());
        instant.checked_add(Duration::seconds(ecoule))
    }

    /// Seconds before the end, once the notice has begun.
    pub fn restant(self) -> Signal<Option<i64>> {
        self.restant.into()
    }

    /// The session ended under open pages.
    pub fn expiree(self) -> RwSignal<bool> {
        self.expiree
    }

    /// How many times a session was found again.
    pub fn retours(self) -> Signal<u32> {
        self.retours.into()
    }

    /// Calls the API: a success pushes the end of the session back, a session that ended is said.
    pub async fn appeler<T>(self, appel: impl Future<Output = Result<T, Erreur>>) -> Result<T, Erreur> {
        let resultat = appel.await;
        match &resultat {
            Ok(_) => self.toucher(),
            Err(erreur) if session_perdue(erreur) => self.perdre(),
            Err(_) => {}
        }
        resultat
    }

    /// Asks the server who is connected.
    pub async fn lire(self) {
        match client().lire_session().await {
            Ok(session) => self.ouvrir(session),
            Err(erreur) if session_perdue(&erreur) => self.perdre(),
            // Without network nothing is known: an open page stays as it is.
            Err(_) => self.etat.update(|etat| {
                if *etat == EtatSession::Inconnue {
                    *etat = EtatSession::Absente;
                }
            }),
        }
    }

    /// A session is open.
    pub fn ouvrir(self, session: Session) {
        let maintenant = lire_instant(&session.maintenant);
        self.reference
            .set_value(maintenant.map(|maintenant| (maintenant, js_sys::Date::now())));
        let duree = lire_instant(&session.expire_le)
            .zip(maintenant)
            .map_or(i64::from(session.duree_secondes), |(fin, maintenant)| {
                (fin - maintenant).whole_seconds()
            });
        self.reporter(duree);
        if self.expiree.get_untracked() {
            self.expiree.set(false);
            self.retours.update(|n| *n += 1);
        }
        // Pages stay mounted when the same person goes on.
        let nouvelle = EtatSession::Presente(Box::new(session));
        if self.etat.with_untracked(|etat| !memes_droits(etat, &nouvelle)) {
            self.etat.set(nouvelle);
        }
    }

    /// Logs out.
    pub fn fermer(self) {
        spawn_local(async move {
            // Whatever the answer: the person asked to leave.
            let _ = client().fermer_session().await;
            self.quitter();
        });
    }

    /// Nobody is connected any more.
    pub fn quitter(self) {
        self.fin.set_value(None);
        self.restant.set(None);
        self.expiree.set(false);
        self.etat.set(EtatSession::Absente);
    }

    /// Puts the end off by a whole duration, at the person's request.
    pub fn prolonger(self) {
        spawn_local(async move {
            match client().prolonger_session().await {
                Ok(session) => self.ouvrir(session),
                Err(erreur) if session_perdue(&erreur) => self.perdre(),
                Err(_) => {}
            }
        });
    }

    fn toucher(self) {
        let duree = self.etat.with_untracked(|etat| match etat {
            EtatSession::Presente(session) => Some(i64::from(session.duree_secondes)),
            EtatSession::Inconnue | EtatSession::Absente => None,
        });
        if let Some(duree) = duree {
            self.reporter(duree);
        }
    }

    fn perdre(self) {
        self.fin.set_value(None);
        self.restant.set(None);
        if matches!(
            self.etat.get_untracked(),
            EtatSession::Presente(ref session) if !session.mot_de_passe_a_changer
        ) {
            self.expiree.set(true);
        } else {
            self.etat.set(EtatSession::Absente);
        }
    }

    fn reporter(self, secondes: i64) {
        // 900 s fit an f64 exactly; `as` is avoided all the same.
        let duree = i32::try_from(secondes).map_or(0.0, f64::from) * 1_000.0;
        self.fin.set_value(Some(js_sys::Date::now() + duree));
        self.restant.set(None);
    }

    /// Watches the end, every second, as long as the application lives. A tab that one comes
    /// back to asks the server first: clocks of sleeping machines do not count.
    pub fn veiller(self) {
        let retour = window_event_listener(leptos::ev::focus, move |_| {
            if matches!(self.etat.get_untracked(), EtatSession::Presente(_)) && !self.expiree.get_untracked()
            {
                spawn_local(self.lire());
            }
        });
        on_cleanup(move || retour.remove());
        spawn_local(async move {
            loop {
                TimeoutFuture::new(1_000).await;
                let Some(fin) = self.fin.try_get_value().flatten() else {
                    continue;
                };
                let restant = secondes_entre(js_sys::Date::now(), fin);
                let annoncee = self.restant.get_untracked().is_some();
                if restant > PREAVIS_SECONDES {
                    continue;
                }
                if !annoncee || restant <= 0 {
                    // Another tab may have gone on: the server knows.
                    self.lire().await;
                    let Some(fin) = self.fin.try_get_value().flatten() else {
                        continue;
                    };
                    let restant = secondes_entre(js_sys::Date::now(), fin);
                    if restant <= PREAVIS_SECONDES {
                        self.restant.set(Some(restant.max(0)));
                    }
                } else {
                    self.restant.set(Some(restant));
                }
            }
        });
    }
}

impl Default for Acces {
    fn default() -> Self {
        Self::new()
    }
}

fn session_perdue(erreur: &Erreur) -> bool {
    matches!(erreur.code(), Some("session_absente" | "session_expiree"))
}

fn memes_droits(avant: &EtatSession, apres: &EtatSession) -> bool {
    match (avant, apres) {
        (EtatSession::Presente(avant), EtatSession::Presente(apres)) => {
            avant.compte == apres.compte
                && avant.mot_de_passe_a_changer == apres.mot_de_passe_a_changer
                && avant.second_facteur_a_configurer == apres.second_facteur_a_configurer
        }
        _ => false,
    }
}

/// Whole seconds between two instants of the browser's clock, bounded to a day.
fn secondes_entre(debut: f64, fin: f64) -> i64 {
    let secondes = ((fin - debut) / 1_000.0).clamp(-86_400.0, 86_400.0).ceil();
    #[allow(clippy::cast_possible_truncation, reason = "borné à un jour juste au-dessus")]
    let secondes = secondes as i64;
    secondes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_are_counted_up_to_a_day() {
        assert_eq!(secondes_entre(0.0, 1_500.0), 2);
        assert_eq!(secondes_entre(1_500.0, 0.0), -1);
        assert_eq!(secondes_entre(0.0, 1e15), 86_400);
    }

    #[test]
    fn only_an_ended_session_asks_to_log_in_again() {
        let probleme = |code: &str| {
            Erreur::Probleme(Box::new(api_types::Probleme {
                code: code.to_owned(),
                ..Default::default()
            }))
        };
        assert!(session_perdue(&probleme("session_expiree")));
        assert!(!session_perdue(&probleme("identifiants_invalides")));
        assert!(!session_perdue(&Erreur::Reseau(String::new())));
    }
}
