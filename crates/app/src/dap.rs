//! DAPs: filled in, sent, instructed, decided.

use db::dap::{Filtre, Instantane, Portee};
use db::etablissement::Etablissement;
use db::journal::LigneJournal;
use db::{ConnectionTrait, Page};
use domain::dap::{
    Avertissement, ContenuDap, Dap, EtatDap, Limite, MotifDap, SaisieDap, Voisine, avertissements,
};
use domain::etablissement::FicheEtablissement;
use domain::mois::{jour_de_paris, parse_date};
use domain::{Faute, Fautes, Refus};
use serde_json::json;
use time::Date;
use uuid::Uuid;

use crate::etablissement::{accessible, lire_fiche};
use crate::{Acteur, Contexte, Erreur, journal};
use voisinage::{fautes_de, limites_de, situation};

mod employeur;
mod instruction;
mod voisinage;

pub use employeur::{creer, envoyer, modifier, retirer};
pub use instruction::{Decision, accepter_tacitement, decider, liberer, prendre};

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
    pub chronologie: Vec<LigneJournal>,
}

/// One line of a list.
#[derive(Debug, Clone)]
pub struct Resume {
    pub ligne: db::dap::Dap,
    pub etat: EtatDap,
    pub siret: String,
    pub denomination: String,
}

impl Resume {
    /// Label of the motif, empty while none is chosen.
    pub fn motif_libelle(&self) -> &'static str {
        self.ligne.motif.parse::<MotifDap>().map_or("", MotifDap::libelle)
    }
}

/// What to search.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recherche {
    pub siret: Option<String>,
    pub numero: Option<String>,
    pub etat: Option<String>,
}

pub(crate) fn lire_etat(ligne: &db::dap::Dap) -> Result<EtatDap, Erreur> {
    serde_json::from_value(ligne.etat.clone()).map_err(|erreur| Erreur::illisible("état de DAP", &erreur))
}

fn lire_saisie(ligne: &db::dap::Dap) -> Result<SaisieDap, Erreur> {
    serde_json::from_value(ligne.saisie.clone()).map_err(|erreur| Erreur::illisible("saisie de DAP", &erreur))
}

/// DAPs that the actor may see, newest first.
///
/// # Errors
/// `RoleInsuffisant`; `Introuvable` for a SIRET that is somebody else's.
pub async fn lister(
    contexte: &Contexte,
    acteur: &Acteur,
    recherche: &Recherche,
    page: Page<Uuid>,
) -> Result<Vec<Resume>, Erreur> {
    let portee = acteur.portee()?;
    let filtre = filtre(contexte, acteur, recherche).await?;
    let lignes = db::dap::lister(&contexte.base, &portee, &filtre, page).await?;
    resumer(contexte, lignes).await
}

/// What waits for the agent, nearest tacit deadline first.
///
/// # Errors
/// `RoleInsuffisant`.
pub async fn file(
    contexte: &Contexte,
    acteur: &Acteur,
    recherche: &Recherche,
    page: Page<(Date, Uuid)>,
) -> Result<Vec<Resume>, Erreur> {
    let Portee::Departement(departement) = acteur.portee()? else {
        return Err(Erreur::RoleInsuffisant);
    };
    let filtre = filtre(contexte, acteur, recherche).await?;
    let lignes = db::dap::file(&contexte.base, &departement, &filtre, page).await?;
    resumer(contexte, lignes).await
}

async fn filtre(contexte: &Contexte, acteur: &Acteur, recherche: &Recherche) -> Result<Filtre, Erreur> {
    let etablissement_id = match recherche
        .siret
        .as_deref()
        .filter(|siret| !siret.trim().is_empty())
    {
        None => None,
        Some(siret) => Some(etablissement_cherche(contexte, acteur, siret).await?),
    };
    let numero = recherche
        .numero
        .as_deref()
        .map(|numero| numero.trim().to_uppercase());
    Ok(Filtre {
        etablissement_id,
        numero: numero.filter(|numero| !numero.is_empty()),
        etat: recherche.etat.clone().filter(|etat| !etat.is_empty()),
    })
}

