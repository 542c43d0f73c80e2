//! Accounts: password, secret question, first accounts of an installation.

mod preuve;

use db::compte::Compte;
use domain::agent::lire_departements;
use domain::compte::{
    Courriel, MAX_SECRET, Role, identifiant_de_base, identifiant_numerote, verifier_mot_de_passe,
};
use domain::etablissement::Departement;
use domain::{Collecte, Faute, Fautes};
use sea_orm::ActiveValue::Set;
use serde_json::json;

use crate::agent::codes;
use crate::inscription::normaliser_reponse;
use crate::{Acteur, Contexte, Erreur, courriel, journal, second_facteur, textes};
pub(crate) use preuve::{Preuve, juger_mot_de_passe, redemander_mot_de_passe};

/// What is typed to change a password.
#[derive(Clone, Copy)]
pub struct Changement<'a> {
    pub ancien: &'a str,
    pub nouveau: &'a str,
    pub confirmation: &'a str,
    /// Read only while the account has no secret question.
    pub question: &'a str,
    pub reponse: &'a str,
}

/// Replaces the password; every session of the account ends, this one too. An account without a
/// secret question (somebody else made it) chooses one: the way back to a forgotten password.
///
/// # Errors
/// `Fautes`: the rule's codes on `/nouveau`, `mot_de_passe_different`, `mot_de_passe_inchange`,
/// `mot_de_passe_incorrect`; `champ_requis`, `texte_trop_long` on `/question_secrete`, `/reponse_secrete`;
/// `Connexion` `session_expiree` when the session or the password ended meanwhile.
pub async fn changer_mot_de_passe(
    contexte: &Contexte,
    acteur: &Acteur,
    saisi: &Changement<'_>,
) -> Result<(), Erreur> {
    let mut fautes = fautes_du_nouveau(saisi);
    let compte = db::compte::trouver(&contexte.base, acteur.compte_id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    let secret = if compte.reponse_secrete_hachee.is_none() {
        let mut collecte = Collecte::new();
        let question = collecte.texte("/question_secrete", saisi.question, MAX_SECRET);
        let reponse = collecte.texte("/reponse_secrete", saisi.reponse, MAX_SECRET);
        if let Err(Fautes(autres)) = collecte.fin() {
            fautes.extend(autres);
        }
        Some((question, normaliser_reponse(&reponse)))
    } else {
        None
    };
    let preuve = match juger_mot_de_passe(contexte, acteur, "/ancien", saisi.ancien).await? {
        Ok(preuve) if fautes.is_empty() => preuve,
        juge => {
            fautes.extend(juge.err());
            return Err(Fautes(fautes).into());
        }
    };
    let hache = contexte.hachage.hacher(&contexte.hasard, saisi.nouveau).await?;
    let mut ligne = db::compte::ActiveModel {
        id: Set(acteur.compte_id),
        mot_de_passe_hache: Set(Some(hache)),
        mot_de_passe_temporaire: Set(false),
        mot_de_passe_expire_le: Set(None),
        ..Default::default()
    };
    if let Some((question, reponse)) = &secret {
        ligne.question_secrete = Set(question.clone());
        ligne.reponse_secrete_hachee = Set(Some(contexte.hachage.hacher(&contexte.hasard, reponse).await?));
    }
    let tx = contexte.ecrire().await?;
    preuve.tenir(&tx, contexte, acteur).await?;
    db::compte::modifier(&tx, ligne).await?;
    db::mot_de_passe_secours::supprimer(&tx, acteur.compte_id).await?;
    db::session::revoquer_toutes(&tx, acteur.compte_id, contexte.maintenant()).await?;
    journal::noter(
        &tx,
        contexte,
        Some(acteur),
        "mot_de_passe_change",
        ("compte", acteur.compte_id),
        json!({ "question_secrete_choisie": secret.is_some() }),
    )
    .await?;
    Ok(tx.commit().await?)
}

/// What is wrong with the new password.
fn fautes_du_nouveau(saisi: &Changement<'_>) -> Vec<Faute> {
    let mut fautes = match verifier_mot_de_passe(saisi.nouveau) {
        Ok(()) => Vec::new(),
        Err(Fautes(fautes)) => fautes
            .into_iter()
            .map(|faute| Faute {
                pointeur: "/nouveau".into(),
                ..faute
            })
            .collect(),
    };
    if saisi.nouveau != saisi.confirmation {
        fautes.push(Faute::champ(
            "/confirmation",
            "mot_de_passe_different",
            "Les deux saisies du nouveau mot de passe sont différentes.",
        ));
    }
    if saisi.nouveau == saisi.ancien && !saisi.nouveau.is_empty() {
        fautes.push(Faute::champ(
            "/nouveau",
            "mot_de_passe_inchange",
            "Choisissez un mot de passe différent de l'ancien.",
        ));
    }
    fautes
}

/// Was the first password never changed? Then the account has no use of its secret question
/// (manual E). A password that the help desk reset later does not count as the first.
///
/// # Errors
/// `Base`.
pub async fn jamais_connecte(base: &impl db::ConnectionTrait, compte: &Compte) -> Result<bool, Erreur> {
    if !compte.mot_de_passe_temporaire || compte.mot_de_passe_expire_le.is_some() {
        return Ok(false);
    }
    Ok(!db::journal::existe(base, "compte", compte.id, "mot_de_passe_change").await?)
}

/// What the account page shows.
#[derive(Debug, Clone)]
pub struct Fiche {
    pub compte: Compte,
    pub second_facteur: second_facteur::Etat,
}

/// The account of the person.
///
/// # Errors
/// `Introuvable`; `Base`.
pub async fn lire(contexte: &Contexte, acteur: &Acteur) -> Result<Fiche, Erreur> {
    let compte = db::compte::trouver(&contexte.base, acteur.compte_id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    let second_facteur = second_facteur::etat(contexte, acteur).await?;
    Ok(Fiche {
        compte,
        second_facteur,
    })
}

/// Changes the secret question and its answer; asks for the password.
///
/// # Errors
/// `Fautes` `champ_requis`, `texte_trop_long`, `mot_de_passe_incorrect`, `mot_de_passe_verrouille`; `Connexion`
/// `session_expiree`.
pub async fn changer_question_secrete(
    contexte: &Contexte,
    acteur: &Acteur,
    mot_de_passe: &str,
    question: &str,
    reponse: &str,
) -> Result<(), Erreur> {
    let mut collecte = Collecte::new();
    let question = collecte.texte("/question_secrete", question, MAX_SECRET);
    let reponse = collecte.texte("/reponse_secrete", reponse, MAX_SECRET);
    let preuve = match juger_mot_de_passe(contexte, acteur, "/mot_de_passe", mot_de_passe).await? {
        Ok(preuve) => preuve,
        Err(faute) => {
            collecte.ajouter(faute);
            return Ok(collecte.echec()?);
        }
    };
    collecte.fin()?;
    let reponse = normaliser_reponse(&reponse);
    let hache = contexte.hachage.hacher(&contexte.hasard, &reponse).await?;
    let tx = contexte.ecrire().await?;
    let compte = preuve.tenir(&tx, contexte, acteur).await?;
    let ligne = db::compte::ActiveModel {
        id: Set(acteur.compte_id),
        question_secrete: Set(question),
        reponse_secrete_hachee: Set(Some(hache)),
        ..Default::default()
    };
    db::compte::modifier(&tx, ligne).await?;
    let texte = textes::question_secrete_changee(&contexte.parametres);
    courriel::mettre_en_file(&tx, contexte, &compte.courriel, texte).await?;
    journal::noter(
        &tx,
        contexte,
        Some(acteur),
        "question_secrete_changee",
        ("compte", acteur.compte_id),
        json!({}),
    )
    .await?;
    Ok(tx.commit().await?)
}

/// The first identifiant of this name that nobody has.
pub(crate) async fn identifiant_libre(
    tx: &impl db::ConnectionTrait,
    prenom: &str,
    nom: &str,
) -> Result<String, Erreur> {
    let base = identifiant_de_base(prenom, nom);
    let pris = db::compte::identifiants_pris(tx, &base).await?;
    Ok((1..)
        .map(|n| identifiant_numerote(&base, n))
        .find(|candidat| !pris.contains(candidat))
        .unwrap_or(base))
}

/// An agent or a member of the help desk, made by the operator.
#[derive(Debug, Clone, Default)]
pub struct NouvelAgent {
    pub role: String,
    pub courriel: String,
    pub nom: String,
    pub prenom: String,
    /// Codes; of an agent, at least one.
    pub departements: Vec<String>,
}

/// Creates an account of the administration; answers identifiant and temporary password.
///
/// # Errors
/// `Fautes`; `Refus` `courriel_deja_connu`.
pub async fn creer_agent(contexte: &Contexte, nouvel: &NouvelAgent) -> Result<(String, String), Erreur> {
    let mut collecte = Collecte::new();
    let role = collecte.requis::<Role>("/role", &nouvel.role);
    let courriel = collecte.requis::<Courriel>("/courriel", &nouvel.courriel);
    let nom = collecte.ligne("/nom", &nouvel.nom, 80);
    let prenom = collecte.ligne("/prenom", &nouvel.prenom, 80);
    let departements = match role {
        Some(Role::AgentUd) => lire_departements(&mut collecte, &nouvel.departements),
        _ => Vec::new(),
    };
    if let Some(Role::Utilisateur | Role::TiersDeclarant) = role {
        collecte.ajouter(Faute::champ(
            "/role",
            "role_invalide",
            "Seuls les comptes de l'administration (agent_ud, assistance) se créent ainsi.",
        ));
    }
    let (Some(role), Some(courriel)) = (role, courriel) else {
        return Ok(collecte.echec()?);
    };
    collecte.fin()?;
    let mot_de_passe = contexte.hasard.mot_de_passe_temporaire();
    let hache = contexte.hachage.hacher(&contexte.hasard, &mot_de_passe).await?;
    let tx = contexte.ecrire().await?;
    let nouveau = Administration {
        role,
        courriel: courriel.as_str(),
        nom: &nom,
        prenom: &prenom,
        departements: &departements,
        hache: &hache,
    };
    let compte = inserer_administration(&tx, contexte, &nouveau)
        .await?
        .ok_or_else(|| {
            Erreur::refus(
                "courriel_deja_connu",
                "Un compte a déjà cette adresse électronique.",
            )
        })?;
    journal::noter(
        &tx,
        contexte,
        None,
        "compte_cree",
        ("compte", compte.id),
        json!({ "role": role.code() }),
    )
    .await?;
    tx.commit().await?;
    Ok((compte.identifiant.unwrap_or_default(), mot_de_passe))
}

/// What an account of the administration is made of.
pub(crate) struct Administration<'a> {
    pub role: Role,
    pub courriel: &'a str,
    pub nom: &'a str,
    pub prenom: &'a str,
    pub departements: &'a [Departement],
    /// Of its temporary password.
    pub hache: &'a str,
}

/// Writes it, in the caller's transaction; `None` when its address has an account.
///
/// # Errors
/// `Base`.
pub(crate) async fn inserer_administration(
    tx: &impl db::ConnectionTrait,
    contexte: &Contexte,
    nouveau: &Administration<'_>,
) -> Result<Option<Compte>, Erreur> {
    if db::compte::par_courriel(tx, nouveau.courriel).await?.is_some() {
        return Ok(None);
    }
    let personne = Personne {
        courriel: nouveau.courriel,
        nom: nouveau.nom,
        prenom: nouveau.prenom,
        telephone: "",
    };
    let compte = Compte {
        identifiant: Some(identifiant_libre(tx, nouveau.prenom, nouveau.nom).await?),
        mot_de_passe_hache: Some(nouveau.hache.to_owned()),
        ..vierge(contexte, nouveau.role, &personne)
    };
    db::compte::inserer(tx, compte.clone()).await?;
    db::agent::remplacer_departements(tx, compte.id, &codes(nouveau.departements)).await?;
    Ok(Some(compte))
}

/// Whose account is made.
pub(crate) struct Personne<'a> {
    pub courriel: &'a str,
    pub nom: &'a str,
    pub prenom: &'a str,
    pub telephone: &'a str,
}

/// An account that nobody can log in to yet: no identifiant, no password, no secret question.
pub(crate) fn vierge(contexte: &Contexte, role: Role, personne: &Personne<'_>) -> Compte {
    Compte {
        id: contexte.id(),
        identifiant: None,
        courriel: personne.courriel.to_owned(),
        nom: personne.nom.to_owned(),
        prenom: personne.prenom.to_owned(),
        telephone: personne.telephone.to_owned(),
        role: role.code().to_owned(),
        mot_de_passe_hache: None,
        mot_de_passe_temporaire: true,
        mot_de_passe_expire_le: None,
        echecs: 0,
        verrouille_jusqu_a: None,
        question_secrete: String::new(),
        reponse_secrete_hachee: None,
        cree_le: contexte.maintenant(),
    }
}
