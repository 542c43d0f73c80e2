//! The establishment sheet.

use db::Page;
use db::etablissement::Etablissement;
use domain::Refus;
use domain::droits::{Action, peut_au_titre};
use domain::etablissement::{FicheEtablissement, SaisieFiche, Siret};
use domain::habilitation::{RoleHabilitation, reserve_au_principal};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{Acteur, Contexte, Erreur, journal};

/// One establishment as its users see it.
#[derive(Debug, Clone)]
pub struct Vue {
    pub ligne: Etablissement,
    pub fiche: FicheEtablissement,
    pub coordonnees_actives: bool,
    /// Name of the principal user.
    pub principal: Option<String>,
    /// As what the actor acts for it.
    pub titre: RoleHabilitation,
    /// The establishment that this one replaces, if the actor may see it too.
    pub ancien: Option<Etablissement>,
    /// Those within reach that replace this one.
    pub successeurs: Vec<Etablissement>,
    /// Who last saved the sheet.
    pub modifie_par: Option<String>,
}

/// One line of the list.
#[derive(Debug, Clone)]
pub struct Resume {
    pub ligne: Etablissement,
    pub role: String,
    pub complet: bool,
    pub coordonnees_actives: bool,
}

pub(crate) fn lire_fiche(ligne: &Etablissement) -> Result<FicheEtablissement, Erreur> {
    serde_json::from_value(ligne.fiche.clone()).map_err(|erreur| Erreur::illisible("fiche", &erreur))
}

/// The establishment, when the actor may act for it; a SIRET that is none is not found either.
pub(crate) async fn accessible(
    base: &impl db::ConnectionTrait,
    acteur: &Acteur,
    siret: &str,
) -> Result<Etablissement, Erreur> {
    Ok(acces(base, acteur, siret).await?.ligne)
}

/// An establishment within reach, and as what.
pub(crate) struct AccesEtablissement {
    pub ligne: Etablissement,
    pub titre: RoleHabilitation,
}

/// The one place that decides whether, and as what, an actor reaches an establishment: by their
/// habilitation, or by a mandate in force today. Anything else does not exist.
pub(crate) async fn acces(
    base: &impl db::ConnectionTrait,
    acteur: &Acteur,
    siret: &str,
) -> Result<AccesEtablissement, Erreur> {
    let siret: Siret = siret.parse().map_err(|_| Erreur::Introuvable)?;
    let (ligne, titre) = db::etablissement::par_siret_du_compte(base, acteur.porteur(), siret.as_str())
        .await?
        .ok_or(Erreur::Introuvable)?;
    let titre = titre
        .parse()
        .map_err(|refus: Refus| Erreur::illisible("rôle", &refus))?;
    Ok(AccesEtablissement { ligne, titre })
}

impl AccesEtablissement {
    /// # Errors
    /// `Interdit` when the title does not allow it; `RoleInsuffisant` for an accountant, whom the
    /// users of the client do not concern.
    pub fn exiger(&self, action: Action) -> Result<(), Erreur> {
        if peut_au_titre(self.titre, action) {
            Ok(())
        } else if self.titre == RoleHabilitation::TiersDeclarant {
            Err(Erreur::RoleInsuffisant)
        } else {
            Err(Erreur::Interdit(reserve_au_principal()))
        }
    }
}

/// The actor's establishments, by SIRET.
///
/// # Errors
/// `Base`, `Interne`.
pub async fn lister(contexte: &Contexte, acteur: &Acteur, page: Page<String>) -> Result<Vec<Resume>, Erreur> {
    let lignes = db::etablissement::du_compte(&contexte.base, acteur.porteur(), page).await?;
    let ids: Vec<Uuid> = lignes.iter().map(|(ligne, _)| ligne.id).collect();
    let actives = db::coordonnees_bancaires::etablissements_avec_actives(&contexte.base, ids).await?;
    lignes
        .into_iter()
        .map(|(ligne, role)| {
            let complet = lire_fiche(&ligne)?.complete().is_empty();
            Ok(Resume {
                coordonnees_actives: actives.contains(&ligne.id),
                complet,
                role,
                ligne,
            })
        })
        .collect()
}

