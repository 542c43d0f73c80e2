//! The second factor: a code of six digits from an application (RFC 6238), or a recovery code.
//! Required of agents and the help desk, offered to companies.

use db::compte::Compte;
use db::second_facteur::{ActiveModel, CodeRecuperation, SecondFacteur};
use domain::Refus;
use sea_orm::ActiveValue::Set;
use serde_json::json;
use uuid::Uuid;

use crate::compte::{self, Preuve};
use crate::{Acteur, Contexte, Erreur, courriel, journal, textes, totp};

/// Recovery codes made at a time.
pub const CODES_DE_RECUPERATION: usize = 10;

/// Where the second factor of an account stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Etat {
    pub actif: bool,
    /// The role may not do without.
    pub obligatoire: bool,
    pub codes_restants: u64,
}

/// # Errors
/// `Base`.
pub async fn etat(contexte: &Contexte, acteur: &Acteur) -> Result<Etat, Erreur> {
    let ligne = db::second_facteur::trouver(&contexte.base, acteur.compte_id).await?;
    let actif = ligne.is_some_and(|ligne| ligne.confirme_le.is_some());
    Ok(Etat {
        actif,
        obligatoire: acteur.role.second_facteur_obligatoire(),
        codes_restants: if actif {
            db::second_facteur::compter_codes(&contexte.base, acteur.compte_id).await?
        } else {
            0
        },
    })
}

/// A secret bound to its account: moved to another row, it cannot be read.
fn usage(compte_id: Uuid) -> String {
    format!("second_facteur.{compte_id}")
}

fn secret(contexte: &Contexte, ligne: &SecondFacteur) -> Result<Vec<u8>, Erreur> {
    let texte = contexte
        .chiffrement
        .dechiffrer(&usage(ligne.compte_id), &ligne.secret_chiffre)?;
    totp::lire_base32(&texte).ok_or_else(|| Erreur::Interne("secret de second facteur illisible".into()))
}

/// What the application needs.
#[derive(Clone)]
pub struct Preparation {
    /// Base32, to be typed.
    pub secret: String,
    /// To be scanned.
    pub uri: String,
}

/// Makes a secret; it counts for nothing until a code of it confirms it.
///
/// # Errors
/// `Refus` `second_facteur_deja_actif`.
pub async fn preparer(contexte: &Contexte, acteur: &Acteur) -> Result<Preparation, Erreur> {
    let octets = contexte.hasard.octets::<{ totp::TAILLE_SECRET }>();
    let secret = totp::base32(&octets);
    let chiffre = contexte
        .chiffrement
        .chiffrer(&contexte.hasard, &usage(acteur.compte_id), &secret)?;
    let tx = contexte.ecrire().await?;
    refuser_si_actif(db::second_facteur::verrouiller(&tx, acteur.compte_id).await?)?;
    db::second_facteur::remplacer(
        &tx,
        SecondFacteur {
            compte_id: acteur.compte_id,
            secret_chiffre: chiffre,
            confirme_le: None,
            dernier_pas: 0,
            cree_le: contexte.maintenant(),
        },
    )
    .await?;
    journal::noter(
        &tx,
        contexte,
        Some(acteur),
        "second_facteur_prepare",
        ("compte", acteur.compte_id),
        json!({}),
    )
    .await?;
    tx.commit().await?;
    Ok(Preparation {
        uri: totp::uri(&octets, &acteur.identifiant),
        secret,
    })
}

fn refuser_si_actif(ligne: Option<SecondFacteur>) -> Result<Option<SecondFacteur>, Erreur> {
    match ligne {
        Some(ligne) if ligne.confirme_le.is_some() => Err(Erreur::refus(
            "second_facteur_deja_actif",
            "La double authentification est déjà active sur votre compte.",
        )),
        autre => Ok(autre),
    }
}

/// A code of the application confirms the secret; answers the recovery codes, once. The session
/// goes on as one that has shown a second factor.
///
/// # Errors
/// `Fautes` `second_facteur_incorrect`; `Refus` `second_facteur_deja_actif`,
/// `second_facteur_non_prepare`.
pub async fn confirmer(contexte: &Contexte, acteur: &Acteur, code: &str) -> Result<Vec<String>, Erreur> {
    let maintenant = contexte.maintenant();
    let tx = contexte.ecrire().await?;
    let ligne = refuser_si_actif(db::second_facteur::verrouiller(&tx, acteur.compte_id).await?)?.ok_or_else(
        || {
            Erreur::refus(
                "second_facteur_non_prepare",
                "Commencez par ajouter la clé à votre application.",
            )
        },
    )?;
    let saisi = chiffres(code);
    let Some(pas) = totp::pas_du_code(&secret(contexte, &ligne)?, &saisi, maintenant, ligne.dernier_pas)
    else {
        return Err(Erreur::champ(
            "/code",
            "second_facteur_incorrect",
            "Ce code n'est pas le bon : saisissez les 6 chiffres affichés par l'application, et vérifiez que votre téléphone est à \
             l'heure.",
        ));
    };
    let codes = installer(&tx, contexte, acteur.compte_id).await?;
    activer(&tx, contexte, acteur.compte_id, pas).await?;
    db::session::marquer_second_facteur(&tx, acteur.session_id).await?;
    // Sessions that were opened without it end.
    db::session::revoquer_autres(&tx, acteur.compte_id, acteur.session_id, maintenant).await?;
    prevenir(&tx, contexte, acteur, true).await?;
    tx.commit().await?;
    Ok(codes)
}

