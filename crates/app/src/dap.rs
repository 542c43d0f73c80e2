//! DAPs: filled in, sent, instructed, decided.

use db::ConnectionTrait;
use db::dap::Instantane;
use db::dap_message::Message;
use db::etablissement::Etablissement;
use db::journal::LigneJournal;
use domain::Faute;
use domain::dap::{
    Avancement, Avertissement, ContenuDap, Dap, Difference, Echeance, EtatDap, Limite, SaisieDap, Voisine,
    a_venir, avertissements,
};
use domain::etablissement::FicheEtablissement;
use domain::mois::{jour_de_paris, parse_date};
use domain::texte::texte_de_mots;
use serde::Deserialize as _;
use serde_json::json;
use time::Date;
use uuid::Uuid;

use crate::etablissement::lire_fiche;
use crate::textes::Texte;
use crate::{Acteur, Contexte, Erreur, courriel, journal};
use voisinage::{fautes_de, limites_de, situation};

mod actions;
mod avenant;
mod employeur;
mod instruction;
mod lot;
mod message;
mod notification;
mod piece;
mod purge;
mod recherche;
mod version;
mod voisinage;

pub(crate) use avenant::attendu as avenant_attendu;
pub use avenant::creer_avenant;
pub use employeur::{creer, envoyer, modifier, retirer};
pub use instruction::{Decision, Motifs, accepter_tacitement, confier, decider, liberer, prendre};
pub use lot::decider_lot;
pub(crate) use message::concerne;
pub use message::{NouveauMessage, ecrire as ecrire_message};
pub use notification::{Notification, lire_pour_notification, qualite};
pub(crate) use piece::lisible as piece_lisible;
pub use piece::{Piece, joindre as joindre_piece, retirer as retirer_piece};
pub use purge::{conserver, purger};
pub use recherche::{Comptes, Exportee, Recherche, Resume, compter, exporter, lister};
pub(crate) use recherche::{
    borner_export, curseur_d_un_autre_ordre, etablissement_cherche, non_vide, page_export,
};
pub(crate) use version::suspension_autorisee;

const OBJET: &str = "dap";

/// One DAP as the actor sees it.
#[derive(Debug, Clone)]
pub struct Vue {
    pub ligne: db::dap::Dap,
    pub saisie: SaisieDap,
    pub etat: EtatDap,
    pub etablissement: Etablissement,
    /// The sheet as it is, or once sent as it was frozen.
    pub fiche: FicheEtablissement,
    pub avertissements: Vec<Avertissement>,
    /// What the law says of it as it stands, kept or not.
    pub limites: Vec<Limite>,
    /// The other DAPs of the establishment that were not given up.
    pub voisines: Vec<Voisine>,
    /// Faults that forbid sending; empty once sent.
    pub fautes: Vec<Faute>,
    pub actions: Vec<&'static str>,
    pub avenants: Vec<db::dap::Dap>,
    /// What changes, and from what: the authorisation in force, or the version sent back.
    pub comparaison: Option<Comparaison>,
    /// For an avenant: first and last day of the authorisation that it changes.
    pub en_vigueur: Option<(time::Date, time::Date)>,
    pub messages: Vec<Message>,
    pub pieces: Vec<Piece>,
    /// Agents to whom the reader may hand it over: identifiant and name.
    pub collegues: Vec<(String, String)>,
    pub chronologie: Vec<LigneJournal>,
    /// The tacit deadline of the last sending, as the receipt told it.
    pub limite_recue: Option<Date>,
    /// What comes next, and by when.
    pub a_venir: Vec<Echeance>,
}

/// Two versions side by side.
#[derive(Debug, Clone)]
pub struct Comparaison {
    pub a_quoi: &'static str,
    pub differences: Vec<Difference>,
    /// The other fields.
    pub inchanges: Vec<Difference>,
}

pub(crate) fn lire_etat(ligne: &db::dap::Dap) -> Result<EtatDap, Erreur> {
    serde_json::from_value(ligne.etat.clone()).map_err(|erreur| Erreur::illisible("état de DAP", &erreur))
}

