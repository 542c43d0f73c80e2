//! A request for assistance: what somebody asks of the help desk, and where it stands.
//!
//! A text of one line never holds a line break: it may end up in a mail.

use serde::{Deserialize, Serialize};

use crate::codes::codes;
use crate::compte::{Courriel, Telephone};
use crate::erreur::{Collecte, Faute, Fautes, Refus};
use crate::etablissement::{MAX_DENOMINATION, Siret};

/// Longest description, and longest message that follows it.
pub const MAX_DESCRIPTION: usize = 1_000;
/// Longest answer of the help desk.
pub const MAX_REPONSE: usize = 4_000;
/// Longest name of a person.
pub const MAX_NOM: usize = 100;
/// Messages of one request; beyond, a new request is clearer for everybody.
pub const MAX_MESSAGES: u32 = 60;

codes! {
    /// The seven motives of the form, word for word.
    pub enum MotifAssistance, inconnu = "motif_assistance_inconnu", message = "Motif de la demande inconnu" {
        Habilitation => ("habilitation", "Habilitation à l'extranet"),
        FicheEtablissement => ("fiche_etablissement", "Fiche Etablissement"),
        AutorisationPrealable => ("autorisation_prealable", "Décision d'autorisation préalable"),
        DecisionAutorisation => ("decision_autorisation", "Décision d'autorisation"),
        DemandeIndemnisation => ("demande_indemnisation", "Demande d'indemnisation"),
        CertificatSignature => ("certificat_signature", "Certificat de signature"),
        Autres => ("autres", "Autres"),
    }
}

codes! {
    /// The states without their data: for lists, filters and columns.
    pub enum CodeEtatAssistance, inconnu = "etat_inconnu", message = "État inconnu" {
        Ouverte => ("ouverte", "Ouverte"),
        EnCours => ("en_cours", "En cours"),
        Repondue => ("repondue", "Répondue"),
        Close => ("close", "Close"),
    }
}

/// Where a request stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "etat", rename_all = "snake_case")]
pub enum EtatAssistance {
    /// Nobody of the help desk is on it.
    Ouverte,
    /// Somebody is.
    EnCours {
        /// Id of their account.
        agent: String,
        /// Their name, as a colleague reads it.
        nom: String,
    },
    /// The help desk answered last.
    Repondue,
    /// Nothing more is expected.
    Close,
}

impl EtatAssistance {
    /// The state without its data.
    pub const fn code_etat(&self) -> CodeEtatAssistance {
        match self {
            Self::Ouverte => CodeEtatAssistance::Ouverte,
            Self::EnCours { .. } => CodeEtatAssistance::EnCours,
            Self::Repondue => CodeEtatAssistance::Repondue,
            Self::Close => CodeEtatAssistance::Close,
        }
    }

    /// True while the person waits for the help desk.
    pub const fn attend_reponse(&self) -> bool {
        matches!(self, Self::Ouverte | Self::EnCours { .. })
    }

    /// Somebody of the help desk takes it, also from a colleague who is away.
    ///
    /// Code: `transition_interdite`.
    pub fn prendre(self, agent: &str, nom: &str) -> Result<Self, Refus> {
        match self {
            Self::Ouverte | Self::EnCours { .. } => Ok(Self::EnCours {
                agent: agent.to_owned(),
                nom: nom.to_owned(),
            }),
            Self::Repondue | Self::Close => Err(Refus::new(
                "transition_interdite",
                "Cette demande n'attend pas de réponse : il n'y a rien à prendre en charge.",
            )),
        }
    }

    /// The help desk answers; an answer may be completed by another.
    ///
    /// Codes: `demande_assistance_prise`, `transition_interdite`.
    pub fn repondre(self, agent: &str) -> Result<Self, Refus> {
        match self {
            Self::EnCours { agent: autre, nom } if autre != agent => Err(Refus::new(
                "demande_assistance_prise",
                format!("{nom} s'occupe de cette demande : prenez-la en charge avant d'y répondre."),
            )),
            Self::Ouverte | Self::EnCours { .. } | Self::Repondue => Ok(Self::Repondue),
            Self::Close => Err(Refus::new(
                "transition_interdite",
                "Cette demande est close : seule la personne peut la rouvrir, en y écrivant.",
            )),
        }
    }

    /// The person writes again: what was answered or closed waits again.
    #[must_use]
    pub fn relancer(self) -> Self {
        match self {
            Self::EnCours { agent, nom } => Self::EnCours { agent, nom },
            Self::Ouverte | Self::Repondue | Self::Close => Self::Ouverte,
        }
    }

    /// The help desk closes it.
    ///
    /// Codes: `demande_assistance_prise`, `transition_interdite`.
    pub fn clore(self, agent: &str) -> Result<Self, Refus> {
        match self {
            Self::Close => Err(Refus::new(
                "transition_interdite",
                "Cette demande est déjà close : rechargez la page.",
            )),
            Self::EnCours { agent: autre, nom } if autre != agent => Err(Refus::new(
                "demande_assistance_prise",
                format!("{nom} s'occupe de cette demande : prenez-la en charge avant de la clore."),
            )),
            _ => Ok(Self::Close),
        }
    }
}

