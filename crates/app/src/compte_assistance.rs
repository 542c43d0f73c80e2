//! The help desk and somebody's account: finding it, reading all about it, putting it right.

mod adresse;
mod creation;
mod fusion;
mod operations;

use db::compte::Compte;
use db::compte_assistance::{CompteFerme, Filtre, Trouve};
use db::courriel::Courriel;
use db::document::Document;
use db::etablissement::Etablissement;
use db::habilitation::Habilitation;
use db::journal::LigneJournal;
use db::{ConnectionTrait, Page};
use domain::Refus;
use domain::compte::Role;
use domain::compte_assistance::{
    EtatCompte, Fermeture, Operation, Situation, lire_recherche, refuser_le_sien,
};
use serde_json::{Value, json};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::session::verrou_de;
use crate::{Acteur, Contexte, Erreur, agent, document, journal};

pub use adresse::corriger_courriel;
pub use creation::{NouveauCompte, creer};
pub use fusion::supprimer_doublon;
pub use operations::{
    desactiver, deverrouiller, reactiver, reinitialiser, retirer_second_facteur, terminer_sessions,
};

/// Lines of the journal and mails that a file shows.
const MONTRES: u64 = 100;

/// One account of a list.
#[derive(Debug, Clone)]
pub struct Resume {
    pub compte: Compte,
    pub etat: EtatCompte,
    pub etablissements: usize,
    /// Of an agent.
    pub departements: Vec<String>,
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
    /// Its second factor is set up.
    pub second_facteur: bool,
    /// Of an agent.
    pub departements: Vec<String>,
    /// What the account was opened on: annexes 3, oldest first.
    pub documents: Vec<Document>,
    pub habilitations: Vec<(Habilitation, Etablissement)>,
    /// Newest first.
    pub courriels: Vec<Courriel>,
    /// Newest first.
    pub journal: Vec<LigneJournal>,
}

/// Which accounts a list shows: those that were searched, of one role, of one state.
#[derive(Debug, Clone, Default)]
pub struct Demande {
    pub q: String,
    pub role: Option<String>,
    /// `verrouille` alone: what the dashboard counts.
    pub etat: Option<String>,
}

/// Accounts by SIRET, e-mail, name or identifiant; sorted by name.
///
/// # Errors
/// `Fautes` `role_inconnu`, `etat_inconnu`; `Base`, `Interne`.
pub async fn chercher(
    contexte: &Contexte,
    demande: &Demande,
    page: Page<String>,
) -> Result<Vec<Resume>, Erreur> {
    let maintenant = contexte.maintenant();
    let mut collecte = domain::Collecte::new();
    let role = collecte.facultatif::<Role>("/role", demande.role.as_deref().unwrap_or_default());
    let etat = collecte.facultatif::<EtatCompte>("/etat", demande.etat.as_deref().unwrap_or_default());
    if etat.is_some_and(|etat| etat != EtatCompte::Verrouille) {
        collecte.ajouter(domain::Faute::champ(
            "/etat",
            "etat_inconnu",
            "La liste se restreint aux comptes verrouillés (verrouille), à aucun autre état.",
        ));
    }
    collecte.fin()?;
    let filtre = Filtre {
        recherche: lire_recherche(&demande.q),
        role: role.map(|role| role.code().to_owned()),
        verrouille_au: etat.map(|_| maintenant),
    };
    let trouves = db::compte_assistance::chercher(&contexte.base, &filtre, page).await?;
    let ids = trouves.iter().map(|trouve| trouve.compte.id).collect();
    let mut departements = db::agent::par_comptes(&contexte.base, ids).await?;
    trouves
        .into_iter()
        .map(|trouve: Trouve| {
            Ok(Resume {
                etat: situation(&trouve.compte, trouve.ferme.as_ref())?.etat(maintenant),
                departements: departements.remove(&trouve.compte.id).unwrap_or_default(),
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
    let second_facteur = a_second_facteur(base, id).await?;
    let situation = Situation {
        second_facteur,
        ..situation(&compte, ferme.as_ref())?
    };
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
        second_facteur,
        departements: agent::departements_de(base, &compte).await?,
        documents: db::document::de_l_objet(base, document::OBJET_COMPTE, id).await?,
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

/// Is the second factor of the account set up?
async fn a_second_facteur(base: &impl ConnectionTrait, id: Uuid) -> Result<bool, Erreur> {
    let ligne = db::second_facteur::trouver(base, id).await?;
    Ok(ligne.is_some_and(|ligne| ligne.confirme_le.is_some()))
}

/// What decides what may be done with the account; whoever asks about its second factor adds it.
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
        second_facteur: false,
    })
}

/// Locks the account for an operation that it allows.
///
/// # Errors
/// `Introuvable`; `Refus` of [`Situation::permettre`], `son_propre_compte`.
pub(crate) async fn ouvrir(
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
    let situation = Situation {
        second_facteur: a_second_facteur(tx, id).await?,
        ..situation(&compte, ferme.as_ref())?
    };
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
