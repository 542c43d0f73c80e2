//! Accounts, sessions, used security checks.

use crate::colonnes::*;

crate::migration!(
    (
        vec![
            table(
                "compte",
                vec![
                    cle(),
                    texte_nul("identifiant"),
                    // Lower case: an address is compared without case.
                    texte("courriel"),
                    texte("nom"),
                    texte("prenom"),
                    texte("telephone"),
                    texte("role"),
                    texte_nul("departement"),
                    texte_nul("mot_de_passe_hache"),
                    booleen("mot_de_passe_temporaire"),
                    instant_nul("mot_de_passe_expire_le"),
                    entier("echecs"),
                    instant_nul("verrouille_jusqu_a"),
                    texte("question_secrete"),
                    texte_nul("reponse_secrete_hachee"),
                    instant("cree_le"),
                ],
                &[],
            ),
            table(
                "session",
                vec![
                    cle(),
                    uuid("compte_id"),
                    instant("creee_le"),
                    instant("expire_le"),
                    instant_nul("revoquee_le"),
                ],
                &[("compte_id", "compte")],
            ),
            // Attempts on an identifiant that does not exist count alike, so that a lock
            // tells nothing about the existence of an account.
            table(
                "verrou_inconnu",
                vec![
                    {
                        let mut cle = texte("identifiant");
                        cle.primary_key();
                        cle
                    },
                    entier("echecs"),
                    instant_nul("verrouille_jusqu_a"),
                    instant("maj_le"),
                ],
                &[],
            ),
            table(
                "controle_utilise",
                vec![
                    {
                        let mut cle = texte("empreinte");
                        cle.primary_key();
                        cle
                    },
                    instant("expire_le"),
                ],
                &[],
            ),
        ],
        vec![
            index("compte_identifiant", "compte", &["identifiant"], true),
            index("compte_courriel", "compte", &["courriel"], true),
            index("session_compte", "session", &["compte_id"], false),
        ],
    ),
    ["compte", "session", "verrou_inconnu", "controle_utilise"]
);
