//! Claims (DI), their lines, their frozen versions.

use crate::colonnes::*;

crate::migration!(
    (
        vec![
            table(
                "demande",
                vec![
                    cle(),
                    texte("numero"),
                    uuid("dap_id"),
                    uuid("etablissement_id"),
                    texte("departement"),
                    texte("mois"),
                    // 0 for the first claim of the month, 1… for its corrections.
                    entier("correction"),
                    texte("etat_code"),
                    json("etat"),
                    uuid_nul("coordonnees_bancaires_id"),
                    entier("salaries"),
                    grand_entier("heures_travaillees"),
                    grand_entier("heures_chomees"),
                    grand_entier("heures_indemnisables"),
                    grand_entier("allocation"),
                    grand_entier("indemnite"),
                    entier("version"),
                    instant("creee_le"),
                    instant("modifiee_le"),
                ],
                &[
                    ("dap_id", "dap"),
                    ("etablissement_id", "etablissement"),
                    ("coordonnees_bancaires_id", "coordonnees_bancaires"),
                ],
            ),
            table(
                "demande_ligne",
                vec![
                    cle(),
                    uuid("demande_id"),
                    uuid("salarie_id"),
                    entier("rang"),
                    // The employee as at the time of the claim: a later raise changes nothing here.
                    texte("nir_chiffre"),
                    texte("nir_index"),
                    texte("nom"),
                    texte("prenom"),
                    texte("categorie"),
                    grand_entier("duree_hebdomadaire"),
                    grand_entier("taux_horaire_brut"),
                    // `[[monday, worked, unworked], …]`, hours in hundredths.
                    json("semaines"),
                    grand_entier("heures_travaillees"),
                    grand_entier("heures_chomees"),
                    grand_entier("heures_indemnisables"),
                    grand_entier("allocation_horaire"),
                    grand_entier("allocation"),
                    grand_entier("indemnite_horaire"),
                    grand_entier("indemnite"),
                ],
                &[("demande_id", "demande"), ("salarie_id", "salarie")],
            ),
        ],
        vec![
            index("demande_numero", "demande", &["numero"], true),
            index("demande_mois", "demande", &["dap_id", "mois", "correction"], true),
            index(
                "demande_etablissement",
                "demande",
                &["etablissement_id", "id"],
                false
            ),
            index(
                "demande_file",
                "demande",
                &["departement", "etat_code", "id"],
                false
            ),
            index("ligne_rang", "demande_ligne", &["demande_id", "rang"], false),
            index("ligne_nir", "demande_ligne", &["demande_id", "nir_index"], true),
        ],
    ),
    ["demande", "demande_ligne"]
);
