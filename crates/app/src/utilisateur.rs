//! The people of an establishment: its principal user adds and removes them, and can hand the
//! role over.

use db::compte::Compte;
use db::etablissement::Etablissement;
use db::habilitation::Habilitation;
use domain::Refus;
use domain::compte::{Courriel, Role};
use domain::droits::{Action, peut_au_titre};
use domain::habilitation as regles;
use domain::habilitation::{EtatHabilitation, RoleHabilitation, verifier_nombre_siret};
use domain::utilisateur::{NouvelUtilisateur, SaisieUtilisateur};
use sea_orm::ActiveValue::Set;
use serde_json::json;
use uuid::Uuid;

use crate::compte::{Personne, vierge};
use crate::etablissement::{AccesEtablissement, acces};
use crate::habilitation::{Temporaire, annoncer_acces, est_conflit};
use crate::{Acteur, Contexte, Erreur, courriel, journal, textes};

/// The users as one of them sees them.
#[derive(Debug, Clone)]
pub struct Liste {
    /// The principal one first.
    pub utilisateurs: Vec<(Habilitation, Compte)>,
    /// The actor may add, remove and hand over.
    pub peut_gerer: bool,
}

/// Somebody who was added.
#[derive(Debug, Clone)]
pub struct Ajoute {
    pub habilitation: Habilitation,
    pub compte: Compte,
    /// They had an account: they get the last mail only.
    pub compte_existant: bool,
}

/// The users of an establishment.
///
/// # Errors
/// `Introuvable`; `RoleInsuffisant` for an accountant.
pub async fn lister(contexte: &Contexte, acteur: &Acteur, siret: &str) -> Result<Liste, Erreur> {
    let acces = acces(&contexte.base, acteur, siret).await?;
    acces.exiger(Action::VoirUtilisateurs)?;
    liste(&contexte.base, &acces).await
}

async fn liste(base: &impl db::ConnectionTrait, acces: &AccesEtablissement) -> Result<Liste, Erreur> {
    Ok(Liste {
        utilisateurs: db::habilitation::utilisateurs(base, acces.ligne.id).await?,
        peut_gerer: peut_au_titre(acces.titre, Action::GererUtilisateurs),
    })
}