/// The establishment of a search: one's own, or for an agent any, their reach being bounded by
/// the département.
pub(crate) async fn etablissement_cherche(
    contexte: &Contexte,
    acteur: &Acteur,
    siret: &str,
) -> Result<Uuid, Erreur> {
    if !acteur.est_agent() {
        return Ok(accessible(&contexte.base, acteur, siret).await?.id);
    }
    let siret: domain::etablissement::Siret = siret
        .parse()
        .map_err(|refus: Refus| Fautes(vec![refus.au_champ("/siret")]))?;
    let trouve = db::etablissement::par_siret(&contexte.base, siret.as_str()).await?;
    Ok(trouve.map_or(Uuid::nil(), |ligne| ligne.id))
}

/// Two queries for all rows.
async fn resumer(contexte: &Contexte, lignes: Vec<db::dap::Dap>) -> Result<Vec<Resume>, Erreur> {
    let ids = lignes.iter().map(|ligne| ligne.etablissement_id).collect();
    let etablissements = db::etablissement::par_ids(&contexte.base, ids).await?;
    lignes
        .into_iter()
        .map(|ligne| {
            let etablissement = etablissements
                .get(&ligne.etablissement_id)
                .ok_or_else(|| Erreur::Interne("DAP sans établissement".into()))?;
            Ok(Resume {
                etat: lire_etat(&ligne)?,
                siret: etablissement.siret.clone(),
                denomination: etablissement.denomination.clone(),
                ligne,
            })
        })
        .collect()
}

