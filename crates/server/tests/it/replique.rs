//! The real binary in a process of its own, on the database of a test.

use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use actix_web::rt::time::sleep;
use client::Client;

/// A replica, killed without warning when it is dropped.
pub struct Replique {
    processus: Child,
    url: String,
}

impl Replique {
    pub async fn demarrer(base: &str) -> Self {
        Self::avec(base, &[]).await
    }

    /// With settings of its own.
    pub async fn avec(base: &str, reglages: &[(&str, &str)]) -> Self {
        rustls::crypto::ring::default_provider().install_default().ok();
        let port = TcpListener::bind("127.0.0.1:0")
            .and_then(|ecoute| ecoute.local_addr())
            .expect("port libre")
            .port();
        let adresse = format!("127.0.0.1:{port}");
        // Owned at once: whatever happens below, it is waited for.
        let replique = Self {
            url: format!("http://{adresse}"),
            processus: Command::new(env!("CARGO_BIN_EXE_apart"))
                .args(["serve", "--demo"])
                .env("APART_DATABASE_URL", base)
                .env("APART_LISTEN", &adresse)
                .env("APART_LOG", "error")
                .env("APART_HORLOGE", "2022-06-01T09:00:00+02:00")
                .env("APART_CONNEXIONS_BASE", "4")
                .env("APART_REQUETES_PAR_MINUTE", "0")
                .env("APART_CONNEXIONS_PAR_MINUTE", "0")
                .envs(reglages.iter().copied())
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .expect("processus"),
        };
        let limite = Instant::now() + Duration::from_secs(180);
        loop {
            let prete = reqwest::get(format!("{}/readyz", replique.url)).await;
            if prete.is_ok_and(|reponse| reponse.status().is_success()) {
                return replique;
            }
            assert!(Instant::now() < limite, "la réplique ne démarre pas");
            sleep(Duration::from_millis(50)).await;
        }
    }

    /// Somebody logged in there; the second factor by the demo's telephone.
    pub async fn connecter(&self, identifiant: &str, mot_de_passe: &str) -> Client {
        let client = Client::new(&self.url);
        let codes = client.lire_codes_demo().await.expect("codes").items;
        let code = codes.into_iter().find(|code| code.identifiant == identifiant);
        if let Some(code) = &code {
            client.avancer_horloge(code.dans_secondes).await.expect("horloge");
        }
        let code = code.map(|code| code.code);
        client
            .ouvrir_session_avec_code(identifiant, mot_de_passe, code.as_deref())
            .await
            .expect("connexion");
        client
    }

    /// SIGKILL: no handler runs, no transaction is closed.
    pub fn tuer(&mut self) {
        self.processus.kill().expect("tué");
        self.processus.wait().expect("fini");
    }
}

impl Drop for Replique {
    fn drop(&mut self) {
        self.processus.kill().ok();
        self.processus.wait().ok();
    }
}
