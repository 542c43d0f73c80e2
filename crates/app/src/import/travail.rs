//! A long import: started, followed, cancelled.

use db::Page;
use db::import::Import;
use domain::Refus;
use domain::import::Quoi;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use tokio::sync::Semaphore;
use uuid::Uuid;

use super::bilan::{Bilan, FauteGardee, rate, reussi};
use super::fil::Fil;
use super::*;
use crate::salarie::OptionsImport;
use crate::{Acteur, etablissement, indemnisation, mandat, salarie};

/// A file up to this size, in octets, is a small one: no table in it is long, packed or not.
const PETIT: usize = 64 << 10;
/// Small files worked on at once by one process: each holds its rows in memory.
const PETITS: usize = 16;
/// The others: a small one never waits for them.
const GRANDS: usize = 2;
/// How long somebody who waits for the result waits for a place; a job waits as long as it takes.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(5);
/// Between two signs of life.
const BATTEMENT: std::time::Duration = std::time::Duration::from_secs(2);
/// Without a sign of life for so long, its process is dead.
const SILENCE: time::Duration = time::Duration::seconds(60);

/// What a file goes into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cible {
    /// The register of this SIRET.
    Salaries(String),
    /// The hours of this claim.
    Heures(Uuid),
    /// The actor's own mandates.
    Mandats,
}

impl Cible {
    pub fn quoi(&self) -> Quoi {
        match self {
            Self::Salaries(_) => Quoi::Salaries,
            Self::Heures(_) => Quoi::Heures,
            Self::Mandats => Quoi::Mandats,
        }
    }

    fn code(&self) -> String {
        match self {
            Self::Salaries(siret) => siret.clone(),
            Self::Heures(id) => id.to_string(),
            Self::Mandats => String::new(),
        }
    }

    fn lire(import: &Import) -> Option<Self> {
        match Quoi::depuis_code(&import.quoi)? {
            Quoi::Salaries => Some(Self::Salaries(import.cible.clone())),
            Quoi::Heures => Uuid::try_parse(&import.cible).ok().map(Self::Heures),
            Quoi::Mandats => Some(Self::Mandats),
        }
    }

    /// May this person import into it today?
    ///
    /// # Errors
    /// `Introuvable`, `RoleInsuffisant`.
    pub async fn accessible(&self, contexte: &Contexte, acteur: &Acteur) -> Result<(), Erreur> {
        match self {
            Self::Salaries(siret) => etablissement::accessible(&contexte.base, acteur, siret)
                .await
                .map(|_| ()),
            Self::Heures(id) => db::indemnisation::trouver(&contexte.base, &acteur.portee()?, *id)
                .await?
                .map(|_| ())
                .ok_or(Erreur::Introuvable),
            Self::Mandats => Ok(()),
        }
    }

    /// Imports at once.
    async fn importer(
        &self,
        contexte: &Contexte,
        acteur: &Acteur,
        source: Source,
        options: OptionsImport,
    ) -> Result<ResultatImport, Erreur> {
        match self {
            Self::Salaries(siret) => salarie::importer(contexte, acteur, siret, source, options).await,
            Self::Heures(id) => indemnisation::importer_heures(contexte, acteur, *id, source, options).await,
            Self::Mandats => mandat::importer(contexte, acteur, source, options).await,
        }
    }
}

/// A file to import, and how.
pub struct Demande {
    pub cible: Cible,
    /// Octets of the file.
    pub taille: usize,
    pub source: Source,
    pub options: OptionsImport,
}

struct Places {
    petits: Arc<Semaphore>,
    grands: Arc<Semaphore>,
}

impl Places {
    fn pour(&self, demande: &Demande) -> Arc<Semaphore> {
        let places = if demande.taille <= PETIT {
            &self.petits
        } else {
            &self.grands
        };
        Arc::clone(places)
    }
}

/// The imports that this process works on.
pub struct Registre {
    en_cours: Mutex<HashMap<Uuid, Suivi>>,
    places: Places,
    fil: Fil,
}

impl Default for Registre {
    fn default() -> Self {
        Self {
            en_cours: Mutex::default(),
            places: Places {
                petits: Arc::new(Semaphore::new(PETITS)),
                grands: Arc::new(Semaphore::new(GRANDS)),
            },
            fil: Fil::default(),
        }
    }
}

impl Registre {
    fn suivi(&self, id: Uuid) -> Option<Suivi> {
        let en_cours = self.en_cours.lock().unwrap_or_else(PoisonError::into_inner);
        en_cours.get(&id).cloned()
    }

