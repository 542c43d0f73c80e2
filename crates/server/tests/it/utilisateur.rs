//! The people of an establishment: one principal user, always.

use api_types::utilisateur::NouvelUtilisateur;

use crate::banc::{code, essais, fautes};
use crate::personnes::*;

/// First names and roles, in the order of the list.
async fn qui(client: &client::Client, siret: &str) -> Vec<(String, String)> {
    let liste = client.lister_utilisateurs(siret).await.expect("utilisateurs");
    liste.items.into_iter().map(|u| (u.prenom, u.role)).collect()
}

fn couple(prenom: &str, role: &str) -> (String, String) {
    (prenom.to_owned(), role.to_owned())
}

async fn id_de(client: &client::Client, siret: &str, prenom: &str) -> String {
    let liste = client.lister_utilisateurs(siret).await.expect("utilisateurs");
    liste
        .items
        .into_iter()
        .find(|u| u.prenom == prenom)
        .expect("dans la liste")
        .id
}

essais! {
    async fn le_principal_ajoute_une_personne_inconnue_qui_entre_aussitot(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        let ajoute = claire.ajouter_utilisateur(SIRET, &nouvel_utilisateur("Jeanne")).await.expect("ajoutée");
        assert!(!ajoute.compte_existant && ajoute.utilisateur.jamais_connecte && !ajoute.utilisateur.moi);
        let objets: Vec<String> = app.courriels(&courriel("Jeanne")).await.into_iter().map(|c| c.0).collect();
        assert_eq!(objets, [
            "Identifiant de connexion à l'Agence de Services et de Paiement (ASP)",
            "Mot de passe de connexion à l'Agence de Services et de Paiement (ASP)",
            "Habilitation à l'activité partielle",
        ]);
        let (identifiant, temporaire) = identifiants(&app, &courriel("Jeanne")).await;
        let jeanne = premiere_connexion(&app, &identifiant, &temporaire).await;
        let miens = jeanne.lister_etablissements(None).await.expect("établissements").items;
        assert_eq!((miens[0].siret.as_str(), miens[0].role.as_str()), (SIRET, "utilisateur"));
        assert_eq!(qui(&jeanne, SIRET).await, [couple("Claire", "principal"), couple("Jeanne", "utilisateur")]);
        let vue = jeanne.lire_etablissement(SIRET).await.expect("fiche").corps;
        assert_eq!((vue.role.as_str(), vue.principal.as_deref()), ("utilisateur", Some("Claire Martin")));
        // She works on everything, except on who else may.
        jeanne.ajouter_coordonnees_bancaires(SIRET, &rib()).await.expect("RIB");
        assert_eq!(code(jeanne.ajouter_utilisateur(SIRET, &nouvel_utilisateur("Karim")).await), "reserve_au_principal");
        let claire_id = id_de(&jeanne, SIRET, "Claire").await;
        assert_eq!(code(jeanne.retirer_utilisateur(SIRET, &claire_id).await), "reserve_au_principal");
        assert_eq!(code(jeanne.transmettre_principal(SIRET, &claire_id).await), "reserve_au_principal");
    }

    async fn une_adresse_connue_garde_son_identifiant_et_ne_recoit_que_l_habilitation(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        let paul = entreprise(&app, AUTRE_SIRET, "Paul").await;
        let avant = app.courriels(&courriel("Paul")).await.len();
        let ajoute = claire.ajouter_utilisateur(SIRET, &nouvel_utilisateur("Paul")).await.expect("ajouté");
        assert!(ajoute.compte_existant);
        let recus = app.courriels(&courriel("Paul")).await;
        assert_eq!((recus.len(), recus[avant].0.as_str()), (avant + 1, "Habilitation à l'activité partielle"));
        // The very session that was open sees it.
        let roles: Vec<(String, String)> = paul.lister_etablissements(None).await.expect("liste").items.into_iter().map(|e| (e.siret, e.role)).collect();
        assert_eq!(roles, [couple(AUTRE_SIRET, "principal"), couple(SIRET, "utilisateur")]);
        assert_eq!(fautes(claire.ajouter_utilisateur(SIRET, &nouvel_utilisateur("Paul")).await), [("/courriel".into(), "deja_utilisateur".into())]);
        assert_eq!(fautes(claire.ajouter_utilisateur(SIRET, &nouvel_utilisateur("Claire")).await), [("/courriel".into(), "deja_utilisateur".into())]);
    }

    async fn une_saisie_fautive_dit_tout_et_une_adresse_d_agent_est_refusee(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        let fausse = NouvelUtilisateur {
            nom: " ".into(), prenom: "x".repeat(81), telephone: "12".into(),
            courriel: "jeanne@exemple.fr".into(), courriel_confirmation: "jane@exemple.fr".into(),
        };
        let pointeurs: Vec<String> = fautes(claire.ajouter_utilisateur(SIRET, &fausse).await).into_iter().map(|f| f.0).collect();
        assert_eq!(pointeurs, ["/nom", "/prenom", "/telephone", "/courriel_confirmation"]);
        agent(&app, "44").await;
        let adresse = "nadia.44@exemple.fr".to_owned();
        let agent = NouvelUtilisateur { courriel: adresse.clone(), courriel_confirmation: adresse, ..nouvel_utilisateur("Nadia") };
        assert_eq!(fautes(claire.ajouter_utilisateur(SIRET, &agent).await), [("/courriel".into(), "courriel_non_utilisable".into())]);
        let injecte = NouvelUtilisateur { courriel: "a@b.fr\r\nBcc: c@d.fr".into(), ..nouvel_utilisateur("Jeanne") };
        assert_eq!(fautes(claire.ajouter_utilisateur(SIRET, &injecte).await)[0].1, "courriel_invalide");
    }

    async fn qui_est_retire_ne_voit_plus_rien_et_le_principal_ne_se_retire_pas(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        let jeanne = ajouter_utilisateur(&app, &claire, SIRET, "Jeanne").await;
        let (id_claire, id_jeanne) = (id_de(&claire, SIRET, "Claire").await, id_de(&claire, SIRET, "Jeanne").await);
        assert_eq!(code(claire.retirer_utilisateur(SIRET, &id_claire).await), "principal_requis");
        claire.retirer_utilisateur(SIRET, &id_jeanne).await.expect("retirée");
        assert_eq!(code(jeanne.lire_etablissement(SIRET).await), "introuvable");
        assert_eq!(code(jeanne.lister_utilisateurs(SIRET).await), "introuvable");
        assert!(jeanne.lister_etablissements(None).await.expect("liste").items.is_empty());
        let (objet, texte) = app.courriels(&courriel("Jeanne")).await.pop().expect("courriel");
        assert!(objet.contains("Fin de votre accès") && texte.contains("Claire Martin"), "{texte}");
        assert_eq!(code(claire.retirer_utilisateur(SIRET, &id_jeanne).await), "habilitation_inactive");
        // She may come back, and leave by herself.
        claire.ajouter_utilisateur(SIRET, &nouvel_utilisateur("Jeanne")).await.expect("de retour");
        let retour = id_de(&jeanne, SIRET, "Jeanne").await;
        jeanne.retirer_utilisateur(SIRET, &retour).await.expect("partie");
        assert_eq!(qui(&claire, SIRET).await, [couple("Claire", "principal")]);
        // Somebody else's list, or a person of another list, does not exist.
        let paul = entreprise(&app, AUTRE_SIRET, "Paul").await;
        assert_eq!(code(paul.lister_utilisateurs(SIRET).await), "introuvable");
        assert_eq!(code(paul.ajouter_utilisateur(SIRET, &nouvel_utilisateur("Karim")).await), "introuvable");
        assert_eq!(code(paul.retirer_utilisateur(SIRET, &id_claire).await), "introuvable");
        assert_eq!(code(paul.retirer_utilisateur(AUTRE_SIRET, &id_claire).await), "introuvable");
        assert_eq!(code(paul.transmettre_principal(AUTRE_SIRET, &id_claire).await), "introuvable");
    }

    async fn le_role_principal_se_transmet_et_les_deux_en_sont_avertis(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        let jeanne = ajouter_utilisateur(&app, &claire, SIRET, "Jeanne").await;
        let (id_claire, id_jeanne) = (id_de(&claire, SIRET, "Claire").await, id_de(&claire, SIRET, "Jeanne").await);
        assert_eq!(code(claire.transmettre_principal(SIRET, &id_claire).await), "deja_principal");
        let apres = claire.transmettre_principal(SIRET, &id_jeanne).await.expect("transmis");
        assert!(!apres.peut_gerer);
        assert_eq!(qui(&claire, SIRET).await, [couple("Jeanne", "principal"), couple("Claire", "utilisateur")]);
        assert_eq!(code(claire.ajouter_utilisateur(SIRET, &nouvel_utilisateur("Karim")).await), "reserve_au_principal");
        for (prenom, objet) in [("Claire", "Le rôle d'utilisateur principal est transmis"), ("Jeanne", "Vous êtes l'utilisateur principal d'un établissement")] {
            assert_eq!(app.courriels(&courriel(prenom)).await.pop().expect("courriel").0, objet);
        }
        jeanne.retirer_utilisateur(SIRET, &id_claire).await.expect("la nouvelle principale gère");
        assert_eq!(qui(&jeanne, SIRET).await, [couple("Jeanne", "principal")]);
    }

    async fn deux_transmissions_a_la_fois_une_seule_l_emporte(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        for prenom in ["Jeanne", "Karim"] {
            claire.ajouter_utilisateur(SIRET, &nouvel_utilisateur(prenom)).await.expect("ajouté");
        }
        let (jeanne, karim) = (id_de(&claire, SIRET, "Jeanne").await, id_de(&claire, SIRET, "Karim").await);
        let autre_session = app.visiteur();
        autre_session.ouvrir_session("claire.martin", MOT_DE_PASSE).await.expect("seconde session");
        let (tours, seconds) = futures::join(claire.transmettre_principal(SIRET, &jeanne), autre_session.transmettre_principal(SIRET, &karim)).await;
        assert!(tours.is_ok() != seconds.is_ok(), "{tours:?} {seconds:?}");
        let perdant = if tours.is_ok() { code(seconds) } else { code(tours) };
        assert_eq!(perdant, "reserve_au_principal");
        let principaux = qui(&claire, SIRET).await.into_iter().filter(|(_, role)| role == "principal").count();
        assert_eq!(principaux, 1);
    }

    async fn la_meme_personne_ajoutee_deux_fois_a_la_fois_ne_l_est_qu_une(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        let paul = entreprise(&app, AUTRE_SIRET, "Paul").await;
        let autre_session = app.visiteur();
        autre_session.ouvrir_session("claire.martin", MOT_DE_PASSE).await.expect("seconde session");
        let corps = nouvel_utilisateur("Jeanne");
        let (a, b) = futures::join(claire.ajouter_utilisateur(SIRET, &corps), autre_session.ajouter_utilisateur(SIRET, &corps)).await;
        assert!(a.is_ok() != b.is_ok(), "{a:?} {b:?}");
        // The same new address, added to two establishments at once, is one account.
        let corps = nouvel_utilisateur("Karim");
        let (a, b) = futures::join(claire.ajouter_utilisateur(SIRET, &corps), paul.ajouter_utilisateur(AUTRE_SIRET, &corps)).await;
        let (a, b) = (a.expect("ajouté ici"), b.expect("et là"));
        assert!(a.compte_existant != b.compte_existant);
        let identifiants = app.courriels(&courriel("Karim")).await.into_iter().filter(|c| c.0.starts_with("Identifiant")).count();
        assert_eq!(identifiants, 1);
    }

    async fn le_deux_cent_unieme_siret_d_un_compte_est_refuse_avec_l_issue(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        entreprise(&app, AUTRE_SIRET, "Paul").await;
        remplir(&app, &courriel("Paul"), 199).await;
        let erreur = claire.ajouter_utilisateur(SIRET, &nouvel_utilisateur("Paul")).await.expect_err("plein");
        let faute = &erreur.probleme().expect("problème").errors[0];
        assert_eq!((faute.pointer.as_str(), faute.code.as_str()), ("/courriel", "trop_de_siret"));
        assert!(faute.message.contains("second compte"), "{}", faute.message);
    }

    async fn qui_est_ajoute_choisit_sa_question_secrete_a_la_premiere_connexion(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        assert!(!claire.lire_session().await.expect("session").question_secrete_a_choisir);
        claire.ajouter_utilisateur(SIRET, &nouvel_utilisateur("Karim")).await.expect("ajouté");
        let (identifiant, temporaire) = identifiants(&app, &courriel("Karim")).await;
        let karim = app.visiteur();
        let session = karim.ouvrir_session(&identifiant, &temporaire).await.expect("première");
        assert!(session.question_secrete_a_choisir);
        let sans = changement(&temporaire, MOT_DE_PASSE);
        let requis = |champ: &str| (champ.to_owned(), "champ_requis".to_owned());
        assert_eq!(fautes(karim.changer_mot_de_passe(&sans).await), [requis("/question_secrete"), requis("/reponse_secrete")]);
        karim.changer_mot_de_passe(&premier_changement(&temporaire, &session)).await.expect("changé");
        let session = karim.ouvrir_session(&identifiant, MOT_DE_PASSE).await.expect("connexion");
        assert!(!session.question_secrete_a_choisir);
        assert_eq!(karim.lire_compte().await.expect("compte").question_secrete, "Le nom de votre première école ?");
        // Whoever has one already is not asked again, and cannot replace it on the way.
        let autre = api_types::compte::ChangementMotDePasse {
            question_secrete: "Une autre ?".into(), reponse_secrete: "x".into(), ..changement(MOT_DE_PASSE, "Tout-nouveau-1!")
        };
        karim.changer_mot_de_passe(&autre).await.expect("changé");
        karim.ouvrir_session(&identifiant, "Tout-nouveau-1!").await.expect("connexion");
        assert_eq!(karim.lire_compte().await.expect("compte").question_secrete, "Le nom de votre première école ?");
    }
}

