//! The service under test: a real listener on a free port, a real database, an injected clock.

use std::net::TcpListener;

use actix_web::dev::ServerHandle;
use actix_web::web::Data;
use client::Client;
use server::configuration::Configuration;
use server::etat::{Etat, Service};
use server::serveur;

use crate::base::Base;

/// Runs a test on SQLite and, where there is one, on PostgreSQL.
macro_rules! essais {
    ($($(#[$doc:meta])* async fn $nom:ident($app:ident) $corps:block)*) => {$(
        mod $nom {
            #[allow(unused_imports, reason = "tous les essais n'empruntent pas à leur fichier")]
            use super::*;

            $(#[$doc])*
            async fn essai($app: $crate::banc::Banc) $corps

            #[actix_web::test]
            async fn sqlite() {
                essai($crate::banc::Banc::demarrer($crate::base::Base::sqlite()).await).await;
            }

            #[actix_web::test]
            async fn postgresql() {
                match $crate::base::Base::postgres(stringify!($nom)).await {
                    Some(base) => essai($crate::banc::Banc::demarrer(base).await).await,
                    None => eprintln!("sauté : APART_TEST_POSTGRES_URL n'est pas donnée"),
                }
            }
        }
    )*};
}
pub(crate) use essais;

/// A running service. It stops when the test ends.
pub struct Banc {
    pub etat: Service,
    pub url: String,
    arret: ServerHandle,
    // Last: dropped once the service no longer uses it.
    _base: Base,
}

impl Banc {
    pub async fn demarrer(base: Base) -> Self {
        Self::avec(base, &[], true).await
    }

    /// With settings of its own. The clock starts on 1 June 2022, 9:00 in Paris.
    pub async fn avec(base: Base, reglages: &[(&str, &str)], demo: bool) -> Self {
        // reqwest asks for one even over plain http; the second test of a process finds it there.
        rustls::crypto::ring::default_provider().install_default().ok();
        if std::env::var_os("APART_TEST_LOG").is_some() {
            server::telemetrie::demarrer("warn").ok();
        }
        let mut variables = vec![
            ("APART_DATABASE_URL", base.url()),
            ("APART_CONNEXIONS_BASE", "4"),
            ("APART_REQUETES_PAR_MINUTE", "0"),
            ("APART_CONNEXIONS_PAR_MINUTE", "0"),
        ];
        if demo {
            variables.extend([
                ("APART_HORLOGE", "2022-06-01T09:00:00+02:00"),
                // Hundreds of tests log in: what that costs in earnest, `affluence` and the bench tell.
                ("APART_ESSAIS_CONTROLE", "500"),
                ("APART_MEMOIRE_HACHAGE_KIO", "64"),
            ]);
        }
        variables.extend(reglages);
        let variables = variables.into_iter().map(|(n, v)| (n.to_owned(), v.to_owned()));
        let config = Configuration::charger(variables, None, demo).expect("configuration");
        let etat = Data::new(Etat::preparer(config).await.expect("service prêt"));
        let ecoute = TcpListener::bind("127.0.0.1:0").expect("port libre");
        let url = format!("http://{}", ecoute.local_addr().expect("adresse"));
        let serveur = serveur::demarrer(&etat, ecoute).expect("serveur");
        let arret = serveur.handle();
        actix_web::rt::spawn(serveur);
        Self {
            etat,
            url,
            arret,
            _base: base,
        }
    }

    /// Somebody who has not logged in.
    pub fn visiteur(&self) -> Client {
        Client::new(&self.url)
    }

    /// Bare HTTP, for what the client would never send.
    pub fn http(&self) -> reqwest::Client {
        reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .tls_certs_only([])
            .build()
            .expect("client HTTP")
    }

    /// The address of a path.
    pub fn adresse(&self, chemin: &str) -> String {
        format!("{}{chemin}", self.url)
    }

    /// Lets time pass.
    pub fn attendre(&self, minutes: u32) {
        assert!(self.etat.contexte.horloge.avancer(minutes * 60), "horloge réglée");
    }

    /// Subjects and texts of the mails to one person, oldest first.
    pub async fn courriels(&self, destinataire: &str) -> Vec<(String, String)> {
        let boite = self.visiteur().lire_boite_envoi().await.expect("boîte d'envoi");
        let mut courriels: Vec<(String, String)> = boite
            .items
            .into_iter()
            .filter(|c| c.destinataire == destinataire)
            .map(|c| (c.objet, c.corps))
            .collect();
        courriels.reverse();
        courriels
    }
}

impl Drop for Banc {
    fn drop(&mut self) {
        // The order leaves at once; the future only tells when it is done.
        drop(self.arret.stop(false));
    }
}

/// The code of a refusal.
pub fn code<T: std::fmt::Debug>(resultat: Result<T, client::Erreur>) -> String {
    let erreur = resultat.expect_err("un refus était attendu");
    erreur.code().map_or_else(|| format!("{erreur:?}"), str::to_owned)
}

/// Pointers and codes of every fault of a refusal.
pub fn fautes<T: std::fmt::Debug>(resultat: Result<T, client::Erreur>) -> Vec<(String, String)> {
    let erreur = resultat.expect_err("un refus était attendu");
    let probleme = erreur.probleme().unwrap_or_else(|| panic!("{erreur:?}"));
    probleme
        .errors
        .iter()
        .map(|e| (e.pointer.clone(), e.code.clone()))
        .collect()
}
