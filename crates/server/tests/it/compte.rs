//! The account page: secret question, open sessions.

use std::time::Duration;

use actix_web::rt::time::sleep;
use api_types::compte::ChangementQuestionSecrete;
use db::ConnectionTrait as _;

use crate::banc::{code, essais, fautes};
use crate::personnes::*;

essais! {
    async fn chacun_voit_ses_sessions_et_termine_les_autres(app) {
        let un = entreprise(&app, SIRET, "Claire").await;
        let deux = app.visiteur();
        deux.ouvrir_session("claire.martin", MOT_DE_PASSE).await.expect("connexion");
        let trois = app.visiteur();
        trois.ouvrir_session("claire.martin", MOT_DE_PASSE).await.expect("connexion");
        app.attendre(3);
        let miennes = un.lister_sessions().await.expect("sessions").items;
        assert_eq!(miennes.len(), 3);
        assert_eq!(miennes.iter().filter(|s| s.courante).count(), 1);
        let courante = miennes.iter().find(|s| s.courante).expect("courante");
        assert!(courante.derniere_action_le > courante.ouverte_le, "{courante:?}");
        let nadia = agent(&app, "44").await;
        assert_eq!(code(nadia.terminer_session(&miennes[0].id).await), "introuvable", "celle d'une autre");
        un.terminer_session(&miennes[0].id).await.expect("terminée");
        assert_eq!(code(un.terminer_session(&miennes[0].id).await), "introuvable");
        assert_eq!(code(trois.lire_session().await), "session_expiree");
        deux.lire_session().await.expect("encore ouverte");
        un.terminer_autres_sessions().await.expect("terminées");
        assert_eq!(code(deux.lire_session().await), "session_expiree");
        assert_eq!(un.lister_sessions().await.expect("sessions").items.len(), 1);
        nadia.lire_session().await.expect("celle d'une autre reste ouverte");
    }

    async fn la_question_secrete_change_avec_le_mot_de_passe(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        let fiche = claire.lire_compte().await.expect("fiche");
        assert_eq!((fiche.compte.courriel.as_str(), fiche.question_secrete.as_str()), ("claire.martin@exemple.fr", "Le nom de votre première école ?"));
        assert!(!fiche.second_facteur.actif && !fiche.second_facteur.obligatoire);
        let corps = ChangementQuestionSecrete {
            mot_de_passe: "faux".into(), question_secrete: String::new(), reponse_secrete: "Rex".into(),
        };
        let vues = fautes(claire.changer_question_secrete(&corps).await);
        assert_eq!(vues, [
            ("/question_secrete".into(), "champ_requis".into()),
            ("/mot_de_passe".into(), "mot_de_passe_incorrect".into()),
        ]);
        let corps = ChangementQuestionSecrete { mot_de_passe: MOT_DE_PASSE.into(), question_secrete: "Mon chien ?".into(), ..corps };
        claire.changer_question_secrete(&corps).await.expect("changée");
        assert_eq!(claire.lire_compte().await.expect("fiche").question_secrete, "Mon chien ?");
        assert!(app.courriels(&courriel("Claire")).await.pop().expect("courriel").0.contains("Question secrète"));
    }

    async fn un_mot_de_passe_donne_pendant_qu_on_le_change_n_est_pas_ecrase(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        let contexte = &app.etat.contexte;
        let lire = async || db::compte::par_identifiant(&contexte.base, "claire.martin").await.expect("lu").expect("compte");
        let compte = lire().await;
        // The old password is judged by what is committed; then the change waits for this transaction.
        let tx = contexte.ecrire().await.expect("transaction");
        db::compte::verrouiller(&tx, compte.id).await.expect("verrou");
        let avant = contexte.hachage.faits();
        let change = actix_web::rt::spawn(async move {
            claire.changer_mot_de_passe(&changement(MOT_DE_PASSE, "Tout-nouveau-1!")).await
        });
        while contexte.hachage.faits() == avant {
            sleep(Duration::from_millis(1)).await;
        }
        let donne = "UPDATE compte SET mot_de_passe_hache = 'donné' WHERE identifiant = 'claire.martin'";
        tx.execute_unprepared(donne).await.expect("réinitialisé");
        db::session::revoquer_toutes(&tx, compte.id, contexte.maintenant()).await.expect("sessions");
        tx.commit().await.expect("transaction");
        assert_eq!(code(change.await.expect("tâche")), "session_expiree");
        assert_eq!(lire().await.mot_de_passe_hache.as_deref(), Some("donné"));
    }

    async fn de_deux_changements_a_la_fois_un_seul_est_fait(app) {
        let un = entreprise(&app, SIRET, "Claire").await;
        let deux = app.visiteur();
        deux.ouvrir_session("claire.martin", MOT_DE_PASSE).await.expect("connexion");
        let choisis = ["Tout-nouveau-1!", "Tout-nouveau-2!"];
        let [par_un, par_deux] = choisis.map(|choisi| changement(MOT_DE_PASSE, choisi));
        let faits = tokio::join!(un.changer_mot_de_passe(&par_un), deux.changer_mot_de_passe(&par_deux));
        assert!(faits.0.is_ok() != faits.1.is_ok(), "{faits:?}");
        let (garde, refuse) = if faits.0.is_ok() { (choisis[0], choisis[1]) } else { (choisis[1], choisis[0]) };
        app.visiteur().ouvrir_session("claire.martin", refuse).await.expect_err("jamais choisi");
        app.visiteur().ouvrir_session("claire.martin", garde).await.expect("le seul");
    }

    async fn deviner_le_mot_de_passe_dans_une_session_ouverte_se_verrouille_a_part(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        for attendu in ["mot_de_passe_incorrect", "mot_de_passe_incorrect", "mot_de_passe_verrouille", "mot_de_passe_verrouille"] {
            assert_eq!(fautes(claire.changer_mot_de_passe(&changement("faux", "Tout-nouveau-1!")).await)[0].1, attendu);
        }
        let bon = claire.changer_mot_de_passe(&changement(MOT_DE_PASSE, "Tout-nouveau-1!")).await;
        assert_eq!(fautes(bon)[0].1, "mot_de_passe_verrouille");
        app.visiteur().ouvrir_session("claire.martin", MOT_DE_PASSE).await.expect("la connexion n'est pas verrouillée");
    }
}
