//! Kill -9 of the real binary in the middle of a long import: nothing is half done, and the file can be sent again.

use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use client::{CibleImport, Client, OptionsImport};

use crate::base::Base;
use crate::import::{attendre, salaries};
use crate::personnes::SIRET;

/// The service in a process of its own.
struct Service {
    processus: Child,
    adresse: String,
}

impl Service {
    async fn demarrer(base: &Base) -> Self {
        let libre = TcpListener::bind("127.0.0.1:0").expect("port libre");
        let ecoute = libre.local_addr().expect("adresse").to_string();
        drop(libre);
        let processus = Command::new(env!("CARGO_BIN_EXE_apart"))
            .args(["serve", "--demo"])
            .env("APART_DATABASE_URL", base.url())
            .env("APART_LISTEN", &ecoute)
            .env("APART_LOG", "warn")
            .env("APART_REQUETES_PAR_MINUTE", "0")
            .env("APART_CONNEXIONS_PAR_MINUTE", "0")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .spawn()
            .expect("binaire");
        let service = Self {
            processus,
            adresse: format!("http://{ecoute}"),
        };
        let depart = Instant::now();
        while reqwest::get(format!("{}/readyz", service.adresse))
            .await
            .map_or(true, |r| !r.status().is_success())
        {
            assert!(
                depart.elapsed() < Duration::from_secs(180),
                "le service ne démarre pas"
            );
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        service
    }

    async fn claire(&self) -> Client {
        let claire = Client::new(&self.adresse);
        claire
            .ouvrir_session("claire.martin", "Demo-2022!")
            .await
            .expect("session");
        claire
    }

    /// SIGKILL: nothing of the process runs any more.
    fn tuer(&mut self) {
        self.processus.kill().expect("tué");
        self.processus.wait().expect("fini");
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        self.processus.kill().ok();
        self.processus.wait().ok();
    }
}

async fn total(claire: &Client) -> u32 {
    claire.lister_salaries(SIRET, None).await.expect("liste").total
}

async fn tuer_en_plein_import(base: Base) {
    rustls::crypto::ring::default_provider().install_default().ok();
    const LIGNES: u32 = 10_000;
    let registre = CibleImport::Salaries(SIRET.into());
    let fichier = salaries(LIGNES.into());
    let mut service = Service::demarrer(&base).await;
    let claire = service.claire().await;
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
    let service = Service::demarrer(&base).await;
    let claire = service.claire().await;
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
