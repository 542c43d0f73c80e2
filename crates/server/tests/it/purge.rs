//! What has ended is forgotten; what still locks is not.

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
}
