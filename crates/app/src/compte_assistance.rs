//! The help desk and somebody's account: finding it, reading all about it, putting it right.

mod adresse;
mod creation;
mod fusion;
mod operations;

use db::compte::Compte;
use db::compte_assistance::{CompteFerme, Trouve};
use db::courriel::Courriel;
use db::etablissement::Etablissement;
use db::habilitation::Habilitation;
use db::journal::LigneJournal;
use db::{ConnectionTrait, Page};
use domain::Refus;
use domain::compte_assistance::{
    EtatCompte, Fermeture, Operation, Recherche, Situation, lire_recherche, refuser_le_sien,
};
use serde_json::{Value, json};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::session::verrou_de;
use crate::{Acteur, Contexte, Erreur, journal};

pub use adresse::corriger_courriel;
pub use creation::{NouveauCompte, creer};
pub use fusion::supprimer_doublon;
pub use operations::{desactiver, deverrouiller, reactiver, reinitialiser, terminer_sessions};

/// Lines of the journal and mails that a file shows.
const MONTRES: u64 = 100;

/// One account of a list.
#[derive(Debug, Clone)]
pub struct Resume {
    pub compte: Compte,
    pub etat: EtatCompte,
    pub etablissements: usize,
    /// Sort key of the list.
    pub cle: String,
}

/// All that is known of an account. Never a password, never the text of a mail.
#[derive(Debug, Clone)]
pub struct Dossier {
    pub compte: Compte,
    pub etat: EtatCompte,
    pub ferme: Option<CompteFerme>,
    pub operations: Vec<Operation>,
    pub derniere_connexion: Option<OffsetDateTime>,
    pub sessions: u64,
    pub habilitations: Vec<(Habilitation, Etablissement)>,
    /// Newest first.
    pub courriels: Vec<Courriel>,
    /// Newest first.
    pub journal: Vec<LigneJournal>,
}

/// Accounts by SIRET, e-mail, name or identifiant; sorted by name.
///
/// # Errors
/// `Base`, `Interne`.
pub async fn chercher(contexte: &Contexte, q: &str, page: Page<String>) -> Result<Vec<Resume>, Erreur> {
    let recherche: Recherche = lire_recherche(q);
    let maintenant = contexte.maintenant();
    db::compte_assistance::chercher(&contexte.base, &recherche, page)
        .await?
        .into_iter()
        .map(|trouve: Trouve| {
            Ok(Resume {
                etat: situation(&trouve.compte, trouve.ferme.as_ref())?.etat(maintenant),
                compte: trouve.compte,
                etablissements: trouve.etablissements,
                cle: trouve.cle,
            })
        })
        .collect()
}

/// All about one account.
///
/// # Errors
/// `Introuvable`.
pub async fn lire(contexte: &Contexte, acteur: &Acteur, id: Uuid) -> Result<Dossier, Erreur> {
    let base = &contexte.base;
    let maintenant = contexte.maintenant();
    let compte = db::compte::trouver(base, id).await?.ok_or(Erreur::Introuvable)?;
    let ferme = db::compte_assistance::ferme(base, id).await?;
    let habilitations = db::compte_assistance::habilitations(base, id).await?;
    let objets = [
        ("compte", vec![id]),
        ("habilitation", habilitations.iter().map(|(h, _)| h.id).collect()),
    ];
    let journal = db::journal::des_objets(base, &objets, MONTRES).await?;
    let situation = situation(&compte, ferme.as_ref())?;
    let operations = if acteur.compte_id == id {
        Vec::new()
    } else {
        situation.operations(maintenant)
    };
    let filtre = db::courriel::Filtre {
        destinataires: Some(adresses(&compte, ferme.as_ref(), &journal)),
        ..Default::default()
    };
    let page = Page {
        limite: MONTRES,
        apres: None,
    };
    Ok(Dossier {
        etat: situation.etat(maintenant),
        operations,
        derniere_connexion: db::journal::derniere(base, "compte", id, "connexion")
            .await?
            .map(|ligne| ligne.le),
        sessions: db::compte_assistance::compter_sessions(base, id, maintenant).await?,
        courriels: db::courriel::chercher(base, &filtre, page).await?,
        compte,
        ferme,
        habilitations,
        journal,
    })
}

/// The address of the account and those that it had before: mails are found by their address.
fn adresses(compte: &Compte, ferme: Option<&CompteFerme>, journal: &[LigneJournal]) -> Vec<String> {
    let mut adresses = vec![compte.courriel.clone()];
    adresses.extend(ferme.map(|ferme| ferme.courriel.clone()));
    let anciennes = journal
        .iter()
        .filter(|ligne| ligne.action == "courriel_corrige")
        .filter_map(|ligne| ligne.details.get("ancien").and_then(Value::as_str));
    adresses.extend(anciennes.map(str::to_owned));
    adresses
}

/// What decides what may be done with the account.
pub(crate) fn situation(compte: &Compte, ferme: Option<&CompteFerme>) -> Result<Situation, Erreur> {
    let illisible = |refus: Refus| Erreur::illisible("compte", &refus);
    Ok(Situation {
        role: compte.role.parse().map_err(illisible)?,
        a_identifiant: compte.identifiant.is_some(),
        fermeture: ferme
            .map(|ferme| ferme.genre.parse::<Fermeture>())
            .transpose()
            .map_err(illisible)?,
        verrou: verrou_de(compte),
        mot_de_passe_temporaire: compte.mot_de_passe_temporaire,
    })
}

/// Locks the account for an operation that it allows.
///
/// # Errors
/// `Introuvable`; `Refus` of [`Situation::permettre`], `son_propre_compte`.
async fn ouvrir(
    tx: &impl ConnectionTrait,
    contexte: &Contexte,
    acteur: &Acteur,
    id: Uuid,
    operation: Operation,
) -> Result<(Compte, Situation), Erreur> {
    let compte = db::compte::verrouiller(tx, id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    let ferme = db::compte_assistance::ferme(tx, id).await?;
    let situation = situation(&compte, ferme.as_ref())?;
    refuser_le_sien(acteur.compte_id == id)?;
    situation.permettre(operation, contexte.maintenant())?;
    Ok((compte, situation))
}

/// The reason alone, checked.
///
/// # Errors
/// `Fautes` `motifs_requis`, `texte_trop_long`.
fn verifier_motif(texte: &str) -> Result<String, Erreur> {
    let mut collecte = domain::Collecte::new();
    let motif = domain::compte_assistance::motif(&mut collecte, texte);
    collecte.fin()?;
    Ok(motif)
}

/// The line of the journal that an operation leaves: who did it to which account, and why.
async fn noter(
    tx: &impl ConnectionTrait,
    contexte: &Contexte,
    acteur: &Acteur,
    action: &str,
    id: Uuid,
    motif: &str,
) -> Result<(), Erreur> {
    let details = json!({ "motif": motif });
    Ok(journal::noter(tx, contexte, Some(acteur), action, ("compte", id), details).await?)
}
