//! Sending mails by SMTP.

use lettre::message::header::ContentType;
use lettre::message::{Mailbox, Message as Lettre};
use lettre::transport::smtp::authentication::Credentials;
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Tokio1Executor};
use std::time::Duration;

/// How the connection to the server is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tls {
    /// Not at all: a mail catcher on the same network.
    Aucun,
    /// Opened in clear, then protected; refused if the server cannot.
    Starttls,
    /// From the first byte.
    Implicite,
}

/// Where and as whom mails are sent.
#[derive(Clone)]
pub struct ConfigSmtp {
    pub hote: String,
    pub port: u16,
    pub utilisateur: Option<String>,
    pub mot_de_passe: Option<String>,
    pub tls: Tls,
    /// `Apart <apart@example.org>`.
    pub expediteur: String,
    pub repondre_a: String,
}

/// One mail. Neither address nor text is ever logged.
#[derive(Clone, PartialEq, Eq)]
pub struct Message {
    pub destinataire: String,
    pub objet: String,
    pub corps_texte: String,
    /// Kept as it is: a mail sent again after a crash is recognised as the same.
    pub message_id: String,
}

/// Why a mail was not taken. The text names neither address nor content.
#[derive(Debug, thiserror::Error)]
#[error("{raison}")]
pub struct ErreurEnvoi {
    /// Worth another try later.
    pub passagere: bool,
    raison: String,
}

impl ErreurEnvoi {
    fn definitive(raison: &str) -> Self {
        Self {
            passagere: false,
            raison: raison.to_owned(),
        }
    }
}

/// A pool of connections to the server.
#[derive(Clone)]
pub struct ExpediteurSmtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    expediteur: Mailbox,
    repondre_a: Mailbox,
}

impl ExpediteurSmtp {
    /// # Errors
    /// A sender or reply address that is none, or a TLS set-up that fails.
    pub fn nouveau(config: &ConfigSmtp) -> Result<Self, ErreurEnvoi> {
        let adresse = |texte: &str, quoi: &str| {
            texte
                .parse::<Mailbox>()
                .map_err(|_| ErreurEnvoi::definitive(&format!("{quoi} : adresse invalide")))
        };
        let constructeur = match config.tls {
            Tls::Aucun => Ok(AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(
                &config.hote,
            )),
            Tls::Starttls => AsyncSmtpTransport::<Tokio1Executor>::starttls_relay(&config.hote),
            Tls::Implicite => AsyncSmtpTransport::<Tokio1Executor>::relay(&config.hote),
        };
        let mut constructeur = constructeur
            .map_err(|erreur| ErreurEnvoi::definitive(&format!("SMTP : {erreur}")))?
            .port(config.port)
            .timeout(Some(Duration::from_secs(20)));
        if let (Some(utilisateur), Some(mot_de_passe)) = (&config.utilisateur, &config.mot_de_passe) {
            constructeur =
                constructeur.credentials(Credentials::new(utilisateur.clone(), mot_de_passe.clone()));
        }
        Ok(Self {
            transport: constructeur.build(),
            expediteur: adresse(&config.expediteur, "expéditeur")?,
            repondre_a: adresse(&config.repondre_a, "adresse de réponse")?,
        })
    }

    /// Hands one mail to the server.
    ///
    /// # Errors
    /// `passagere` unless the server said never (5xx) or the address is none.
    pub async fn envoyer(&self, message: &Message) -> Result<(), ErreurEnvoi> {
        let destinataire: Mailbox = message
            .destinataire
            .parse()
            .map_err(|_| ErreurEnvoi::definitive("destinataire invalide"))?;
        let lettre = Lettre::builder()
            .from(self.expediteur.clone())
            .reply_to(self.repondre_a.clone())
            .to(destinataire)
            .subject(&message.objet)
            .message_id(Some(format!("<{}>", message.message_id.trim_matches(['<', '>']))))
            .header(ContentType::TEXT_PLAIN)
            .body(message.corps_texte.clone())
            .map_err(|_| ErreurEnvoi::definitive("message impossible à composer"))?;
        match self.transport.send(lettre).await {
            Ok(_) => Ok(()),
            // The server's own words may quote the address: only its code is kept.
            Err(erreur) => Err(ErreurEnvoi {
                passagere: !erreur.is_permanent(),
                raison: erreur.status().map_or_else(
                    || "le serveur d'envoi ne répond pas".to_owned(),
                    |code| format!("le serveur d'envoi a répondu {code}"),
                ),
            }),
        }
    }
}
