//! The help desk's answer to account requests.

use db::Page;
use db::compte::Compte;
use db::etablissement::Etablissement;
use db::habilitation::Complete;
use domain::habilitation::{Decision, EtatHabilitation, Habilitation};
use domain::{Collecte, Refus};
use sea_orm::ActiveValue::Set;
use sea_orm::SqlErr;
use serde_json::json;
use uuid::Uuid;

use crate::utilisateur::agit_pour_une_entreprise;
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
    let mut collecte = Collecte::new();
    let etat = collecte.facultatif::<EtatHabilitation>("/etat", etat.unwrap_or(""));
    collecte.fin()?;
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
    let temporaire = Temporaire::preparer(contexte).await?;
    // Two people of the same name accepted at the same instant: the second tries the next number.
    for _ in 0..3 {
        match decider_une_fois(contexte, acteur, id, &decision, &temporaire).await {
            Err(erreur) if est_conflit(&erreur) => {}
            autre => return autre,
        }
    }
    Err(Erreur::Interne(
        "aucun identifiant libre après trois essais".into(),
    ))
}

/// Somebody else wrote the same unique value at the same instant: the use case may try again.
pub(crate) fn est_conflit(erreur: &Erreur) -> bool {
    matches!(erreur, Erreur::Base(erreur) if matches!(erreur.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))))
}

/// A first password. Made and hashed before the transaction, which hashing would hold for too long.
pub(crate) struct Temporaire {
    clair: String,
    hache: String,
}

impl Temporaire {
    pub(crate) async fn preparer(contexte: &Contexte) -> Result<Self, Erreur> {
        let clair = contexte.hasard.mot_de_passe_temporaire();
        let hache = contexte.hachage.hacher(&contexte.hasard, &clair).await?;
        Ok(Self { clair, hache })
    }

    /// For an account that has its identifiant: nothing is hashed, nothing opens it.
    pub(crate) fn aucun() -> Self {
        Self {
            clair: String::new(),
            hache: String::new(),
        }
    }
}

/// An account gains an establishment: three mails (identifiant, temporary password, habilitation)
/// the first time, the last one only for an account that has an identifiant.
pub(crate) async fn annoncer_acces(
    tx: &impl db::ConnectionTrait,
    contexte: &Contexte,
    compte: &mut Compte,
    etablissement: &Etablissement,
    temporaire: &Temporaire,
) -> Result<(), Erreur> {
    let p = &contexte.parametres;
    let destinataire = compte.courriel.clone();
    if compte.identifiant.is_none() {
        let identifiant = compte::identifiant_libre(tx, &compte.prenom, &compte.nom).await?;
        let modification = db::compte::ActiveModel {
            id: Set(compte.id),
            identifiant: Set(Some(identifiant.clone())),
            mot_de_passe_hache: Set(Some(temporaire.hache.clone())),
            mot_de_passe_temporaire: Set(true),
            ..Default::default()
        };
        db::compte::modifier(tx, modification).await?;
        courriel::mettre_en_file(tx, contexte, &destinataire, textes::identifiant(p, &identifiant)).await?;
        let texte = textes::mot_de_passe(p, &temporaire.clair);
        courriel::mettre_en_file(tx, contexte, &destinataire, texte).await?;
        compte.identifiant = Some(identifiant);
    }
    let delai = p.delai_habilitation;
    let des_le = delai.is_positive().then(|| contexte.maintenant() + delai);
    let texte = textes::habilitation(p, &etablissement.denomination, &etablissement.siret, des_le);
    courriel::mettre_en_file(tx, contexte, &destinataire, texte).await
}

async fn decider_une_fois(
    contexte: &Contexte,
    acteur: &Acteur,
    id: Uuid,
    decision: &Decision,
    temporaire: &Temporaire,
) -> Result<Complete, Erreur> {
    let tx = contexte.ecrire().await?;
    let ligne = decider_dans(&tx, contexte, acteur, id, decision, temporaire, None).await?;
    tx.commit().await?;
    Ok(ligne)
}

/// The same in the caller's transaction; `lot` is the bulk decision that it belongs to.
///
/// # Errors
/// Those of [`decider`]; a conflict ([`est_conflit`]) when the identifiant was taken meanwhile.
pub(crate) async fn decider_dans(
    tx: &impl db::ConnectionTrait,
    contexte: &Contexte,
    acteur: &Acteur,
    id: Uuid,
    decision: &Decision,
    temporaire: &Temporaire,
    lot: Option<Uuid>,
) -> Result<Complete, Erreur> {
    let verrouillee = db::habilitation::verrouiller(tx, id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    // Two requests of one person accepted at once: the second sees the identifiant of the first.
    db::compte::verrouiller(tx, verrouillee.compte_id).await?;
    let mut ligne = db::habilitation::complete(tx, id)
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
    db::habilitation::modifier(tx, modification).await?;
    ligne.habilitation.etat = decidee.etat.code().to_owned();
    ligne.habilitation.motif = decidee.motif_refus.clone();
    ligne.habilitation.decidee_le = Some(maintenant);

    if decidee.etat == EtatHabilitation::Acceptee {
        agit_pour_une_entreprise(&ligne.compte)?;
        annoncer_acces(tx, contexte, &mut ligne.compte, &ligne.etablissement, temporaire).await?;
    } else {
        let motif = decidee.motif_refus.as_deref().unwrap_or_default();
        let texte = textes::habilitation_refusee(
            &contexte.parametres,
            &ligne.etablissement.denomination,
            &ligne.etablissement.siret,
            motif,
        );
        courriel::mettre_en_file(tx, contexte, &ligne.compte.courriel, texte).await?;
    }
    let action = format!("habilitation_{}", decidee.etat.code());
    let details = json!({
        "siret": ligne.etablissement.siret, "motif": decidee.motif_refus, "lot": lot,
    });
    journal::noter(tx, contexte, Some(acteur), &action, ("habilitation", id), details).await?;
    Ok(ligne)
}
