//! What this database is, when that decides how it may be served: the demo's carries a mark.

use crate::colonnes::*;

crate::migration!(
    (
        vec![table(
            "marque",
            vec![
                {
                    let mut nom = texte("nom");
                    nom.primary_key();
                    nom
                },
                instant("posee_le"),
            ],
            &[],
        )],
        vec![],
    ),
    ["marque"]
);
