//! The fixed contract of the simulation, open to all.

use api_types::simulation::{NouvelleSimulation, SalarieSimule};
use serde_json::json;

use crate::banc::{essais, fautes};

essais! {
    async fn l_exemple_du_contrat_fixe(app) {
        let corps = json!({
            "mois": "2022-05", "regime": "droit_commun", "territoire": "metropole",
            "salaries": [{ "reference": "A", "taux_horaire_brut": "10.8500", "heures_chomees": "105.00" }]
        });
        let reponse = app.http().post(app.adresse("/api/v1/simulations")).json(&corps).send().await.expect("réponse");
        assert_eq!(reponse.status(), 200);
        let mut dit: serde_json::Value = serde_json::from_slice(&reponse.bytes().await.expect("corps")).expect("JSON");
        let explication = dit["lignes"][0]["explication"].take();
        assert!(explication.as_array().is_some_and(|e| e.iter().any(|e| e["source"].is_string())), "{explication}");
        assert_eq!(dit, json!({
            "mois": "2022-05", "regime": "droit_commun", "territoire": "metropole",
            "lignes": [{ "reference": "A", "allocation_horaire": "7.73", "allocation": "811.65",
                "indemnite_horaire": "8.59", "indemnite": "901.95", "reste_a_charge": "90.30", "explication": null }],
            "totaux": { "heures_chomees": "105.00", "allocation": "811.65", "indemnite": "901.95", "reste_a_charge": "90.30" }
        }));
    }

    async fn toutes_les_fautes_nomment_leur_champ(app) {
        let corps = NouvelleSimulation {
            mois: "2022-05".into(), regime: "inventé".into(), territoire: "metropole".into(),
            salaries: vec![SalarieSimule { taux_horaire_brut: Some("dix".into()), heures_chomees: "-1".into(), ..Default::default() }],
        };
        let trouvees = fautes(app.visiteur().simuler(&corps).await);
        for attendue in [("/regime", "regime_inconnu"), ("/salaries/0/heures_chomees", "heures_negatives"), ("/salaries/0/taux_horaire_brut", "nombre_invalide")] {
            assert!(trouvees.iter().any(|(p, c)| (p.as_str(), c.as_str()) == attendue), "{attendue:?} : {trouvees:?}");
        }
    }

    async fn les_baremes_d_un_jour_ont_leur_source(app) {
        let chiffres = app.visiteur().lire_baremes(Some("2022-05-01")).await.expect("barèmes").items;
        let smic = chiffres.iter().find(|c| c.nature == "smic" && c.territoire == "metropole").expect("SMIC");
        assert_eq!(smic.valeur, "10.85");
        assert!(chiffres.iter().all(|c| !c.source.is_empty() && !c.unite.is_empty()));
        let aujourd_hui = app.visiteur().lire_baremes(None).await.expect("barèmes");
        assert_eq!(aujourd_hui.date, "2022-06-01");
        assert_eq!(fautes(app.visiteur().lire_baremes(Some("hier")).await)[0].0, "/date");
    }
}
