//! Claims (DI): one per DAP and month.

use db::ConnectionTrait;
use db::dap::Portee;
use db::etablissement::Etablissement;
use db::indemnisation::Demande;
use db::journal::LigneJournal;
use domain::bareme::{Regime, Territoire};
use domain::dap::EtatDap;
use domain::ferie::{JourFerie, jours_feries_du_mois};
use domain::indemnisation::{
    AvenantAttendu, Blocage, DemandeIndemnisation, EtatDi, FaitsDi, ReglesDi, Suite, blocages,
    limite_de_demande, suite,
};
use domain::mois::Mois;
use domain::montant::{Centimes, Heures};
use serde_json::json;
use time::Date;
use uuid::Uuid;

use crate::{Acteur, Contexte, Erreur, journal};

mod contingent;
mod copie;
mod correction;
mod creation;
mod export;
mod heures;
mod instruction;
mod lignes;
mod lot;
mod modele;
pub mod paiement;
mod recherche;
mod regles;
pub mod retablissement;
pub(crate) mod semaines;
mod signaux;
mod suivi;
mod vie;

pub use copie::copier_mois;
pub use correction::{Difference, difference, ouvrir_correction};
pub use creation::creer;
pub use export::{LigneExportee, lignes_a_exporter};
pub use heures::{SaisieLigne, SaisieSemaine, importer_heures, saisir};
pub use instruction::{Decision, decider, liberer, prendre, valider, valider_tacitement};
pub use lignes::{
    LigneDetaillee, LigneVue, ajouter_salaries, detailler, lister_lignes, retirer_lignes, toutes_les_lignes,
};
pub use lot::decider_lot;
pub use modele::{LigneModele, modele_heures};
pub use recherche::{Recherche, Resume, exporter, file, lister};
pub(crate) use regles::actualiser_brouillons;
pub use regles::{SaisieRegles, changer_regles};
pub use suivi::{MoisConsomme, consommation};
pub use vie::{corriger, envoyer, retirer};

const OBJET: &str = "demande";

/// One claim as the actor sees it.
#[derive(Debug, Clone)]
pub struct Vue {
    pub ligne: Demande,
    pub mois: Mois,
    pub etat: EtatDi,
    pub dap: db::dap::Dap,
    pub etablissement: Etablissement,
    /// None when the authorisation or the figures of its regime are no longer known.
    pub regles: Option<ReglesDi>,
    /// Regimes in force in its month and territory.
    pub regimes: Vec<Regime>,
    /// Public holidays within its weeks.
    pub jours_feries: Vec<JourFerie>,
    /// Masked IBAN that will be, or was, paid.
    pub iban_masque: Option<String>,
    pub blocages: Vec<Blocage>,
    pub actions: Vec<&'static str>,
    pub chronologie: Vec<LigneJournal>,
    /// The last day to claim (art. L5122-1 IV).
    pub limite: Date,
    pub suite: Option<Suite>,
    /// What this version adds to those before it; negative when it lowers them.
    pub a_payer: Centimes,
    /// Every step of the payment, with the masked account of each.
    pub paiements: Vec<paiement::Pas>,
    /// This claim, those that it corrects and its corrections, oldest first; withdrawn ones left out.
    pub versions: Vec<Demande>,
    /// For an agent: what stands out.
    pub signaux: Vec<db::indemnisation::Signal>,
}

fn lire_etat(ligne: &Demande) -> Result<EtatDi, Erreur> {
    serde_json::from_value(ligne.etat.clone()).map_err(|erreur| Erreur::illisible("état de DI", &erreur))
}

fn lire_mois(ligne: &Demande) -> Result<Mois, Erreur> {
    ligne
        .mois
        .parse()
        .map_err(|refus: domain::Refus| Erreur::illisible("mois de DI", &refus))
}

/// The authorised period and hours of a validated DAP.
fn autorisation(dap: &db::dap::Dap) -> Result<(Date, Date, Heures), Erreur> {
    match crate::dap::lire_etat(dap)? {
        EtatDap::Validee {
            debut,
            fin,
            heures_autorisees,
            ..
        } => Ok((debut, fin, heures_autorisees)),
        _ => Err(Erreur::refus(
            "dap_non_validee",
            "Cette DAP n'est pas validée : attendez sa décision.",
        )),
    }
}

