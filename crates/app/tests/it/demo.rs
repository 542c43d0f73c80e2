use app::{demo, second_facteur, session};
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
