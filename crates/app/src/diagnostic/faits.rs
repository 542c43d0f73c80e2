//! The facts about an account and an establishment.

use db::compte::Compte;
use domain::compte::{Courriel, Role};
use domain::diagnostic::{
    Diagnostic, EtatCourriel, FaitCourriel, FaitHabilitation, Faits, FaitsCompte, FaitsSiret, diagnostiquer,
};
use domain::etablissement::Siret;
use domain::habilitation::EtatHabilitation;
use uuid::Uuid;

use crate::{Contexte, Erreur, compte as comptes};

/// Mails that are looked at: the newest.
const COURRIELS: u64 = 60;

/// Facts and judgement, for the help desk: nothing is masked.
#[derive(Debug, Clone)]
pub struct Complet {
    pub faits: Faits,
    pub diagnostic: Diagnostic,
}

/// The diagnosis of one account, with everything shown; about one establishment when `siret` is
/// given, about all of them otherwise. The caller has checked that the help desk asks.
///
/// # Errors
/// `Introuvable`; `Base`.
pub async fn complet(contexte: &Contexte, compte_id: Uuid, siret: Option<&Siret>) -> Result<Complet, Erreur> {
    let compte = db::compte::trouver(&contexte.base, compte_id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    let faits = Faits {
        siret: match siret {
            Some(siret) => Some(du_siret(contexte, siret).await?),
            None => None,
        },
        identifiant_est_courriel: false,
        compte: Some(du_compte(contexte, &compte, false).await?),
    };
    Ok(juger(contexte, faits))
}

/// The diagnosis of an establishment without knowing the account: each account that has, or has
/// asked for, the right to act for it.
///
/// # Errors
/// `Base`.
pub async fn complet_du_siret(
    contexte: &Contexte,
    siret: &Siret,
) -> Result<(Complet, Vec<(Compte, Complet)>), Erreur> {
    let faits_siret = du_siret(contexte, siret).await?;
    let mut comptes = Vec::new();
    if let Some(etablissement) = db::etablissement::par_siret(&contexte.base, siret.as_str()).await? {
        let mut vus = Vec::new();
        for ligne in db::habilitation::de_l_etablissement(&contexte.base, etablissement.id).await? {
            if !vus.contains(&ligne.compte.id) {
                vus.push(ligne.compte.id);
                let juge = complet(contexte, ligne.compte.id, Some(siret)).await?;
                comptes.push((ligne.compte, juge));
            }
        }
    }
    let faits = Faits {
        siret: Some(faits_siret),
        ..Faits::default()
    };
    Ok((juger(contexte, faits), comptes))
}

pub(super) fn juger(contexte: &Contexte, faits: Faits) -> Complet {
    let diagnostic = diagnostiquer(&faits, contexte.maintenant());
    Complet { faits, diagnostic }
}

/// What the registration page tells of a SIRET.
pub(super) async fn du_siret(contexte: &Contexte, siret: &Siret) -> Result<FaitsSiret, Erreur> {
    Ok(FaitsSiret {
        siret: siret.groupe(),
        connu: crate::inscription::est_connu(&contexte.base, siret).await?,
    })
}

/// All about an account; its address masked for whoever reads it outside the help desk.
pub(super) async fn du_compte(
    contexte: &Contexte,
    compte: &Compte,
    masquer: bool,
) -> Result<FaitsCompte, Erreur> {
    let base = &contexte.base;
    let adresse = match compte.courriel.parse::<Courriel>() {
        Ok(courriel) if masquer => courriel.masque(),
        _ => compte.courriel.clone(),
    };
    let secours = db::mot_de_passe_secours::trouver(base, compte.id).await?;
    let second_facteur = db::second_facteur::trouver(base, compte.id).await?;
    Ok(FaitsCompte {
        identifiant: compte.identifiant.clone(),
        adresse,
        habilitations: habilitations(contexte, compte).await?,
        courriels: courriels(contexte, compte).await?,
        verrouille_jusqu_a: compte.verrouille_jusqu_a,
        mot_de_passe_temporaire: compte.mot_de_passe_temporaire,
        temporaire_expire_le: compte.mot_de_passe_expire_le,
        secours_jusqu_a: secours.map(|ligne| ligne.expire_le),
        jamais_connecte: comptes::jamais_connecte(base, compte).await?,
        derniere_connexion: db::session::derniere(base, compte.id).await?,
        connexion_des_le: connexion_des_le(contexte, compte).await?,
        second_facteur: second_facteur.is_some_and(|ligne| ligne.confirme_le.is_some()),
        administration: compte
            .role
            .parse::<Role>()
            .is_ok_and(Role::second_facteur_obligatoire),
    })
}

async fn habilitations(contexte: &Contexte, compte: &Compte) -> Result<Vec<FaitHabilitation>, Erreur> {
    db::habilitation::du_compte(&contexte.base, compte.id)
        .await?
        .into_iter()
        .map(|ligne| {
            let siret = &ligne.etablissement.siret;
            Ok(FaitHabilitation {
                siret: siret
                    .parse::<Siret>()
                    .map_or_else(|_| siret.clone(), |siret| siret.groupe()),
                denomination: ligne.etablissement.denomination,
                etat: etat_habilitation(&ligne.habilitation.etat),
                demandee_le: ligne.habilitation.demandee_le,
                decidee_le: ligne.habilitation.decidee_le,
                motif: ligne.habilitation.motif,
            })
        })
        .collect()
}

/// A state that this diagnosis does not know (withdrawn, replaced) lets nobody in.
fn etat_habilitation(code: &str) -> EtatHabilitation {
    code.parse().unwrap_or(EtatHabilitation::Refusee)
}

async fn courriels(contexte: &Contexte, compte: &Compte) -> Result<Vec<FaitCourriel>, Erreur> {
    let lignes = db::courriel::du_destinataire(&contexte.base, &compte.courriel, COURRIELS).await?;
    Ok(lignes
        .into_iter()
        .map(|ligne| FaitCourriel {
            etat: ligne.etat.parse().unwrap_or(EtatCourriel::EnFile),
            objet: ligne.objet,
            cree_le: ligne.cree_le,
            envoye_le: ligne.envoye_le,
        })
        .collect())
}

async fn connexion_des_le(
    contexte: &Contexte,
    compte: &Compte,
) -> Result<Option<time::OffsetDateTime>, Erreur> {
    let delai = contexte.parametres.delai_habilitation;
    if !delai.is_positive() || compte.role != Role::Utilisateur.code() {
        return Ok(None);
    }
    let premiere = db::habilitation::premiere_acceptee(&contexte.base, compte.id).await?;
    Ok(premiere.map(|instant| instant + delai))
}
