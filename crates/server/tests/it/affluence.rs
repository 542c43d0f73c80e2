//! Five hundred people at the login at once: bounded memory, a clear answer to each, and the
//! others go on working.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::banc::Banc;
use crate::base::Base;
use crate::personnes::*;

const CONNEXIONS: usize = 500;
/// Longest that anybody else waits for an answer during the storm, on a machine that does other things too.
const PATIENCE: Duration = Duration::from_secs(10);

/// The most memory that this process (service and its 500 clients) ever held, in kB.
fn memoire_maximale() -> Option<u64> {
    let etat = std::fs::read_to_string("/proc/self/status").ok()?;
    let ligne = etat.lines().find_map(|ligne| ligne.strip_prefix("VmHWM:"))?;
    ligne.trim().strip_suffix("kB")?.trim().parse().ok()
}

async fn tenter(app: &Banc, http: reqwest::Client, numero: usize) -> u16 {
    // Right ones and wrong ones, which count on an identifiant of their own.
    let (identifiant, mot_de_passe) = if numero.is_multiple_of(2) {
        ("claire.martin".to_owned(), MOT_DE_PASSE)
    } else {
        (format!("personne.inconnue{numero}"), "faux")
    };
    let corps = serde_json::json!({"identifiant": identifiant, "mot_de_passe": mot_de_passe});
    let reponse = http
        .post(app.adresse("/api/v1/session"))
        .json(&corps)
        .send()
        .await
        .expect("une réponse");
    let statut = reponse.status().as_u16();
    if statut == 503 {
        assert!(reponse.headers().contains_key("retry-after"));
        let probleme: serde_json::Value =
            serde_json::from_slice(&reponse.bytes().await.expect("corps")).expect("problème");
        assert_eq!(probleme["code"], "connexions_saturees");
    }
    statut
}

async fn cinq_cents_connexions_a_la_fois_n_arretent_personne(base: Base) {
    // What a password costs in production.
    let app = Banc::avec(base, &[("APART_MEMOIRE_HACHAGE_KIO", "19456")], true).await;
    entreprise(&app, SIRET, "Claire").await;
    let http = app.http();
    let fini = Arc::new(AtomicBool::new(false));
    let temoin = {
        let (http, fini) = (app.http(), Arc::clone(&fini));
        let adresses = [app.adresse("/healthz"), app.adresse("/api/v1/baremes")];
        actix_web::rt::spawn(async move {
            let (mut reponses, mut pire) = (0_u32, Duration::ZERO);
            while !fini.load(Ordering::SeqCst) {
                for adresse in &adresses {
                    let debut = Instant::now();
                    let reponse = http.get(adresse).send().await.expect("réponse");
                    assert!(reponse.status().is_success(), "{}", reponse.status());
                    pire = pire.max(debut.elapsed());
                    reponses += 1;
                }
            }
            (reponses, pire)
        })
    };
    let avant = app.etat.contexte.hachage.faits();
    let mut tempete = Vec::new();
    for numero in 0..CONNEXIONS {
        tempete.push(tenter(&app, http.clone(), numero));
    }
    let statuts = futures_join(tempete).await;
    fini.store(true, Ordering::SeqCst);
    let (reponses, pire) = temoin.await.expect("témoin");
    let compter = |voulu: u16| statuts.iter().filter(|statut| **statut == voulu).count();
    let (entres, refuses, renvoyes) = (compter(200), compter(401), compter(503));
    assert_eq!(entres + refuses + renvoyes, CONNEXIONS, "{statuts:?}");
    assert!(entres > 0 && refuses > 0, "{entres} entrées, {refuses} refus");
    assert!(renvoyes > 0, "la file n'a pas débordé : l'essai ne prouve rien");
    assert!(
        reponses >= 4 && pire < PATIENCE,
        "{reponses} réponses, la plus longue en {pire:?}"
    );
    assert!(
        app.etat.contexte.hachage.faits() - avant < 500,
        "les renvoyés n'ont rien coûté"
    );
    if let Some(ko) = memoire_maximale() {
        eprintln!(
            "{entres} entrées, {refuses} refus, {renvoyes} renvois ; {ko} ko ; ailleurs {pire:?} au pire"
        );
        assert!(ko < 1_000_000, "{ko} ko");
    }
    // The storm has passed: everybody gets in.
    app.visiteur()
        .ouvrir_session("claire.martin", MOT_DE_PASSE)
        .await
        .expect("connexion");
}

#[actix_web::test]
async fn cinq_cents_connexions_a_la_fois_n_arretent_personne_sqlite() {
    cinq_cents_connexions_a_la_fois_n_arretent_personne(Base::sqlite()).await;
}

#[actix_web::test]
async fn cinq_cents_connexions_a_la_fois_n_arretent_personne_postgresql() {
    match Base::postgres("affluence").await {
        Some(base) => cinq_cents_connexions_a_la_fois_n_arretent_personne(base).await,
        None => eprintln!("sauté : APART_TEST_POSTGRES_URL n'est pas donnée"),
    }
}

/// All at once, in this task.
pub async fn futures_join<F: Future>(travaux: Vec<F>) -> Vec<F::Output> {
    let mut travaux: Vec<_> = travaux.into_iter().map(Box::pin).collect();
    let mut sorties: Vec<Option<F::Output>> = travaux.iter().map(|_| None).collect();
    std::future::poll_fn(|cx| {
        let mut pretes = true;
        for (travail, sortie) in travaux.iter_mut().zip(&mut sorties) {
            if sortie.is_none() {
                match travail.as_mut().poll(cx) {
                    std::task::Poll::Ready(valeur) => *sortie = Some(valeur),
                    std::task::Poll::Pending => pretes = false,
                }
            }
        }
        if pretes {
            std::task::Poll::Ready(())
        } else {
            std::task::Poll::Pending
        }
    })
    .await;
    sorties.into_iter().flatten().collect()
}
