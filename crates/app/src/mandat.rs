//! Mandates: an accountant (tiers déclarant) declares a contrat de prestation, the client's
//! principal user accepts or refuses it, either ends it. In force, it opens the establishment.

mod import;

use db::Page;
use db::compte::Compte;
use db::document::Document;
use db::etablissement::Etablissement;
use db::mandat::{Filtre, Mandat};
use domain::Refus;
use domain::compte::Role;
use domain::droits::{Action, peut_au_titre};
use domain::mandat as regles;
use domain::mandat::{MandatDeclare, SaisieMandat, SituationMandat};
use domain::mois::date_fr;
use serde_json::json;
use std::collections::HashMap;
use uuid::Uuid;

use crate::etablissement::acces;
use crate::utilisateur::verifier_place;
use crate::{Acteur, Contexte, Erreur, LIMITE_MAX, courriel, document, journal, textes};

pub use import::importer;

/// A mandate as its parties see it.
#[derive(Debug, Clone)]
pub struct Vue {
    pub ligne: Mandat,
    pub situation: SituationMandat,
    pub etablissement: Etablissement,
    /// The accountant.
    pub mandataire: Compte,
    pub document: Option<Document>,
    /// The actor answers for the client.
    pub peut_repondre: bool,
    /// The actor may end it.
    pub peut_revoquer: bool,
}

/// Declares one mandate; the client's principal user is asked by mail.
///
/// # Errors
/// `Fautes`: those of the form, and on `/siret` `etablissement_inconnu`, `deja_utilisateur`,
/// `mandat_deja_declare`, `trop_de_siret`; on `/document` `document_inconnu`.
pub async fn declarer(
    contexte: &Contexte,
    acteur: &Acteur,
    saisie: &SaisieMandat,
    document: Option<&str>,
) -> Result<Vue, Erreur> {
    let declare = saisie.verifier()?;
    let tx = contexte.ecrire().await?;
    let mut ligne = match declarer_un(&tx, contexte, acteur, &declare).await? {
        Declaration::Nouvelle(ligne) => *ligne,
        Declaration::Identique => return Err(Erreur::Fautes(deja_declare().au_champ("/siret").into())),
        Declaration::Refus(refus) => return Err(Erreur::Fautes(refus.au_champ("/siret").into())),
    };
    if let Some(id) = document {
        let objet = (document::OBJET_MANDAT, ligne.id);
        ligne.document_id = Some(document::rattacher(&tx, contexte, acteur, id, objet).await?);
        db::mandat::remplacer(&tx, ligne.clone()).await?;
    }
    let vue = vue(&tx, acteur, ligne).await?;
    tx.commit().await?;
    Ok(vue)
}

enum Declaration {
    Nouvelle(Box<Mandat>),
    /// The same dates are declared already.
    Identique,
    Refus(Refus),
}

