//! "Je n'arrive pas à me connecter": from what is known to what to do. The decision tree of FAQ
//! 36–40, 45, 55 and of the sheet « difficultés de connexion », as one pure function.
//!
//! The caller decides what may be known: to a stranger `compte` is `None`, and the answer says no
//! more than the registration page does; addresses come masked, or whole for the help desk.

mod constats;

use serde::Serialize;
use time::{Date, Duration, OffsetDateTime};

use crate::codes::codes;
use crate::compte_assistance::NatureCourriel;
use crate::habilitation::EtatHabilitation;
use crate::mandat::SituationMandat;

/// The help desk answers a request within this time; later, ask.
pub const DELAI_REPONSE: Duration = Duration::hours(48);

codes! {
    /// How a finding is to be read.
    pub enum Gravite, inconnu = "gravite_inconnue", message = "Gravité inconnue" {
        Bon => ("bon", "Tout va bien"),
        Information => ("information", "À savoir"),
        Obstacle => ("obstacle", "Empêche la connexion"),
    }
}

codes! {
    /// The one thing to do next.
    pub enum Action, inconnu = "action_inconnue", message = "Action inconnue" {
        CreerEspace => ("creer_espace", "Créer mon espace"),
        RecevoirCode => ("recevoir_code", "Recevoir un code pour voir le détail"),
        AttendreHabilitation => ("attendre_habilitation", "Attendre la réponse de l'assistance"),
        EcrireAssistance => ("ecrire_assistance", "Écrire à l'assistance"),
        RefaireDemande => ("refaire_demande", "Refaire une demande de création d'espace"),
        DemanderAuPrincipal => ("demander_au_principal", "Demander l'accès à l'utilisateur principal"),
        AttendreDelai => ("attendre_delai", "Attendre cette date, puis me connecter"),
        AttendreDeverrouillage => ("attendre_deverrouillage", "Attendre le déverrouillage, puis me connecter"),
        SeConnecter => ("se_connecter", "Me connecter"),
        OubliMotDePasse => ("oubli_mot_de_passe", "J'ai oublié mon mot de passe"),
        OubliIdentifiant => ("oubli_identifiant", "J'ai oublié mon identifiant"),
        AttendreClient => ("attendre_client", "Attendre la réponse du client"),
        DeclarerMandat => ("declarer_mandat", "Déclarer le mandat"),
    }
}

impl Action {
    /// The page where it is done.
    pub const fn lien(self) -> &'static str {
        match self {
            Self::CreerEspace | Self::RefaireDemande => "/inscription",
            Self::RecevoirCode => "/aide/connexion",
            Self::AttendreHabilitation => "/aide#rien-recu",
            Self::EcrireAssistance => "/aide#assistance",
            Self::DemanderAuPrincipal => "/aide#utilisateur-principal",
            Self::AttendreDelai | Self::AttendreDeverrouillage | Self::SeConnecter => "/connexion",
            Self::OubliMotDePasse => "/oubli-mot-de-passe",
            Self::OubliIdentifiant => "/oubli-identifiant",
            Self::AttendreClient => "/expert-comptable",
            Self::DeclarerMandat => "/mandats",
        }
    }
}

/// What is known of the establishment that was named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaitsSiret {
    /// As it is shown: `732 829 320 00074`.
    pub siret: String,
    /// Somebody has, or has asked for, the right to act for it: what the registration page tells.
    pub connu: bool,
}

/// One request or right of the account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaitHabilitation {
    /// As [`FaitsSiret::siret`].
    pub siret: String,
    /// Name of the establishment.
    pub denomination: String,
    /// Where it stands.
    pub etat: EtatHabilitation,
    /// When it was asked for.
    pub demandee_le: OffsetDateTime,
    /// When it was decided.
    pub decidee_le: Option<OffsetDateTime>,
    /// Reason of a refusal.
    pub motif: Option<String>,
}

