//! The service, and beside it bare handlers on the same database.

use std::net::TcpListener;
use std::sync::Arc;

use actix_web::web::{self, Data};
use actix_web::{App, HttpResponse, HttpServer};
use argon2::password_hash::PasswordVerifier as _;
use argon2::password_hash::phc::PasswordHash;
use db::{ConnectionTrait as _, DatabaseConnection};
use sea_orm::{DbBackend, FromQueryResult as _, JsonValue, Statement, Value};
use server::configuration::Configuration;
use server::etat::{Etat, Service};
use server::serveur;
use tempfile::TempDir;
use uuid::Uuid;

pub type Echec = Box<dyn std::error::Error + Send + Sync>;

/// DAPs in the list that is read.
const DAPS: usize = 2_000;

pub struct Montage {
    pub contexte: app::Contexte,
    pub service: String,
    pub plancher: String,
    pub dap: Uuid,
    _dossier: TempDir,
}

impl Montage {
    pub async fn preparer() -> Result<Self, Echec> {
        let dossier = tempfile::tempdir()?;
        let url = format!(
            "sqlite://{}?mode=rwc",
            dossier.path().join("mesures.db").display()
        );
        let (contexte, service) = servir(&url).await?;
        let dap = multiplier_daps(&contexte).await?;
        let plancher = plancher(&contexte).await?;
        Ok(Self {
            contexte,
            service,
            plancher,
            dap,
            _dossier: dossier,
        })
    }
}

/// The service on that database, with the data of the demo; answers its address.
pub async fn servir(url: &str) -> Result<(app::Contexte, String), Echec> {
    let reglages = [
        ("APART_DATABASE_URL", url),
        ("APART_HORLOGE", "2022-07-04T09:00:00+02:00"),
        ("APART_REQUETES_PAR_MINUTE", "0"),
        ("APART_CONNEXIONS_PAR_MINUTE", "0"),
    ];
    let reglages = reglages.map(|(nom, valeur)| (nom.to_owned(), valeur.to_owned()));
    let etat = Service::new(Etat::preparer(Configuration::charger(reglages, None, true)?).await?);
    app::demo::charger(&etat.contexte).await?;
    let contexte = etat.contexte.clone();
    let ecoute = TcpListener::bind("127.0.0.1:0")?;
    let service = format!("http://{}", ecoute.local_addr()?);
    tokio::task::spawn_local(serveur::demarrer(&etat, ecoute)?);
    Ok((contexte, service))
}

/// Copies one DAP of the demo many times; answers the id of the one that will be read.
async fn multiplier_daps(contexte: &app::Contexte) -> Result<Uuid, Echec> {
    let modele = db::compte::par_identifiant(&contexte.base, "claire.martin")
        .await?
        .ok_or("compte de démo")?;
    let portee = portee(contexte, modele.id);
    let page = db::Page {
        limite: 50,
        apres: None,
    };
    let daps = db::dap::lister(&contexte.base, &portee, &db::dap::Filtre::default(), page).await?;
    let lue = daps
        .iter()
        .find(|dap| dap.etat_code == "validee")
        .ok_or("DAP validée de démo")?
        .id;
    let source = daps
        .iter()
        .find(|dap| dap.etat_code == "provisoire")
        .ok_or("brouillon de démo")?;
    let tx = contexte.ecrire().await?;
    for _ in 0..DAPS {
        let copie = db::dap::Dap {
            id: contexte.id(),
            numero: contexte.hasard.numero("DAP"),
            ..source.clone()
        };
        db::dap::inserer(&tx, copie).await?;
    }
    tx.commit().await?;
    Ok(lue)
}

/// Logs in somebody of the demo, with the code of her telephone if she has one.
pub async fn connecter(contexte: &app::Contexte, identifiant: &str) -> Result<app::session::Ouverte, Echec> {
    let codes = app::second_facteur::codes_demo(contexte).await?;
    let code = codes.iter().find(|code| code.identifiant == identifiant);
    let montre = app::session::Identification {
        identifiant,
        mot_de_passe: app::demo::MOT_DE_PASSE,
        code: code.map_or("", |code| &code.code),
        ..Default::default()
    };
    Ok(app::session::ouvrir(contexte, &montre).await?)
}

/// What the bare handlers share.
struct Nu {
    base: DatabaseConnection,
    session: Uuid,
    compte: Uuid,
    dap: Uuid,
    hache: Arc<str>,
}

/// Bare actix handlers that do the same SQL by hand and answer the rows as JSON.
async fn plancher(contexte: &app::Contexte) -> Result<String, Echec> {
    let ouverte = connecter(contexte, "claire.martin").await?;
    let compte = db::compte::trouver(&contexte.base, ouverte.acteur.compte_id)
        .await?
        .ok_or("compte")?;
    let portee = portee(contexte, compte.id);
    let page = db::Page {
        limite: 1,
        apres: None,
    };
    let filtre = db::dap::Filtre {
        etat: Some("validee".into()),
        ..Default::default()
    };
    let dap = db::dap::lister(&contexte.base, &portee, &filtre, page)
        .await?
        .first()
        .ok_or("DAP")?
        .id;
    let nu = Data::new(Nu {
        base: contexte.base.clone(),
        session: ouverte.acteur.session_id,
        compte: compte.id,
        dap,
        hache: compte.mot_de_passe_hache.unwrap_or_default().into(),
    });
    let ecoute = TcpListener::bind("127.0.0.1:0")?;
    let adresse = format!("http://{}", ecoute.local_addr()?);
    let serveur = HttpServer::new(move || {
        App::new()
            .app_data(nu.clone())
            .route("/daps", web::get().to(liste_nue))
            .route("/dap", web::get().to(dap_nue))
            .route("/session", web::post().to(connexion_nue))
    })
    .listen(ecoute)?
    .run();
    tokio::task::spawn_local(serveur);
    Ok(adresse)
}

