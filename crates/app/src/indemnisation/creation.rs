//! Opening a claim with the DI code and a month.

use db::indemnisation::Demande;
use domain::dap::CodeDi;
use domain::indemnisation::{EtatDi, verifier_mois};
use domain::mois::Mois;
use domain::{Collecte, Fautes};
use serde_json::json;

use super::regles::{juger_bareme, lire_regime};
use super::vue::{Support, vue_sur};
use super::{OBJET, Vue, autorisation};
use crate::{Acteur, Contexte, Erreur, journal};

/// Opens the claim of a month; a withdrawn one leaves its month free again.
///
/// # Errors
/// `Fautes` of `/code_di` (`code_di_inconnu` …), `/mois` (`mois_hors_periode` …) and `/regime`
/// (`regime_hors_dates` …); `Refus` `demande_existante`.
pub async fn creer(
    contexte: &Contexte,
    acteur: &Acteur,
    code_di: &str,
    mois: &str,
    regime: &str,
) -> Result<Vue, Erreur> {
    let mut collecte = Collecte::new();
    let regime = lire_regime(&mut collecte, regime);
    let code = collecte.requis::<CodeDi>("/code_di", code_di);
    let mois = collecte.requis::<Mois>("/mois", mois);
    let dap = match &code {
        Some(code) => db::dap::par_code_di(&contexte.base, &acteur.portee()?, code.as_str()).await?,
        None => None,
    };
    if code.is_some() && dap.is_none() {
        collecte.ajouter(domain::Faute::champ(
            "/code_di",
            "code_di_inconnu",
            "Aucune de vos autorisations n'a ce code. Copiez-le depuis l'écran de la DAP ou la notification de décision (10 caractères).",
        ));
    }
    let autorisee = dap.as_ref().map(autorisation).transpose()?;
    if let (Some(mois), Some((debut, fin, _))) = (mois, autorisee) {
        collecte.prendre("/mois", verifier_mois(mois, debut, fin));
    }
    let (Some(mois), Some(dap), Some(regime)) = (mois, dap, regime) else {
        return Ok(collecte.echec()?);
    };
    juger_bareme(&mut collecte, contexte, (mois, regime), &dap.departement);
    collecte.fin()?;

    let tx = contexte.ecrire().await?;
    // Locks the DAP: two claims of the same month asked for at once must see each other.
    let dap = db::dap::verrouiller_sans_portee(&tx, dap.id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    // An avenant may have taken effect since it was read.
    let (debut, fin, _) = autorisation(&dap)?;
    verifier_mois(mois, debut, fin).map_err(|refus| Fautes(vec![refus.au_champ("/mois")]))?;
    let deja = db::indemnisation::du_mois(&tx, dap.id, &mois.to_string()).await?;
    if let Some(vivante) = deja.iter().find(|demande| demande.etat_code != "retiree") {
        return Err(Erreur::Refus(domain::Refus::new(
            "demande_existante",
            format!(
                "La demande {} existe déjà pour {} et cette autorisation : ouvrez-la depuis la recherche.",
                vivante.numero,
                mois.libelle()
            ),
        )));
    }
    refuser_mois_retire(&tx, dap.id, mois).await?;
    let maintenant = contexte.maintenant();
    let etat = EtatDi::Provisoire;
    let ligne = Demande {
        id: contexte.id(),
        numero: contexte.hasard.numero("DI"),
        dap_id: dap.id,
        etablissement_id: dap.etablissement_id,
        departement: dap.departement.clone(),
        mois: mois.to_string(),
        correction: i32::try_from(deja.len()).unwrap_or(i32::MAX),
        etat_code: etat.code().to_owned(),
        etat: serde_json::to_value(&etat).map_err(|erreur| Erreur::illisible("état", &erreur))?,
        coordonnees_bancaires_id: None,
        salaries: 0,
        heures_travaillees: 0,
        heures_chomees: 0,
        heures_indemnisables: 0,
        allocation: 0,
        indemnite: 0,
        version: 1,
        creee_le: maintenant,
        modifiee_le: maintenant,
        regime: regime.code().to_owned(),
        duree_collective: None,
        amenagement_long: false,
        corrige_id: None,
        allocation_precedente: 0,
        limite_tacite: None,
        decidee_le: None,
        decidee_par: None,
        motifs: None,
        regles: None,
    };
    db::indemnisation::inserer(&tx, ligne.clone()).await?;
    journal::noter(
        &tx,
        contexte,
        Some(acteur),
        "demande_creee",
        (OBJET, ligne.id),
        json!({}),
    )
    .await?;
    let support = Support::sous(&tx, &ligne, dap).await?;
    let vue = vue_sur(&tx, contexte, acteur, ligne, support).await?;
    tx.commit().await?;
    Ok(vue)
}

/// While an avenant that was sent takes this month away, no claim is opened for it: validated or accepted
/// tacitly, the avenant could not take effect any more. The DAP is locked, so that neither overtakes the other.
///
/// # Errors
/// `Refus` `avenant_retire_mois`.
async fn refuser_mois_retire(
    tx: &impl db::ConnectionTrait,
    dap: uuid::Uuid,
    mois: Mois,
) -> Result<(), Erreur> {
    if let Some(avenant) = crate::dap::avenant_attendu(tx, dap).await?
        && verifier_mois(mois, avenant.periode.0, avenant.periode.1).is_err()
    {
        return Err(Erreur::Refus(domain::Refus::new(
            "avenant_retire_mois",
            format!(
                "L'avenant {}, envoyé à l'unité départementale, retire {} de l'autorisation : attendez sa décision, ou retirez-le tant que son instruction n'a pas commencé (/daps/{}).",
                avenant.numero,
                mois.libelle(),
                avenant.id
            ),
        )));
    }
    Ok(())
}
