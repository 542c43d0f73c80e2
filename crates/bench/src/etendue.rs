//! Do lists stay flat? The agent's queue and the searches with 1,000,000 DAPs in the database
//! against 10,000, on PostgreSQL, through the service.

use std::time::{Duration, Instant};

use db::ConnectionTrait as _;
use reqwest::{Client, Method};

use crate::charge::envoyer;
use crate::lecture::connexion;
use crate::mesure::{Latences, ms};
use crate::montage::{Echec, servir};

const DUREE: Duration = Duration::from_secs(4);
/// DAPs of one establishment.
const PAR_ETABLISSEMENT: usize = 20;

/// Spread over ten départements: a tenth of everything is the agent's.
const ETABLISSEMENTS: &str = "INSERT INTO etablissement (id, siret, denomination, departement, fiche, \
    a_verifier, ferme, version, cree_le, modifie_le) \
    SELECT ('0180' || lpad(to_hex(i), 8, '0') || '7000' || '8000' || lpad(to_hex(i), 12, '0'))::uuid, \
    '900000001' || lpad(i::text, 5, '0'), 'ETABLISSEMENT ' || i, (ARRAY['44','01','13','31','33','59','67','69','75','92'])[1 + i % 10], \
    modele.fiche, false, false, 1, modele.cree_le, modele.modifie_le \
    FROM generate_series(1, $1) AS i, (SELECT * FROM etablissement ORDER BY siret LIMIT 1) AS modele";

/// DAPs copied from one of the demo in that state: one in ten waits for a decision, the others are decided.
/// Identifiers grow like those of the service.
const DAPS: &str = "INSERT INTO dap (id, numero, etablissement_id, departement, motif, debut, fin, etat_code, \
    limite_tacite, saisie, etat, rang_avenant, texte, version, creee_le, modifiee_le) \
    WITH modele AS MATERIALIZED (SELECT * FROM dap WHERE etat_code = $3 LIMIT 1), \
    rangs AS MATERIALIZED (SELECT i, ('0180' || lpad(to_hex(1 + (i - 1) / $2), 8, '0') || '70008000' \
    || lpad(to_hex(1 + (i - 1) / $2), 12, '0'))::uuid AS etablissement \
    FROM generate_series(1, $1) AS i WHERE (i % 10 = 0) = ($3 = 'en_attente_instruction_ud')) \
    SELECT ('0181' || lpad(to_hex(i), 8, '0') || '70008000' || lpad(to_hex(i), 12, '0'))::uuid, \
    'DAP-M' || i, e.id, e.departement, CASE WHEN i % 5003 = 0 THEN 'sinistre_intemperies' ELSE 'conjoncture_economique' END, modele.debut, modele.fin, modele.etat_code, \
    CASE WHEN i % 10 = 0 THEN date '2022-07-01' + (i % 30) END, \
    modele.saisie, modele.etat, 0, 'dap m' || i || ' etablissement ' || lower(e.denomination) || ' atelier mot' || (i % 1000), \
    1, modele.creee_le, modele.modifiee_le \
    FROM modele CROSS JOIN rangs JOIN etablissement e ON e.id = rangs.etablissement";

pub async fn mesurer(url: &str) -> Result<(), Echec> {
    println!("Listes sur PostgreSQL, 8 clients, 10 000 puis 1 000 000 de DAP");
    let petite = une_base(&url.replace("{base}", "dix_mille"), 10_000).await?;
    let grande = une_base(&url.replace("{base}", "un_million"), 1_000_000).await?;
    for ((quoi, avant), (_, apres)) in petite.iter().zip(&grande) {
        let (avant, apres) = (avant.quantile(990), apres.quantile(990));
        let rapport = apres.as_secs_f64() / avant.as_secs_f64();
        let atteint = if rapport <= 2.0 { "atteint" } else { "PAS ATTEINT" };
        println!(
            "  {quoi} : p99 {} puis {} => x {rapport:.2} (but ≤ 2 : {atteint})",
            ms(avant),
            ms(apres)
        );
    }
    println!();
    Ok(())
}