/// One mandate of an accountant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaitMandat {
    /// As [`FaitsSiret::siret`].
    pub siret: String,
    /// Name of the client's establishment.
    pub denomination: String,
    /// Where it stands today.
    pub situation: SituationMandat,
    /// First day.
    pub debut: Date,
    /// Last day, if it has one.
    pub fin: Option<Date>,
    /// When it was declared.
    pub declare_le: OffsetDateTime,
    /// Why it was refused or revoked.
    pub motif: Option<String>,
}

codes! {
    /// What became of a mail.
    pub enum EtatCourriel, inconnu = "etat_inconnu", message = "État inconnu" {
        EnFile => ("en_file", "En cours d'envoi"),
        Envoye => ("envoye", "Envoyé"),
        Echec => ("echec", "Échec de l'envoi"),
    }
}

/// One mail to the address of the account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaitCourriel {
    /// What it is about.
    pub nature: NatureCourriel,
    /// Its subject.
    pub objet: String,
    /// What became of it.
    pub etat: EtatCourriel,
    /// When it was written.
    pub cree_le: OffsetDateTime,
    /// When the mail server took it.
    pub envoye_le: Option<OffsetDateTime>,
}

/// What is known of the account, once the person has proved that it is hers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FaitsCompte {
    /// Its identifiant, once given.
    pub identifiant: Option<String>,
    /// Its address, masked unless the help desk reads.
    pub adresse: String,
    /// Requests and rights, oldest first.
    pub habilitations: Vec<FaitHabilitation>,
    /// Mandates, newest first.
    pub mandats: Vec<FaitMandat>,
    /// Mails, newest first.
    pub courriels: Vec<FaitCourriel>,
    /// End of a lock, when one was set.
    pub verrouille_jusqu_a: Option<OffsetDateTime>,
    /// The password is one that was sent, still to be replaced.
    pub mot_de_passe_temporaire: bool,
    /// That password is worth nothing from then on.
    pub temporaire_expire_le: Option<OffsetDateTime>,
    /// A password sent by « J'ai oublié mon mot de passe » is good until then.
    pub secours_jusqu_a: Option<OffsetDateTime>,
    /// The first password was never changed.
    pub jamais_connecte: bool,
    /// The last login.
    pub derniere_connexion: Option<OffsetDateTime>,
    /// The operator lets people in some time after the habilitation.
    pub connexion_des_le: Option<OffsetDateTime>,
    /// A code of six digits is asked after the password.
    pub second_facteur: bool,
    /// An account of the administration: it acts for no establishment and waits for no habilitation.
    pub administration: bool,
}

/// All that is known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Faits {
    /// The establishment, when one was named.
    pub siret: Option<FaitsSiret>,
    /// An e-mail address was typed where an identifiant is asked.
    pub identifiant_est_courriel: bool,
    /// The account, when it may be told.
    pub compte: Option<FaitsCompte>,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Constat {
    /// Stable code.
    pub code: &'static str,
    /// How it is to be read.
    pub gravite: Gravite,
    /// In French.
    pub texte: String,
}

/// Findings in the order in which one would tell them, and the one thing to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// In reading order.
    pub constats: Vec<Constat>,
    /// What helps.
    pub action: Action,
}

/// Judges the facts at an instant.
pub fn diagnostiquer(faits: &Faits, maintenant: OffsetDateTime) -> Diagnostic {
    let mut constats = Vec::new();
    constats::de_la_saisie(faits, &mut constats);
    let action = match &faits.compte {
        None => {
            constats::generaux(faits, &mut constats);
            action_publique(faits)
        }
        Some(compte) => {
            constats::du_compte(compte, faits, maintenant, &mut constats);
            action_du_compte(compte, faits, maintenant)
        }
    };
    Diagnostic { constats, action }
}

/// A stranger: create the space of an unknown SIRET, otherwise prove who one is.
fn action_publique(faits: &Faits) -> Action {
    match &faits.siret {
        Some(siret) if !siret.connu => Action::CreerEspace,
        _ => Action::RecevoirCode,
    }
}

