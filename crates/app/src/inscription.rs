//! Asking for access.

use db::compte::Compte;
use db::etablissement::Etablissement;
use db::habilitation::Habilitation;
use domain::compte::{Inscription, SaisieInscription};
use domain::etablissement::Siret;
use domain::habilitation::verifier_nombre_siret;
use domain::{Collecte, Faute};
use serde_json::json;
use uuid::Uuid;

use crate::{Contexte, Erreur, controle, journal};

/// Word for word what the extranet's users know.
pub const MESSAGE_CONNU: &str = "L'établissement pour lequel vous demandez une création de compte a déjà créé un compte utilisateur. Veuillez vous connecter sous ce compte pour ajouter le nouvel utilisateur.";
/// Not blocking: the establishment joins the account.
pub const MESSAGE_COURRIEL_CONNU: &str = "Cette adresse électronique est déjà connue : l'établissement rejoindra votre compte après l'habilitation. Votre identifiant et votre mot de passe ne changent pas.";

/// What the first step found.
#[derive(Debug, Clone)]
pub struct Verification {
    pub siret: Siret,
    /// The establishment already has a user or a request that waits.
    pub connu: bool,
}

/// The request as it was received.
#[derive(Debug, Clone)]
pub struct Recue {
    pub id: Uuid,
    pub siret: Siret,
    pub compte_existant: bool,
}

/// SIRET, solved security check, terms: every fault at once. The check is used up only when
/// the rest is right.
///
/// # Errors
/// `Fautes`.
pub async fn verifier(
    contexte: &Contexte,
    siret: &str,
    solution: &str,
    cgu_acceptees: bool,
) -> Result<Verification, Erreur> {
    let mut collecte = Collecte::new();
    let siret = collecte.requis::<Siret>("/siret", siret);
    if !cgu_acceptees {
        collecte.ajouter(Faute::champ(
            "/cgu_acceptees",
            "cgu_non_acceptees",
            "Pour créer votre espace, acceptez les conditions générales d'utilisation.",
        ));
    }
    if solution.is_empty() {
        collecte.ajouter(Faute::champ(
            "/controle",
            "champ_requis",
            "Attendez la fin du contrôle de sécurité.",
        ));
    }
    collecte.fin()?;
    let siret = siret.ok_or_else(|| Erreur::Interne("SIRET sans faute ni valeur".into()))?;
    controle::verifier(contexte, solution).await?;
    let connu = est_connu(&contexte.base, &siret).await?;
    Ok(Verification { siret, connu })
}

pub(crate) async fn est_connu(base: &impl db::ConnectionTrait, siret: &Siret) -> Result<bool, Erreur> {
    match db::etablissement::par_siret(base, siret.as_str()).await? {
        Some(etablissement) => Ok(db::habilitation::etablissement_pris(base, etablissement.id).await?),
        None => Ok(false),
    }
}

/// Files the request: account (unless the e-mail has one), establishment, habilitation that waits.
///
/// # Errors
/// `Fautes`; `Refus` `etablissement_connu`, `trop_de_siret`.
pub async fn creer(contexte: &Contexte, saisie: &SaisieInscription, jeton: &str) -> Result<Recue, Erreur> {
    let inscription = saisie.verifier()?;
    let jeton = controle::lire(contexte, jeton, inscription.siret.as_str())?;
    let reponse = normaliser_reponse(&inscription.reponse_secrete);
    let reponse_hachee = contexte.hachage.hacher(&contexte.hasard, &reponse).await?;

    let tx = contexte.ecrire().await?;
    if est_connu(&tx, &inscription.siret).await? {
        return Err(Erreur::refus("etablissement_connu", MESSAGE_CONNU));
    }
    let existant = db::compte::par_courriel(&tx, inscription.courriel.as_str()).await?;
    let compte_existant = existant.is_some();
    let compte_id = match existant {
        Some(compte) => {
            let deja = db::habilitation::compter_du_compte(&tx, compte.id).await?;
            verifier_nombre_siret(u32::try_from(deja).unwrap_or(u32::MAX))?;
            compte.id
        }
        None => {
            let compte = nouveau_compte(contexte, &inscription, reponse_hachee);
            let id = compte.id;
            db::compte::inserer(&tx, compte).await?;
            id
        }
    };
    let etablissement_id =
        inserer_etablissement(&tx, contexte, &inscription, jeton.a_verifier, jeton.ferme).await?;
    let id = contexte.id();
    db::habilitation::inserer(
        &tx,
        Habilitation {
            id,
            compte_id,
            etablissement_id,
            role: "principal".into(),
            etat: "en_attente".into(),
            motif: None,
            demandee_le: contexte.maintenant(),
            decidee_le: None,
            decidee_par: None,
        },
    )
    .await?;
    journal::noter(
        &tx,
        contexte,
        None,
        "inscription_recue",
        ("habilitation", id),
        json!({ "siret": inscription.siret.as_str() }),
    )
    .await?;
    tx.commit().await?;
    Ok(Recue {
        id,
        siret: inscription.siret,
        compte_existant,
    })
}

fn nouveau_compte(contexte: &Contexte, inscription: &Inscription, reponse_hachee: String) -> Compte {
    Compte {
        id: contexte.id(),
        identifiant: None,
        courriel: inscription.courriel.as_str().to_owned(),
        nom: inscription.nom.clone(),
        prenom: inscription.prenom.clone(),
        telephone: inscription.telephone.as_str().to_owned(),
        role: "utilisateur".into(),
        departement: None,
        mot_de_passe_hache: None,
        mot_de_passe_temporaire: true,
        mot_de_passe_expire_le: None,
        echecs: 0,
        verrouille_jusqu_a: None,
        question_secrete: inscription.question_secrete.clone(),
        reponse_secrete_hachee: Some(reponse_hachee),
        cree_le: contexte.maintenant(),
    }
}

/// A request that was refused before leaves its establishment behind: it is taken up again.
async fn inserer_etablissement(
    tx: &impl db::ConnectionTrait,
    contexte: &Contexte,
    inscription: &Inscription,
    a_verifier: bool,
    ferme: bool,
) -> Result<Uuid, Erreur> {
    let fiche = &inscription.fiche;
    let departement = fiche.departement().principal.code();
    let json = serde_json::to_value(fiche).map_err(|erreur| Erreur::illisible("fiche", &erreur))?;
    let maintenant = contexte.maintenant();
    if let Some(ancien) = db::etablissement::par_siret(tx, inscription.siret.as_str()).await? {
        db::etablissement::remplacer_fiche(
            tx,
            ancien.id,
            ancien.version,
            &fiche.denomination,
            departement,
            json,
            maintenant,
        )
        .await?;
        return Ok(ancien.id);
    }
    let id = contexte.id();
    let ligne = Etablissement {
        id,
        siret: inscription.siret.as_str().to_owned(),
        denomination: fiche.denomination.clone(),
        departement: departement.to_owned(),
        fiche: json,
        a_verifier,
        ferme,
        version: 1,
        cree_le: maintenant,
        modifie_le: maintenant,
    };
    db::etablissement::inserer(tx, ligne).await?;
    Ok(id)
}

/// A secret answer is compared without case and without spaces around.
pub(crate) fn normaliser_reponse(reponse: &str) -> String {
    reponse.trim().to_lowercase()
}
