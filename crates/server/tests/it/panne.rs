//! `kill -9` of the real binary in mid-send and in mid-batch: nothing lost, nothing twice. It runs as
//! one more replica, on the database of the test.

use std::time::Duration;

use actix_web::rt::time::sleep;
use api_types::dap::SaisieDap;
use api_types::indemnisation::DecisionsDemandes;
use api_types::paiement::DemandeDuLot;
use client::Client;

use crate::banc::{Banc, essais};
use crate::personnes::*;
use crate::replique::Replique;
use crate::vie_des_di::{Heures, demande_envoyee, demande_prete, importer_deux};

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
            let mut replique = Replique::demarrer(app.etat.config.database_url.exposer()).await;
            let victime = replique.connecter("claire.martin", MOT_DE_PASSE).await;
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
            let mut replique = Replique::demarrer(app.etat.config.database_url.exposer()).await;
            let victime = replique.connecter("nadia.leroux", MOT_DE_PASSE).await;
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
