//! Tests of the settings.
#![cfg(test)]

use super::*;

fn variables(paires: &[(&str, &str)]) -> Vec<(String, String)> {
    paires
        .iter()
        .map(|(n, v)| ((*n).to_owned(), (*v).to_owned()))
        .collect()
}

const SESSION: &str = "q0h3Yb1m8cVtZx5uKf2wNs7pLr9aEjDgTiOyQMWkX4c=";
const INDEX: &str = "9sKzP1vQe7RmB4nTgYx2uLhWc8JdAo5iF3kEjMq0XtU=";
const CHIFFREMENT: &str = "k1:Zr5tXw8nQ2vLmB7cJ1yPs4dKf9gHa6eUo3iTqRxEjWY=";

fn installation() -> Vec<(String, String)> {
    variables(&[
        ("APART_SECRET_SESSION", SESSION),
        ("APART_CLE_INDEX", INDEX),
        ("APART_CLE_CHIFFREMENT", CHIFFREMENT),
        ("APART_URL_PUBLIQUE", "https://apart.example.org/"),
        ("APART_SMTP_HOTE", "smtp.example.org"),
    ])
}

fn fautes(vars: Vec<(String, String)>) -> Vec<String> {
    Configuration::charger(vars, None, false).expect_err("refusée").0
}

#[test]
fn la_demonstration_demarre_sans_rien() {
    let c = Configuration::charger([], None, true).expect("démonstration");
    assert!(c.demo && !c.cookie_secure && c.courriel.smtp.is_none());
    assert_eq!(c.url_publique, "http://127.0.0.1:8080");
    assert_eq!(c.limites.session, Duration::from_secs(900));
}

#[test]
fn une_installation_complete_demarre() {
    let c = Configuration::charger(installation(), None, false).expect("installation");
    assert!(!c.demo && c.cookie_secure);
    assert_eq!(c.url_publique, "https://apart.example.org");
    assert_eq!(c.cles_chiffrement[0].id, "k1");
}

#[test]
fn tout_ce_qui_manque_est_dit_d_un_coup() {
    let fautes = fautes(variables(&[
        ("APART_LISTEN", "partout"),
        ("APART_VERROU_MINUTES", "0"),
    ]));
    for nom in [
        "LISTEN",
        "VERROU_MINUTES",
        "SECRET_SESSION",
        "CLE_INDEX",
        "CLE_CHIFFREMENT",
        "URL_PUBLIQUE",
        "SMTP_HOTE",
    ] {
        assert!(
            fautes.iter().any(|f| f.starts_with(&format!("APART_{nom} :"))),
            "{nom} : {fautes:?}"
        );
    }
}

#[test]
fn les_secrets_faibles_sont_refuses_en_installation() {
    use base64::Engine as _;
    let simple = base64::engine::general_purpose::STANDARD.encode([7u8; 32]);
    let faibles: [(&str, &str, &str); 6] = [
        ("APART_SECRET_SESSION", "Y291cnQ=", "trop court"),
        ("APART_SECRET_SESSION", &simple, "trop simple"),
        ("APART_SECRET_SESSION", secret::SESSION_DEMO, "démonstration"),
        ("APART_CLE_INDEX", secret::INDEX_DEMO, "démonstration"),
        ("APART_CLE_CHIFFREMENT", secret::CHIFFREMENT_DEMO, "démonstration"),
        ("APART_CLE_INDEX", "pas du base64 !", "base64"),
    ];
    for (nom, valeur, raison) in faibles {
        let mut vars = installation();
        vars.retain(|(n, _)| n != nom);
        vars.push((nom.to_owned(), valeur.to_owned()));
        let f = fautes(vars);
        assert!(
            f.len() == 1 && f[0].starts_with(nom) && f[0].contains(raison),
            "{f:?}"
        );
    }
}

#[test]
fn une_cle_ne_sert_pas_deux_fois() {
    let mut vars = installation();
    vars.retain(|(n, _)| n != "APART_CLE_INDEX");
    vars.push(("APART_CLE_INDEX".to_owned(), CHIFFREMENT.replace("k1:", "")));
    assert!(fautes(vars)[0].starts_with("APART_CLE_INDEX"));
}

#[test]
fn l_horloge_est_refusee_hors_demonstration() {
    let mut vars = installation();
    vars.push(("APART_HORLOGE".to_owned(), "2022-06-01T09:00:00+02:00".to_owned()));
    assert!(fautes(vars.clone())[0].contains("démonstration"));
    let c = Configuration::charger(vars, None, true).expect("démonstration");
    assert!(c.horloge.is_some());
}

#[test]
fn un_cookie_en_clair_est_refuse_hors_de_cette_machine() {
    let mut vars = installation();
    vars.push(("APART_COOKIE_SECURE".to_owned(), "false".to_owned()));
    assert!(fautes(vars)[0].starts_with("APART_COOKIE_SECURE"));
}