/// Gives an account so many more establishments, straight in the database.
pub async fn remplir(app: &crate::banc::Banc, courriel: &str, nombre: u32) {
    let contexte = &app.etat.contexte;
    let compte = db::compte::par_courriel(&contexte.base, courriel)
        .await
        .expect("lu")
        .expect("compte");
    let tx = contexte.ecrire().await.expect("transaction");
    let modele = db::etablissement::par_siret(&tx, SIRET)
        .await
        .expect("lu")
        .expect("établissement");
    for n in 0..nombre {
        let id = contexte.id();
        let siret = format!("9{n:013}");
        db::etablissement::inserer(
            &tx,
            db::etablissement::Etablissement {
                id,
                siret,
                ..modele.clone()
            },
        )
        .await
        .expect("inséré");
        let maintenant = contexte.maintenant();
        db::habilitation::inserer(
            &tx,
            db::habilitation::Habilitation {
                id: contexte.id(),
                compte_id: compte.id,
                etablissement_id: id,
                role: "principal".into(),
                etat: "acceptee".into(),
                motif: None,
                demandee_le: maintenant,
                decidee_le: Some(maintenant),
                decidee_par: None,
                finie_le: None,
                finie_par: None,
            },
        )
        .await
        .expect("inséré");
    }
    tx.commit().await.expect("écrit");
}

mod futures {
    /// Both at once.
    pub async fn join<A: Future, B: Future>(a: A, b: B) -> (A::Output, B::Output) {
        tokio::join!(a, b)
    }
}
