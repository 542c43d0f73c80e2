//! Logging in, staying in, logging out.

use db::compte::Compte;
use db::session::Session;
use domain::Refus;
use domain::compte::{Role, Verrou, nettoyer_mot_de_passe_colle};
use domain::mois::{instant_fr, jour_de_paris};
use sea_orm::ActiveValue::Set;
use serde_json::json;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use crate::second_facteur::{self, Presente};
use crate::{Acteur, Contexte, Erreur, journal, oubli, scelle};

/// The end of a session is written again only when it moves by so much: a page that asks ten
/// things at once writes once.
const PAS: Duration = Duration::seconds(10);

/// An open session and whose it is.
#[derive(Debug, Clone)]
pub struct Ouverte {
    pub acteur: Acteur,
    pub courriel: String,
    pub mot_de_passe_a_changer: bool,
    /// It has no way back from a forgotten password yet.
    pub question_secrete_a_choisir: bool,
    /// The role wants a second factor, and the account has none yet.
    pub second_facteur_a_configurer: bool,
    pub expire_le: OffsetDateTime,
}

/// What is shown at the login.
#[derive(Clone, Copy, Default)]
pub struct Identification<'a> {
    pub identifiant: &'a str,
    pub mot_de_passe: &'a str,
    /// Code of the second factor, or a recovery code; empty when none is given.
    pub code: &'a str,
    /// Which browser, in a few words.
    pub navigateur: &'a str,
    /// The session that this browser leaves behind.
    pub remplacee: Option<Uuid>,
}

/// What the password turned out to be.
enum MotDePasse {
    Faux,
    Bon,
    /// The one sent by "J'ai oublié mon mot de passe"; its slow hash takes the old one's place.
    Secours {
        hache: String,
        empreinte: String,
    },
}

