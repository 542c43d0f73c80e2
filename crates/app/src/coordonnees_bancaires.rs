//! Bank details of an establishment.

use db::coordonnees_bancaires::CoordonneesBancaires;
use db::etablissement::Etablissement;
use domain::coordonnees_bancaires::{Banque, Coordonnees, Rib, SaisieCoordonnees};
use domain::{Faute, Fautes};
use serde_json::json;
use uuid::Uuid;

use crate::compte::{Preuve, redemander_mot_de_passe};
use crate::etablissement::accessible;
use crate::{Acteur, Contexte, Erreur, Parametres, courriel, journal, textes};

const USAGE: &str = "coordonnees.iban";

/// What a person types.
#[derive(Clone, Default)]
pub struct Saisie {
    pub coordonnees: SaisieCoordonnees,
    /// Add and activate in one step.
    pub activer: bool,
    /// The password of the actor, again.
    pub mot_de_passe: String,
}

/// Bank details as their users see them: nothing that the masked IBAN does not show.
#[derive(Debug, Clone)]
pub struct Vue {
    pub ligne: CoordonneesBancaires,
    /// Known bank of a French IBAN.
    pub banque: Option<&'static str>,
    pub rib: Option<Rib>,
    pub avertissements: Vec<String>,
}

fn vue(ligne: CoordonneesBancaires, lues: &Coordonnees) -> Vue {
    Vue {
        banque: Banque::de_l_iban(&lues.iban).map(|banque| banque.nom),
        rib: lues.iban.rib(),
        avertissements: lues.avertissements(),
        ligne,
    }
}

/// Decrypts the IBAN, to be masked.
fn relire(contexte: &Contexte, ligne: &CoordonneesBancaires) -> Result<Coordonnees, Erreur> {
    let illisible = |refus: Fautes| Erreur::illisible("coordonnées bancaires", &refus.codes().join(" "));
    let saisie = SaisieCoordonnees {
        titulaire: ligne.titulaire.clone(),
        iban: contexte.chiffrement.dechiffrer(USAGE, &ligne.iban_chiffre)?,
        bic: ligne.bic.clone(),
    };
    saisie.verifier().map_err(illisible)
}

/// All bank details, the active one first.
///
/// # Errors
/// `Introuvable`.
pub async fn lister(contexte: &Contexte, acteur: &Acteur, siret: &str) -> Result<Vec<Vue>, Erreur> {
    let etablissement = accessible(&contexte.base, acteur, siret).await?;
    let lignes = db::coordonnees_bancaires::lister(&contexte.base, etablissement.id).await?;
    lignes
        .into_iter()
        .map(|ligne| {
            let lues = relire(contexte, &ligne)?;
            Ok(vue(ligne, &lues))
        })
        .collect()
}

/// Adds bank details, and activates them if asked or if they are the first: as soon as there are
/// some, exactly one is active. All users of the establishment are told by mail.
///
/// # Errors
/// `Fautes`, those of the password too (`mot_de_passe_incorrect`, `mot_de_passe_verrouille`);
/// `Introuvable`; `Refus` `coordonnees_deja_enregistrees`; `Connexion` `session_expiree`.
pub async fn ajouter(
    contexte: &Contexte,
    acteur: &Acteur,
    siret: &str,
    saisie: &Saisie,
) -> Result<Vue, Erreur> {
    let acces = accessible(&contexte.base, acteur, siret).await?;
    let juge = redemander_mot_de_passe(contexte, acteur, &saisie.mot_de_passe).await?;
    let (lues, preuve) = toutes_les_fautes(saisie.coordonnees.verifier(), juge)?;
    enregistrer(contexte, acteur, acces.id, &lues, saisie.activer, Some(&preuve)).await
}

fn toutes_les_fautes<T>(
    resultat: Result<T, Fautes>,
    juge: Result<Preuve, Faute>,
) -> Result<(T, Preuve), Fautes> {
    match (resultat, juge) {
        (Ok(valeur), Ok(preuve)) => Ok((valeur, preuve)),
        (Ok(_), Err(faute)) => Err(faute.into()),
        (Err(Fautes(mut fautes)), juge) => {
            fautes.extend(juge.err());
            Err(Fautes(fautes))
        }
    }
}

