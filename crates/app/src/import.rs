//! Importing files: where the rows come from, how far it is, and long imports as jobs.
//!
//! **Invariant:** an import writes in one transaction, and a long one marks itself as done in that same
//! transaction: killed or cancelled anywhere, either all of it is there and marked, or nothing is.

use db::ConnectionTrait;
use db::import::{Avancement, Import};
use domain::Refus;
use domain::import::{EtatImport, Fichier, refus};
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use crate::salarie::{OptionsImport, ResultatImport};
use crate::{Contexte, Erreur};

mod bilan;
mod fil;
mod travail;

pub use bilan::{FAUTES_GARDEES, FauteGardee};
pub use travail::{Cible, Demande, Registre, Vue, annuler, fautes, importer, lancer, voir};

/// Rows of one statement, between two looks at whether somebody cancelled.
const LOT: usize = 1_000;

/// A file that is still to be opened, and the import that it belongs to.
pub struct Source {
    ouvrir: Box<dyn FnOnce() -> Result<Fichier, Refus> + Send>,
    suivi: Suivi,
}

impl Source {
    /// A file that `ouvrir` turns into rows, off the thread that answers others.
    pub fn new(ouvrir: impl FnOnce() -> Result<Fichier, Refus> + Send + 'static) -> Self {
        Self {
            ouvrir: Box::new(ouvrir),
            suivi: Suivi::default(),
        }
    }

    pub(crate) fn suivi(&self) -> Suivi {
        self.suivi.clone()
    }

    pub(crate) fn suivie_par(mut self, suivi: Suivi) -> Self {
        self.suivi = suivi;
        self
    }

    /// Opens and judges it.
    pub(crate) async fn lire<T: Send + 'static>(
        self,
        juger: impl FnOnce(&Fichier) -> Result<T, Erreur> + Send + 'static,
    ) -> Result<T, Erreur> {
        let Self { ouvrir, suivi } = self;
        let lire = move || {
            suivi.continuer()?;
            let fichier = ouvrir()?;
            suivi.0.lignes.store(fichier.tableau.lignes(), Ordering::Relaxed);
            let temoin = suivi.clone();
            let fautes_max = suivi.0.travail.is_some().then_some(FAUTES_GARDEES);
            juger(&fichier.bornee(fautes_max).suivi(move |lues| {
                temoin.0.lues.store(lues, Ordering::Relaxed);
                temoin.continuer().is_ok()
            }))
        };
        tokio::task::spawn_blocking(lire)
            .await
            .map_err(|erreur| Erreur::Interne(erreur.to_string()))?
    }
}

/// A CSV.
impl From<Vec<u8>> for Source {
    fn from(octets: Vec<u8>) -> Self {
        Self::new(move || Fichier::csv(&octets))
    }
}

/// How far an import is; whoever holds it may ask it to stop.
#[derive(Clone, Default)]
pub(crate) struct Suivi(Arc<Compteurs>);

#[derive(Default)]
struct Compteurs {
    lignes: AtomicU32,
    lues: AtomicU32,
    ecrites: AtomicU32,
    valides: AtomicU32,
    fautes: AtomicU32,
    annule: AtomicBool,
    /// Its row, when it is a job.
    travail: Option<Import>,
}

fn entier(nombre: u32) -> i32 {
    i32::try_from(nombre).unwrap_or(i32::MAX)
}

impl Suivi {
    fn du_travail(import: Import) -> Self {
        Self(Arc::new(Compteurs {
            travail: Some(import),
            ..Compteurs::default()
        }))
    }

    fn avancement(&self) -> Avancement {
        let lire = |nombre: &AtomicU32| entier(nombre.load(Ordering::Relaxed));
        Avancement {
            lignes: lire(&self.0.lignes),
            lues: lire(&self.0.lues),
            ecrites: lire(&self.0.ecrites),
        }
    }

    /// Right rows, and faults.
    fn bilan(&self) -> (u32, u32) {
        let lire = |nombre: &AtomicU32| nombre.load(Ordering::Relaxed);
        (lire(&self.0.valides), lire(&self.0.fautes))
    }

    fn arreter(&self) {
        self.0.annule.store(true, Ordering::Relaxed);
    }

    /// Code: `import_annule`.
    fn continuer(&self) -> Result<(), Refus> {
        if self.0.annule.load(Ordering::Relaxed) {
            Err(refus::annule())
        } else {
            Ok(())
        }
    }

    /// The next rows to write, until none is left. Code: `import_annule`.
    pub(crate) fn lot<T>(&self, reste: &mut Vec<T>) -> Result<Option<Vec<T>>, Refus> {
        self.continuer()?;
        if reste.is_empty() {
            return Ok(None);
        }
        let lot = reste.split_off(reste.len().saturating_sub(LOT));
        let ecrites = u32::try_from(lot.len()).unwrap_or(u32::MAX);
        self.0.ecrites.fetch_add(ecrites, Ordering::Relaxed);
        Ok(Some(lot))
    }

    /// With faults nothing is written, unless the caller said so; a dry run always answers.
    ///
    /// # Errors
    /// `Fautes`.
    pub(crate) fn verifier(
        &self,
        resultat: ResultatImport,
        options: OptionsImport,
    ) -> Result<ResultatImport, Erreur> {
        self.0.valides.store(resultat.valides, Ordering::Relaxed);
        self.0.fautes.store(resultat.nombre_fautes, Ordering::Relaxed);
        if resultat.nombre_fautes == 0 || options.dry_run || options.valides_seulement {
            Ok(resultat)
        } else {
            Err(domain::Fautes(resultat.fautes).into())
        }
    }

    /// Marks the job as done, in the transaction of what it did.
    ///
    /// # Errors
    /// `Refus` `import_annule` when somebody was faster.
    pub(crate) async fn conclure(
        &self,
        tx: &impl ConnectionTrait,
        contexte: &Contexte,
        resultat: &ResultatImport,
    ) -> Result<(), Erreur> {
        self.continuer()?;
        let Some(import) = &self.0.travail else {
            return Ok(());
        };
        let fin = bilan::reussi(import, contexte, self.avancement(), resultat);
        if db::import::finir(tx, fin).await? {
            Ok(())
        } else {
            Err(refus::annule().into())
        }
    }
}