/// One declaration, in the caller's transaction.
async fn declarer_un(
    tx: &impl db::ConnectionTrait,
    contexte: &Contexte,
    acteur: &Acteur,
    declare: &MandatDeclare,
) -> Result<Declaration, Erreur> {
    let connu = match db::etablissement::par_siret(tx, declare.siret.as_str()).await? {
        Some(connu) if db::habilitation::etablissement_pris(tx, connu.id).await? => connu,
        _ => return Ok(Declaration::Refus(etablissement_inconnu())),
    };
    let etablissement = db::etablissement::verrouiller(tx, connu.id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    db::compte::verrouiller(tx, acteur.compte_id).await?;
    if db::habilitation::vivante(tx, acteur.compte_id, etablissement.id)
        .await?
        .is_some()
    {
        return Ok(Declaration::Refus(Refus::new(
            "deja_utilisateur",
            "Vous êtes déjà utilisateur de cet établissement : un mandat n'est pas nécessaire.",
        )));
    }
    let deja = db::mandat::du_couple(tx, acteur.compte_id, etablissement.id).await?;
    let mut compte_deja = false;
    for ligne in &deja {
        let etat = lire(ligne)?;
        if etat.chevauche(declare.debut, declare.fin) {
            let identique = ligne.debut == declare.debut && ligne.fin == declare.fin;
            return Ok(if identique {
                Declaration::Identique
            } else {
                Declaration::Refus(deja_declare())
            });
        }
        compte_deja |= etat.chevauche(acteur.jour, None);
    }
    if !compte_deja {
        match verifier_place(tx, acteur, acteur.compte_id).await {
            Err(Erreur::Refus(refus)) => return Ok(Declaration::Refus(refus)),
            autre => autre?,
        }
    }
    let ligne = inserer(tx, contexte, acteur, etablissement.id, declare).await?;
    if let Some(principal) = db::habilitation::principal(tx, etablissement.id).await? {
        let texte = textes::mandat_a_confirmer(
            &contexte.parametres,
            &etablissement.denomination,
            &etablissement.siret,
            &acteur.nom_complet(),
            &periode(&ligne),
        );
        courriel::mettre_en_file(tx, contexte, &principal.courriel, texte).await?;
    }
    Ok(Declaration::Nouvelle(Box::new(ligne)))
}

/// Writes a new mandate, and its line in the journal.
pub(crate) async fn inserer(
    tx: &impl db::ConnectionTrait,
    contexte: &Contexte,
    acteur: &Acteur,
    etablissement_id: Uuid,
    declare: &MandatDeclare,
) -> Result<Mandat, Erreur> {
    let etat = regles::Mandat::declarer(declare.debut, declare.fin);
    let ligne = Mandat {
        id: contexte.id(),
        compte_id: acteur.compte_id,
        etablissement_id,
        debut: etat.debut,
        fin: etat.fin,
        etat: etat.etat.code().to_owned(),
        motif: None,
        document_id: None,
        declare_le: contexte.maintenant(),
        decide_le: None,
        decide_par: None,
        fini_le: None,
        fini_par: None,
    };
    db::mandat::inserer(tx, ligne.clone()).await?;
    noter(tx, contexte, acteur, "mandat_declare", &ligne).await?;
    Ok(ligne)
}

fn etablissement_inconnu() -> Refus {
    Refus::new(
        "etablissement_inconnu",
        "Cet établissement n'a pas encore d'espace : demandez-le par « Ajouter un établissement », en y joignant le mandat.",
    )
}

fn deja_declare() -> Refus {
    Refus::new(
        "mandat_deja_declare",
        "Vous avez déjà un mandat sur cette période pour cet établissement : révoquez-le d'abord, ou choisissez d'autres dates.",
    )
}

/// "du 1er mai 2022 au 31 décembre 2022", "à partir du 1er mai 2022".
fn periode(ligne: &Mandat) -> String {
    match ligne.fin {
        Some(fin) => format!("du {} au {}", date_fr(ligne.debut), date_fr(fin)),
        None => format!("à partir du {}", date_fr(ligne.debut)),
    }
}

/// The accountant's portfolio, newest first; the help desk sees all, or those of one accountant.
///
/// # Errors
/// `Fautes` of the SIRET; `Base`, `Interne`.
pub async fn lister(
    contexte: &Contexte,
    acteur: &Acteur,
    compte: Option<Uuid>,
    siret: Option<&str>,
    page: Page<Uuid>,
) -> Result<Vec<Vue>, Erreur> {
    let du_bureau = acteur.role == Role::Assistance;
    let mut filtre = Filtre {
        compte_id: if du_bureau { compte } else { Some(acteur.compte_id) },
        etablissement_id: None,
    };
    if let Some(siret) = siret {
        let siret: domain::etablissement::Siret = siret
            .parse()
            .map_err(|refus: Refus| domain::Fautes::from(refus.au_champ("/siret")))?;
        match db::etablissement::par_siret(&contexte.base, siret.as_str()).await? {
            Some(etablissement) => filtre.etablissement_id = Some(etablissement.id),
            None => return Ok(Vec::new()),
        }
    }
    let lignes = db::mandat::lister(&contexte.base, &filtre, page).await?;
    vues(&contexte.base, acteur, lignes).await
}

/// The mandates of an establishment, for its users.
///
/// # Errors
/// `Introuvable`; `RoleInsuffisant` for an accountant.
pub async fn de_l_etablissement(
    contexte: &Contexte,
    acteur: &Acteur,
    siret: &str,
) -> Result<Vec<Vue>, Erreur> {
    let acces = acces(&contexte.base, acteur, siret).await?;
    acces.exiger(Action::VoirUtilisateurs)?;
    let filtre = Filtre {
        compte_id: None,
        etablissement_id: Some(acces.ligne.id),
    };
    let page = Page {
        limite: LIMITE_MAX,
        apres: None,
    };
    let lignes = db::mandat::lister(&contexte.base, &filtre, page).await?;
    vues(&contexte.base, acteur, lignes).await
}

/// One mandate, for its parties.
///
/// # Errors
/// `Introuvable`.
pub async fn lire_un(contexte: &Contexte, acteur: &Acteur, id: Uuid) -> Result<Vue, Erreur> {
    let ligne = db::mandat::trouver(&contexte.base, id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    let vue = vue(&contexte.base, acteur, ligne).await?;
    if acteur.role == Role::Assistance || concerne(&contexte.base, acteur, id).await? {
        Ok(vue)
    } else {
        Err(Erreur::Introuvable)
    }
}

/// True for the accountant of a mandate and for the users of its establishment.
pub(crate) async fn concerne(
    base: &impl db::ConnectionTrait,
    acteur: &Acteur,
    id: Uuid,
) -> Result<bool, Erreur> {
    let Some(ligne) = db::mandat::trouver(base, id).await? else {
        return Ok(false);
    };
    Ok(ligne.compte_id == acteur.compte_id || permis(base, acteur, &ligne, Action::VoirUtilisateurs).await?)
}

/// May the actor do this for the client of the mandate?
async fn permis(
    base: &impl db::ConnectionTrait,
    acteur: &Acteur,
    ligne: &Mandat,
    action: Action,
) -> Result<bool, Erreur> {
    let titre = db::habilitation::titre(base, acteur.porteur(), ligne.etablissement_id).await?;
    Ok(titre
        .and_then(|titre| titre.parse().ok())
        .is_some_and(|titre| peut_au_titre(titre, action)))
}

/// The client's answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reponse {
    Accepter,
    Refuser { motif: String },
}

/// The client's principal user accepts or refuses; the accountant is told.
///
/// # Errors
/// `Introuvable`; `Interdit` for a user who is not the principal one; `Refus`
/// `mandat_deja_decide`, `mandat_expire`, `motifs_requis`.
pub async fn repondre(
    contexte: &Contexte,
    acteur: &Acteur,
    id: Uuid,
    reponse: &Reponse,
) -> Result<Vue, Erreur> {
    let tx = contexte.ecrire().await?;
    let mut ligne = db::mandat::verrouiller(&tx, id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    if !permis(&tx, acteur, &ligne, Action::GererUtilisateurs).await? {
        let connu = concerne(&tx, acteur, id).await?;
        return Err(if connu {
            Erreur::Interdit(domain::habilitation::reserve_au_principal())
        } else {
            Erreur::Introuvable
        });
    }
    let etat = lire(&ligne)?;
    let (decide, action, mot) = match reponse {
        Reponse::Accepter => (etat.accepter(acteur.jour)?, "mandat_accepte", "accepté"),
        Reponse::Refuser { motif } => (etat.refuser(motif)?, "mandat_refuse", "refusé"),
    };
    ligne.etat = decide.etat.code().to_owned();
    ligne.motif = decide.motif;
    ligne.decide_le = Some(contexte.maintenant());
    ligne.decide_par = Some(acteur.compte_id);
    db::mandat::remplacer(&tx, ligne.clone()).await?;
    let vue = vue(&tx, acteur, ligne).await?;
    prevenir(&tx, contexte, acteur, &vue, mot).await?;
    noter(&tx, contexte, acteur, action, &vue.ligne).await?;
    tx.commit().await?;
    Ok(vue)
}

/// Either party ends it; the other is told, and the accountant's access ends at once. The help desk
/// may too, with a reason, and tells both.
///
/// # Errors
/// `Introuvable`; `Interdit`; `Fautes` `motifs_requis`; `Refus` `mandat_deja_fini`.
pub async fn revoquer(contexte: &Contexte, acteur: &Acteur, id: Uuid, motif: &str) -> Result<Vue, Erreur> {
    let tx = contexte.ecrire().await?;
    let mut ligne = db::mandat::verrouiller(&tx, id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    let mien = ligne.compte_id == acteur.compte_id;
    let du_bureau = acteur.role == Role::Assistance;
    if du_bureau {
        let mut collecte = domain::Collecte::new();
        domain::compte_assistance::motif(&mut collecte, motif);
        collecte.fin()?;
    } else if !mien && !permis(&tx, acteur, &ligne, Action::GererUtilisateurs).await? {
        let connu = concerne(&tx, acteur, id).await?;
        return Err(if connu {
            Erreur::Interdit(domain::habilitation::reserve_au_principal())
        } else {
            Erreur::Introuvable
        });
    }
    let revoque = lire(&ligne)?.revoquer(motif, acteur.jour)?;
    ligne.etat = revoque.etat.code().to_owned();
    ligne.motif = revoque.motif;
    ligne.fini_le = Some(contexte.maintenant());
    ligne.fini_par = Some(acteur.compte_id);
    db::mandat::remplacer(&tx, ligne.clone()).await?;
    let vue = vue(&tx, acteur, ligne).await?;
    prevenir(&tx, contexte, acteur, &vue, "révoqué").await?;
    noter(&tx, contexte, acteur, "mandat_revoque", &vue.ligne).await?;
    tx.commit().await?;
    Ok(vue)
}

/// Joins the signed contract, or a newer copy of it; what was joined before is kept for inspection.
///
/// # Errors
/// `Introuvable`; a fault of `/document`.
pub async fn joindre(contexte: &Contexte, acteur: &Acteur, id: Uuid, document: &str) -> Result<Vue, Erreur> {
    let tx = contexte.ecrire().await?;
    let mut ligne = db::mandat::verrouiller(&tx, id)
        .await?
        .filter(|ligne| ligne.compte_id == acteur.compte_id)
        .ok_or(Erreur::Introuvable)?;
    let objet = (document::OBJET_MANDAT, ligne.id);
    ligne.document_id = Some(document::rattacher(&tx, contexte, acteur, document, objet).await?);
    db::mandat::remplacer(&tx, ligne.clone()).await?;
    noter(&tx, contexte, acteur, "mandat_document_joint", &ligne).await?;
    let vue = vue(&tx, acteur, ligne).await?;
    tx.commit().await?;
    Ok(vue)
}

/// Tells the other party, or both.
async fn prevenir(
    tx: &impl db::ConnectionTrait,
    contexte: &Contexte,
    acteur: &Acteur,
    vue: &Vue,
    mot: &str,
) -> Result<(), Erreur> {
    let mut destinataires = Vec::new();
    if acteur.compte_id == vue.mandataire.id || acteur.role == Role::Assistance {
        destinataires.extend(db::habilitation::principal(tx, vue.etablissement.id).await?);
    }
    if acteur.compte_id != vue.mandataire.id {
        destinataires.push(vue.mandataire.clone());
    }
    let auteur = match acteur.role {
        Role::Assistance => "l'assistance".to_owned(),
        _ => acteur.nom_complet(),
    };
    let texte = textes::mandat_reponse(
        &contexte.parametres,
        &vue.etablissement.denomination,
        &vue.etablissement.siret,
        mot,
        &auteur,
        vue.ligne.motif.as_deref(),
    );
    for destinataire in destinataires {
        courriel::mettre_en_file(tx, contexte, &destinataire.courriel, texte.clone()).await?;
    }
    Ok(())
}

async fn vue(base: &impl db::ConnectionTrait, acteur: &Acteur, ligne: Mandat) -> Result<Vue, Erreur> {
    vues(base, acteur, vec![ligne])
        .await?
        .pop()
        .ok_or(Erreur::Introuvable)
}

/// A few queries for all rows, not some per row.
async fn vues(
    base: &impl db::ConnectionTrait,
    acteur: &Acteur,
    lignes: Vec<Mandat>,
) -> Result<Vec<Vue>, Erreur> {
    let etablissements =
        db::etablissement::par_ids(base, lignes.iter().map(|l| l.etablissement_id).collect()).await?;
    let comptes = db::compte::par_ids(base, lignes.iter().map(|l| l.compte_id).collect()).await?;
    let documents: HashMap<Uuid, Document> =
        db::document::par_ids(base, lignes.iter().filter_map(|l| l.document_id).collect())
            .await?
            .into_iter()
            .map(|document| (document.id, document))
            .collect();
    let mut gerables: HashMap<Uuid, bool> = HashMap::new();
    let mut vues = Vec::with_capacity(lignes.len());
    for ligne in lignes {
        let mien = ligne.compte_id == acteur.compte_id;
        let gere = match gerables.get(&ligne.etablissement_id) {
            Some(gere) => *gere,
            None if acteur.role == Role::Assistance => false,
            None => {
                let gere = permis(base, acteur, &ligne, Action::GererUtilisateurs).await?;
                gerables.insert(ligne.etablissement_id, gere);
                gere
            }
        };
        let (Some(etablissement), Some(mandataire)) = (
            etablissements.get(&ligne.etablissement_id),
            comptes.get(&ligne.compte_id),
        ) else {
            continue;
        };
        let situation = lire(&ligne)?.situation(acteur.jour);
        use SituationMandat as S;
        vues.push(Vue {
            situation,
            etablissement: etablissement.clone(),
            mandataire: mandataire.clone(),
            document: ligne.document_id.and_then(|id| documents.get(&id).cloned()),
            peut_repondre: gere && situation == S::EnAttente,
            peut_revoquer: (gere || mien || acteur.role == Role::Assistance)
                && matches!(situation, S::EnAttente | S::AVenir | S::EnCours),
            ligne,
        });
    }
    Ok(vues)
}

pub(crate) fn lire(ligne: &Mandat) -> Result<regles::Mandat, Erreur> {
    Ok(regles::Mandat {
        etat: ligne
            .etat
            .parse()
            .map_err(|refus: Refus| Erreur::illisible("mandat", &refus))?,
        debut: ligne.debut,
        fin: ligne.fin,
        motif: ligne.motif.clone(),
    })
}

async fn noter(
    tx: &impl db::ConnectionTrait,
    contexte: &Contexte,
    acteur: &Acteur,
    action: &str,
    ligne: &Mandat,
) -> Result<(), Erreur> {
    let details = json!({ "etablissement": ligne.etablissement_id, "compte": ligne.compte_id });
    Ok(journal::noter(tx, contexte, Some(acteur), action, ("mandat", ligne.id), details).await?)
}
