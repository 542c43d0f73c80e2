//! The help desk's answer to account requests.

use db::Page;
use db::habilitation::Complete;
use domain::Refus;
use domain::habilitation::{Decision, EtatHabilitation, Habilitation};
use sea_orm::ActiveValue::Set;
use sea_orm::SqlErr;
use serde_json::json;
use uuid::Uuid;

use crate::{Acteur, Contexte, Erreur, compte, courriel, journal, textes};

/// Requests, oldest first.
///
/// # Errors
/// `Base`.
pub async fn lister(
    contexte: &Contexte,
    etat: Option<&str>,
    page: Page<Uuid>,
) -> Result<Vec<Complete>, Erreur> {
    let etat = etat.map(str::parse::<EtatHabilitation>).transpose()?;
    Ok(db::habilitation::lister(&contexte.base, etat.map(EtatHabilitation::code), page).await?)
}

/// Accepts or refuses one. Accepting queues three mails (identifiant, temporary password,
/// habilitation), or only the last for an account that has an identifiant.
///
/// # Errors
/// `Introuvable`; `Refus` `habilitation_deja_decidee`, `motifs_requis`.
pub async fn decider(
    contexte: &Contexte,
    acteur: &Acteur,
    id: Uuid,
    decision: Decision,
) -> Result<Complete, Erreur> {
    // Made and hashed beforehand, for accounts that will need it: hashing inside the
    // transaction would hold its lock for too long.
    let mot_de_passe = contexte.hasard.mot_de_passe_temporaire();
    let hache = contexte.hachage.hacher(&contexte.hasard, &mot_de_passe).await?;
    // Two people of the same name accepted at the same instant: the second tries the next number.
    for _ in 0..3 {
        match decider_une_fois(contexte, acteur, id, &decision, &mot_de_passe, &hache).await {
            Err(Erreur::Base(erreur))
                if matches!(erreur.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) => {}
            autre => return autre,
        }
    }
    Err(Erreur::Interne(
        "aucun identifiant libre après trois essais".into(),
    ))
}

async fn decider_une_fois(
    contexte: &Contexte,
    acteur: &Acteur,
    id: Uuid,
    decision: &Decision,
    mot_de_passe: &str,
    hache: &str,
) -> Result<Complete, Erreur> {
    let tx = contexte.ecrire().await?;
    db::habilitation::verrouiller(&tx, id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    let mut ligne = db::habilitation::complete(&tx, id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    let lire = |refus: Refus| Erreur::illisible("habilitation", &refus);
    let etat = Habilitation {
        etat: ligne.habilitation.etat.parse().map_err(lire)?,
        role: ligne.habilitation.role.parse().map_err(lire)?,
        motif_refus: ligne.habilitation.motif.clone(),
    };
    let decidee = etat.decider(decision.clone())?;
    let maintenant = contexte.maintenant();
    let modification = db::habilitation::ActiveModel {
        id: Set(id),
        etat: Set(decidee.etat.code().to_owned()),
        motif: Set(decidee.motif_refus.clone()),
        decidee_le: Set(Some(maintenant)),
        decidee_par: Set(Some(acteur.compte_id)),
        ..Default::default()
    };
    db::habilitation::modifier(&tx, modification).await?;
    ligne.habilitation.etat = decidee.etat.code().to_owned();
    ligne.habilitation.motif = decidee.motif_refus.clone();
    ligne.habilitation.decidee_le = Some(maintenant);

    let p = &contexte.parametres;
    let destinataire = ligne.compte.courriel.clone();
    if decidee.etat == EtatHabilitation::Acceptee {
        if ligne.compte.identifiant.is_none() {
            let identifiant = compte::identifiant_libre(&tx, &ligne.compte.prenom, &ligne.compte.nom).await?;
            let modification = db::compte::ActiveModel {
                id: Set(ligne.compte.id),
                identifiant: Set(Some(identifiant.clone())),
                mot_de_passe_hache: Set(Some(hache.to_owned())),
                mot_de_passe_temporaire: Set(true),
                ..Default::default()
            };
            db::compte::modifier(&tx, modification).await?;
            courriel::mettre_en_file(&tx, contexte, &destinataire, textes::identifiant(p, &identifiant))
                .await?;
            courriel::mettre_en_file(
                &tx,
                contexte,
                &destinataire,
                textes::mot_de_passe(p, mot_de_passe),
            )
            .await?;
            ligne.compte.identifiant = Some(identifiant);
        }
        let delai = p.delai_habilitation;
        let des_le = delai.is_positive().then(|| maintenant + delai);
        let etablissement = &ligne.etablissement;
        let texte = textes::habilitation(p, &etablissement.denomination, &etablissement.siret, des_le);
        courriel::mettre_en_file(&tx, contexte, &destinataire, texte).await?;
    } else {
        let motif = decidee.motif_refus.as_deref().unwrap_or_default();
        let texte = textes::habilitation_refusee(
            p,
            &ligne.etablissement.denomination,
            &ligne.etablissement.siret,
            motif,
        );
        courriel::mettre_en_file(&tx, contexte, &destinataire, texte).await?;
    }
    let action = format!("habilitation_{}", decidee.etat.code());
    let details = json!({ "siret": ligne.etablissement.siret });
    journal::noter(
        &tx,
        contexte,
        Some(acteur),
        &action,
        ("habilitation", id),
        details,
    )
    .await?;
    tx.commit().await?;
    Ok(ligne)
}
