//! Bank details of an establishment.

use db::coordonnees_bancaires::CoordonneesBancaires;
use domain::Collecte;
use domain::coordonnees_bancaires::{Bic, Iban, Titulaire};
use serde_json::json;
use uuid::Uuid;

use crate::etablissement::accessible;
use crate::{Acteur, Contexte, Erreur, courriel, journal, textes};

const USAGE: &str = "coordonnees.iban";

/// What a person types.
#[derive(Debug, Clone, Default)]
pub struct Saisie {
    pub titulaire: String,
    pub iban: String,
    pub bic: String,
    pub activer: bool,
}

/// All bank details, the active one first.
///
/// # Errors
/// `Introuvable`.
pub async fn lister(
    contexte: &Contexte,
    acteur: &Acteur,
    siret: &str,
) -> Result<Vec<CoordonneesBancaires>, Erreur> {
    let etablissement = accessible(&contexte.base, acteur, siret).await?;
    Ok(db::coordonnees_bancaires::lister(&contexte.base, etablissement.id).await?)
}

/// Adds bank details, and activates them if asked or if they are the first. Answers them with
/// the warning, if BIC and IBAN are of two countries.
///
/// # Errors
/// `Fautes`; `Introuvable`; `Refus` `coordonnees_deja_enregistrees`.
pub async fn ajouter(
    contexte: &Contexte,
    acteur: &Acteur,
    siret: &str,
    saisie: &Saisie,
) -> Result<(CoordonneesBancaires, Option<String>), Erreur> {
    let acces = accessible(&contexte.base, acteur, siret).await?;
    let mut collecte = Collecte::new();
    let titulaire = collecte.requis::<Titulaire>("/titulaire", &saisie.titulaire);
    let iban = collecte.requis::<Iban>("/iban", &saisie.iban);
    let bic = collecte.requis::<Bic>("/bic", &saisie.bic);
    let (Some(titulaire), Some(iban), Some(bic)) = (titulaire, iban, bic) else {
        return Ok(collecte.echec()?);
    };
    let avertissement = domain::coordonnees_bancaires::avertissement_pays(&iban, &bic);

    let tx = contexte.ecrire().await?;
    let etablissement = db::etablissement::verrouiller(&tx, acces.id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    let iban_index = contexte.chiffrement.index(USAGE, iban.as_str());
    let deja = db::coordonnees_bancaires::lister(&tx, etablissement.id).await?;
    if deja.iter().any(|ligne| ligne.iban_index == iban_index) {
        return Err(Erreur::refus(
            "coordonnees_deja_enregistrees",
            "Ce compte bancaire est déjà dans la liste : activez-le s'il ne l'est pas.",
        ));
    }
    let activer = saisie.activer || deja.is_empty();
    let mut ligne = CoordonneesBancaires {
        id: contexte.id(),
        etablissement_id: etablissement.id,
        titulaire: titulaire.as_str().to_owned(),
        iban_chiffre: contexte
            .chiffrement
            .chiffrer(&contexte.hasard, USAGE, iban.as_str())?,
        iban_index,
        iban_masque: iban.masque(),
        bic: bic.as_str().to_owned(),
        active: false,
        creees_le: contexte.maintenant(),
        activees_le: None,
    };
    db::coordonnees_bancaires::inserer(&tx, ligne.clone()).await?;
    noter(&tx, contexte, acteur, "coordonnees_ajoutees", &ligne).await?;
    if activer {
        activer_ligne(&tx, contexte, acteur, &etablissement, &mut ligne).await?;
    }
    tx.commit().await?;
    Ok((ligne, avertissement))
}

/// Makes these the active ones; all users of the establishment are told by mail.
///
/// # Errors
/// `Introuvable`.
pub async fn activer(
    contexte: &Contexte,
    acteur: &Acteur,
    siret: &str,
    id: Uuid,
) -> Result<CoordonneesBancaires, Erreur> {
    let acces = accessible(&contexte.base, acteur, siret).await?;
    let tx = contexte.ecrire().await?;
    let etablissement = db::etablissement::verrouiller(&tx, acces.id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    let mut ligne = db::coordonnees_bancaires::trouver(&tx, etablissement.id, id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    if !ligne.active {
        activer_ligne(&tx, contexte, acteur, &etablissement, &mut ligne).await?;
    }
    tx.commit().await?;
    Ok(ligne)
}

async fn activer_ligne(
    tx: &impl db::ConnectionTrait,
    contexte: &Contexte,
    acteur: &Acteur,
    etablissement: &db::etablissement::Etablissement,
    ligne: &mut CoordonneesBancaires,
) -> Result<(), Erreur> {
    let maintenant = contexte.maintenant();
    db::coordonnees_bancaires::activer(tx, etablissement.id, ligne.id, maintenant).await?;
    ligne.active = true;
    ligne.activees_le = Some(maintenant);
    for destinataire in
        db::etablissement::courriels_des_utilisateurs(tx, etablissement.id, acteur.jour).await?
    {
        let texte = textes::coordonnees_bancaires_changees(
            &contexte.parametres,
            &etablissement.denomination,
            &ligne.iban_masque,
            &acteur.nom_complet(),
        );
        courriel::mettre_en_file(tx, contexte, &destinataire, texte).await?;
    }
    noter(tx, contexte, acteur, "coordonnees_activees", ligne).await
}

async fn noter(
    tx: &impl db::ConnectionTrait,
    contexte: &Contexte,
    acteur: &Acteur,
    action: &str,
    ligne: &CoordonneesBancaires,
) -> Result<(), Erreur> {
    let details = json!({ "coordonnees": ligne.id });
    let objet = ("etablissement", ligne.etablissement_id);
    Ok(journal::noter(tx, contexte, Some(acteur), action, objet, details).await?)
}
