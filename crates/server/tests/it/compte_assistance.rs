//! The help desk: finding an account, reading its file, putting it right.

use api_types::compte_assistance::{CorrectionCourriel, DossierCompte, NouveauCompte, SuppressionDoublon};
use client::Client;

use crate::banc::{Banc, code, essais, fautes};
use crate::personnes::*;

const MOTIF: &str = "Appel du 1er juin.";

/// The one account that a search finds.
async fn trouver(desk: &Client, q: &str) -> DossierCompte {
    let trouves = desk.chercher_comptes(q, None).await.expect("recherche").items;
    assert_eq!(trouves.len(), 1, "{q} : {trouves:?}");
    desk.lire_dossier_compte(&trouves[0].id).await.expect("dossier")
}

fn nouveau(siret: &str, role: &str, prenom: &str) -> NouveauCompte {
    NouveauCompte {
        siret: siret.into(),
        role: role.into(),
        nom: "Durand".into(),
        prenom: prenom.into(),
        telephone: "0240000000".into(),
        courriel: format!("{}.durand@exemple.fr", prenom.to_lowercase()),
        confirmation: format!("{}.durand@exemple.fr", prenom.to_lowercase()),
        motif: MOTIF.into(),
    }
}

fn correction(courriel: &str) -> CorrectionCourriel {
    CorrectionCourriel {
        courriel: courriel.into(),
        confirmation: courriel.into(),
        motif: MOTIF.into(),
    }
}

fn suppression(garde: &str) -> SuppressionDoublon {
    SuppressionDoublon {
        compte_garde: garde.into(),
        motif: MOTIF.into(),
    }
}

async fn objets(app: &Banc, adresse: &str) -> Vec<String> {
    app.courriels(adresse).await.into_iter().map(|c| c.0).collect()
}

async fn desk(app: &Banc) -> Client {
    let client = app.visiteur();
    reconnecter(app, &client, "sophie.leroux").await;
    client
}

