//! An account made by the help desk for an establishment whose account has a wrong address (FAQ 38).

use db::ConnectionTrait;
use db::compte::Compte;
use db::etablissement::Etablissement;
use db::habilitation::Habilitation;
use domain::compte::{Courriel, Role, Telephone};
use domain::compte_assistance::Operation;
use domain::etablissement::Siret;
use domain::habilitation::{EtatHabilitation, RoleHabilitation, verifier_nombre_siret};
use domain::mois::jour_de_paris;
use domain::{Collecte, Faute};
use sea_orm::ActiveValue::Set;
use serde_json::json;
use uuid::Uuid;

use super::adresse::confirmer;
use super::situation;
use crate::compte::{Personne, vierge};
use crate::habilitation::{Temporaire, annoncer_acces, est_conflit};
use crate::{Acteur, Contexte, Erreur, courriel, journal, textes};

/// As typed by the help desk.
#[derive(Debug, Clone, Default)]
pub struct NouveauCompte {
    pub siret: String,
    /// `principal` or `utilisateur`.
    pub role: String,
    pub nom: String,
    pub prenom: String,
    pub telephone: String,
    pub courriel: String,
    pub confirmation: String,
    pub motif: String,
}

struct Verifie {
    siret: Siret,
    role: RoleHabilitation,
    nom: String,
    prenom: String,
    telephone: Telephone,
    courriel: Courriel,
    motif: String,
}

impl NouveauCompte {
    fn verifier(&self) -> Result<Verifie, Erreur> {
        let mut c = Collecte::new();
        let siret = c.requis::<Siret>("/siret", &self.siret);
        let role = c.requis::<RoleHabilitation>("/role", &self.role);
        if role == Some(RoleHabilitation::TiersDeclarant) {
            c.ajouter(Faute::champ(
                "/role",
                "role_invalide",
                "Un tiers déclarant agit par un mandat : créez un utilisateur principal ou un utilisateur.",
            ));
        }
        let nom = c.ligne("/nom", &self.nom, 80);
        let prenom = c.ligne("/prenom", &self.prenom, 80);
        let telephone = c.requis::<Telephone>("/telephone", &self.telephone);
        let courriel = c.requis::<Courriel>("/courriel", &self.courriel);
        confirmer(&mut c, courriel.as_ref(), &self.confirmation);
        let motif = domain::compte_assistance::motif(&mut c, &self.motif);
        let (Some(siret), Some(role), Some(telephone), Some(courriel)) = (siret, role, telephone, courriel)
        else {
            return Ok(c.echec()?);
        };
        c.fin()?;
        Ok(Verifie {
            siret,
            role,
            nom,
            prenom,
            telephone,
            courriel,
            motif,
        })
    }
}

/// Gives somebody an account for an establishment that the service knows: three mails, or only the
/// habilitation for an address that has an account. A principal who was there becomes a user and is
/// told. Answers the account.
///
/// # Errors
/// `Fautes`; `Refus` `etablissement_inconnu`, `deja_habilite`, `trop_de_siret`, `compte_ferme`,
/// `compte_de_l_administration`, `principal_en_attente`.
pub async fn creer(contexte: &Contexte, acteur: &Acteur, saisie: &NouveauCompte) -> Result<Uuid, Erreur> {
    let saisie = saisie.verifier()?;
    let temporaire = Temporaire::preparer(contexte).await?;
    // The same name or address taken at the same instant: the next try sees it.
    for _ in 0..3 {
        match creer_une_fois(contexte, acteur, &saisie, &temporaire).await {
            Err(erreur) if est_conflit(&erreur) => {}
            autre => return autre,
        }
    }
    Err(Erreur::Interne("compte non créé après trois essais".into()))
}

async fn creer_une_fois(
    contexte: &Contexte,
    acteur: &Acteur,
    saisie: &Verifie,
    temporaire: &Temporaire,
) -> Result<Uuid, Erreur> {
    let tx = contexte.ecrire().await?;
    let trouve = db::etablissement::par_siret(&tx, saisie.siret.as_str()).await?;
    let Some(etablissement) = trouve else {
        return Err(Erreur::refus(
            "etablissement_inconnu",
            "Cet établissement n'est pas connu : la personne demande elle-même son espace par « Créer mon espace ».",
        ));
    };
    // One at a time for each establishment: who is its principal is decided once.
    db::etablissement::verrouiller(&tx, etablissement.id).await?;
    let (mut compte, nouveau) = compte_de(&tx, contexte, saisie).await?;
    let deja = db::compte_assistance::habilitation_du_couple(&tx, compte.id, etablissement.id).await?;
    if deja.is_some() {
        return Err(Erreur::refus(
            "deja_habilite",
            "Le compte de cette adresse a déjà une habilitation, ou une demande en attente, pour cet établissement : \
             ouvrez son dossier.",
        ));
    }
    if saisie.role == RoleHabilitation::Principal {
        remplacer_principal(&tx, contexte, acteur, &etablissement, saisie).await?;
    }
    habiliter(&tx, contexte, acteur, &compte, &etablissement, saisie, nouveau).await?;
    annoncer_acces(&tx, contexte, &mut compte, &etablissement, temporaire).await?;
    tx.commit().await?;
    Ok(compte.id)
}

