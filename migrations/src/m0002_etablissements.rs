//! Establishments, who may act for them, bank details, employees.

use crate::colonnes::*;

crate::migration!(
    (
        vec![
            table(
                "etablissement",
                vec![
                    cle(),
                    texte("siret"),
                    texte("denomination"),
                    texte("departement"),
                    json("fiche"),
                    booleen("a_verifier"),
                    booleen("ferme"),
                    entier("version"),
                    instant("cree_le"),
                    instant("modifie_le"),
                ],
                &[],
            ),
            table(
                "habilitation",
                vec![
                    cle(),
                    uuid("compte_id"),
                    uuid("etablissement_id"),
                    texte("role"),
                    texte("etat"),
                    texte_nul("motif"),
                    instant("demandee_le"),
                    instant_nul("decidee_le"),
                    uuid_nul("decidee_par"),
                ],
                &[
                    ("compte_id", "compte"),
                    ("etablissement_id", "etablissement"),
                    ("decidee_par", "compte")
                ],
            ),
            table(
                "coordonnees_bancaires",
                vec![
                    cle(),
                    uuid("etablissement_id"),
                    texte("titulaire"),
                    // Encrypted, `key-id:nonce+ciphertext`.
                    texte("iban_chiffre"),
                    texte("iban_index"),
                    texte("iban_masque"),
                    texte("bic"),
                    booleen("active"),
                    instant("creees_le"),
                    instant_nul("activees_le"),
                ],
                &[("etablissement_id", "etablissement")],
            ),
            table(
                "salarie",
                vec![
                    cle(),
                    uuid("etablissement_id"),
                    texte("nir_chiffre"),
                    texte("nir_index"),
                    texte("nom"),
                    texte("prenom"),
                    texte("categorie"),
                    grand_entier("duree_hebdomadaire"),
                    grand_entier("taux_horaire_brut"),
                    instant("cree_le"),
                    instant("modifie_le"),
                ],
                &[("etablissement_id", "etablissement")],
            ),
        ],
        vec![
            index("etablissement_siret", "etablissement", &["siret"], true),
            index(
                "habilitation_couple",
                "habilitation",
                &["compte_id", "etablissement_id"],
                false
            ),
            index(
                "habilitation_etablissement",
                "habilitation",
                &["etablissement_id"],
                false
            ),
            index("habilitation_etat", "habilitation", &["etat", "id"], false),
            index(
                "coordonnees_etablissement",
                "coordonnees_bancaires",
                &["etablissement_id", "iban_index"],
                true
            ),
            index("salarie_nir", "salarie", &["etablissement_id", "nir_index"], true),
            index(
                "salarie_nom",
                "salarie",
                &["etablissement_id", "nom", "prenom", "id"],
                false
            ),
        ],
    ),
    [
        "etablissement",
        "habilitation",
        "coordonnees_bancaires",
        "salarie"
    ]
);
