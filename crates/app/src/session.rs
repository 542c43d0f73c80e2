//! Logging in, staying in, logging out.

use db::compte::Compte;
use db::session::Session;
use domain::Refus;
use domain::compte::{Role, Verrou, nettoyer_mot_de_passe_colle};
use domain::mois::instant_fr;
use sea_orm::ActiveValue::Set;
use serde_json::json;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use crate::{Acteur, Contexte, Erreur, journal};

/// The end of a session is written again only when it moves by so much: a page that asks ten
/// things at once writes once.
const PAS: Duration = Duration::seconds(10);

/// An open session and whose it is.
#[derive(Debug, Clone)]
pub struct Ouverte {
    pub acteur: Acteur,
    pub courriel: String,
    pub mot_de_passe_a_changer: bool,
    pub expire_le: OffsetDateTime,
}

/// Logs in. Attempts count for unknown identifiants alike, and take as long.
///
/// # Errors
/// `Connexion` with `identifiant_est_courriel`, `identifiants_incorrects`, `compte_verrouille`,
/// `mot_de_passe_temporaire_expire`.
pub async fn ouvrir(contexte: &Contexte, identifiant: &str, mot_de_passe: &str) -> Result<Ouverte, Erreur> {
    let identifiant = identifiant.trim().to_lowercase();
    if identifiant.contains('@') {
        return Err(Erreur::Connexion(Refus::new(
            "identifiant_est_courriel",
            "Vous avez saisi une adresse électronique. Votre identifiant est de la forme prenom.nom : il est dans le message « Identifiant de connexion à l'Agence de Services et de Paiement (ASP) ».",
        )));
    }
    let connu = db::compte::par_identifiant(&contexte.base, &identifiant).await?;
    // Hashing takes tens of milliseconds: before the transaction, never inside.
    let hache = connu
        .as_ref()
        .and_then(|compte| compte.mot_de_passe_hache.as_deref());
    let mut bon = contexte.hachage.verifier(hache, mot_de_passe).await?;
    let propre = nettoyer_mot_de_passe_colle(mot_de_passe);
    if !bon && propre != mot_de_passe {
        bon = contexte.hachage.verifier(hache, propre).await?;
    }
    let hache_verifie = connu
        .as_ref()
        .and_then(|compte| compte.mot_de_passe_hache.clone());

    let maintenant = contexte.maintenant();
    let tx = contexte.ecrire().await?;
    let Some(compte) = db::compte::verrouiller_par_identifiant(&tx, &identifiant).await? else {
        let refus = compter_inconnu(&tx, contexte, &identifiant).await?;
        tx.commit().await?;
        return Err(Erreur::Connexion(refus));
    };
    // The password was changed while it was being verified: what was verified is void.
    let bon = bon && compte.mot_de_passe_hache == hache_verifie;
    let verrou = verrou_de(&compte);
    let regles = &contexte.parametres.verrou;
    if verrou.est_verrouille(maintenant) {
        return Err(Erreur::Connexion(refus_verrou(verrou)));
    }
    if !bon {
        let verrou = verrou.echec(maintenant, regles);
        noter_verrou(&tx, compte.id, verrou).await?;
        journal::noter(
            &tx,
            contexte,
            None,
            "connexion_refusee",
            ("compte", compte.id),
            json!({}),
        )
        .await?;
        tx.commit().await?;
        return Err(Erreur::Connexion(refus_identifiants(contexte, verrou)));
    }
    if compte.mot_de_passe_expire_le.is_some_and(|fin| fin <= maintenant) {
        return Err(Erreur::Connexion(Refus::new(
            "mot_de_passe_temporaire_expire",
            "Ce mot de passe temporaire n'est plus valable : demandez-en un autre par « J'ai oublié mon mot de passe ».",
        )));
    }
    refuser_avant_delai(&tx, contexte, &compte).await?;
    noter_verrou(&tx, compte.id, verrou.succes()).await?;
    let session = Session {
        id: contexte.id(),
        compte_id: compte.id,
        creee_le: maintenant,
        expire_le: maintenant + contexte.parametres.session,
        revoquee_le: None,
    };
    let ouverte = vue(&compte, &session)?;
    db::session::inserer(&tx, session).await?;
    journal::noter(
        &tx,
        contexte,
        Some(&ouverte.acteur),
        "connexion",
        ("compte", compte.id),
        json!({}),
    )
    .await?;
    tx.commit().await?;
    Ok(ouverte)
}

/// The operator may want some time between the first habilitation and the first login.
async fn refuser_avant_delai(
    tx: &impl db::ConnectionTrait,
    contexte: &Contexte,
    compte: &Compte,
) -> Result<(), Erreur> {
    let delai = contexte.parametres.delai_habilitation;
    if !delai.is_positive() || compte.role != Role::Utilisateur.code() {
        return Ok(());
    }
    let premiere = db::habilitation::premiere_acceptee(tx, compte.id).await?;
    match premiere.map(|instant| instant + delai) {
        Some(des_le) if contexte.maintenant() < des_le => Err(Erreur::Connexion(Refus::new(
            "habilitation_pas_encore_active",
            format!(
                "Votre habilitation est créée : vous pourrez vous connecter à partir du {}.",
                instant_fr(des_le)
            ),
        ))),
        _ => Ok(()),
    }
}

