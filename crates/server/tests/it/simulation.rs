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

    async fn un_profil_a_ses_regles_ou_un_refus(app) {
        let avec = |profil: &str, taux: &str| NouvelleSimulation {
            mois: "2023-05".into(), regime: "droit_commun".into(), territoire: "metropole".into(),
            salaries: vec![SalarieSimule {
                taux_horaire_brut: Some(taux.into()), heures_chomees: "100".into(), profil: Some(profil.into()), ..Default::default()
            }],
        };
        let calcul = async |profil: &str, taux: &str| {
            let ligne = app.visiteur().simuler(&avec(profil, taux)).await.expect("calcul").lignes.remove(0);
            (ligne.allocation_horaire, ligne.indemnite_horaire)
        };
        let paire = |a: &str, i: &str| (a.to_owned(), i.to_owned());
        // Art. L5122-5: below the SMIC an apprentice keeps her own pay, and the employer gets it all.
        assert_eq!(calcul("apprentissage", "5.00").await, paire("5.00", "5.00"));
        assert_eq!(calcul("ordinaire", "5.00").await, paire("1.80", "3.00"));
        for refuse in ["vrp", "pigiste", "personnel_navigant", "modulation", "travailleur_domicile"] {
            let refus = fautes(app.visiteur().simuler(&avec(refuse, "20.00")).await);
            assert_eq!(refus, [("/salaries/0/profil".to_owned(), "profil_hors_perimetre".to_owned())], "{refuse}");
        }
        let refus = fautes(app.visiteur().simuler(&avec("cadre_dirigeant", "20.00")).await);
        assert_eq!(refus, [("/salaries/0/taux_horaire_brut".to_owned(), "salaire_mensuel_requis".to_owned())]);
        let refus = fautes(app.visiteur().simuler(&avec("stagiaire", "20.00")).await);
        assert_eq!(refus, [("/salaries/0/profil".to_owned(), "profil_inconnu".to_owned())]);
    }

    async fn absent_nul_ou_faux_tout_est_dit_ensemble(app) {
        let dites = async |corps: serde_json::Value| {
            let reponse = app.http().post(app.adresse("/api/v1/simulations")).json(&corps).send().await.expect("réponse");
            assert_eq!(reponse.status(), 422);
            let dit: serde_json::Value = serde_json::from_slice(&reponse.bytes().await.expect("corps")).expect("JSON");
            let errors = dit["errors"].as_array().cloned().unwrap_or_default();
            errors.iter().map(|e| format!("{} {}", e["pointer"].as_str().unwrap_or(""), e["code"].as_str().unwrap_or(""))).collect::<Vec<_>>()
        };
        let requis = ["/mois champ_requis", "/regime champ_requis", "/territoire champ_requis", "/salaries champ_requis"];
        assert_eq!(dites(json!({})).await, requis);
        assert_eq!(dites(json!({"mois": null, "regime": null, "territoire": "", "salaries": null})).await, requis);
        let avec = |salaries: serde_json::Value| json!({"mois": "2022-05", "regime": "droit_commun", "territoire": "metropole", "salaries": salaries});
        assert_eq!(
            dites(avec(json!([{"taux_horaire_brut": "-1"}, {"taux_horaire_brut": "x", "heures_chomees": "-1"}]))).await,
            [
                "/salaries/0/heures_chomees champ_requis",
                "/salaries/0/taux_horaire_brut nombre_negatif",
                "/salaries/1/heures_chomees heures_negatives",
                "/salaries/1/taux_horaire_brut nombre_invalide",
            ]
        );
        assert_eq!(
            dites(avec(json!([{"taux_horaire_brut": 10.85, "heures_chomees": 10}]))).await,
            ["/salaries/0/heures_chomees type_inattendu", "/salaries/0/taux_horaire_brut type_inattendu"]
        );
        // A month before the table and a regime outside of its dates are told whatever the rest is.
        let avant = json!({"mois": "2019-05", "regime": "x", "territoire": "x", "salaries": [{"taux_horaire_brut": "12", "heures_chomees": "1"}]});
        let mut avant = dites(avant).await;
        avant.sort_unstable();
        assert_eq!(avant, ["/mois mois_avant_bareme", "/regime regime_inconnu", "/territoire territoire_inconnu"]);
        let hors = json!({"mois": "2022-05", "regime": "apld_rebond", "territoire": "x", "salaries": [{"taux_horaire_brut": "12", "heures_chomees": "1"}]});
        let hors = dites(hors).await;
        assert!(hors.contains(&"/regime regime_hors_dates".to_owned()) && hors.contains(&"/territoire territoire_inconnu".to_owned()), "{hors:?}");
        let fini = json!({"mois": "2027-01", "regime": "apld", "territoire": "metropole", "salaries": [{"taux_horaire_brut": "12", "heures_chomees": "1"}]});
        assert_eq!(dites(fini).await, ["/regime regime_hors_dates"]);
    }

    async fn un_chiffre_qui_n_a_pas_ete_trouve_se_voit(app) {
        let lus = app.visiteur().lire_baremes(Some("2021-03-01")).await.expect("barèmes");
        let plancher = lus.inconnus.iter().find(|c| c.territoire == "mayotte" && c.nature == "plancher_allocation").expect("inconnu");
        assert!(!plancher.note.is_empty() || !plancher.source.is_empty(), "{plancher:?}");
        assert!(lus.items.iter().all(|c| !c.valeur.is_empty()));
        assert!(lus.items.iter().any(|c| !c.confirme && !c.note.is_empty()), "ce qui n'est pas confirmé dit pourquoi");
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
