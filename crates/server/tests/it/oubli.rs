//! Forgotten password and identifiant: the manual's texts, and nothing more for a stranger.

use api_types::oubli::{OubliIdentifiant, OubliMotDePasse, QuestionSecrete, ReponseSecrete};
use client::{Client, resoudre_controle};

use crate::banc::{Banc, code, essais, fautes};
use crate::personnes::*;

/// The browser's part of the security check.
pub async fn controle(client: &Client) -> String {
    let controle = client.lire_controle_securite().await.expect("contrôle");
    resoudre_controle(&controle).expect("résolu")
}

fn resoudre(enonce: &str) -> String {
    let mots: Vec<&str> = enonce.split(' ').collect();
    let [gauche, signe, droite] = mots[..] else {
        panic!("{enonce}")
    };
    let (a, b): (i32, i32) = (gauche.parse().expect("nombre"), droite.parse().expect("nombre"));
    match signe {
        "+" => a + b,
        "−" => a - b,
        "×" => a * b,
        autre => panic!("{autre}"),
    }
    .to_string()
}

async fn demande(client: &Client, identifiant: &str) -> OubliMotDePasse {
    let question = client.lire_question_calcul().await.expect("opération");
    OubliMotDePasse {
        identifiant: identifiant.to_owned(),
        calcul: resoudre(&question.enonce),
        question: question.jeton,
        controle: controle(client).await,
    }
}

async fn question(client: &Client, identifiant: &str) -> QuestionSecrete {
    let demande = demande(client, identifiant).await;
    client.oublier_mot_de_passe(&demande).await.expect("question")
}

fn reponse(question: &QuestionSecrete, texte: &str) -> ReponseSecrete {
    ReponseSecrete {
        jeton: question.jeton.clone(),
        reponse: texte.to_owned(),
    }
}

/// The whole forgotten password; answers the temporary password of the newest mail.
async fn recevoir_mot_de_passe(app: &Banc) -> String {
    let visiteur = app.visiteur();
    let question = question(&visiteur, "claire.martin").await;
    let corps = reponse(&question, " jules FERRY ");
    let suite = visiteur
        .repondre_oubli_mot_de_passe(&corps)
        .await
        .expect("envoyé");
    assert!(suite.message.contains("60 minutes"), "{}", suite.message);
    let courriels = app.courriels(&courriel("Claire")).await;
    let (objet, texte) = courriels.last().expect("un courriel");
    assert!(objet.starts_with("Mot de passe de connexion"), "{objet}");
    let apres = texte.split_once(" est :\n\n").expect("seul sur sa ligne").1;
    apres.lines().next().expect("une ligne").to_owned()
}

const INCORRECTE: &str =
    "Cette réponse est incorrecte. Nous ne pouvons pas vous envoyer un nouveau mot de passe.";

fn messages<T: std::fmt::Debug>(resultat: Result<T, client::Erreur>) -> Vec<String> {
    let erreur = resultat.expect_err("un refus était attendu");
    let probleme = erreur.probleme().expect("problème");
    if probleme.errors.is_empty() {
        return vec![probleme.detail.clone()];
    }
    probleme.errors.iter().map(|e| e.message.clone()).collect()
}

