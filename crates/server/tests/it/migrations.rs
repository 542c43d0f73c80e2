//! Databases that are older than the service.

use db::ConnectionTrait as _;
use migrations::{MigrationTrait, Migrator, MigratorTrait};
use server::etat::ouvrir;

use crate::base::Base;

/// m0007 landed before m0006: a database of that day has the one without the other.
struct SansAssistance;

impl MigratorTrait for SansAssistance {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        Migrator::migrations()
            .into_iter()
            .filter(|m| m.name() < "m0008" && m.name() != "m0006_assistance")
            .collect()
    }
}

async fn rattraper(base: Base) {
    let connexion = ouvrir(base.url(), 1).await.expect("base");
    SansAssistance::up(&connexion, None)
        .await
        .expect("schéma d'alors");
    let agent = "INSERT INTO compte (id, identifiant, courriel, nom, prenom, telephone, role, departement, mot_de_passe_temporaire, \
                 echecs, question_secrete, cree_le) VALUES ({id}, 'nadia.benali', 'nadia@exemple.fr', 'Benali', 'Nadia', '', \
                 'agent_ud', '44', {faux}, 0, '', '2022-06-01T07:00:00Z')";
    let (id, faux) = if base.url().starts_with("postgres") {
        ("'0194f3b2-7c1a-7d52-9a1e-2f6f0c9b8d11'", "false")
    } else {
        ("x'0194f3b27c1a7d529a1e2f6f0c9b8d11'", "0")
    };
    connexion
        .execute_unprepared(&agent.replace("{id}", id).replace("{faux}", faux))
        .await
        .expect("agent d'alors");

    migrations::migrer(&connexion).await.expect("mise à jour");

    assert!(
        Migrator::get_pending_migrations(&connexion)
            .await
            .expect("reste")
            .is_empty()
    );
    // The table of the migration that had been skipped is there, and the agent keeps their files.
    connexion
        .execute_unprepared("SELECT id FROM demande_assistance")
        .await
        .expect("assistance");
    let compte = db::compte::par_identifiant(&connexion, "nadia.benali").await;
    let id = compte.expect("lu").expect("agent").id;
    assert_eq!(
        db::agent::departements(&connexion, id).await.expect("lus"),
        ["44"]
    );
    // Once more finds nothing to do.
    migrations::migrer(&connexion).await.expect("à jour");
    connexion.close().await.expect("fermée");
}

mod une_base_a_qui_il_manque_une_migration_du_milieu_la_recoit {
    use super::*;

    #[actix_web::test]
    async fn sqlite() {
        rattraper(Base::sqlite()).await;
    }

    #[actix_web::test]
    async fn postgresql() {
        match Base::postgres_vide("migration_du_milieu").await {
            Some(base) => rattraper(base).await,
            None => eprintln!("sauté : APART_TEST_POSTGRES_URL n'est pas donnée"),
        }
    }
}
