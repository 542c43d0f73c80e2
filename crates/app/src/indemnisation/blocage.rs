//! What forbids sending a claim.

use db::ConnectionTrait;
use db::indemnisation::{Demande, Indemnisee};
use domain::indemnisation::{AvenantAttendu, Blocage, FaitsDi, blocages};
use domain::montant::Heures;
use domain::simulation::ProfilSalarie;
use time::Date;

use super::contingent::{self, Annee};
use super::vue::Support;
use super::{autorisation, lire_mois, semaines};
use crate::{Contexte, Erreur};

/// What was found of a claim beside the others of its authorisation and of its company.
pub(super) struct Examen {
    pub blocages: Vec<Blocage>,
    /// Empty for a claim that asks for no hours.
    pub annee: Annee,
    /// Indemnifiable hours of the other months.
    pub heures_des_autres: Heures,
}

/// Everything that forbids sending, each with its way out.
///
/// # Errors
/// `Base`.
pub(super) async fn examiner(
    base: &impl ConnectionTrait,
    contexte: &Contexte,
    ligne: &Demande,
    support: &Support,
) -> Result<Examen, Erreur> {
    let (debut, fin, heures_autorisees) = autorisation(&support.dap)?;
    let (siret, motif) = (&support.etablissement.siret, &support.dap.motif);
    let heures_des_autres = heures_des_autres(base, ligne).await?;
    // What lines alone can tell is not asked of a claim that has none.
    let demande_des_heures = ligne.heures_indemnisables > 0;
    let annee = if demande_des_heures {
        Annee::lire(base, contexte, ligne, (siret, motif)).await?
    } else {
        Annee::sans_heures(contexte, ligne, motif)?
    };
    let indemnisees = if demande_des_heures {
        db::indemnisation::indemnisees(base, ligne.id).await?
    } else {
        Vec::new()
    };
    let sans_heures = if ligne.salaries > 0 {
        db::indemnisation::compter_sans_heures(base, ligne.id).await?
    } else {
        0
    };
    let semaines_en_trop = if ligne.heures_chomees > 0 {
        semaines::en_trop(base, ligne, contingent::siren(siret)).await?
    } else {
        Vec::new()
    };
    let faits = FaitsDi {
        mois: lire_mois(ligne)?,
        coordonnees_bancaires_actives: support.coordonnees.is_some(),
        lignes: u32::try_from(ligne.salaries).unwrap_or(0),
        lignes_sans_heures: u32::try_from(sans_heures).unwrap_or(u32::MAX),
        heures_chomees: Heures(ligne.heures_chomees),
        heures_indemnisables: Heures(ligne.heures_indemnisables),
        heures_deja_demandees: heures_des_autres,
        heures_autorisees,
        avenant: avenant_attendu(base, ligne, (debut, fin)).await?,
        hors_contingent: annee.depassements(&indemnisees),
        cadres_dirigeants: cadres_dirigeants(base, support, &indemnisees).await?,
        semaines_en_trop,
        fin_autorisation: fin,
        amenagement_plus_de_6_mois: ligne.amenagement_long,
    };
    Ok(Examen {
        blocages: blocages(&faits, contexte.maintenant()),
        annee,
        heures_des_autres,
    })
}

/// Managers who have hours although no closure was authorised.
async fn cadres_dirigeants(
    base: &impl ConnectionTrait,
    support: &Support,
    indemnisees: &[Indemnisee],
) -> Result<Vec<String>, Erreur> {
    let cadres: Vec<String> = indemnisees
        .iter()
        .filter(|ligne| ligne.profil == ProfilSalarie::CadreDirigeant.code())
        .map(|ligne| format!("{} {}", ligne.nom, ligne.prenom))
        .collect();
    if !cadres.is_empty() && crate::dap::suspension_autorisee(base, &support.dap).await? {
        return Ok(Vec::new());
    }
    Ok(cadres)
}

/// The avenant that waits for its decision, as it bears on this claim.
async fn avenant_attendu(
    base: &impl ConnectionTrait,
    ligne: &Demande,
    autorisee: (Date, Date),
) -> Result<Option<AvenantAttendu>, Erreur> {
    let Some(avenant) = crate::dap::avenant_attendu(base, ligne.dap_id).await? else {
        return Ok(None);
    };
    Ok(Some(AvenantAttendu {
        semaine_retiree: semaines::retiree(base, ligne, autorisee, avenant.periode).await?,
        numero: avenant.numero,
        heures: avenant.heures,
    }))
}

/// The totals that a sent claim would exceed if its hours counted from now on. Locks the DAP and the
/// company, as a sending does: nobody else adds hours meanwhile.
///
/// # Errors
/// `Base`, `Introuvable`.
pub(super) async fn depassements(
    tx: &impl ConnectionTrait,
    contexte: &Contexte,
    ligne: &Demande,
) -> Result<Vec<Blocage>, Erreur> {
    let dap = db::dap::verrouiller_sans_portee(tx, ligne.dap_id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    let support = Support::sous(tx, ligne, dap).await?;
    contingent::verrouiller(tx, &support.etablissement).await?;
    let mut blocages = examiner(tx, contexte, ligne, &support).await?.blocages;
    blocages.retain(Blocage::depasse_un_total);
    Ok(blocages)
}

/// Indemnifiable hours of the other claims of the authorisation: of each month the version that
/// counts, that which this claim corrects left out.
async fn heures_des_autres(base: &impl ConnectionTrait, ligne: &Demande) -> Result<Heures, Erreur> {
    let comptent = db::indemnisation::qui_comptent(base, ligne.dap_id).await?;
    Ok(comptent
        .iter()
        .filter(|autre| autre.id != ligne.id && Some(autre.id) != ligne.corrige_id)
        .map(|autre| Heures(autre.heures_indemnisables))
        .sum())
}
