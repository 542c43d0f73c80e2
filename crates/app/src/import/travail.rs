//! A long import: started, followed, cancelled.

use db::import::{Avancement, Import};
use domain::import::Quoi;
use domain::{Faute, Refus};
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, PoisonError};
use tokio::sync::Semaphore;
use uuid::Uuid;

use super::*;
use crate::salarie::OptionsImport;
use crate::{Acteur, etablissement, indemnisation, mandat, salarie};

/// Faults that a job keeps; the others are counted.
pub const FAUTES_GARDEES: usize = 1_000;
/// Imports that one process works on at once: each holds its rows in memory.
const SIMULTANES: usize = 2;
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
    ///
    /// # Errors
    /// Those of the import of its kind.
    pub async fn importer(
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
    pub source: Source,
    pub options: OptionsImport,
}

/// The imports that this process works on.
pub struct Registre {
    en_cours: Mutex<HashMap<Uuid, Suivi>>,
    places: Semaphore,
}

impl Default for Registre {
    fn default() -> Self {
        Self {
            en_cours: Mutex::default(),
            places: Semaphore::new(SIMULTANES),
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

/// A fault as it is kept; its message repeats no NIR.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct FauteGardee {
    pub ligne: Option<u32>,
    pub colonne: Option<String>,
    pub code: String,
    pub message: String,
}

impl From<&Faute> for FauteGardee {
    fn from(faute: &Faute) -> Self {
        Self {
            ligne: faute.ligne,
            colonne: faute.colonne.clone(),
            code: faute.code.to_owned(),
            message: faute.message.clone(),
        }
    }
}

/// What the import did, as it is kept.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Bilan {
    pub valides: u32,
    pub ajoutes: u32,
    pub modifies: u32,
    pub inchanges: u32,
}

/// A long import and how far it is.
pub struct Vue {
    pub import: Import,
    pub etat: EtatImport,
    pub bilan: Bilan,
    pub fautes: Vec<FauteGardee>,
}

fn garder(import: &mut Import, fautes: &[Faute]) {
    let gardees: Vec<FauteGardee> = fautes.iter().take(FAUTES_GARDEES).map(Into::into).collect();
    import.fautes = json!(gardees);
    import.nombre_fautes = i32::try_from(fautes.len()).unwrap_or(i32::MAX);
}

fn fini(import: &Import, contexte: &Contexte, etat: EtatImport, ou: Avancement) -> Import {
    Import {
        etat: etat.code().to_owned(),
        lignes: ou.lignes,
        lues: ou.lues,
        ecrites: ou.ecrites,
        termine_le: Some(contexte.maintenant()),
        ..import.clone()
    }
}

pub(super) fn reussi(
    import: &Import,
    contexte: &Contexte,
    ou: Avancement,
    resultat: &ResultatImport,
) -> Import {
    let mut fin = fini(import, contexte, EtatImport::Termine, ou);
    fin.resultat = json!(Bilan {
        valides: resultat.valides,
        ajoutes: resultat.ajoutes,
        modifies: resultat.modifies,
        inchanges: resultat.inchanges,
    });
    garder(&mut fin, &resultat.fautes);
    fin
}

fn rate(import: &Import, contexte: &Contexte, ou: Avancement, erreur: Erreur) -> Import {
    let avec = |etat, code: &str, message: String| Import {
        code: Some(code.to_owned()),
        message: Some(message),
        ..fini(import, contexte, etat, ou)
    };
    match erreur {
        Erreur::Refus(Refus { code, message }) if code == refus::annule().code => {
            avec(EtatImport::Annule, code, message)
        }
        Erreur::Refus(refus) | Erreur::Interdit(refus) => avec(EtatImport::Refuse, refus.code, refus.message),
        Erreur::Fautes(fautes) => {
            let message = format!("{} valeurs sont à corriger.", fautes.0.len());
            let fautives: HashSet<u32> = fautes.0.iter().filter_map(|faute| faute.ligne).collect();
            let lignes = u32::try_from(ou.lignes).unwrap_or(0);
            let mut fin = avec(EtatImport::Refuse, "saisie_invalide", message);
            fin.resultat = json!(Bilan {
                valides: lignes.saturating_sub(u32::try_from(fautives.len()).unwrap_or(u32::MAX)),
                ..Bilan::default()
            });
            garder(&mut fin, &fautes.0);
            fin
        }
        Erreur::Introuvable => avec(
            EtatImport::Refuse,
            "introuvable",
            "Ce à quoi le fichier était destiné n'existe plus.".to_owned(),
        ),
        autre => {
            tracing::error!(cause = %autre, "import échoué");
            avec(
                EtatImport::Echoue,
                "erreur_interne",
                "Une erreur inattendue est survenue ; elle est notée. Renvoyez le fichier dans un instant."
                    .to_owned(),
            )
        }
    }
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
    registre.changer(|en_cours| {
        en_cours.insert(import.id, suivi.clone());
    });
    let tx = contexte.ecrire().await?;
    db::import::inserer(&tx, import.clone()).await?;
    tx.commit().await?;
    let vue = completer(import.clone(), EtatImport::EnCours);
    let (contexte, registre, acteur) = (contexte.clone(), Arc::clone(registre), acteur.clone());
    tokio::spawn(async move {
        travailler(&contexte, &registre, &acteur, demande, &suivi, &import).await;
        registre.changer(|en_cours| {
            en_cours.remove(&import.id);
        });
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
    let Demande {
        cible,
        source,
        options,
    } = demande;
    let travail = async {
        // The semaphore is never closed.
        let _place = registre.places.acquire().await;
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
        Err(erreur) => rate(import, contexte, suivi.avancement(), erreur),
    };
    // Already marked by what it wrote: then this changes nothing.
    if let Err(erreur) = finir(contexte, fin).await {
        tracing::error!(cause = %erreur, "fin d'un import non notée");
    }
}

async fn battre(contexte: &Contexte, suivi: &Suivi, id: Uuid) {
    match db::import::battre(&contexte.base, id, suivi.avancement(), contexte.maintenant()).await {
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
