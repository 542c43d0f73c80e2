//! People of an establishment: ended rights, one principal at most, documents, mandates,
//! takeovers, the establishment that a new SIRET replaces.

use sea_orm_migration::prelude::*;

use crate::colonnes::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLES: [&str; 4] = ["document", "document_contenu", "mandat", "reprise"];

/// Partial indexes keep what two requests at once could break. Both databases know them;
/// the schema builder does not.
const UNIQUES: [&str; 3] = [
    // One principal user, or one request to be it.
    "CREATE UNIQUE INDEX habilitation_principal ON habilitation (etablissement_id) \
     WHERE role = 'principal' AND etat IN ('en_attente', 'acceptee')",
    // One right of an account for an establishment at a time.
    "CREATE UNIQUE INDEX habilitation_active ON habilitation (compte_id, etablissement_id) \
     WHERE etat IN ('en_attente', 'acceptee')",
    // One takeover request of an address for an establishment at a time.
    "CREATE UNIQUE INDEX reprise_en_attente ON reprise (etablissement_id, courriel) \
     WHERE etat = 'en_attente'",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // SQLite adds one column a statement.
        ajouter(manager, "habilitation", instant_nul("finie_le")).await?;
        ajouter(manager, "habilitation", uuid_nul("finie_par")).await?;
        ajouter(manager, "etablissement", texte_nul("ancien_siret")).await?;
        creer(manager, tables(), index_simples()).await?;
        for ordre in UNIQUES {
            manager.get_connection().execute_unprepared(ordre).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for nom in ["habilitation_principal", "habilitation_active"] {
            manager
                .get_connection()
                .execute_unprepared(&format!("DROP INDEX {nom}"))
                .await?;
        }
        supprimer(manager, &TABLES).await?;
        manager
            .get_connection()
            .execute_unprepared("DROP INDEX etablissement_ancien_siret")
            .await?;
        retirer(manager, "etablissement", "ancien_siret").await?;
        retirer(manager, "habilitation", "finie_par").await?;
        retirer(manager, "habilitation", "finie_le").await
    }
}

async fn ajouter(
    manager: &SchemaManager<'_>,
    table: &'static str,
    mut colonne: ColumnDef,
) -> Result<(), DbErr> {
    let ordre = Table::alter().table(table).add_column(&mut colonne).to_owned();
    manager.alter_table(ordre).await
}

async fn retirer(
    manager: &SchemaManager<'_>,
    table: &'static str,
    colonne: &'static str,
) -> Result<(), DbErr> {
    let ordre = Table::alter().table(table).drop_column(colonne).to_owned();
    manager.alter_table(ordre).await
}

fn tables() -> Vec<TableCreateStatement> {
    vec![
        table(
            "document",
            vec![
                cle(),
                texte("nom"),
                texte("type_mime"),
                entier("taille"),
                // SHA-256 of the clear bytes, in hexadecimal.
                texte("empreinte"),
                uuid("depose_par"),
                instant("depose_le"),
                // What it belongs to; nothing while it waits to be attached.
                texte_nul("objet"),
                uuid_nul("objet_id"),
            ],
            &[("depose_par", "compte")],
        ),
        // Apart: reading about a document never reads its bytes.
        table(
            "document_contenu",
            vec![cle(), octets("octets_chiffres")],
            &[("id", "document")],
        ),
        table(
            "mandat",
            vec![
                cle(),
                uuid("compte_id"),
                uuid("etablissement_id"),
                jour("debut"),
                jour_nul("fin"),
                texte("etat"),
                texte_nul("motif"),
                uuid_nul("document_id"),
                instant("declare_le"),
                instant_nul("decide_le"),
                uuid_nul("decide_par"),
                instant_nul("fini_le"),
                uuid_nul("fini_par"),
            ],
            &[
                ("compte_id", "compte"),
                ("etablissement_id", "etablissement"),
                ("document_id", "document"),
                ("decide_par", "compte"),
                ("fini_par", "compte"),
            ],
        ),
        table(
            "reprise",
            vec![
                cle(),
                uuid("etablissement_id"),
                // Who was logged in; nothing for a stranger.
                uuid_nul("compte_id"),
                texte("nom"),
                texte("prenom"),
                texte("telephone"),
                texte("courriel"),
                texte("motif"),
                texte("etat"),
                texte_nul("ancien"),
                texte_nul("motif_refus"),
                instant("demandee_le"),
                instant_nul("decidee_le"),
                uuid_nul("decidee_par"),
            ],
            &[
                ("etablissement_id", "etablissement"),
                ("compte_id", "compte"),
                ("decidee_par", "compte"),
            ],
        ),
    ]
}

fn index_simples() -> Vec<IndexCreateStatement> {
    vec![
        index("document_objet", "document", &["objet", "objet_id"], false),
        index("mandat_compte", "mandat", &["compte_id", "id"], false),
        index(
            "mandat_etablissement",
            "mandat",
            &["etablissement_id", "id"],
            false,
        ),
        index("reprise_etat", "reprise", &["etat", "id"], false),
        index("reprise_etablissement", "reprise", &["etablissement_id"], false),
        index(
            "etablissement_ancien_siret",
            "etablissement",
            &["ancien_siret"],
            false,
        ),
    ]
}
