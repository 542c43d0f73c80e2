//! Mails: queued in the transaction of what they tell of, sent afterwards by a job.

use db::courriel::Courriel;
use db::{ConnectionTrait, DbErr};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use crate::textes::Texte;
use crate::{Contexte, Erreur};

/// After so many tries a mail is given up and shown as failed.
pub const TENTATIVES_MAX: i32 = 8;
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

/// Takes the mails that are due. Each is this caller's for five minutes.
///
/// # Errors
/// `Base`, `Interne`.
pub async fn prendre(contexte: &Contexte) -> Result<Vec<AEnvoyer>, Erreur> {
    let maintenant = contexte.maintenant();
    let tx = contexte.ecrire().await?;
    let pris = db::courriel::prendre(&tx, maintenant, maintenant + Duration::minutes(5), 20).await?;
    tx.commit().await?;
    pris.into_iter()
        .map(|ligne| {
            Ok(AEnvoyer {
                corps: contexte.chiffrement.dechiffrer(USAGE, &ligne.corps_chiffre)?,
                id: ligne.id,
                destinataire: ligne.destinataire,
                objet: ligne.objet,
                secret: ligne.secret,
                tentatives: ligne.tentatives + 1,
            })
        })
        .collect()
}

/// The server took it. A text with a password is wiped, except from the demo's outbox.
///
/// # Errors
/// `DbErr`.
pub async fn envoye(contexte: &Contexte, courriel: &AEnvoyer) -> Result<(), DbErr> {
    let effacer = courriel.secret && !contexte.parametres.demo;
    db::courriel::marquer_envoye(&contexte.base, courriel.id, contexte.maintenant(), effacer).await
}

/// The server did not take it: tried again later and later, unless it said never.
///
/// # Errors
/// `DbErr`.
pub async fn echec(contexte: &Contexte, courriel: &AEnvoyer, passager: bool) -> Result<(), DbErr> {
    let prochain = (passager && courriel.tentatives < TENTATIVES_MAX)
        .then(|| contexte.maintenant() + attente(courriel.tentatives));
    db::courriel::marquer_echec(&contexte.base, courriel.id, prochain).await
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
/// `Base`, `Interne`.
pub async fn boite_envoi(contexte: &Contexte, limite: u64) -> Result<Vec<Vue>, Erreur> {
    db::courriel::lister(&contexte.base, limite)
        .await?
        .into_iter()
        .map(|ligne| {
            let corps = match ligne.corps_chiffre.as_str() {
                "" => None,
                chiffre => Some(contexte.chiffrement.dechiffrer(USAGE, chiffre)?),
            };
            Ok(Vue {
                id: ligne.id,
                destinataire: ligne.destinataire,
                objet: ligne.objet,
                corps,
                etat: ligne.etat,
                tentatives: ligne.tentatives,
                cree_le: ligne.cree_le,
                envoye_le: ligne.envoye_le,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tries_are_farther_and_farther_apart_up_to_an_hour() {
        assert_eq!(attente(1), Duration::seconds(30));
        assert_eq!(attente(2), Duration::minutes(1));
        assert_eq!(attente(8), Duration::hours(1));
        assert_eq!(attente(60), Duration::hours(1));
    }
}
