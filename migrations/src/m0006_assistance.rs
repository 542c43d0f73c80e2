//! Requests for assistance, their messages, and announcements.

use crate::colonnes::*;

crate::migration!(
    (
        vec![
            table(
                "demande_assistance",
                vec![
                    cle(),
                    texte("numero"),
                    // Of whoever was logged in; a stranger has the key of the mail's link.
                    uuid_nul("compte_id"),
                    texte("siret"),
                    texte("denomination"),
                    texte("nom_prenom"),
                    texte("telephone"),
                    texte("courriel"),
                    texte("motif"),
                    texte_nul("dossier"),
                    texte("etat_code"),
                    json("etat"),
                    // Lower case, without accents: SIRET, names, number, description.
                    texte("recherche"),
                    // Since when the person waits for the help desk.
                    instant_nul("attend_depuis"),
                    entier("version"),
                    instant("creee_le"),
                    instant("modifiee_le"),
                ],
                &[("compte_id", "compte")],
            ),
            table(
                "message_assistance",
                vec![
                    cle(),
                    uuid("demande_id"),
                    // `personne` or `assistance`.
                    texte("auteur"),
                    texte("nom"),
                    texte("texte"),
                    instant("le"),
                ],
                &[("demande_id", "demande_assistance")],
            ),
            table(
                "annonce",
                vec![
                    cle(),
                    texte("nature"),
                    texte("titre"),
                    texte("texte"),
                    instant("du"),
                    instant_nul("au"),
                    instant("visible_des"),
                    instant_nul("retiree_le"),
                    texte("auteur"),
                    entier("version"),
                    instant("creee_le"),
                    instant("modifiee_le"),
                ],
                &[],
            ),
        ],
        vec![
            index(
                "demande_assistance_numero",
                "demande_assistance",
                &["numero"],
                true
            ),
            index(
                "demande_assistance_file",
                "demande_assistance",
                &["etat_code", "attend_depuis"],
                false
            ),
            index(
                "demande_assistance_compte",
                "demande_assistance",
                &["compte_id", "id"],
                false
            ),
            index(
                "demande_assistance_siret",
                "demande_assistance",
                &["siret"],
                false
            ),
            index(
                "message_assistance_demande",
                "message_assistance",
                &["demande_id", "id"],
                false
            ),
            index("annonce_visible", "annonce", &["visible_des"], false),
        ],
    ),
    ["demande_assistance", "message_assistance", "annonce"]
);