/// The first obstacle decides.
fn action_du_compte(compte: &FaitsCompte, faits: &Faits, maintenant: OffsetDateTime) -> Action {
    if let Some(action) = action_de_l_habilitation(compte, faits, maintenant) {
        return action;
    }
    if courriel_perdu(compte) {
        return Action::EcrireAssistance;
    }
    if compte.connexion_des_le.is_some_and(|des| maintenant < des) {
        return Action::AttendreDelai;
    }
    if compte.verrouille_jusqu_a.is_some_and(|fin| maintenant < fin) {
        return Action::AttendreDeverrouillage;
    }
    if compte.secours_jusqu_a.is_some_and(|fin| maintenant < fin) {
        return Action::SeConnecter;
    }
    if temporaire_expire(compte, maintenant) {
        return Action::OubliMotDePasse;
    }
    if compte.jamais_connecte || faits.identifiant_est_courriel {
        return Action::SeConnecter;
    }
    Action::OubliMotDePasse
}

/// What the rights of the account ask for; `None` when it may act.
fn action_de_l_habilitation(
    compte: &FaitsCompte,
    faits: &Faits,
    maintenant: OffsetDateTime,
) -> Option<Action> {
    if compte.administration {
        return None;
    }
    let visees = visees(compte, faits);
    let mandats = mandats_vises(compte, faits);
    let etat = |etat| visees.iter().any(|h| h.etat == etat);
    let situation = |situation| mandats.iter().any(|m| m.situation == situation);
    if situation(SituationMandat::EnCours) {
        return None;
    }
    if visees.is_empty() && !mandats.is_empty() {
        return Some(if situation(SituationMandat::EnAttente) {
            Action::AttendreClient
        } else if situation(SituationMandat::AVenir) {
            Action::AttendreDelai
        } else {
            Action::DeclarerMandat
        });
    }
    if visees.is_empty() {
        return Some(match &faits.siret {
            Some(siret) if siret.connu => Action::DemanderAuPrincipal,
            _ => Action::RefaireDemande,
        });
    }
    if etat(EtatHabilitation::Acceptee) {
        return None;
    }
    let tardive = visees
        .iter()
        .any(|h| h.etat == EtatHabilitation::EnAttente && h.demandee_le + DELAI_REPONSE < maintenant);
    Some(if tardive {
        Action::EcrireAssistance
    } else if etat(EtatHabilitation::EnAttente) {
        Action::AttendreHabilitation
    } else {
        Action::RefaireDemande
    })
}

/// The requests and rights for the SIRET that was named; all of them when none was.
fn visees<'a>(compte: &'a FaitsCompte, faits: &Faits) -> Vec<&'a FaitHabilitation> {
    let voulu = faits.siret.as_ref().map(|siret| siret.siret.as_str());
    compte
        .habilitations
        .iter()
        .filter(|h| voulu.is_none_or(|siret| siret == h.siret))
        .collect()
}

/// The mandates for the SIRET that was named; all of them when none was.
fn mandats_vises<'a>(compte: &'a FaitsCompte, faits: &Faits) -> Vec<&'a FaitMandat> {
    let voulu = faits.siret.as_ref().map(|siret| siret.siret.as_str());
    compte
        .mandats
        .iter()
        .filter(|m| voulu.is_none_or(|siret| siret == m.siret))
        .collect()
}

/// The newest mail of some nature never left: the address, or a mailbox, is wrong.
fn courriel_perdu(compte: &FaitsCompte) -> bool {
    let mut vus: Vec<NatureCourriel> = Vec::new();
    compte.courriels.iter().any(|courriel| {
        let premier = !vus.contains(&courriel.nature);
        vus.push(courriel.nature);
        premier && courriel.etat == EtatCourriel::Echec
    })
}

fn temporaire_expire(compte: &FaitsCompte, maintenant: OffsetDateTime) -> bool {
    compte.mot_de_passe_temporaire && compte.temporaire_expire_le.is_some_and(|fin| fin <= maintenant)
}
