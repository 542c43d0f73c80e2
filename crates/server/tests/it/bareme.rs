//! The operator's own table of dated figures.

use server::configuration::Configuration;
use server::etat::Etat;

use crate::banc::Banc;
use crate::base::Base;

const DERNIER: &str = "2026-06-01,,metropole,,smic,12.31,";

/// The table of the program, with the metropolitan SMIC of June 2026 replaced by `lignes`.
fn fichier(lignes: &str) -> (tempfile::TempDir, String) {
    let table = domain::bareme::TABLE;
    let rang = table.find(DERNIER).expect("SMIC de juin 2026");
    let fin = rang + table[rang..].find('\n').expect("fin de ligne");
    let dossier = tempfile::tempdir().expect("dossier");
    let chemin = dossier.path().join("baremes.csv");
    std::fs::write(&chemin, [&table[..rang], lignes, &table[fin..]].concat()).expect("écriture");
    let chemin = chemin.display().to_string();
    (dossier, chemin)
}

#[actix_web::test]
async fn l_annee_suivante_s_ajoute_par_un_fichier() {
    let (_garde, chemin) = fichier(
        "2026-06-01,2026-12-31,metropole,,smic,12.31,arrêté,confirme,\n2027-01-01,,metropole,,smic,12.50,décret à venir,non_confirme,",
    );
    let app = Banc::avec(Base::sqlite(), &[("APART_BAREMES", &chemin)], true).await;
    for (jour, valeur, confirme) in [("2026-12-31", "12.31", true), ("2027-01-01", "12.50", false)] {
        let lus = app
            .visiteur()
            .lire_baremes(Some(jour))
            .await
            .expect("barèmes")
            .items;
        let smic = lus
            .iter()
            .find(|c| c.nature == "smic" && c.territoire == "metropole")
            .expect("SMIC");
        assert_eq!(
            (smic.valeur.as_str(), smic.confirme),
            (valeur, confirme),
            "{jour}"
        );
    }
}

#[actix_web::test]
async fn un_fichier_fautif_empeche_de_demarrer_et_nomme_ses_lignes() {
    let rang = domain::bareme::TABLE
        .lines()
        .position(|ligne| ligne.starts_with(DERNIER))
        .expect("SMIC de juin 2026")
        + 1;
    for (lignes, dit) in [
        (
            "2026-07-01,,metropole,,smic,12.31,arrêté,confirme,",
            format!("Ligne {rang} : il manque un chiffre"),
        ),
        (
            "2026-05-01,,metropole,,smic,12.31,arrêté,confirme,",
            format!("Ligne {rang} : elle chevauche"),
        ),
        (
            "2020-01-01,,metropole,,smic,12.31,arrêté,confirme,",
            format!("Ligne {rang} : elle commence avant"),
        ),
        (
            "2026-06-01,,metropole,,smic,douze,arrêté,confirme,",
            format!("Ligne {rang}, colonne valeur"),
        ),
    ] {
        let (_garde, chemin) = fichier(lignes);
        let base = Base::sqlite();
        let reglages = [
            ("APART_DATABASE_URL", base.url()),
            ("APART_BAREMES", chemin.as_str()),
        ];
        let reglages = reglages.map(|(nom, valeur)| (nom.to_owned(), valeur.to_owned()));
        let config = Configuration::charger(reglages, None, true).expect("configuration");
        let refus = Etat::preparer(config).await.err().expect("refus").to_string();
        assert!(refus.contains("APART_BAREMES") && refus.contains(&dit), "{refus}");
    }
}
