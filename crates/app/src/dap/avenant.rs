//! Avenants: a new version of a validated DAP, through the same states. The authorisation in force
//! stands until the avenant is decided.

use db::ConnectionTrait;
use db::dap::Instantane;
use db::indemnisation::Demande;
use domain::Refus;
use domain::dap::{Dap, EtatDap, SaisieDap, comparer};
use domain::etablissement::FicheEtablissement;
use domain::indemnisation::CodeEtatDi;
use domain::mois::{Mois, parse_date};
use domain::montant::Heures;
use time::Date;
use uuid::Uuid;

use super::{Comparaison, OBJET, Vue, enregistrer, lire_etat, noter_etat, noter_saisie, verrouiller, vue};
use crate::{Acteur, Contexte, Erreur, journal};

/// Begun and not decided yet.
pub(super) fn est_ouvert(avenant: &db::dap::Dap) -> bool {
    !matches!(avenant.etat_code.as_str(), "validee" | "refusee" | "retiree")
}

/// Sent and not decided: by agent or by silence, it may be the authorisation of tomorrow.
pub(crate) struct Attendu {
    pub id: Uuid,
    pub numero: String,
    pub periode: (Date, Date),
    pub heures: Heures,
}

/// The avenant of a DAP that is under instruction. The caller holds the lock of the DAP where nobody may
/// send one meanwhile.
pub(crate) async fn attendu(base: &impl ConnectionTrait, dap: Uuid) -> Result<Option<Attendu>, Erreur> {
    for ligne in db::dap::avenants(base, dap).await? {
        if lire_etat(&ligne)?.limite_tacite().is_none() {
            continue;
        }
        let heures = Heures::depuis_saisie(&super::lire_saisie(&ligne)?.heures_prevues)
            .map_err(|refus| Erreur::illisible("heures d'avenant", &refus))?;
        let Some(periode) = ligne.debut.zip(ligne.fin) else {
            continue;
        };
        return Ok(Some(Attendu {
            id: ligne.id,
            numero: ligne.numero,
            periode,
            heures,
        }));
    }
    Ok(None)
}