async fn une_base(url: &str, daps: usize) -> Result<Vec<(&'static str, Latences)>, Echec> {
    let (contexte, service) = servir(url).await?;
    let depart = Instant::now();
    remplir(&contexte, daps).await?;
    println!("  {daps} DAP insérées en {:.0} s", depart.elapsed().as_secs_f64());
    let agent = ouvrir(&contexte, &service, "nadia.benali").await?;
    let claire = ouvrir(&contexte, &service, "claire.martin").await?;
    let suite = page_suivante(&agent, &service).await?;
    let lectures = [
        ("File de l'agent", &agent, "daps"),
        ("File de l'agent, page suivante", &agent, suite.as_str()),
        ("File de l'agent, compteurs", &agent, "daps/comptes"),
        ("Recherche par état", &agent, "daps?etat=validee"),
        (
            "Recherche par mot courant",
            &agent,
            "daps?tri=recentes&texte=atelier",
        ),
        ("Recherche par mot rare", &agent, "daps?tri=recentes&texte=mot30"),
        ("Recherche par numéro", &agent, "daps?tri=recentes&numero=DAP-M20"),
        (
            "Recherche par période",
            &agent,
            "daps?tri=recentes&du=2022-01-01&au=2022-12-31",
        ),
        (
            "Recherche par période sans demande",
            &agent,
            "daps?tri=recentes&du=2019-01-01&au=2019-12-31",
        ),
        ("Recherche dans l'ordre des périodes", &agent, "daps?tri=periode"),
        (
            "Recherche de l'entreprise, par réponse attendue",
            &claire,
            "daps?tri=echeance",
        ),
        (
            "Recherche par motif rare",
            &agent,
            "daps?tri=recentes&motif=sinistre_intemperies",
        ),
        (
            "Recherche par SIRET",
            &agent,
            "daps?tri=recentes&siret=90000000100090",
        ),
        ("Recherche de l'entreprise, tout", &claire, "daps"),
        (
            "Recherche de l'entreprise, par mot",
            &claire,
            "daps?texte=atelier",
        ),
    ];
    let mut mesures = Vec::new();
    for (quoi, client, chemin) in lectures {
        let requete = client
            .request(Method::GET, format!("{service}/api/v1/{chemin}"))
            .build()?;
        // Once for the caches of both sizes.
        envoyer(client, &requete, Duration::from_millis(500)).await?;
        mesures.push((quoi, envoyer(client, &requete, DUREE).await?));
    }
    Ok(mesures)
}

/// The address of the second page of the queue.
async fn page_suivante(agent: &Client, service: &str) -> Result<String, Echec> {
    let reponse = agent.get(format!("{service}/api/v1/daps")).send().await?;
    let file: api_types::dap::ListeDaps = reponse.json().await?;
    let curseur = file.next.ok_or("la file tient en une page")?;
    Ok(format!("daps?cursor={curseur}"))
}

async fn remplir(contexte: &app::Contexte, daps: usize) -> Result<(), Echec> {
    let base = &contexte.base;
    let n = |nombre: usize| i32::try_from(nombre);
    let ordre = |sql: &str, valeurs: Vec<sea_orm::Value>| {
        sea_orm::Statement::from_sql_and_values(sea_orm::DbBackend::Postgres, sql, valeurs)
    };
    base.execute_raw(ordre(ETABLISSEMENTS, vec![n(daps / PAR_ETABLISSEMENT)?.into()]))
        .await?;
    base.execute_unprepared("ANALYZE etablissement").await?;
    for etat in ["en_attente_instruction_ud", "validee"] {
        let valeurs = vec![n(daps)?.into(), n(PAR_ETABLISSEMENT)?.into(), etat.into()];
        base.execute_raw(ordre(DAPS, valeurs)).await?;
    }
    base.execute_unprepared("VACUUM ANALYZE").await?;
    Ok(())
}

/// A client that is logged in, with the code of the telephone where one is asked for.
async fn ouvrir(contexte: &app::Contexte, service: &str, identifiant: &str) -> Result<Client, Echec> {
    let codes = app::second_facteur::codes_demo(contexte).await?;
    let code = codes
        .iter()
        .find(|code| code.identifiant == identifiant)
        .map(|code| code.code.clone());
    let client = Client::builder().cookie_store(true).build()?;
    let connexion = connexion(&client, &format!("{service}/api/v1/session"), identifiant, code)?;
    let reponse = client.execute(connexion).await?;
    if reponse.status().is_success() {
        Ok(client)
    } else {
        Err(format!("{identifiant} : {}", reponse.text().await?).into())
    }
}
