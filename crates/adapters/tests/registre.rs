//! The register's client against a real little server of recorded answers.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use std::time::Duration;

use adapters::registre::{ConfigRegistre, Registre, RegistreHttp, ReponseRegistre};
use time::OffsetDateTime;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

const SIRET: &str = "73282932000074";
const FICHE: &str = include_str!("../assets/registre-demo.json");

/// A server that answers the same to everybody, and counts.
async fn serveur(
    statut: &'static str,
    entetes: &'static str,
    corps: &'static str,
    retard: Duration,
) -> (String, Arc<AtomicUsize>) {
    let ecoute = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let adresse = format!("http://{}", ecoute.local_addr().unwrap());
    let appels = Arc::new(AtomicUsize::new(0));
    let compteur = Arc::clone(&appels);
    tokio::spawn(async move {
        while let Ok((mut flux, _)) = ecoute.accept().await {
            compteur.fetch_add(1, Ordering::SeqCst);
            tokio::spawn(async move {
                let _ = flux.read(&mut [0; 2048]).await;
                tokio::time::sleep(retard).await;
                let reponse = format!(
                    "HTTP/1.1 {statut}\r\nContent-Length: {}\r\nConnection: close\r\n{entetes}\r\n{corps}",
                    corps.len()
                );
                let _ = flux.write_all(reponse.as_bytes()).await;
            });
        }
    });
    (adresse, appels)
}

/// A register at that address, and the seconds by which its clock can be advanced.
fn registre(url: String) -> (Registre, Arc<AtomicI64>) {
    let avance = Arc::new(AtomicI64::new(0));
    let horloge = Arc::clone(&avance);
    let config = ConfigRegistre {
        url,
        delai: Duration::from_millis(300),
    };
    let client = RegistreHttp::nouveau(
        &config,
        Arc::new(move || {
            OffsetDateTime::UNIX_EPOCH + time::Duration::seconds(horloge.load(Ordering::SeqCst))
        }),
    );
    (Registre::Http(Box::new(client.unwrap())), avance)
}

fn trouvee(reponse: ReponseRegistre) -> adapters::registre::FicheRegistre {
    match reponse {
        ReponseRegistre::Trouve(fiche) => *fiche,
        autre => panic!("{autre:?}"),
    }
}

#[tokio::test]
async fn a_head_office_is_found_once_and_then_remembered() {
    let (url, appels) = serveur("200 OK", "", FICHE, Duration::ZERO).await;
    let (registre, avance) = registre(url);
    for _ in 0..3 {
        let fiche = trouvee(registre.chercher(SIRET).await);
        assert_eq!(fiche.denomination.as_deref(), Some("ATELIERS DE LA LOIRE"));
        assert_eq!(fiche.ville.as_deref(), Some("NANTES"));
        assert!(!fiche.ferme);
    }
    assert_eq!(appels.load(Ordering::SeqCst), 1);
    avance.store(24 * 3600, Ordering::SeqCst);
    registre.chercher(SIRET).await;
    assert_eq!(appels.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn another_establishment_takes_its_address_from_its_own_line() {
    let fiche = trouvee(Registre::demo().chercher(&autre_etablissement()).await);
    assert_eq!(fiche.denomination.as_deref(), Some("TRANSPORTS ATLANTIQUE"));
    assert_eq!(fiche.numero_voie.as_deref(), Some("22"));
    assert_eq!(fiche.code_postal.as_deref(), Some("44600"));
}

fn autre_etablissement() -> String {
    let json: serde_json::Value = serde_json::from_str(FICHE).unwrap();
    let entreprises = json["results"].as_array().unwrap();
    let transports = entreprises
        .iter()
        .find(|e| e["nom_complet"] == "TRANSPORTS ATLANTIQUE")
        .unwrap();
    transports["matching_etablissements"][1]["siret"]
        .as_str()
        .unwrap()
        .to_owned()
}

#[tokio::test]
async fn closed_hidden_and_unknown_are_told_apart() {
    let demo = Registre::demo();
    let json: serde_json::Value = serde_json::from_str(FICHE).unwrap();
    let siege = |nom: &str| {
        let entreprises = json["results"].as_array().unwrap();
        entreprises.iter().find(|e| e["nom_complet"] == nom).unwrap()["siege"]["siret"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    assert!(trouvee(demo.chercher(&siege("HOTEL DES VOYAGEURS")).await).ferme);
    let cachee = trouvee(demo.chercher(&siege("[NON-DIFFUSIBLE]")).await);
    assert_eq!((cachee.denomination, cachee.libelle_voie), (None, None));
    assert_eq!(cachee.code_postal.as_deref(), Some("44100"));
    assert_eq!(demo.chercher("00000000000000").await, ReponseRegistre::Inconnu);
}

#[tokio::test]
async fn every_field_may_be_null() {
    let corps = r#"{"results":[{"siren":null,"nom_complet":null,"siege":{"siret":"73282932000074","adresse":null,"numero_voie":null},"matching_etablissements":null}]}"#;
    let (url, _) = serveur("200 OK", "", corps, Duration::ZERO).await;
    assert_eq!(trouvee(registre(url).0.chercher(SIRET).await).denomination, None);
}

#[tokio::test]
async fn three_failures_leave_it_alone_for_a_minute() {
    let (url, appels) = serveur("500 Oups", "", "", Duration::ZERO).await;
    let (registre, avance) = registre(url);
    for _ in 0..6 {
        assert_eq!(registre.chercher(SIRET).await, ReponseRegistre::Indisponible);
    }
    assert_eq!(appels.load(Ordering::SeqCst), 3);
    avance.store(61, Ordering::SeqCst);
    registre.chercher(SIRET).await;
    assert_eq!(appels.load(Ordering::SeqCst), 4);
}

#[tokio::test]
async fn its_own_retry_after_is_obeyed() {
    let (url, appels) = serveur(
        "429 Too Many Requests",
        "Retry-After: 120\r\n",
        "",
        Duration::ZERO,
    )
    .await;
    let (registre, avance) = registre(url);
    for secondes in [0, 1, 119] {
        avance.store(secondes, Ordering::SeqCst);
        assert_eq!(registre.chercher(SIRET).await, ReponseRegistre::Indisponible);
    }
    assert_eq!(appels.load(Ordering::SeqCst), 1);
    avance.store(121, Ordering::SeqCst);
    registre.chercher(SIRET).await;
    assert_eq!(appels.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn slow_silent_or_nonsensical_is_unavailable() {
    let (lent, _) = serveur("200 OK", "", FICHE, Duration::from_secs(2)).await;
    assert_eq!(
        registre(lent).0.chercher(SIRET).await,
        ReponseRegistre::Indisponible
    );
    let (fou, _) = serveur("200 OK", "", "<html>", Duration::ZERO).await;
    assert_eq!(
        registre(fou).0.chercher(SIRET).await,
        ReponseRegistre::Indisponible
    );
    let (autre, _) = serveur("200 OK", "", "{\"erreur\":1}", Duration::ZERO).await;
    assert_eq!(
        registre(autre).0.chercher(SIRET).await,
        ReponseRegistre::Indisponible
    );
    let (absent, _) = registre("http://127.0.0.1:1".into());
    assert_eq!(absent.chercher(SIRET).await, ReponseRegistre::Indisponible);
}
