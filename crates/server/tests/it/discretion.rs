//! What a stranger may not learn or do: enumeration, fixation, replay.

use serde_json::{Value, json};

use crate::banc::{Banc, essais, fautes};
use crate::personnes::*;

/// Status, body without its instants, and what it cost.
async fn reponse(app: &Banc, identifiant: &str, mot_de_passe: &str) -> (u16, Value, u64) {
    let avant = app.etat.contexte.hachage.faits();
    let corps = json!({"identifiant": identifiant, "mot_de_passe": mot_de_passe});
    let reponse = app
        .http()
        .post(app.adresse("/api/v1/session"))
        .json(&corps)
        .send()
        .await
        .expect("réponse");
    let statut = reponse.status().as_u16();
    assert!(!reponse.headers().contains_key("set-cookie"));
    let corps = serde_json::from_slice(&reponse.bytes().await.expect("corps")).expect("problème");
    (statut, corps, app.etat.contexte.hachage.faits() - avant)
}

essais! {
    async fn ni_agent_ni_assistance_ne_devient_une_entreprise(app) {
        agent(&app, "44").await;
        assistance_deja_la(&app).await;
        for adresse in ["nadia.44@exemple.fr", "sophie.desk@exemple.fr"] {
            let jeton = jeton(&app.visiteur(), SIRET).await;
            let mut corps = inscription(&jeton, SIRET, "Nadia");
            adresse.clone_into(&mut corps.courriel);
            adresse.clone_into(&mut corps.courriel_confirmation);
            let refus = fautes(app.visiteur().creer_inscription(&corps).await);
            assert_eq!(refus, [("/courriel".to_owned(), "courriel_non_utilisable".to_owned())], "{adresse}");
        }
        // The SIRET is not taken by what was refused.
        entreprise(&app, SIRET, "Claire").await;
    }

    async fn la_connexion_repond_de_meme_qu_un_compte_existe_ou_non(app) {
        entreprise(&app, SIRET, "Claire").await;
        agent(&app, "44").await;
        // Somebody whose request waits has an account, and no identifiant yet.
        inscrire(&app, AUTRE_SIRET, "Paul").await;
        let mut vues = Vec::new();
        for identifiant in ["claire.martin", "nadia.leroux", "paul.martin", "personne.inconnue"] {
            let mut vues_ici = Vec::new();
            for mot_de_passe in ["faux", "[faux]", "faux", "faux"] {
                vues_ici.push(reponse(&app, identifiant, mot_de_passe).await);
            }
            vues.push(vues_ici);
        }
        for autre in &vues[1..] {
            assert_eq!(&vues[0], autre, "mêmes réponses, même travail");
        }
        let couts: Vec<u64> = vues[0].iter().map(|vue| vue.2).collect();
        assert_eq!(couts, [1, 2, 1, 1], "chaque refus coûte une vérification ; deux si le mot de passe est entouré");
    }

    async fn une_session_plantee_par_un_autre_n_ouvre_rien(app) {
        entreprise(&app, SIRET, "Claire").await;
        let http = app.http();
        let ouvrir = |cookie: Option<String>| {
            let corps = json!({"identifiant": "claire.martin", "mot_de_passe": MOT_DE_PASSE});
            let mut appel = http.post(app.adresse("/api/v1/session")).header("x-apart-csrf", "1").json(&corps);
            if let Some(cookie) = cookie {
                appel = appel.header("cookie", cookie);
            }
            async move {
                let reponse = appel.send().await.expect("connexion");
                reponse.headers()["set-cookie"].to_str().expect("cookie").split(';').next().expect("paire").to_owned()
            }
        };
        let plantee = ouvrir(None).await;
        let neuve = ouvrir(Some(plantee.clone())).await;
        assert_ne!(plantee, neuve);
        let lire = |cookie: &str| http.get(app.adresse("/api/v1/session")).header("cookie", cookie.to_owned()).send();
        assert_eq!(lire(&plantee).await.expect("lue").status(), 401, "celle d'avant est terminée");
        assert_eq!(lire(&neuve).await.expect("lue").status(), 200);
        // Nor does a cookie made up by somebody else survive.
        let inventee = ouvrir(Some("apart_session=abc".into())).await;
        assert_eq!(lire("apart_session=abc").await.expect("lue").status(), 401);
        assert_eq!(lire(&inventee).await.expect("lue").status(), 200);
    }

    async fn les_changements_du_compte_demandent_l_en_tete_csrf(app) {
        entreprise(&app, SIRET, "Claire").await;
        let http = app.http();
        let corps = json!({"identifiant": "claire.martin", "mot_de_passe": MOT_DE_PASSE});
        let ouverte = http.post(app.adresse("/api/v1/session")).json(&corps).send().await.expect("connexion");
        let cookie = ouverte.headers()["set-cookie"].to_str().expect("cookie").split(';').next().expect("paire").to_owned();
        for (methode, chemin) in [
            ("DELETE", "/api/v1/compte/sessions"),
            ("PUT", "/api/v1/compte/question-secrete"),
            ("PUT", "/api/v1/compte/mot-de-passe"),
            ("POST", "/api/v1/compte/second-facteur"),
            ("POST", "/api/v1/compte/second-facteur/desactivation"),
        ] {
            let methode = reqwest::Method::from_bytes(methode.as_bytes()).expect("méthode");
            let appel = || http.request(methode.clone(), app.adresse(chemin)).header("cookie", &cookie).json(&json!({}));
            for refusee in [
                appel().send().await.expect("réponse"),
                appel().header("x-apart-csrf", "1").header("origin", "https://autre.example").send().await.expect("réponse"),
            ] {
                assert_eq!(refusee.status(), 403, "{chemin}");
            }
        }
    }

    /// Names stand in mails between other words: nobody adds a header, a line or a recipient by one.
    async fn un_nom_ou_une_adresse_n_ajoute_rien_a_un_courriel(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        let piege = "Martin\r\nBcc: voleur@exemple.fr\r\n\r\nVotre mot de passe est perdu.";
        let adresse = "karim@exemple.fr\r\nBcc: voleur@exemple.fr".to_owned();
        let attendues = ["texte_sur_une_ligne", "texte_sur_une_ligne", "courriel_invalide"];
        let codes = |fautes: Vec<(String, String)>| fautes.into_iter().map(|f| f.1).collect::<Vec<_>>();
        let ajoute = api_types::utilisateur::NouvelUtilisateur {
            nom: piege.into(), prenom: piege.into(), courriel: adresse.clone(), courriel_confirmation: adresse.clone(), ..nouvel_utilisateur("Karim")
        };
        assert_eq!(codes(fautes(claire.ajouter_utilisateur(SIRET, &ajoute).await)), attendues);
        let desk = assistance_deja_la(&app).await;
        let pour = api_types::compte_assistance::NouveauCompte {
            siret: SIRET.into(), role: "utilisateur".into(), nom: piege.into(), prenom: piege.into(), telephone: "0240000000".into(),
            courriel: adresse.clone(), confirmation: adresse.clone(), motif: "Appel.".into(),
        };
        assert_eq!(codes(fautes(desk.creer_compte(&pour).await)), attendues);
        let agent = api_types::agent::NouvelAgent {
            nom: piege.into(), prenom: piege.into(), courriel: adresse.clone(), courriel_confirmation: adresse.clone(),
            departements: vec!["44".into()], document: "x".into(), motif: "Annexe.".into(),
        };
        assert_eq!(codes(fautes(desk.ouvrir_agent(&agent).await)), attendues);
        let boite = app.visiteur().lire_boite_envoi().await.expect("boîte");
        assert!(boite.items.iter().all(|c| !c.destinataire.contains("voleur") && !c.corps.contains("Bcc")));
    }
}
