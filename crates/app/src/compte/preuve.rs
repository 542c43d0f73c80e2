//! The password asked again in an open session, and what that is worth until the change is written.

use db::compte::Compte;
use domain::compte::nettoyer_mot_de_passe_colle;
use domain::{Faute, Refus};

use crate::verrou::{self, Jugement};
use crate::{Acteur, Contexte, Erreur};

/// The password was right when it was judged; [`Preuve::tenir`] says whether it still is.
pub(crate) struct Preuve {
    hache: Option<String>,
}

impl Preuve {
    /// Judging takes a while and happens before the transaction: in between the help desk may have given another
    /// password, or the session may have been ended. Locks the account until the transaction of the change ends.
    ///
    /// # Errors
    /// `Connexion` `session_expiree` when what was shown is worth nothing any more; `Introuvable`; `Base`.
    pub(crate) async fn tenir(
        &self,
        tx: &db::Ecriture,
        contexte: &Contexte,
        acteur: &Acteur,
    ) -> Result<Compte, Erreur> {
        let compte = db::compte::verrouiller(tx, acteur.compte_id)
            .await?
            .ok_or(Erreur::Introuvable)?;
        let session = db::session::trouver(tx, acteur.session_id).await?;
        let ouverte = session.is_some_and(|session| {
            session.revoquee_le.is_none() && contexte.maintenant() < session.expire_le
        });
        if ouverte && compte.mot_de_passe_hache == self.hache {
            return Ok(compte);
        }
        Err(Erreur::Connexion(Refus::new(
            "session_expiree",
            "Votre session est terminée, ou votre mot de passe vient de changer : reconnectez-vous.",
        )))
    }
}

/// Judges a password, in an open session. Wrong ones count and lock apart from the login: a stranger at the login
/// cannot keep the owner from changing her password.
///
/// # Errors
/// `Base`, `Sature`.
pub(crate) async fn juger_mot_de_passe(
    contexte: &Contexte,
    acteur: &Acteur,
    pointeur: &str,
    clair: &str,
) -> Result<Result<Preuve, Faute>, Erreur> {
    let cle = verrou::cle(contexte, "mot-de-passe-en-session", &acteur.compte_id.to_string());
    let compte = db::compte::trouver(&contexte.base, acteur.compte_id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    let hache = compte.mot_de_passe_hache.as_deref();
    let bon = contexte.hachage.verifier(hache, clair).await?
        || contexte
            .hachage
            .verifier(hache, nettoyer_mot_de_passe_colle(clair))
            .await?;
    let tx = contexte.ecrire().await?;
    let jugement = verrou::juger(&tx, contexte, &cle, bon).await?;
    tx.commit().await?;
    Ok(match jugement {
        Jugement::Accepte => Ok(Preuve {
            hache: compte.mot_de_passe_hache,
        }),
        Jugement::Refuse { .. } => Err(Faute::champ(
            pointeur,
            "mot_de_passe_incorrect",
            "Ce n'est pas votre mot de passe actuel.",
        )),
        Jugement::Verrouille { jusqu_a } => Err(Faute::champ(
            pointeur,
            "mot_de_passe_verrouille",
            format!(
                "Trop de mots de passe erronés : réessayez le {}.",
                domain::mois::instant_fr(jusqu_a)
            ),
        )),
    })
}

/// The same before a change that asks for the password again; one that is missing is no try.
///
/// # Errors
/// `Base`, `Sature`.
pub(crate) async fn redemander_mot_de_passe(
    contexte: &Contexte,
    acteur: &Acteur,
    clair: &str,
) -> Result<Result<Preuve, Faute>, Erreur> {
    if clair.trim().is_empty() {
        return Ok(Err(Refus::champ_requis().au_champ("/mot_de_passe")));
    }
    juger_mot_de_passe(contexte, acteur, "/mot_de_passe", clair).await
}
