//! From what a stranger may read to what the owner may: a code sent to the account's address.

use db::code_diagnostic::{ActiveModel, CodeDiagnostic};
use db::compte::Compte;
use domain::compte::Courriel;
use domain::diagnostic::{Diagnostic, Faits};
use domain::etablissement::Siret;
use domain::{Collecte, Faute};
use sea_orm::ActiveValue::Set;
use serde::{Deserialize, Serialize};
use serde_json::json;
use time::Duration;

use super::faits::{du_compte, juger, nommer};
use crate::{Contexte, Erreur, controle, courriel, journal, scelle, textes};

const USAGE: &str = "diagnostic";
/// How long the first answer, and then the code, are good.
const DUREE: Duration = Duration::minutes(15);
/// Wrong codes before it is void.
const ESSAIS: i32 = 5;
/// Codes that one account may be sent within an hour: nobody's mailbox is to be filled.
const CODES_PAR_HEURE: u64 = 5;

/// Who asks, and about which establishment.
#[derive(Debug, Clone, Default)]
pub struct Demande {
    pub siret: String,
    /// An agent acts for no establishment: none is asked for.
    pub agent: bool,
    /// Identifiant or e-mail address.
    pub qui: String,
    pub controle: String,
}

/// What anybody may read, and the token that a code is asked with.
#[derive(Debug, Clone)]
pub struct Premier {
    pub diagnostic: Diagnostic,
    pub jeton: String,
}

#[derive(Debug, Serialize, Deserialize)]
struct Jeton {
    siret: Option<Siret>,
    qui: String,
    unique: String,
    expire: i64,
}

/// Step one: the SIRET, somebody, the security check.
///
/// # Errors
/// `Fautes`.
pub async fn commencer(contexte: &Contexte, demande: &Demande) -> Result<Premier, Erreur> {
    let mut collecte = Collecte::new();
    let siret = (!demande.agent)
        .then(|| collecte.requis::<Siret>("/siret", &demande.siret))
        .flatten();
    let qui = collecte.texte("/qui", &demande.qui, 254).to_lowercase();
    if qui.contains('@')
        && let Err(refus) = qui.parse::<Courriel>()
    {
        collecte.ajouter(refus.au_champ("/qui"));
    }
    controle::exiger_present(&mut collecte, &demande.controle);
    collecte.fin()?;
    controle::verifier(contexte, &demande.controle).await?;
    let faits = Faits {
        siret: nommer(contexte, siret.as_ref()).await?,
        identifiant_est_courriel: qui.contains('@'),
        compte: None,
    };
    let jeton = Jeton {
        siret,
        qui,
        unique: contexte.hasard.code_de_recuperation() + &contexte.hasard.code_de_recuperation(),
        expire: (contexte.maintenant() + DUREE).unix_timestamp(),
    };
    Ok(Premier {
        diagnostic: juger(contexte, faits).diagnostic,
        jeton: scelle::sceller(contexte, USAGE, &jeton)?,
    })
}

fn lire_jeton(contexte: &Contexte, jeton: &str) -> Result<Jeton, Erreur> {
    scelle::desceller::<Jeton>(contexte, USAGE, jeton)
        .filter(|jeton| contexte.maintenant().unix_timestamp() < jeton.expire)
        .ok_or_else(expire)
}

fn expire() -> Erreur {
    Erreur::champ(
        "/jeton",
        "diagnostic_expire",
        "Cette démarche n'est plus valable : recommencez-la.",
    )
}

async fn nomme(contexte: &Contexte, qui: &str) -> Result<Option<Compte>, Erreur> {
    Ok(if qui.contains('@') {
        db::compte::par_courriel(&contexte.base, qui).await?
    } else {
        db::compte::par_identifiant(&contexte.base, qui).await?
    })
}

