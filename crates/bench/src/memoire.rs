//! What a long import takes of memory above the service at rest: 100,000 employees, in each form, right or wrong.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use adapters::fichier::modele;
use client::{CibleImport, Client, OptionsImport};
use tokio::process::Child;

use crate::demarrage::{binaire, demarrer};
use crate::mesure::nombre;
use crate::montage::Echec;

const LIGNES: u64 = 100_000;
/// Above the service at rest, in MB.
const BUT: f64 = 200.0;
const SIRET: &str = "73282932000074";
const ENTETE: [&str; 6] = [
    "nir",
    "nom",
    "prenom",
    "categorie",
    "duree_hebdomadaire",
    "taux_horaire_brut",
];

pub async fn mesurer() -> Result<(), Echec> {
    println!("Import de {LIGNES} lignes : mémoire au-dessus du repos (but ≤ {BUT:.0} Mo)");
    let lignes: Vec<Vec<String>> = (0..LIGNES).map(ligne).collect();
    let csv = texte(&lignes);
    let fautif = csv.replace(",employe,35,", ",chef,beaucoup,");
    importer("CSV", csv.into_bytes(), "termine").await?;
    importer("NDJSON", ndjson(&lignes)?, "termine").await?;
    importer("XLSX", modele(&ENTETE, &lignes, true)?.octets, "termine").await?;
    importer("CSV, toutes les lignes fautives", fautif.into_bytes(), "refuse").await?;
    println!();
    Ok(())
}

fn ligne(rang: u64) -> Vec<String> {
    let corps = 1_800_144_000_000 + (rang / 999 + 1) * 1_000 + rang % 999 + 1;
    let nir = format!("{corps}{:02}", 97 - corps % 97);
    vec![
        nir,
        format!("NOM{rang}"),
        "Prénom".to_owned(),
        "employe".to_owned(),
        "35".to_owned(),
        "12.50".to_owned(),
    ]
}

fn texte(lignes: &[Vec<String>]) -> String {
    let mut csv = ENTETE.join(",");
    for ligne in lignes {
        let _ = write!(csv, "\n{}", ligne.join(","));
    }
    csv
}

fn ndjson(lignes: &[Vec<String>]) -> Result<Vec<u8>, Echec> {
    let mut sortie = Vec::new();
    for ligne in lignes {
        let objet: serde_json::Map<String, serde_json::Value> = ENTETE
            .iter()
            .zip(ligne)
            .map(|(nom, cellule)| ((*nom).to_owned(), cellule.clone().into()))
            .collect();
        serde_json::to_writer(&mut sortie, &objet)?;
        sortie.push(b'\n');
    }
    Ok(sortie)
}

/// One form, in a process of its own: its peak is that of this file.
async fn importer(forme: &str, fichier: Vec<u8>, attendu: &str) -> Result<(), Echec> {
    let dossier = tempfile::tempdir()?;
    let (service, mut enfant) = demarrer(&binaire(), &dossier.path().join("apart.db")).await?;
    let client = Client::new(&service.url);
    client
        .ouvrir_session_avec_code("claire.martin", app::demo::MOT_DE_PASSE, None)
        .await
        .map_err(|erreur| format!("{erreur:?}"))?;
    tokio::time::sleep(Duration::from_secs(2)).await;
    let repos = memoire(&enfant, "VmRSS")?;
    let depart = Instant::now();
    let registre = CibleImport::Salaries(SIRET.into());
    let taille = nombre(fichier.len()) / 1e6;
    let echec = |erreur: client::Erreur| format!("{erreur:?}");
    let options = OptionsImport::default();
    let mut import = client
        .lancer_import(&registre, fichier, options, &[])
        .await
        .map_err(echec)?;
    while import.etat == "en_cours" {
        tokio::time::sleep(Duration::from_millis(200)).await;
        import = client.lire_import(&import.id).await.map_err(echec)?;
    }
    let duree = depart.elapsed().as_secs_f64();
    let dessus = memoire(&enfant, "VmHWM")? - repos;
    enfant.kill().await?;
    if import.etat != attendu {
        return Err(format!("import {} : {:?}", import.etat, import.message).into());
    }
    let verdict = if dessus <= BUT { "atteint" } else { "MANQUÉ" };
    println!("  {forme} ({taille:.1} Mo) : + {dessus:.0} Mo sur {repos:.0}, {duree:.1} s ({verdict})");
    Ok(())
}

/// In MB.
pub fn memoire(enfant: &Child, quoi: &str) -> Result<f64, Echec> {
    let statut = std::fs::read_to_string(format!("/proc/{}/status", enfant.id().unwrap_or(0)))?;
    let ligne = statut
        .lines()
        .find(|ligne| ligne.starts_with(quoi))
        .ok_or("mémoire inconnue")?;
    let ko: usize = ligne
        .chars()
        .filter(char::is_ascii_digit)
        .collect::<String>()
        .parse()?;
    Ok(nombre(ko) / 1024.0)
}
