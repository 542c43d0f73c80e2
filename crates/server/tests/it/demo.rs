//! The demo never opens a real database.

use std::process::Command;

use crate::banc::essais;
use crate::personnes::*;

essais! {
    async fn le_binaire_refuse_de_montrer_une_vraie_base(app) {
        agent(&app, "44").await;
        let sortie = Command::new(env!("CARGO_BIN_EXE_apart"))
            .args(["serve", "--demo"])
            .env("APART_DATABASE_URL", app.etat.config.database_url.exposer())
            .env("APART_LISTEN", "127.0.0.1:0")
            .output()
            .expect("processus");
        assert!(!sortie.status.success());
        let dit = String::from_utf8(sortie.stderr).expect("texte");
        assert!(dit.contains("APART_DEMO") && dit.contains("base vide"), "{dit}");
        let base = &app.etat.contexte.base;
        assert!(!db::marque::existe(base, db::marque::DEMO).await.expect("lue"));
    }
}