async fn activer(
    tx: &impl db::ConnectionTrait,
    contexte: &Contexte,
    compte_id: Uuid,
    pas: i64,
) -> Result<(), Erreur> {
    let ligne = ActiveModel {
        compte_id: Set(compte_id),
        confirme_le: Set(Some(contexte.maintenant())),
        dernier_pas: Set(pas),
        ..Default::default()
    };
    Ok(db::second_facteur::modifier(tx, ligne).await?)
}

/// New recovery codes; the database keeps keyed digests.
async fn installer(
    tx: &impl db::ConnectionTrait,
    contexte: &Contexte,
    compte_id: Uuid,
) -> Result<Vec<String>, Erreur> {
    let codes: Vec<String> = (0..CODES_DE_RECUPERATION)
        .map(|_| contexte.hasard.code_de_recuperation())
        .collect();
    let lignes = codes
        .iter()
        .map(|code| CodeRecuperation {
            id: contexte.id(),
            compte_id,
            empreinte: empreinte(contexte, compte_id, code),
            utilise_le: None,
        })
        .collect();
    db::second_facteur::remplacer_codes(tx, compte_id, lignes).await?;
    Ok(codes)
}

fn empreinte(contexte: &Contexte, compte_id: Uuid, code: &str) -> String {
    let propre: String = code
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_uppercase())
        .collect();
    contexte
        .chiffrement
        .index("code-recuperation", &format!("{compte_id}:{propre}"))
}

fn chiffres(code: &str) -> String {
    code.chars().filter(|c| !c.is_whitespace()).collect()
}

async fn prevenir(
    tx: &impl db::ConnectionTrait,
    contexte: &Contexte,
    acteur: &Acteur,
    actif: bool,
) -> Result<(), Erreur> {
    let compte = db::compte::trouver(tx, acteur.compte_id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    let texte = textes::second_facteur(&contexte.parametres, actif);
    courriel::mettre_en_file(tx, contexte, &compte.courriel, texte).await?;
    let action = if actif {
        "second_facteur_active"
    } else {
        "second_facteur_desactive"
    };
    let objet = ("compte", acteur.compte_id);
    Ok(journal::noter(tx, contexte, Some(acteur), action, objet, json!({})).await?)
}

/// New recovery codes; asks for the password.
///
/// # Errors
/// `Fautes` `mot_de_passe_incorrect`; `Refus` `second_facteur_inactif`; `Connexion` `session_expiree`.
pub async fn regenerer(
    contexte: &Contexte,
    acteur: &Acteur,
    mot_de_passe: &str,
) -> Result<Vec<String>, Erreur> {
    let preuve = exiger_mot_de_passe(contexte, acteur, mot_de_passe).await?;
    let tx = contexte.ecrire().await?;
    preuve.tenir(&tx, contexte, acteur).await?;
    exiger_actif(db::second_facteur::verrouiller(&tx, acteur.compte_id).await?)?;
    let codes = installer(&tx, contexte, acteur.compte_id).await?;
    journal::noter(
        &tx,
        contexte,
        Some(acteur),
        "codes_recuperation_refaits",
        ("compte", acteur.compte_id),
        json!({}),
    )
    .await?;
    tx.commit().await?;
    Ok(codes)
}

/// Companies may do without again; asks for the password.
///
/// # Errors
/// `Fautes` `mot_de_passe_incorrect`; `Refus` `second_facteur_obligatoire`, `second_facteur_inactif`; `Connexion`
/// `session_expiree`.
pub async fn desactiver(contexte: &Contexte, acteur: &Acteur, mot_de_passe: &str) -> Result<(), Erreur> {
    if acteur.role.second_facteur_obligatoire() {
        return Err(Erreur::refus(
            "second_facteur_obligatoire",
            "La double authentification est obligatoire pour votre rôle : elle ne peut pas être désactivée.",
        ));
    }
    let preuve = exiger_mot_de_passe(contexte, acteur, mot_de_passe).await?;
    let tx = contexte.ecrire().await?;
    preuve.tenir(&tx, contexte, acteur).await?;
    exiger_actif(db::second_facteur::verrouiller(&tx, acteur.compte_id).await?)?;
    db::second_facteur::supprimer(&tx, acteur.compte_id).await?;
    prevenir(&tx, contexte, acteur, false).await?;
    Ok(tx.commit().await?)
}

async fn exiger_mot_de_passe(
    contexte: &Contexte,
    acteur: &Acteur,
    mot_de_passe: &str,
) -> Result<Preuve, Erreur> {
    compte::juger_mot_de_passe(contexte, acteur, "/mot_de_passe", mot_de_passe)
        .await?
        .map_err(|faute| Erreur::Fautes(faute.into()))
}

fn exiger_actif(ligne: Option<SecondFacteur>) -> Result<(), Erreur> {
    match ligne {
        Some(ligne) if ligne.confirme_le.is_some() => Ok(()),
        _ => Err(Erreur::refus(
            "second_facteur_inactif",
            "La double authentification n'est pas active sur votre compte.",
        )),
    }
}

/// What a login showed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Presente {
    /// The account has no second factor.
    SansObjet,
    Bon,
    Absent,
    Faux,
}