/// Begins an avenant of a validated DAP, filled with what is in force.
///
/// # Errors
/// `Introuvable`, `VersionPerimee`; `Refus` `avenant_impossible`, `avenant_en_cours`.
pub async fn creer_avenant(
    contexte: &Contexte,
    acteur: &Acteur,
    id: Uuid,
    version: i32,
) -> Result<Vue, Erreur> {
    let maintenant = contexte.maintenant();
    let tx = contexte.ecrire().await?;
    let origine = verrouiller(&tx, acteur, id, version).await?;
    let EtatDap::Validee {
        heures_autorisees,
        debut,
        fin,
        ..
    } = lire_etat(&origine)?
    else {
        return Err(refus_impossible());
    };
    if origine.avenant_de.is_some() {
        return Err(refus_impossible());
    }
    let avenants = db::dap::avenants(&tx, id).await?;
    if let Some(ouvert) = avenants.iter().find(|avenant| est_ouvert(avenant)) {
        return Err(Erreur::Refus(Refus::new(
            "avenant_en_cours",
            format!(
                "L'avenant {} est déjà commencé : terminez-le ou retirez-le avant d'en faire un autre. Il s'ouvre à l'adresse /daps/{}.",
                ouvert.numero, ouvert.id
            ),
        )));
    }
    let rang = avenants.len() + 1;
    // What is in force is what was authorised, not what was asked for.
    let saisie = SaisieDap {
        debut: debut.to_string(),
        fin: fin.to_string(),
        heures_prevues: heures_autorisees.to_string(),
        ..super::lire_saisie(&origine)?
    };
    let en_vigueur = serde_json::to_value(&saisie).map_err(|erreur| Erreur::illisible("saisie", &erreur))?;
    let mut ligne = db::dap::Dap {
        id: contexte.id(),
        numero: format!("{}-A{rang}", origine.numero),
        avenant_de: Some(id),
        rang_avenant: i32::try_from(rang).unwrap_or(i32::MAX),
        saisie_avant: Some(en_vigueur),
        limite_tacite: None,
        code_di: None,
        version: 1,
        creee_le: maintenant,
        modifiee_le: maintenant,
        ..origine
    };
    let etablissement = db::etablissement::trouver(&tx, ligne.etablissement_id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    noter_saisie(&mut ligne, &saisie, &etablissement.denomination)?;
    noter_etat(&mut ligne, &EtatDap::Provisoire)?;
    db::dap::inserer(&tx, ligne.clone()).await?;
    for objet in [ligne.id, id] {
        journal::noter(
            &tx,
            contexte,
            Some(acteur),
            "avenant_cree",
            (OBJET, objet),
            serde_json::json!({ "rang": rang }),
        )
        .await?;
    }
    let vue = vue(&tx, contexte, acteur, ligne).await?;
    tx.commit().await?;
    Ok(vue)
}

fn refus_impossible() -> Erreur {
    Erreur::refus(
        "avenant_impossible",
        "Un avenant se fait sur une DAP validée : modifiez le brouillon, ou attendez la décision.",
    )
}

/// The form that the avenant changes.
fn saisie_en_vigueur(ligne: &db::dap::Dap) -> Result<Option<SaisieDap>, Erreur> {
    let Some(avant) = ligne.saisie_avant.clone() else {
        return Ok(None);
    };
    let lue =
        serde_json::from_value(avant).map_err(|erreur| Erreur::illisible("saisie en vigueur", &erreur))?;
    Ok(Some(lue))
}

/// First and last day of the authorisation that an avenant changes.
pub(super) fn en_vigueur(ligne: &db::dap::Dap) -> Result<Option<(Date, Date)>, Erreur> {
    Ok(saisie_en_vigueur(ligne)?
        .and_then(|saisie| parse_date(&saisie.debut).ok().zip(parse_date(&saisie.fin).ok())))
}

/// What changes: against the authorisation in force for an avenant, else against the version that
/// an agent sent back.
pub(super) fn comparaison(
    ligne: &db::dap::Dap,
    saisie: &SaisieDap,
    versions: &[Instantane],
) -> Result<Option<Comparaison>, Erreur> {
    if let Some(avant) = saisie_en_vigueur(ligne)? {
        return Ok(Some(cote_a_cote("l'autorisation en vigueur", &avant, saisie)));
    }
    let renvoyee = versions
        .iter()
        .find(|version| version.etat["etat"] == "invalidee");
    let Some(renvoyee) = renvoyee else {
        return Ok(None);
    };
    let avant = super::saisie_figee(renvoyee)?;
    Ok(Some(cote_a_cote("la version invalidée", &avant, saisie)))
}

fn cote_a_cote(a_quoi: &'static str, avant: &SaisieDap, apres: &SaisieDap) -> Comparaison {
    let (differences, inchanges) = comparer(avant, apres);
    Comparaison {
        a_quoi,
        differences,
        inchanges,
    }
}

/// To whom the way out is said.
#[derive(Debug, Clone, Copy)]
pub(super) enum Pour {
    Employeur,
    Agent,
}

impl Pour {
    const fn sortie_mois(self) -> &'static str {
        match self {
            Self::Employeur => "gardez ce mois, ou retirez d'abord la demande.",
            Self::Agent => "autorisez ce mois, ou invalidez l'avenant pour que l'employeur le corrige.",
        }
    }

    const fn sortie_semaine(self) -> &'static str {
        match self {
            Self::Employeur => "gardez cette semaine, ou retirez d'abord la demande.",
            Self::Agent => "autorisez cette semaine, ou invalidez l'avenant pour que l'employeur le corrige.",
        }
    }

    const fn sortie_heures(self) -> &'static str {
        match self {
            Self::Employeur => "demandez-en au moins autant, ou retirez d'abord une demande d'indemnisation.",
            Self::Agent => {
                "autorisez-en au moins autant, ou invalidez l'avenant pour que l'employeur le corrige."
            }
        }
    }
}

