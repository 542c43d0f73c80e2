//! Payments: the help desk asks for them, notes what the bank did, reclaims what is too much.

use db::ConnectionTrait;
use db::Page;
use db::coordonnees_bancaires::CoordonneesBancaires;
use db::indemnisation::{Demande, Filtre, Paiement};
use domain::indemnisation::{CodeEtatDi, EtatDi, OperationPaiement, TriDi};
use domain::mois::Mois;
use domain::montant::Centimes;
use domain::{Collecte, Refus};
use uuid::Uuid;

use super::recherche::resumer;
use super::vie::{assembler, enregistrer, prevenir};
use super::{Recherche, Resume, a_payer, lire_etat};
use crate::dap::non_vide;
use crate::groupe::{self, Issue};
use crate::{Acteur, Contexte, Erreur, textes};

/// One step of a payment, with the account that it concerned.
#[derive(Debug, Clone)]
pub struct Pas {
    pub ligne: Paiement,
    pub iban_masque: Option<String>,
}

/// A claim as the help desk pays it.
#[derive(Debug, Clone)]
pub struct APayer {
    pub resume: Resume,
    pub a_payer: Centimes,
    /// The account of the last step, or the one frozen at sending.
    pub iban_masque: Option<String>,
    pub operations: Vec<OperationPaiement>,
}

/// What the help desk does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ordre {
    pub operation: OperationPaiement,
    /// Told to the employer, where the operation asks for them.
    pub motifs: String,
}

/// Every step of the payment of a claim, first to last.
pub(super) async fn pas(base: &impl ConnectionTrait, ligne: &Demande) -> Result<Vec<Pas>, Erreur> {
    let lignes = db::indemnisation::paiements(base, ligne.id).await?;
    if lignes.is_empty() {
        return Ok(Vec::new());
    }
    let comptes = db::coordonnees_bancaires::lister(base, ligne.etablissement_id).await?;
    let masque = |id: Option<Uuid>| {
        let compte = comptes.iter().find(|compte| Some(compte.id) == id)?;
        Some(compte.iban_masque.clone())
    };
    Ok(lignes
        .into_iter()
        .map(|ligne| Pas {
            iban_masque: masque(ligne.coordonnees_bancaires_id),
            ligne,
        })
        .collect())
}

/// Validated claims, newest first, for the help desk.
///
/// # Errors
/// `RoleInsuffisant`; faults of `/etat`, `/siret`.
pub async fn lister(
    contexte: &Contexte,
    acteur: &Acteur,
    recherche: &Recherche,
    dap_numero: Option<&str>,
    page: Page<Uuid>,
) -> Result<Vec<APayer>, Erreur> {
    acteur.exiger_assistance()?;
    let base = &contexte.base;
    let mut collecte = Collecte::new();
    let etat = collecte.facultatif::<CodeEtatDi>("/etat", recherche.etat.as_deref().unwrap_or(""));
    let mois = collecte.facultatif::<Mois>("/mois", &non_vide(&recherche.mois).unwrap_or_default());
    let siret = non_vide(&recherche.siret).unwrap_or_default();
    let siret = collecte.facultatif::<domain::etablissement::Siret>("/siret", &siret);
    collecte.fin()?;
    let etablissement_id = match siret {
        None => None,
        Some(siret) => {
            let trouve = db::etablissement::par_siret(base, siret.as_str()).await?;
            Some(trouve.map_or(Uuid::nil(), |ligne| ligne.id))
        }
    };
    let dap_id = match dap_numero.map(str::trim).filter(|numero| !numero.is_empty()) {
        None => None,
        Some(numero) => {
            let trouvee = db::dap::par_numero(base, None, &numero.to_uppercase()).await?;
            Some(trouvee.map_or(Uuid::nil(), |dap| dap.id))
        }
    };
    let filtre = Filtre {
        etablissement_id,
        dap_id,
        mois: mois.map(|mois| mois.to_string()),
        etat: etat.map(|etat| etat.code().to_owned()),
        numero: non_vide(&recherche.numero).map(|numero| numero.to_uppercase()),
    };
    let lignes = db::indemnisation::a_payer(base, &filtre, page).await?;
    let lignes = lignes.into_iter().map(|ligne| (ligne, 1)).collect();
    let mut trouvees = Vec::new();
    for resume in resumer(contexte, TriDi::Recentes, lignes, false).await? {
        trouvees.push(en_paiement(base, resume).await?);
    }
    Ok(trouvees)
}