essais! {
    async fn un_compte_se_trouve_par_tout_ce_que_la_personne_peut_dire(app) {
        entreprise(&app, SIRET, "Claire").await;
        entreprise(&app, AUTRE_SIRET, "Paul").await;
        let desk = desk(&app).await;
        let adresse = "h.petit@librairie.fr".to_owned();
        let helene = NouveauCompte { nom: "Petit".into(), courriel: adresse.clone(), confirmation: adresse, ..nouveau(SIRET, "utilisateur", "Hélène") };
        desk.creer_compte(&helene).await.expect("créé");
        for q in ["Hélène", "helene", "PETIT hélène", "Hele Pet", "h.petit@", "librairie.fr", "helene.petit"] {
            let trouve = trouver(&desk, q).await;
            assert_eq!(trouve.identifiant.as_deref(), Some("helene.petit"), "{q}");
            assert_eq!((trouve.etat.as_str(), trouve.habilitations.len()), ("mot_de_passe_temporaire", 1));
        }
        for (q, nombre) in [("732 829 320 00074", 2), ("7328", 2), ("0010 0001 7000 10", 1), ("martin", 2), ("00000", 0), ("123456789012345", 0)] {
            assert_eq!(desk.chercher_comptes(q, None).await.expect("recherche").items.len(), nombre, "{q}");
        }
        for q in ["helena", "100%", "martin_", "%", "!", "'; DROP TABLE compte", "\\"] {
            assert!(desk.chercher_comptes(q, None).await.expect("recherche").items.is_empty(), "{q}");
        }
        let tous = desk.chercher_comptes("", None).await.expect("tous").items;
        let noms: Vec<String> = tous.iter().map(|c| format!("{} {}", c.nom, c.prenom)).collect();
        assert_eq!(noms, ["Leroux Sophie", "Martin Claire", "Martin Paul", "Petit Hélène"]);
    }

    async fn les_pages_d_une_recherche_se_suivent_sans_trou(app) {
        let desk = assistance(&app).await;
        inscrire(&app, SIRET, "Claire").await;
        inscrire(&app, AUTRE_SIRET, "Paul").await;
        let http = app.http();
        let code = code_du_telephone(&app, "sophie.leroux").await;
        let corps = serde_json::json!({"identifiant": "sophie.leroux", "mot_de_passe": MOT_DE_PASSE, "code": code});
        let ouverte = http.post(app.adresse("/api/v1/session")).json(&corps).send().await.expect("connexion");
        let cookie = ouverte.headers()["set-cookie"].to_str().expect("cookie").split(';').next().expect("paire").to_owned();
        let (mut vus, mut curseur) = (Vec::new(), String::new());
        loop {
            let adresse = app.adresse(&format!("/api/v1/comptes?limit=1&cursor={curseur}"));
            let page = http.get(adresse).header("cookie", &cookie).send().await.expect("page").text().await.expect("corps");
            let page: serde_json::Value = serde_json::from_str(&page).expect("JSON");
            vus.push(page["items"][0]["prenom"].as_str().expect("prénom").to_owned());
            match page["next"].as_str() {
                Some(suite) => curseur = suite.to_owned(),
                None => break,
            }
        }
        assert_eq!(vus, ["Sophie", "Claire", "Paul"]);
        assert_eq!(trouver(&desk, "claire").await.etat, "sans_acces");
    }

    async fn seule_l_assistance_voit_les_comptes(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        let nadia = agent(&app, "44").await;
        let id = trouver(&desk(&app).await, "claire").await.id;
        for client in [&claire, &nadia] {
            assert_eq!(code(client.chercher_comptes("claire", None).await), "role_insuffisant");
            assert_eq!(code(client.lire_dossier_compte(&id).await), "role_insuffisant");
            assert_eq!(code(client.reinitialiser_compte(&id, MOTIF).await), "role_insuffisant");
            assert_eq!(code(client.deverrouiller_compte(&id, MOTIF).await), "role_insuffisant");
            assert_eq!(code(client.terminer_sessions_compte(&id, MOTIF).await), "role_insuffisant");
            assert_eq!(code(client.corriger_courriel_compte(&id, &correction("a@b.fr")).await), "role_insuffisant");
            assert_eq!(code(client.supprimer_compte(&id, &suppression(&id)).await), "role_insuffisant");
            assert_eq!(code(client.creer_compte(&nouveau(SIRET, "principal", "Paul")).await), "role_insuffisant");
            assert_eq!(code(client.lister_courriels(None, None, None, None).await), "role_insuffisant");
            assert_eq!(code(client.renvoyer_courriel(&id).await), "role_insuffisant");
            assert_eq!(code(client.lire_charge_assistance().await), "role_insuffisant");
        }
        let desk = desk(&app).await;
        let inconnu = "0194f3b2-7c1a-7d52-9a1e-2f6f0c9b8d11";
        assert_eq!(code(desk.lire_dossier_compte(inconnu).await), "introuvable");
        assert_eq!(code(desk.reinitialiser_compte(inconnu, MOTIF).await), "introuvable");
    }

    async fn un_nouveau_mot_de_passe_part_par_deux_courriels_et_ferme_les_sessions(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        let desk = desk(&app).await;
        let dossier = trouver(&desk, "claire").await;
        assert_eq!(fautes(desk.reinitialiser_compte(&dossier.id, " ").await), [("/motif".into(), "motifs_requis".into())]);
        let apres = desk.reinitialiser_compte(&dossier.id, MOTIF).await.expect("réinitialisé");
        assert_eq!((apres.etat.as_str(), apres.sessions), ("mot_de_passe_temporaire", 0));
        assert_eq!((apres.journal[0].libelle.as_str(), apres.journal[0].motif.as_deref()), ("Nouveau mot de passe envoyé", Some(MOTIF)));
        assert_eq!(apres.journal[0].auteur, "Sophie Leroux");
        assert_eq!(code(claire.lister_etablissements(None).await), "session_expiree");
        // A second click, or a program that tries again, sends nothing.
        assert_eq!(code(desk.reinitialiser_compte(&dossier.id, MOTIF).await), "reinitialisation_recente");
        let courriels = app.courriels(&courriel("Claire")).await;
        assert_eq!(courriels.len(), 5, "{courriels:?}");
        assert!(courriels[3].1.contains("\n\nclaire.martin\n\n"), "{courriels:?}");
        let (_, reste) = courriels[4].1.split_once(" est :\n\n").expect("mot de passe seul");
        let temporaire = reste.lines().next().expect("ligne");
        assert_eq!(code(app.visiteur().ouvrir_session("claire.martin", MOT_DE_PASSE).await), "identifiants_incorrects");
        assert!(app.visiteur().ouvrir_session("claire.martin", temporaire).await.expect("connexion").mot_de_passe_a_changer);
        app.attendre(3);
        let desk = self::desk(&app).await;
        desk.reinitialiser_compte(&dossier.id, MOTIF).await.expect("plus tard, de nouveau");
    }

    async fn deux_clics_au_meme_instant_n_envoient_qu_un_mot_de_passe(app) {
        entreprise(&app, SIRET, "Claire").await;
        let desk = desk(&app).await;
        let id = trouver(&desk, "claire").await.id;
        let autre = self::desk(&app).await;
        let (un, deux) = tokio::join!(desk.reinitialiser_compte(&id, MOTIF), autre.reinitialiser_compte(&id, MOTIF));
        assert_ne!(un.is_ok(), deux.is_ok());
        assert_eq!(objets(&app, &courriel("Claire")).await.len(), 5);
    }

    async fn un_compte_verrouille_s_ouvre_avant_l_heure(app) {
        entreprise(&app, SIRET, "Claire").await;
        let desk = desk(&app).await;
        let id = trouver(&desk, "claire").await.id;
        assert_eq!(code(desk.deverrouiller_compte(&id, MOTIF).await), "compte_pas_verrouille");
        for _ in 0..3 {
            app.visiteur().ouvrir_session("claire.martin", "faux").await.expect_err("faux");
        }
        let dossier = desk.lire_dossier_compte(&id).await.expect("dossier");
        assert_eq!(dossier.etat, "verrouille");
        assert!(dossier.verrouille_jusqu_a.is_some_and(|fin| fin.starts_with("2022-06-01T07:3")));
        assert!(dossier.operations.contains(&"deverrouiller".to_owned()));
        assert_eq!(desk.lire_charge_assistance().await.expect("charge").comptes_verrouilles, 1);
        let ouvert = desk.deverrouiller_compte(&id, MOTIF).await.expect("déverrouillé");
        assert_eq!((ouvert.etat.as_str(), ouvert.echecs), ("actif", 0));
        app.visiteur().ouvrir_session("claire.martin", MOT_DE_PASSE).await.expect("connexion");
        assert_eq!(objets(&app, &courriel("Claire")).await.last().map(String::as_str), Some("Votre compte est déverrouillé"));
    }

    async fn une_adresse_corrigee_previent_l_ancienne_et_la_nouvelle(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        let desk = desk(&app).await;
        let id = trouver(&desk, "claire").await.id;
        let mut autre = correction("claire@nouveau.fr");
        autre.confirmation = "claire@nouvo.fr".into();
        autre.motif = String::new();
        let vues: Vec<String> = fautes(desk.corriger_courriel_compte(&id, &autre).await).into_iter().map(|f| f.0).collect();
        assert_eq!(vues, ["/confirmation", "/motif"]);
        assert_eq!(code(desk.corriger_courriel_compte(&id, &correction("claire.martin@exemple.fr")).await), "courriel_inchange");
        assert_eq!(code(desk.corriger_courriel_compte(&id, &correction("sophie.desk@exemple.fr")).await), "courriel_deja_connu");
        let corrige = desk.corriger_courriel_compte(&id, &correction(" Claire@Nouveau.fr ")).await.expect("corrigée");
        assert_eq!(corrige.courriel.as_deref(), Some("claire@nouveau.fr"));
        let ancienne = app.courriels("claire.martin@exemple.fr").await;
        assert!(ancienne.last().expect("avis").1.contains("c•••@nouveau.fr"), "{ancienne:?}");
        assert_eq!(objets(&app, "claire@nouveau.fr").await, ["Changement de l'adresse électronique de votre compte"]);
        // Her password is her own: it stays, and so does her session.
        claire.lister_etablissements(None).await.expect("encore là");
        assert_eq!(trouver(&desk, "claire@nouveau").await.id, id);
        // The mails to the old address are still part of the file.
        assert_eq!(corrige.courriels.len(), 5);
    }

    async fn un_mot_de_passe_envoye_a_une_mauvaise_adresse_ne_vaut_plus_rien(app) {
        let inscription = inscrire(&app, SIRET, "Claire").await;
        let desk = assistance(&app).await;
        accepter(&desk, &inscription).await;
        let (identifiant, perdu) = identifiants(&app, &courriel("Claire")).await;
        let id = trouver(&desk, "claire").await.id;
        desk.corriger_courriel_compte(&id, &correction("la.bonne@exemple.fr")).await.expect("corrigée");
        assert_eq!(code(app.visiteur().ouvrir_session(&identifiant, &perdu).await), "identifiants_incorrects");
        let (meme, nouveau) = identifiants(&app, "la.bonne@exemple.fr").await;
        assert_eq!(meme, identifiant);
        app.visiteur().ouvrir_session(&identifiant, &nouveau).await.expect("connexion");
        let restes = app.courriels(&courriel("Claire")).await;
        assert!(!restes.iter().any(|(_, corps)| corps.contains(&nouveau)), "{restes:?}");
    }

    async fn un_doublon_supprime_rend_son_adresse_et_donne_ses_etablissements(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        let double = entreprise(&app, AUTRE_SIRET, "Clara").await;
        let dap = double.creer_dap(&saisie_dap(AUTRE_SIRET)).await.expect("brouillon");
        let desk = desk(&app).await;
        let (garde, perdu) = (trouver(&desk, "claire").await.id, trouver(&desk, "clara").await.id);
        assert_eq!(code(desk.supprimer_compte(&perdu, &suppression(&perdu)).await), "meme_compte");
        assert_eq!(fautes(desk.supprimer_compte(&perdu, &suppression("x")).await), [("/compte_garde".into(), "compte_inconnu".into())]);
        let ferme = desk.supprimer_compte(&perdu, &suppression(&garde)).await.expect("supprimé");
        assert_eq!((ferme.etat.as_str(), ferme.courriel), ("supprime", None));
        assert!(ferme.operations.is_empty() && ferme.habilitations.is_empty());
        assert!(ferme.journal.iter().any(|l| l.code == "compte_supprime" && l.motif.as_deref() == Some(MOTIF)));
        let fermeture = ferme.fermeture.expect("fermeture");
        assert_eq!((fermeture.courriel.as_str(), fermeture.compte_garde.as_deref()), ("clara.martin@exemple.fr", Some(garde.as_str())));
        // The file went with the establishment.
        assert_eq!(claire.lire_dap(&dap.corps.id).await.expect("dossier repris").corps.saisie.siret, AUTRE_SIRET);
        assert_eq!(claire.lister_etablissements(None).await.expect("miens").items.len(), 2);
        assert_eq!(code(double.lister_etablissements(None).await), "session_expiree");
        assert_eq!(code(app.visiteur().ouvrir_session("clara.martin", MOT_DE_PASSE).await), "identifiants_incorrects");
        assert_eq!(code(desk.reinitialiser_compte(&perdu, MOTIF).await), "compte_ferme");
        assert_eq!(code(desk.supprimer_compte(&perdu, &suppression(&garde)).await), "compte_ferme");
        assert_eq!(code(desk.supprimer_compte(&garde, &suppression(&perdu)).await), "compte_ferme");
        let avis = app.courriels("clara.martin@exemple.fr").await;
        assert!(avis.last().expect("avis").1.contains("c•••@exemple.fr"), "{avis:?}");
        let reuni = app.courriels("claire.martin@exemple.fr").await;
        assert!(reuni.last().expect("avis").1.contains("SIRET 001 000 017 00010"), "{reuni:?}");
        // Its address serves the account that is kept; nobody else ever gets its identifiant.
        desk.corriger_courriel_compte(&garde, &correction("clara.martin@exemple.fr")).await.expect("adresse libre");
        let homonyme = NouveauCompte { nom: "Martin".into(), role: "utilisateur".into(), ..nouveau(SIRET, "", "Clara") };
        let homonyme = desk.creer_compte(&homonyme).await.expect("homonyme");
        assert_eq!(homonyme.identifiant.as_deref(), Some("clara.martin2"));
    }

    async fn deux_fusions_croisees_ne_ferment_qu_un_compte(app) {
        entreprise(&app, SIRET, "Claire").await;
        entreprise(&app, AUTRE_SIRET, "Clara").await;
        let desk = desk(&app).await;
        let autre = self::desk(&app).await;
        let (a, b) = (trouver(&desk, "claire").await.id, trouver(&desk, "clara").await.id);
        let (vers_a, vers_b) = (suppression(&a), suppression(&b));
        let (un, deux) = tokio::join!(desk.supprimer_compte(&a, &vers_b), autre.supprimer_compte(&b, &vers_a));
        assert_ne!(un.is_ok(), deux.is_ok(), "{un:?} {deux:?}");
    }

    async fn un_compte_se_cree_pour_un_etablissement_dont_l_adresse_est_fausse(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        let desk = desk(&app).await;
        assert_eq!(code(desk.creer_compte(&nouveau(AUTRE_SIRET, "principal", "Paul")).await), "etablissement_inconnu");
        let vide = NouveauCompte::default();
        let vues: Vec<String> = fautes(desk.creer_compte(&vide).await).into_iter().map(|f| f.0).collect();
        assert_eq!(vues, ["/siret", "/role", "/nom", "/prenom", "/telephone", "/courriel", "/motif"]);
        let cree = desk.creer_compte(&nouveau(SIRET, "principal", "Paul")).await.expect("créé");
        assert_eq!((cree.identifiant.as_deref(), cree.habilitations[0].role.as_str()), (Some("paul.durand"), "principal"));
        assert_eq!(objets(&app, "paul.durand@exemple.fr").await.len(), 3);
        let (identifiant, temporaire) = identifiants(&app, "paul.durand@exemple.fr").await;
        let paul = premiere_connexion(&app, &identifiant, &temporaire).await;
        assert_eq!(paul.lister_etablissements(None).await.expect("le sien").items[0].role, "principal");
        // Who was principal stays a user, and knows.
        assert_eq!(claire.lister_etablissements(None).await.expect("le sien").items[0].role, "utilisateur");
        assert_eq!(objets(&app, &courriel("Claire")).await.last().map(String::as_str), Some("Changement d'utilisateur principal"));
        assert_eq!(code(desk.creer_compte(&nouveau(SIRET, "utilisateur", "Paul")).await), "deja_habilite");
        // A known address gets the third mail only.
        entreprise(&app, AUTRE_SIRET, "Anne").await;
        let connue = NouveauCompte { courriel: courriel("Anne"), confirmation: courriel("Anne"), ..nouveau(SIRET, "utilisateur", "Anne") };
        let avant = objets(&app, &courriel("Anne")).await.len();
        let connue = desk.creer_compte(&connue).await.expect("habilitée");
        assert_eq!((connue.identifiant.as_deref(), connue.habilitations.len()), (Some("anne.martin"), 2));
        assert_eq!(objets(&app, &courriel("Anne")).await.len(), avant + 1);
    }

    async fn nul_ne_se_sert_soi_meme(app) {
        let desk = assistance(&app).await;
        let moi = trouver(&desk, "sophie").await;
        assert!(moi.operations.is_empty());
        assert_eq!(code(desk.reinitialiser_compte(&moi.id, MOTIF).await), "son_propre_compte");
        assert_eq!(code(desk.terminer_sessions_compte(&moi.id, MOTIF).await), "son_propre_compte");
    }

    async fn les_sessions_d_un_compte_se_terminent(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        let desk = desk(&app).await;
        let dossier = trouver(&desk, "claire").await;
        assert!(dossier.sessions >= 1 && dossier.derniere_connexion.is_some());
        let apres = desk.terminer_sessions_compte(&dossier.id, MOTIF).await.expect("terminées");
        assert_eq!(apres.sessions, 0);
        assert_eq!(code(claire.lire_session().await), "session_expiree");
    }

    async fn les_courriels_se_filtrent_et_se_renvoient_sauf_un_mot_de_passe(app) {
        let inscription = inscrire(&app, SIRET, "Claire").await;
        let desk = assistance(&app).await;
        accepter(&desk, &inscription).await;
        let file = desk.lister_courriels(Some("en_file"), None, Some("CLAIRE"), None).await.expect("file").items;
        assert_eq!(file.len(), 3);
        assert!(file.iter().all(|c| !c.renvoyable && c.prochain_essai_le.is_some()));
        assert_eq!(code(desk.renvoyer_courriel(&file[0].id).await), "courriel_en_route");
        assert_eq!(fautes(desk.lister_courriels(Some("parti"), None, None, None).await), [("/etat".into(), "etat_inconnu".into())]);
        let secrets = desk.lister_courriels(None, Some("mot_de_passe"), Some("CLAIRE"), None).await.expect("filtrés").items;
        assert!(!secrets.is_empty() && secrets.iter().all(|c| c.nature_libelle == "Mot de passe" && c.objet.starts_with("Mot de passe")), "{secrets:?}");
        let autre = fautes(desk.lister_courriels(None, Some("faire_part"), None, None).await);
        assert_eq!(autre, [("/nature".into(), "nature_courriel_inconnue".into())]);
        // The server refuses one for good, takes the others.
        for envoi in app::courriel::prendre(&app.etat.contexte).await.expect("pris") {
            if envoi.objet.starts_with("Habilitation") {
                app::courriel::echec(&app.etat.contexte, &envoi, false).await.expect("noté");
            } else {
                app::courriel::envoye(&app.etat.contexte, &envoi).await.expect("noté");
            }
        }
        assert_eq!(desk.lire_charge_assistance().await.expect("charge").courriels_en_echec, 1);
        let echec = desk.lister_courriels(Some("echec"), None, None, None).await.expect("échecs").items;
        assert_eq!((echec.len(), echec[0].renvoyable), (1, true));
        let renvoye = desk.renvoyer_courriel(&echec[0].id).await.expect("renvoyé");
        assert_eq!((renvoye.etat.as_str(), renvoye.id.as_str(), renvoye.tentatives), ("en_file", echec[0].id.as_str(), 0));
        assert_eq!(code(desk.renvoyer_courriel(&echec[0].id).await), "courriel_en_route");
        let envoyes = desk.lister_courriels(Some("envoye"), None, None, None).await.expect("envoyés").items;
        let secret = envoyes.iter().find(|c| c.objet.starts_with("Mot de passe")).expect("mot de passe");
        assert!(!secret.renvoyable);
        assert_eq!(code(desk.renvoyer_courriel(&secret.id).await), "courriel_secret");
        let ordinaire = envoyes.iter().find(|c| c.objet.starts_with("Identifiant")).expect("identifiant");
        let copie = desk.renvoyer_courriel(&ordinaire.id).await.expect("renvoyé");
        assert_ne!(copie.id, ordinaire.id);
        // A password that had not left is void once another is given.
        let id = trouver(&desk, "claire").await.id;
        desk.reinitialiser_compte(&id, MOTIF).await.expect("un autre");
        app.attendre(3);
        let desk = self::desk(&app).await;
        desk.reinitialiser_compte(&id, MOTIF).await.expect("encore un autre");
        let annules = desk.lister_courriels(Some("annule"), None, None, None).await.expect("annulés").items;
        assert_eq!(annules.len(), 1);
        assert_eq!(code(desk.renvoyer_courriel(&annules[0].id).await), "courriel_annule");
    }

    async fn un_agent_qui_part_ne_se_connecte_plus_et_revient(app) {
        let nadia = agent(&app, "44").await;
        entreprise(&app, SIRET, "Claire").await;
        let desk = desk(&app).await;
        let (agent, claire) = (trouver(&desk, "nadia").await.id, trouver(&desk, "claire").await.id);
        assert_eq!(code(desk.desactiver_compte(&claire, MOTIF).await), "compte_pas_agent");
        assert_eq!(code(desk.reactiver_compte(&agent, MOTIF).await), "compte_pas_desactive");
        let ferme = desk.desactiver_compte(&agent, MOTIF).await.expect("désactivé");
        assert_eq!((ferme.etat.as_str(), ferme.operations), ("desactive", vec!["reactiver".to_owned()]));
        assert_eq!(code(nadia.lister_daps(&Default::default()).await), "session_expiree");
        assert_eq!(code(app.visiteur().ouvrir_session("nadia.leroux", MOT_DE_PASSE).await), "identifiants_incorrects");
        assert_eq!(code(nadia.desactiver_compte(&agent, MOTIF).await), "session_expiree");
        desk.reactiver_compte(&agent, MOTIF).await.expect("réactivé");
        let (identifiant, temporaire) = identifiants(&app, "nadia.44@exemple.fr").await;
        let code = code_du_telephone(&app, &identifiant).await;
        let ouverte = app.visiteur().ouvrir_session_avec_code(&identifiant, &temporaire, Some(&code)).await;
        assert!(ouverte.expect("de retour").mot_de_passe_a_changer);
    }

    async fn une_double_authentification_perdue_se_retire_avec_un_motif(app) {
        let nadia = agent(&app, "44").await;
        entreprise(&app, SIRET, "Claire").await;
        let desk = desk(&app).await;
        let (agent, claire) = (trouver(&desk, "nadia").await, trouver(&desk, "claire").await);
        assert!(agent.second_facteur && agent.operations.contains(&"retirer_second_facteur".to_owned()));
        assert!(!claire.second_facteur);
        assert_eq!(code(desk.retirer_second_facteur_compte(&claire.id, MOTIF).await), "compte_sans_second_facteur");
        assert_eq!(fautes(desk.retirer_second_facteur_compte(&agent.id, "").await), [("/motif".into(), "motifs_requis".into())]);
        let moi = trouver(&desk, "sophie").await.id;
        assert_eq!(code(desk.retirer_second_facteur_compte(&moi, MOTIF).await), "son_propre_compte");
        assert_eq!(code(nadia.retirer_second_facteur_compte(&moi, MOTIF).await), "role_insuffisant");
        let apres = desk.retirer_second_facteur_compte(&agent.id, MOTIF).await.expect("retirée");
        assert_eq!((apres.second_facteur, apres.sessions), (false, 0));
        assert_eq!((apres.journal[0].code.as_str(), apres.journal[0].motif.as_deref()), ("second_facteur_retire", Some(MOTIF)));
        assert_eq!(code(nadia.lister_daps(&Default::default()).await), "session_expiree");
        let avis = app.courriels("nadia.44@exemple.fr").await;
        assert_eq!(avis.last().expect("avis").0, "Double authentification retirée");
        // The password opens, and nothing else is done before the new telephone is set up.
        let session = nadia.ouvrir_session("nadia.leroux", MOT_DE_PASSE).await.expect("mot de passe seul");
        assert!(session.second_facteur_a_configurer);
        assert_eq!(code(nadia.lister_daps(&Default::default()).await), "second_facteur_a_configurer");
        enroler(&app, &nadia).await;
        nadia.lister_daps(&Default::default()).await.expect("de retour");
    }

    async fn le_diagnostic_de_l_assistance_ne_masque_rien(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        let desk = desk(&app).await;
        for _ in 0..3 {
            app.visiteur().ouvrir_session("claire.martin", "faux").await.expect_err("faux");
        }
        let id = trouver(&desk, "claire").await.id;
        let diagnostic = desk.diagnostiquer_compte(&id).await.expect("diagnostic");
        let textes: String = diagnostic.constats.iter().map(|c| c.texte.as_str()).collect();
        assert!(diagnostic.constats.iter().any(|c| c.code.contains("verrouille")), "{diagnostic:?}");
        assert!(textes.contains("claire.martin@exemple.fr"), "adresse entière : {textes}");
        let siret = desk.diagnostiquer_etablissement("732 829 320 00074").await.expect("diagnostic");
        assert_eq!((siret.siret.as_str(), siret.comptes.len()), (SIRET, 1));
        assert_eq!((siret.comptes[0].id.as_str(), siret.comptes[0].identifiant.as_deref()), (id.as_str(), Some("claire.martin")));
        let inconnu = desk.diagnostiquer_etablissement(AUTRE_SIRET).await.expect("diagnostic");
        assert!(inconnu.comptes.is_empty() && inconnu.diagnostic.constats.iter().any(|c| c.code == "siret_inconnu"));
        assert_eq!(fautes(desk.diagnostiquer_etablissement("123").await)[0].0, "/siret");
        let nadia = agent(&app, "44").await;
        // FAQ 40: an agent waits for no establishment.
        let agente = desk.diagnostiquer_compte(&trouver(&desk, "nadia").await.id).await.expect("diagnostic");
        assert!(agente.constats.iter().all(|c| c.gravite != "obstacle"), "{agente:?}");
        for client in [&claire, &nadia] {
            assert_eq!(code(client.diagnostiquer_compte(&id).await), "role_insuffisant");
            assert_eq!(code(client.diagnostiquer_etablissement(SIRET).await), "role_insuffisant");
        }
        let verrouilles = client::FiltreComptes { etat: Some("verrouille"), ..Default::default() };
        let liste = desk.lister_comptes(&verrouilles, None).await.expect("verrouillés").items;
        assert_eq!(liste.iter().map(|c| c.id.as_str()).collect::<Vec<_>>(), [id.as_str()]);
    }

    async fn les_demandes_et_les_mandats_d_un_doublon_suivent_le_compte_garde(app) {
        entreprise(&app, SIRET, "Claire").await;
        let paul = entreprise(&app, CABINET_SIRET, "Paul").await;
        let paula = entreprise(&app, AUTRE_SIRET, "Paula").await;
        let mandat = api_types::mandat::NouveauMandat { siret: SIRET.into(), debut: "2022-06-01".into(), ..Default::default() };
        let mandat = paula.declarer_mandat(&mandat).await.expect("déclaré").id;
        let epreuve = paula.lire_controle_securite().await.expect("contrôle");
        let demande = api_types::demande_assistance::NouvelleDemandeAssistance {
            siret: AUTRE_SIRET.into(), agent: false, denomination: "Librairie".into(), nom_prenom: "Martin Paula".into(), telephone: "0240000000".into(),
            courriel: courriel("Paula"), motif: "autres".into(), description: "Une question.".into(), dossier: String::new(),
            controle: client::resoudre_controle(&epreuve).expect("résolu"),
        };
        let demande = paula.creer_demande_assistance(&demande).await.expect("reçue").id;
        assert_eq!(code(paul.lire_demande_assistance(&demande, None).await), "introuvable");
        let desk = desk(&app).await;
        let (garde, perdu) = (trouver(&desk, "paul.martin").await.id, trouver(&desk, "paula.martin").await.id);
        desk.supprimer_compte(&perdu, &suppression(&garde)).await.expect("supprimé");
        paul.lire_demande_assistance(&demande, None).await.expect("reprise");
        assert_eq!(paul.lister_mes_demandes_assistance(None).await.expect("miennes").items.len(), 1);
        let mandats = paul.lister_mandats(None, None).await.expect("mandats").items;
        assert_eq!(mandats.iter().map(|m| (m.id.as_str(), m.mien)).collect::<Vec<_>>(), [(mandat.as_str(), true)]);
        assert_eq!(desk.lister_mandats_assistance(Some(&perdu), None, None).await.expect("aucun").items.len(), 0);
    }
}