fn lire_saisie(ligne: &db::dap::Dap) -> Result<SaisieDap, Erreur> {
    serde_json::from_value(ligne.saisie.clone()).map_err(|erreur| Erreur::illisible("saisie de DAP", &erreur))
}

/// One DAP.
///
/// # Errors
/// `Introuvable`, `RoleInsuffisant`.
pub async fn lire(contexte: &Contexte, acteur: &Acteur, id: Uuid) -> Result<Vue, Erreur> {
    let tx = db::lire(&contexte.base).await?;
    let ligne = db::dap::trouver(&tx, &acteur.portee()?, id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    let vue = vue(&tx, contexte, acteur, ligne).await?;
    tx.commit().await?;
    Ok(vue)
}

async fn vue(
    base: &impl ConnectionTrait,
    contexte: &Contexte,
    acteur: &Acteur,
    ligne: db::dap::Dap,
) -> Result<Vue, Erreur> {
    let etat = lire_etat(&ligne)?;
    let versions = db::dap::instantanes(base, ligne.id).await?;
    // What the employer corrects is the employer's until it is sent: the agent reads what was sent.
    let modifiable = etat.est_modifiable() && !acteur.est_agent();
    let saisie = match versions.first() {
        Some(derniere) if etat.est_modifiable() && !modifiable => saisie_figee(derniere)?,
        _ => lire_saisie(&ligne)?,
    };
    let etablissement = db::etablissement::trouver(base, ligne.etablissement_id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    let chronologie = journal::chronologie(base, OBJET, ligne.id).await?;
    let aujourd_hui = jour_de_paris(contexte.maintenant());
    // What the law says about the day of filing does not change afterwards.
    let jour = envoyee_le(&chronologie).map_or(aujourd_hui, jour_de_paris);
    let jour = if modifiable { aujourd_hui } else { jour };
    let en_vigueur = avenant::en_vigueur(&ligne)?;
    // A page in which the dates still change judges them itself, beside all the others.
    let jours = voisinage::jours_utiles(&ligne).filter(|_| !modifiable);
    let voisines = voisinage::voisines(base, &ligne, !acteur.est_agent(), jours).await?;
    let fiche = match versions.first() {
        Some(derniere) if !modifiable => FicheEtablissement::deserialize(&derniere.fiche)
            .map_err(|erreur| Erreur::illisible("fiche figée", &erreur))?,
        _ => lire_fiche(&etablissement)?,
    };
    let situation = situation(contexte, jour, &fiche, &voisines, en_vigueur, &ligne.departement);
    let (esquisse, limites) = limites_de(&saisie, &situation);
    let fautes = if modifiable {
        let verdict = saisie.verifier(aujourd_hui).err();
        let manques = manques(base, &etablissement, &fiche).await?;
        fautes_de(verdict, &limites, &manques)
    } else {
        Vec::new()
    };
    let avertissements = avertissements(&esquisse, &situation);
    let messages = db::dap_message::de_la_dap(base, ligne.id).await?;
    let pieces = piece::lister(base, ligne.id, (modifiable, acteur.est_agent()), &chronologie).await?;
    let avancement = Avancement {
        etat: &etat,
        avenant: ligne.avenant_de.is_some(),
        piece_demandee: message::piece_attendue(&messages),
    };
    let a_venir = a_venir(avancement, &esquisse, &situation);
    let avenants = db::dap::avenants(base, ligne.id).await?;
    let actions = actions::possibles(acteur, &ligne, &etat, &avenants);
    let collegues = if actions.contains(&"confier") {
        instruction::collegues(base, acteur, &ligne).await?
    } else {
        Vec::new()
    };
    Ok(Vue {
        limite_recue: limite_recue(&versions),
        comparaison: version::comparaison(base, &ligne, (&saisie, &fiche, &pieces), &versions).await?,
        messages,
        a_venir,
        pieces,
        en_vigueur,
        collegues,
        avenants,
        actions,
        avertissements,
        limites,
        voisines,
        fautes,
        chronologie,
        fiche,
        etablissement,
        saisie,
        etat,
        ligne,
    })
}

/// What the last sending froze: a receipt does not change with the rules.
fn limite_recue(versions: &[Instantane]) -> Option<Date> {
    versions
        .iter()
        .filter_map(|version| EtatDap::deserialize(&version.etat).ok())
        .find_map(|etat| etat.limite_tacite())
}

/// What a frozen version asks for.
fn saisie_figee(version: &Instantane) -> Result<SaisieDap, Erreur> {
    ContenuDap::deserialize(&version.contenu)
        .map(|contenu| (&contenu).into())
        .map_err(|erreur| Erreur::illisible("contenu figé", &erreur))
}

/// The last sending, as the journal has it: a decided DAP no longer carries it in its state.
fn envoyee_le(chronologie: &[LigneJournal]) -> Option<time::OffsetDateTime> {
    chronologie
        .iter()
        .rfind(|ligne| ligne.action == "dap_envoyee")
        .map(|ligne| ligne.le)
}

/// What the establishment still lacks before a DAP can be sent: fields of the sheet, and bank
/// details, which are part of the application (R5122-26 II).
async fn manques(
    base: &impl ConnectionTrait,
    etablissement: &Etablissement,
    fiche: &FicheEtablissement,
) -> Result<Vec<&'static str>, Erreur> {
    let mut manques = fiche.complete();
    if db::coordonnees_bancaires::actives(base, etablissement.id)
        .await?
        .is_none()
    {
        manques.push("coordonnees_bancaires_actives");
    }
    Ok(manques)
}

/// The row with the form as it stands, and what searches need of it; dates that cannot be read yet are
/// left out.
fn noter_saisie(ligne: &mut db::dap::Dap, saisie: &SaisieDap, denomination: &str) -> Result<(), Erreur> {
    ligne.motif = saisie.motif.trim().to_owned();
    ligne.debut = parse_date(&saisie.debut).ok();
    ligne.fin = parse_date(&saisie.fin).ok();
    ligne.texte = texte_de_mots(&format!(
        "{} {denomination} {}",
        ligne.numero, saisie.circonstances
    ));
    ligne.saisie = serde_json::to_value(saisie).map_err(|erreur| Erreur::illisible("saisie", &erreur))?;
    Ok(())
}

fn noter_etat(ligne: &mut db::dap::Dap, etat: &EtatDap) -> Result<(), Erreur> {
    ligne.etat_code = etat.code().to_owned();
    ligne.limite_tacite = etat.limite_tacite();
    if let EtatDap::Validee {
        code_di, debut, fin, ..
    } = etat
    {
        // That of an avenant is written on its DAP, once.
        if ligne.avenant_de.is_none() {
            ligne.code_di = Some(code_di.as_str().to_owned());
        }
        // What was authorised counts from now on, not what was asked for.
        (ligne.debut, ligne.fin) = (Some(*debut), Some(*fin));
    }
    ligne.etat = serde_json::to_value(etat).map_err(|erreur| Erreur::illisible("état", &erreur))?;
    Ok(())
}

/// The DAP, locked, when it has the version the caller read.
async fn verrouiller(
    tx: &impl ConnectionTrait,
    acteur: &Acteur,
    id: Uuid,
    version: i32,
) -> Result<db::dap::Dap, Erreur> {
    let ligne = db::dap::verrouiller(tx, &acteur.portee()?, id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    if ligne.version == version {
        Ok(ligne)
    } else {
        Err(Erreur::VersionPerimee)
    }
}

/// The whole DAP of a row that was sent.
fn assembler(ligne: &db::dap::Dap, contenu: ContenuDap) -> Result<Dap, Erreur> {
    Ok(Dap {
        contenu,
        etat: lire_etat(ligne)?,
    })
}

/// What the journal keeps of a transition.
struct Trace<'a> {
    action: &'a str,
    /// To whom it goes, by name.
    a_qui: Option<&'a str>,
}

impl<'a> From<&'a str> for Trace<'a> {
    fn from(action: &'a str) -> Self {
        Self { action, a_qui: None }
    }
}