/// Logs in. Attempts count for unknown identifiants alike, and take as long.
///
/// # Errors
/// `Connexion` with `identifiant_est_courriel`, `identifiants_incorrects`, `compte_verrouille`,
/// `mot_de_passe_temporaire_expire`, `second_facteur_requis`, `second_facteur_incorrect`; `Sature`.
pub async fn ouvrir(contexte: &Contexte, montre: &Identification<'_>) -> Result<Ouverte, Erreur> {
    let identifiant = montre.identifiant.trim().to_lowercase();
    if identifiant.contains('@') {
        return Err(Erreur::Connexion(Refus::new(
            "identifiant_est_courriel",
            "Vous avez saisi une adresse électronique. Votre identifiant est de la forme prenom.nom : il est dans le message « Identifiant de connexion à l'Agence de Services et de Paiement (ASP) ».",
        )));
    }
    let connu = db::compte::par_identifiant(&contexte.base, &identifiant).await?;
    // Hashing takes tens of milliseconds: before the transaction, never inside.
    let juge = juger_mot_de_passe(contexte, connu.as_ref(), montre.mot_de_passe).await?;
    let hache_verifie = connu.and_then(|compte| compte.mot_de_passe_hache);

    let maintenant = contexte.maintenant();
    let tx = contexte.ecrire().await?;
    let Some(compte) = db::compte::verrouiller_par_identifiant(&tx, &identifiant).await? else {
        let refus = compter_inconnu(&tx, contexte, &identifiant).await?;
        tx.commit().await?;
        return Err(Erreur::Connexion(refus));
    };
    let verrou = verrou_de(&compte);
    if verrou.est_verrouille(maintenant) {
        return Err(Erreur::Connexion(refus_verrou(verrou)));
    }
    // The password was changed while it was being verified: what was verified is void.
    let meme = compte.mot_de_passe_hache == hache_verifie
        && db::compte_assistance::ferme(&tx, compte.id).await?.is_none();
    let secours = match juge {
        MotDePasse::Bon if meme => None,
        MotDePasse::Secours { hache, empreinte } if meme => Some((hache, empreinte)),
        _ => return refuser(tx, contexte, &compte, verrou, refus_identifiants).await,
    };
    if let Some((_, empreinte)) = &secours {
        // Used once: of two logins with it, the second finds none.
        let ligne = db::mot_de_passe_secours::trouver(&tx, compte.id).await?;
        if !ligne.is_some_and(|l| l.empreinte == *empreinte && maintenant < l.expire_le) {
            return Err(Erreur::Connexion(temporaire_expire()));
        }
    } else if compte.mot_de_passe_expire_le.is_some_and(|fin| fin <= maintenant) {
        return Err(Erreur::Connexion(temporaire_expire()));
    }
    refuser_avant_delai(&tx, contexte, &compte).await?;
    let second_facteur = match second_facteur::presenter(&tx, contexte, &compte, montre.code).await? {
        Presente::SansObjet => false,
        Presente::Bon => true,
        Presente::Absent => return Err(Erreur::Connexion(second_facteur::requis())),
        Presente::Faux => return refuser(tx, contexte, &compte, verrou, refus_code).await,
    };
    noter_verrou(&tx, compte.id, verrou.succes()).await?;
    let compte = consommer(&tx, contexte, compte, secours).await?;
    if let Some(remplacee) = montre.remplacee {
        db::session::revoquer(&tx, remplacee, maintenant).await?;
    }
    // Always a new id: one that somebody else planted in the browser opens nothing.
    let session = Session {
        id: contexte.id(),
        compte_id: compte.id,
        creee_le: maintenant,
        expire_le: maintenant + contexte.parametres.session,
        revoquee_le: None,
        second_facteur,
        navigateur: montre.navigateur.chars().take(80).collect(),
    };
    let ouverte = vue(&tx, &compte, &session, maintenant).await?;
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

/// One slow verification for every wrong password, and one more when it was pasted with
/// something around it; the account's existence changes nothing to that.
async fn juger_mot_de_passe(
    contexte: &Contexte,
    compte: Option<&Compte>,
    saisi: &str,
) -> Result<MotDePasse, Erreur> {
    let hache = compte.and_then(|compte| compte.mot_de_passe_hache.as_deref());
    let propre = nettoyer_mot_de_passe_colle(saisi);
    let bon = contexte.hachage.verifier(hache, saisi).await?
        || (propre != saisi && contexte.hachage.verifier(hache, propre).await?);
    if bon {
        return Ok(MotDePasse::Bon);
    }
    let Some(compte) = compte else {
        return Ok(MotDePasse::Faux);
    };
    let Some(ligne) = db::mot_de_passe_secours::trouver(&contexte.base, compte.id).await? else {
        return Ok(MotDePasse::Faux);
    };
    let empreinte = oubli::empreinte_secours(contexte, compte, propre);
    if !scelle::memes(&empreinte, &ligne.empreinte) {
        return Ok(MotDePasse::Faux);
    }
    let hache = contexte.hachage.hacher(&contexte.hasard, propre).await?;
    Ok(MotDePasse::Secours { hache, empreinte })
}

/// A password sent by "J'ai oublié mon mot de passe" takes the old one's place when it is used:
/// it opens this session, which must change it, and no other.
async fn consommer(
    tx: &impl db::ConnectionTrait,
    contexte: &Contexte,
    mut compte: Compte,
    secours: Option<(String, String)>,
) -> Result<Compte, Erreur> {
    db::mot_de_passe_secours::supprimer(tx, compte.id).await?;
    let Some((hache, _)) = secours else {
        return Ok(compte);
    };
    let maintenant = contexte.maintenant();
    let ligne = db::compte::ActiveModel {
        id: Set(compte.id),
        mot_de_passe_hache: Set(Some(hache.clone())),
        mot_de_passe_temporaire: Set(true),
        mot_de_passe_expire_le: Set(Some(maintenant)),
        ..Default::default()
    };
    db::compte::modifier(tx, ligne).await?;
    db::session::revoquer_toutes(tx, compte.id, maintenant).await?;
    compte.mot_de_passe_hache = Some(hache);
    compte.mot_de_passe_temporaire = true;
    compte.mot_de_passe_expire_le = Some(maintenant);
    Ok(compte)
}

/// Counts a wrong password or a wrong code, and refuses.
async fn refuser(
    tx: db::Ecriture,
    contexte: &Contexte,
    compte: &Compte,
    verrou: Verrou,
    dire: fn(&Contexte, Verrou) -> Refus,
) -> Result<Ouverte, Erreur> {
    let verrou = verrou.echec(contexte.maintenant(), &contexte.parametres.verrou);
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
    Err(Erreur::Connexion(dire(contexte, verrou)))
}

fn temporaire_expire() -> Refus {
    Refus::new(
        "mot_de_passe_temporaire_expire",
        "Ce mot de passe temporaire n'est plus valable : demandez-en un autre par « J'ai oublié mon mot de passe ».",
    )
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

pub(crate) fn verrou_de(compte: &Compte) -> Verrou {
    Verrou {
        echecs: u32::try_from(compte.echecs).unwrap_or(0),
        verrouille_jusqu_a: compte.verrouille_jusqu_a,
    }
}

pub(crate) async fn noter_verrou(
    tx: &impl db::ConnectionTrait,
    id: Uuid,
    verrou: Verrou,
) -> Result<(), Erreur> {
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
    refus_compte(
        contexte,
        verrou,
        "identifiants_incorrects",
        "Identifiant ou mot de passe incorrect. Vérifiez les majuscules et minuscules",
    )
}

fn refus_code(contexte: &Contexte, verrou: Verrou) -> Refus {
    refus_compte(
        contexte,
        verrou,
        "second_facteur_incorrect",
        "Ce code n'est pas le bon, ou il a déjà servi : attendez le suivant",
    )
}

/// With the tries that are left, or the end of the lock.
fn refus_compte(contexte: &Contexte, verrou: Verrou, code: &'static str, texte: &str) -> Refus {
    match verrou.restantes(contexte.maintenant(), &contexte.parametres.verrou) {
        0 => refus_verrou(verrou),
        restantes => Refus::new(
            code,
            format!(
                "{texte} ; encore {restantes} essai{} avant un verrouillage de {} minutes.",
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
    let Some((mut session, Some(compte))) = db::session::avec_compte(&contexte.base, id).await? else {
        return Ok(None);
    };
    if session.revoquee_le.is_some() || session.expire_le <= maintenant {
        return Ok(None);
    }
    let fin = maintenant + contexte.parametres.session;
    if prolonger && fin - session.expire_le >= PAS {
        db::session::prolonger(&contexte.ecritures, id, fin).await?;
        session.expire_le = fin;
    }
    vue(&contexte.base, &compte, &session, maintenant).await.map(Some)
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

/// An open session, as its owner sees it.
#[derive(Debug, Clone)]
pub struct Ligne {
    pub id: Uuid,
    pub ouverte_le: OffsetDateTime,
    /// To within the ten seconds of `PAS`.
    pub derniere_action_le: OffsetDateTime,
    pub navigateur: String,
    pub courante: bool,
}

/// My open sessions.
///
/// # Errors
/// `Base`.
pub async fn lister(contexte: &Contexte, acteur: &Acteur) -> Result<Vec<Ligne>, Erreur> {
    let lignes = db::session::ouvertes(&contexte.base, acteur.compte_id, contexte.maintenant()).await?;
    Ok(lignes
        .into_iter()
        .map(|ligne| Ligne {
            courante: ligne.id == acteur.session_id,
            id: ligne.id,
            ouverte_le: ligne.creee_le,
            // Each action pushes the end to one whole duration later.
            derniere_action_le: (ligne.expire_le - contexte.parametres.session).max(ligne.creee_le),
            navigateur: ligne.navigateur,
        })
        .collect())
}

/// Ends one of my sessions.
///
/// # Errors
/// `Introuvable` for somebody else's, or one that ended.
pub async fn terminer(contexte: &Contexte, acteur: &Acteur, id: Uuid) -> Result<(), Erreur> {
    let tx = contexte.ecrire().await?;
    let ligne = db::session::trouver(&tx, id)
        .await?
        .filter(|ligne| ligne.compte_id == acteur.compte_id && ligne.revoquee_le.is_none())
        .ok_or(Erreur::Introuvable)?;
    db::session::revoquer(&tx, ligne.id, contexte.maintenant()).await?;
    noter_fin(&tx, contexte, acteur, 1).await?;
    Ok(tx.commit().await?)
}

/// Ends all my sessions but this one.
///
/// # Errors
/// `Base`.
pub async fn terminer_autres(contexte: &Contexte, acteur: &Acteur) -> Result<(), Erreur> {
    let tx = contexte.ecrire().await?;
    let (compte, gardee) = (acteur.compte_id, acteur.session_id);
    let nombre = db::session::revoquer_autres(&tx, compte, gardee, contexte.maintenant()).await?;
    noter_fin(&tx, contexte, acteur, nombre).await?;
    Ok(tx.commit().await?)
}

async fn noter_fin(
    tx: &impl db::ConnectionTrait,
    contexte: &Contexte,
    acteur: &Acteur,
    nombre: u64,
) -> Result<(), Erreur> {
    let details = json!({ "nombre": nombre });
    let objet = ("compte", acteur.compte_id);
    Ok(journal::noter(tx, contexte, Some(acteur), "sessions_terminees", objet, details).await?)
}

async fn vue(
    base: &impl db::ConnectionTrait,
    compte: &Compte,
    session: &Session,
    maintenant: OffsetDateTime,
) -> Result<Ouverte, Erreur> {
    let jour = jour_de_paris(maintenant);
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
            departements: crate::agent::departements_de(base, compte).await?,
            jour,
            application: "navigateur".into(),
        },
        courriel: compte.courriel.clone(),
        mot_de_passe_a_changer: compte.mot_de_passe_temporaire,
        question_secrete_a_choisir: compte.reponse_secrete_hachee.is_none(),
        second_facteur_a_configurer: role.second_facteur_obligatoire() && !session.second_facteur,
        expire_le: session.expire_le,
    })
}
