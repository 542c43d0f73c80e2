//! Asking for access.

use db::compte::Compte;
use db::etablissement::Etablissement;
use domain::ajout::{Ajout, SaisieAjout};
use domain::compte::{Inscription, Role, SaisieInscription};
use domain::etablissement::{FicheEtablissement, Siret};
use domain::habilitation::{Habilitation, RoleHabilitation, verifier_nombre_siret};
use domain::mois::jour_de_paris;
use domain::{Collecte, Faute};
use serde_json::json;
use uuid::Uuid;

use crate::compte::{Personne, vierge};
use crate::controle::Jeton;
use crate::habilitation::est_conflit;
use crate::utilisateur::{agit_pour_une_entreprise, verifier_place};
use crate::{Acteur, Contexte, Erreur, controle, document, journal, mandat};

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
    controle::exiger_present(&mut collecte, solution);
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

    // Two requests for one SIRET, or with one new address, at the same instant: the second looks
    // again and finds what the first has written.
    for _ in 0..3 {
        match creer_une_fois(contexte, &inscription, &jeton, &reponse_hachee).await {
            Err(erreur) if est_conflit(&erreur) => {}
            autre => return autre,
        }
    }
    Err(Erreur::Interne(
        "demande non enregistrée après trois essais".into(),
    ))
}

async fn creer_une_fois(
    contexte: &Contexte,
    inscription: &Inscription,
    jeton: &Jeton,
    reponse_hachee: &str,
) -> Result<Recue, Erreur> {
    let tx = contexte.ecrire().await?;
    if est_connu(&tx, &inscription.siret).await? {
        return Err(Erreur::refus("etablissement_connu", MESSAGE_CONNU));
    }
    let existant = db::compte::par_courriel(&tx, inscription.courriel.as_str()).await?;
    let compte_existant = existant.is_some();
    let compte_id = match existant {
        Some(compte) => {
            agit_pour_une_entreprise(&compte)?;
            db::compte::verrouiller(&tx, compte.id).await?;
            let jour = jour_de_paris(contexte.maintenant());
            let deja = db::habilitation::compter_du_compte(&tx, compte.id, jour).await?;
            verifier_nombre_siret(u32::try_from(deja).unwrap_or(u32::MAX))?;
            compte.id
        }
        None => {
            let compte = nouveau_compte(contexte, inscription, reponse_hachee.to_owned());
            let id = compte.id;
            db::compte::inserer(&tx, compte).await?;
            id
        }
    };
    let demande = Demande {
        siret: &inscription.siret,
        fiche: &inscription.fiche,
        ancien: inscription.ancien_siret.as_ref(),
        jeton,
    };
    let (id, _) = deposer(&tx, contexte, None, compte_id, &demande).await?;
    tx.commit().await?;
    Ok(Recue {
        id,
        siret: inscription.siret.clone(),
        compte_existant,
    })
}

/// What is asked, by whoever asks.
struct Demande<'a> {
    siret: &'a Siret,
    fiche: &'a FicheEtablissement,
    ancien: Option<&'a Siret>,
    jeton: &'a Jeton,
}

/// The establishment and the habilitation that waits; answers the ids of both.
async fn deposer(
    tx: &impl db::ConnectionTrait,
    contexte: &Contexte,
    acteur: Option<&Acteur>,
    compte_id: Uuid,
    demande: &Demande<'_>,
) -> Result<(Uuid, Uuid), Erreur> {
    let etablissement_id = inserer_etablissement(tx, contexte, demande).await?;
    let attente = Habilitation::demander(RoleHabilitation::Principal);
    let id = contexte.id();
    let ligne = db::habilitation::Habilitation {
        id,
        compte_id,
        etablissement_id,
        role: attente.role.code().to_owned(),
        etat: attente.etat.code().to_owned(),
        motif: None,
        demandee_le: contexte.maintenant(),
        decidee_le: None,
        decidee_par: None,
        finie_le: None,
        finie_par: None,
    };
    db::habilitation::inserer(tx, ligne).await?;
    let details = json!({ "siret": demande.siret.as_str() });
    journal::noter(
        tx,
        contexte,
        acteur,
        "inscription_recue",
        ("habilitation", id),
        details,
    )
    .await?;
    Ok((id, etablissement_id))
}

/// First step of somebody who is logged in: neither security check nor terms, they passed both.
///
/// # Errors
/// A fault of `/siret`.
pub async fn verifier_ajout(contexte: &Contexte, siret: &str) -> Result<Verification, Erreur> {
    let mut collecte = Collecte::new();
    let siret = collecte.requis::<Siret>("/siret", siret);
    collecte.fin()?;
    let siret = siret.ok_or_else(|| Erreur::Interne("SIRET sans faute ni valeur".into()))?;
    let connu = est_connu(&contexte.base, &siret).await?;
    Ok(Verification { siret, connu })
}

