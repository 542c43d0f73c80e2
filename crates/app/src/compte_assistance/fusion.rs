//! Deleting a duplicate: its rights move to the account that is kept.

use db::ConnectionTrait;
use db::compte::Compte;
use db::compte_assistance::CompteFerme;
use db::habilitation::Habilitation;
use domain::compte::Courriel;
use domain::compte_assistance::{Fermeture, Operation, verifier_fusion};
use domain::etablissement::Siret;
use domain::habilitation::{EtatHabilitation, RoleHabilitation, verifier_nombre_siret};
use domain::mois::jour_de_paris;
use sea_orm::ActiveValue::Set;
use serde_json::json;
use uuid::Uuid;

use super::{ouvrir, situation, verifier_motif};
use crate::{Acteur, Contexte, Erreur, courriel, journal, textes};

/// Merges `id` into `garde`: habilitations, mandates and requests for assistance move (the files belong
/// to the establishments), the duplicate can no longer log in, its address is free again, both are told.
/// Rows and journal of the duplicate stay.
///
/// # Errors
/// `Introuvable`; `Fautes`; `Refus` `trop_de_siret`, those of `verifier_fusion` and of
/// `Situation::permettre`.
pub async fn supprimer_doublon(
    contexte: &Contexte,
    acteur: &Acteur,
    id: Uuid,
    garde: Uuid,
    motif: &str,
) -> Result<(), Erreur> {
    let motif = verifier_motif(motif)?;
    let tx = contexte.ecrire().await?;
    // Always in the same order: two merges the other way round wait for each other, once.
    db::compte::verrouiller(&tx, id.min(garde)).await?;
    db::compte::verrouiller(&tx, id.max(garde)).await?;
    let (doublon, situation_doublon) = ouvrir(&tx, contexte, acteur, id, Operation::Supprimer).await?;
    let compte_garde = db::compte::trouver(&tx, garde)
        .await?
        .ok_or_else(|| Erreur::champ("/compte_garde", "compte_inconnu", "Ce compte n'existe pas."))?;
    let ferme = db::compte_assistance::ferme(&tx, garde).await?;
    let situation_garde = situation(&compte_garde, ferme.as_ref())?;
    verifier_fusion(
        id == garde,
        &situation_doublon,
        &situation_garde,
        contexte.maintenant(),
    )?;
    let deplacees = deplacer(&tx, contexte, acteur, id, garde).await?;
    db::compte_assistance::deplacer_mandats(&tx, id, garde).await?;
    db::compte_assistance::deplacer_demandes(&tx, id, garde).await?;
    let jour = jour_de_paris(contexte.maintenant());
    let total = db::habilitation::compter_du_compte(&tx, garde, jour).await?;
    verifier_nombre_siret(u32::try_from(total.saturating_sub(1)).unwrap_or(u32::MAX))?;
    fermer(
        &tx,
        contexte,
        acteur,
        &doublon,
        Fermeture::Supprime,
        Some(garde),
        &motif,
    )
    .await?;

    let p = &contexte.parametres;
    let masque = compte_garde
        .courriel
        .parse::<Courriel>()
        .map_or_else(|_| String::new(), |adresse| adresse.masque());
    let texte = textes::compte_supprime(p, doublon.identifiant.as_deref(), &masque);
    courriel::mettre_en_file(&tx, contexte, &doublon.courriel, texte).await?;
    let texte = textes::doublon_reuni(p, compte_garde.identifiant.as_deref(), &deplacees);
    courriel::mettre_en_file(&tx, contexte, &compte_garde.courriel, texte).await?;
    let sirets: Vec<&str> = deplacees.iter().map(|(_, siret)| siret.as_str()).collect();
    for (action, objet, autre) in [("compte_supprime", id, garde), ("doublon_reuni", garde, id)] {
        let details = json!({ "motif": motif, "autre_compte": autre, "sirets": sirets });
        journal::noter(&tx, contexte, Some(acteur), action, ("compte", objet), details).await?;
    }
    Ok(tx.commit().await?)
}

