//! What the employer does with a DAP.

use domain::Refus;
use domain::dap::{EtatDap, SOURCE_DES_ETATS, SaisieDap, refuser_double};
use domain::mois::jour_de_paris;
use uuid::Uuid;

use super::voisinage::{situation, voisines};
use super::{
    OBJET, Vue, assembler, avenant, enregistrer, lire_etat, lire_saisie, manques, noter_etat, noter_saisie,
    prevenir, verrouiller, vue,
};
use crate::etablissement::{accessible, lire_fiche};
use crate::{Acteur, Contexte, Erreur, journal, textes};

/// A new draft; it may be as incomplete as it likes, but for the establishment.
///
/// # Errors
/// A fault of `/siret` when the actor may not act for it.
pub async fn creer(contexte: &Contexte, acteur: &Acteur, saisie: &SaisieDap) -> Result<Vue, Erreur> {
    let etablissement = match accessible(&contexte.base, acteur, &saisie.siret).await {
        Err(Erreur::Introuvable) => {
            return Err(Erreur::champ(
                "/siret",
                "etablissement_inconnu",
                "Choisissez un de vos établissements : ce SIRET n'est pas rattaché à votre compte.",
            ));
        }
        autre => autre?,
    };
    let maintenant = contexte.maintenant();
    let denomination = etablissement.denomination.clone();
    let mut ligne = db::dap::Dap {
        id: contexte.id(),
        numero: contexte.hasard.numero("DAP"),
        etablissement_id: etablissement.id,
        departement: etablissement.departement.clone(),
        motif: String::new(),
        debut: None,
        fin: None,
        etat_code: String::new(),
        limite_tacite: None,
        code_di: None,
        saisie: serde_json::Value::Null,
        etat: serde_json::Value::Null,
        avenant_de: None,
        rang_avenant: 0,
        saisie_avant: None,
        texte: String::new(),
        version: 1,
        creee_le: maintenant,
        modifiee_le: maintenant,
    };
    noter_saisie(
        &mut ligne,
        &SaisieDap {
            siret: etablissement.siret,
            ..saisie.clone()
        },
        &denomination,
    )?;
    noter_etat(&mut ligne, &EtatDap::Provisoire)?;
    let tx = contexte.ecrire().await?;
    db::dap::inserer(&tx, ligne.clone()).await?;
    journal::noter(
        &tx,
        contexte,
        Some(acteur),
        "dap_creee",
        (OBJET, ligne.id),
        serde_json::json!({}),
    )
    .await?;
    let vue = vue(&tx, contexte, acteur, ligne).await?;
    tx.commit().await?;
    Ok(vue)
}

/// Saves the draft as typed; faults are told, not refused, until it is sent.
///
/// # Errors
/// `Introuvable`, `VersionPerimee`; `Refus` `transition_interdite`, `siret_different`.
pub async fn modifier(
    contexte: &Contexte,
    acteur: &Acteur,
    id: Uuid,
    version: i32,
    saisie: &SaisieDap,
) -> Result<Vue, Erreur> {
    let tx = contexte.ecrire().await?;
    let mut ligne = verrouiller(&tx, acteur, id, version).await?;
    if !lire_etat(&ligne)?.est_modifiable() {
        let refus = Refus::new(
            "transition_interdite",
            "Cette DAP ne se modifie plus : attendez la décision ; une DAP validée se modifie par un avenant.",
        );
        return Err(Erreur::Refus(refus.selon(SOURCE_DES_ETATS)));
    }
    let ancienne = lire_saisie(&ligne)?;
    let denomination = db::etablissement::trouver(&tx, ligne.etablissement_id)
        .await?
        .ok_or(Erreur::Introuvable)?
        .denomination;
    let meme_siret = saisie
        .siret
        .chars()
        .filter(|c| !c.is_whitespace())
        .eq(ancienne.siret.chars());
    if !meme_siret {
        return Err(Erreur::refus(
            "siret_different",
            "Une DAP reste celle de son établissement : saisissez une autre DAP pour cet autre SIRET.",
        ));
    }
    let envoyee = ligne.clone();
    noter_saisie(
        &mut ligne,
        &SaisieDap {
            siret: ancienne.siret,
            ..saisie.clone()
        },
        &denomination,
    )?;
    if envoyee.etat_code != "provisoire" {
        // Agents list and search what was sent to them, until it is sent again.
        ligne = db::dap::Dap {
            saisie: ligne.saisie,
            ..envoyee
        };
    }
    ligne.version += 1;
    ligne.modifiee_le = contexte.maintenant();
    db::dap::remplacer(&tx, ligne.clone()).await?;
    // A draft saves itself every few seconds: the journal has one line per sending, not per save.
    let vue = vue(&tx, contexte, acteur, ligne).await?;
    tx.commit().await?;
    Ok(vue)
}

