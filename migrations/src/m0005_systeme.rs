//! Journal, mails, idempotency.

use crate::colonnes::*;

crate::migration!(
    (
        vec![
            // Append-only. Ids grow with time (UUID v7).
            table(
                "journal",
                vec![
                    cle(),
                    instant("le"),
                    uuid_nul("compte_id"),
                    texte("auteur"),
                    texte("action"),
                    texte("objet"),
                    uuid_nul("objet_id"),
                    texte("application"),
                    json("details"),
                ],
                &[],
            ),
            table(
                "courriel",
                vec![
                    cle(),
                    texte("destinataire"),
                    texte("objet"),
                    // Encrypted: a mail may hold a temporary password. Emptied once sent if it does.
                    texte("corps_chiffre"),
                    booleen("secret"),
                    texte("etat"),
                    entier("tentatives"),
                    instant("prochain_essai_le"),
                    instant("cree_le"),
                    instant_nul("envoye_le"),
                ],
                &[],
            ),
            table(
                "idempotence",
                vec![
                    {
                        let mut cle = texte("cle");
                        cle.primary_key();
                        cle
                    },
                    texte("empreinte"),
                    entier_nul("statut"),
                    texte_nul("corps"),
                    texte_nul("entetes"),
                    instant("expire_le"),
                ],
                &[],
            ),
        ],
        vec![
            index("journal_objet", "journal", &["objet", "objet_id", "id"], false),
            index("courriel_file", "courriel", &["etat", "prochain_essai_le"], false),
        ],
    ),
    ["journal", "courriel", "idempotence"]
);
