//! The mail job: takes what is due from the queue and sends it.

use adapters::courriel::{ConfigSmtp, ExpediteurSmtp, Message, Tls};
use app::courriel::{self, AEnvoyer};
use tokio::sync::watch;

use crate::configuration::{Configuration, Secret, SmtpTls};
use crate::etat::{Echec, Etat};

/// How mails leave.
pub enum Expediteur {
    /// Demo: they stay in the outbox, marked as sent.
    Boite,
    /// By the mail server.
    Smtp(Box<ExpediteurSmtp>),
}

impl Expediteur {
    /// The sender of the configuration.
    ///
    /// # Errors
    /// A sender or reply address that is none.
    pub fn new(config: &Configuration) -> Result<Self, Echec> {
        let Some(smtp) = &config.courriel.smtp else {
            return Ok(Self::Boite);
        };
        let reglages = ConfigSmtp {
            hote: smtp.hote.clone(),
            port: smtp.port,
            utilisateur: smtp.utilisateur.clone(),
            mot_de_passe: smtp.mot_de_passe.as_ref().map(Secret::exposer).cloned(),
            tls: match smtp.tls {
                SmtpTls::Starttls => Tls::Starttls,
                SmtpTls::Tls => Tls::Implicite,
                SmtpTls::Aucun => Tls::Aucun,
            },
            expediteur: config.courriel.expediteur.clone(),
            repondre_a: config.courriel.reponse.clone(),
        };
        Ok(Self::Smtp(Box::new(ExpediteurSmtp::nouveau(&reglages)?)))
    }
}

/// One round: every mail that is due, until `arret` is true. Those that are left then are given back: a mail server
/// that does not answer would hold the stop of the service for minutes.
///
/// # Errors
/// The database failed; a mail that could not be sent is tried again later.
pub async fn tour(etat: &Etat, expediteur: &Expediteur, arret: &watch::Receiver<bool>) -> Result<(), Echec> {
    let mut pris = courriel::prendre(&etat.contexte).await?.into_iter();
    while !*arret.borrow() {
        let Some(a_envoyer) = pris.next() else {
            return Ok(());
        };
        envoyer(etat, expediteur, a_envoyer).await?;
    }
    Ok(courriel::rendre(&etat.contexte, pris.as_slice()).await?)
}

async fn envoyer(etat: &Etat, expediteur: &Expediteur, a_envoyer: AEnvoyer) -> Result<(), Echec> {
    if let Expediteur::Smtp(smtp) = expediteur {
        let message = Message {
            destinataire: a_envoyer.destinataire.clone(),
            objet: a_envoyer.objet.clone(),
            corps_texte: a_envoyer.corps.clone(),
            message_id: format!("{}@{}", a_envoyer.id, domaine(&etat.config.url_publique)),
        };
        match tokio::time::timeout(courriel::DELAI_ENVOI, smtp.envoyer(&message)).await {
            Ok(Ok(())) => {}
            Ok(Err(erreur)) => {
                tracing::warn!(courriel = %a_envoyer.id, passagere = erreur.passagere, cause = %erreur, "courriel non parti");
                return Ok(courriel::echec(&etat.contexte, &a_envoyer, erreur.passagere).await?);
            }
            // The server may have taken it all the same: the same Message-ID tells the reader.
            Err(_) => {
                tracing::warn!(courriel = %a_envoyer.id, "serveur de courriel muet");
                return Ok(courriel::echec(&etat.contexte, &a_envoyer, true).await?);
            }
        }
    }
    Ok(courriel::envoye(&etat.contexte, &a_envoyer).await?)
}

/// Host of the service: the right-hand side of a Message-ID (RFC 5322 §3.6.4).
fn domaine(url: &str) -> &str {
    let hote = url.split_once("://").map_or(url, |(_, hote)| hote);
    hote.split([':', '/']).next().unwrap_or(hote)
}
