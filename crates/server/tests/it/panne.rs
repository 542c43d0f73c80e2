//! `kill -9` of the real binary in mid-send and in mid-batch: nothing lost, nothing twice. It runs as
//! one more replica, on the database of the test.

use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use actix_web::rt::time::sleep;
use api_types::dap::SaisieDap;
use api_types::indemnisation::DecisionsDemandes;
use api_types::paiement::DemandeDuLot;
use client::Client;

use crate::banc::{Banc, essais};
use crate::personnes::*;
use crate::vie_des_di::{Heures, demande_envoyee, demande_prete, importer_deux};

/// A replica in a process of its own, killed without warning when it is dropped.
struct Replique {
    processus: Child,
    url: String,
}

impl Replique {
    async fn demarrer(app: &Banc) -> Self {
        let port = TcpListener::bind("127.0.0.1:0")
            .and_then(|ecoute| ecoute.local_addr())
            .expect("port libre")
            .port();
        let adresse = format!("127.0.0.1:{port}");
        // Owned at once: whatever happens below, it is waited for.
        let replique = Self {
            url: format!("http://{adresse}"),
            processus: Command::new(env!("CARGO_BIN_EXE_apart"))
                .args(["serve", "--demo"])
                .env("APART_DATABASE_URL", app.etat.config.database_url.exposer())
                .env("APART_LISTEN", &adresse)
                .env("APART_LOG", "error")
                .env("APART_HORLOGE", "2022-06-01T09:00:00+02:00")
                .env("APART_CONNEXIONS_BASE", "4")
                .env("APART_REQUETES_PAR_MINUTE", "0")
                .env("APART_CONNEXIONS_PAR_MINUTE", "0")
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .expect("processus"),
        };
        let limite = Instant::now() + Duration::from_secs(60);
        loop {
            let prete = app.http().get(format!("{}/readyz", replique.url)).send().await;
            if prete.is_ok_and(|reponse| reponse.status().is_success()) {
                return replique;
            }
            assert!(Instant::now() < limite, "la réplique ne démarre pas");
            sleep(Duration::from_millis(50)).await;
        }
    }

    /// Somebody logged in there; the second factor by the demo's telephone.
    async fn connecter(&self, identifiant: &str) -> Client {
        let client = Client::new(&self.url);
        let codes = client.lire_codes_demo().await.expect("codes").items;
        let code = codes.into_iter().find(|code| code.identifiant == identifiant);
        if let Some(code) = &code {
            client.avancer_horloge(code.dans_secondes).await.expect("horloge");
        }
        let code = code.map(|code| code.code);
        client
            .ouvrir_session_avec_code(identifiant, MOT_DE_PASSE, code.as_deref())
            .await
            .expect("connexion");
        client
    }

    /// SIGKILL: no handler runs, no transaction is closed.
    fn tuer(&mut self) {
        self.processus.kill().expect("tué");
        self.processus.wait().expect("fini");
    }
}

impl Drop for Replique {
    fn drop(&mut self) {
        self.processus.kill().ok();
        self.processus.wait().ok();
    }
}

/// Four validated DAPs over May, each with its code.
async fn quatre_autorisations(claire: &Client, nadia: &Client) -> Vec<String> {
    let mut codes = Vec::new();
    for motif in [
        "conjoncture_economique",
        "difficultes_approvisionnement",
        "sinistre_intemperies",
        "transformation",
    ] {
        let saisie = SaisieDap {
            motif: motif.into(),
            ..saisie_dap(SIRET)
        };
        let dap = claire.creer_dap(&saisie).await.expect("brouillon");
        let id = dap.corps.id;
        let dap = claire.envoyer_dap(&id, &dap.etag).await.expect("envoyée");
        let dap = nadia.prendre_dap(&id, &dap.etag).await.expect("prise");
        let dap = nadia
            .decider_dap(&id, &dap.etag, &decision("valider", ""))
            .await
            .expect("validée");
        codes.push(dap.corps.decision.and_then(|d| d.code_di).expect("code DI"));
    }
    codes
}