/// "Ajouter un établissement": the account asks for one more, without logging out. With a mandate
/// the accountant opens the client's space; the mandate waits for the client, its contract is kept.
///
/// # Errors
/// `Fautes`; `Refus` `etablissement_connu`, `trop_de_siret`.
pub async fn ajouter(
    contexte: &Contexte,
    acteur: &Acteur,
    saisie: &SaisieAjout,
    jeton: &str,
    document: Option<&str>,
) -> Result<Recue, Erreur> {
    let ajout = saisie.verifier()?;
    let jeton = controle::lire(contexte, jeton, ajout.siret.as_str())?;
    for _ in 0..3 {
        match ajouter_une_fois(contexte, acteur, &ajout, &jeton, document).await {
            Err(erreur) if est_conflit(&erreur) => {}
            autre => return autre,
        }
    }
    Err(Erreur::Interne(
        "établissement non ajouté après trois essais".into(),
    ))
}

async fn ajouter_une_fois(
    contexte: &Contexte,
    acteur: &Acteur,
    ajout: &Ajout,
    jeton: &Jeton,
    document: Option<&str>,
) -> Result<Recue, Erreur> {
    let tx = contexte.ecrire().await?;
    if est_connu(&tx, &ajout.siret).await? {
        return Err(Erreur::refus("etablissement_connu", MESSAGE_CONNU));
    }
    db::compte::verrouiller(&tx, acteur.compte_id).await?;
    verifier_place(&tx, acteur, acteur.compte_id).await?;
    let demande = Demande {
        siret: &ajout.siret,
        fiche: &ajout.fiche,
        ancien: ajout.ancien.as_ref(),
        jeton,
    };
    let (id, etablissement_id) = deposer(&tx, contexte, Some(acteur), acteur.compte_id, &demande).await?;
    if let Some(declare) = &ajout.mandat {
        let mut mandat = mandat::inserer(&tx, contexte, acteur, etablissement_id, declare).await?;
        if let Some(document) = document {
            let objet = (document::OBJET_MANDAT, mandat.id);
            mandat.document_id = Some(document::rattacher(&tx, contexte, acteur, document, objet).await?);
            db::mandat::remplacer(&tx, mandat).await?;
        }
    }
    tx.commit().await?;
    Ok(Recue {
        id,
        siret: ajout.siret.clone(),
        compte_existant: true,
    })
}

fn nouveau_compte(contexte: &Contexte, inscription: &Inscription, reponse_hachee: String) -> Compte {
    let personne = Personne {
        courriel: inscription.courriel.as_str(),
        nom: &inscription.nom,
        prenom: &inscription.prenom,
        telephone: inscription.telephone.as_str(),
    };
    Compte {
        question_secrete: inscription.question_secrete.clone(),
        reponse_secrete_hachee: Some(reponse_hachee),
        ..vierge(contexte, Role::Utilisateur, &personne)
    }
}

/// A request that was refused before leaves its establishment behind: it is taken up again.
async fn inserer_etablissement(
    tx: &impl db::ConnectionTrait,
    contexte: &Contexte,
    demande: &Demande<'_>,
) -> Result<Uuid, Erreur> {
    let fiche = demande.fiche;
    let departement = fiche.unite_departementale().code();
    let json = serde_json::to_value(fiche).map_err(|erreur| Erreur::illisible("fiche", &erreur))?;
    let maintenant = contexte.maintenant();
    let ancien_siret = demande.ancien.map(|siret| siret.as_str().to_owned());
    if let Some(repris) = db::etablissement::par_siret(tx, demande.siret.as_str()).await? {
        db::etablissement::remplacer_fiche(
            tx,
            repris.id,
            repris.version,
            &fiche.denomination,
            departement,
            json,
            maintenant,
        )
        .await?;
        db::etablissement::noter_ancien(tx, repris.id, ancien_siret.as_deref()).await?;
        return Ok(repris.id);
    }
    let id = contexte.id();
    let ligne = Etablissement {
        id,
        siret: demande.siret.as_str().to_owned(),
        denomination: fiche.denomination.clone(),
        departement: departement.to_owned(),
        fiche: json,
        a_verifier: demande.jeton.a_verifier,
        ferme: demande.jeton.ferme,
        version: 1,
        cree_le: maintenant,
        modifie_le: maintenant,
        ancien_siret,
    };
    db::etablissement::inserer(tx, ligne).await?;
    Ok(id)
}

/// A secret answer is compared without case and without spaces around.
pub(crate) fn normaliser_reponse(reponse: &str) -> String {
    reponse.trim().to_lowercase()
}
