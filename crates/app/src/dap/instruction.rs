//! What the UD agent does with a DAP, and what time does.

use domain::dap::{CodeDi, Dap, EtatDap};
use domain::etablissement::FicheEtablissement;
use domain::mois::jour_de_paris;
use uuid::Uuid;

use super::{Vue, assembler, destinataire, enregistrer, fige, verrouiller, vue};
use crate::{Acteur, Contexte, Erreur, courriel, textes};

/// What the agent decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    Valider,
    Invalider { motifs: String },
    Refuser { motifs: String },
}

/// Takes the DAP into instruction.
///
/// # Errors
/// `Introuvable`, `VersionPerimee`; `Refus` `deja_prise`, `transition_interdite`.
pub async fn prendre(contexte: &Contexte, acteur: &Acteur, id: Uuid, version: i32) -> Result<Vue, Erreur> {
    let tx = contexte.ecrire().await?;
    let ligne = verrouiller(&tx, acteur, id, version).await?;
    let (contenu, fiche) = fige(&tx, &ligne).await?;
    let dap = assembler(&ligne, contenu)?.prendre(&acteur.identifiant, contexte.maintenant())?;
    let ligne = enregistrer(&tx, contexte, Some(acteur), ligne, &dap, "dap_prise", None).await?;
    let texte = textes::dap_prise(&contexte.parametres, &ligne.numero, &id.to_string());
    courriel::mettre_en_file(&tx, contexte, &destinataire(&fiche), texte).await?;
    let vue = vue(&tx, contexte, acteur, ligne).await?;
    tx.commit().await?;
    Ok(vue)
}

/// Gives it back to the queue.
///
/// # Errors
/// `Introuvable`, `VersionPerimee`; `Refus` `transition_interdite`.
pub async fn liberer(contexte: &Contexte, acteur: &Acteur, id: Uuid, version: i32) -> Result<Vue, Erreur> {
    let tx = contexte.ecrire().await?;
    let ligne = verrouiller(&tx, acteur, id, version).await?;
    let (contenu, _) = fige(&tx, &ligne).await?;
    let dap = assembler(&ligne, contenu)?.liberer()?;
    let ligne = enregistrer(&tx, contexte, Some(acteur), ligne, &dap, "dap_liberee", None).await?;
    let vue = vue(&tx, contexte, acteur, ligne).await?;
    tx.commit().await?;
    Ok(vue)
}

/// Validates, invalidates or refuses; a validated DAP gets its DI code.
///
/// # Errors
/// `Introuvable`, `VersionPerimee`; `Refus` of the transition.
pub async fn decider(
    contexte: &Contexte,
    acteur: &Acteur,
    id: Uuid,
    version: i32,
    decision: &Decision,
) -> Result<Vue, Erreur> {
    let maintenant = contexte.maintenant();
    let agent = acteur.identifiant.as_str();
    let tx = contexte.ecrire().await?;
    let ligne = verrouiller(&tx, acteur, id, version).await?;
    let (contenu, fiche) = fige(&tx, &ligne).await?;
    let dap = assembler(&ligne, contenu)?;
    let (dap, action) = match decision {
        Decision::Valider => (dap.valider(agent, maintenant, code_di(contexte))?, "dap_validee"),
        Decision::Invalider { motifs } => (dap.invalider(agent, maintenant, motifs)?, "dap_invalidee"),
        Decision::Refuser { motifs } => (dap.refuser(agent, maintenant, motifs)?, "dap_refusee"),
    };
    let ligne = enregistrer(&tx, contexte, Some(acteur), ligne, &dap, action, Some(&fiche)).await?;
    annoncer(&tx, contexte, &ligne, &dap, &fiche).await?;
    let vue = vue(&tx, contexte, acteur, ligne).await?;
    tx.commit().await?;
    Ok(vue)
}

/// Accepts what waited past its legal deadline (R5122-4); answers how many. Each DAP is locked
/// and looked at again, so that several replicas accept it once.
///
/// # Errors
/// `Base`, `Interne`.
pub async fn accepter_tacitement(contexte: &Contexte) -> Result<usize, Erreur> {
    let maintenant = contexte.maintenant();
    let mut acceptees = 0;
    for echue in db::dap::echues(&contexte.base, jour_de_paris(maintenant), 100).await? {
        let tx = contexte.ecrire().await?;
        let Some(ligne) = db::dap::verrouiller_sans_portee(&tx, echue.id).await? else {
            continue;
        };
        if ligne.limite_tacite.is_none() {
            continue;
        }
        let (contenu, fiche) = fige(&tx, &ligne).await?;
        let dap = assembler(&ligne, contenu)?.accepter_tacitement(maintenant, code_di(contexte))?;
        let ligne = enregistrer(
            &tx,
            contexte,
            None,
            ligne,
            &dap,
            "dap_acceptee_tacitement",
            Some(&fiche),
        )
        .await?;
        annoncer(&tx, contexte, &ligne, &dap, &fiche).await?;
        tx.commit().await?;
        acceptees += 1;
    }
    Ok(acceptees)
}

fn code_di(contexte: &Contexte) -> CodeDi {
    CodeDi::depuis_hasard(contexte.hasard.octets())
}

async fn annoncer(
    tx: &impl db::ConnectionTrait,
    contexte: &Contexte,
    ligne: &db::dap::Dap,
    dap: &Dap,
    fiche: &FicheEtablissement,
) -> Result<(), Erreur> {
    let (decision, code, motifs) = match &dap.etat {
        EtatDap::Validee {
            agent: None, code_di, ..
        } => ("acceptée tacitement", Some(code_di.as_str()), ""),
        EtatDap::Validee { code_di, .. } => ("validée", Some(code_di.as_str()), ""),
        EtatDap::Invalidee { motifs, .. } => ("invalidée : à corriger et à renvoyer", None, motifs.as_str()),
        EtatDap::Refusee { motifs, .. } => ("refusée", None, motifs.as_str()),
        _ => return Ok(()),
    };
    let texte = textes::dap_decidee(
        &contexte.parametres,
        &ligne.numero,
        &ligne.id.to_string(),
        decision,
        code,
        motifs,
    );
    courriel::mettre_en_file(tx, contexte, &destinataire(fiche), texte).await
}
