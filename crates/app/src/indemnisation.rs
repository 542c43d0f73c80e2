//! Claims (DI): one per DAP and month.

use db::ConnectionTrait;
use db::dap::Portee;
use db::etablissement::Etablissement;
use db::indemnisation::Demande;
use db::journal::LigneJournal;
use domain::bareme::{BaremeApplicable, Regime, Territoire};
use domain::dap::EtatDap;
use domain::indemnisation::{
    Blocage, DemandeIndemnisation, EtatDi, FaitsDi, Suite, blocages, limite_de_demande, suite,
};
use domain::mois::Mois;
use domain::montant::{Centimes, Heures};
use domain::simulation::{Etape, ProfilSalarie, expliquer};
use serde_json::json;
use time::Date;
use uuid::Uuid;

use crate::{Acteur, Contexte, Erreur, journal};

mod correction;
mod creation;
mod heures;
mod instruction;
mod lignes;
mod lot;
pub mod paiement;
mod recherche;
pub mod retablissement;
mod signaux;
mod suivi;
mod vie;

pub use correction::{Difference, difference, ouvrir_correction};
pub use creation::creer;
pub use heures::{SaisieLigne, SaisieSemaine, importer_heures, saisir};
pub use instruction::{Decision, decider, liberer, prendre, valider, valider_tacitement};
pub use lignes::{
    LigneVue, ajouter_salaries, lignes_a_exporter, lister_lignes, retirer_lignes, toutes_les_lignes,
};
pub use lot::decider_lot;
pub use recherche::{Recherche, Resume, exporter, file, lister};
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

fn bareme(contexte: &Contexte, mois: Mois, departement: &str) -> Result<BaremeApplicable, Erreur> {
    let territoire = Territoire::du_departement(departement);
    Ok(contexte
        .baremes
        .applicable(mois, Regime::DroitCommun, territoire)?)
}

/// One claim.
///
/// # Errors
/// `Introuvable`, `RoleInsuffisant`.
pub async fn lire(contexte: &Contexte, acteur: &Acteur, id: Uuid) -> Result<Vue, Erreur> {
    let ligne = db::indemnisation::trouver(&contexte.base, &acteur.portee()?, id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    vue(&contexte.base, contexte, acteur, ligne).await
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
    let limite = limite_de_demande(fin, false);
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
    let (_, fin, heures_autorisees) = autorisation(dap)?;
    let deja = heures_des_autres(base, ligne).await?;
    let territoire = Territoire::du_departement(&ligne.departement);
    let contingent = contexte.baremes.contingent(mois.premier_jour(), territoire);
    let siren = etablissement.siret.get(..9).unwrap_or_default();
    let annee =
        db::indemnisation::heures_de_l_annee(base, siren, mois.annee(), ligne.id, ligne.corrige_id).await?;
    let hors_contingent = annee
        .values()
        .filter(|centiemes| contingent.is_some_and(|contingent| **centiemes > contingent * 100))
        .count();
    let faits = FaitsDi {
        mois,
        coordonnees_bancaires_actives,
        lignes: u32::try_from(ligne.salaries).unwrap_or(0),
        lignes_sans_heures: entier(db::indemnisation::compter_sans_heures(base, ligne.id).await?),
        heures_chomees: Heures(ligne.heures_chomees),
        heures_indemnisables: Heures(ligne.heures_indemnisables),
        heures_deja_demandees: deja,
        heures_autorisees,
        lignes_hors_contingent: u32::try_from(hors_contingent).unwrap_or(u32::MAX),
        fin_autorisation: fin,
        amenagement_plus_de_6_mois: false,
    };
    Ok(blocages(&faits, contexte.maintenant()))
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

fn entier(nombre: u64) -> u32 {
    u32::try_from(nombre).unwrap_or(u32::MAX)
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
            "Cette demande est envoyée : elle ne se modifie plus. Rejetée, elle peut être corrigée.",
        ))
    }
}

/// Sums the lines again, raises the version, notes what was done.
async fn enregistrer_lignes(
    tx: &impl ConnectionTrait,
    contexte: &Contexte,
    acteur: &Acteur,
    mut demande: Demande,
    action: &str,
    nombre: usize,
) -> Result<Demande, Erreur> {
    let lignes = db::indemnisation::lignes(tx, demande.id).await?;
    demande.salaries = i32::try_from(lignes.len()).unwrap_or(i32::MAX);
    demande.heures_travaillees = lignes.iter().map(|ligne| ligne.heures_travaillees).sum();
    demande.heures_chomees = lignes.iter().map(|ligne| ligne.heures_chomees).sum();
    demande.heures_indemnisables = lignes.iter().map(|ligne| ligne.heures_indemnisables).sum();
    demande.allocation = lignes.iter().map(|ligne| ligne.allocation).sum();
    demande.indemnite = lignes.iter().map(|ligne| ligne.indemnite).sum();
    demande.version += 1;
    demande.modifiee_le = contexte.maintenant();
    db::indemnisation::remplacer(tx, demande.clone()).await?;
    let details = json!({ "lignes": nombre });
    journal::noter(tx, contexte, Some(acteur), action, (OBJET, demande.id), details).await?;
    Ok(demande)
}

/// How the amounts of a line were found.
fn explication(bareme: &BaremeApplicable, ligne: &db::indemnisation::Ligne) -> Vec<Etape> {
    expliquer(
        bareme,
        domain::montant::TauxHoraire(ligne.taux_horaire_brut),
        Heures(ligne.heures_indemnisables),
        ProfilSalarie::Ordinaire,
    )
}
