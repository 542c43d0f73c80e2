//! Background jobs: a small loop each, ended by the stop of the service.

use std::fmt::Display;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{MissedTickBehavior, interval, timeout};

use crate::envoi::{self, Expediteur};
use crate::etat::{Echec, Service};

/// Starts the jobs of the service.
///
/// # Errors
/// The sender of the configuration cannot be set up.
pub fn lancer(etat: &Service) -> Result<Taches, Echec> {
    let mut taches = Taches::default();
    let expediteur = Arc::new(Expediteur::new(&etat.config)?);
    let pour_courriels = etat.clone();
    let arret = taches.arret();
    taches.chaque("courriels", Duration::from_secs(1), move || {
        let (etat, expediteur) = (pour_courriels.clone(), Arc::clone(&expediteur));
        let arret = arret.clone();
        async move { envoi::tour(&etat, &expediteur, &arret).await }
    });
    let pour_tacite = etat.clone();
    taches.chaque("acceptation tacite", Duration::from_secs(5), move || {
        let etat = pour_tacite.clone();
        async move { app::dap::accepter_tacitement(&etat.contexte).await.map(|_| ()) }
    });
    let pour_validation = etat.clone();
    taches.chaque("validation tacite", Duration::from_secs(5), move || {
        let etat = pour_validation.clone();
        async move {
            app::indemnisation::valider_tacitement(&etat.contexte)
                .await
                .map(|_| ())
        }
    });
    let pour_documents = etat.clone();
    taches.chaque("documents oubliés", Duration::from_secs(3600), move || {
        let etat = pour_documents.clone();
        async move { app::document::purger(&etat.contexte).await }
    });
    let pour_conservation = etat.clone();
    taches.chaque(
        "dossiers, sessions et courriels au terme de leur conservation",
        Duration::from_secs(86_400),
        move || {
            let etat = pour_conservation.clone();
            async move {
                app::dap::purger(&etat.contexte, false).await?;
                app::purge::purger_termes(&etat.contexte, false).await.map(|_| ())
            }
        },
    );
    let pour_essais = etat.clone();
    taches.chaque(
        "essais et défis terminés",
        Duration::from_secs(600),
        move || {
            let etat = pour_essais.clone();
            async move { app::purge::purger(&etat.contexte).await }
        },
    );
    let pour_lots = etat.clone();
    taches.chaque("décisions groupées", Duration::from_millis(250), move || {
        let etat = pour_lots.clone();
        async move { app::lot::avancer(&etat.contexte).await.map(|_| ()) }
    });
    let pour_debits = etat.clone();
    taches.chaque("debits", Duration::from_secs(60), move || {
        let etat = pour_debits.clone();
        async move {
            etat.debit.oublier();
            Ok::<(), Echec>(())
        }
    });
    Ok(taches)
}

/// Running jobs.
pub struct Taches {
    arret: watch::Sender<bool>,
    en_cours: JoinSet<()>,
}

impl Default for Taches {
    fn default() -> Self {
        Self {
            arret: watch::Sender::new(false),
            en_cours: JoinSet::new(),
        }
    }
}

impl Taches {
    /// Becomes true when the service stops: a long round looks at it between two steps.
    pub fn arret(&self) -> watch::Receiver<bool> {
        self.arret.subscribe()
    }

    /// Runs `tache` now and then every `periode`. A failure or a panic is logged and tried again next time.
    /// The stop waits for the round that has begun, as long as [`arreter`](Self::arreter) has patience; what is cut
    /// then is taken up by the next start, or by another replica: every round stands on what the database holds.
    pub fn chaque<F, E>(
        &mut self,
        nom: &'static str,
        periode: Duration,
        mut tache: impl FnMut() -> F + Send + 'static,
    ) where
        F: Future<Output = Result<(), E>> + Send + 'static,
        E: Display + Send + 'static,
    {
        let mut arret = self.arret.subscribe();
        self.en_cours.spawn(async move {
            let mut rythme = interval(periode);
            rythme.set_missed_tick_behavior(MissedTickBehavior::Delay);
            loop {
                tokio::select! {
                    biased;
                    _ = arret.wait_for(|stop| *stop) => break,
                    _ = rythme.tick() => {}
                }
                // Of its own, so that a panic ends this round and not the job; ended with the job.
                let mut tour = JoinSet::new();
                tour.spawn(tache());
                match tour.join_next().await {
                    Some(Ok(Err(erreur))) => tracing::error!(tache = nom, cause = %erreur, "tâche échouée"),
                    Some(Err(panique)) => {
                        tracing::error!(tache = nom, cause = %panique, "tâche interrompue par une panique");
                    }
                    Some(Ok(Ok(()))) | None => {}
                }
            }
        });
    }

    /// Asks all jobs to stop and waits for the rounds under way, `patience` at most.
    pub async fn arreter(mut self, patience: Duration) {
        self.arret.send_replace(true);
        let fin = async { while self.en_cours.join_next().await.is_some() {} };
        if timeout(patience, fin).await.is_err() {
            tracing::warn!("des tâches ne se sont pas arrêtées à temps");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU32, Ordering};

    #[actix_web::test]
    async fn une_panique_n_arrete_pas_la_tache() {
        let tours = Arc::new(AtomicU32::new(0));
        let mut taches = Taches::default();
        let compteur = Arc::clone(&tours);
        taches.chaque("essai", Duration::from_millis(1), move || {
            let compteur = Arc::clone(&compteur);
            async move {
                assert!(compteur.fetch_add(1, Ordering::SeqCst) > 0, "panique voulue");
                Ok::<(), Echec>(())
            }
        });
        while tours.load(Ordering::SeqCst) < 3 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        taches.arreter(Duration::from_secs(5)).await;
    }

    #[actix_web::test]
    async fn une_tache_echouee_recommence_et_l_arret_attend() {
        let tours = Arc::new(AtomicU32::new(0));
        let mut taches = Taches::default();
        let compteur = Arc::clone(&tours);
        taches.chaque("essai", Duration::from_millis(1), move || {
            let compteur = Arc::clone(&compteur);
            async move {
                compteur.fetch_add(1, Ordering::SeqCst);
                Err("panne")
            }
        });
        // As long as it takes: a loaded machine may need more than one would think.
        while tours.load(Ordering::SeqCst) < 2 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        taches.arreter(Duration::from_secs(5)).await;
        let compte = tours.load(Ordering::SeqCst);
        tokio::time::sleep(Duration::from_millis(10)).await;
        assert_eq!(tours.load(Ordering::SeqCst), compte);
    }
}
