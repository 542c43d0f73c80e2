//! The second factor: required of agents and the help desk, offered to companies.

use crate::banc::{Banc, code, essais, fautes};
use crate::personnes::*;

/// An agent whose password is her own and who has no second factor yet.
async fn agent_sans_telephone(app: &Banc) -> client::Client {
    let nouvel = app::compte::NouvelAgent {
        role: "agent_ud".into(),
        courriel: "nadia@exemple.fr".into(),
        nom: "Benali".into(),
        prenom: "Nadia".into(),
        departements: vec!["44".into()],
    };
    let (identifiant, temporaire) = app::compte::creer_agent(&app.etat.contexte, &nouvel)
        .await
        .expect("compte");
    let client = app.visiteur();
    let premiere = client
        .ouvrir_session(&identifiant, &temporaire)
        .await
        .expect("première");
    assert_eq!(
        code(client.preparer_second_facteur().await),
        "mot_de_passe_a_changer"
    );
    client
        .changer_mot_de_passe(&premier_changement(&temporaire, &premiere))
        .await
        .expect("changé");
    let session = client
        .ouvrir_session(&identifiant, MOT_DE_PASSE)
        .await
        .expect("connexion");
    assert!(session.second_facteur_a_configurer);
    client
}

essais! {
    async fn un_agent_ne_fait_rien_avant_sa_double_authentification(app) {
        let nadia = agent_sans_telephone(&app).await;
        assert_eq!(code(nadia.lister_daps(&Default::default()).await), "second_facteur_a_configurer");
        assert!(nadia.lire_compte().await.expect("son compte").second_facteur.obligatoire);
        assert_eq!(code(nadia.confirmer_second_facteur("000000").await), "second_facteur_non_prepare");
        let preparation = nadia.preparer_second_facteur().await.expect("préparé");
        assert!(preparation.uri.contains(&preparation.secret) && preparation.qr.starts_with("data:image/svg+xml;base64,"));
        assert_eq!(fautes(nadia.confirmer_second_facteur("12").await), [("/code".into(), "second_facteur_incorrect".into())]);
        let codes = enroler(&app, &nadia).await;
        assert_eq!(codes.len(), 10);
        nadia.lister_daps(&Default::default()).await.expect("elle travaille");
        assert_eq!(code(nadia.preparer_second_facteur().await), "second_facteur_deja_actif");
        assert_eq!(code(nadia.desactiver_second_facteur(MOT_DE_PASSE).await), "second_facteur_obligatoire");
        assert!(app.courriels("nadia@exemple.fr").await.pop().expect("courriel").0.contains("activée"));
    }

    async fn un_code_sert_une_fois_et_ne_se_dit_qu_apres_le_mot_de_passe(app) {
        agent(&app, "44").await;
        let visiteur = app.visiteur();
        assert_eq!(code(visiteur.ouvrir_session("nadia.leroux", "faux").await), "identifiants_incorrects");
        assert_eq!(code(visiteur.ouvrir_session("nadia.leroux", MOT_DE_PASSE).await), "second_facteur_requis");
        let bon = code_du_telephone(&app, "nadia.leroux").await;
        visiteur.ouvrir_session_avec_code("nadia.leroux", MOT_DE_PASSE, Some(&bon)).await.expect("connexion");
        let rejoue = app.visiteur().ouvrir_session_avec_code("nadia.leroux", MOT_DE_PASSE, Some(&bon)).await;
        assert_eq!(code(rejoue), "second_facteur_incorrect");
        // Wrong codes count with wrong passwords.
        let faux = || async { code(app.visiteur().ouvrir_session_avec_code("nadia.leroux", MOT_DE_PASSE, Some("000000")).await) };
        assert_eq!(faux().await, "second_facteur_incorrect");
        assert_eq!(faux().await, "compte_verrouille");
        let bon = code_du_telephone(&app, "nadia.leroux").await;
        assert_eq!(code(app.visiteur().ouvrir_session_avec_code("nadia.leroux", MOT_DE_PASSE, Some(&bon)).await), "compte_verrouille");
    }

    async fn une_entreprise_l_active_s_en_sort_sans_telephone_et_le_desactive(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        let ailleurs = app.visiteur();
        ailleurs.ouvrir_session("claire.martin", MOT_DE_PASSE).await.expect("sans code");
        let codes = enroler(&app, &claire).await;
        assert_eq!(code(ailleurs.lire_session().await), "session_expiree", "ouverte sans second facteur");
        assert_eq!(claire.lire_compte().await.expect("compte").second_facteur.codes_restants, 10);
        let secours = codes[3].to_lowercase().replace('-', " ");
        ailleurs.ouvrir_session_avec_code("claire.martin", MOT_DE_PASSE, Some(&secours)).await.expect("code de récupération");
        let rejoue = app.visiteur().ouvrir_session_avec_code("claire.martin", MOT_DE_PASSE, Some(&secours)).await;
        assert_eq!(code(rejoue), "second_facteur_incorrect");
        assert_eq!(claire.lire_compte().await.expect("compte").second_facteur.codes_restants, 9);
        assert_eq!(fautes(claire.refaire_codes_recuperation("faux").await)[0].1, "mot_de_passe_incorrect");
        let neufs = claire.refaire_codes_recuperation(MOT_DE_PASSE).await.expect("refaits").codes;
        let ancien = app.visiteur().ouvrir_session_avec_code("claire.martin", MOT_DE_PASSE, Some(&codes[4])).await;
        assert_eq!(code(ancien), "second_facteur_incorrect");
        app.visiteur().ouvrir_session_avec_code("claire.martin", MOT_DE_PASSE, Some(&neufs[0])).await.expect("neuf");
        claire.desactiver_second_facteur(MOT_DE_PASSE).await.expect("désactivé");
        app.visiteur().ouvrir_session("claire.martin", MOT_DE_PASSE).await.expect("le mot de passe suffit");
        assert_eq!(code(claire.refaire_codes_recuperation(MOT_DE_PASSE).await), "second_facteur_inactif");
    }

    async fn de_deux_connexions_avec_un_code_une_seule_entre(app) {
        agent(&app, "44").await;
        let bon = code_du_telephone(&app, "nadia.leroux").await;
        let tenter = || {
            let (client, bon) = (app.visiteur(), bon.clone());
            async move { client.ouvrir_session_avec_code("nadia.leroux", MOT_DE_PASSE, Some(&bon)).await.is_ok() }
        };
        let (un, deux, trois) = tokio::join!(tenter(), tenter(), tenter());
        assert_eq!([un, deux, trois].iter().filter(|entre| **entre).count(), 1);
    }
}