async fn en_paiement(base: &impl ConnectionTrait, resume: Resume) -> Result<APayer, Erreur> {
    let a_payer = a_payer(&resume.ligne);
    let compte = match resume.ligne.coordonnees_bancaires_id {
        Some(id) => db::coordonnees_bancaires::trouver(base, resume.ligne.etablissement_id, id).await?,
        None => None,
    };
    Ok(APayer {
        operations: OperationPaiement::possibles(&resume.etat, a_payer),
        iban_masque: compte.map(|compte| compte.iban_masque),
        a_payer,
        resume,
    })
}

/// One validated claim with every step of its payment.
///
/// # Errors
/// `RoleInsuffisant`, `Introuvable`.
pub async fn lire(contexte: &Contexte, acteur: &Acteur, id: Uuid) -> Result<(APayer, Vec<Pas>), Erreur> {
    acteur.exiger_assistance()?;
    let ligne = db::indemnisation::par_id(&contexte.base, id).await?;
    let ligne = ligne.filter(est_validee).ok_or(Erreur::Introuvable)?;
    let pas = pas(&contexte.base, &ligne).await?;
    let resume = resumer(contexte, TriDi::Recentes, vec![(ligne, 1)], false)
        .await?
        .pop();
    let resume = resume.ok_or(Erreur::Introuvable)?;
    Ok((en_paiement(&contexte.base, resume).await?, pas))
}

/// What was not validated is not the help desk's business here.
fn est_validee(ligne: &Demande) -> bool {
    ligne.etat_code.parse().is_ok_and(CodeEtatDi::est_valide)
}

/// Runs one operation on one claim.
///
/// # Errors
/// `RoleInsuffisant`, `Introuvable`, `VersionPerimee`; `Refus` of the transition,
/// `coordonnees_inchangees`, `coordonnees_bancaires_inactives`, `version_precedente_non_payee`.
pub async fn appliquer(
    contexte: &Contexte,
    acteur: &Acteur,
    id: Uuid,
    version: i32,
    ordre: &Ordre,
) -> Result<(APayer, Vec<Pas>), Erreur> {
    une(contexte, acteur, (id, version), ordre, false).await?;
    lire(contexte, acteur, id).await
}

/// The same on several claims; `essai` writes nothing.
///
/// # Errors
/// `RoleInsuffisant`; those of [`groupe::appliquer`].
pub async fn appliquer_lot(
    contexte: &Contexte,
    acteur: &Acteur,
    demandes: &[(Uuid, i32)],
    ordre: &Ordre,
    essai: bool,
) -> Result<Vec<Issue<Fait>>, Erreur> {
    acteur.exiger_assistance()?;
    groupe::appliquer("/demandes", demandes, async |id, version| {
        une(contexte, acteur, (id, version), ordre, essai).await
    })
    .await
}

/// What was done to one claim.
#[derive(Debug, Clone)]
pub struct Fait {
    pub ligne: Demande,
    pub montant: Centimes,
    pub iban_masque: Option<String>,
}