/// An avenant may not take away what was claimed already: no month that has a claim, no week with unworked hours of
/// one that counts, and no hours that count. A draft counts its weeks and hours when it is sent, against what is
/// authorised then; claims that are sent while the avenant waits stay within what it asks for. So no avenant can be left
/// that nothing can decide.
///
/// # Errors
/// `Refus` `avenant_exclut_indemnisation`.
pub(super) async fn verifier_indemnisations(
    base: &impl ConnectionTrait,
    ligne: &db::dap::Dap,
    (debut, fin): (Date, Date),
    heures: Heures,
    pour: Pour,
) -> Result<(), Erreur> {
    let Some(origine) = ligne.avenant_de else {
        return Ok(());
    };
    let demandes = db::indemnisation::de_la_dap(base, origine).await?;
    let validee = |demande: &Demande| demande.etat_code.parse().is_ok_and(CodeEtatDi::est_valide);
    let remplacees: Vec<_> = demandes
        .iter()
        .filter(|demande| validee(demande))
        .filter_map(|demande| demande.corrige_id)
        .collect();
    let comptent = db::indemnisation::qui_comptent(base, origine).await?;
    for demande in &demandes {
        // Of the versions of a month one counts: a correction, once it is validated.
        let attend = demande.corrige_id.is_some() && !validee(demande);
        if demande.etat_code == "retiree" || attend || remplacees.contains(&demande.id) {
            continue;
        }
        let mois: Mois = demande
            .mois
            .parse()
            .map_err(|refus: Refus| Erreur::illisible("mois de DI", &refus))?;
        if domain::indemnisation::verifier_mois(mois, debut, fin).is_err() {
            let sortie = pour.sortie_mois();
            return Err(Erreur::Refus(Refus::new(
                "avenant_exclut_indemnisation",
                format!(
                    "La demande d'indemnisation {} porte sur {}, que cette période n'a plus : {sortie}",
                    demande.numero,
                    mois.libelle()
                ),
            )));
        }
    }
    refuser_semaine_retiree(base, ligne, &comptent, (debut, fin), pour).await?;
    let demandees: Heures = comptent.iter().map(|d| Heures(d.heures_indemnisables)).sum();
    if demandees > heures {
        let sortie = pour.sortie_heures();
        return Err(Erreur::Refus(Refus::new(
            "avenant_exclut_indemnisation",
            format!(
                "{} h ont déjà été demandées en indemnisation, plus que les {} h de cet avenant : {sortie}",
                demandees.en_francais(),
                heures.en_francais()
            ),
        )));
    }
    Ok(())
}

/// A month may stay while a week of it goes: none that was claimed and counts.
async fn refuser_semaine_retiree(
    base: &impl ConnectionTrait,
    ligne: &db::dap::Dap,
    comptent: &[Demande],
    periode: (Date, Date),
    pour: Pour,
) -> Result<(), Erreur> {
    let Some(avant) = en_vigueur(ligne)? else {
        return Ok(());
    };
    for demande in comptent {
        let retiree = crate::indemnisation::semaines::retiree(base, demande, avant, periode).await?;
        if let Some(semaine) = retiree {
            let sortie = pour.sortie_semaine();
            return Err(Erreur::Refus(Refus::new(
                "avenant_exclut_indemnisation",
                format!(
                    "La demande d'indemnisation {} a des heures chômées la {}, que cette période n'a plus : {sortie}",
                    demande.numero,
                    semaine.libelle()
                ),
            )));
        }
    }
    Ok(())
}

/// The DAP that an avenant changes, locked, with its code; nothing for a DAP of its own.
pub(super) async fn origine(
    tx: &impl ConnectionTrait,
    ligne: &db::dap::Dap,
) -> Result<Option<db::dap::Dap>, Erreur> {
    match ligne.avenant_de {
        None => Ok(None),
        Some(id) => Ok(db::dap::verrouiller_sans_portee(tx, id).await?),
    }
}

/// A validated avenant takes effect: what it authorises becomes what is in force.
pub(super) async fn appliquer(
    tx: &impl ConnectionTrait,
    contexte: &Contexte,
    acteur: Option<&Acteur>,
    (origine, avenant_ligne): (db::dap::Dap, &db::dap::Dap),
    avenant: &Dap,
    fiche: &FicheEtablissement,
) -> Result<(), Erreur> {
    let (contenu, _) = super::fige(tx, &origine).await?;
    let amendee = super::assembler(&origine, contenu)?.amender(avenant)?;
    let amende = origine.id;
    let mut origine = origine;
    noter_saisie(&mut origine, &(&amendee.contenu).into(), &fiche.denomination)?;
    origine.departement.clone_from(&avenant_ligne.departement);
    enregistrer(
        tx,
        contexte,
        acteur,
        origine,
        &amendee,
        "dap_amendee",
        Some(fiche),
    )
    .await?;
    crate::indemnisation::actualiser_brouillons(tx, contexte, acteur, amende).await
}
