//! DAPs and their frozen versions.

use crate::colonnes::*;

crate::migration!(
    (
        vec![
            table(
                "dap",
                vec![
                    cle(),
                    texte("numero"),
                    uuid("etablissement_id"),
                    texte("departement"),
                    // Repeated from `contenu` and `etat` for searches and for the unique code.
                    texte("motif"),
                    jour_nul("debut"),
                    jour_nul("fin"),
                    texte("etat_code"),
                    jour_nul("limite_tacite"),
                    texte_nul("code_di"),
                    json("saisie"),
                    json("etat"),
                    entier("version"),
                    instant("creee_le"),
                    instant("modifiee_le"),
                ],
                &[("etablissement_id", "etablissement")],
            ),
            // What was sent and what was decided, as it stood: inserted once, never changed.
            table(
                "dap_instantane",
                vec![
                    cle(),
                    uuid("dap_id"),
                    entier("version"),
                    json("contenu"),
                    json("fiche"),
                    json("etat"),
                    instant("cree_le"),
                ],
                &[("dap_id", "dap")],
            ),
        ],
        vec![
            index("dap_numero", "dap", &["numero"], true),
            index("dap_code_di", "dap", &["code_di"], true),
            index("dap_etablissement", "dap", &["etablissement_id", "id"], false),
            index(
                "dap_file",
                "dap",
                &["departement", "etat_code", "limite_tacite", "id"],
                false
            ),
            index("dap_tacite", "dap", &["etat_code", "limite_tacite"], false),
            index(
                "dap_instantane_version",
                "dap_instantane",
                &["dap_id", "version"],
                true
            ),
        ],
    ),
    ["dap", "dap_instantane"]
);
