//! A claim as somebody sees it.

use db::ConnectionTrait;
use db::coordonnees_bancaires::CoordonneesBancaires;
use db::dap::Dap;
use db::etablissement::Etablissement;
use db::indemnisation::Demande;
use db::journal::LigneJournal;
use domain::bareme::{Regime, Territoire};
use domain::ferie::{JourFerie, jours_feries_du_mois};
use domain::indemnisation::{Blocage, CodeEtatDi, EtatDi, ReglesDi, Suite, limite_de_demande, suite};
use domain::mois::Mois;
use domain::montant::Centimes;
use time::Date;

use super::{OBJET, a_payer, autorisation, blocage, correction, lire_etat, lire_mois, paiement, regles};
use crate::{Acteur, Contexte, Erreur, journal};

/// One claim as the actor sees it.
#[derive(Debug, Clone)]
pub struct Vue {
    pub ligne: Demande,
    pub mois: Mois,
    pub etat: EtatDi,
    pub dap: Dap,
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

/// What a claim rests on, read once for all that a transaction does with it.
pub(super) struct Support {
    pub dap: Dap,
    pub etablissement: Etablissement,
    /// The account that it will be, or was, paid to.
    pub coordonnees: Option<CoordonneesBancaires>,
}

impl Support {
    /// # Errors
    /// `Base`, `Introuvable`.
    pub(super) async fn lire(base: &impl ConnectionTrait, ligne: &Demande) -> Result<Self, Erreur> {
        let dap = db::dap::par_id(base, ligne.dap_id)
            .await?
            .ok_or(Erreur::Introuvable)?;
        Self::sous(base, ligne, dap).await
    }

    /// The same, the DAP being read, or locked.
    ///
    /// # Errors
    /// `Base`, `Introuvable`.
    pub(super) async fn sous(base: &impl ConnectionTrait, ligne: &Demande, dap: Dap) -> Result<Self, Erreur> {
        let etablissement = db::etablissement::trouver(base, ligne.etablissement_id)
            .await?
            .ok_or(Erreur::Introuvable)?;
        let coordonnees = match ligne.coordonnees_bancaires_id {
            Some(id) => db::coordonnees_bancaires::trouver(base, ligne.etablissement_id, id).await?,
            None => db::coordonnees_bancaires::actives(base, ligne.etablissement_id).await?,
        };
        Ok(Self {
            dap,
            etablissement,
            coordonnees,
        })
    }
}

pub(super) async fn vue(
    base: &impl ConnectionTrait,
    contexte: &Contexte,
    acteur: &Acteur,
    ligne: Demande,
) -> Result<Vue, Erreur> {
    let support = Support::lire(base, &ligne).await?;
    vue_sur(base, contexte, acteur, ligne, support).await
}

/// The same, what it rests on being read.
pub(super) async fn vue_sur(
    base: &impl ConnectionTrait,
    contexte: &Contexte,
    acteur: &Acteur,
    ligne: Demande,
    support: Support,
) -> Result<Vue, Erreur> {
    let etat = lire_etat(&ligne)?;
    let mois = lire_mois(&ligne)?;
    let versions = correction::versions(base, &ligne).await?;
    let (_, fin, _) = autorisation(&support.dap)?;
    let limite = limite_de_demande(fin, ligne.amenagement_long);
    let a_payer = a_payer(&ligne);
    let signaux = if acteur.est_agent() {
        let mut tous = db::indemnisation::signaux(base, vec![ligne.id]).await?;
        tous.remove(&ligne.id).unwrap_or_default()
    } else {
        Vec::new()
    };
    let blocages = match etat {
        EtatDi::Provisoire => {
            blocage::examiner(base, contexte, &ligne, &support)
                .await?
                .blocages
        }
        _ => Vec::new(),
    };
    let paiements = if CodeEtatDi::VALIDES.contains(&etat.code_etat()) {
        paiement::pas(base, &ligne).await?
    } else {
        Vec::new()
    };
    let Support {
        dap,
        etablissement,
        coordonnees,
    } = support;
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
        paiements,
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
