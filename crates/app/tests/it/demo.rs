use app::compte::NouvelAgent;
use app::{Contexte, compte, demo, second_facteur, session};
use db::ConnectionTrait as _;
use time::macros::datetime;

use crate::outils::contexte;

#[tokio::test]
async fn the_demo_fills_an_empty_database_once_and_its_people_log_in() {
    let (contexte, _dossier) = contexte(datetime!(2022-06-01 07:00 UTC)).await;
    assert!(demo::charger(&contexte).await.unwrap());
    assert!(
        !demo::charger(&contexte).await.unwrap(),
        "une base remplie reste comme elle est"
    );
    assert!(
        db::marque::existe(&contexte.base, db::marque::DEMO)
            .await
            .unwrap()
    );
    let codes = second_facteur::codes_demo(&contexte).await.unwrap();
    for personne in demo::PERSONNES {
        let identifiant = personne.identifiant();
        let code = codes.iter().find(|code| code.identifiant == identifiant);
        assert_eq!(code.is_some(), personne.role.second_facteur_obligatoire());
        let montre = session::Identification {
            identifiant: &identifiant,
            mot_de_passe: demo::MOT_DE_PASSE,
            code: code.map_or("", |code| &code.code),
            ..Default::default()
        };
        let ouverte = session::ouvrir(&contexte, &montre).await.unwrap();
        assert!(!ouverte.second_facteur_a_configurer);
        assert_eq!(ouverte.acteur.role, personne.role);
        assert!(!ouverte.mot_de_passe_a_changer);
    }
}

/// As databases were before they carried a mark.
async fn oublier_la_marque(contexte: &Contexte) {
    let ordre = "DELETE FROM marque";
    contexte.base.execute_unprepared(ordre).await.unwrap();
}

#[tokio::test]
async fn a_demo_of_before_the_mark_is_recognised_as_long_as_its_passwords_are_the_public_one() {
    let (contexte, _dossier) = contexte(datetime!(2022-06-01 07:00 UTC)).await;
    demo::charger(&contexte).await.unwrap();
    oublier_la_marque(&contexte).await;
    assert!(!demo::charger(&contexte).await.unwrap());
    assert!(
        db::marque::existe(&contexte.base, db::marque::DEMO)
            .await
            .unwrap()
    );
    oublier_la_marque(&contexte).await;
    let ordre = "UPDATE compte SET mot_de_passe_hache = NULL WHERE identifiant = 'sophie.leroux'";
    contexte.base.execute_unprepared(ordre).await.unwrap();
    let refus = demo::charger(&contexte).await.unwrap_err();
    assert!(matches!(refus, demo::Echec::BaseReelle), "{refus}");
}

#[tokio::test]
async fn a_real_database_is_never_served_as_a_demo() {
    let (contexte, _dossier) = contexte(datetime!(2022-06-01 07:00 UTC)).await;
    let agent = NouvelAgent {
        role: "assistance".into(),
        courriel: "sophie@exemple.fr".into(),
        nom: "Leroux".into(),
        prenom: "Sophie".into(),
        departements: Vec::new(),
    };
    compte::creer_agent(&contexte, &agent).await.unwrap();
    let refus = demo::charger(&contexte).await.unwrap_err();
    assert!(matches!(refus, demo::Echec::BaseReelle), "{refus}");
    assert_eq!(db::compte::compter(&contexte.base).await.unwrap(), 1);
    assert!(
        !db::marque::existe(&contexte.base, db::marque::DEMO)
            .await
            .unwrap()
    );
}

#[tokio::test]
async fn the_demo_has_files_in_many_states() {
    let (contexte, _dossier) = contexte(datetime!(2022-06-01 07:00 UTC)).await;
    demo::charger(&contexte).await.unwrap();
    for (table, etats) in [
        (
            "dap",
            "en_attente_instruction_ud,invalidee,provisoire,refusee,validee",
        ),
        ("demande", "en_attente_validation,provisoire,validee"),
    ] {
        let lignes = contexte
            .base
            .query_all_raw(sea_orm::Statement::from_string(
                sea_orm::DbBackend::Sqlite,
                format!("SELECT DISTINCT etat_code FROM {table} ORDER BY etat_code"),
            ))
            .await
            .unwrap();
        let trouves: Vec<String> = lignes
            .iter()
            .map(|ligne| ligne.try_get_by_index(0).unwrap())
            .collect();
        assert_eq!(trouves.join(","), etats, "états de {table}");
    }
}

#[tokio::test]
async fn waiting_daps_are_accepted_tacitly_after_fifteen_days_and_once() {
    let (contexte, _dossier) = contexte(datetime!(2022-06-01 07:00 UTC)).await;
    demo::charger(&contexte).await.unwrap();
    assert_eq!(app::dap::accepter_tacitement(&contexte).await.unwrap(), 0);
    contexte.horloge.avancer(15 * 24 * 3600);
    assert_eq!(app::dap::accepter_tacitement(&contexte).await.unwrap(), 2);
    assert_eq!(app::dap::accepter_tacitement(&contexte).await.unwrap(), 0);
}
