//! Claims wrongly rejected in an incident, put right by the help desk.

use db::Page;
use db::indemnisation::{Demande, FiltreRejets};
use domain::indemnisation::{TriDi, limite_validation_tacite};
use domain::mois::{fin_de_jour_paris, parse_date};
use domain::{Collecte, Refus};
use serde_json::json;
use time::{Date, Duration, OffsetDateTime};
use uuid::Uuid;

use super::recherche::resumer;
use super::vie::assembler;
use super::{OBJET, Resume, depassements, vie};
use crate::dap::non_vide;
use crate::groupe::{self, Issue};
use crate::{Acteur, Contexte, Erreur, journal, textes};

/// Which rejections to look for; days as typed, both included.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RechercheRejets {
    pub du: Option<String>,
    pub au: Option<String>,
    pub agent: Option<String>,
    pub departement: Option<String>,
    pub motifs: Option<String>,
}

/// Rejected claims, newest first.
///
/// # Errors
/// `RoleInsuffisant`; faults of `/du`, `/au`.
pub async fn lister(
    contexte: &Contexte,
    acteur: &Acteur,
    recherche: &RechercheRejets,
    page: Page<Uuid>,
) -> Result<Vec<Resume>, Erreur> {
    acteur.exiger_assistance()?;
    let mut collecte = Collecte::new();
    let jour = |texte: &Option<String>| non_vide(texte).map(|texte| parse_date(&texte)).transpose();
    let du = collecte.prendre("/du", jour(&recherche.du)).flatten();
    let au = collecte.prendre("/au", jour(&recherche.au)).flatten();
    collecte.fin()?;
    // A day begins where the one before ends, in Paris.
    let debut = |jour: Date| jour.checked_sub(Duration::days(1)).map(fin_de_jour_paris);
    let filtre = FiltreRejets {
        du: du.and_then(debut),
        au: au.map(fin_de_jour_paris),
        agent: non_vide(&recherche.agent),
        departement: non_vide(&recherche.departement),
        motifs: non_vide(&recherche.motifs),
    };
    let lignes = db::indemnisation::rejetees(&contexte.base, &filtre, page).await?;
    resumer(
        contexte,
        TriDi::Recentes,
        lignes.into_iter().map(|ligne| (ligne, 1)).collect(),
        false,
    )
    .await
}

/// Puts these rejections right: each claim waits again as it was sent. `motif` is kept in the journal
/// and told to the employer; `essai` writes nothing.
///
/// # Errors
/// `RoleInsuffisant`; a fault of `/motif`: `motif_requis`; those of [`groupe::appliquer`].
pub async fn retablir(
    contexte: &Contexte,
    acteur: &Acteur,
    demandes: &[(Uuid, i32)],
    motif: &str,
    essai: bool,
) -> Result<Vec<Issue<Demande>>, Erreur> {
    acteur.exiger_assistance()?;
    let motif = motif.trim();
    if motif.is_empty() {
        return Err(Erreur::champ(
            "/motif",
            "motif_requis",
            "Dites pourquoi ces rejets sont annulés : le journal le garde, et l'employeur le lit.",
        ));
    }
    groupe::appliquer("/demandes", demandes, async |id, version| {
        une(contexte, acteur, (id, version), motif, essai).await
    })
    .await
}

async fn une(
    contexte: &Contexte,
    acteur: &Acteur,
    (id, version): (Uuid, i32),
    motif: &str,
    essai: bool,
) -> Result<Demande, Erreur> {
    let tx = contexte.ecrire().await?;
    let ligne = db::indemnisation::verrouiller_sans_portee(&tx, id).await?;
    // Drafts and withdrawn claims are the employer's alone.
    let ligne = ligne
        .filter(|ligne| !matches!(ligne.etat_code.as_str(), "provisoire" | "retiree"))
        .ok_or(Erreur::Introuvable)?;
    if ligne.version != version {
        return Err(Erreur::VersionPerimee);
    }
    // Its hours count again: what was asked for since may leave no room for them.
    let de_trop = depassements(&tx, contexte, &ligne).await?;
    if !de_trop.is_empty() {
        let messages: Vec<String> = de_trop.into_iter().map(|blocage| blocage.message).collect();
        return Err(Erreur::Refus(Refus::new("demande_bloquee", messages.join(" "))));
    }
    let (rejetee_par, rejetee_le) = (ligne.decidee_par.clone(), ligne.decidee_le);
    let demande = assembler(&ligne)?.retablir()?;
    let mut ligne = vie::avec_etat(contexte, ligne, &demande)?;
    // The delay runs anew: time validates nothing that nobody could look at.
    if ligne.corrige_id.is_none() {
        ligne.limite_tacite = limite_validation_tacite(contexte.maintenant());
    }
    db::indemnisation::remplacer(&tx, ligne.clone()).await?;
    let details = json!({
        "version": ligne.version,
        "motif": motif,
        "rejetee_par": rejetee_par,
        "rejetee_le": rejetee_le.map(OffsetDateTime::unix_timestamp),
    });
    journal::noter(
        &tx,
        contexte,
        Some(acteur),
        "demande_retablie",
        (OBJET, id),
        details,
    )
    .await?;
    vie::prevenir(&tx, contexte, &ligne, |dite| {
        textes::demande_retablie(&contexte.parametres, dite, motif)
    })
    .await?;
    groupe::conclure(tx, essai).await?;
    Ok(ligne)
}
