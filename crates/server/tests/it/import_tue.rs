//! Kill -9 of the real binary in the middle of a long import: nothing is half done, and the file can be sent again.

use std::time::{Duration, Instant};

use client::{CibleImport, Client, OptionsImport};

use crate::base::Base;
use crate::import::{attendre, salaries};
use crate::personnes::SIRET;
use crate::replique::Replique;

async fn total(claire: &Client) -> u32 {
    claire.lister_salaries(SIRET, None).await.expect("liste").total
}

async fn tuer_en_plein_import(base: Base) {
    const LIGNES: u32 = 10_000;
    let registre = CibleImport::Salaries(SIRET.into());
    let fichier = salaries(LIGNES.into());
    let mut service = Replique::demarrer(base.url()).await;
    let claire = service.connecter("claire.martin", app::demo::MOT_DE_PASSE).await;
    let avant = total(&claire).await;
    let import = claire
        .lancer_import(&registre, fichier.clone(), OptionsImport::default(), &[])
        .await
        .expect("lancé");
    let depart = Instant::now();
    // Killed once rows are being written, in the open transaction.
    loop {
        let ou = claire.lire_import(&import.id).await.expect("avancement");
        assert_eq!(ou.etat, "en_cours", "fini avant d'être tué : {ou:?}");
        if ou.ecrites > 0 {
            break;
        }
        assert!(
            depart.elapsed() < Duration::from_secs(100),
            "rien ne s'écrit : {ou:?}"
        );
    }
    service.tuer();
    let service = Replique::demarrer(base.url()).await;
    let claire = service.connecter("claire.martin", app::demo::MOT_DE_PASSE).await;
    assert_eq!(total(&claire).await, avant, "rien n'est à moitié fait");
    let suite = claire
        .lancer_import(&registre, fichier, OptionsImport::default(), &[])
        .await
        .expect("renvoyé");
    let fini = attendre(&claire, &suite.id).await;
    assert_eq!(
        (fini.etat.as_str(), fini.ajoutes),
        ("termine", LIGNES),
        "{fini:?}"
    );
    assert_eq!(total(&claire).await, avant + LIGNES);
    // On PostgreSQL another replica might still be at it: silence tells, a minute later.
    if base.url().starts_with("sqlite") {
        assert_eq!(
            claire.lire_import(&import.id).await.expect("tué").etat,
            "interrompu"
        );
    } else {
        assert_ne!(claire.lire_import(&import.id).await.expect("tué").etat, "termine");
    }
}

#[actix_web::test]
async fn un_import_tue_n_a_rien_fait_sqlite() {
    tuer_en_plein_import(Base::sqlite()).await;
}

#[actix_web::test]
async fn un_import_tue_n_a_rien_fait_postgresql() {
    match Base::postgres_vide("import_tue").await {
        Some(base) => tuer_en_plein_import(base).await,
        None => eprintln!("sauté : APART_TEST_POSTGRES_URL n'est pas donnée"),
    }
}