async fn une(
    contexte: &Contexte,
    acteur: &Acteur,
    (id, version): (Uuid, i32),
    ordre: &Ordre,
    essai: bool,
) -> Result<Fait, Erreur> {
    acteur.exiger_assistance()?;
    let tx = contexte.ecrire().await?;
    let ligne = db::indemnisation::verrouiller_sans_portee(&tx, id).await?;
    let mut ligne = ligne.filter(est_validee).ok_or(Erreur::Introuvable)?;
    if ligne.version != version {
        return Err(Erreur::VersionPerimee);
    }
    let montant = a_payer(&ligne);
    let avant = lire_etat(&ligne)?;
    let demande =
        assembler(&ligne)?.regler(ordre.operation, contexte.maintenant(), &ordre.motifs, montant)?;
    if ordre.operation == OperationPaiement::PreparerReversement {
        verifier_precedente_payee(&tx, &ligne).await?;
    }
    let compte = compte(&tx, &ligne, &avant, ordre.operation).await?;
    ligne.coordonnees_bancaires_id = compte.as_ref().map(|compte| compte.id);
    let action = action(ordre.operation);
    let ligne = enregistrer(&tx, contexte, Some(acteur), ligne, &demande, action).await?;
    let rang = db::indemnisation::paiements(&tx, id).await?.len();
    let motifs = Some(ordre.motifs.trim()).filter(|_| ordre.operation.est_motivee());
    let pas = Paiement {
        id: contexte.id(),
        demande_id: id,
        rang: i32::try_from(rang).unwrap_or(i32::MAX),
        operation: ordre.operation.code().to_owned(),
        etat_code: ligne.etat_code.clone(),
        montant: montant.0,
        coordonnees_bancaires_id: ligne.coordonnees_bancaires_id,
        motifs: motifs.map(str::to_owned),
        auteur: acteur.nom_complet(),
        le: contexte.maintenant(),
    };
    db::indemnisation::inserer_paiement(&tx, pas).await?;
    let iban_masque = compte.map(|compte| compte.iban_masque);
    prevenir(&tx, contexte, &ligne, |dite| {
        let compte = iban_masque.as_deref();
        textes::demande_paiement(&contexte.parametres, dite, &demande.etat, montant, compte)
    })
    .await?;
    groupe::conclure(tx, essai).await?;
    Ok(Fait {
        ligne,
        montant,
        iban_masque,
    })
}

const fn action(operation: OperationPaiement) -> &'static str {
    match operation {
        OperationPaiement::Demander => "paiement_demande",
        OperationPaiement::Constater => "paiement_effectue",
        OperationPaiement::Invalider => "paiement_invalide",
        OperationPaiement::PreparerReversement => "or_a_emettre",
        OperationPaiement::EmettreReversement => "or_emis",
        OperationPaiement::InvaliderReversement => "or_invalide",
    }
}

/// The account that the operation concerns: that of the claim; after a payment that the bank sent
/// back, the one that the employer has activated since.
async fn compte(
    tx: &impl ConnectionTrait,
    ligne: &Demande,
    avant: &EtatDi,
    operation: OperationPaiement,
) -> Result<Option<CoordonneesBancaires>, Erreur> {
    let etablissement = ligne.etablissement_id;
    let du_dossier = match ligne.coordonnees_bancaires_id {
        Some(id) => db::coordonnees_bancaires::trouver(tx, etablissement, id).await?,
        None => None,
    };
    let de_nouveau = matches!(avant, EtatDi::PaiementInvalide { .. });
    if operation != OperationPaiement::Demander || !(de_nouveau || du_dossier.is_none()) {
        return Ok(du_dossier);
    }
    let Some(actif) = db::coordonnees_bancaires::actives(tx, etablissement).await? else {
        return Err(Erreur::refus(
            "coordonnees_bancaires_inactives",
            "L'établissement n'a aucun compte bancaire actif : demandez à l'employeur d'en ajouter un.",
        ));
    };
    if de_nouveau && du_dossier.is_some_and(|ancien| ancien.id == actif.id) {
        return Err(Erreur::refus(
            "coordonnees_inchangees",
            "Le compte actif est celui que la banque a refusé : demandez à l'employeur d'en activer un autre.",
        ));
    }
    Ok(Some(actif))
}

/// Money is reclaimed only once it was paid: a correction that lowers a claim waits for its payment.
async fn verifier_precedente_payee(tx: &impl ConnectionTrait, ligne: &Demande) -> Result<(), Erreur> {
    let Some(id) = ligne.corrige_id.filter(|_| a_payer(ligne) < Centimes::ZERO) else {
        return Ok(());
    };
    let precedente = db::indemnisation::par_id(tx, id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    let payee = matches!(
        precedente.etat_code.as_str(),
        "paiement_effectue" | "or_a_emettre" | "or_emis" | "or_invalide"
    );
    if payee || a_payer(&precedente) <= Centimes::ZERO {
        return Ok(());
    }
    Err(Erreur::Refus(Refus::new(
        "version_precedente_non_payee",
        format!(
            "La demande {} que celle-ci corrige n'est pas encore payée : constatez d'abord son paiement.",
            precedente.numero
        ),
    )))
}
