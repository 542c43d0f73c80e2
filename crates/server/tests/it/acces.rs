//! Asking for access, logging in, staying in.

use api_types::habilitation::DecisionHabilitation;
use api_types::inscription::VerificationInscription;
use client::resoudre_controle;

use crate::banc::{code, essais, fautes};
use crate::personnes::*;

essais! {
    async fn une_entreprise_obtient_son_acces(app) {
        let inscription = inscrire(&app, SIRET, "Claire").await;
        let desk = assistance(&app).await;
        let attente = desk.lister_habilitations(Some("en_attente"), None).await.expect("liste");
        assert_eq!(attente.items.len(), 1);
        assert_eq!((attente.items[0].id.as_str(), attente.items[0].siret.as_str()), (inscription.as_str(), SIRET));
        accepter(&desk, &inscription).await;
        let objets: Vec<String> = app.courriels(&courriel("Claire")).await.into_iter().map(|c| c.0).collect();
        assert_eq!(objets, [
            "Identifiant de connexion à l'Agence de Services et de Paiement (ASP)",
            "Mot de passe de connexion à l'Agence de Services et de Paiement (ASP)",
            "Habilitation à l'activité partielle",
        ]);
        let (identifiant, temporaire) = identifiants(&app, &courriel("Claire")).await;
        assert_eq!(identifiant, "claire.martin");
        let client = app.visiteur();
        client.ouvrir_session(&identifiant, &format!(" [{temporaire}] ")).await.expect("mot de passe collé");
        assert_eq!(code(client.lister_etablissements(None).await), "mot_de_passe_a_changer");
        client.changer_mot_de_passe(&changement(&temporaire, MOT_DE_PASSE)).await.expect("changé");
        assert_eq!(code(client.lire_session().await), "session_absente");
        client.ouvrir_session(&identifiant, MOT_DE_PASSE).await.expect("connexion");
        let miens = client.lister_etablissements(None).await.expect("mes établissements").items;
        assert_eq!((miens.len(), miens[0].siret.as_str(), miens[0].role.as_str()), (1, SIRET, "principal"));
    }

    async fn un_siret_deja_connu_dit_que_faire(app) {
        inscrire(&app, SIRET, "Claire").await;
        let visiteur = app.visiteur();
        let controle = visiteur.lire_controle_securite().await.expect("contrôle");
        let mut corps = VerificationInscription {
            siret: "732 829 320 00074".to_owned(),
            controle: resoudre_controle(&controle).expect("résolu"),
            cgu_acceptees: true,
        };
        let su = visiteur.verifier_inscription(&corps).await.expect("vérification");
        assert!(su.connu && su.jeton.is_empty() && su.voies.len() == 4);
        assert!(su.message.expect("message").starts_with("L'établissement pour lequel vous demandez"));
        assert_eq!(fautes(visiteur.verifier_inscription(&corps).await), [("/controle".into(), "controle_deja_utilise".into())]);
        corps = VerificationInscription { siret: "73282932000075".into(), controle: String::new(), cgu_acceptees: false };
        let pointeurs: Vec<String> = fautes(visiteur.verifier_inscription(&corps).await).into_iter().map(|f| f.0).collect();
        assert_eq!(pointeurs, ["/siret", "/cgu_acceptees", "/controle"]);
    }

    async fn l_annuaire_preremplit_et_n_empeche_jamais(app) {
        let visiteur = app.visiteur();
        let verifier = async |siret: &str| {
            let controle = visiteur.lire_controle_securite().await.expect("contrôle");
            let corps = VerificationInscription {
                siret: siret.to_owned(), controle: resoudre_controle(&controle).expect("résolu"), cgu_acceptees: true,
            };
            visiteur.verifier_inscription(&corps).await.expect("vérification")
        };
        let su = verifier(SIRET).await;
        assert_eq!((su.registre.as_str(), su.fiche.code_postal.as_str()), ("trouve", "44000"));
        assert!(!su.fiche.denomination.is_empty() && !su.jeton.is_empty() && su.avertissements.is_empty());
        let inconnu = verifier("35600000000048").await;
        assert_eq!((inconnu.registre.as_str(), inconnu.avertissements.len()), ("inconnu", 1));
        assert!(!inconnu.jeton.is_empty());
    }

    async fn un_refus_est_motive_et_ecrit(app) {
        let id = inscrire(&app, SIRET, "Claire").await;
        let desk = assistance(&app).await;
        let refuser = |motif: &str| DecisionHabilitation { decision: "refuser".into(), motif: motif.into() };
        assert_eq!(code(desk.decider_habilitation(&id, &refuser("")).await), "motifs_requis");
        desk.decider_habilitation(&id, &refuser("Le SIRET n'est pas le vôtre.")).await.expect("refusée");
        assert_eq!(code(desk.decider_habilitation(&id, &refuser("Encore.")).await), "habilitation_deja_decidee");
        let courriels = app.courriels(&courriel("Claire")).await;
        assert!(courriels.len() == 1 && courriels[0].1.contains("Le SIRET n'est pas le vôtre."), "{courriels:?}");
    }

    async fn trois_mots_de_passe_faux_verrouillent_trente_minutes(app) {
        agent(&app, "44").await;
        for identifiant in ["nadia.leroux", "personne.inconnue"] {
            let visiteur = app.visiteur();
            assert_eq!(code(visiteur.ouvrir_session(identifiant, "faux-1").await), "identifiants_incorrects");
            assert_eq!(code(visiteur.ouvrir_session(identifiant, "faux-2").await), "identifiants_incorrects");
            assert_eq!(code(visiteur.ouvrir_session(identifiant, "faux-3").await), "compte_verrouille");
            assert_eq!(code(visiteur.ouvrir_session(identifiant, MOT_DE_PASSE).await), "compte_verrouille");
        }
        app.attendre(30);
        reconnecter(&app, &app.visiteur(), "nadia.leroux").await;
        let adresse = app.visiteur().ouvrir_session("nadia@exemple.fr", "x").await;
        assert_eq!(fautes(adresse), [("/identifiant".into(), "identifiant_est_courriel".into())]);
    }

    async fn quinze_minutes_sans_action_terminent_la_session(app) {
        let desk = assistance(&app).await;
        app.attendre(10);
        desk.lister_habilitations(None, None).await.expect("une action");
        app.attendre(14);
        let observee = desk.lire_session().await.expect("encore ouverte");
        assert_eq!(observee.duree_secondes, 900);
        app.attendre(2);
        assert_eq!(code(desk.lire_session().await), "session_expiree");
        reconnecter(&app, &desk, "sophie.leroux").await;
        app.attendre(14);
        desk.prolonger_session().await.expect("prolongée");
        app.attendre(14);
        desk.lister_courriels_ou_rien().await;
        desk.fermer_session().await.expect("fermée");
        assert_eq!(code(desk.lire_session().await), "session_absente");
    }

    async fn le_droit_d_appeler_se_dit_avant_ce_qui_manque_au_corps(app) {
        entreprise(&app, SIRET, "Claire").await;
        let http = app.http();
        let corps = serde_json::json!({"identifiant": "claire.martin", "mot_de_passe": MOT_DE_PASSE});
        let ouverte = http.post(app.adresse("/api/v1/session")).json(&corps).send().await.expect("connexion");
        let cookie = ouverte.headers()["set-cookie"].to_str().expect("cookie").to_owned();
        let paire = cookie.split(';').next().expect("paire").to_owned();
        for corps in ["{}", "{", r#"{"operation":1}"#].repeat(20) {
            let appel = http.post(app.adresse("/api/v1/paiements/operations")).header("cookie", &paire).header("x-apart-csrf", "1");
            let appel = appel.header("content-type", "application/json").body(corps);
            assert_eq!(appel.send().await.expect("réponse").status(), 403, "{corps}");
        }
    }

    async fn un_cookie_vole_ne_sert_plus_apres_la_deconnexion(app) {
        entreprise(&app, SIRET, "Claire").await;
        let http = app.http();
        let corps = serde_json::json!({"identifiant": "claire.martin", "mot_de_passe": MOT_DE_PASSE});
        let reponse = http.post(app.adresse("/api/v1/session")).json(&corps).send().await.expect("connexion");
        let cookie = reponse.headers()["set-cookie"].to_str().expect("cookie").to_owned();
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
        let paire = cookie.split(';').next().expect("paire").to_owned();
        let lire = || http.get(app.adresse("/api/v1/session")).header("cookie", &paire).send();
        assert_eq!(lire().await.expect("lue").status(), 200);
        let fermee = http.delete(app.adresse("/api/v1/session")).header("cookie", &paire).header("x-apart-csrf", "1");
        assert_eq!(fermee.send().await.expect("fermée").status(), 204);
        assert_eq!(lire().await.expect("lue").status(), 401);
    }
}

/// Any call that counts as an action.
trait Action {
    async fn lister_courriels_ou_rien(&self);
}

impl Action for client::Client {
    async fn lister_courriels_ou_rien(&self) {
        self.lister_habilitations(None, None)
            .await
            .expect("encore ouverte");
    }
}
