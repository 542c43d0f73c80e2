//! The register of employees of an establishment.

use db::salarie::Salarie;
use db::{ConnectionTrait, Page};
use domain::Faute;
use domain::salarie::{FicheSalarie, Nir, NouveauSalarie, SaisieNouveauSalarie};
use domain::texte::sans_accents;
use serde_json::json;
use uuid::Uuid;

use crate::etablissement::accessible;
use crate::{Acteur, Contexte, Erreur, contrat, journal};

mod import;
mod registre;

pub use import::importer;
pub use registre::{lire, modifier, supprimer};

pub(crate) const USAGE_NIR: &str = "salarie.nir";

/// How a file is imported.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OptionsImport {
    /// Say every fault, write nothing.
    pub dry_run: bool,
    /// Write the valid rows although others are faulty.
    pub valides_seulement: bool,
    /// Hours only: employees of the register that the claim lacks come into it with their hours.
    pub ajouter_absents: bool,
}

/// What an import did, or would do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ResultatImport {
    pub lignes: u32,
    pub valides: u32,
    pub ajoutes: u32,
    pub modifies: u32,
    pub inchanges: u32,
    /// All of them, or the first ones of a long import.
    pub fautes: Vec<Faute>,
    pub nombre_fautes: u32,
    pub dry_run: bool,
    /// Hours: the version of the claim that they are in.
    pub version: Option<i32>,
}

impl ResultatImport {
    /// One more, found against the database.
    pub(crate) fn ajouter(&mut self, faute: Faute) {
        self.nombre_fautes = self.nombre_fautes.saturating_add(1);
        self.fautes.push(faute);
    }
}

/// By name; the cursor is the last row's name, first name and id. With `recherche`, those whose name holds
/// every word of it, whatever the case and the accents.
///
/// # Errors
/// `Introuvable`.
pub async fn lister(
    contexte: &Contexte,
    acteur: &Acteur,
    siret: &str,
    recherche: &str,
    page: Page<(String, String, Uuid)>,
) -> Result<(Vec<Vue>, u64), Erreur> {
    let etablissement = accessible(&contexte.base, acteur, siret).await?;
    let (lignes, total) = if recherche.trim().is_empty() {
        (
            db::salarie::lister(&contexte.base, etablissement.id, page).await?,
            db::salarie::compter(&contexte.base, etablissement.id).await?,
        )
    } else {
        let tous = db::salarie::tous(&contexte.base, etablissement.id).await?;
        chercher(tous, recherche, page)
    };
    let vues = lignes
        .into_iter()
        .map(|ligne| vue(contexte, ligne))
        .collect::<Result<_, _>>()?;
    Ok((vues, total))
}

/// The page of those whose name holds every word. No database knows that É and e are alike.
fn chercher(tous: Vec<Salarie>, recherche: &str, page: Page<(String, String, Uuid)>) -> (Vec<Salarie>, u64) {
    let recherche = sans_accents(recherche);
    let mots: Vec<&str> = recherche.split_whitespace().collect();
    let mut trouves: Vec<Salarie> = tous
        .into_iter()
        .filter(|salarie| {
            let nom = sans_accents(&format!("{} {}", salarie.nom, salarie.prenom));
            mots.iter().all(|mot| nom.contains(mot))
        })
        .collect();
    let total = u64::try_from(trouves.len()).unwrap_or(u64::MAX);
    if let Some((_, _, dernier)) = page.apres
        && let Some(rang) = trouves.iter().position(|salarie| salarie.id == dernier)
    {
        trouves.drain(..=rang);
    }
    trouves.truncate(usize::try_from(page.limite).unwrap_or(usize::MAX));
    (trouves, total)
}

/// An employee with the masked NIR.
#[derive(Debug, Clone)]
pub struct Vue {
    pub ligne: Salarie,
    pub nir_masque: String,
}

fn vue(contexte: &Contexte, ligne: Salarie) -> Result<Vue, Erreur> {
    Ok(Vue {
        nir_masque: masquer_nir(contexte, &ligne.nir_chiffre)?,
        ligne,
    })
}