fn verrou_de(compte: &Compte) -> Verrou {
    Verrou {
        echecs: u32::try_from(compte.echecs).unwrap_or(0),
        verrouille_jusqu_a: compte.verrouille_jusqu_a,
    }
}

async fn noter_verrou(tx: &impl db::ConnectionTrait, id: Uuid, verrou: Verrou) -> Result<(), Erreur> {
    let ligne = db::compte::ActiveModel {
        id: Set(id),
        echecs: Set(i32::try_from(verrou.echecs).unwrap_or(i32::MAX)),
        verrouille_jusqu_a: Set(verrou.verrouille_jusqu_a),
        ..Default::default()
    };
    Ok(db::compte::modifier(tx, ligne).await?)
}

async fn compter_inconnu(
    tx: &impl db::ConnectionTrait,
    contexte: &Contexte,
    identifiant: &str,
) -> Result<Refus, Erreur> {
    let maintenant = contexte.maintenant();
    let identifiant: String = identifiant.chars().take(80).collect();
    let ancien = db::compte::verrou_inconnu(tx, &identifiant).await?;
    let verrou = ancien.map_or_else(Verrou::default, |ligne| Verrou {
        echecs: u32::try_from(ligne.echecs).unwrap_or(0),
        verrouille_jusqu_a: ligne.verrouille_jusqu_a,
    });
    if verrou.est_verrouille(maintenant) {
        return Ok(refus_verrou(verrou));
    }
    let verrou = verrou.echec(maintenant, &contexte.parametres.verrou);
    let ligne = db::entites::verrou_inconnu::Model {
        identifiant,
        echecs: i32::try_from(verrou.echecs).unwrap_or(i32::MAX),
        verrouille_jusqu_a: verrou.verrouille_jusqu_a,
        maj_le: maintenant,
    };
    db::compte::noter_verrou_inconnu(tx, ligne).await?;
    Ok(refus_identifiants(contexte, verrou))
}

fn refus_identifiants(contexte: &Contexte, verrou: Verrou) -> Refus {
    match verrou.restantes(contexte.maintenant(), &contexte.parametres.verrou) {
        0 => refus_verrou(verrou),
        restantes => Refus::new(
            "identifiants_incorrects",
            format!(
                "Identifiant ou mot de passe incorrect. Vérifiez les majuscules et minuscules ; encore {restantes} \
                 essai{} avant un verrouillage de {} minutes.",
                if restantes > 1 { "s" } else { "" },
                contexte.parametres.verrou.duree.whole_minutes()
            ),
        ),
    }
}

fn refus_verrou(verrou: Verrou) -> Refus {
    let fin = verrou.verrouille_jusqu_a.map(instant_fr).unwrap_or_default();
    Refus::new(
        "compte_verrouille",
        format!(
            "Après trop de mots de passe erronés, cet identifiant est verrouillé. Il se déverrouille tout seul le {fin}."
        ),
    )
}

/// The open session of a cookie; `None` when it ended. With `prolonger` it goes on for its whole
/// duration from now.
///
/// # Errors
/// `Base`, `Interne`.
pub async fn authentifier(contexte: &Contexte, id: Uuid, prolonger: bool) -> Result<Option<Ouverte>, Erreur> {
    let maintenant = contexte.maintenant();
    let Some(mut session) = db::session::trouver(&contexte.base, id).await? else {
        return Ok(None);
    };
    if session.revoquee_le.is_some() || session.expire_le <= maintenant {
        return Ok(None);
    }
    let Some(compte) = db::compte::trouver(&contexte.base, session.compte_id).await? else {
        return Ok(None);
    };
    let fin = maintenant + contexte.parametres.session;
    if prolonger && fin - session.expire_le >= PAS {
        db::session::prolonger(&contexte.base, id, fin).await?;
        session.expire_le = fin;
    }
    vue(&compte, &session).map(Some)
}

/// Logs out; the cookie is worth nothing from now on.
///
/// # Errors
/// `Base`.
pub async fn fermer(contexte: &Contexte, acteur: &Acteur) -> Result<(), Erreur> {
    let tx = contexte.ecrire().await?;
    db::session::revoquer(&tx, acteur.session_id, contexte.maintenant()).await?;
    journal::noter(
        &tx,
        contexte,
        Some(acteur),
        "deconnexion",
        ("compte", acteur.compte_id),
        json!({}),
    )
    .await?;
    Ok(tx.commit().await?)
}

fn vue(compte: &Compte, session: &Session) -> Result<Ouverte, Erreur> {
    let role: Role = compte
        .role
        .parse()
        .map_err(|refus: Refus| Erreur::illisible("rôle", &refus))?;
    Ok(Ouverte {
        acteur: Acteur {
            compte_id: compte.id,
            session_id: session.id,
            identifiant: compte.identifiant.clone().unwrap_or_default(),
            nom: compte.nom.clone(),
            prenom: compte.prenom.clone(),
            role,
            departement: compte.departement.clone(),
            application: "navigateur".into(),
        },
        courriel: compte.courriel.clone(),
        mot_de_passe_a_changer: compte.mot_de_passe_temporaire,
        expire_le: session.expire_le,
    })
}