essais! {
    async fn un_mot_de_passe_oublie_se_remplace_en_soixante_minutes_une_fois(app) {
        let ouverte = entreprise(&app, SIRET, "Claire").await;
        let temporaire = recevoir_mot_de_passe(&app).await;
        // Nobody is locked out by it: the old password is still good, and voids the new one.
        let client = app.visiteur();
        client.ouvrir_session("claire.martin", MOT_DE_PASSE).await.expect("l'ancien reste bon");
        assert_eq!(code(client.ouvrir_session("claire.martin", &temporaire).await), "identifiants_incorrects");

        let temporaire = recevoir_mot_de_passe(&app).await;
        let session = client.ouvrir_session("claire.martin", &format!("[{temporaire}]")).await.expect("temporaire");
        assert!(session.mot_de_passe_a_changer);
        assert_eq!(code(client.lister_etablissements(None).await), "mot_de_passe_a_changer");
        assert_eq!(code(ouverte.lire_session().await), "session_expiree", "les autres sessions sont terminées");
        let autre = app.visiteur();
        assert_eq!(code(autre.ouvrir_session("claire.martin", &temporaire).await), "mot_de_passe_temporaire_expire");
        assert_eq!(code(autre.ouvrir_session("claire.martin", MOT_DE_PASSE).await), "identifiants_incorrects");
        client.changer_mot_de_passe(&changement(&temporaire, "Tout-nouveau-1!")).await.expect("changé");
        client.ouvrir_session("claire.martin", "Tout-nouveau-1!").await.expect("connexion");
    }

    async fn apres_une_heure_il_ne_vaut_plus_rien(app) {
        entreprise(&app, SIRET, "Claire").await;
        let temporaire = recevoir_mot_de_passe(&app).await;
        app.attendre(60);
        let client = app.visiteur();
        assert_eq!(code(client.ouvrir_session("claire.martin", &temporaire).await), "mot_de_passe_temporaire_expire");
        client.ouvrir_session("claire.martin", MOT_DE_PASSE).await.expect("l'ancien reste bon");
    }

    async fn un_inconnu_fait_le_meme_chemin_et_lit_les_memes_textes(app) {
        entreprise(&app, SIRET, "Claire").await;
        let visiteur = app.visiteur();
        assert_eq!(question(&visiteur, "claire.martin").await.question_secrete, "Le nom de votre première école ?");
        let leurre = question(&visiteur, "personne.inconnue").await;
        assert_eq!(question(&visiteur, " Personne.INCONNUE").await.question_secrete, leurre.question_secrete);
        let mut vues = Vec::new();
        for identifiant in ["claire.martin", "personne.inconnue"] {
            let question = question(&visiteur, identifiant).await;
            let mut vus = Vec::new();
            for _ in 0..4 {
                let avant = app.etat.contexte.hachage.faits();
                let refus = visiteur.repondre_oubli_mot_de_passe(&reponse(&question, "faux")).await;
                vus.push((messages(refus), app.etat.contexte.hachage.faits() - avant));
            }
            vues.push(vus);
        }
        assert_eq!(vues[0], vues[1], "mêmes textes, même travail");
        assert_eq!(vues[0][0].0[0], INCORRECTE);
        assert!(vues[0][0].0[1].contains("Encore 2 essais"), "{vues:?}");
        assert!(vues[0][2].0[0].contains("verrouillée"), "{vues:?}");
        // Even the right answer waits for the end of the lock; the login is not concerned.
        let question = question(&visiteur, "claire.martin").await;
        let bonne = reponse(&question, "Jules Ferry");
        assert_eq!(code(visiteur.repondre_oubli_mot_de_passe(&bonne).await), "oubli_verrouille");
        app.visiteur().ouvrir_session("claire.martin", MOT_DE_PASSE).await.expect("la connexion n'est pas verrouillée");
        app.attendre(31);
        assert_eq!(fautes(visiteur.repondre_oubli_mot_de_passe(&bonne).await), [("/jeton".into(), "oubli_expire".into())]);
        recevoir_mot_de_passe(&app).await;
    }

    async fn celle_qui_ne_s_est_jamais_connectee_s_adresse_au_support(app) {
        let inscription = inscrire(&app, SIRET, "Claire").await;
        let desk = assistance(&app).await;
        accepter(&desk, &inscription).await;
        let visiteur = app.visiteur();
        let question = question(&visiteur, "claire.martin").await;
        assert_eq!(messages(visiteur.repondre_oubli_mot_de_passe(&reponse(&question, "x")).await)[0], INCORRECTE);
        let refus = visiteur.repondre_oubli_mot_de_passe(&reponse(&question, "Jules Ferry")).await;
        assert_eq!(messages(refus), ["L'ensemble des secrets (question/réponse secrètes) n'étant pas renseigné pour votre compte utilisateur, merci de bien vouloir prendre contact avec le support spécifique de votre application."]);
    }

    async fn l_operation_et_le_controle_ne_servent_qu_une_fois(app) {
        let visiteur = app.visiteur();
        let demande = demande(&visiteur, "claire.martin").await;
        visiteur.oublier_mot_de_passe(&demande).await.expect("première fois");
        let rejouee = OubliMotDePasse { controle: controle(&visiteur).await, ..demande.clone() };
        assert_eq!(fautes(visiteur.oublier_mot_de_passe(&rejouee).await), [("/calcul".into(), "calcul_expire".into())]);
        assert_eq!(fautes(visiteur.oublier_mot_de_passe(&demande).await), [("/controle".into(), "controle_deja_utilise".into())]);
        let vide = OubliMotDePasse { identifiant: "a@b.fr".into(), calcul: "999".into(), question: demande.question.clone(), controle: String::new() };
        let vues: Vec<String> = fautes(visiteur.oublier_mot_de_passe(&vide).await).into_iter().map(|f| f.1).collect();
        assert_eq!(vues, ["identifiant_est_courriel", "calcul_incorrect", "champ_requis"]);
        app.attendre(15);
        let tardive = OubliMotDePasse { controle: controle(&visiteur).await, ..demande };
        assert_eq!(fautes(visiteur.oublier_mot_de_passe(&tardive).await)[0].1, "calcul_expire");
    }

    async fn un_identifiant_oublie_revient_par_courriel(app) {
        entreprise(&app, SIRET, "Claire").await;
        inscrire(&app, AUTRE_SIRET, "Paul").await;
        let visiteur = app.visiteur();
        let demander = async |adresse: &str| {
            let corps = OubliIdentifiant { courriel: adresse.to_owned(), controle: controle(&visiteur).await };
            visiteur.oublier_identifiant(&corps).await.expect("question")
        };
        let question = demander("Claire.Martin@exemple.fr").await;
        let suite = visiteur.repondre_oubli_identifiant(&reponse(&question, "Jules Ferry")).await.expect("envoyé");
        let (objet, texte) = app.courriels(&courriel("Claire")).await.pop().expect("courriel");
        assert!(objet.starts_with("Identifiant de connexion") && texte.contains("\nclaire.martin\n"), "{texte}");
        let rejouee = visiteur.repondre_oubli_identifiant(&reponse(&question, "Jules Ferry")).await;
        assert_eq!(fautes(rejouee), [("/jeton".into(), "oubli_expire".into())]);
        // No identifiant yet: the same answer, and a mail that says so.
        let attente = demander(&courriel("Paul")).await;
        let dite = visiteur.repondre_oubli_identifiant(&reponse(&attente, "Jules Ferry")).await.expect("envoyé");
        assert_eq!(dite.message, suite.message);
        assert!(app.courriels(&courriel("Paul")).await.pop().expect("courriel").1.contains("encore à l'étude"));
        let inconnue = demander("inconnue@exemple.fr").await;
        let (connue, inconnue) = (
            messages(visiteur.repondre_oubli_identifiant(&reponse(&demander(&courriel("Claire")).await, "faux")).await),
            messages(visiteur.repondre_oubli_identifiant(&reponse(&inconnue, "faux")).await),
        );
        assert_eq!(connue, inconnue);
        // A token of one procedure is worth nothing in the other.
        let croise = visiteur.repondre_oubli_mot_de_passe(&reponse(&attente, "Jules Ferry")).await;
        assert_eq!(fautes(croise), [("/jeton".into(), "oubli_expire".into())]);
    }
}