/// Step two: a code to the address of the account, if there is one. The answer is the same.
///
/// # Errors
/// `Fautes` `diagnostic_expire`; `Refus` `code_deja_envoye`.
pub async fn envoyer_code(contexte: &Contexte, jeton: &str) -> Result<(), Erreur> {
    let jeton = lire_jeton(contexte, jeton)?;
    let compte = nomme(contexte, &jeton.qui).await?;
    let maintenant = contexte.maintenant();
    let code = contexte.hasard.code_a_six_chiffres();
    let tx = contexte.ecrire().await?;
    // A day later nobody counts them any more.
    db::code_diagnostic::purger(&tx, maintenant - Duration::days(1)).await?;
    let expire_le = maintenant + DUREE;
    if !db::controle::utiliser(&tx, &jeton.unique, expire_le).await? {
        return Err(Erreur::refus(
            "code_deja_envoye",
            "Le code de cette démarche est déjà parti : regardez aussi dans les courriers indésirables, ou recommencez.",
        ));
    }
    let recents = match &compte {
        Some(compte) => {
            db::code_diagnostic::compter_depuis(&tx, compte.id, maintenant - Duration::hours(1)).await?
        }
        None => 0,
    };
    let compte = compte.filter(|_| recents < CODES_PAR_HEURE);
    db::code_diagnostic::inserer(
        &tx,
        CodeDiagnostic {
            cle: jeton.unique.clone(),
            compte_id: compte.as_ref().map(|compte| compte.id),
            empreinte: empreinte(contexte, &jeton.unique, &code),
            essais: 0,
            expire_le,
            cree_le: maintenant,
        },
    )
    .await?;
    if let Some(compte) = &compte {
        let texte = textes::code_diagnostic(&contexte.parametres, &code);
        courriel::mettre_en_file(&tx, contexte, &compte.courriel, texte).await?;
        let objet = ("compte", compte.id);
        journal::noter(&tx, contexte, None, "code_diagnostic_envoye", objet, json!({})).await?;
    }
    Ok(tx.commit().await?)
}

fn empreinte(contexte: &Contexte, cle: &str, code: &str) -> String {
    contexte
        .chiffrement
        .index("code-diagnostic", &format!("{cle}:{code}"))
}

/// Step three: with the code, everything but the whole address.
///
/// # Errors
/// `Fautes` `champ_requis`, `code_incorrect`, `code_epuise`, `diagnostic_expire`.
pub async fn detailler(contexte: &Contexte, jeton: &str, code: &str) -> Result<Diagnostic, Erreur> {
    // The token may have expired by a little: the code's own end counts.
    let jeton = scelle::desceller::<Jeton>(contexte, USAGE, jeton).ok_or_else(expire)?;
    let saisi: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    if saisi.is_empty() {
        return Err(Erreur::champ(
            "/code",
            "champ_requis",
            "Saisissez le code à 6 chiffres.",
        ));
    }
    let maintenant = contexte.maintenant();
    let tx = contexte.ecrire().await?;
    let ligne = db::code_diagnostic::verrouiller(&tx, &jeton.unique)
        .await?
        .filter(|ligne| maintenant < ligne.expire_le)
        .ok_or_else(expire)?;
    if ligne.essais >= ESSAIS {
        return Err(epuise());
    }
    let bon = scelle::memes(&empreinte(contexte, &jeton.unique, &saisi), &ligne.empreinte);
    let compte_id = ligne.compte_id.filter(|_| bon);
    let Some(compte_id) = compte_id else {
        let essais = noter_essai(&tx, &ligne).await?;
        tx.commit().await?;
        return Err(match ESSAIS - essais {
            0 => epuise(),
            restants => incorrect(restants),
        });
    };
    tx.commit().await?;
    let compte = db::compte::trouver(&contexte.base, compte_id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    let faits = Faits {
        siret: nommer(contexte, jeton.siret.as_ref()).await?,
        identifiant_est_courriel: jeton.qui.contains('@'),
        compte: Some(du_compte(contexte, &compte, true).await?),
    };
    Ok(juger(contexte, faits).diagnostic)
}

async fn noter_essai(tx: &impl db::ConnectionTrait, ligne: &CodeDiagnostic) -> Result<i32, Erreur> {
    let essais = ligne.essais + 1;
    let modification = ActiveModel {
        cle: Set(ligne.cle.clone()),
        essais: Set(essais),
        ..Default::default()
    };
    db::code_diagnostic::modifier(tx, modification).await?;
    Ok(essais)
}

fn incorrect(restants: i32) -> Erreur {
    let s = if restants > 1 { "s" } else { "" };
    Erreur::Fautes(
        Faute::champ(
            "/code",
            "code_incorrect",
            format!("Ce code n'est pas le bon : recopiez celui du message reçu. Encore {restants} essai{s}."),
        )
        .into(),
    )
}

fn epuise() -> Erreur {
    Erreur::champ(
        "/code",
        "code_epuise",
        "Trop d'essais : ce code n'est plus valable. Recommencez pour en recevoir un autre.",
    )
}