async fn lignes(
    base: &DatabaseConnection,
    sql: &str,
    valeurs: Vec<Value>,
) -> Result<Vec<JsonValue>, sea_orm::DbErr> {
    let requete = Statement::from_sql_and_values(DbBackend::Sqlite, sql, valeurs);
    base.query_all_raw(requete)
        .await?
        .iter()
        .map(|ligne| JsonValue::from_query_result(ligne, ""))
        .collect()
}

const SESSION: &str = "SELECT * FROM session WHERE id = ?";
const COMPTE: &str = "SELECT * FROM compte WHERE id = ?";
const HABILITEES: &str = "SELECT etablissement_id FROM habilitation WHERE compte_id = ? AND etat = 'acceptee' \
     UNION SELECT etablissement_id FROM mandat WHERE compte_id = ? AND etat = 'accepte' \
     AND debut <= '2022-07-04' AND (fin IS NULL OR fin >= '2022-07-04')";

fn repondre(resultat: Result<Vec<Vec<JsonValue>>, sea_orm::DbErr>) -> HttpResponse {
    match resultat {
        Ok(lignes) => HttpResponse::Ok().json(lignes),
        Err(_) => HttpResponse::InternalServerError().finish(),
    }
}

async fn liste_nue(nu: Data<Nu>) -> HttpResponse {
    let lire = async || {
        Ok(vec![
            lignes(&nu.base, SESSION, vec![nu.session.into()]).await?,
            lignes(&nu.base, COMPTE, vec![nu.compte.into()]).await?,
            lignes(
                &nu.base,
                &format!(
                    "SELECT * FROM dap WHERE etablissement_id IN ({HABILITEES}) ORDER BY id DESC LIMIT 51"
                ),
                vec![nu.compte.into(), nu.compte.into()],
            )
            .await?,
            lignes(
                &nu.base,
                &format!("SELECT * FROM etablissement WHERE id IN ({HABILITEES})"),
                vec![nu.compte.into(), nu.compte.into()],
            )
            .await?,
        ])
    };
    repondre(lire().await)
}

async fn dap_nue(nu: Data<Nu>) -> HttpResponse {
    let de_la_dap = "(SELECT etablissement_id FROM dap WHERE id = ?)";
    let voisines = format!(
        "SELECT id, numero, motif, debut, fin, etat_code, avenant_de FROM dap \
         WHERE etablissement_id = {de_la_dap} AND etat_code NOT IN ('retiree', 'refusee') AND id <> ? \
         AND debut <= (SELECT fin FROM dap WHERE id = ?) \
         AND fin >= (SELECT date(fin, '-366 days') FROM dap WHERE id = ?)"
    );
    let de_la_dap = format!("SELECT * FROM etablissement WHERE id = {de_la_dap}");
    let visible = format!("SELECT * FROM dap WHERE id = ? AND etablissement_id IN ({HABILITEES})");
    // The queries of the service, in their order.
    let lire = async || {
        let dap = || Value::from(nu.dap);
        let compte = || Value::from(nu.compte);
        let requetes: [(&str, Vec<Value>); 10] = [
            (SESSION, vec![nu.session.into()]),
            (COMPTE, vec![compte()]),
            (&visible, vec![dap(), compte(), compte()]),
            (&de_la_dap, vec![dap()]),
            (
                "SELECT * FROM journal WHERE objet = 'dap' AND objet_id = ? ORDER BY id",
                vec![dap()],
            ),
            (&voisines, vec![dap(), dap(), dap(), dap()]),
            (
                "SELECT * FROM dap_instantane WHERE dap_id = ? ORDER BY version DESC",
                vec![dap()],
            ),
            (
                "SELECT * FROM dap WHERE avenant_de = ? ORDER BY rang_avenant",
                vec![dap()],
            ),
            (
                "SELECT * FROM document WHERE objet = 'dap_piece' AND objet_id = ? ORDER BY id",
                vec![dap()],
            ),
            (
                "SELECT * FROM dap_message WHERE dap_id = ? ORDER BY id",
                vec![dap()],
            ),
        ];
        let mut toutes = Vec::with_capacity(requetes.len());
        for (sql, valeurs) in requetes {
            toutes.push(lignes(&nu.base, sql, valeurs).await?);
        }
        Ok(toutes)
    };
    repondre(lire().await)
}

async fn connexion_nue(nu: Data<Nu>, corps: web::Json<JsonValue>) -> HttpResponse {
    let hache = Arc::clone(&nu.hache);
    let clair = corps["mot_de_passe"].as_str().unwrap_or_default().to_owned();
    let bon = web::block(move || {
        PasswordHash::new(&hache).is_ok_and(|hache| {
            argon2::Argon2::default()
                .verify_password(clair.as_bytes(), &hache)
                .is_ok()
        })
    })
    .await;
    match bon {
        Ok(true) => HttpResponse::Ok().json(serde_json::json!({})),
        _ => HttpResponse::Unauthorized().finish(),
    }
}

/// What an account reaches today.
fn portee(contexte: &app::Contexte, compte_id: Uuid) -> db::dap::Portee {
    db::dap::Portee::Compte(db::dap::Porteur {
        compte_id,
        jour: domain::mois::jour_de_paris(contexte.maintenant()),
    })
}