/// The establishment locked, so that its users change one use case at a time, and what the actor
/// is to it now.
async fn verrouiller(
    tx: &impl db::ConnectionTrait,
    acteur: &Acteur,
    siret: &str,
) -> Result<AccesEtablissement, Erreur> {
    let vu = acces(tx, acteur, siret).await?;
    db::etablissement::verrouiller(tx, vu.ligne.id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    // Read again: another use case may have held the lock and changed who is what.
    acces(tx, acteur, siret).await
}

/// Adds somebody, at once: a known e-mail joins its account and gets the habilitation mail only;
/// an unknown one makes an account and sends the three mails.
///
/// # Errors
/// `Fautes` (`deja_utilisateur`, `courriel_non_utilisable`, `trop_de_siret` on `/courriel`);
/// `Introuvable`, `RoleInsuffisant`, `Interdit` `reserve_au_principal`.
pub async fn ajouter(
    contexte: &Contexte,
    acteur: &Acteur,
    siret: &str,
    saisie: &SaisieUtilisateur,
) -> Result<Ajoute, Erreur> {
    acces(&contexte.base, acteur, siret)
        .await?
        .exiger(Action::GererUtilisateurs)?;
    let nouvel = saisie.verifier()?;
    let temporaire = Temporaire::preparer(contexte).await?;
    // The same new address added elsewhere at the same instant: the second finds the account.
    for _ in 0..3 {
        match ajouter_une_fois(contexte, acteur, siret, &nouvel, &temporaire).await {
            Err(erreur) if est_conflit(&erreur) => {}
            autre => return autre,
        }
    }
    Err(Erreur::Interne(
        "utilisateur non ajouté après trois essais".into(),
    ))
}

async fn ajouter_une_fois(
    contexte: &Contexte,
    acteur: &Acteur,
    siret: &str,
    nouvel: &NouvelUtilisateur,
    temporaire: &Temporaire,
) -> Result<Ajoute, Erreur> {
    let tx = contexte.ecrire().await?;
    let acces = verrouiller(&tx, acteur, siret).await?;
    acces.exiger(Action::GererUtilisateurs)?;
    let etablissement = acces.ligne;
    let telephone = nouvel.telephone.as_ref().map_or("", |t| t.as_str());
    let (mut compte, compte_existant) = compte_pour(
        &tx,
        contexte,
        &nouvel.courriel,
        &nouvel.prenom,
        &nouvel.nom,
        telephone,
    )
    .await?;
    if db::habilitation::vivante(&tx, compte.id, etablissement.id)
        .await?
        .is_some()
    {
        return Err(Erreur::champ(
            "/courriel",
            "deja_utilisateur",
            "Cette personne est déjà utilisatrice de l'établissement.",
        ));
    }
    verifier_place(&tx, acteur, compte.id)
        .await
        .map_err(au_champ_courriel)?;
    let habilitation = accorder(
        &tx,
        contexte,
        acteur,
        compte.id,
        etablissement.id,
        RoleHabilitation::Utilisateur,
    )
    .await?;
    annoncer_acces(&tx, contexte, &mut compte, &etablissement, temporaire).await?;
    noter(
        &tx,
        contexte,
        acteur,
        "utilisateur_ajoute",
        &habilitation,
        &etablissement,
    )
    .await?;
    tx.commit().await?;
    Ok(Ajoute {
        habilitation,
        compte,
        compte_existant,
    })
}

fn au_champ_courriel(erreur: Erreur) -> Erreur {
    match erreur {
        Erreur::Refus(refus) => Erreur::Fautes(refus.au_champ("/courriel").into()),
        autre => autre,
    }
}

/// An agent decides on the files of companies, the help desk on their accounts: nobody is on both sides.
///
/// # Errors
/// A fault of `/courriel`: `courriel_non_utilisable`.
pub(crate) fn agit_pour_une_entreprise(compte: &Compte) -> Result<(), Erreur> {
    match compte.role.parse() {
        Ok(Role::Utilisateur | Role::TiersDeclarant) => Ok(()),
        _ => Err(Erreur::champ(
            "/courriel",
            "courriel_non_utilisable",
            "Cette adresse ne peut pas être celle d'un utilisateur d'établissement : indiquez-en une autre.",
        )),
    }
}

/// The account of this address, locked, and whether it was there; an unknown address makes one.
pub(crate) async fn compte_pour(
    tx: &impl db::ConnectionTrait,
    contexte: &Contexte,
    courriel: &Courriel,
    prenom: &str,
    nom: &str,
    telephone: &str,
) -> Result<(Compte, bool), Erreur> {
    if let Some(connu) = db::compte::par_courriel(tx, courriel.as_str()).await? {
        let compte = db::compte::verrouiller(tx, connu.id)
            .await?
            .ok_or(Erreur::Introuvable)?;
        agit_pour_une_entreprise(&compte)?;
        return Ok((compte, true));
    }
    let personne = Personne {
        courriel: courriel.as_str(),
        nom,
        prenom,
        telephone,
    };
    let compte = vierge(contexte, Role::Utilisateur, &personne);
    db::compte::inserer(tx, compte.clone()).await?;
    Ok((compte, false))
}

/// Refuses the 201st SIRET of an account whose row the caller has locked.
pub(crate) async fn verifier_place(
    tx: &impl db::ConnectionTrait,
    acteur: &Acteur,
    compte_id: Uuid,
) -> Result<(), Erreur> {
    let deja = db::habilitation::compter_du_compte(tx, compte_id, acteur.jour).await?;
    Ok(verifier_nombre_siret(u32::try_from(deja).unwrap_or(u32::MAX))?)
}

/// A right that stands from now on.
pub(crate) async fn accorder(
    tx: &impl db::ConnectionTrait,
    contexte: &Contexte,
    acteur: &Acteur,
    compte_id: Uuid,
    etablissement_id: Uuid,
    role: RoleHabilitation,
) -> Result<Habilitation, Erreur> {
    let maintenant = contexte.maintenant();
    let ligne = Habilitation {
        id: contexte.id(),
        compte_id,
        etablissement_id,
        role: role.code().to_owned(),
        etat: regles::Habilitation::accorder().etat.code().to_owned(),
        motif: None,
        demandee_le: maintenant,
        decidee_le: Some(maintenant),
        decidee_par: Some(acteur.compte_id),
        finie_le: None,
        finie_par: None,
    };
    db::habilitation::inserer(tx, ligne.clone()).await?;
    Ok(ligne)
}

/// Removes somebody; a user who is not the principal one may also leave by themselves.
///
/// # Errors
/// `Introuvable`; `Interdit` `reserve_au_principal`; `RoleInsuffisant`; `Refus` `principal_requis`,
/// `habilitation_inactive`.
pub async fn retirer(contexte: &Contexte, acteur: &Acteur, siret: &str, id: Uuid) -> Result<(), Erreur> {
    let tx = contexte.ecrire().await?;
    let acces = verrouiller(&tx, acteur, siret).await?;
    let (ligne, compte) = personne(&tx, &acces, id).await?;
    if compte.id != acteur.compte_id {
        acces.exiger(Action::GererUtilisateurs)?;
    }
    let retiree = lire(&ligne)?.retirer()?;
    finir(&tx, contexte, acteur, &ligne, retiree.etat).await?;
    let e = &acces.ligne;
    let texte = textes::acces_retire(
        &contexte.parametres,
        &e.denomination,
        &e.siret,
        &acteur.nom_complet(),
    );
    courriel::mettre_en_file(&tx, contexte, &compte.courriel, texte).await?;
    noter(&tx, contexte, acteur, "utilisateur_retire", &ligne, e).await?;
    Ok(tx.commit().await?)
}

/// Ends a right, and says when and by whom.
pub(crate) async fn finir(
    tx: &impl db::ConnectionTrait,
    contexte: &Contexte,
    acteur: &Acteur,
    ligne: &Habilitation,
    etat: EtatHabilitation,
) -> Result<(), Erreur> {
    let modification = db::habilitation::ActiveModel {
        id: Set(ligne.id),
        etat: Set(etat.code().to_owned()),
        finie_le: Set(Some(contexte.maintenant())),
        finie_par: Set(Some(acteur.compte_id)),
        ..Default::default()
    };
    Ok(db::habilitation::modifier(tx, modification).await?)
}

/// Hands the principal role over to another user; both are told. There is one principal user
/// before, during and after.
///
/// # Errors
/// `Introuvable`; `Interdit` `reserve_au_principal`; `RoleInsuffisant`; `Refus` `deja_principal`,
/// `habilitation_inactive`.
pub async fn transmettre(
    contexte: &Contexte,
    acteur: &Acteur,
    siret: &str,
    id: Uuid,
) -> Result<Liste, Erreur> {
    let tx = contexte.ecrire().await?;
    let acces = verrouiller(&tx, acteur, siret).await?;
    acces.exiger(Action::GererUtilisateurs)?;
    let (ligne, compte) = personne(&tx, &acces, id).await?;
    let mienne = db::habilitation::vivante(&tx, acteur.compte_id, acces.ligne.id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    let (ancien, nouveau) = lire(&mienne)?.ceder(lire(&ligne)?)?;
    // The old one first: the database refuses two principal users at any instant.
    changer_role(&tx, mienne.id, ancien.role).await?;
    changer_role(&tx, ligne.id, nouveau.role).await?;
    let (p, e) = (&contexte.parametres, &acces.ligne);
    let (cedant, recevant) = (acteur.nom_complet(), format!("{} {}", compte.prenom, compte.nom));
    let texte = textes::principal_recu(p, &e.denomination, &e.siret, &cedant);
    courriel::mettre_en_file(&tx, contexte, &compte.courriel, texte).await?;
    if let Some(moi) = db::compte::trouver(&tx, acteur.compte_id).await? {
        let texte = textes::principal_cede(p, &e.denomination, &e.siret, &recevant);
        courriel::mettre_en_file(&tx, contexte, &moi.courriel, texte).await?;
    }
    noter(&tx, contexte, acteur, "principal_transmis", &ligne, e).await?;
    let apres = self::acces(&tx, acteur, siret).await?;
    let liste = liste(&tx, &apres).await?;
    tx.commit().await?;
    Ok(liste)
}

pub(crate) async fn changer_role(
    tx: &impl db::ConnectionTrait,
    id: Uuid,
    role: RoleHabilitation,
) -> Result<(), Erreur> {
    let modification = db::habilitation::ActiveModel {
        id: Set(id),
        role: Set(role.code().to_owned()),
        ..Default::default()
    };
    Ok(db::habilitation::modifier(tx, modification).await?)
}

async fn personne(
    tx: &impl db::ConnectionTrait,
    acces: &AccesEtablissement,
    id: Uuid,
) -> Result<(Habilitation, Compte), Erreur> {
    let ligne = db::habilitation::trouver(tx, acces.ligne.id, id)
        .await?
        // What was only asked for is the help desk's business.
        .filter(|ligne| ligne.etat != EtatHabilitation::EnAttente.code())
        .ok_or(Erreur::Introuvable)?;
    let compte = db::compte::trouver(tx, ligne.compte_id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    Ok((ligne, compte))
}

pub(crate) fn lire(ligne: &Habilitation) -> Result<regles::Habilitation, Erreur> {
    let illisible = |refus: Refus| Erreur::illisible("habilitation", &refus);
    Ok(regles::Habilitation {
        etat: ligne.etat.parse().map_err(illisible)?,
        role: ligne.role.parse().map_err(illisible)?,
        motif_refus: ligne.motif.clone(),
    })
}

async fn noter(
    tx: &impl db::ConnectionTrait,
    contexte: &Contexte,
    acteur: &Acteur,
    action: &str,
    ligne: &Habilitation,
    etablissement: &Etablissement,
) -> Result<(), Erreur> {
    let details = json!({ "siret": etablissement.siret, "compte": ligne.compte_id });
    let objet = ("habilitation", ligne.id);
    Ok(journal::noter(tx, contexte, Some(acteur), action, objet, details).await?)
}
