//! Requests for assistance: filed by anybody, followed by their author, answered by the help desk.
//!
//! **Invariant:** only the help desk, the account that filed it, or the key of the mail's link opens
//! a request. The key is computed from the id by a secret of the service: nothing of it is stored.

use db::Page;
use db::dap::Portee;
use db::demande_assistance::{DemandeAssistance, Filtre, MessageAssistance, Position};
use domain::compte::Role;
use domain::demande_assistance::{
    CodeEtatAssistance, DossierCite, EtatAssistance, MotifAssistance, NouvelleAssistance, SaisieAssistance,
};
use domain::etablissement::Siret;
use domain::texte::sans_accents;
use domain::{Collecte, Fautes};
use serde_json::json;
use subtle::ConstantTimeEq as _;
use uuid::Uuid;

use crate::{Acteur, Contexte, Erreur, controle, courriel, journal, textes};

mod vie;

pub use vie::{clore, ecrire, prendre};

/// Characters of a key: 192 bits.
const LONGUEUR_CLE: usize = 32;
const OBJET: &str = "demande_assistance";

/// Who asks for a request: somebody logged in, somebody who has its key, or nobody.
#[derive(Debug, Clone, Default)]
pub struct Demandeur {
    pub acteur: Option<Acteur>,
    pub cle: Option<String>,
}

/// A request with its messages, as one may see it.
#[derive(Debug, Clone)]
pub struct Vue {
    pub ligne: DemandeAssistance,
    pub etat: EtatAssistance,
    pub messages: Vec<MessageAssistance>,
    /// Seen by the help desk.
    pub assistance: bool,
    /// For the help desk: what the number of the file led to, if one was given.
    pub dossier: Option<DossierCite>,
    /// What may be done now: `ecrire`, `prendre`, `clore`.
    pub actions: Vec<&'static str>,
}

/// What the help desk looks for; empty is everything.
#[derive(Debug, Clone, Default)]
pub struct Recherche {
    /// `a_traiter`, or the code of a state.
    pub etat: Option<String>,
    pub motif: Option<String>,
    pub siret: Option<String>,
    pub texte: Option<String>,
}

/// Files a request and mails its number with the link that opens it.
///
/// # Errors
/// `Fautes`, those of the security check included.
pub async fn creer(
    contexte: &Contexte,
    acteur: Option<&Acteur>,
    saisie: &SaisieAssistance,
    solution: &str,
) -> Result<DemandeAssistance, Erreur> {
    let nouvelle = avec_controle(saisie, solution)?;
    if let Some(acteur) = acteur {
        verifier_dossier(contexte, acteur, &nouvelle).await?;
    }
    controle::verifier(contexte, solution).await?;
    deposer(contexte, acteur, nouvelle).await
}

/// Whoever is logged in and names a file names one that they may see, of the SIRET that they named.
/// A stranger is told nothing of the sort.
///
/// # Errors
/// `Fautes` `dossier_introuvable` on `/dossier`.
async fn verifier_dossier(
    contexte: &Contexte,
    acteur: &Acteur,
    nouvelle: &NouvelleAssistance,
) -> Result<(), Erreur> {
    let (Some(numero), false) = (&nouvelle.dossier, acteur.role == Role::Assistance) else {
        return Ok(());
    };
    let portee = acteur.portee()?;
    let siret = siret_du_dossier(contexte, Some(&portee), numero).await?;
    let voulu = nouvelle.siret.as_ref().map(Siret::as_str);
    if siret.is_some() && (voulu.is_none() || siret.as_deref() == voulu) {
        return Ok(());
    }
    Err(Erreur::champ(
        "/dossier",
        "dossier_introuvable",
        "Aucun de vos dossiers de cet établissement n'a ce numéro : recopiez-le depuis la page du dossier, ou laissez \
         ce champ vide.",
    ))
}

/// The SIRET of the DAP or the claim of a number.
async fn siret_du_dossier(
    contexte: &Contexte,
    portee: Option<&Portee>,
    numero: &str,
) -> Result<Option<String>, Erreur> {
    let base = &contexte.base;
    let etablissement = match db::dap::par_numero(base, portee, numero).await? {
        Some(dap) => Some(dap.etablissement_id),
        None => db::indemnisation::par_numero(base, portee, numero)
            .await?
            .map(|demande| demande.etablissement_id),
    };
    let Some(id) = etablissement else {
        return Ok(None);
    };
    let connus = db::etablissement::par_ids(base, vec![id]).await?;
    Ok(connus.get(&id).map(|etablissement| etablissement.siret.clone()))
}

