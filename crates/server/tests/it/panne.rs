//! `kill -9` of the real binary in mid-send and in mid-batch: nothing lost, nothing twice. It runs as
//! one more replica, on the database of the test.

use std::time::Duration;

use actix_web::rt::time::sleep;
use api_types::dap::SaisieDap;
use api_types::indemnisation::DecisionsDemandes;
use api_types::paiement::{DemandeDuLot, OperationsPaiement};
use client::Client;
use db::ConnectionTrait as _;

use crate::banc::{Banc, essais};
use crate::base::Base;
use crate::paiement::operation;
use crate::personnes::*;
use crate::replique::Replique;
use crate::vie_des_di::{Heures, demande_envoyee, demande_prete, importer_deux, validee};

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

/// Nobody but who asks is in a transaction.
const PERSONNE_N_ECRIT: &str = "DO $$ BEGIN IF EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = current_database() \
     AND pid <> pg_backend_pid() AND state <> 'idle') THEN RAISE EXCEPTION 'encore'; END IF; END $$";

/// PostgreSQL ends what it was asked by a process that is dead, a commit too: only then is it known what was written.
async fn attendre_la_base(app: &Banc) {
    if !app.etat.config.database_url.exposer().starts_with("postgres") {
        return;
    }
    let limite = std::time::Instant::now() + Duration::from_secs(60);
    while app
        .etat
        .contexte
        .base
        .execute_unprepared(PERSONNE_N_ECRIT)
        .await
        .is_err()
    {
        assert!(std::time::Instant::now() < limite, "la base ne s'apaise pas");
        sleep(Duration::from_millis(10)).await;
    }
}

/// Somebody's transaction has come to its mails, the last thing it writes, and waits for the table.
const QUELQU_UN_ATTEND: &str = "DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted \
     AND relation = 'courriel'::regclass AND mode = 'RowExclusiveLock') THEN RAISE EXCEPTION 'personne'; END IF; END $$";

/// Kills a replica when all but the mails of what it was asked is written and nothing is committed: only PostgreSQL lets a
/// test stop a transaction there. Whoever asked gets no answer.
async fn tuer_devant_les_courriels<T: 'static>(
    app: &Banc,
    mut replique: Replique,
    demande: impl Future<Output = Result<T, client::Erreur>> + 'static,
) {
    let verrou = app.etat.contexte.ecrire().await.expect("transaction");
    verrou
        .execute_unprepared("LOCK TABLE courriel IN EXCLUSIVE MODE")
        .await
        .expect("verrou");
    let demande = actix_web::rt::spawn(demande);
    let base = &app.etat.contexte.base;
    let limite = std::time::Instant::now() + Duration::from_secs(60);
    while base.execute_unprepared(QUELQU_UN_ATTEND).await.is_err() {
        assert!(std::time::Instant::now() < limite, "personne n'écrit de courriel");
        sleep(Duration::from_millis(10)).await;
    }
    replique.tuer();
    assert!(
        demande.await.expect("tâche").is_err(),
        "répondu avant d'avoir écrit"
    );
    verrou.rollback().await.expect("rendu");
}

async fn tuer_un_envoi_en_transaction(app: Banc) {
    let claire = entreprise(&app, SIRET, "Claire").await;
    completer(&claire, SIRET).await;
    let nadia = agent(&app, "44").await;
    importer_deux(&claire, SIRET).await;
    let (_, code_di) = dap_validee(&claire, &nadia, SIRET).await;
    let id = demande_prete(&claire, &code_di, "2022-05", Heures::default())
        .await
        .expect("prête");
    let replique = Replique::demarrer(app.etat.config.database_url.exposer()).await;
    let victime = replique.connecter("claire.martin", MOT_DE_PASSE).await;
    let etag = victime.lire_demande(&id).await.expect("demande").etag;
    let (numero, sien) = (id.clone(), etag.clone());
    let envoi = async move { victime.envoyer_demande(&numero, &sien).await };
    tuer_devant_les_courriels(&app, replique, envoi).await;
    let avant = traces(&app, &claire, &id, "demande_envoyee", ": envoyée").await;
    assert_eq!(avant, ("provisoire".to_owned(), 0, 0));
    claire
        .envoyer_demande(&id, &etag)
        .await
        .expect("la même version, envoyée de nouveau");
    let apres = traces(&app, &claire, &id, "demande_envoyee", ": envoyée").await;
    assert_eq!(apres, ("en_attente_validation".to_owned(), 1, 1));
}

async fn tuer_une_decision_groupee_en_transaction(app: Banc) {
    let claire = entreprise(&app, SIRET, "Claire").await;
    completer(&claire, SIRET).await;
    let nadia = agent(&app, "44").await;
    importer_deux(&claire, SIRET).await;
    let mut demandes = Vec::new();
    for code_di in quatre_autorisations(&claire, &nadia).await {
        let id = demande_envoyee(&claire, &code_di, "2022-05", Heures::default())
            .await
            .expect("envoyée");
        let version = nadia.lire_demande(&id).await.expect("demande").corps.version;
        demandes.push(DemandeDuLot { id, version });
    }
    let replique = Replique::demarrer(app.etat.config.database_url.exposer()).await;
    let victime = replique.connecter("nadia.leroux", MOT_DE_PASSE).await;
    let lot = DecisionsDemandes {
        decision: "valider".into(),
        demandes,
        ..DecisionsDemandes::default()
    };
    let sien = lot.clone();
    let decision = async move { victime.decider_demandes(&sien).await };
    tuer_devant_les_courriels(&app, replique, decision).await;
    for demande in &lot.demandes {
        let avant = traces(&app, &claire, &demande.id, "demande_validee", ": validée").await;
        assert_eq!(avant, ("en_attente_validation".to_owned(), 0, 0));
    }
    nadia.decider_demandes(&lot).await.expect("de nouveau");
    for demande in &lot.demandes {
        let apres = traces(&app, &claire, &demande.id, "demande_validee", ": validée").await;
        assert_eq!(apres, ("validee".to_owned(), 1, 1));
    }
}

