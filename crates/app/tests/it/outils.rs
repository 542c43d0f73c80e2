use app::chiffrement::{Chiffrement, Cle};
use app::hachage::Hachage;
use app::{Contexte, Hasard, Horloge, Parametres};
use domain::bareme::Baremes;
use domain::compte::ReglesVerrou;
use std::sync::Arc;
use tempfile::TempDir;
use time::{Duration, OffsetDateTime};

/// A context on a fresh file, at `instant`; the folder lives as long as the guard.
pub async fn contexte(instant: OffsetDateTime) -> (Contexte, TempDir) {
    let dossier = tempfile::tempdir().expect("un dossier temporaire");
    let url = format!("sqlite://{}?mode=rwc", dossier.path().join("apart.db").display());
    let acces = db::Acces { url, connexions: 4 };
    let base = db::ouvrir(&acces).await.expect("la base s'ouvre");
    migrations::migrer(&base).await.expect("les migrations passent");
    let ecritures = db::ouvrir_ecritures(&acces, &base).await;
    let contexte = Contexte {
        base,
        ecritures: ecritures.expect("les écritures s'ouvrent"),
        horloge: Horloge::reglee(instant),
        hasard: Hasard::reproductible(42),
        chiffrement: Chiffrement::new(
            &[Cle {
                id: "t".into(),
                octets: [7; 32],
            }],
            [9; 32],
        ),
        hachage: Hachage::new(2, 100, 64),
        baremes: Arc::new(Baremes::charger().expect("les barèmes se lisent")),
        parametres: Arc::new(Parametres {
            verrou: ReglesVerrou::default(),
            session: Duration::minutes(15),
            delai_habilitation: Duration::ZERO,
            url_publique: "http://localhost".into(),
            ligne_assistance: "0 800 00 00 00".into(),
            document_max: 10 << 20,
            essais_controle: 500,
            demo: true,
        }),
    };
    (contexte, dossier)
}
