//! The queue of mails: what waits leaves, whatever becomes of its neighbour.

use db::ConnectionTrait as _;
use server::envoi::{self, Expediteur};
use tokio::sync::watch;

use crate::banc::{Banc, essais};
use crate::personnes::*;

/// The three mails of an habilitation wait; answers the help desk that gave it.
async fn habilitee(app: &Banc) -> client::Client {
    let inscription = inscrire(app, SIRET, "Claire").await;
    let desk = assistance(app).await;
    accepter(&desk, &inscription).await;
    desk
}

essais! {
    async fn un_courriel_illisible_ne_retient_pas_les_autres(app) {
        let desk = habilitee(&app).await;
        let contexte = &app.etat.contexte;
        let abimer = "UPDATE courriel SET corps_chiffre = 'illisible' WHERE objet LIKE 'Habilitation%'";
        contexte.base.execute_unprepared(abimer).await.expect("abîmé");
        let pris = app::courriel::prendre(contexte).await.expect("pris");
        assert!(pris.iter().any(|c| c.objet.starts_with("Identifiant")));
        assert!(!pris.iter().any(|c| c.objet.starts_with("Habilitation")));
        let echecs = desk.lister_courriels(Some("echec"), None, None, None).await.expect("échecs").items;
        assert_eq!(echecs.len(), 1);
        assert!(echecs[0].objet.starts_with("Habilitation"), "{}", echecs[0].objet);
        let boite = app.courriels(&courriel("Claire")).await;
        assert!(boite.iter().any(|(objet, corps)| objet.starts_with("Identifiant") && !corps.is_empty()));
    }

    async fn l_arret_rend_les_courriels_qui_ne_sont_pas_partis(app) {
        let desk = habilitee(&app).await;
        let en_file = async || desk.lister_courriels(Some("en_file"), None, None, None).await.expect("file").items;
        let avant = en_file().await.len();
        assert!(avant >= 3);
        let (ordre, arret) = watch::channel(true);
        envoi::tour(&app.etat, &Expediteur::Boite, &arret).await.expect("tour");
        let rendus = en_file().await;
        assert!(rendus.len() == avant && rendus.iter().all(|c| c.tentatives == 0), "{rendus:?}");
        ordre.send_replace(false);
        envoi::tour(&app.etat, &Expediteur::Boite, &arret).await.expect("tour");
        assert!(en_file().await.is_empty());
    }
}
