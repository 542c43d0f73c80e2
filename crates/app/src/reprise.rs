//! The takeover: the principal user has left, somebody else of the establishment asks for the
//! role. Its users are told, the help desk decides.

use db::Page;
use db::etablissement::Etablissement;
use db::reprise::Reprise;
use domain::habilitation::{EtatHabilitation, RoleHabilitation};
use domain::reprise as regles;
use domain::reprise::{
    DecisionReprise, DemandeReprise, EtatReprise, MAX_EN_ATTENTE, SaisieReprise, SortAncien,
};
use domain::{Collecte, Refus};
use serde_json::json;
use uuid::Uuid;

use crate::habilitation::{Temporaire, annoncer_acces, est_conflit};
use crate::utilisateur::{accorder, changer_role, compte_pour, finir, verifier_place};
use crate::{Acteur, Contexte, Erreur, controle, courriel, journal, textes};

/// A request with what it is about.
#[derive(Debug, Clone)]
pub struct Vue {
    pub ligne: Reprise,
    pub etablissement: Etablissement,
    /// The principal user as of now, with their e-mail: the help desk writes or calls.
    pub principal: Option<(String, String)>,
}

/// Files a request. A logged-in person asks under their own name; a stranger fills in a form and
/// passes the security check.
///
/// # Errors
/// `Fautes` (`etablissement_inconnu` on `/siret`, those of the check on `/controle`); `Refus`
/// `deja_principal`, `reprise_deja_demandee`, `trop_de_reprises`.
pub async fn demander(
    contexte: &Contexte,
    acteur: Option<&Acteur>,
    saisie: &SaisieReprise,
    solution: &str,
) -> Result<Vue, Erreur> {
    let demande = match acteur {
        Some(acteur) => au_nom_de(contexte, acteur, saisie).await?.verifier()?,
        None => {
            let demande = saisie.verifier()?;
            controle::verifier(contexte, solution).await?;
            demande
        }
    };
    let tx = contexte.ecrire().await?;
    let connu = match db::etablissement::par_siret(&tx, demande.siret.as_str()).await? {
        Some(connu) if db::habilitation::etablissement_pris(&tx, connu.id).await? => connu,
        _ => {
            return Err(Erreur::champ(
                "/siret",
                "etablissement_inconnu",
                "Cet établissement n'a pas encore d'espace : demandez-le par « Créer mon espace ».",
            ));
        }
    };
    let etablissement = db::etablissement::verrouiller(&tx, connu.id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    let principal = db::habilitation::principal(&tx, etablissement.id).await?;
    if acteur.is_some_and(|acteur| principal.as_ref().is_some_and(|p| p.id == acteur.compte_id)) {
        return Err(deja_principal());
    }
    let attente = db::reprise::en_attente(&tx, etablissement.id).await?;
    if attente.iter().any(|r| r.courriel == demande.courriel.as_str()) {
        return Err(Erreur::refus(
            "reprise_deja_demandee",
            "Vous avez déjà demandé la reprise de cet établissement : l'assistance vous répondra par courriel.",
        ));
    }
    if u64::try_from(attente.len()).unwrap_or(u64::MAX) >= MAX_EN_ATTENTE {
        return Err(Erreur::refus(
            "trop_de_reprises",
            "Plusieurs demandes de reprise attendent déjà pour cet établissement : l'assistance les examine d'abord.",
        ));
    }
    let ligne = ligne(contexte, acteur, &demande, etablissement.id);
    db::reprise::inserer(&tx, ligne.clone()).await?;
    let (p, e) = (&contexte.parametres, &etablissement);
    let jour = domain::mois::jour_de_paris(contexte.maintenant());
    let nom = format!("{} {}", ligne.prenom, ligne.nom);
    for destinataire in db::etablissement::courriels_des_utilisateurs(&tx, e.id, jour).await? {
        let texte = textes::reprise_demandee(p, &e.denomination, &e.siret, &nom);
        courriel::mettre_en_file(&tx, contexte, &destinataire, texte).await?;
    }
    let texte = textes::reprise_recue(p, &e.denomination, &e.siret);
    courriel::mettre_en_file(&tx, contexte, &ligne.courriel, texte).await?;
    noter(&tx, contexte, acteur, "reprise_demandee", &ligne, &etablissement).await?;
    let vue = vue(&tx, ligne, etablissement).await?;
    tx.commit().await?;
    Ok(vue)
}

fn deja_principal() -> Erreur {
    Erreur::refus(
        "deja_principal",
        "Cette personne est déjà l'utilisateur principal de l'établissement.",
    )
}

/// Whoever is logged in asks under the name and address of their account.
async fn au_nom_de(
    contexte: &Contexte,
    acteur: &Acteur,
    saisie: &SaisieReprise,
) -> Result<SaisieReprise, Erreur> {
    let compte = db::compte::trouver(&contexte.base, acteur.compte_id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    Ok(SaisieReprise {
        nom: compte.nom,
        prenom: compte.prenom,
        courriel: compte.courriel.clone(),
        courriel_confirmation: compte.courriel,
        ..saisie.clone()
    })
}

fn ligne(
    contexte: &Contexte,
    acteur: Option<&Acteur>,
    demande: &DemandeReprise,
    etablissement_id: Uuid,
) -> Reprise {
    Reprise {
        id: contexte.id(),
        etablissement_id,
        compte_id: acteur.map(|acteur| acteur.compte_id),
        nom: demande.nom.clone(),
        prenom: demande.prenom.clone(),
        telephone: demande.telephone.as_str().to_owned(),
        courriel: demande.courriel.as_str().to_owned(),
        motif: demande.motif.clone(),
        etat: regles::Reprise::demander().etat.code().to_owned(),
        ancien: None,
        motif_refus: None,
        demandee_le: contexte.maintenant(),
        decidee_le: None,
        decidee_par: None,
    }
}

/// Requests, oldest first.
///
/// # Errors
/// `Fautes` `etat_inconnu`.
pub async fn lister(contexte: &Contexte, etat: Option<&str>, page: Page<Uuid>) -> Result<Vec<Vue>, Erreur> {
    let mut collecte = Collecte::new();
    let etat = collecte.facultatif::<EtatReprise>("/etat", etat.unwrap_or(""));
    collecte.fin()?;
    let lignes = db::reprise::lister(&contexte.base, etat.map(EtatReprise::code), page).await?;
    let ids = lignes.iter().map(|ligne| ligne.etablissement_id).collect();
    let etablissements = db::etablissement::par_ids(&contexte.base, ids).await?;
    let mut vues = Vec::with_capacity(lignes.len());
    for ligne in lignes {
        if let Some(etablissement) = etablissements.get(&ligne.etablissement_id) {
            vues.push(vue(&contexte.base, ligne, etablissement.clone()).await?);
        }
    }
    Ok(vues)
}

/// The help desk decides. Accepted, the person becomes the principal user at once and the one
/// before stays a user or is removed; everybody concerned is told.
///
/// # Errors
/// `Introuvable`; `Refus` `reprise_deja_decidee`, `motifs_requis`, `deja_principal`,
/// `habilitation_a_decider`, `trop_de_siret`; `Fautes` `courriel_non_utilisable`.
pub async fn decider(
    contexte: &Contexte,
    acteur: &Acteur,
    id: Uuid,
    decision: &DecisionReprise,
) -> Result<Vue, Erreur> {
    let temporaire = Temporaire::preparer(contexte).await?;
    for _ in 0..3 {
        match decider_une_fois(contexte, acteur, id, decision, &temporaire).await {
            Err(erreur) if est_conflit(&erreur) => {}
            autre => return autre,
        }
    }
    Err(Erreur::Interne("reprise non décidée après trois essais".into()))
}

async fn decider_une_fois(
    contexte: &Contexte,
    acteur: &Acteur,
    id: Uuid,
    decision: &DecisionReprise,
    temporaire: &Temporaire,
) -> Result<Vue, Erreur> {
    let tx = contexte.ecrire().await?;
    let mut ligne = db::reprise::verrouiller(&tx, id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    let etablissement = db::etablissement::verrouiller(&tx, ligne.etablissement_id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    let decidee = lire(&ligne)?.decider(decision.clone())?;
    ligne.etat = decidee.etat.code().to_owned();
    ligne.ancien = decidee.ancien.map(|sort| sort.code().to_owned());
    ligne.motif_refus = decidee.motif_refus;
    ligne.decidee_le = Some(contexte.maintenant());
    ligne.decidee_par = Some(acteur.compte_id);
    db::reprise::remplacer(&tx, ligne.clone()).await?;
    match decidee.ancien {
        Some(sort) => installer(&tx, contexte, acteur, &ligne, &etablissement, sort, temporaire).await?,
        None => {
            let motif = ligne.motif_refus.as_deref().unwrap_or_default();
            let (p, e) = (&contexte.parametres, &etablissement);
            let texte = textes::reprise_refusee(p, &e.denomination, &e.siret, motif);
            courriel::mettre_en_file(&tx, contexte, &ligne.courriel, texte).await?;
        }
    }
    let action = format!("reprise_{}", ligne.etat);
    noter(&tx, contexte, Some(acteur), &action, &ligne, &etablissement).await?;
    let vue = vue(&tx, ligne, etablissement).await?;
    tx.commit().await?;
    Ok(vue)
}

/// The person becomes the principal user in place of the one before.
async fn installer(
    tx: &impl db::ConnectionTrait,
    contexte: &Contexte,
    acteur: &Acteur,
    ligne: &Reprise,
    etablissement: &Etablissement,
    sort: SortAncien,
    temporaire: &Temporaire,
) -> Result<(), Erreur> {
    let courriel_lu = ligne
        .courriel
        .parse()
        .map_err(|refus: Refus| Erreur::illisible("courriel", &refus))?;
    let (mut compte, _) = compte_pour(
        tx,
        contexte,
        &courriel_lu,
        &ligne.prenom,
        &ligne.nom,
        &ligne.telephone,
    )
    .await?;
    let utilisateurs = db::habilitation::utilisateurs(tx, etablissement.id).await?;
    let Some((ancienne, ancien)) = utilisateurs
        .iter()
        .find(|(h, _)| h.role == RoleHabilitation::Principal.code())
    else {
        return Err(Erreur::refus(
            "habilitation_a_decider",
            "La première demande d'accès de cet établissement attend encore : décidez-la d'abord.",
        ));
    };
    if ancien.id == compte.id {
        return Err(deja_principal());
    }
    // The old one first: the database refuses two principal users at any instant.
    changer_role(tx, ancienne.id, RoleHabilitation::Utilisateur).await?;
    if sort == SortAncien::Retirer {
        finir(tx, contexte, acteur, ancienne, EtatHabilitation::Retiree).await?;
    }
    let (p, e) = (&contexte.parametres, etablissement);
    match utilisateurs.iter().find(|(_, c)| c.id == compte.id) {
        Some((sienne, _)) => {
            changer_role(tx, sienne.id, RoleHabilitation::Principal).await?;
            let texte = textes::principal_recu(p, &e.denomination, &e.siret, "l'assistance");
            courriel::mettre_en_file(tx, contexte, &compte.courriel, texte).await?;
        }
        None => {
            verifier_place(tx, acteur, compte.id).await?;
            accorder(tx, contexte, acteur, compte.id, e.id, RoleHabilitation::Principal).await?;
            annoncer_acces(tx, contexte, &mut compte, e, temporaire).await?;
        }
    }
    let nom = format!("{} {}", compte.prenom, compte.nom);
    let texte = textes::principal_repris(p, &e.denomination, &e.siret, &nom, sort == SortAncien::Garder);
    courriel::mettre_en_file(tx, contexte, &ancien.courriel, texte).await
}

async fn vue(
    base: &impl db::ConnectionTrait,
    ligne: Reprise,
    etablissement: Etablissement,
) -> Result<Vue, Erreur> {
    let principal = db::habilitation::principal(base, etablissement.id).await?;
    Ok(Vue {
        principal: principal.map(|p| (format!("{} {}", p.prenom, p.nom), p.courriel)),
        ligne,
        etablissement,
    })
}

fn lire(ligne: &Reprise) -> Result<regles::Reprise, Erreur> {
    let illisible = |refus: Refus| Erreur::illisible("reprise", &refus);
    Ok(regles::Reprise {
        etat: ligne.etat.parse().map_err(illisible)?,
        ancien: ligne
            .ancien
            .as_deref()
            .map(str::parse)
            .transpose()
            .map_err(illisible)?,
        motif_refus: ligne.motif_refus.clone(),
    })
}

async fn noter(
    tx: &impl db::ConnectionTrait,
    contexte: &Contexte,
    acteur: Option<&Acteur>,
    action: &str,
    ligne: &Reprise,
    etablissement: &Etablissement,
) -> Result<(), Erreur> {
    let details = json!({ "siret": etablissement.siret });
    Ok(journal::noter(tx, contexte, acteur, action, ("reprise", ligne.id), details).await?)
}
