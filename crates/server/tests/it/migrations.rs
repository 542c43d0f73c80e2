//! Databases that are older than the service.

use db::ConnectionTrait as _;
use migrations::{MigrationTrait, Migrator, MigratorTrait};
use server::etat::ouvrir;

use crate::banc::essais;
use crate::base::Base;
use crate::dap::texte_pdf;
use crate::instruction::prete;
use crate::personnes::*;

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

essais! {
    async fn les_dernieres_migrations_se_defont_et_se_refont_et_les_notices_gardent_leur_signataire(app) {
        let claire = prete(&app).await;
        let nadia = agent(&app, "44").await;
        let (id, _) = dap_validee(&claire, &nadia, SIRET).await;
        let lire = async || {
            let notice = nadia.lire_decision_pdf(&id).await.expect("notice");
            texte_pdf(&notice)
        };
        let signee = lire().await;
        assert!(signee.contains("Nadia"), "{signee}");
        let base = &app.etat.contexte.base;
        let depuis_les_signataires = Migrator::migrations().iter().filter(|m| m.name() >= "m0021").count();
        let nombre = u32::try_from(depuis_les_signataires).expect("nombre");
        assert!(nombre > 5, "{nombre}");
        Migrator::down(base, Some(nombre)).await.expect("défaites");
        migrations::migrer(base).await.expect("refaites");
        // Decided before the column was there: the account's name is taken, the quality is not known.
        assert!(lire().await.contains("Nadia"));
        let dap = claire.lire_dap(&id).await.expect("DAP").corps;
        assert_eq!(dap.etat, "validee");
    }
}
