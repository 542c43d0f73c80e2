//! The thread of the imports. A worker that answers requests has one thread for all of them: what an import computes
//! between two waits would make the others wait too.

use std::future::Future;
use std::sync::OnceLock;
use std::thread;

use tokio::runtime::{Builder, Handle};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::Erreur;

/// Begins with the first import, ends with the process that it belongs to.
#[derive(Default)]
pub(super) struct Fil(OnceLock<Option<EnMarche>>);

struct EnMarche {
    poignee: Handle,
    /// Dropped, it ends the thread.
    _fin: oneshot::Sender<()>,
}

impl EnMarche {
    fn commencer() -> std::io::Result<Self> {
        let execution = Builder::new_current_thread().enable_all().build()?;
        let poignee = execution.handle().clone();
        let (fin, attente) = oneshot::channel::<()>();
        thread::Builder::new()
            .name("imports".to_owned())
            .spawn(move || execution.block_on(attente).ok())?;
        Ok(Self { poignee, _fin: fin })
    }
}

impl Fil {
    /// Goes on when this returns.
    pub(super) fn lancer<F>(&self, travail: F) -> JoinHandle<F::Output>
    where
        F: Future<Output: Send> + Send + 'static,
    {
        let en_marche = self.0.get_or_init(|| {
            EnMarche::commencer()
                .inspect_err(
                    |erreur| tracing::error!(cause = %erreur, "les imports n'ont pas leur propre fil"),
                )
                .ok()
        });
        match en_marche {
            Some(fil) => fil.poignee.spawn(travail),
            None => tokio::spawn(travail),
        }
    }

    /// Waits for it; whoever no longer waits stops it, and its transaction with it.
    pub(super) async fn attendre<T, F>(&self, travail: F) -> Result<T, Erreur>
    where
        T: Send + 'static,
        F: Future<Output = Result<T, Erreur>> + Send + 'static,
    {
        let mut tache = ArreteeSansAttente(self.lancer(travail));
        (&mut tache.0)
            .await
            .map_err(|erreur| Erreur::Interne(erreur.to_string()))?
    }
}

struct ArreteeSansAttente<T>(JoinHandle<T>);

impl<T> Drop for ArreteeSansAttente<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}
