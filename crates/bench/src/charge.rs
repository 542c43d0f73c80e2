//! Sends the same request again and again from a few clients at once.

use std::time::{Duration, Instant};

use reqwest::{Client, Request};

use crate::mesure::Latences;
use crate::montage::Echec;

const CLIENTS: usize = 8;

/// Runs for `duree`; every answer must be a success.
pub async fn envoyer(client: &Client, requete: &Request, duree: Duration) -> Result<Latences, Echec> {
    let debut = Instant::now();
    let taches: Vec<_> = (0..CLIENTS)
        .map(|_| {
            let client = client.clone();
            let requete = requete.try_clone();
            tokio::spawn(async move {
                let mut mesures = Vec::new();
                while debut.elapsed() < duree {
                    let copie = requete
                        .as_ref()
                        .and_then(Request::try_clone)
                        .ok_or("requête non copiable")?;
                    let depart = Instant::now();
                    let reponse = client.execute(copie).await.map_err(|e| e.to_string())?;
                    if !reponse.status().is_success() {
                        return Err(format!("statut {}", reponse.status()));
                    }
                    reponse.bytes().await.map_err(|e| e.to_string())?;
                    mesures.push(depart.elapsed());
                }
                Ok::<_, String>(mesures)
            })
        })
        .collect();
    let mut toutes = Vec::new();
    for tache in taches {
        toutes.extend(tache.await??);
    }
    Ok(Latences::new(toutes, debut.elapsed()))
}
