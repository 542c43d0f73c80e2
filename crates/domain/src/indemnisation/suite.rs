//! What comes next for a DI, who does it and by when.

use serde::{Deserialize, Serialize};
use time::{Date, Duration, OffsetDateTime};

use super::{EtatDi, delai_de_reversement};
use crate::calendrier::jour_de_paris;
use crate::montant::Centimes;
use crate::regles::regle;

/// The next step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suite {
    /// What is to happen, in French.
    pub libelle: String,
    /// Who does it: `employeur`, `unite_departementale`, `agence`.
    pub qui: String,
    /// The last day for it, where the law knows one.
    pub avant_le: Option<Date>,
}

/// When a DI sent at that instant is validated tacitly, where the law of that day knows it: in
/// 2020–22, 72 hours after it was sent.
pub fn limite_validation_tacite(envoyee_le: OffsetDateTime) -> Option<OffsetDateTime> {
    let heures = regle("validation_tacite_di_heures", jour_de_paris(envoyee_le))?.valeur;
    Some(envoyee_le + Duration::hours(i64::from(heures)))
}

impl EtatDi {
    /// When time validates it, while nobody has taken it.
    pub fn limite_tacite(&self) -> Option<OffsetDateTime> {
        match self {
            Self::EnAttenteValidation { envoyee_le, .. } => limite_validation_tacite(*envoyee_le),
            _ => None,
        }
    }
}

/// The next step of a DI; none when nothing is to come. `limite`: the last day to claim;
/// `tacite`: when time validates it; `a_payer`: what it adds to the versions before it.
pub fn suite(
    etat: &EtatDi,
    limite: Date,
    tacite: Option<OffsetDateTime>,
    a_payer: Centimes,
) -> Option<Suite> {
    let (libelle, qui, avant_le) = match etat {
        EtatDi::Provisoire => (
            "Complétez la demande, puis envoyez-la.",
            "employeur",
            Some(limite),
        ),
        EtatDi::Rejetee { .. } => (
            "Corrigez la demande, puis renvoyez-la.",
            "employeur",
            Some(limite),
        ),
        EtatDi::EnAttenteValidation { .. } => match tacite {
            Some(_) => (
                "L'unité départementale vérifie la demande ; sans réponse de sa part, elle est validée tacitement.",
                "unite_departementale",
                tacite.map(jour_de_paris),
            ),
            None => (
                "L'unité départementale vérifie la demande.",
                "unite_departementale",
                None,
            ),
        },
        EtatDi::EnCoursInstruction { .. } => ("L'unité départementale décide.", "unite_departementale", None),
        EtatDi::Validee { .. } if a_payer > Centimes::ZERO => {
            ("L'agence de paiement demande le virement.", "agence", None)
        }
        EtatDi::Validee { .. } if a_payer < Centimes::ZERO => (
            "L'agence de paiement prépare un ordre de reversement du trop-perçu.",
            "agence",
            None,
        ),
        EtatDi::PaiementDemande { .. } => ("Le virement est en route vers votre compte.", "agence", None),
        EtatDi::PaiementInvalide { .. } => (
            "La banque a renvoyé le virement : activez un autre compte bancaire, puis l'agence le refait.",
            "employeur",
            None,
        ),
        EtatDi::OrAEmettre { .. } => (
            "L'agence de paiement vous envoie l'ordre de reversement.",
            "agence",
            None,
        ),
        EtatDi::OrEmis { le, .. } => (
            "Remboursez le trop-perçu (art. R. 5122-10).",
            "employeur",
            Some(delai_de_reversement(*le)),
        ),
        EtatDi::Validee { .. }
        | EtatDi::PaiementEffectue { .. }
        | EtatDi::OrInvalide { .. }
        | EtatDi::Retiree { .. } => return None,
    };
    Some(Suite {
        libelle: libelle.to_owned(),
        qui: qui.to_owned(),
        avant_le,
    })
}