codes! {
    /// What the number of a file that somebody gave led to, for the help desk alone.
    pub enum DossierCite, inconnu = "dossier_cite_inconnu", message = "Dossier cité inconnu" {
        Trouve => ("trouve", "Ce dossier est bien celui de cet établissement"),
        AutreSiret => ("autre_siret", "Ce dossier est celui d'un autre établissement"),
        Inconnu => ("inconnu", "Aucun dossier n'a ce numéro"),
    }
}

impl DossierCite {
    /// `trouve`: the SIRET of the file of that number, if there is one.
    pub fn juger(trouve: Option<&str>, siret: &str) -> Self {
        match trouve {
            // Whoever named no establishment named none wrongly.
            Some(celui) if celui == siret || siret.is_empty() => Self::Trouve,
            Some(_) => Self::AutreSiret,
            None => Self::Inconnu,
        }
    }
}

/// The form as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SaisieAssistance {
    pub siret: String,
    /// An agent of a UD acts for no establishment: none is asked for, and `denomination` is that of the service.
    pub agent: bool,
    pub denomination: String,
    pub nom_prenom: String,
    pub telephone: String,
    pub courriel: String,
    pub motif: String,
    /// Number of a DAP or of a DI, if it is about one.
    pub dossier: String,
    pub description: String,
}

/// A request that can be filed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NouvelleAssistance {
    /// None for an agent who named none.
    pub siret: Option<Siret>,
    pub denomination: String,
    pub nom_prenom: String,
    pub telephone: Telephone,
    pub courriel: Courriel,
    pub motif: MotifAssistance,
    pub dossier: Option<String>,
    pub description: String,
}

impl SaisieAssistance {
    /// Every fault at once.
    ///
    /// Codes: those of each value, `champ_requis`, `texte_trop_long`, `texte_invalide`,
    /// `texte_sur_une_ligne`, `numero_dossier_invalide`.
    pub fn verifier(&self) -> Result<NouvelleAssistance, Fautes> {
        let mut c = Collecte::new();
        let siret = if self.agent {
            c.facultatif::<Siret>("/siret", &self.siret)
        } else {
            c.requis::<Siret>("/siret", &self.siret)
        };
        let denomination = c.ligne("/denomination", &self.denomination, MAX_DENOMINATION);
        let nom_prenom = c.ligne("/nom_prenom", &self.nom_prenom, MAX_NOM);
        let telephone = c.requis::<Telephone>("/telephone", &self.telephone);
        let courriel = c.requis::<Courriel>("/courriel", &self.courriel);
        let motif = c.requis::<MotifAssistance>("/motif", &self.motif);
        let dossier = match self.dossier.trim() {
            "" => None,
            numero => c.prendre("/dossier", numero_dossier(numero)),
        };
        let description = c.texte("/description", &self.description, MAX_DESCRIPTION);
        match (telephone, courriel, motif) {
            (Some(telephone), Some(courriel), Some(motif)) if c.est_vide() => Ok(NouvelleAssistance {
                siret,
                denomination,
                nom_prenom,
                telephone,
                courriel,
                motif,
                dossier,
                description,
            }),
            _ => c.echec(),
        }
    }
}

/// `DAP-7K3-M9Q-2XH` or `DI-…`, as printed; lower case and spaces are accepted.
///
/// Code: `numero_dossier_invalide`.
pub fn numero_dossier(texte: &str) -> Result<String, Refus> {
    let propre: String = texte.chars().filter(|c| !c.is_whitespace()).collect();
    let propre = propre.to_ascii_uppercase();
    let groupes: Vec<&str> = propre.split('-').collect();
    let bon = match groupes.as_slice() {
        ["DAP" | "DI", reste @ ..] => {
            reste.len() == 3
                && reste
                    .iter()
                    .all(|g| g.len() == 3 && g.bytes().all(|b| b.is_ascii_alphanumeric()))
        }
        _ => false,
    };
    if bon {
        Ok(propre)
    } else {
        Err(Refus::new(
            "numero_dossier_invalide",
            "Ce numéro n'est pas celui d'une DAP ou d'une DI : il s'écrit comme DAP-7K3-M9Q-2XH. Laissez le champ vide si vous ne l'avez pas.",
        ))
    }
}

/// A message of the person, or an answer of the help desk.
///
/// Codes: `message_vide`, `texte_trop_long`, `texte_invalide`.
pub fn verifier_message(texte: &str, max: usize) -> Result<String, Fautes> {
    if texte.trim().is_empty() {
        return Err(Faute::champ(
            "/texte",
            "message_vide",
            "Écrivez votre message avant de l'envoyer.",
        )
        .into());
    }
    let mut c = Collecte::new();
    let texte = c.texte("/texte", texte, max);
    c.fin().map(|()| texte)
}

/// Refuses a message too many. Code: `messages_trop_nombreux`.
pub fn verifier_nombre_messages(deja: u32) -> Result<(), Refus> {
    if deja < MAX_MESSAGES {
        return Ok(());
    }
    Err(Refus::new(
        "messages_trop_nombreux",
        "Cette demande compte déjà beaucoup de messages : envoyez-en une nouvelle, en rappelant le numéro de celle-ci.",
    ))
}
