//! Mails: queued in the transaction of what they tell of, sent afterwards by a job.

use db::courriel::Courriel;
use db::{ConnectionTrait, DbErr};
use domain::Refus;
use domain::compte_assistance::EtatCourriel;
use serde_json::json;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use crate::textes::Texte;
use crate::{Acteur, Contexte, Erreur, journal};

/// After so many tries a mail is given up and shown as failed: about three days, so that a mail server that is down
/// over a weekend loses none.
pub const TENTATIVES_MAX: i32 = 80;
const USAGE: &str = "courriel.corps";

/// A mail as the sender needs it.
#[derive(Clone, PartialEq, Eq)]
pub struct AEnvoyer {
    /// Also the Message-ID: a mail that is sent twice after a crash is recognised as one.
    pub id: Uuid,
    pub destinataire: String,
    pub objet: String,
    pub corps: String,
    pub secret: bool,
    pub tentatives: i32,
}

/// Puts a mail into the queue, in the caller's transaction.
///
/// # Errors
/// `Base`, `Interne`.
pub(crate) async fn mettre_en_file(
    base: &impl ConnectionTrait,
    contexte: &Contexte,
    destinataire: &str,
    texte: Texte,
) -> Result<(), Erreur> {
    let maintenant = contexte.maintenant();
    let ligne = Courriel {
        id: contexte.id(),
        destinataire: destinataire.to_owned(),
        nature: texte.nature.code().to_owned(),
        objet: texte.objet,
        corps_chiffre: contexte
            .chiffrement
            .chiffrer(&contexte.hasard, USAGE, &texte.corps)?,
        secret: texte.secret,
        etat: "en_file".to_owned(),
        tentatives: 0,
        prochain_essai_le: maintenant,
        cree_le: maintenant,
        envoye_le: None,
    };
    Ok(db::courriel::inserer(base, ligne).await?)
}

/// Mails of one round, and how long they are its own: all of them sent one after the other, each within
/// [`DELAI_ENVOI`], before another replica may take them.
const LOT: u64 = 10;
const BAIL: Duration = Duration::minutes(5);

/// How long the mail server may take over one mail.
pub const DELAI_ENVOI: std::time::Duration = std::time::Duration::from_secs(25);

/// Takes the mails that are due. Each is this caller's for five minutes. One that cannot be deciphered (its key is
/// missing) counts as failed, and keeps none of the others.
///
/// # Errors
/// `Base`, `Interne`.
pub async fn prendre(contexte: &Contexte) -> Result<Vec<AEnvoyer>, Erreur> {
    let maintenant = contexte.maintenant();
    let tx = contexte.ecrire().await?;
    let pris = db::courriel::prendre(&tx, maintenant, maintenant + BAIL, LOT).await?;
    tx.commit().await?;
    let mut lisibles = Vec::with_capacity(pris.len());
    for ligne in pris {
        match contexte.chiffrement.dechiffrer(USAGE, &ligne.corps_chiffre) {
            Ok(corps) => lisibles.push(AEnvoyer {
                corps,
                id: ligne.id,
                destinataire: ligne.destinataire,
                objet: ligne.objet,
                secret: ligne.secret,
                tentatives: ligne.tentatives + 1,
            }),
            Err(erreur) => {
                tracing::error!(courriel = %ligne.id, cause = %erreur, "courriel illisible, abandonné");
                db::courriel::marquer_echec(&contexte.ecritures, ligne.id, None).await?;
            }
        }
    }
    Ok(lisibles)
}

/// Gives back what was taken and not tried: it is due at once, to whoever comes.
///
/// # Errors
/// `DbErr`.
pub async fn rendre(contexte: &Contexte, courriels: &[AEnvoyer]) -> Result<(), DbErr> {
    let ids = courriels.iter().map(|courriel| courriel.id).collect();
    db::courriel::rendre(&contexte.ecritures, ids, contexte.maintenant()).await
}

/// The server took it. A text with a password is wiped, except from the demo's outbox.
///
/// # Errors
/// `DbErr`.
pub async fn envoye(contexte: &Contexte, courriel: &AEnvoyer) -> Result<(), DbErr> {
    let effacer = courriel.secret && !contexte.parametres.demo;
    db::courriel::marquer_envoye(&contexte.ecritures, courriel.id, contexte.maintenant(), effacer).await
}

/// The server did not take it: tried again later and later, unless it said never.
///
/// # Errors
/// `DbErr`.
pub async fn echec(contexte: &Contexte, courriel: &AEnvoyer, passager: bool) -> Result<(), DbErr> {
    let prochain = (passager && courriel.tentatives < TENTATIVES_MAX)
        .then(|| contexte.maintenant() + attente(courriel.tentatives));
    db::courriel::marquer_echec(&contexte.ecritures, courriel.id, prochain).await
}

