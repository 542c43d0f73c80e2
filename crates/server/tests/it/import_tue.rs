//! Kill -9 of the real binary in the middle of a long import: nothing is half done, and the file can be sent again.

use std::time::{Duration, Instant};

use api_types::import::Import;
use api_types::indemnisation::SelectionSalaries;
use client::{CibleImport, Client, FiltreDemandes, OptionsImport};

use crate::base::Base;
use crate::import::{attendre, salaries};
use crate::personnes::SIRET;
use crate::replique::Replique;

async fn total(claire: &Client) -> u32 {
    claire.lister_salaries(SIRET, None).await.expect("liste").total
}

/// A long import of employees, sent to `claire`'s service.
async fn lancer(claire: &Client, fichier: &[u8]) -> String {
    lancer_vers(claire, &CibleImport::Salaries(SIRET.into()), fichier).await
}

async fn lancer_vers(claire: &Client, cible: &CibleImport, fichier: &[u8]) -> String {
    let options = OptionsImport::default();
    let import = claire.lancer_import(cible, fichier.to_vec(), options, &[]).await;
    import.expect("lancé").id
}

/// Waits until somebody sees that rows are being written, in the open transaction.
async fn attendre_ecritures(claire: &Client, id: &str) -> Import {
    let depart = Instant::now();
    loop {
        let ou = claire.lire_import(id).await.expect("avancement");
        assert_eq!(ou.etat, "en_cours", "fini trop tôt : {ou:?}");
        if ou.ecrites > 0 {
            return ou;
        }
        assert!(
            depart.elapsed() < Duration::from_secs(100),
            "rien ne s'écrit : {ou:?}"
        );
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

async fn claire(service: &Replique) -> Client {
    service.connecter("claire.martin", app::demo::MOT_DE_PASSE).await
}

async fn tuer_en_plein_import(base: Base) {
    const LIGNES: u32 = 10_000;
    let fichier = salaries(LIGNES.into());
    let mut service = Replique::demarrer(base.url()).await;
    let avant_le_coup = claire(&service).await;
    let avant = total(&avant_le_coup).await;
    let tue = lancer(&avant_le_coup, &fichier).await;
    attendre_ecritures(&avant_le_coup, &tue).await;
    service.tuer();
    let service = Replique::demarrer(base.url()).await;
    let claire = claire(&service).await;
    assert_eq!(total(&claire).await, avant, "rien n'est à moitié fait");
    let suite = lancer(&claire, &fichier).await;
    let fini = attendre(&claire, &suite).await;
    assert_eq!(
        (fini.etat.as_str(), fini.ajoutes),
        ("termine", LIGNES),
        "{fini:?}"
    );
    assert_eq!(total(&claire).await, avant + LIGNES);
    // On PostgreSQL another replica might still be at it: silence tells, a minute later.
    let etat = claire.lire_import(&tue).await.expect("tué").etat;
    if base.url().starts_with("sqlite") {
        assert_eq!(etat, "interrompu");
    } else {
        assert_ne!(etat, "termine");
    }
}

/// The same in the middle of a month's hours: what is stored is what was.
async fn tuer_en_plein_import_d_heures(base: Base) {
    const SALARIES: u64 = 4_000;
    let mut service = Replique::demarrer(base.url()).await;
    let avant_le_coup = claire(&service).await;
    let fichier = salaries(SALARIES);
    let importes = lancer(&avant_le_coup, &fichier).await;
    assert_eq!(attendre(&avant_le_coup, &importes).await.etat, "termine");
    let filtre = FiltreDemandes {
        etat: Some("provisoire".into()),
        siret: Some(SIRET.into()),
        ..FiltreDemandes::default()
    };
    let brouillons = avant_le_coup.lister_demandes(&filtre).await.expect("liste").items;
    let id = brouillons.into_iter().next().expect("le brouillon de démo").id;
    let tous = SelectionSalaries {
        tous: true,
        ..SelectionSalaries::default()
    };
    let di = avant_le_coup
        .ajouter_salaries_demande(&id, &tous)
        .await
        .expect("salariés")
        .corps;
    let semaines = di.semaines.len();
    let mut heures = String::from("nir,semaine,heures_travaillees,heures_chomees\n");
    for ligne in String::from_utf8(fichier).expect("UTF-8").lines().skip(1) {
        let nir = ligne.split(',').next().expect("NIR");
        for semaine in &di.semaines {
            heures.push_str(&format!("{nir},{semaine},28,7\n"));
        }
    }
    let cible = CibleImport::Heures(id.clone());
    let tue = lancer_vers(&avant_le_coup, &cible, heures.as_bytes()).await;
    attendre_ecritures(&avant_le_coup, &tue).await;
    service.tuer();
    let service = Replique::demarrer(base.url()).await;
    let claire = claire(&service).await;
    let chomees = async || {
        let totaux = claire.lire_demande(&id).await.expect("demande").corps.totaux;
        totaux.heures_chomees.parse::<f64>().expect("heures")
    };
    let avant: f64 = di.totaux.heures_chomees.parse().expect("heures");
    assert_eq!(chomees().await, avant, "rien n'est à moitié fait");
    let suite = lancer_vers(&claire, &cible, heures.as_bytes()).await;
    let fini = attendre(&claire, &suite).await;
    assert_eq!(fini.etat, "termine", "{fini:?}");
    let attendues = u32::try_from(semaines * 7 * 4_000).expect("petit");
    assert_eq!(chomees().await, avant + f64::from(attendues));
}

/// Two replicas on one PostgreSQL: one works, the other one answers for it.
async fn suivre_et_annuler_de_l_autre(base: Base) {
    // Long enough that its counters reach the database, every two seconds.
    let fichier = salaries(60_000);
    let mut a = Replique::demarrer(base.url()).await;
    let b = Replique::demarrer(base.url()).await;
    let (chez_a, chez_b) = (claire(&a).await, claire(&b).await);
    let avant = total(&chez_b).await;

    let annule = lancer(&chez_a, &fichier).await;
    let ou = attendre_ecritures(&chez_b, &annule).await;
    assert_eq!(ou.lues, 60_000, "{ou:?}");
    assert!(
        chez_b
            .annuler_import(&annule)
            .await
            .expect("annulation")
            .annulation_demandee
    );
    let fini = attendre(&chez_b, &annule).await;
    assert_eq!(
        (fini.etat.as_str(), fini.code.as_deref()),
        ("annule", Some("import_annule"))
    );
    assert_eq!(total(&chez_b).await, avant, "annulé, rien n'est écrit");

    let tue = lancer(&chez_a, &fichier).await;
    attendre_ecritures(&chez_b, &tue).await;
    a.tuer();
    assert_eq!(total(&chez_b).await, avant, "rien n'est à moitié fait");
    let petit = salaries(2_000);
    let suite = lancer(&chez_b, &petit).await;
    let fini = attendre(&chez_b, &suite).await;
    assert_eq!((fini.etat.as_str(), fini.ajoutes), ("termine", 2_000), "{fini:?}");
    // A minute of silence later the dead one is no longer waited for. The two clocks began as the replicas did, one
    // after the other.
    chez_b.avancer_horloge(300).await.expect("horloge");
    let mort = claire(&b).await.lire_import(&tue).await.expect("tué");
    assert_eq!(mort.etat, "interrompu", "{mort:?}");
}

/// How long so many reads wait, nine out of ten of them.
fn neuf_sur_dix(mut attentes: Vec<Duration>) -> Duration {
    attentes.sort_unstable();
    attentes[attentes.len() * 9 / 10]
}

/// The worker that took a long import answers others meanwhile: the connection, and so its thread, is the same.
async fn repondre_pendant_un_import(base: Base) {
    let service = Replique::demarrer(base.url()).await;
    let claire = claire(&service).await;
    let fini = lancer(&claire, &salaries(1)).await;
    attendre(&claire, &fini).await;
    let mut avant = Vec::new();
    for _ in 0..100 {
        let depart = Instant::now();
        claire.lire_import(&fini).await.expect("lu");
        avant.push(depart.elapsed());
    }
    let import = lancer(&claire, &salaries(20_000)).await;
    let mut pendant = Vec::new();
    loop {
        let depart = Instant::now();
        let ou = claire.lire_import(&import).await.expect("avancement");
        if ou.etat != "en_cours" {
            assert_eq!(ou.etat, "termine", "{ou:?}");
            break;
        }
        pendant.push(depart.elapsed());
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let (avant, pendant) = (neuf_sur_dix(avant), neuf_sur_dix(pendant));
    eprintln!("neuf lectures sur dix en {avant:?}, pendant un import en {pendant:?}");
    // A machine that other tests share: an import that held the thread would make all of them wait for its lots.
    assert!(
        pendant < Duration::from_millis(250).max(avant * 8),
        "{avant:?} {pendant:?}"
    );
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

#[actix_web::test]
async fn un_import_d_heures_tue_n_a_rien_fait_sqlite() {
    tuer_en_plein_import_d_heures(Base::sqlite()).await;
}

#[actix_web::test]
async fn un_import_d_heures_tue_n_a_rien_fait_postgresql() {
    match Base::postgres_vide("import_heures_tue").await {
        Some(base) => tuer_en_plein_import_d_heures(base).await,
        None => eprintln!("sauté : APART_TEST_POSTGRES_URL n'est pas donnée"),
    }
}

#[actix_web::test]
async fn une_autre_replique_suit_annule_et_reprend_postgresql() {
    match Base::postgres_vide("import_repliques").await {
        Some(base) => suivre_et_annuler_de_l_autre(base).await,
        None => eprintln!("sauté : APART_TEST_POSTGRES_URL n'est pas donnée"),
    }
}

#[actix_web::test]
async fn un_long_import_laisse_repondre_sqlite() {
    repondre_pendant_un_import(Base::sqlite()).await;
}