/// What the actor has asked for and the help desk has not answered yet.
///
/// # Errors
/// `Base`.
pub async fn demandes(
    contexte: &Contexte,
    acteur: &Acteur,
) -> Result<Vec<db::habilitation::Complete>, Erreur> {
    Ok(db::habilitation::demandes_du_compte(&contexte.base, acteur.compte_id).await?)
}

/// One sheet.
///
/// # Errors
/// `Introuvable`.
pub async fn lire(contexte: &Contexte, acteur: &Acteur, siret: &str) -> Result<Vue, Erreur> {
    let acces = acces(&contexte.base, acteur, siret).await?;
    vue(&contexte.base, acteur, acces).await
}

async fn vue(
    base: &impl db::ConnectionTrait,
    acteur: &Acteur,
    acces: AccesEtablissement,
) -> Result<Vue, Erreur> {
    let AccesEtablissement { ligne, titre } = acces;
    let ancien = match ligne.ancien_siret.as_deref() {
        // A link to what the actor could not open would tell that it exists.
        Some(siret) => db::etablissement::par_siret_du_compte(base, acteur.porteur(), siret)
            .await?
            .map(|(ancien, _)| ancien),
        None => None,
    };
    let successeurs = db::etablissement::successeurs(base, acteur.porteur(), &ligne.siret).await?;
    let principal = db::habilitation::principal(base, ligne.id).await?;
    let derniere = db::journal::derniere(base, "etablissement", ligne.id, "fiche_modifiee").await?;
    let auteur = match derniere.and_then(|ligne| ligne.compte_id) {
        Some(id) => db::compte::trouver(base, id).await?,
        None => None,
    };
    Ok(Vue {
        modifie_par: auteur.map(|compte| format!("{} {}", compte.prenom, compte.nom)),
        fiche: lire_fiche(&ligne)?,
        coordonnees_actives: db::coordonnees_bancaires::actives(base, ligne.id)
            .await?
            .is_some(),
        principal: principal.map(|compte| format!("{} {}", compte.prenom, compte.nom)),
        titre,
        ancien,
        successeurs,
        ligne,
    })
}

/// Names of the fields that differ, for the journal: what they hold is nobody else's business.
fn champs_changes(avant: &Value, apres: &Value) -> Vec<String> {
    let champs = |fiche: &Value| fiche.as_object().cloned().unwrap_or_default();
    let (avant, apres) = (champs(avant), champs(apres));
    apres
        .iter()
        .filter(|(nom, valeur)| avant.get(*nom).unwrap_or(&Value::Null) != *valeur)
        .map(|(nom, _)| nom.clone())
        .collect()
}

/// Replaces the sheet that was read at `version`. The same sheet again changes nothing: whoever
/// reads it meanwhile need not read it anew.
///
/// # Errors
/// `Fautes`, `Introuvable`, `VersionPerimee`.
pub async fn modifier(
    contexte: &Contexte,
    acteur: &Acteur,
    siret: &str,
    version: i32,
    saisie: &SaisieFiche,
) -> Result<Vue, Erreur> {
    let acces_lu = acces(&contexte.base, acteur, siret).await?;
    let ligne = &acces_lu.ligne;
    let fiche = saisie.verifier()?;
    if ligne.version == version && lire_fiche(ligne)? == fiche {
        return vue(&contexte.base, acteur, acces_lu).await;
    }
    let json = serde_json::to_value(&fiche).map_err(|erreur| Erreur::illisible("fiche", &erreur))?;
    let champs = champs_changes(&ligne.fiche, &json);
    let tx = contexte.ecrire().await?;
    let fait = db::etablissement::remplacer_fiche(
        &tx,
        ligne.id,
        version,
        &fiche.denomination,
        fiche.unite_departementale().code(),
        json,
        contexte.maintenant(),
    )
    .await?;
    if !fait {
        return Err(Erreur::VersionPerimee);
    }
    let details = json!({ "version": version + 1, "champs": champs });
    journal::noter(
        &tx,
        contexte,
        Some(acteur),
        "fiche_modifiee",
        ("etablissement", ligne.id),
        details,
    )
    .await?;
    let acces = acces(&tx, acteur, siret).await?;
    let vue = vue(&tx, acteur, acces).await?;
    tx.commit().await?;
    Ok(vue)
}
