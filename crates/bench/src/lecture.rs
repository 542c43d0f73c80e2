//! List of DAPs, one DAP and login, against bare handlers, in turn.

use std::time::Duration;

use reqwest::{Client, Method, Request};
use serde_json::json;

use crate::charge::envoyer;
use crate::mesure::{Latences, mediane, ms, verdict};
use crate::montage::{Echec, Montage};

const TOURS: usize = 5;
const DUREE: Duration = Duration::from_secs(2);

pub async fn mesurer(montage: &Montage) -> Result<(), Echec> {
    let client = Client::builder().cookie_store(true).build()?;
    let connexion = connexion(
        &client,
        &format!("{}/api/v1/session", montage.service),
        "claire.martin",
        None,
    )?;
    let reponse = client.execute(connexion.try_clone().ok_or("requête")?).await?;
    if !reponse.status().is_success() {
        return Err(format!("connexion : {}", reponse.status()).into());
    }
    let lire = |adresse: String| client.request(Method::GET, adresse).build();
    let couples = [
        (
            "Liste des DAP (50 sur 2 000)",
            lire(format!("{}/api/v1/daps", montage.service))?,
            lire(format!("{}/daps", montage.plancher))?,
        ),
        (
            "Une DAP",
            lire(format!("{}/api/v1/daps/{}", montage.service, montage.dap))?,
            lire(format!("{}/dap", montage.plancher))?,
        ),
        (
            "Connexion (argon2id, 19 Mio)",
            connexion,
            self::connexion(
                &client,
                &format!("{}/session", montage.plancher),
                "claire.martin",
                None,
            )?,
        ),
    ];
    for (quoi, service, plancher) in couples {
        comparer(&client, quoi, &service, &plancher).await?;
    }
    Ok(())
}

/// Somebody of the demo logs in, with the code of the telephone where one is asked for.
pub fn connexion(
    client: &Client,
    adresse: &str,
    identifiant: &str,
    code: Option<String>,
) -> Result<Request, Echec> {
    let corps = json!({
        "identifiant": identifiant,
        "mot_de_passe": app::demo::MOT_DE_PASSE,
        "code": code,
    });
    Ok(client
        .post(adresse)
        .header("X-Apart-CSRF", "1")
        .json(&corps)
        .build()?)
}

async fn comparer(client: &Client, quoi: &str, service: &Request, plancher: &Request) -> Result<(), Echec> {
    println!("{quoi}");
    let mut rapports = Vec::new();
    let mut derniers = None;
    for _ in 0..TOURS {
        let nu = envoyer(client, plancher, DUREE).await?;
        let nous = envoyer(client, service, DUREE).await?;
        rapports.push(nous.par_seconde() / nu.par_seconde());
        derniers = Some((nous, nu));
    }
    if let Some((nous, nu)) = derniers {
        dire("service ", &nous);
        dire("plancher", &nu);
    }
    verdict(quoi, mediane(rapports), 0.7);
    Ok(())
}

fn dire(qui: &str, latences: &Latences) {
    println!(
        "  {qui} : {:>8.0} requêtes/s, p50 {}, p99 {}",
        latences.par_seconde(),
        ms(latences.quantile(500)),
        ms(latences.quantile(990))
    );
}
