//! The files of the demo: DAPs and claims in several states.

use domain::dap::SaisieDap;
use domain::mois::Mois;
use time::{Duration, OffsetDateTime};

use super::{ETABLISSEMENTS, au};
use crate::dap::Decision;
use crate::indemnisation::{SaisieLigne, SaisieSemaine};
use crate::{Acteur, Contexte, Erreur, dap, indemnisation};

fn saisie_dap(siret: &str, motif: &str, debut: time::Date, fin: time::Date) -> SaisieDap {
    SaisieDap {
        siret: siret.into(),
        motif: motif.into(),
        sous_motif: (motif == "autre_circonstance").then(|| "conflit_ukraine".into()),
        debut: debut.to_string(),
        fin: fin.to_string(),
        effectif_concerne: "12".into(),
        heures_prevues: "4800".into(),
        mode: "reduction".into(),
        circonstances:
            "La baisse des commandes de notre principal client nous oblige à réduire l'activité de \
                        l'atelier. Nous attendons une reprise à la fin de la période."
                .into(),
        avis_cse: "non_requis".into(),
        date_avis_cse: None,
        placement_36_mois: Some(false),
        engagements: vec![],
    }
}

/// DAPs and claims in several states, around `depart`.
pub(super) async fn files(
    contexte: &Contexte,
    depart: OffsetDateTime,
    claire: &Acteur,
    paul: &Acteur,
    nadia: &Acteur,
) -> Result<(), Erreur> {
    let jours = Duration::days;
    let mois = Mois::de(depart.date());
    let ateliers = ETABLISSEMENTS[0].1;

    // Validated, over the three months before; its claims are validated, sent and still a draft.
    let debut = mois.decale(-3).premier_jour();
    let depot = OffsetDateTime::new_utc(debut - jours(12), time::Time::MIDNIGHT) + Duration::hours(9);
    let saisie = saisie_dap(
        ateliers,
        "conjoncture_economique",
        debut,
        mois.decale(-1).dernier_jour(),
    );
    let validee = decidee(contexte, depot, claire, nadia, &saisie, &Decision::Valider).await?;
    let code = validee.ligne.code_di.clone().unwrap_or_default();
    for (recul, jusqu_a) in [(-3, "validee"), (-2, "envoyee"), (-1, "brouillon")] {
        claim(
            contexte,
            (depart, mois.decale(recul)),
            claire,
            nadia,
            &code,
            jusqu_a,
        )
        .await?;
    }

    // To correct and send again, waiting, a draft.
    let suivant = mois.suivant().premier_jour();
    let saisie = saisie_dap(ateliers, "transformation", suivant, mois.suivant().dernier_jour());
    let motifs = "Précisez la part de l'atelier concernée et joignez le calendrier des travaux.".to_owned();
    decidee(
        contexte,
        depart - jours(9),
        claire,
        nadia,
        &saisie,
        &Decision::Invalider {
            motifs: motifs.as_str().into(),
        },
    )
    .await?;
    let saisie = saisie_dap(
        ateliers,
        "conjoncture_economique",
        suivant,
        mois.decale(2).dernier_jour(),
    );
    envoyee(contexte, depart - jours(3), claire, &saisie).await?;
    let brouillon = SaisieDap {
        siret: ateliers.into(),
        motif: "sinistre_intemperies".into(),
        ..Default::default()
    };
    dap::creer(&au(contexte, depart - jours(1)), claire, &brouillon).await?;

    // The accountant's clients: one near its tacit deadline, one refused.
    let saisie = saisie_dap(
        ETABLISSEMENTS[1].1,
        "autre_circonstance",
        mois.premier_jour(),
        mois.dernier_jour(),
    );
    envoyee(contexte, depart - jours(14), paul, &saisie).await?;
    let saisie = saisie_dap(
        ETABLISSEMENTS[2].1,
        "conjoncture_economique",
        mois.premier_jour(),
        mois.dernier_jour(),
    );
    let motifs = "Les éléments produits ne montrent pas de baisse d'activité sur la période.".to_owned();
    decidee(
        contexte,
        depart - jours(20),
        paul,
        nadia,
        &saisie,
        &Decision::Refuser {
            motifs: motifs.as_str().into(),
        },
    )
    .await?;
    Ok(())
}

async fn envoyee(
    contexte: &Contexte,
    le: OffsetDateTime,
    acteur: &Acteur,
    saisie: &SaisieDap,
) -> Result<dap::Vue, Erreur> {
    let creee = dap::creer(&au(contexte, le), acteur, saisie).await?;
    let contexte = au(contexte, le + Duration::minutes(20));
    dap::envoyer(&contexte, acteur, creee.ligne.id, creee.ligne.version).await
}

async fn decidee(
    contexte: &Contexte,
    le: OffsetDateTime,
    acteur: &Acteur,
    agent: &Acteur,
    saisie: &SaisieDap,
    decision: &Decision,
) -> Result<dap::Vue, Erreur> {
    let envoyee = envoyee(contexte, le, acteur, saisie).await?;
    let prise = au(contexte, le + Duration::days(2));
    let prise = dap::prendre(&prise, agent, envoyee.ligne.id, envoyee.ligne.version).await?;
    let contexte = au(contexte, le + Duration::days(3));
    dap::decider(&contexte, agent, prise.ligne.id, prise.ligne.version, decision).await
}

async fn claim(
    contexte: &Contexte,
    (depart, mois): (OffsetDateTime, Mois),
    acteur: &Acteur,
    agent: &Acteur,
    code: &str,
    jusqu_a: &str,
) -> Result<(), Erreur> {
    let apres = OffsetDateTime::new_utc(mois.suivant().premier_jour(), time::Time::MIDNIGHT);
    // The one that waits was sent yesterday: in 2020 to 2022 time validates an older one.
    let quand = if jusqu_a == "envoyee" {
        depart - Duration::hours(20)
    } else {
        apres + Duration::hours(7)
    };
    let contexte = au(contexte, quand);
    let creee = indemnisation::creer(&contexte, acteur, code, &mois.to_string(), "").await?;
    let id = creee.ligne.id;
    let remplie = indemnisation::ajouter_salaries(&contexte, acteur, id, &[], true).await?;
    let lignes = indemnisation::toutes_les_lignes(&contexte, acteur, id).await?;
    let semaines: Vec<SaisieSemaine> = mois
        .semaines()
        .iter()
        .map(|semaine| SaisieSemaine {
            semaine: semaine.lundi().to_string(),
            travaillees: "21".into(),
            chomees: "14".into(),
        })
        .collect();
    let saisies: Vec<SaisieLigne> = lignes
        .iter()
        .map(|ligne| SaisieLigne {
            id: ligne.id,
            semaines: semaines.clone(),
        })
        .collect();
    let saisie = indemnisation::saisir(&contexte, acteur, id, remplie.ligne.version, &saisies).await?;
    if jusqu_a == "brouillon" {
        return Ok(());
    }
    let envoyee = indemnisation::envoyer(&contexte, acteur, id, saisie.ligne.version).await?;
    if jusqu_a == "validee" {
        let contexte = au(&contexte, contexte.maintenant() + Duration::days(2));
        let prise = indemnisation::prendre(&contexte, agent, id, envoyee.ligne.version).await?;
        indemnisation::valider(&contexte, agent, id, prise.ligne.version).await?;
    }
    Ok(())
}
