//! The facts about an account and an establishment.

use db::compte::Compte;
use domain::compte::{Courriel, Role};
use domain::compte_assistance::NatureCourriel;
use domain::diagnostic::{
    Diagnostic, EtatCourriel, FaitCourriel, FaitHabilitation, FaitMandat, Faits, FaitsCompte, FaitsSiret,
    diagnostiquer,
};
use domain::etablissement::Siret;
use domain::habilitation::{EtatHabilitation, MAX_SIRET_PAR_COMPTE};
use domain::mois::jour_de_paris;
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
        siret: nommer(contexte, siret).await?,
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
        let habilites = db::habilitation::de_l_etablissement(&contexte.base, etablissement.id).await?;
        let mut lies: Vec<Uuid> = habilites.into_iter().map(|ligne| ligne.compte.id).collect();
        let filtre = db::mandat::Filtre {
            etablissement_id: Some(etablissement.id),
            ..Default::default()
        };
        let page = db::Page {
            limite: u64::from(MAX_SIRET_PAR_COMPTE),
            apres: None,
        };
        let mandates = db::mandat::lister(&contexte.base, &filtre, page).await?;
        lies.extend(mandates.into_iter().map(|mandat| mandat.compte_id));
        let mut vus = Vec::new();
        for id in lies {
            if vus.contains(&id) {
                continue;
            }
            vus.push(id);
            if let Some(compte) = db::compte::trouver(&contexte.base, id).await? {
                comptes.push((compte, complet(contexte, id, Some(siret)).await?));
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

/// What is told of the establishment that was named, if one was.
pub(super) async fn nommer(contexte: &Contexte, siret: Option<&Siret>) -> Result<Option<FaitsSiret>, Erreur> {
    match siret {
        Some(siret) => Ok(Some(du_siret(contexte, siret).await?)),
        None => Ok(None),
    }
}

/// What the registration page tells of a SIRET.
async fn du_siret(contexte: &Contexte, siret: &Siret) -> Result<FaitsSiret, Erreur> {
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
        mandats: mandats(contexte, compte.id).await?,
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
                siret: groupe(siret),
                denomination: ligne.etablissement.denomination,
                etat: etat_habilitation(&ligne.habilitation.etat),
                demandee_le: ligne.habilitation.demandee_le,
                decidee_le: ligne.habilitation.decidee_le,
                motif: ligne.habilitation.motif,
            })
        })
        .collect()
}

fn groupe(siret: &str) -> String {
    siret
        .parse::<Siret>()
        .map_or_else(|_| siret.to_owned(), |siret| siret.groupe())
}

/// Those of an accountant: as many as a portfolio holds.
async fn mandats(contexte: &Contexte, compte_id: Uuid) -> Result<Vec<FaitMandat>, Erreur> {
    let filtre = db::mandat::Filtre {
        compte_id: Some(compte_id),
        ..Default::default()
    };
    let page = db::Page {
        limite: u64::from(MAX_SIRET_PAR_COMPTE),
        apres: None,
    };
    let lignes = db::mandat::lister(&contexte.base, &filtre, page).await?;
    let ids = lignes.iter().map(|ligne| ligne.etablissement_id).collect();
    let etablissements = db::etablissement::par_ids(&contexte.base, ids).await?;
    let jour = jour_de_paris(contexte.maintenant());
    let mut faits = Vec::with_capacity(lignes.len());
    for ligne in lignes {
        let Some(etablissement) = etablissements.get(&ligne.etablissement_id) else {
            continue;
        };
        let mandat = crate::mandat::lire(&ligne)?;
        faits.push(FaitMandat {
            siret: groupe(&etablissement.siret),
            denomination: etablissement.denomination.clone(),
            situation: mandat.situation(jour),
            debut: mandat.debut,
            fin: mandat.fin,
            declare_le: ligne.declare_le,
            motif: mandat.motif,
        });
    }
    Ok(faits)
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
            nature: ligne.nature.parse().unwrap_or(NatureCourriel::Autre),
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