#[test]
fn l_adresse_publique_est_chiffree_ou_ne_quitte_pas_cette_machine() {
    let avec = |url: &str| {
        let mut vars = installation();
        vars.retain(|(n, _)| n != "APART_URL_PUBLIQUE");
        vars.push(("APART_URL_PUBLIQUE".to_owned(), url.to_owned()));
        vars
    };
    for refusee in [
        "http://apart.example.org",
        "http://localhost.example.org",
        "http://127.0.0.1.example.org/",
        "http://localhost@example.org",
        "apart.example.org",
    ] {
        let f = fautes(avec(refusee));
        assert!(
            f.len() == 1 && f[0].starts_with("APART_URL_PUBLIQUE"),
            "{refusee} : {f:?}"
        );
        // The unencrypted cookie of this machine is not one of another.
        let mut vars = avec(refusee);
        vars.push(("APART_COOKIE_SECURE".to_owned(), "false".to_owned()));
        assert_eq!(fautes(vars).len(), 2, "{refusee}");
    }
    for permise in [
        "http://localhost:8080",
        "http://127.0.0.1",
        "http://[::1]:8080",
        "https://apart.example.org",
    ] {
        Configuration::charger(avec(permise), None, false).expect(permise);
    }
    Configuration::charger(avec("http://apart.example.org"), None, true).expect("démonstration");
}

#[test]
fn le_mot_de_passe_des_courriels_va_par_deux_et_jamais_en_clair() {
    let avec = |paires: &[(&str, &str)]| {
        let mut vars = installation();
        vars.extend(variables(paires));
        Configuration::charger(vars, None, false).map_err(|refus| refus.0)
    };
    let (nom, secret) = (
        ("APART_SMTP_UTILISATEUR", "apart"),
        ("APART_SMTP_MOT_DE_PASSE", "motdepasse"),
    );
    let clair = ("APART_SMTP_TLS", "aucun");
    for (paires, coupable) in [
        (vec![nom], "APART_SMTP_MOT_DE_PASSE"),
        (vec![secret], "APART_SMTP_UTILISATEUR"),
        (vec![nom, secret, clair], "APART_SMTP_TLS"),
    ] {
        let f = avec(&paires).expect_err("refusée");
        assert!(f.len() == 1 && f[0].starts_with(coupable), "{f:?}");
    }
    avec(&[nom, secret]).expect("chiffré");
    avec(&[clair]).expect("sans mot de passe");
    let mut ici = variables(&[nom, secret, clair, ("APART_SMTP_HOTE", "127.0.0.1")]);
    ici.extend(installation().into_iter().filter(|(n, _)| n != "APART_SMTP_HOTE"));
    Configuration::charger(ici, None, false).expect("sur cette machine");
}

#[test]
fn un_fichier_ne_peut_depasser_ce_que_le_lecteur_prend() {
    let mut vars = installation();
    vars.push(("APART_IMPORT_MAX_OCTETS".to_owned(), (64 << 20).to_string()));
    let f = fautes(vars);
    assert!(
        f[0].starts_with("APART_IMPORT_MAX_OCTETS") && f[0].contains("33554432"),
        "{f:?}"
    );
}

#[test]
fn sans_mandataire_declare_une_ecoute_ouverte_avertit() {
    let avertit = |paires: &[(&str, &str)]| {
        let c = Configuration::charger(variables(paires), None, true).expect("lisible");
        c.avertissements.iter().any(|a| a.starts_with("APART_PROXYS"))
    };
    assert!(avertit(&[("APART_LISTEN", "0.0.0.0:8080")]));
    assert!(!avertit(&[("APART_LISTEN", "127.0.0.1:8080")]));
    assert!(!avertit(&[
        ("APART_LISTEN", "0.0.0.0:8080"),
        ("APART_PROXYS", "10.0.0.0/8")
    ]));
}

#[test]
fn l_environnement_l_emporte_sur_le_fichier() {
    let toml = "listen = \"0.0.0.0:9000\"\nverrou_minutes = 5\n";
    let vars = variables(&[("APART_LISTEN", "127.0.0.1:1234")]);
    let c = Configuration::charger(vars, Some(toml), true).expect("lisible");
    assert_eq!(c.listen.port(), 1234);
    assert_eq!(c.limites.verrou, Duration::from_secs(300));
}

#[test]
fn un_reglage_inconnu_est_nomme() {
    // Refused in the file that is ours; only told in an environment that other tools share.
    let vars = variables(&[("APART_SESION_MINUTES", "5")]);
    let c = Configuration::charger(vars, None, true).expect("lisible");
    assert!(c.avertissements[0].contains("APART_SESION_MINUTES"));
    let erreur = Configuration::charger([], Some("couleur = \"bleu\""), true).expect_err("refusée");
    assert!(erreur.to_string().contains("couleur"), "{erreur}");
}

#[test]
fn aucun_secret_ne_s_imprime() {
    let mut vars = installation();
    vars.push((
        "APART_DATABASE_URL".to_owned(),
        "postgres://u:motdepasse@h/b".to_owned(),
    ));
    vars.push(("APART_SMTP_UTILISATEUR".to_owned(), "apart".to_owned()));
    vars.push(("APART_SMTP_MOT_DE_PASSE".to_owned(), "motdepasse".to_owned()));
    let c = Configuration::charger(vars, None, false).expect("installation");
    let texte = format!("{c:?}");
    assert!(!texte.contains("motdepasse") && texte.contains("***"), "{texte}");
}
