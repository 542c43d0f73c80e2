//! Examples of every field, by its name: the explorer composes bodies from them that can be sent
//! as they are. One table, because a name means the same everywhere.

use serde_json::Value;

/// `Schema.field` when one schema differs, else the field. The values are JSON.
const EXEMPLES: &[(&str, &str)] = &[
    ("DecisionDap.decision", r#""valider""#),
    ("DecisionHabilitation.decision", r#""accepter""#),
    ("Decision.decision", r#""validee""#),
    ("Decision.motifs", "null"),
    ("DecisionDap.motifs", r#""""#),
    ("DecisionHabilitation.motif", r#""""#),
    ("Habilitation.motif", "null"),
    ("Habilitation.etat", r#""en_attente""#),
    ("Habilitation.role", r#""principal""#),
    ("EtablissementResume.role", r#""principal""#),
    ("Inscription.etat", r#""en_attente""#),
    ("CourrielDemo.etat", r#""envoye""#),
    ("EtatCourriel.etat", r#""envoye""#),
    ("Demande.etat", r#""en_attente_validation""#),
    ("Demande.etat_libelle", r#""En attente de validation""#),
    ("DemandeResume.etat", r#""en_attente_validation""#),
    ("DemandeResume.etat_libelle", r#""En attente de validation""#),
    ("Demande.numero", r#""DI-4HW-8TC-9QK""#),
    ("DemandeResume.numero", r#""DI-4HW-8TC-9QK""#),
    ("Demande.actions", r#"["retirer"]"#),
    ("Evenement.code", r#""dap_envoyee""#),
    ("Evenement.libelle", r#""Demande envoyée""#),
    ("Avertissement.code", r#""depot_tardif""#),
    (
        "Avertissement.message",
        r#""La demande aurait dû être déposée avant le début de la période.""#,
    ),
    ("Blocage.code", r#""coordonnees_bancaires_absentes""#),
    (
        "Blocage.message",
        r#""Aucun compte bancaire actif : activez-en un sur la fiche établissement.""#,
    ),
    ("ResultatVerification.message", "null"),
    (
        "SelectionLignes.lignes",
        r#"["0194f3b2-7c1a-7d52-9a1e-2f6f0c9b8d11"]"#,
    ),
    ("SelectionSalaries.salaries", "[]"),
    ("NouvelleInscription.jeton", r#""jeton de la vérification""#),
    ("Demande.salaries", "12"),
    ("Probleme.type", r#""urn:apart:probleme:saisie_invalide""#),
    ("Probleme.code", r#""saisie_invalide""#),
    ("a_verifier", "false"),
    ("actions", r#"["modifier", "envoyer"]"#),
    ("active", "true"),
    ("activees_le", r#""2022-05-03T08:12:00Z""#),
    ("activer", "true"),
    ("ajoutes", "250"),
    ("algorithm", r#""SHA-256""#),
    ("allocation", r#""811.65""#),
    ("allocation_horaire", r#""7.73""#),
    ("ancien", r#""le mot de passe actuel""#),
    ("au", "null"),
    ("auteur", r#""Claire Martin""#),
    ("avertissement", "null"),
    ("avertissements", "[]"),
    ("avis_cse", r#""favorable""#),
    ("bic", r#""AGRIFRPP""#),
    ("categorie", r#""ouvrier""#),
    ("cgu_acceptees", "true"),
    (
        "challenge",
        r#""9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08""#,
    ),
    ("chomees", r#""14.00""#),
    (
        "circonstances",
        r#""Baisse des commandes de notre principal client.""#,
    ),
    ("code", r#""siret_cle_fausse""#),
    ("code_di", r#""7KQ4M9TX2B""#),
    ("code_postal", r#""44000""#),
    ("column", r#""nir""#),
    ("complement_adresse", r#""""#),
    ("complet", "true"),
    ("compte_existant", "false"),
    ("confirmation", r#""Un-nouveau-2022!""#),
    ("confirme", "true"),
    ("connu", "false"),
    ("contact_courriel", r#""claire.martin@exemple.fr""#),
    ("contact_nom", r#""Martin""#),
    ("contact_prenom", r#""Claire""#),
    ("contact_telephone", r#""02 40 00 00 01""#),
    ("controle", r#""solution du contrôle, en base64""#),
    ("coordonnees_bancaires_actives", "true"),
    ("corps", r#""Bonjour, …""#),
    ("courriel", r#""claire.martin@exemple.fr""#),
    ("courriel_confirmation", r#""claire.martin@exemple.fr""#),
    ("courriel_etablissement", r#""contact@exemple.fr""#),
    ("courriel_etablissement_confirmation", r#""contact@exemple.fr""#),
    ("cree_le", r#""2022-05-02T07:00:00Z""#),
    ("creees_le", r#""2022-05-02T07:00:00Z""#),
    ("dap_id", r#""0194f3b2-7c1a-7d52-9a1e-2f6f0c9b8d11""#),
    ("dap_numero", r#""DAP-7K3-M9Q-2XH""#),
    ("date", r#""2022-05-01""#),
    ("date_avis_cse", r#""2022-04-28""#),
    ("debut", r#""2022-05-02""#),
    ("decidee_le", r#""2022-05-04T12:30:00Z""#),
    ("demandee_le", r#""2022-05-02T07:00:00Z""#),
    ("denomination", r#""Ateliers de la Loire""#),
    ("departement", r#""44""#),
    ("departement_nom", r#""Loire-Atlantique""#),
    ("destinataire", r#""claire.martin@exemple.fr""#),
    ("detail", r#""Corrigez les champs signalés.""#),
    ("dry_run", "false"),
    ("du", r#""2022-05-01""#),
    ("duree_hebdomadaire", r#""35.00""#),
    ("duree_secondes", "900"),
    ("effectif_concerne", r#""12""#),
    ("effectif_entreprise", r#""62""#),
    ("effectif_etablissement", r#""48""#),
    ("Dap.effectif_etablissement", "48"),
    ("engagements", "[]"),
    ("envoye_le", r#""2022-05-02T07:00:10Z""#),
    ("etape", r#""plancher""#),
    ("etat", r#""en_attente_instruction_ud""#),
    ("etat_libelle", r#""En attente d'instruction UD""#),
    ("expire_le", r#""2022-06-01T07:15:00Z""#),
    ("extension_voie", r#""""#),
    ("fax", r#""""#),
    ("ferme", "false"),
    ("fin", r#""2022-07-31""#),
    ("help_url", "null"),
    ("heures_autorisees", r#""4800.00""#),
    ("heures_chomees", r#""105.00""#),
    ("heures_hebdomadaires", r#""35""#),
    ("heures_indemnisables", r#""105.00""#),
    ("heures_prevues", r#""4800""#),
    ("heures_travaillees", r#""47.00""#),
    ("iban", r#""FR76 3000 6000 0112 3456 7890 189""#),
    ("iban_masque", r#""FR76 •••• •••• 189""#),
    ("id", r#""0194f3b2-7c1a-7d52-9a1e-2f6f0c9b8d11""#),
    ("identifiant", r#""claire.martin""#),
    ("inchanges", "0"),
    ("indemnite", r#""901.95""#),
    ("indemnite_horaire", r#""8.59""#),
    ("jeton", r#""jeton signé, à renvoyer avec la demande""#),
    ("le", r#""2022-05-02T07:00:00Z""#),
    ("libelle", r#""Taux plancher de l'allocation""#),
    ("libelle_voie", r#""Quai de la Fosse""#),
    ("lien", r#""/etablissements/73282932000074""#),
    ("lignes", "250"),
    ("limite_tacite", r#""2022-05-17""#),
    ("maintenant", r#""2022-06-01T07:00:00Z""#),
    ("manques", "[]"),
    ("maxnumber", "50000"),
    ("message", r#""Ce SIRET n'existe pas : un chiffre est faux.""#),
    ("messages", r#"["Vous recevrez trois messages sous 48 heures."]"#),
    ("mode", r#""reduction""#),
    ("modifie_le", r#""2022-05-02T07:00:00Z""#),
    ("modifiee_le", r#""2022-05-02T07:00:00Z""#),
    ("modifies", "0"),
    ("mois", r#""2022-05""#),
    ("mot_de_passe", r#""le mot de passe""#),
    ("mot_de_passe_a_changer", "false"),
    ("motif", r#""conjoncture_economique""#),
    ("motif_libelle", r#""Conjoncture économique""#),
    ("motifs", r#""Précisez les salariés concernés.""#),
    ("motifs_rejet", "null"),
    ("nature", r#""taux_allocation""#),
    ("next", "null"),
    ("nir", r#""267077507584152""#),
    ("nir_masque", r#""• •• •• •• ••• 841 52""#),
    ("nom", r#""Martin""#),
    ("nouveau", r#""Un-nouveau-2022!""#),
    ("numero", r#""DAP-7K3-M9Q-2XH""#),
    ("numero_voie", r#""12""#),
    ("objet", r#""Habilitation à l'activité partielle""#),
    ("placement_36_mois", "false"),
    ("pointer", r#""/siret""#),
    ("prenom", r#""Claire""#),
    ("principal", r#""Claire Martin""#),
    ("question_secrete", r#""Le nom de votre première école ?""#),
    ("rang", "1"),
    ("recue_le", r#""2022-05-02T07:00:00Z""#),
    ("reference", r#""A""#),
    ("regime", r#""droit_commun""#),
    ("registre", r#""trouve""#),
    ("reponse_secrete", r#""Jules Ferry""#),
    ("reste_a_charge", r#""90.30""#),
    ("role", r#""utilisateur""#),
    ("row", "12"),
    ("salaire_mensuel_brut", "null"),
    ("salaries", "12"),
    ("salt", r#""b1946ac92492d2347c6235b4?expires=1654070400""#),
    ("secondes", "900"),
    ("semaine", r#""2022-05-02""#),
    (
        "semaines",
        r#"["2022-05-02", "2022-05-09", "2022-05-16", "2022-05-23"]"#,
    ),
    ("signature", r#""signature du contrôle""#),
    ("siret", r#""73282932000074""#),
    ("siret_a_verifier", "false"),
    ("source", r#""art. D5122-13""#),
    ("sous_motif", r#""""#),
    ("status", "422"),
    ("tacite", "false"),
    ("taux_horaire_brut", r#""10.8500""#),
    ("telephone", r#""02 40 00 00 00""#),
    ("telephone_utilisateur", r#""02 40 00 00 01""#),
    ("tentatives", "1"),
    ("territoire", r#""metropole""#),
    ("title", r#""Saisie à corriger""#),
    ("titulaire", r#""Ateliers de la Loire""#),
    ("total", "250"),
    ("tous", "true"),
    ("travaillees", r#""21.00""#),
    ("type", r#""urn:apart:probleme:saisie_invalide""#),
    ("type_voie", r#""quai""#),
    ("unite", r#""€""#),
    ("valeur", r#""7.73""#),
    ("valides", "250"),
    ("version", "3"),
    ("ville", r#""Nantes""#),
];

/// The example of one field of one schema.
fn exemple(schema: &str, champ: &str) -> Option<Value> {
    let propre = format!("{schema}.{champ}");
    let trouver = |cle: &str| EXEMPLES.iter().find(|(nom, _)| *nom == cle);
    let (_, json) = trouver(&propre).or_else(|| trouver(champ))?;
    serde_json::from_str(json).ok()
}

/// A field that holds other schemas is shown by theirs.
fn compose(propriete: &Value) -> bool {
    propriete.to_string().contains("\"$ref\"")
}

/// Gives every simple field of every schema its example.
pub(super) fn completer(schemas: &mut Value) {
    for (nom, schema) in schemas.as_object_mut().into_iter().flatten() {
        let proprietes = schema["properties"].as_object_mut();
        for (champ, propriete) in proprietes.into_iter().flatten() {
            if !compose(propriete)
                && let Some(exemple) = exemple(nom, champ)
            {
                propriete["examples"] = Value::Array(vec![exemple]);
            }
        }
    }
}

#[cfg(test)]
mod essais {
    use super::*;

    #[test]
    fn chaque_exemple_se_lit_et_n_est_donne_qu_une_fois() {
        let mut vus = std::collections::BTreeSet::new();
        for (nom, json) in EXEMPLES {
            assert!(vus.insert(nom), "{nom} en double");
            assert!(serde_json::from_str::<Value>(json).is_ok(), "{nom} : {json}");
        }
    }
}