/// The same, once the password was judged; the demo has none.
pub(crate) async fn enregistrer(
    contexte: &Contexte,
    acteur: &Acteur,
    etablissement_id: Uuid,
    lues: &Coordonnees,
    activer: bool,
    preuve: Option<&Preuve>,
) -> Result<Vue, Erreur> {
    let tx = contexte.ecrire().await?;
    let etablissement = db::etablissement::verrouiller(&tx, etablissement_id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    if let Some(preuve) = preuve {
        preuve.tenir(&tx, contexte, acteur).await?;
    }
    let iban_index = contexte.chiffrement.index(USAGE, lues.iban.as_str());
    let deja = db::coordonnees_bancaires::lister(&tx, etablissement.id).await?;
    if deja.iter().any(|ligne| ligne.iban_index == iban_index) {
        return Err(Erreur::refus(
            "coordonnees_deja_enregistrees",
            "Ce compte bancaire est déjà dans la liste : activez-le s'il ne l'est pas.",
        ));
    }
    let mut ligne = CoordonneesBancaires {
        id: contexte.id(),
        etablissement_id: etablissement.id,
        titulaire: lues.titulaire.as_str().to_owned(),
        iban_chiffre: contexte
            .chiffrement
            .chiffrer(&contexte.hasard, USAGE, lues.iban.as_str())?,
        iban_index,
        iban_masque: lues.iban.masque(),
        bic: lues.bic.as_str().to_owned(),
        active: false,
        creees_le: contexte.maintenant(),
        activees_le: None,
    };
    db::coordonnees_bancaires::inserer(&tx, ligne.clone()).await?;
    noter(&tx, contexte, acteur, "coordonnees_ajoutees", &ligne).await?;
    if activer || deja.is_empty() {
        activer_ligne(&tx, contexte, acteur, &etablissement, &mut ligne).await?;
    } else {
        let texte = textes::coordonnees_bancaires_ajoutees;
        prevenir(&tx, contexte, acteur, &etablissement, &ligne, texte).await?;
    }
    tx.commit().await?;
    Ok(vue(ligne, lues))
}

/// Makes these the active ones; all users of the establishment are told by mail.
///
/// # Errors
/// `Fautes` of the password; `Introuvable`; `Connexion` `session_expiree`.
pub async fn activer(
    contexte: &Contexte,
    acteur: &Acteur,
    siret: &str,
    id: Uuid,
    mot_de_passe: &str,
) -> Result<Vue, Erreur> {
    let acces = accessible(&contexte.base, acteur, siret).await?;
    // Somebody else's are not found, whatever the password.
    db::coordonnees_bancaires::trouver(&contexte.base, acces.id, id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    let juge = redemander_mot_de_passe(contexte, acteur, mot_de_passe).await?;
    let ((), preuve) = toutes_les_fautes(Ok(()), juge)?;
    let tx = contexte.ecrire().await?;
    let etablissement = db::etablissement::verrouiller(&tx, acces.id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    preuve.tenir(&tx, contexte, acteur).await?;
    let mut ligne = db::coordonnees_bancaires::trouver(&tx, etablissement.id, id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    if !ligne.active {
        activer_ligne(&tx, contexte, acteur, &etablissement, &mut ligne).await?;
    }
    tx.commit().await?;
    let lues = relire(contexte, &ligne)?;
    Ok(vue(ligne, &lues))
}

async fn activer_ligne(
    tx: &impl db::ConnectionTrait,
    contexte: &Contexte,
    acteur: &Acteur,
    etablissement: &Etablissement,
    ligne: &mut CoordonneesBancaires,
) -> Result<(), Erreur> {
    let maintenant = contexte.maintenant();
    db::coordonnees_bancaires::activer(tx, etablissement.id, ligne.id, maintenant).await?;
    ligne.active = true;
    ligne.activees_le = Some(maintenant);
    let texte = textes::coordonnees_bancaires_changees;
    prevenir(tx, contexte, acteur, etablissement, ligne, texte).await?;
    noter(tx, contexte, acteur, "coordonnees_activees", ligne).await
}

/// Tells all users of the establishment, whoever made the change too.
async fn prevenir(
    tx: &impl db::ConnectionTrait,
    contexte: &Contexte,
    acteur: &Acteur,
    etablissement: &Etablissement,
    ligne: &CoordonneesBancaires,
    texte: fn(&Parametres, &str, &str, &str) -> textes::Texte,
) -> Result<(), Erreur> {
    let par = acteur.nom_complet();
    for destinataire in
        db::etablissement::courriels_des_utilisateurs(tx, etablissement.id, acteur.jour).await?
    {
        let texte = texte(
            &contexte.parametres,
            &etablissement.denomination,
            &ligne.iban_masque,
            &par,
        );
        courriel::mettre_en_file(tx, contexte, &destinataire, texte).await?;
    }
    Ok(())
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