/// Moves every habilitation; where both accounts have one that counts, the better one stays with the
/// kept account. Answers names and SIRETs that joined it.
async fn deplacer(
    tx: &impl ConnectionTrait,
    contexte: &Contexte,
    acteur: &Acteur,
    de: Uuid,
    vers: Uuid,
) -> Result<Vec<(String, String)>, Erreur> {
    let mut deplacees = Vec::new();
    for (habilitation, etablissement) in db::compte_assistance::habilitations(tx, de).await? {
        let compte = ["en_attente", "acceptee"].contains(&habilitation.etat.as_str());
        let deja = db::compte_assistance::habilitation_du_couple(tx, vers, etablissement.id).await?;
        if let Some(deja) = deja.filter(|_| compte) {
            let meilleure = force(&habilitation) > force(&deja);
            let (perdue, gardee) = if meilleure {
                (deja.id, &habilitation)
            } else {
                (habilitation.id, &deja)
            };
            retirer(tx, contexte, acteur, perdue).await?;
            if !meilleure {
                continue;
            }
            rattacher(tx, gardee.id, vers).await?;
        } else {
            rattacher(tx, habilitation.id, vers).await?;
        }
        if habilitation.etat == EtatHabilitation::Acceptee.code() {
            let siret = etablissement
                .siret
                .parse::<Siret>()
                .map_or(etablissement.siret, |siret| siret.groupe());
            deplacees.push((etablissement.denomination, siret));
        }
    }
    Ok(deplacees)
}

/// The weaker one of two ends: it stays readable as history.
async fn retirer(
    tx: &impl ConnectionTrait,
    contexte: &Contexte,
    acteur: &Acteur,
    id: Uuid,
) -> Result<(), Erreur> {
    let ligne = db::habilitation::ActiveModel {
        id: Set(id),
        etat: Set(EtatHabilitation::Retiree.code().to_owned()),
        finie_le: Set(Some(contexte.maintenant())),
        finie_par: Set(Some(acteur.compte_id)),
        ..Default::default()
    };
    Ok(db::habilitation::modifier(tx, ligne).await?)
}

async fn rattacher(tx: &impl ConnectionTrait, id: Uuid, compte_id: Uuid) -> Result<(), Erreur> {
    let ligne = db::habilitation::ActiveModel {
        id: Set(id),
        compte_id: Set(compte_id),
        ..Default::default()
    };
    Ok(db::habilitation::modifier(tx, ligne).await?)
}

/// An accepted one is worth more than one that waits, a principal more than a user.
fn force(habilitation: &Habilitation) -> (bool, bool, bool) {
    (
        habilitation.etat == EtatHabilitation::Acceptee.code(),
        habilitation.etat == EtatHabilitation::EnAttente.code(),
        habilitation.role == RoleHabilitation::Principal.code(),
    )
}

/// Closes the account: no password, no secret answer, no session. A deleted one also gives its
/// address back; its identifiant stays taken, so that nobody else ever gets it.
pub(crate) async fn fermer(
    tx: &impl ConnectionTrait,
    contexte: &Contexte,
    acteur: &Acteur,
    compte: &Compte,
    genre: Fermeture,
    garde: Option<Uuid>,
    motif: &str,
) -> Result<(), Erreur> {
    let maintenant = contexte.maintenant();
    let ligne = CompteFerme {
        compte_id: compte.id,
        genre: genre.code().to_owned(),
        courriel: compte.courriel.clone(),
        garde_id: garde,
        motif: motif.to_owned(),
        le: maintenant,
        par: acteur.compte_id,
    };
    db::compte_assistance::fermer(tx, ligne).await?;
    let mut ligne = db::compte::ActiveModel {
        id: Set(compte.id),
        mot_de_passe_hache: Set(None),
        mot_de_passe_temporaire: Set(true),
        reponse_secrete_hachee: Set(None),
        ..Default::default()
    };
    if genre == Fermeture::Supprime {
        // No address has this form: nobody types it, nothing is sent to it.
        ligne.courriel = Set(format!("supprime:{}", compte.id));
    }
    db::compte::modifier(tx, ligne).await?;
    db::mot_de_passe_secours::supprimer(tx, compte.id).await?;
    db::session::revoquer_toutes(tx, compte.id, maintenant).await?;
    db::courriel::annuler_secrets(tx, &compte.courriel).await?;
    Ok(())
}