/// Judges the code of a login, in its transaction; a good one is used up.
///
/// # Errors
/// `Base`, `Interne`.
pub(crate) async fn presenter(
    tx: &impl db::ConnectionTrait,
    contexte: &Contexte,
    compte: &Compte,
    code: &str,
) -> Result<Presente, Erreur> {
    let ligne = db::second_facteur::verrouiller(tx, compte.id).await?;
    let Some(ligne) = ligne.filter(|ligne| ligne.confirme_le.is_some()) else {
        return Ok(Presente::SansObjet);
    };
    let saisi = chiffres(code);
    if saisi.is_empty() {
        return Ok(Presente::Absent);
    }
    let maintenant = contexte.maintenant();
    if let Some(pas) = totp::pas_du_code(&secret(contexte, &ligne)?, &saisi, maintenant, ligne.dernier_pas) {
        let utilise = ActiveModel {
            compte_id: Set(compte.id),
            dernier_pas: Set(pas),
            ..Default::default()
        };
        db::second_facteur::modifier(tx, utilise).await?;
        return Ok(Presente::Bon);
    }
    let empreinte = empreinte(contexte, compte.id, &saisi);
    if db::second_facteur::utiliser_code(tx, compte.id, &empreinte, maintenant).await? {
        journal::noter(
            tx,
            contexte,
            None,
            "code_recuperation_utilise",
            ("compte", compte.id),
            json!({}),
        )
        .await?;
        return Ok(Presente::Bon);
    }
    Ok(Presente::Faux)
}

/// The refusal of a login that must still show its code.
pub(crate) fn requis() -> Refus {
    Refus::new(
        "second_facteur_requis",
        "Saisissez le code à 6 chiffres de votre application d'authentification, ou un code de récupération.",
    )
}

/// Takes the second factor of an account away (telephone and recovery codes lost): for the help
/// desk, in its own transaction with its reason. The account enrols again at its next login.
///
/// # Errors
/// `Base`.
pub async fn retirer(tx: &impl db::ConnectionTrait, compte_id: Uuid) -> Result<(), Erreur> {
    Ok(db::second_facteur::supprimer(tx, compte_id).await?)
}

/// The code of an account that the demo shows in place of a telephone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeDemo {
    pub identifiant: String,
    /// The next code that will be accepted.
    pub code: String,
    /// Seconds until it is: 0 unless the codes of now were used already.
    pub dans_secondes: i64,
}

/// Demo only: the codes of now.
///
/// # Errors
/// `Introuvable` outside the demo.
pub async fn codes_demo(contexte: &Contexte) -> Result<Vec<CodeDemo>, Erreur> {
    if !contexte.parametres.demo {
        return Err(Erreur::Introuvable);
    }
    let ici = totp::pas(contexte.maintenant());
    let mut codes = Vec::new();
    for ligne in db::second_facteur::lister(&contexte.base, crate::LIMITE_MAX).await? {
        let Some(compte) = db::compte::trouver(&contexte.base, ligne.compte_id).await? else {
            continue;
        };
        let pas = ici.max(ligne.dernier_pas + 1);
        // One step ahead is accepted: only what lies further must be waited for.
        let attente = ((pas - 1) * totp::DUREE_PAS - contexte.maintenant().unix_timestamp()).max(0);
        codes.push(CodeDemo {
            identifiant: compte.identifiant.unwrap_or_default(),
            code: totp::code(&secret(contexte, &ligne)?, pas),
            dans_secondes: attente,
        });
    }
    codes.sort_by(|a, b| a.identifiant.cmp(&b.identifiant));
    Ok(codes)
}

/// Demo only: the account has a second factor from the start.
///
/// # Errors
/// `Base`, `Interne`.
pub(crate) async fn inscrire_demo(contexte: &Contexte, compte_id: Uuid) -> Result<(), Erreur> {
    let secret = totp::base32(&contexte.hasard.octets::<{ totp::TAILLE_SECRET }>());
    let maintenant = contexte.maintenant();
    let ligne = SecondFacteur {
        compte_id,
        secret_chiffre: contexte
            .chiffrement
            .chiffrer(&contexte.hasard, &usage(compte_id), &secret)?,
        confirme_le: Some(maintenant),
        dernier_pas: 0,
        cree_le: maintenant,
    };
    Ok(db::second_facteur::remplacer(&contexte.ecritures, ligne).await?)
}
