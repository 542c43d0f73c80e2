//! Accounts of UD agents: opened by the help desk on a signed request (annexe 3), which is kept.

use db::compte::Compte;
use domain::agent::{NouvelAgent, SaisieAgent, lire_departements};
use domain::compte::Role;
use domain::compte_assistance::Operation;
use domain::etablissement::Departement;
use serde_json::json;
use uuid::Uuid;

use crate::compte::{Administration, inserer_administration};
use crate::compte_assistance::ouvrir as ouvrir_dossier;
use crate::habilitation::est_conflit;
use crate::{Acteur, Contexte, Erreur, courriel, document, journal, textes};

/// Opens the account: three mails (identifiant, temporary password, habilitation). Answers its id.
///
/// # Errors
/// `Fautes`: those of the form, `courriel_deja_connu` on `/courriel`, `document_inconnu` on `/document`.
pub async fn ouvrir(contexte: &Contexte, acteur: &Acteur, saisie: &SaisieAgent) -> Result<Uuid, Erreur> {
    let agent = saisie.verifier()?;
    let mot_de_passe = contexte.hasard.mot_de_passe_temporaire();
    let hache = contexte.hachage.hacher(&contexte.hasard, &mot_de_passe).await?;
    // The same name or address taken at the same instant: the next try sees it.
    for _ in 0..3 {
        match ouvrir_une_fois(contexte, acteur, &agent, &hache, &mot_de_passe).await {
            Err(erreur) if est_conflit(&erreur) => {}
            autre => return autre,
        }
    }
    Err(Erreur::Interne("compte non créé après trois essais".into()))
}

async fn ouvrir_une_fois(
    contexte: &Contexte,
    acteur: &Acteur,
    agent: &NouvelAgent,
    hache: &str,
    mot_de_passe: &str,
) -> Result<Uuid, Erreur> {
    let tx = contexte.ecrire().await?;
    let nouveau = Administration {
        role: Role::AgentUd,
        courriel: agent.courriel.as_str(),
        nom: &agent.nom,
        prenom: &agent.prenom,
        departements: &agent.departements,
        hache,
    };
    let compte = inserer_administration(&tx, contexte, &nouveau)
        .await?
        .ok_or_else(|| {
            Erreur::champ(
                "/courriel",
                "courriel_deja_connu",
                "Un compte a déjà cette adresse électronique : ouvrez son dossier. Un agent désactivé s'y réactive.",
            )
        })?;
    let objet = (document::OBJET_COMPTE, compte.id);
    let annexe = document::rattacher(&tx, contexte, acteur, &agent.document, objet).await?;
    let p = &contexte.parametres;
    let identifiant = compte.identifiant.as_deref().unwrap_or_default();
    for texte in [
        textes::identifiant(p, identifiant),
        textes::mot_de_passe(p, mot_de_passe),
        textes::agent_habilite(p, &noms(&agent.departements)),
    ] {
        courriel::mettre_en_file(&tx, contexte, &compte.courriel, texte).await?;
    }
    let details = json!({
        "motif": agent.motif, "departements": codes(&agent.departements), "document": annexe,
    });
    journal::noter(
        &tx,
        contexte,
        Some(acteur),
        "agent_cree",
        ("compte", compte.id),
        details,
    )
    .await?;
    tx.commit().await?;
    Ok(compte.id)
}

/// An agent instructs other départements from now on, in the sessions that are open too; they are
/// told. A new annexe 3 is kept beside the first one.
///
/// # Errors
/// `Introuvable`; `Fautes` `departement_requis`, `departement_inconnu`, `motifs_requis`,
/// `document_inconnu`; `Refus` `compte_pas_agent` and those of `Situation::permettre`.
pub async fn changer_departements(
    contexte: &Contexte,
    acteur: &Acteur,
    id: Uuid,
    saisis: &[String],
    annexe: Option<&str>,
    motif: &str,
) -> Result<(), Erreur> {
    let mut collecte = domain::Collecte::new();
    let departements = lire_departements(&mut collecte, saisis);
    let motif = domain::compte_assistance::motif(&mut collecte, motif);
    collecte.fin()?;
    let tx = contexte.ecrire().await?;
    let (compte, _) = ouvrir_dossier(&tx, contexte, acteur, id, Operation::ChangerDepartements).await?;
    let anciens = db::agent::departements(&tx, id).await?;
    db::agent::remplacer_departements(&tx, id, &codes(&departements)).await?;
    let annexe = match annexe {
        Some(annexe) => {
            Some(document::rattacher(&tx, contexte, acteur, annexe, (document::OBJET_COMPTE, id)).await?)
        }
        None => None,
    };
    let texte = textes::agent_deplace(&contexte.parametres, &noms(&departements));
    courriel::mettre_en_file(&tx, contexte, &compte.courriel, texte).await?;
    let details = json!({
        "motif": motif, "anciens": anciens, "departements": codes(&departements), "document": annexe,
    });
    journal::noter(
        &tx,
        contexte,
        Some(acteur),
        "agent_departements_changes",
        ("compte", id),
        details,
    )
    .await?;
    Ok(tx.commit().await?)
}

/// The départements of an account, read from its row: of a role that has none, none.
///
/// # Errors
/// `Base`.
pub(crate) async fn departements_de(
    base: &impl db::ConnectionTrait,
    compte: &Compte,
) -> Result<Vec<String>, Erreur> {
    if compte.role == Role::AgentUd.code() {
        Ok(db::agent::departements(base, compte.id).await?)
    } else {
        Ok(Vec::new())
    }
}

pub(crate) fn codes(departements: &[Departement]) -> Vec<String> {
    departements.iter().map(|d| d.code().to_owned()).collect()
}

/// "Loire-Atlantique (44), Maine-et-Loire (49)".
fn noms(departements: &[Departement]) -> String {
    let noms: Vec<String> = departements
        .iter()
        .map(|d| format!("{} ({})", d.nom(), d.code()))
        .collect();
    noms.join(", ")
}