/// One DAP.
///
/// # Errors
/// `Introuvable`, `RoleInsuffisant`.
pub async fn lire(contexte: &Contexte, acteur: &Acteur, id: Uuid) -> Result<Vue, Erreur> {
    let ligne = db::dap::trouver(&contexte.base, &acteur.portee()?, id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    vue(&contexte.base, contexte, acteur, ligne).await
}

async fn vue(
    base: &impl ConnectionTrait,
    contexte: &Contexte,
    acteur: &Acteur,
    ligne: db::dap::Dap,
) -> Result<Vue, Erreur> {
    let etat = lire_etat(&ligne)?;
    let saisie = lire_saisie(&ligne)?;
    let etablissement = db::etablissement::trouver(base, ligne.etablissement_id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    let chronologie = journal::chronologie(base, OBJET, ligne.id).await?;
    let aujourd_hui = jour_de_paris(contexte.maintenant());
    // What the law says about the day of filing does not change afterwards.
    let jour = envoyee_le(&chronologie).map_or(aujourd_hui, jour_de_paris);
    let jour = if etat.est_modifiable() { aujourd_hui } else { jour };
    let voisines = voisinage::voisines(base, &ligne, !acteur.est_agent()).await?;
    let mut fiche = lire_fiche(&etablissement)?;
    let mut fautes = Vec::new();
    if etat.est_modifiable() {
        let (_, limites) = limites_de(&saisie, &situation(jour, &fiche, &voisines));
        fautes = fautes_de(saisie.verifier(aujourd_hui).err(), &limites);
        fautes.extend(
            manques(base, &etablissement, &fiche)
                .await?
                .into_iter()
                .map(|manque| {
                    Faute::champ(
                        "/etablissement",
                        "fiche_incomplete",
                        format!("Il manque à l'établissement : {manque}. Complétez sa fiche."),
                    )
                }),
        );
    } else if let Some(instantane) = db::dap::dernier_instantane(base, ligne.id).await? {
        fiche = serde_json::from_value(instantane.fiche)
            .map_err(|erreur| Erreur::illisible("fiche figée", &erreur))?;
    }
    let situation = situation(jour, &fiche, &voisines);
    let (esquisse, limites) = limites_de(&saisie, &situation);
    let avertissements = avertissements(&esquisse, &situation);
    Ok(Vue {
        actions: actions(acteur, &etat),
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

fn actions(acteur: &Acteur, etat: &EtatDap) -> Vec<&'static str> {
    if acteur.est_agent() {
        return match etat {
            EtatDap::EnAttenteInstructionUd { .. } => vec!["prendre"],
            EtatDap::InstructionEnCours { agent, .. } if *agent == acteur.identifiant => {
                vec!["valider", "invalider", "refuser", "liberer"]
            }
            EtatDap::InstructionEnCours { .. } => vec!["liberer"],
            _ => vec![],
        };
    }
    match etat {
        EtatDap::Provisoire | EtatDap::Invalidee { .. } => vec!["modifier", "envoyer", "retirer"],
        EtatDap::EnAttenteInstructionUd { .. } => vec!["retirer"],
        EtatDap::Validee { .. } => vec!["creer_di"],
        _ => vec![],
    }
}

/// The row with what searches need of the form; dates that cannot be read yet are left out.
fn noter_saisie(ligne: &mut db::dap::Dap, saisie: &SaisieDap) -> Result<(), Erreur> {
    ligne.motif = saisie.motif.trim().to_owned();
    ligne.debut = parse_date(&saisie.debut).ok();
    ligne.fin = parse_date(&saisie.fin).ok();
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
        ligne.code_di = Some(code_di.as_str().to_owned());
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

/// Writes a new state with its journal line; `figer` keeps a copy that never changes.
async fn enregistrer(
    tx: &impl ConnectionTrait,
    contexte: &Contexte,
    acteur: Option<&Acteur>,
    mut ligne: db::dap::Dap,
    dap: &Dap,
    action: &str,
    figer: Option<&FicheEtablissement>,
) -> Result<db::dap::Dap, Erreur> {
    noter_etat(&mut ligne, &dap.etat)?;
    ligne.version += 1;
    ligne.modifiee_le = contexte.maintenant();
    if let Some(fiche) = figer {
        let instantane = Instantane {
            id: contexte.id(),
            dap_id: ligne.id,
            version: ligne.version,
            contenu: serde_json::to_value(&dap.contenu)
                .map_err(|erreur| Erreur::illisible("contenu", &erreur))?,
            fiche: serde_json::to_value(fiche).map_err(|erreur| Erreur::illisible("fiche", &erreur))?,
            etat: ligne.etat.clone(),
            cree_le: ligne.modifiee_le,
        };
        db::dap::inserer_instantane(tx, instantane).await?;
    }
    db::dap::remplacer(tx, ligne.clone()).await?;
    journal::noter(
        tx,
        contexte,
        acteur,
        action,
        (OBJET, ligne.id),
        json!({ "version": ligne.version }),
    )
    .await?;
    Ok(ligne)
}

/// The content and the sheet as they were frozen at sending.
async fn fige(
    tx: &impl ConnectionTrait,
    ligne: &db::dap::Dap,
) -> Result<(ContenuDap, FicheEtablissement), Erreur> {
    let instantane = db::dap::dernier_instantane(tx, ligne.id)
        .await?
        .ok_or_else(|| Erreur::refus("transition_interdite", "Cette DAP n'a pas été envoyée."))?;
    let contenu = serde_json::from_value(instantane.contenu)
        .map_err(|erreur| Erreur::illisible("contenu figé", &erreur))?;
    let fiche = serde_json::from_value(instantane.fiche)
        .map_err(|erreur| Erreur::illisible("fiche figée", &erreur))?;
    Ok((contenu, fiche))
}

/// Who receives the mails about a file: the contact of the sheet, else the establishment.
pub(crate) fn destinataire(fiche: &FicheEtablissement) -> String {
    fiche
        .contact_courriel
        .as_ref()
        .unwrap_or(&fiche.courriel)
        .as_str()
        .to_owned()
}