/// The account of the address: a new one, or the one that is there. `true` when identifiant and
/// password are to be sent.
async fn compte_de(
    tx: &impl ConnectionTrait,
    contexte: &Contexte,
    saisie: &Verifie,
) -> Result<(Compte, bool), Erreur> {
    if let Some(existant) = db::compte::par_courriel(tx, saisie.courriel.as_str()).await? {
        let existant = db::compte::verrouiller(tx, existant.id)
            .await?
            .ok_or(Erreur::Introuvable)?;
        let ferme = db::compte_assistance::ferme(tx, existant.id).await?;
        // An agent's or a colleague's account acts for no establishment: the same rule as merging.
        situation(&existant, ferme.as_ref())?.permettre(Operation::Supprimer, contexte.maintenant())?;
        let deja = db::habilitation::compter_du_compte(tx, existant.id, jour_de_paris(contexte.maintenant()))
            .await?;
        verifier_nombre_siret(u32::try_from(deja).unwrap_or(u32::MAX))?;
        let nouveau = existant.identifiant.is_none();
        return Ok((existant, nouveau));
    }
    let personne = Personne {
        courriel: saisie.courriel.as_str(),
        nom: &saisie.nom,
        prenom: &saisie.prenom,
        telephone: saisie.telephone.as_str(),
    };
    let compte = vierge(contexte, Role::Utilisateur, &personne);
    db::compte::inserer(tx, compte.clone()).await?;
    Ok((compte, true))
}

/// An establishment has one principal: the former one becomes a user, and is told.
async fn remplacer_principal(
    tx: &impl ConnectionTrait,
    contexte: &Contexte,
    acteur: &Acteur,
    etablissement: &Etablissement,
    saisie: &Verifie,
) -> Result<(), Erreur> {
    let Some(ancien) = db::compte_assistance::habilitation_principale(tx, etablissement.id).await? else {
        return Ok(());
    };
    if ancien.etat == EtatHabilitation::EnAttente.code() {
        return Err(Erreur::refus(
            "principal_en_attente",
            "Une demande d'accès attend déjà pour cet établissement : acceptez-la, ou refusez-la d'abord.",
        ));
    }
    let ligne = db::habilitation::ActiveModel {
        id: Set(ancien.id),
        role: Set(RoleHabilitation::Utilisateur.code().to_owned()),
        ..Default::default()
    };
    db::habilitation::modifier(tx, ligne).await?;
    let compte = db::compte::trouver(tx, ancien.compte_id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    let texte = textes::principal_remplace(
        &contexte.parametres,
        &etablissement.denomination,
        &etablissement.siret,
        &format!("{} {}", saisie.prenom, saisie.nom),
    );
    courriel::mettre_en_file(tx, contexte, &compte.courriel, texte).await?;
    let details = json!({ "motif": saisie.motif, "siret": etablissement.siret });
    journal::noter(
        tx,
        contexte,
        Some(acteur),
        "principal_remplace",
        ("habilitation", ancien.id),
        details,
    )
    .await?;
    Ok(())
}

async fn habiliter(
    tx: &impl ConnectionTrait,
    contexte: &Contexte,
    acteur: &Acteur,
    compte: &Compte,
    etablissement: &Etablissement,
    saisie: &Verifie,
    nouveau: bool,
) -> Result<(), Erreur> {
    let maintenant = contexte.maintenant();
    let habilitation = domain::habilitation::Habilitation::demander(saisie.role)
        .decider(domain::habilitation::Decision::Accepter)?;
    db::habilitation::inserer(
        tx,
        Habilitation {
            id: contexte.id(),
            compte_id: compte.id,
            etablissement_id: etablissement.id,
            role: habilitation.role.code().to_owned(),
            etat: habilitation.etat.code().to_owned(),
            motif: None,
            demandee_le: maintenant,
            decidee_le: Some(maintenant),
            decidee_par: Some(acteur.compte_id),
            finie_le: None,
            finie_par: None,
        },
    )
    .await?;
    let action = if nouveau {
        "compte_cree_par_assistance"
    } else {
        "compte_habilite_par_assistance"
    };
    let details = json!({ "motif": saisie.motif, "siret": etablissement.siret, "role": saisie.role.code() });
    journal::noter(tx, contexte, Some(acteur), action, ("compte", compte.id), details).await?;
    Ok(())
}