pub(crate) fn masquer_nir(contexte: &Contexte, chiffre: &str) -> Result<String, Erreur> {
    let clair = contexte.chiffrement.dechiffrer(USAGE_NIR, chiffre)?;
    let nir: domain::salarie::Nir = clair
        .parse()
        .map_err(|refus: domain::Refus| Erreur::illisible("NIR", &refus))?;
    Ok(nir.masque())
}

/// Adds one employee.
///
/// # Errors
/// `Fautes` (`nir_en_double` if the register has this NIR); `Introuvable`.
pub async fn ajouter(
    contexte: &Contexte,
    acteur: &Acteur,
    siret: &str,
    saisie: &SaisieNouveauSalarie,
) -> Result<Vue, Erreur> {
    let etablissement = accessible(&contexte.base, acteur, siret).await?;
    let nouveau = saisie.verifier()?;
    let ligne = ligne(contexte, etablissement.id, &nouveau)?;
    let tx = contexte.ecrire().await?;
    db::etablissement::verrouiller(&tx, etablissement.id).await?;
    refuser_double(&tx, &ligne).await?;
    db::salarie::inserer_ou_remplacer(&tx, vec![ligne.clone()]).await?;
    let objet = ("etablissement", etablissement.id);
    journal::noter(
        &tx,
        contexte,
        Some(acteur),
        "salarie_ajoute",
        objet,
        json!({ "salarie": ligne.id }),
    )
    .await?;
    tx.commit().await?;
    vue(contexte, ligne)
}

/// One employee per NIR in an establishment. Code: `nir_en_double`.
async fn refuser_double(tx: &impl ConnectionTrait, ligne: &Salarie) -> Result<(), Erreur> {
    match db::salarie::par_index(tx, ligne.etablissement_id, &ligne.nir_index).await? {
        Some(autre) if autre.id != ligne.id => Err(Erreur::champ(
            "/nir",
            "nir_en_double",
            "Un salarié de l'établissement a déjà ce NIR.",
        )),
        _ => Ok(()),
    }
}

fn ligne(contexte: &Contexte, etablissement_id: Uuid, nouveau: &NouveauSalarie) -> Result<Salarie, Erreur> {
    let maintenant = contexte.maintenant();
    let mut ligne = Salarie {
        id: contexte.id(),
        etablissement_id,
        nir_chiffre: String::new(),
        nir_index: String::new(),
        nom: String::new(),
        prenom: String::new(),
        categorie: String::new(),
        duree_hebdomadaire: 0,
        taux_horaire_brut: 0,
        cree_le: maintenant,
        modifie_le: maintenant,
        profil: String::new(),
        mode: String::new(),
        salaire_mensuel_brut: None,
        entree: None,
        sortie: None,
        version: 1,
    };
    ecrire_nir(contexte, &mut ligne, &nouveau.nir)?;
    ecrire_fiche(&mut ligne, &nouveau.fiche);
    Ok(ligne)
}

fn ecrire_nir(contexte: &Contexte, ligne: &mut Salarie, nir: &Nir) -> Result<(), Erreur> {
    let nir = nir.exposer();
    ligne.nir_chiffre = contexte.chiffrement.chiffrer(&contexte.hasard, USAGE_NIR, nir)?;
    ligne.nir_index = contexte.chiffrement.index(USAGE_NIR, nir);
    Ok(())
}

fn ecrire_fiche(ligne: &mut Salarie, fiche: &FicheSalarie) {
    ligne.nom.clone_from(&fiche.nom);
    ligne.prenom.clone_from(&fiche.prenom);
    fiche.categorie.code().clone_into(&mut ligne.categorie);
    contrat::ecrire(ligne, &fiche.contrat);
}

/// True when nothing but the version and the instants differs.
fn identiques(ancien: &Salarie, nouveau: &Salarie) -> bool {
    let comparable = Salarie {
        id: ancien.id,
        nir_chiffre: ancien.nir_chiffre.clone(),
        cree_le: ancien.cree_le,
        modifie_le: ancien.modifie_le,
        version: ancien.version,
        ..nouveau.clone()
    };
    *ancien == comparable
}