/// The same, past the security check.
pub(crate) async fn deposer(
    contexte: &Contexte,
    acteur: Option<&Acteur>,
    nouvelle: NouvelleAssistance,
) -> Result<DemandeAssistance, Erreur> {
    let maintenant = contexte.maintenant();
    let id = contexte.id();
    let ligne = DemandeAssistance {
        id,
        numero: contexte.hasard.numero("AST"),
        compte_id: acteur.map(|acteur| acteur.compte_id),
        recherche: String::new(),
        siret: nouvelle
            .siret
            .map(|siret| siret.as_str().to_owned())
            .unwrap_or_default(),
        denomination: nouvelle.denomination,
        nom_prenom: nouvelle.nom_prenom,
        telephone: nouvelle.telephone.as_str().to_owned(),
        courriel: nouvelle.courriel.as_str().to_owned(),
        motif: nouvelle.motif.code().to_owned(),
        dossier: nouvelle.dossier,
        etat_code: String::new(),
        etat: json!(null),
        attend_depuis: Some(maintenant),
        version: 1,
        creee_le: maintenant,
        modifiee_le: maintenant,
    };
    let mut ligne = avec_etat(ligne, &EtatAssistance::Ouverte)?;
    ligne.recherche = recherche(&ligne, &nouvelle.description);
    let message = message(contexte, id, "personne", &ligne.nom_prenom, nouvelle.description);
    let tx = contexte.ecrire().await?;
    db::demande_assistance::inserer(&tx, ligne.clone()).await?;
    db::demande_assistance::inserer_message(&tx, message).await?;
    let details = json!({ "numero": ligne.numero, "motif": ligne.motif });
    journal::noter(
        &tx,
        contexte,
        acteur,
        "demande_assistance_recue",
        (OBJET, id),
        details,
    )
    .await?;
    let texte = textes::demande_assistance_recue(&contexte.parametres, &ligne.numero, &lien(contexte, id));
    courriel::mettre_en_file(&tx, contexte, &ligne.courriel, texte).await?;
    tx.commit().await?;
    Ok(ligne)
}

/// The form and the check that has not run, all at once.
fn avec_controle(saisie: &SaisieAssistance, solution: &str) -> Result<NouvelleAssistance, Fautes> {
    let mut collecte = Collecte::new();
    let nouvelle = collecte.absorber("", saisie.verifier());
    controle::exiger_present(&mut collecte, solution);
    match nouvelle {
        Some(nouvelle) if collecte.est_vide() => Ok(nouvelle),
        _ => collecte.echec(),
    }
}

fn recherche(ligne: &DemandeAssistance, description: &str) -> String {
    let dossier = ligne.dossier.as_deref().unwrap_or_default();
    sans_accents(&format!(
        "{} {} {} {} {} {dossier} {description}",
        ligne.numero, ligne.siret, ligne.denomination, ligne.nom_prenom, ligne.courriel
    ))
}

fn message(
    contexte: &Contexte,
    demande_id: Uuid,
    auteur: &str,
    nom: &str,
    texte: String,
) -> MessageAssistance {
    MessageAssistance {
        id: contexte.id(),
        demande_id,
        auteur: auteur.to_owned(),
        nom: nom.to_owned(),
        texte,
        le: contexte.maintenant(),
    }
}

fn cle(contexte: &Contexte, id: Uuid) -> String {
    let index = contexte.chiffrement.index("cle-assistance", &id.to_string());
    index
        .replace('+', "-")
        .replace('/', "_")
        .chars()
        .take(LONGUEUR_CLE)
        .collect()
}

/// The page of the request, for whoever has the mail. The key stands behind `#`: no server and
/// no proxy ever sees it in an address.
fn lien(contexte: &Contexte, id: Uuid) -> String {
    let cle = cle(contexte, id);
    format!(
        "{}/aide/demandes/{id}#cle={cle}",
        contexte.parametres.url_publique
    )
}

fn lire_etat(ligne: &DemandeAssistance) -> Result<EtatAssistance, Erreur> {
    serde_json::from_value(ligne.etat.clone())
        .map_err(|erreur| Erreur::illisible("état d'assistance", &erreur))
}

fn avec_etat(mut ligne: DemandeAssistance, etat: &EtatAssistance) -> Result<DemandeAssistance, Erreur> {
    ligne.etat_code = etat.code_etat().code().to_owned();
    ligne.etat =
        serde_json::to_value(etat).map_err(|erreur| Erreur::illisible("état d'assistance", &erreur))?;
    Ok(ligne)
}

/// Is it the help desk that asks? Whoever may not see the request learns nothing of it.
fn droit(contexte: &Contexte, demandeur: &Demandeur, ligne: &DemandeAssistance) -> Result<bool, Erreur> {
    if let Some(acteur) = &demandeur.acteur {
        if acteur.role == Role::Assistance {
            return Ok(true);
        }
        if ligne.compte_id == Some(acteur.compte_id) {
            return Ok(false);
        }
    }
    let attendue = cle(contexte, ligne.id);
    match &demandeur.cle {
        Some(cle) if bool::from(cle.as_bytes().ct_eq(attendue.as_bytes())) => Ok(false),
        _ => Err(Erreur::Introuvable),
    }
}

