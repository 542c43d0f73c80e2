//! The life of a DI: corrections, tacit validation, who decided, what stands out, payments.

use sea_orm_migration::prelude::*;

use crate::colonnes::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

fn nouvelles() -> [ColumnDef; 6] {
    let mut precedente = grand_entier("allocation_precedente");
    precedente.default(0);
    [
        // The validated version that this one corrects, and what that one claims.
        uuid_nul("corrige_id"),
        precedente,
        instant_nul("limite_tacite"),
        // The last decision: what the help desk searches by.
        instant_nul("decidee_le"),
        texte_nul("decidee_par"),
        texte_nul("motifs"),
    ]
}

const INDEX: [(&str, &[&str]); 4] = [
    ("demande_corrige", &["corrige_id"]),
    ("demande_tacite", &["limite_tacite"]),
    ("demande_decidee", &["etat_code", "decidee_le"]),
    ("demande_etat", &["etat_code", "id"]),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // SQLite adds one column at a time.
        for mut colonne in nouvelles() {
            let ajout = Table::alter()
                .table("demande")
                .add_column(&mut colonne)
                .to_owned();
            manager.alter_table(ajout).await?;
        }
        // A rejected claim has not changed since it was.
        manager
            .get_connection()
            .execute_unprepared(
                "UPDATE demande SET decidee_le = modifiee_le, decidee_par = etat->>'agent', motifs = etat->>'motifs' WHERE etat_code = 'rejetee'",
            )
            .await?;
        let mut tous = vec![
            index("paiement_rang", "demande_paiement", &["demande_id", "rang"], true),
            index("signal_demande", "demande_signal", &["demande_id", "rang"], false),
            index("ligne_personne", "demande_ligne", &["nir_index"], false),
        ];
        tous.extend(INDEX.map(|(nom, colonnes)| index(nom, "demande", colonnes, false)));
        creer(
            manager,
            vec![
                table(
                    "demande_paiement",
                    vec![
                        cle(),
                        uuid("demande_id"),
                        entier("rang"),
                        texte("operation"),
                        texte("etat_code"),
                        // Cents; negative when it is to be repaid.
                        grand_entier("montant"),
                        // The account that it concerns, as it was then: bank details are never deleted.
                        uuid_nul("coordonnees_bancaires_id"),
                        texte_nul("motifs"),
                        texte("auteur"),
                        instant("le"),
                    ],
                    &[
                        ("demande_id", "demande"),
                        ("coordonnees_bancaires_id", "coordonnees_bancaires"),
                    ],
                ),
                table(
                    "demande_signal",
                    vec![
                        cle(),
                        uuid("demande_id"),
                        entier("rang"),
                        texte("code"),
                        texte("message"),
                        // The name of an employee; never a NIR.
                        texte_nul("salarie"),
                    ],
                    &[("demande_id", "demande")],
                ),
            ],
            tous,
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        supprimer(manager, &["demande_paiement", "demande_signal"]).await?;
        let index = INDEX.map(|(nom, _)| (nom, "demande"));
        for (nom, table) in index.into_iter().chain([("ligne_personne", "demande_ligne")]) {
            manager
                .drop_index(Index::drop().name(nom).table(table).to_owned())
                .await?;
        }
        for colonne in nouvelles() {
            let retrait = Table::alter()
                .table("demande")
                .drop_column(colonne.get_column_name())
                .to_owned();
            manager.alter_table(retrait).await?;
        }
        Ok(())
    }
}
