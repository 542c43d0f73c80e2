//! Long imports: who started them and how far they are. The file itself is never stored.

use crate::colonnes::*;
use sea_orm_migration::prelude::*;

fn imports() -> (Vec<TableCreateStatement>, Vec<IndexCreateStatement>) {
    let import = table(
        "import",
        vec![
            cle(),
            uuid("compte_id"),
            // `salaries`, `heures`, `mandats`, and the SIRET or the claim that it goes into.
            texte("quoi"),
            texte("cible"),
            texte("etat"),
            booleen("dry_run"),
            booleen("valides_seulement"),
            booleen("annulation"),
            entier("lignes"),
            entier("lues"),
            entier("ecrites"),
            json("resultat"),
            json("fautes"),
            entier("nombre_fautes"),
            texte_nul("code"),
            texte_nul("message"),
            instant("battement"),
            instant("cree_le"),
            instant_nul("termine_le"),
        ],
        &[("compte_id", "compte")],
    );
    (
        vec![import],
        vec![index("import_age", "import", &["cree_le"], false)],
    )
}

crate::migration!(imports(), ["import"]);
