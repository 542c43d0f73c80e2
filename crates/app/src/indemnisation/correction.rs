//! Corrections: a validated claim never changes; a new version of it is opened, and only the
//! difference is paid.

use db::ConnectionTrait;
use db::dap::Portee;
use db::indemnisation::{Demande, Ligne};
use domain::Refus;
use domain::indemnisation::{Comparee, DemandeIndemnisation, DifferenceLigne, EtatDi, differences};
use domain::montant::{Centimes, Heures};
use serde_json::json;
use uuid::Uuid;

use super::{OBJET, Vue, a_payer, lire_etat, lire_mois, regles, verrouiller, vue};
use crate::{Acteur, Contexte, Erreur, journal};

/// A correction beside the version that it corrects.
#[derive(Debug, Clone)]
pub struct Difference {
    pub avant: Demande,
    pub apres: Demande,
    pub lignes: Vec<DifferenceLigne>,
}

/// The claim, those that it corrects and its corrections, oldest first; withdrawn ones left out.
pub(super) async fn versions(base: &impl ConnectionTrait, ligne: &Demande) -> Result<Vec<Demande>, Erreur> {
    let du_mois = db::indemnisation::du_mois(base, ligne.dap_id, &ligne.mois).await?;
    Ok(du_mois
        .into_iter()
        .filter(|version| version.id == ligne.id || version.etat_code != "retiree")
        .collect())
}

/// May a correction of this version be opened?
pub(super) fn verifier(ligne: &Demande, etat: &EtatDi, versions: &[Demande]) -> Result<(), Erreur> {
    let demande = DemandeIndemnisation {
        mois: lire_mois(ligne)?,
        etat: etat.clone(),
    };
    demande.verifier_correction(a_payer(ligne))?;
    let suivante = versions
        .iter()
        .find(|version| version.corrige_id == Some(ligne.id) && version.etat_code != "retiree");
    match suivante {
        None => Ok(()),
        Some(suivante) => Err(Erreur::Refus(Refus::new(
            "correction_existante",
            format!(
                "La correction {} existe déjà : ouvrez-la, une seule se fait à la fois.",
                suivante.numero
            ),
        ))),
    }
}

/// Opens a correction, filled with the lines of the version that it corrects, computed by the rules of today.
///
/// # Errors
/// `Introuvable`, `VersionPerimee`, `RoleInsuffisant`; `Refus` `correction_impossible`,
/// `correction_existante`.
pub async fn ouvrir_correction(
    contexte: &Contexte,
    acteur: &Acteur,
    id: Uuid,
    version: i32,
) -> Result<Vue, Erreur> {
    let portee = acteur.portee()?;
    if !matches!(portee, Portee::Compte(_)) {
        return Err(Erreur::RoleInsuffisant);
    }
    let tx = contexte.ecrire().await?;
    // Two corrections asked for at once must see each other.
    let ligne = verrouiller(&tx, &portee, id, Some(version)).await?;
    db::dap::verrouiller_sans_portee(&tx, ligne.dap_id).await?;
    let toutes = db::indemnisation::du_mois(&tx, ligne.dap_id, &ligne.mois).await?;
    verifier(&ligne, &lire_etat(&ligne)?, &toutes)?;
    let maintenant = contexte.maintenant();
    let etat = EtatDi::Provisoire;
    let nouvelle = Demande {
        id: contexte.id(),
        numero: contexte.hasard.numero("DI"),
        correction: i32::try_from(toutes.len()).unwrap_or(i32::MAX),
        etat_code: etat.code().to_owned(),
        etat: serde_json::to_value(&etat).map_err(|erreur| Erreur::illisible("état", &erreur))?,
        coordonnees_bancaires_id: None,
        corrige_id: Some(ligne.id),
        allocation_precedente: ligne.allocation,
        limite_tacite: None,
        decidee_le: None,
        decidee_par: None,
        motifs: None,
        regles: None,
        version: 1,
        creee_le: maintenant,
        modifiee_le: maintenant,
        ..ligne.clone()
    };
    db::indemnisation::inserer(&tx, nouvelle.clone()).await?;
    let lignes = db::indemnisation::lignes(&tx, ligne.id).await?;
    let copies = lignes
        .into_iter()
        .map(|copiee| Ligne {
            id: contexte.id(),
            demande_id: nouvelle.id,
            ..copiee
        })
        .collect();
    db::indemnisation::inserer_lignes(&tx, copies).await?;
    let details = json!({ "corrige": ligne.id });
    journal::noter(
        &tx,
        contexte,
        Some(acteur),
        "correction_ouverte",
        (OBJET, nouvelle.id),
        details,
    )
    .await?;
    // The rules may have changed since that version was sent: one set of them for all lines.
    let nouvelle = regles::actualiser(&tx, contexte, Some(acteur), nouvelle).await?;
    let vue = vue(&tx, contexte, acteur, nouvelle).await?;
    tx.commit().await?;
    Ok(vue)
}

/// What a correction changes, in all and by employee.
///
/// # Errors
/// `Introuvable`, `RoleInsuffisant`; `Refus` `pas_une_correction`.
pub async fn difference(contexte: &Contexte, acteur: &Acteur, id: Uuid) -> Result<Difference, Erreur> {
    let base = &contexte.base;
    let apres = db::indemnisation::trouver(base, &acteur.portee()?, id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    let avant = match apres.corrige_id {
        Some(id) => db::indemnisation::par_id(base, id).await?,
        None => None,
    };
    let Some(avant) = avant else {
        return Err(Erreur::refus(
            "pas_une_correction",
            "Cette demande est la première de son mois : elle ne corrige rien. Ouvrez la correction, s'il y en a une.",
        ));
    };
    let comparees = |lignes: Vec<Ligne>| lignes.into_iter().map(comparee).collect::<Vec<_>>();
    let anciennes = comparees(db::indemnisation::lignes(base, avant.id).await?);
    let nouvelles = comparees(db::indemnisation::lignes(base, apres.id).await?);
    Ok(Difference {
        lignes: differences(&anciennes, &nouvelles),
        avant,
        apres,
    })
}

fn comparee(ligne: Ligne) -> Comparee {
    Comparee {
        cle: ligne.nir_index,
        nom: ligne.nom,
        prenom: ligne.prenom,
        heures: Heures(ligne.heures_indemnisables),
        allocation: Centimes(ligne.allocation),
        indemnite: Centimes(ligne.indemnite),
    }
}