async fn tuer_un_paiement_groupe_en_transaction(app: Banc) {
    let claire = entreprise(&app, SIRET, "Claire").await;
    completer(&claire, SIRET).await;
    let nadia = agent(&app, "44").await;
    importer_deux(&claire, SIRET).await;
    let sophie = assistance_deja_la(&app).await;
    let mut demandes = Vec::new();
    for code_di in quatre_autorisations(&claire, &nadia).await {
        let id = validee(&claire, &nadia, &code_di, "2022-05").await;
        let version = sophie
            .lire_paiement(&id)
            .await
            .expect("paiement")
            .corps
            .demande
            .version;
        demandes.push(DemandeDuLot { id, version });
    }
    let replique = Replique::demarrer(app.etat.config.database_url.exposer()).await;
    let victime = replique.connecter("sophie.leroux", MOT_DE_PASSE).await;
    let lot = OperationsPaiement {
        operation: operation("demander", ""),
        demandes,
        essai: false,
    };
    let sien = lot.clone();
    let paiement = async move { victime.changer_paiements(&sien).await };
    tuer_devant_les_courriels(&app, replique, paiement).await;
    let suivre = async |id: &str| {
        let historique = sophie.lire_paiement(id).await.expect("paiement").corps.historique;
        let traces = traces(&app, &claire, id, "paiement_demande", ": paiement demandé").await;
        (traces, historique.len())
    };
    for demande in &lot.demandes {
        assert_eq!(suivre(&demande.id).await, (("validee".to_owned(), 0, 0), 0));
    }
    assert_eq!(
        sophie.changer_paiements(&lot).await.expect("de nouveau").faites,
        4
    );
    for demande in &lot.demandes {
        assert_eq!(
            suivre(&demande.id).await,
            (("paiement_demande".to_owned(), 1, 1), 1)
        );
    }
}

#[actix_web::test]
async fn un_paiement_groupe_tue_avant_ses_courriels_n_a_rien_ecrit_postgresql() {
    match Base::postgres("paiement_tue").await {
        Some(base) => tuer_un_paiement_groupe_en_transaction(Banc::demarrer(base).await).await,
        None => eprintln!("sauté : APART_TEST_POSTGRES_URL n'est pas donnée"),
    }
}

#[actix_web::test]
async fn un_envoi_tue_avant_ses_courriels_n_a_rien_ecrit_postgresql() {
    match Base::postgres("envoi_tue").await {
        Some(base) => tuer_un_envoi_en_transaction(Banc::demarrer(base).await).await,
        None => eprintln!("sauté : APART_TEST_POSTGRES_URL n'est pas donnée"),
    }
}

#[actix_web::test]
async fn une_decision_groupee_tuee_avant_ses_courriels_n_a_rien_ecrit_postgresql() {
    match Base::postgres("decision_tuee").await {
        Some(base) => tuer_une_decision_groupee_en_transaction(Banc::demarrer(base).await).await,
        None => eprintln!("sauté : APART_TEST_POSTGRES_URL n'est pas donnée"),
    }
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
            attendre_la_base(&app).await;
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
            attendre_la_base(&app).await;
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

    async fn un_processus_tue_en_plein_paiement_groupe_ne_paie_rien_deux_fois(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        completer(&claire, SIRET).await;
        let nadia = agent(&app, "44").await;
        importer_deux(&claire, SIRET).await;
        let sophie = assistance_deja_la(&app).await;
        let mut ids = Vec::new();
        for code_di in quatre_autorisations(&claire, &nadia).await {
            ids.push(validee(&claire, &nadia, &code_di, "2022-05").await);
        }
        for attente in [5, 15, 30, 60, 5_000] {
            let mut replique = Replique::demarrer(app.etat.config.database_url.exposer()).await;
            let victime = replique.connecter("sophie.leroux", MOT_DE_PASSE).await;
            let mut demandes = Vec::new();
            for id in &ids {
                let version = victime.lire_paiement(id).await.expect("paiement").corps.demande.version;
                demandes.push(DemandeDuLot { id: id.clone(), version });
            }
            let lot = OperationsPaiement { operation: operation("demander", ""), demandes, essai: false };
            let payer = actix_web::rt::spawn(async move { victime.changer_paiements(&lot).await });
            sleep(Duration::from_millis(attente)).await;
            replique.tuer();
            payer.await.expect("tâche").ok();
            attendre_la_base(&app).await;
            let mut demandees = 0;
            for id in &ids {
                let (etat, fois, courriels) = traces(&app, &claire, id, "paiement_demande", ": paiement demandé").await;
                let attendu = usize::from(etat == "paiement_demande");
                assert!(etat == "paiement_demande" || etat == "validee", "{etat} : ni l'un ni l'autre");
                let historique = sophie.lire_paiement(id).await.expect("paiement").corps.historique.len();
                assert_eq!((fois, courriels, historique), (attendu, attendu, attendu), "après {attente} ms : {etat}");
                demandees += attendu;
            }
            if demandees == ids.len() {
                return;
            }
        }
        panic!("le paiement groupé ne finit jamais");
    }
}