/// One claim.
///
/// # Errors
/// `Introuvable`, `RoleInsuffisant`.
pub async fn lire(contexte: &Contexte, acteur: &Acteur, id: Uuid) -> Result<Vue, Erreur> {
    let tx = db::lire(&contexte.base).await?;
    let ligne = db::indemnisation::trouver(&tx, &acteur.portee()?, id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    let vue = vue(&tx, contexte, acteur, ligne).await?;
    tx.commit().await?;
    Ok(vue)
}

async fn vue(
    base: &impl ConnectionTrait,
    contexte: &Contexte,
    acteur: &Acteur,
    ligne: Demande,
) -> Result<Vue, Erreur> {
    let etat = lire_etat(&ligne)?;
    let mois = lire_mois(&ligne)?;
    let dap = db::dap::par_id(base, ligne.dap_id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    let etablissement = db::etablissement::trouver(base, ligne.etablissement_id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    let coordonnees = match ligne.coordonnees_bancaires_id {
        Some(id) => db::coordonnees_bancaires::trouver(base, ligne.etablissement_id, id).await?,
        None => db::coordonnees_bancaires::actives(base, ligne.etablissement_id).await?,
    };
    let versions = correction::versions(base, &ligne).await?;
    let (_, fin, _) = autorisation(&dap)?;
    let limite = limite_de_demande(fin, ligne.amenagement_long);
    let a_payer = a_payer(&ligne);
    let signaux = if acteur.est_agent() {
        let mut tous = db::indemnisation::signaux(base, vec![ligne.id]).await?;
        tous.remove(&ligne.id).unwrap_or_default()
    } else {
        Vec::new()
    };
    let blocages = if etat == EtatDi::Provisoire {
        trouver_blocages(
            base,
            contexte,
            &ligne,
            mois,
            &dap,
            &etablissement,
            coordonnees.is_some(),
        )
        .await?
    } else {
        Vec::new()
    };
    Ok(Vue {
        chronologie: journal::chronologie(base, OBJET, ligne.id).await?,
        iban_masque: coordonnees.map(|coordonnees| coordonnees.iban_masque),
        actions: actions(acteur, &etat, &ligne, &versions),
        regles: regles::de_la_demande(contexte, &ligne, &dap).ok(),
        regimes: contexte
            .baremes
            .regimes(mois, Territoire::du_departement(&ligne.departement)),
        jours_feries: jours_feries_du_mois(mois, &ligne.departement),
        suite: suite(&etat, limite, ligne.limite_tacite, a_payer),
        paiements: paiement::pas(base, &ligne).await?,
        limite,
        a_payer,
        versions,
        signaux,
        blocages,
        etablissement,
        dap,
        etat,
        mois,
        ligne,
    })
}

/// Everything that forbids sending, each with its way out.
async fn trouver_blocages(
    base: &impl ConnectionTrait,
    contexte: &Contexte,
    ligne: &Demande,
    mois: Mois,
    dap: &db::dap::Dap,
    etablissement: &Etablissement,
    coordonnees_bancaires_actives: bool,
) -> Result<Vec<Blocage>, Erreur> {
    let (debut, fin, heures_autorisees) = autorisation(dap)?;
    let deja = heures_des_autres(base, ligne).await?;
    let annee = contingent::Annee::lire(base, contexte, ligne, (&etablissement.siret, &dap.motif)).await?;
    let indemnisees = db::indemnisation::indemnisees(base, ligne.id).await?;
    let sans_heures = db::indemnisation::compter_sans_heures(base, ligne.id).await?;
    let faits = FaitsDi {
        mois,
        coordonnees_bancaires_actives,
        lignes: u32::try_from(ligne.salaries).unwrap_or(0),
        lignes_sans_heures: u32::try_from(sans_heures).unwrap_or(u32::MAX),
        heures_chomees: Heures(ligne.heures_chomees),
        heures_indemnisables: Heures(ligne.heures_indemnisables),
        heures_deja_demandees: deja,
        heures_autorisees,
        avenant: avenant_attendu(base, ligne, (debut, fin)).await?,
        hors_contingent: annee.depassements(&indemnisees),
        semaines_en_trop: semaines::en_trop(base, ligne, contingent::siren(&etablissement.siret)).await?,
        fin_autorisation: fin,
        amenagement_plus_de_6_mois: ligne.amenagement_long,
    };
    Ok(blocages(&faits, contexte.maintenant()))
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
async fn depassements(
    tx: &impl ConnectionTrait,
    contexte: &Contexte,
    ligne: &Demande,
) -> Result<Vec<Blocage>, Erreur> {
    let dap = db::dap::verrouiller_sans_portee(tx, ligne.dap_id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    contingent::verrouiller(tx, ligne).await?;
    let etablissement = db::etablissement::trouver(tx, ligne.etablissement_id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    let mois = lire_mois(ligne)?;
    let mut blocages = trouver_blocages(tx, contexte, ligne, mois, &dap, &etablissement, true).await?;
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

/// What this version adds to the one that it corrects; everything when it corrects none.
pub(crate) fn a_payer(ligne: &Demande) -> Centimes {
    Centimes(ligne.allocation - ligne.allocation_precedente)
}

fn actions(acteur: &Acteur, etat: &EtatDi, ligne: &Demande, versions: &[Demande]) -> Vec<&'static str> {
    if acteur.est_agent() {
        return match etat {
            EtatDi::EnAttenteValidation { .. } => vec!["prendre"],
            EtatDi::EnCoursInstruction { agent, .. } if *agent == acteur.identifiant => {
                vec!["valider", "rejeter", "liberer"]
            }
            EtatDi::EnCoursInstruction { .. } => vec!["liberer"],
            _ => vec![],
        };
    }
    match etat {
        EtatDi::Provisoire => vec!["modifier", "envoyer", "retirer"],
        EtatDi::EnAttenteValidation { .. } => vec!["retirer"],
        EtatDi::Rejetee { .. } => vec!["corriger", "retirer"],
        _ if correction::verifier(ligne, etat, versions).is_ok() => vec!["ouvrir_correction"],
        _ => vec![],
    }
}

/// The claim, locked; with `version`, only as the caller read it.
async fn verrouiller(
    tx: &impl ConnectionTrait,
    portee: &Portee,
    id: Uuid,
    version: Option<i32>,
) -> Result<Demande, Erreur> {
    let ligne = db::indemnisation::verrouiller(tx, portee, id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    match version {
        Some(version) if version != ligne.version => Err(Erreur::VersionPerimee),
        _ => Ok(ligne),
    }
}

/// The same for an employer who changes lines: only a draft may be.
async fn verrouiller_brouillon(
    tx: &impl ConnectionTrait,
    acteur: &Acteur,
    id: Uuid,
    version: Option<i32>,
) -> Result<Demande, Erreur> {
    let Portee::Compte(_) = acteur.portee()? else {
        return Err(Erreur::RoleInsuffisant);
    };
    let ligne = verrouiller(tx, &acteur.portee()?, id, version).await?;
    let demande = DemandeIndemnisation {
        mois: lire_mois(&ligne)?,
        etat: lire_etat(&ligne)?,
    };
    if demande.est_modifiable() {
        Ok(ligne)
    } else {
        Err(Erreur::refus(
            "transition_interdite",
            "Cette demande est envoyée : elle ne se modifie plus. Attendez la décision ; rejetée, elle peut être corrigée.",
        ))
    }
}

/// Sums the lines again, raises the version, notes what was done.
async fn enregistrer_lignes(
    tx: &impl ConnectionTrait,
    contexte: &Contexte,
    acteur: impl Into<Option<&Acteur>>,
    mut demande: Demande,
    action: &str,
    nombre: usize,
) -> Result<Demande, Erreur> {
    let totaux = db::indemnisation::totaux(tx, demande.id).await?;
    demande.salaries = i32::try_from(totaux.salaries).unwrap_or(i32::MAX);
    demande.heures_travaillees = totaux.heures_travaillees;
    demande.heures_chomees = totaux.heures_chomees;
    demande.heures_indemnisables = totaux.heures_indemnisables;
    demande.allocation = totaux.allocation;
    demande.indemnite = totaux.indemnite;
    demande.version += 1;
    demande.modifiee_le = contexte.maintenant();
    db::indemnisation::remplacer(tx, demande.clone()).await?;
    let details = json!({ "lignes": nombre });
    journal::noter(tx, contexte, acteur.into(), action, (OBJET, demande.id), details).await?;
    Ok(demande)
}
