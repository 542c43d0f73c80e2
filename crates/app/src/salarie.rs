//! The register of employees of an establishment.

use db::Page;
use db::salarie::Salarie;
use domain::Faute;
use domain::import::lire_salaries;
use domain::salarie::{NouveauSalarie, SaisieNouveauSalarie};
use serde_json::json;
use std::collections::HashMap;
use uuid::Uuid;

use crate::etablissement::accessible;
use crate::import::Source;
use crate::{Acteur, Contexte, Erreur, journal};

pub(crate) const USAGE_NIR: &str = "salarie.nir";

/// How a file is imported.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OptionsImport {
    /// Say every fault, write nothing.
    pub dry_run: bool,
    /// Write the valid rows although others are faulty.
    pub valides_seulement: bool,
}

/// What an import did, or would do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ResultatImport {
    pub lignes: u32,
    pub valides: u32,
    pub ajoutes: u32,
    pub modifies: u32,
    pub inchanges: u32,
    pub fautes: Vec<Faute>,
    pub dry_run: bool,
}

impl ResultatImport {
    /// With faults nothing is written, unless the caller said so; a dry run always answers.
    ///
    /// # Errors
    /// `Fautes`.
    pub(crate) fn verifier(self, options: OptionsImport) -> Result<Self, Erreur> {
        if self.fautes.is_empty() || options.dry_run || options.valides_seulement {
            Ok(self)
        } else {
            Err(domain::Fautes(self.fautes).into())
        }
    }
}

/// By name; the cursor is the last row's name, first name and id.
///
/// # Errors
/// `Introuvable`.
pub async fn lister(
    contexte: &Contexte,
    acteur: &Acteur,
    siret: &str,
    page: Page<(String, String, Uuid)>,
) -> Result<(Vec<Vue>, u64), Erreur> {
    let etablissement = accessible(&contexte.base, acteur, siret).await?;
    let lignes = db::salarie::lister(&contexte.base, etablissement.id, page).await?;
    let total = db::salarie::compter(&contexte.base, etablissement.id).await?;
    let vues = lignes
        .into_iter()
        .map(|ligne| vue(contexte, ligne))
        .collect::<Result<_, _>>()?;
    Ok((vues, total))
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
    if db::salarie::par_index(&tx, etablissement.id, &ligne.nir_index)
        .await?
        .is_some()
    {
        return Err(Erreur::champ(
            "/nir",
            "nir_en_double",
            "Un salarié de l'établissement a déjà ce NIR.",
        ));
    }
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

fn ligne(contexte: &Contexte, etablissement_id: Uuid, nouveau: &NouveauSalarie) -> Result<Salarie, Erreur> {
    let maintenant = contexte.maintenant();
    let nir = nouveau.nir.exposer();
    Ok(Salarie {
        id: contexte.id(),
        etablissement_id,
        nir_chiffre: contexte.chiffrement.chiffrer(&contexte.hasard, USAGE_NIR, nir)?,
        nir_index: contexte.chiffrement.index(USAGE_NIR, nir),
        nom: nouveau.nom.clone(),
        prenom: nouveau.prenom.clone(),
        categorie: nouveau.categorie.code().to_owned(),
        duree_hebdomadaire: nouveau.duree_hebdomadaire.0,
        taux_horaire_brut: nouveau.taux_horaire_brut.0,
        cree_le: maintenant,
        modifie_le: maintenant,
    })
}

fn identiques(ancien: &Salarie, nouveau: &Salarie) -> bool {
    (
        &ancien.nom,
        &ancien.prenom,
        &ancien.categorie,
        ancien.duree_hebdomadaire,
        ancien.taux_horaire_brut,
    ) == (
        &nouveau.nom,
        &nouveau.prenom,
        &nouveau.categorie,
        nouveau.duree_hebdomadaire,
        nouveau.taux_horaire_brut,
    )
}

/// Imports a file. The same file twice changes nothing.
///
/// # Errors
/// `Fautes` with row and column; `Refus` when it is no such file; `Introuvable`.
pub async fn importer(
    contexte: &Contexte,
    acteur: &Acteur,
    siret: &str,
    source: impl Into<Source>,
    options: OptionsImport,
) -> Result<ResultatImport, Erreur> {
    let etablissement = accessible(&contexte.base, acteur, siret).await?;
    let (source, outils) = (source.into(), contexte.clone());
    let suivi = source.suivi();
    // Encrypting 100,000 NIRs takes its time: off the thread that answers others.
    let (lignes, fautes, mut nouvelles) = source
        .lire(move |fichier| {
            let lecture = lire_salaries(fichier)?;
            let nouvelles = lecture
                .valides
                .into_iter()
                .map(|(_, nouveau)| ligne(&outils, etablissement.id, &nouveau))
                .collect::<Result<Vec<_>, _>>()?;
            Ok((lecture.lignes, lecture.fautes, nouvelles))
        })
        .await?;
    let resultat = ResultatImport {
        lignes,
        valides: u32::try_from(nouvelles.len()).unwrap_or(u32::MAX),
        fautes,
        dry_run: options.dry_run,
        ..ResultatImport::default()
    };
    let mut resultat = resultat.verifier(options)?;

    let tx = contexte.ecrire().await?;
    db::etablissement::verrouiller(&tx, etablissement.id).await?;
    // A lot at a time: the register of 100,000 is never held beside the file.
    while let Some(lot) = suivi.lot(&mut nouvelles)? {
        let index = lot.iter().map(|nouvelle| nouvelle.nir_index.clone());
        let anciens: HashMap<String, Salarie> = db::salarie::par_indexes(&tx, etablissement.id, index)
            .await?
            .into_iter()
            .map(|ancien| (ancien.nir_index.clone(), ancien))
            .collect();
        let mut a_ecrire = Vec::new();
        for nouvelle in lot {
            match anciens.get(&nouvelle.nir_index) {
                None => resultat.ajoutes += 1,
                Some(ancien) if identiques(ancien, &nouvelle) => {
                    resultat.inchanges += 1;
                    continue;
                }
                Some(_) => resultat.modifies += 1,
            }
            a_ecrire.push(nouvelle);
        }
        if !options.dry_run {
            db::salarie::inserer_ou_remplacer(&tx, a_ecrire).await?;
        }
    }
    if options.dry_run {
        return Ok(resultat);
    }
    let details = json!({ "ajoutes": resultat.ajoutes, "modifies": resultat.modifies });
    let objet = ("etablissement", etablissement.id);
    journal::noter(&tx, contexte, Some(acteur), "salaries_importes", objet, details).await?;
    suivi.conclure(&tx, contexte, &resultat).await?;
    tx.commit().await?;
    Ok(resultat)
}
