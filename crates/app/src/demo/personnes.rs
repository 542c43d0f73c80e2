//! The people of the demo.

use db::compte::Compte;
use domain::compte::Role;
use uuid::Uuid;

use super::etablissement::{fiche, inserer_etablissement};
use super::{Personne, Secrets};
use crate::{Acteur, Contexte, Erreur};

/// Writes the account, with its password already its own.
pub(super) async fn inserer_personne(
    contexte: &Contexte,
    personne: &Personne,
    secrets: &Secrets,
) -> Result<Acteur, Erreur> {
    let id = contexte.id();
    let identifiant = personne.identifiant();
    let compte = Compte {
        id,
        identifiant: Some(identifiant.clone()),
        courriel: format!("{identifiant}@exemple.fr"),
        nom: personne.nom.into(),
        prenom: personne.prenom.into(),
        telephone: "0240000000".into(),
        role: personne.role.code().into(),
        mot_de_passe_hache: Some(secrets.mot_de_passe.clone()),
        mot_de_passe_temporaire: false,
        mot_de_passe_expire_le: None,
        echecs: 0,
        verrouille_jusqu_a: None,
        question_secrete: "Le nom de votre première école ?".into(),
        reponse_secrete_hachee: Some(secrets.reponse.clone()),
        cree_le: contexte.maintenant(),
    };
    db::compte::inserer(&contexte.ecritures, compte).await?;
    let departements: Vec<String> = personne.departements.iter().map(|d| (*d).to_owned()).collect();
    db::agent::remplacer_departements(&contexte.ecritures, id, &departements).await?;
    Ok(Acteur {
        compte_id: id,
        session_id: Uuid::nil(),
        identifiant,
        nom: personne.nom.into(),
        prenom: personne.prenom.into(),
        role: personne.role,
        departements,
        jour: domain::mois::jour_de_paris(contexte.maintenant()),
        application: "demo".into(),
    })
}

/// A client of the accountant.
pub(super) async fn inserer_client(
    contexte: &Contexte,
    (prenom, nom): (&'static str, &'static str),
    secrets: &Secrets,
) -> Result<Acteur, Erreur> {
    let personne = Personne {
        prenom,
        nom,
        role: Role::Utilisateur,
        departements: &[],
        presentation: "",
    };
    inserer_personne(contexte, &personne, secrets).await
}

/// A request that waits for the help desk.
pub(super) async fn demander_acces(contexte: &Contexte, secrets: &Secrets) -> Result<(), Erreur> {
    let personne = Personne {
        prenom: "Hélène",
        nom: "Petit",
        role: Role::Utilisateur,
        departements: &[],
        presentation: "",
    };
    let acteur = inserer_personne(contexte, &personne, secrets).await?;
    let sans_acces = db::compte::ActiveModel {
        id: sea_orm::ActiveValue::Set(acteur.compte_id),
        identifiant: sea_orm::ActiveValue::Set(None),
        mot_de_passe_hache: sea_orm::ActiveValue::Set(None),
        mot_de_passe_temporaire: sea_orm::ActiveValue::Set(true),
        ..Default::default()
    };
    db::compte::modifier(&contexte.base, sans_acces).await?;
    let fiche = fiche(
        "Librairie des Halles",
        "Place du Commerce",
        "44000",
        "Nantes",
        &acteur,
    );
    inserer_etablissement(contexte, "00100004100010", &fiche, &acteur, "en_attente").await
}