/// 30 s, 1 min, 2 min … up to an hour.
fn attente(tentatives: i32) -> Duration {
    let double = 2_i32.saturating_pow(u32::try_from(tentatives - 1).unwrap_or(0));
    (Duration::seconds(30) * double).min(Duration::hours(1))
}

/// A mail of the outbox, with its text if it is still there.
#[derive(Debug, Clone)]
pub struct Vue {
    pub id: Uuid,
    pub destinataire: String,
    pub objet: String,
    pub corps: Option<String>,
    pub etat: String,
    pub tentatives: i32,
    pub cree_le: OffsetDateTime,
    pub envoye_le: Option<OffsetDateTime>,
}

/// The newest mails.
///
/// # Errors
/// `Base`.
pub async fn boite_envoi(contexte: &Contexte, limite: u64) -> Result<Vec<Vue>, Erreur> {
    let lignes = db::courriel::lister(&contexte.base, limite).await?;
    let vue = |ligne: Courriel| Vue {
        id: ligne.id,
        // Wiped, or of a key that is no longer there.
        corps: contexte.chiffrement.dechiffrer(USAGE, &ligne.corps_chiffre).ok(),
        destinataire: ligne.destinataire,
        objet: ligne.objet,
        etat: ligne.etat,
        tentatives: ligne.tentatives,
        cree_le: ligne.cree_le,
        envoye_le: ligne.envoye_le,
    };
    Ok(lignes.into_iter().map(vue).collect())
}

/// Sends a mail again: one that failed goes back into the queue, one that was sent leaves once more
/// as a new mail. The text of a password is wiped once sent: it cannot leave again.
///
/// # Errors
/// `Introuvable`; `Refus` `courriel_en_route`, `courriel_annule`, `courriel_secret`.
pub async fn renvoyer(contexte: &Contexte, acteur: &Acteur, id: Uuid) -> Result<Courriel, Erreur> {
    let tx = contexte.ecrire().await?;
    let ligne = db::courriel::verrouiller(&tx, id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    let etat: EtatCourriel = ligne
        .etat
        .parse()
        .map_err(|refus: Refus| Erreur::illisible("courriel", &refus))?;
    verifier_renvoi(etat, ligne.secret, ligne.corps_chiffre.is_empty())?;
    let maintenant = contexte.maintenant();
    let renvoye = if etat == EtatCourriel::Echec {
        db::courriel::remettre_en_file(&tx, id, maintenant).await?;
        id
    } else {
        let copie = Courriel {
            id: contexte.id(),
            etat: EtatCourriel::EnFile.code().to_owned(),
            tentatives: 0,
            prochain_essai_le: maintenant,
            cree_le: maintenant,
            envoye_le: None,
            ..ligne
        };
        let copie_id = copie.id;
        db::courriel::inserer(&tx, copie).await?;
        copie_id
    };
    let details = json!({ "renvoye_de": id });
    journal::noter(
        &tx,
        contexte,
        Some(acteur),
        "courriel_renvoye",
        ("courriel", renvoye),
        details,
    )
    .await?;
    let renvoye = db::courriel::verrouiller(&tx, renvoye)
        .await?
        .ok_or(Erreur::Introuvable)?;
    tx.commit().await?;
    Ok(renvoye)
}

/// May the mail leave (again)?
///
/// # Errors
/// `Refus` `courriel_en_route`, `courriel_annule`, `courriel_secret`.
pub fn verifier_renvoi(etat: EtatCourriel, secret: bool, efface: bool) -> Result<(), Refus> {
    match etat {
        EtatCourriel::EnFile => Err(Refus::new(
            "courriel_en_route",
            "Ce courriel est déjà en file : il part tout seul, et se renvoie de lui-même s'il échoue.",
        )),
        EtatCourriel::Annule => Err(Refus::new(
            "courriel_annule",
            "Ce mot de passe a été remplacé par un autre, dont le courriel est plus récent.",
        )),
        EtatCourriel::Envoye if secret => Err(refus_secret()),
        EtatCourriel::Echec if efface => Err(refus_secret()),
        EtatCourriel::Envoye | EtatCourriel::Echec => Ok(()),
    }
}

fn refus_secret() -> Refus {
    Refus::new(
        "courriel_secret",
        "Le texte d'un mot de passe est effacé dès son envoi : donnez un nouveau mot de passe depuis le dossier du compte.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_server_that_is_down_for_two_days_loses_nothing() {
        let patience: Duration = (1..TENTATIVES_MAX).map(attente).sum();
        assert!(
            patience > Duration::days(2) && patience < Duration::days(4),
            "{patience}"
        );
    }

    #[test]
    fn tries_are_farther_and_farther_apart_up_to_an_hour() {
        assert_eq!(attente(1), Duration::seconds(30));
        assert_eq!(attente(2), Duration::minutes(1));
        assert_eq!(attente(8), Duration::hours(1));
        assert_eq!(attente(60), Duration::hours(1));
    }
}