    fn changer(&self, faire: impl FnOnce(&mut HashMap<Uuid, Suivi>)) {
        faire(&mut self.en_cours.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

/// An import in the register of its process; leaves it however its work ends, by a panic too.
struct Inscrit {
    registre: Arc<Registre>,
    id: Uuid,
}

impl Inscrit {
    fn new(registre: &Arc<Registre>, id: Uuid, suivi: Suivi) -> Self {
        registre.changer(|en_cours| {
            en_cours.insert(id, suivi);
        });
        Self {
            registre: Arc::clone(registre),
            id,
        }
    }
}

impl Drop for Inscrit {
    fn drop(&mut self) {
        self.registre.changer(|en_cours| {
            en_cours.remove(&self.id);
        });
    }
}

/// A long import and how far it is.
pub struct Vue {
    pub import: Import,
    pub etat: EtatImport,
    pub bilan: Bilan,
    pub fautes: Vec<FauteGardee>,
}

/// Imports while the caller waits.
///
/// # Errors
/// Those of the import of its kind; `ImportsSatures` when others take too long.
pub async fn importer(
    contexte: &Contexte,
    registre: &Registre,
    acteur: &Acteur,
    demande: Demande,
) -> Result<ResultatImport, Erreur> {
    let (contexte, acteur) = (contexte.clone(), acteur.clone());
    let places = registre.places.pour(&demande);
    let travail = async move {
        let place = tokio::time::timeout(PATIENCE, places.acquire()).await;
        let _place = place.map_err(|_| Erreur::ImportsSatures)?;
        let Demande {
            cible,
            source,
            options,
            ..
        } = demande;
        cible.importer(&contexte, &acteur, source, options).await
    };
    registre.fil.attendre(travail).await
}

/// Starts a long import; it goes on when this returns.
///
/// # Errors
/// `Introuvable`, `RoleInsuffisant`; what is wrong with the file is told by [`voir`].
pub async fn lancer(
    contexte: &Contexte,
    registre: &Arc<Registre>,
    acteur: &Acteur,
    demande: Demande,
) -> Result<Vue, Erreur> {
    demande.cible.accessible(contexte, acteur).await?;
    let maintenant = contexte.maintenant();
    let import = Import {
        id: contexte.id(),
        compte_id: acteur.compte_id,
        quoi: demande.cible.quoi().code().to_owned(),
        cible: demande.cible.code(),
        etat: EtatImport::EnCours.code().to_owned(),
        dry_run: demande.options.dry_run,
        valides_seulement: demande.options.valides_seulement,
        annulation: false,
        lignes: 0,
        lues: 0,
        ecrites: 0,
        resultat: json!({}),
        fautes: json!([]),
        nombre_fautes: 0,
        code: None,
        message: None,
        battement: maintenant,
        cree_le: maintenant,
        termine_le: None,
    };
    let suivi = Suivi::du_travail(import.clone());
    // Known here before it is known to the database: nobody may take it for the work of a dead process.
    let inscrit = Inscrit::new(registre, import.id, suivi.clone());
    let tx = contexte.ecrire().await?;
    db::import::inserer(&tx, import.clone()).await?;
    tx.commit().await?;
    let vue = completer(import.clone(), EtatImport::EnCours);
    let (contexte, acteur) = (contexte.clone(), acteur.clone());
    registre.fil.lancer(async move {
        let ici = &inscrit.registre;
        travailler(&contexte, ici, &acteur, demande, &suivi, &import).await;
    });
    Ok(vue)
}

async fn travailler(
    contexte: &Contexte,
    registre: &Registre,
    acteur: &Acteur,
    demande: Demande,
    suivi: &Suivi,
    import: &Import,
) {
    let places = registre.places.pour(&demande);
    let Demande {
        cible,
        source,
        options,
        ..
    } = demande;
    let travail = async {
        // The semaphore is never closed.
        let _place = places.acquire().await;
        let source = source.suivie_par(suivi.clone());
        cible.importer(contexte, acteur, source, options).await
    };
    tokio::pin!(travail);
    let mut rythme = tokio::time::interval(BATTEMENT);
    let resultat = loop {
        tokio::select! {
            resultat = &mut travail => break resultat,
            _ = rythme.tick() => {}
        }
        // On SQLite a sign of life would wait for the import's own lock; there only this process can ask, and it
        // reads the counters.
        if db::partagee(&contexte.base) {
            battre(contexte, suivi, import.id).await;
        }
    };
    let fin = match resultat {
        Ok(resultat) => reussi(import, contexte, suivi.avancement(), &resultat),
        Err(erreur) => rate(import, contexte, suivi, erreur),
    };
    // Already marked by what it wrote: then this changes nothing.
    if let Err(erreur) = finir(contexte, fin).await {
        tracing::error!(cause = %erreur, "fin d'un import non notée");
    }
}

async fn battre(contexte: &Contexte, suivi: &Suivi, id: Uuid) {
    match db::import::battre(&contexte.ecritures, id, suivi.avancement(), contexte.maintenant()).await {
        Ok(true) => suivi.arreter(),
        Ok(false) => {}
        Err(erreur) => tracing::warn!(cause = %erreur, "avancement d'un import non noté"),
    }
}

async fn finir(contexte: &Contexte, fin: Import) -> Result<(), Erreur> {
    let tx = contexte.ecrire().await?;
    db::import::finir(&tx, fin).await?;
    Ok(tx.commit().await?)
}

fn completer(import: Import, etat: EtatImport) -> Vue {
    Vue {
        etat,
        bilan: serde_json::from_value(import.resultat.clone()).unwrap_or_default(),
        fautes: serde_json::from_value(import.fautes.clone()).unwrap_or_default(),
        import,
    }
}

/// How far a long import is: to whoever started it, as long as they may import into the same.
///
/// # Errors
/// `Introuvable`.
pub async fn voir(
    contexte: &Contexte,
    registre: &Registre,
    acteur: &Acteur,
    id: Uuid,
) -> Result<Vue, Erreur> {
    // Asked before the row is read: one that ends in between has left the register with its row written.
    let suivi = registre.suivi(id);
    let mut import = db::import::trouver(&contexte.base, id, acteur.compte_id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    let cible = Cible::lire(&import).ok_or(Erreur::Introuvable)?;
    cible.accessible(contexte, acteur).await?;
    let mut etat: EtatImport = import
        .etat
        .parse()
        .map_err(|refus: Refus| Erreur::illisible("import", &refus))?;
    if etat == EtatImport::EnCours {
        match suivi {
            Some(suivi) => {
                let ou = suivi.avancement();
                (import.lignes, import.lues, import.ecrites) = (ou.lignes, ou.lues, ou.ecrites);
            }
            // Another process may have it, as long as it gives signs of life.
            None if db::partagee(&contexte.base) && contexte.maintenant() - import.battement <= SILENCE => {}
            None => etat = EtatImport::Interrompu,
        }
    }
    Ok(completer(import, etat))
}

/// A page of the faults of a long import, with their ranks; the cursor is the rank of the last one.
///
/// # Errors
/// `Introuvable`.
pub async fn fautes(
    contexte: &Contexte,
    registre: &Registre,
    acteur: &Acteur,
    id: Uuid,
    page: Page<usize>,
) -> Result<(Vec<(usize, FauteGardee)>, Import), Erreur> {
    let vue = voir(contexte, registre, acteur, id).await?;
    let debut = page.apres.map_or(0, |rang| rang.saturating_add(1));
    let limite = usize::try_from(page.limite).unwrap_or(usize::MAX);
    let fautes = vue.fautes.into_iter().enumerate().skip(debut).take(limite);
    Ok((fautes.collect(), vue.import))
}

/// Asks a long import to stop; it has stopped when [`voir`] says so.
///
/// # Errors
/// `Introuvable`; `Refus` `import_termine`.
pub async fn annuler(
    contexte: &Contexte,
    registre: &Registre,
    acteur: &Acteur,
    id: Uuid,
) -> Result<Vue, Erreur> {
    let mut vue = voir(contexte, registre, acteur, id).await?;
    vue.etat.annuler()?;
    match registre.suivi(id) {
        // Without the database: its lock may be the import's own.
        Some(suivi) => suivi.arreter(),
        None => {
            let tx = contexte.ecrire().await?;
            db::import::annuler(&tx, id).await?;
            tx.commit().await?;
        }
    }
    vue.import.annulation = true;
    Ok(vue)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn an_import_whose_work_panics_leaves_the_register() {
        let registre = Arc::new(Registre::default());
        let id = Uuid::from_u128(7);
        let inscrit = Inscrit::new(&registre, id, Suivi::default());
        assert!(registre.suivi(id).is_some());
        let travail = registre.fil.lancer(async move {
            let _la = inscrit;
            panic!("panne voulue");
        });
        assert!(travail.await.unwrap_err().is_panic());
        assert!(registre.suivi(id).is_none());
    }
}