/// Sends it to the UD: everything is checked and frozen, the receipt is issued.
///
/// # Errors
/// `Fautes`, `Introuvable`, `VersionPerimee`; `Refus` `fiche_incomplete`, `dap_en_double`,
/// `transition_interdite`.
pub async fn envoyer(contexte: &Contexte, acteur: &Acteur, id: Uuid, version: i32) -> Result<Vue, Erreur> {
    let maintenant = contexte.maintenant();
    let tx = contexte.ecrire().await?;
    let mut ligne = verrouiller(&tx, acteur, id, version).await?;
    let saisie = lire_saisie(&ligne)?;
    let contenu = saisie.verifier(jour_de_paris(maintenant))?;
    // Locked: two DAPs of the same period sent at once must see each other.
    let etablissement = db::etablissement::verrouiller(&tx, ligne.etablissement_id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    noter_saisie(&mut ligne, &saisie, &etablissement.denomination)?;
    let fiche = lire_fiche(&etablissement)?;
    let manques = manques(&tx, &etablissement, &fiche).await?;
    let dap = assembler(&ligne, contenu)?.envoyer(&acteur.nom_complet(), maintenant, &manques)?;
    let voisines = voisines(&tx, &ligne, false, None).await?;
    let jour = jour_de_paris(maintenant);
    let en_vigueur = avenant::en_vigueur(&ligne)?;
    refuser_double(
        &(&dap.contenu).into(),
        &situation(contexte, jour, &fiche, &voisines, en_vigueur, &ligne.departement),
    )?;
    let periode = (dap.contenu.debut, dap.contenu.fin);
    // Locked: a claim of a month that the avenant takes away must not be opened meanwhile.
    avenant::origine(&tx, &ligne).await?;
    let heures = dap.contenu.heures_prevues;
    avenant::verifier_indemnisations(&tx, &ligne, periode, heures, avenant::Pour::Employeur).await?;
    ligne.departement = etablissement.departement.clone();
    let ligne = enregistrer(
        &tx,
        contexte,
        Some(acteur),
        ligne,
        &dap,
        "dap_envoyee",
        Some(&fiche),
    )
    .await?;
    if let Some(limite) = dap.etat.limite_tacite() {
        let texte = textes::dap_recue(
            &contexte.parametres,
            (&ligne.numero, &ligne.id.to_string()),
            (&acteur.nom_complet(), maintenant),
            limite,
        );
        prevenir(&tx, contexte, ligne.etablissement_id, texte).await?;
    }
    let vue = vue(&tx, contexte, acteur, ligne).await?;
    tx.commit().await?;
    Ok(vue)
}

/// Withdraws it before the instruction.
///
/// # Errors
/// `Introuvable`, `VersionPerimee`; `Refus` `transition_interdite`.
pub async fn retirer(contexte: &Contexte, acteur: &Acteur, id: Uuid, version: i32) -> Result<Vue, Erreur> {
    let tx = contexte.ecrire().await?;
    let mut ligne = verrouiller(&tx, acteur, id, version).await?;
    let avant = lire_etat(&ligne)?;
    let connue_de_l_ud = avant != EtatDap::Provisoire;
    let etat = avant.retirer(contexte.maintenant())?;
    noter_etat(&mut ligne, &etat)?;
    ligne.version += 1;
    ligne.modifiee_le = contexte.maintenant();
    db::dap::remplacer(&tx, ligne.clone()).await?;
    journal::noter(
        &tx,
        contexte,
        Some(acteur),
        "dap_retiree",
        (OBJET, id),
        serde_json::json!({}),
    )
    .await?;
    if connue_de_l_ud {
        let texte = textes::dap_retiree(&contexte.parametres, &ligne.numero, &id.to_string());
        prevenir(&tx, contexte, ligne.etablissement_id, texte).await?;
    }
    let vue = vue(&tx, contexte, acteur, ligne).await?;
    tx.commit().await?;
    Ok(vue)
}