/// Writes a new state with its journal line; `figer` keeps a copy that never changes.
async fn enregistrer(
    tx: &impl ConnectionTrait,
    contexte: &Contexte,
    acteur: Option<&Acteur>,
    mut ligne: db::dap::Dap,
    dap: &Dap,
    trace: impl Into<Trace<'_>>,
    figer: Option<&FicheEtablissement>,
) -> Result<db::dap::Dap, Erreur> {
    noter_etat(&mut ligne, &dap.etat)?;
    ligne.version += 1;
    ligne.modifiee_le = contexte.maintenant();
    if let Some(fiche) = figer {
        let signataire = acteur.filter(|acteur| acteur.est_agent());
        let instantane = Instantane {
            id: contexte.id(),
            dap_id: ligne.id,
            version: ligne.version,
            contenu: serde_json::to_value(&dap.contenu)
                .map_err(|erreur| Erreur::illisible("contenu", &erreur))?,
            fiche: serde_json::to_value(fiche).map_err(|erreur| Erreur::illisible("fiche", &erreur))?,
            etat: ligne.etat.clone(),
            compte_masque: db::coordonnees_bancaires::actives(tx, ligne.etablissement_id)
                .await?
                .map(|actives| actives.iban_masque),
            qualite: signataire.map(|_| qualite(&ligne.departement)),
            signataire: signataire.map(Acteur::nom_complet),
            cree_le: ligne.modifiee_le,
        };
        db::dap::inserer_instantane(tx, instantane).await?;
    }
    db::dap::remplacer(tx, ligne.clone()).await?;
    let Trace { action, a_qui } = trace.into();
    let mut details = json!({ "version": ligne.version });
    if let Some(nom) = a_qui {
        details["a_qui"] = nom.into();
    }
    journal::noter(tx, contexte, acteur, action, (OBJET, ligne.id), details).await?;
    Ok(ligne)
}