async fn vue(
    base: &impl db::ConnectionTrait,
    demandeur: &Demandeur,
    ligne: DemandeAssistance,
    assistance: bool,
) -> Result<Vue, Erreur> {
    let etat = lire_etat(&ligne)?;
    let agent = demandeur
        .acteur
        .as_ref()
        .map(|acteur| acteur.compte_id.to_string());
    let agent = agent.unwrap_or_default();
    let si = |bon: bool, action: &'static str| bon.then_some(action);
    let actions = if assistance {
        vec![
            si(etat.clone().repondre(&agent).is_ok(), "ecrire"),
            si(a_prendre(&etat, &agent), "prendre"),
            si(etat.clone().clore(&agent).is_ok(), "clore"),
        ]
    } else {
        vec![Some("ecrire")]
    };
    Ok(Vue {
        messages: db::demande_assistance::messages(base, ligne.id).await?,
        ligne,
        etat,
        assistance,
        dossier: None,
        actions: actions.into_iter().flatten().collect(),
    })
}

fn a_prendre(etat: &EtatAssistance, agent: &str) -> bool {
    match etat {
        EtatAssistance::EnCours { agent: deja, .. } => deja != agent,
        autre => autre.clone().prendre(agent, "").is_ok(),
    }
}

/// One request.
///
/// # Errors
/// `Introuvable`.
pub async fn lire(contexte: &Contexte, demandeur: &Demandeur, id: Uuid) -> Result<Vue, Erreur> {
    let ligne = db::demande_assistance::trouver(&contexte.base, id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    let assistance = droit(contexte, demandeur, &ligne)?;
    let dossier = match &ligne.dossier {
        Some(numero) if assistance => Some(DossierCite::juger(
            siret_du_dossier(contexte, None, numero).await?.as_deref(),
            &ligne.siret,
        )),
        _ => None,
    };
    let vue = vue(&contexte.base, demandeur, ligne, assistance).await?;
    Ok(Vue { dossier, ..vue })
}

/// For the help desk.
///
/// # Errors
/// `Fautes` of a filter; `Base`.
pub async fn lister(
    contexte: &Contexte,
    recherche: &Recherche,
    page: Page<Position>,
) -> Result<Vec<(DemandeAssistance, EtatAssistance)>, Erreur> {
    let plein = |texte: &Option<String>| texte.clone().filter(|t| !t.trim().is_empty());
    let mut collecte = Collecte::new();
    let etat = plein(&recherche.etat);
    let a_traiter = etat.as_deref() == Some("a_traiter");
    let etat = etat
        .filter(|_| !a_traiter)
        .and_then(|etat| collecte.facultatif::<CodeEtatAssistance>("/etat", &etat));
    let motif =
        plein(&recherche.motif).and_then(|motif| collecte.facultatif::<MotifAssistance>("/motif", &motif));
    let siret = plein(&recherche.siret).and_then(|siret| collecte.facultatif::<Siret>("/siret", &siret));
    let texte = plein(&recherche.texte).and_then(|texte| collecte.texte_libre("/q", &texte, 100));
    collecte.fin()?;
    let filtre = Filtre {
        a_traiter,
        etat: etat.map(|etat| etat.code().to_owned()),
        motif: motif.map(|motif| motif.code().to_owned()),
        siret: siret.map(|siret| siret.as_str().to_owned()),
        texte: texte.map(|texte| sans_accents(&texte)),
    };
    avec_etats(db::demande_assistance::lister(&contexte.base, &filtre, page).await?)
}

/// How many wait for the help desk.
///
/// # Errors
/// `Base`.
pub async fn compter_a_traiter(contexte: &Contexte) -> Result<u64, Erreur> {
    Ok(db::demande_assistance::compter_a_traiter(&contexte.base).await?)
}

/// Those that this account filed.
///
/// # Errors
/// `Base`.
pub async fn miennes(
    contexte: &Contexte,
    acteur: &Acteur,
    page: Page<Uuid>,
) -> Result<Vec<(DemandeAssistance, EtatAssistance)>, Erreur> {
    avec_etats(db::demande_assistance::du_compte(&contexte.base, acteur.compte_id, page).await?)
}

fn avec_etats(lignes: Vec<DemandeAssistance>) -> Result<Vec<(DemandeAssistance, EtatAssistance)>, Erreur> {
    let lignes = lignes
        .into_iter()
        .map(|ligne| lire_etat(&ligne).map(|etat| (ligne, etat)));
    lignes.collect()
}
