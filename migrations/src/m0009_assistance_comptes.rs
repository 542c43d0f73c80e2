//! The help desk: searching accounts, closing them, deciding habilitations in bulk.

use sea_orm_migration::prelude::*;

use crate::colonnes::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

fn tables() -> Vec<TableCreateStatement> {
    vec![
        // One narrow row an account: name, e-mail and identifiant without accents.
        table(
            "compte_recherche",
            vec![
                {
                    let mut cle = uuid("compte_id");
                    cle.primary_key();
                    cle
                },
                texte("texte"),
            ],
            &[("compte_id", "compte")],
        ),
        // A closed account stays: journal and history name it.
        table(
            "compte_ferme",
            vec![
                {
                    let mut cle = uuid("compte_id");
                    cle.primary_key();
                    cle
                },
                texte("genre"),
                // Its address, which is free again for the account that is kept.
                texte("courriel"),
                uuid_nul("garde_id"),
                texte("motif"),
                instant("le"),
                uuid("par"),
            ],
            &[("compte_id", "compte"), ("garde_id", "compte"), ("par", "compte")],
        ),
        table(
            "lot_habilitations",
            vec![
                cle(),
                texte("decision"),
                texte_nul("motif"),
                texte("etat"),
                entier("total"),
                instant("cree_le"),
                uuid("cree_par"),
                // Whoever works on it has it until then; after a crash another one takes it up.
                instant("bail_jusqu_a"),
                instant_nul("termine_le"),
            ],
            &[("cree_par", "compte")],
        ),
        table(
            "lot_ligne",
            vec![
                cle(),
                uuid("lot_id"),
                uuid("habilitation_id"),
                entier("rang"),
                texte("etat"),
                texte_nul("code"),
                texte_nul("message"),
                instant_nul("faite_le"),
            ],
            // Not of the habilitation: merging two accounts may remove one.
            &[("lot_id", "lot_habilitations")],
        ),
    ]
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        index("compte_recherche_texte", "compte_recherche", &["texte"], false),
        index(
            "lot_habilitations_etat",
            "lot_habilitations",
            &["etat", "id"],
            false,
        ),
        index("lot_ligne_rang", "lot_ligne", &["lot_id", "rang"], true),
        index("lot_ligne_etat", "lot_ligne", &["lot_id", "etat", "rang"], false),
    ]
}

/// Accounts that exist already can be found too. The service writes this text by
/// `domain::compte_assistance::texte_de_recherche` from now on.
fn remplir() -> String {
    const ACCENTS: &str = "ÀaÁaÂaÄaÃaÅaàaáaâaäaãaåaÇcçcÈeÉeÊeËeèeéeêeëeÌiÍiÎiÏiìiíiîiïiÑnñnÒoÓoÔoÖoÕoòoóoôoöoõoÙuÚuÛuÜuùuúuûuüuÝyýyÿy";
    let mut expression =
        "nom || ' ' || prenom || ' ' || courriel || ' ' || coalesce(identifiant, '')".to_owned();
    let mut lettres = ACCENTS.chars();
    while let (Some(accent), Some(lettre)) = (lettres.next(), lettres.next()) {
        expression = format!("replace({expression}, '{accent}', '{lettre}')");
    }
    format!(
        "INSERT INTO compte_recherche (compte_id, texte) SELECT id, rtrim(lower({expression})) FROM compte"
    )
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        creer(manager, tables(), indexes()).await?;
        manager
            .get_connection()
            .execute_unprepared(&remplir())
            .await
            .map(|_| ())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        supprimer(
            manager,
            &[
                "compte_recherche",
                "compte_ferme",
                "lot_habilitations",
                "lot_ligne",
            ],
        )
        .await
    }
}
