//! What has ended is forgotten; what still locks is not.

use app::purge::Termes;

use crate::banc::{Banc, code, essais};
use crate::personnes::*;

/// Is there a counter of the identifiant that nobody has, and of that account's passwords in session?
async fn compteurs(app: &Banc, compte: &str) -> (bool, bool) {
    let contexte = &app.etat.contexte;
    let cle = contexte
        .chiffrement
        .index("verrou-secret", &format!("mot-de-passe-en-session:{compte}"));
    let inconnu = db::compte::verrou_inconnu(&contexte.base, "personne.inconnue").await;
    let secret = db::verrou_secret::trouver(&contexte.base, &cle).await;
    (inconnu.expect("lu").is_some(), secret.expect("lu").is_some())
}

essais! {
    async fn les_essais_se_comptent_un_jour_puis_s_oublient(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        let id = claire.lire_session().await.expect("session").compte.id;
        let visiteur = app.visiteur();
        for _ in 0..3 {
            visiteur.ouvrir_session("personne.inconnue", "faux").await.expect_err("faux");
        }
        claire.changer_mot_de_passe(&changement("faux", "Tout-nouveau-1!")).await.expect_err("faux");
        app::purge::purger(&app.etat.contexte).await.expect("purge");
        assert_eq!(compteurs(&app, &id).await, (true, true));
        // The lock holds as before.
        assert_eq!(code(visiteur.ouvrir_session("personne.inconnue", "faux").await), "compte_verrouille");
        app.attendre(25 * 60);
        app::purge::purger(&app.etat.contexte).await.expect("purge");
        assert_eq!(compteurs(&app, &id).await, (false, false));
        assert_eq!(code(visiteur.ouvrir_session("personne.inconnue", "faux").await), "identifiants_incorrects");
        // A counter that was forgotten begins anew.
        claire.ouvrir_session("claire.martin", MOT_DE_PASSE).await.expect("le lendemain");
        claire.changer_mot_de_passe(&changement(MOT_DE_PASSE, "Tout-nouveau-1!")).await.expect("changé");
    }

    async fn sessions_et_courriels_s_oublient_a_leur_terme_la_derniere_connexion_reste(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        let compte = claire.lire_session().await.expect("session").compte.id.parse().expect("id");
        let contexte = &app.etat.contexte;
        let purger = async |essai| app::purge::purger_termes(contexte, essai).await.expect("purge");
        let derniere = async || db::session::derniere(&contexte.base, compte).await.expect("lue");
        for envoi in app::courriel::prendre(contexte).await.expect("pris") {
            app::courriel::envoye(contexte, &envoi).await.expect("envoyé");
        }
        app.attendre(1);
        app.visiteur().ouvrir_session("claire.martin", MOT_DE_PASSE).await.expect("une autre");
        let connexion = derniere().await;
        app.attendre(89 * 24 * 60);
        assert_eq!(purger(false).await, Termes::default());
        app.attendre(2 * 24 * 60);
        let attendus = purger(true).await;
        assert!(attendus.sessions >= 1 && attendus.courriels == 0, "{attendus:?}");
        assert_eq!(purger(false).await, attendus, "l'essai n'a rien supprimé, et dit vrai");
        assert_eq!(purger(false).await, Termes::default());
        assert_eq!(derniere().await, connexion);
        // One that waits never goes; one that left does.
        let file = db::courriel::compter_etat(&contexte.base, "en_file").await.expect("file");
        app.attendre(280 * 24 * 60);
        assert!(purger(false).await.courriels >= 3);
        assert_eq!(db::courriel::compter_etat(&contexte.base, "en_file").await.expect("file"), file);
        assert_eq!(db::courriel::compter_etat(&contexte.base, "envoye").await.expect("partis"), 0);
    }
}