/// The state of a claim, how often the journal tells of `action`, how many mails say `objet`.
async fn traces(app: &Banc, claire: &Client, id: &str, action: &str, objet: &str) -> (String, usize, usize) {
    let di = claire.lire_demande(id).await.expect("demande").corps;
    let fois = di.chronologie.iter().filter(|e| e.code == action).count();
    let courriels = app.courriels("contact@exemple.fr").await;
    let dits = courriels
        .iter()
        .filter(|(o, _)| o.contains(&di.numero) && o.ends_with(objet))
        .count();
    (di.etat, fois, dits)
}

essais! {
    async fn un_processus_tue_en_plein_envoi_ne_perd_et_ne_double_rien(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        completer(&claire, SIRET).await;
        let nadia = agent(&app, "44").await;
        importer_deux(&claire, SIRET).await;
        let (_, code_di) = dap_validee(&claire, &nadia, SIRET).await;
        let id = demande_prete(&claire, &code_di, "2022-05", Heures::default()).await.expect("prête");
        let mut envoyee = false;
        // Killed sooner, then later, until it is too late; then once in peace.
        for attente in [0, 3, 8, 15, 30, 60, 2_000] {
            let mut replique = Replique::demarrer(&app).await;
            let victime = replique.connecter("claire.martin").await;
            let di = victime.lire_demande(&id).await.expect("demande");
            let (numero, etag) = (id.clone(), di.etag.clone());
            let envoi = actix_web::rt::spawn(async move { victime.envoyer_demande(&numero, &etag).await });
            sleep(Duration::from_millis(attente)).await;
            replique.tuer();
            let dit = envoi.await.expect("tâche").is_ok();
            let (etat, fois, courriels) = traces(&app, &claire, &id, "demande_envoyee", ": envoyée").await;
            match etat.as_str() {
                "provisoire" => assert_eq!((fois, courriels, dit), (0, 0, false), "après {attente} ms"),
                "en_attente_validation" => {
                    assert_eq!((fois, courriels), (1, 1), "après {attente} ms");
                    envoyee = true;
                    break;
                }
                autre => panic!("{autre}"),
            }
        }
        assert!(envoyee, "l'envoi ne passe jamais");
    }

    async fn un_processus_tue_en_pleine_decision_groupee_ne_perd_et_ne_double_rien(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        completer(&claire, SIRET).await;
        let nadia = agent(&app, "44").await;
        importer_deux(&claire, SIRET).await;
        let mut ids = Vec::new();
        for code_di in quatre_autorisations(&claire, &nadia).await {
            ids.push(demande_envoyee(&claire, &code_di, "2022-05", Heures::default()).await.expect("envoyée"));
        }
        let mut interrompues = 0;
        for attente in [5, 15, 30, 60, 5_000] {
            let mut replique = Replique::demarrer(&app).await;
            let victime = replique.connecter("nadia.leroux").await;
            let mut demandes = Vec::new();
            for id in &ids {
                let lue = victime.lire_demande(id).await.expect("demande").corps;
                demandes.push(DemandeDuLot { id: id.clone(), version: lue.version });
            }
            let lot = DecisionsDemandes { decision: "valider".into(), demandes, ..DecisionsDemandes::default() };
            let decider = actix_web::rt::spawn(async move { victime.decider_demandes(&lot).await });
            sleep(Duration::from_millis(attente)).await;
            replique.tuer();
            interrompues += usize::from(decider.await.expect("tâche").is_err());
            let mut validees = 0;
            for id in &ids {
                let (etat, fois, courriels) = traces(&app, &claire, id, "demande_validee", ": validée").await;
                let attendu = usize::from(etat == "validee");
                assert!(etat == "validee" || etat == "en_attente_validation", "{etat} : ni l'un ni l'autre");
                assert_eq!((fois, courriels), (attendu, attendu), "après {attente} ms : {etat}");
                validees += attendu;
            }
            if validees == ids.len() {
                assert!(interrompues > 0, "aucun processus n'a été tué à temps");
                return;
            }
        }
        panic!("la décision groupée ne finit jamais");
    }
}