/// The content and the sheet as they were frozen at sending.
async fn fige(
    tx: &impl ConnectionTrait,
    ligne: &db::dap::Dap,
) -> Result<(ContenuDap, FicheEtablissement), Erreur> {
    let instantane = db::dap::dernier_instantane(tx, ligne.id).await?.ok_or_else(|| {
        Erreur::refus(
            "transition_interdite",
            "Cette DAP n'a pas été envoyée : attendez que l'employeur l'envoie.",
        )
    })?;
    let contenu = serde_json::from_value(instantane.contenu)
        .map_err(|erreur| Erreur::illisible("contenu figé", &erreur))?;
    let fiche = serde_json::from_value(instantane.fiche)
        .map_err(|erreur| Erreur::illisible("fiche figée", &erreur))?;
    Ok((contenu, fiche))
}

/// A mail about a file to whom the sheet of the establishment names today: its contact, else the
/// establishment itself. In the caller's transaction.
pub(crate) async fn prevenir(
    tx: &impl ConnectionTrait,
    contexte: &Contexte,
    etablissement_id: Uuid,
    texte: Texte,
) -> Result<(), Erreur> {
    let etablissement = db::etablissement::trouver(tx, etablissement_id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    prevenir_etablissement(tx, contexte, &etablissement, texte).await
}

/// The same, the establishment being read.
pub(crate) async fn prevenir_etablissement(
    tx: &impl ConnectionTrait,
    contexte: &Contexte,
    etablissement: &Etablissement,
    texte: Texte,
) -> Result<(), Erreur> {
    let fiche = lire_fiche(etablissement)?;
    let adresse = fiche.contact_courriel.as_ref().unwrap_or(&fiche.courriel);
    courriel::mettre_en_file(tx, contexte, adresse.as_str(), texte).await
}
