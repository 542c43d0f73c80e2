//! Takeover, change of SIRET, one more establishment: what happens when things are not new.

use api_types::inscription::NouvelEtablissement;
use api_types::reprise::{DecisionReprise, NouvelleReprise};
use client::resoudre_controle;

use crate::banc::{code, essais, fautes};
use crate::personnes::*;

fn reprise(prenom: &str) -> NouvelleReprise {
    NouvelleReprise {
        siret: SIRET.into(),
        nom: "Martin".into(),
        prenom: prenom.into(),
        telephone: "02 40 00 00 02".into(),
        courriel: courriel(prenom),
        courriel_confirmation: courriel(prenom),
        motif: "Claire Martin a quitté l'entreprise le 30 avril.".into(),
        controle: String::new(),
    }
}

fn decision(decision: &str, ancien: &str, motif: &str) -> DecisionReprise {
    DecisionReprise {
        decision: decision.into(),
        ancien: ancien.into(),
        motif: motif.into(),
    }
}

async fn solution(client: &client::Client) -> String {
    resoudre_controle(&client.lire_controle_securite().await.expect("contrôle")).expect("résolu")
}

async fn demander(
    app: &crate::banc::Banc,
    prenom: &str,
) -> Result<api_types::reprise::RepriseRecue, client::Erreur> {
    let visiteur = app.visiteur();
    let corps = NouvelleReprise {
        controle: solution(&visiteur).await,
        ..reprise(prenom)
    };
    visiteur.demander_reprise(&corps).await
}

async fn desk(app: &crate::banc::Banc) -> client::Client {
    assistance_deja_la(app).await
}

async fn ajout(client: &client::Client, siret: &str, ancien: &str) -> NouvelEtablissement {
    let su = client.verifier_ajout(siret).await.expect("vérification");
    let mut fiche = client.lire_etablissement(SIRET).await.expect("fiche").corps.fiche;
    fiche.denomination = "Ateliers de la Loire, nouveau site".into();
    NouvelEtablissement {
        jeton: su.jeton,
        siret: siret.into(),
        courriel_confirmation: fiche.courriel.clone(),
        fiche,
        ancien_siret: ancien.into(),
        mandat: None,
    }
}

essais! {
    async fn une_personne_inconnue_reprend_le_role_de_qui_est_parti(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        let recue = demander(&app, "Jeanne").await.expect("demandée");
        assert_eq!((recue.siret.as_str(), recue.etat.as_str()), (SIRET, "en_attente"));
        let (objet, texte) = app.courriels(&courriel("Claire")).await.pop().expect("avis");
        assert!(objet.contains("reprise") && texte.contains("Jeanne Martin") && !texte.contains(&courriel("Jeanne")), "{texte}");
        assert_eq!(app.courriels(&courriel("Jeanne")).await.len(), 1);
        let desk = desk(&app).await;
        let vues = desk.lister_reprises(Some("en_attente"), None).await.expect("liste").items;
        assert_eq!((vues.len(), vues[0].principal.as_deref(), vues[0].compte_existant), (1, Some("Claire Martin"), false));
        assert_eq!(fautes(desk.decider_reprise(&recue.id, &decision("accepter", "", "")).await)[0].0, "/ancien");
        assert_eq!(code(desk.decider_reprise(&recue.id, &decision("refuser", "", " ")).await), "motifs_requis");
        let decidee = desk.decider_reprise(&recue.id, &decision("accepter", "retirer", "")).await.expect("acceptée");
        assert_eq!((decidee.etat.as_str(), decidee.ancien.as_deref(), decidee.principal.as_deref()), ("acceptee", Some("retirer"), Some("Jeanne Martin")));
        assert_eq!(code(desk.decider_reprise(&recue.id, &decision("refuser", "", "Encore.")).await), "reprise_deja_decidee");
        assert_eq!(code(claire.lire_etablissement(SIRET).await), "introuvable");
        let (identifiant, temporaire) = identifiants(&app, &courriel("Jeanne")).await;
        let jeanne = premiere_connexion(&app, &identifiant, &temporaire).await;
        let liste = jeanne.lister_utilisateurs(SIRET).await.expect("utilisateurs");
        assert!(liste.peut_gerer && liste.items.len() == 1);
        let (objet, texte) = app.courriels(&courriel("Claire")).await.pop().expect("courriel");
        assert!(objet.contains("repris") && texte.contains("Vous n'en êtes plus"), "{texte}");
    }

    async fn un_utilisateur_connecte_reprend_et_l_ancien_reste(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        let jeanne = ajouter_utilisateur(&app, &claire, SIRET, "Jeanne").await;
        // Under her own name, whatever is typed.
        let corps = NouvelleReprise { nom: "Autre".into(), courriel: "autre@exemple.fr".into(), ..reprise("Karim") };
        let recue = jeanne.demander_reprise(&corps).await.expect("sans contrôle");
        let desk = desk(&app).await;
        let vue = desk.lister_reprises(None, None).await.expect("liste").items.remove(0);
        assert_eq!((vue.prenom.as_str(), vue.courriel, vue.compte_existant), ("Jeanne", courriel("Jeanne"), true));
        desk.decider_reprise(&recue.id, &decision("accepter", "garder", "")).await.expect("acceptée");
        let qui: Vec<(String, String)> = claire.lister_utilisateurs(SIRET).await.expect("encore là").items.into_iter().map(|u| (u.prenom, u.role)).collect();
        assert_eq!(qui, [("Jeanne".into(), "principal".into()), ("Claire".into(), "utilisateur".into())]);
        assert_eq!(code(jeanne.demander_reprise(&reprise("Jeanne")).await), "deja_principal");
        assert_eq!(code(jeanne.lister_reprises(None, None).await), "role_insuffisant");
    }

    async fn une_reprise_refusee_laisse_tout_et_dit_pourquoi(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        let recue = demander(&app, "Jeanne").await.expect("demandée");
        assert_eq!(code(demander(&app, "Jeanne").await), "reprise_deja_demandee");
        demander(&app, "Karim").await.expect("une autre personne");
        demander(&app, "Luc").await.expect("et une autre");
        assert_eq!(code(demander(&app, "Marc").await), "trop_de_reprises");
        let desk = desk(&app).await;
        desk.decider_reprise(&recue.id, &decision("refuser", "", "Claire Martin est toujours en poste.")).await.expect("refusée");
        let (_, texte) = app.courriels(&courriel("Jeanne")).await.pop().expect("courriel");
        assert!(texte.contains("toujours en poste"), "{texte}");
        assert!(claire.lister_utilisateurs(SIRET).await.expect("rien n'a changé").peut_gerer);
        demander(&app, "Jeanne").await.expect("elle peut redemander");
    }

    async fn une_reprise_fautive_ou_sans_controle_est_refusee(app) {
        entreprise(&app, SIRET, "Claire").await;
        let visiteur = app.visiteur();
        let vide = NouvelleReprise { courriel: "x".into(), ..NouvelleReprise::default() };
        let pointeurs: Vec<String> = fautes(visiteur.demander_reprise(&vide).await).into_iter().map(|f| f.0).collect();
        assert_eq!(pointeurs, ["/siret", "/motif", "/nom", "/prenom", "/telephone", "/courriel"]);
        assert_eq!(fautes(visiteur.demander_reprise(&reprise("Jeanne")).await), [("/controle".into(), "controle_invalide".into())]);
        let longue = NouvelleReprise { motif: "x".repeat(1001), controle: solution(&visiteur).await, ..reprise("Jeanne") };
        assert_eq!(fautes(visiteur.demander_reprise(&longue).await), [("/motif".into(), "texte_trop_long".into())]);
        let corps = NouvelleReprise { siret: AUTRE_SIRET.into(), controle: solution(&visiteur).await, ..reprise("Jeanne") };
        assert_eq!(fautes(visiteur.demander_reprise(&corps).await), [("/siret".into(), "etablissement_inconnu".into())]);
    }

    async fn deux_decisions_a_la_fois_une_seule_compte(app) {
        entreprise(&app, SIRET, "Claire").await;
        let (jeanne, karim) = (demander(&app, "Jeanne").await.expect("l'une").id, demander(&app, "Karim").await.expect("l'autre").id);
        let (premier, second) = (desk(&app).await, desk(&app).await);
        let oui = decision("accepter", "retirer", "");
        let (a, b) = tokio::join!(premier.decider_reprise(&jeanne, &oui), second.decider_reprise(&jeanne, &oui));
        assert!(a.is_ok() != b.is_ok(), "{a:?} {b:?}");
        // Two different people at once: both are decided, one after the other, one principal remains.
        let troisieme = demander(&app, "Luc").await.expect("encore").id;
        let (a, b) = tokio::join!(premier.decider_reprise(&karim, &oui), second.decider_reprise(&troisieme, &oui));
        a.expect("décidée");
        b.expect("décidée");
        let base = &app.etat.contexte.base;
        let etablissement = db::etablissement::par_siret(base, SIRET).await.expect("lu").expect("là");
        let principaux = db::habilitation::utilisateurs(base, etablissement.id).await.expect("lus");
        assert_eq!(principaux.iter().filter(|(h, _)| h.role == "principal").count(), 1);
        assert_eq!(principaux.len(), 1);
    }

    async fn un_etablissement_s_ajoute_sans_se_deconnecter(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        assert!(claire.verifier_ajout(SIRET).await.expect("connu").connu);
        assert_eq!(fautes(claire.verifier_ajout("123").await)[0].0, "/siret");
        let corps = ajout(&claire, AUTRE_SIRET, "").await;
        let mut fautif = corps.clone();
        fautif.fiche.libelle_voie = "x".repeat(29);
        fautif.courriel_confirmation = "autre@exemple.fr".into();
        fautif.ancien_siret = AUTRE_SIRET.into();
        let pointeurs: Vec<String> = fautes(claire.ajouter_etablissement(&fautif).await).into_iter().map(|f| f.0).collect();
        assert_eq!(pointeurs, ["/fiche/libelle_voie", "/courriel_confirmation", "/ancien_siret"]);
        let recue = claire.ajouter_etablissement(&corps).await.expect("demandé");
        assert_eq!(code(claire.ajouter_etablissement(&corps).await), "etablissement_connu");
        let liste = claire.lister_etablissements(None).await.expect("liste");
        assert_eq!((liste.items.len(), liste.en_attente[0].denomination.as_str()), (1, "Ateliers de la Loire, nouveau site"));
        assert_eq!(code(claire.lire_etablissement(AUTRE_SIRET).await), "introuvable");
        let avant = app.courriels(&courriel("Claire")).await.len();
        accepter(&desk(&app).await, &recue.id).await;
        assert_eq!(app.courriels(&courriel("Claire")).await.len(), avant + 1, "un seul message");
        assert_eq!(claire.lister_etablissements(None).await.expect("liste").items.len(), 2);
    }

    async fn l_historique_d_un_ancien_siret_se_lie_pour_qui_a_les_deux(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        let corps = ajout(&claire, AUTRE_SIRET, SIRET).await;
        let recue = claire.ajouter_etablissement(&corps).await.expect("demandé");
        accepter(&desk(&app).await, &recue.id).await;
        let nouveau = claire.lire_etablissement(AUTRE_SIRET).await.expect("fiche").corps;
        let ancien = claire.lire_etablissement(SIRET).await.expect("fiche").corps;
        assert_eq!(nouveau.ancien.expect("lien").siret, SIRET);
        assert_eq!(ancien.successeurs[0].siret, AUTRE_SIRET);
        // Who has one of them only sees no link, and nothing of the other.
        let jeanne = ajouter_utilisateur(&app, &claire, AUTRE_SIRET, "Jeanne").await;
        assert_eq!(jeanne.lire_etablissement(AUTRE_SIRET).await.expect("fiche").corps.ancien, None);
        assert_eq!(code(jeanne.lire_etablissement(SIRET).await), "introuvable");
        let karim = ajouter_utilisateur(&app, &claire, SIRET, "Karim").await;
        assert!(karim.lire_etablissement(SIRET).await.expect("fiche").corps.successeurs.is_empty());
        // A stranger who names an old SIRET in the public form gains nothing by it.
        let visiteur = app.visiteur();
        let mut demande = inscription(&jeton(&visiteur, "81234567600017").await, "81234567600017", "Luc");
        demande.ancien_siret = SIRET.into();
        let id = visiteur.creer_inscription(&demande).await.expect("demandé").id;
        accepter(&desk(&app).await, &id).await;
        let (identifiant, temporaire) = identifiants(&app, &courriel("Luc")).await;
        let luc = premiere_connexion(&app, &identifiant, &temporaire).await;
        assert_eq!(luc.lire_etablissement("81234567600017").await.expect("fiche").corps.ancien, None);
        assert!(claire.lire_etablissement(SIRET).await.expect("fiche").corps.successeurs.len() == 1);
    }

    async fn deux_demandes_a_la_fois_pour_un_siret_une_seule_passe(app) {
        let (a, b) = (app.visiteur(), app.visiteur());
        let corps_a = inscription(&jeton(&a, SIRET).await, SIRET, "Claire");
        let corps_b = inscription(&jeton(&b, SIRET).await, SIRET, "Jeanne");
        let (ra, rb) = tokio::join!(a.creer_inscription(&corps_a), b.creer_inscription(&corps_b));
        assert!(ra.is_ok() != rb.is_ok(), "{ra:?} {rb:?}");
        let (gagnante, perdante) = if ra.is_ok() { (ra, rb) } else { (rb, ra) };
        let refus = perdante.expect_err("refusée");
        assert_eq!(refus.code(), Some("etablissement_connu"));
        assert!(refus.probleme().expect("problème").detail.contains("a déjà créé un compte utilisateur"));
        // Refused, the establishment is free again: again exactly one of two gets it.
        let desk = assistance(&app).await;
        let refuser = api_types::habilitation::DecisionHabilitation { decision: "refuser".into(), motif: "Erreur.".into() };
        desk.decider_habilitation(&gagnante.expect("reçue").id, &refuser).await.expect("refusée");
        let (ra, rb) = tokio::join!(a.creer_inscription(&corps_a), b.creer_inscription(&corps_b));
        assert!(ra.is_ok() != rb.is_ok(), "{ra:?} {rb:?}");
        // One new address, two establishments at once: one account, two requests.
        let (c, d) = (app.visiteur(), app.visiteur());
        let corps_c = inscription(&jeton(&c, AUTRE_SIRET).await, AUTRE_SIRET, "Luc");
        let corps_d = inscription(&jeton(&d, CABINET_SIRET).await, CABINET_SIRET, "Luc");
        let (rc, rd) = tokio::join!(c.creer_inscription(&corps_c), d.creer_inscription(&corps_d));
        assert!(rc.expect("reçue").compte_existant != rd.expect("reçue").compte_existant);
    }

    async fn qui_a_un_compte_sans_etablissement_peut_redemander(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        let jeanne = ajouter_utilisateur(&app, &claire, SIRET, "Jeanne").await;
        let id = claire.lister_utilisateurs(SIRET).await.expect("liste").items.remove(1).id;
        claire.retirer_utilisateur(SIRET, &id).await.expect("retirée");
        assert!(jeanne.lister_etablissements(None).await.expect("liste").items.is_empty());
        // By the public form, with the same address: the notice, and no second identifiant.
        let visiteur = app.visiteur();
        let corps = inscription(&jeton(&visiteur, AUTRE_SIRET).await, AUTRE_SIRET, "Jeanne");
        let recue = visiteur.creer_inscription(&corps).await.expect("redemandée");
        assert!(recue.compte_existant && recue.messages[0].contains("déjà connue"), "{:?}", recue.messages);
        accepter(&desk(&app).await, &recue.id).await;
        assert_eq!(jeanne.lister_etablissements(None).await.expect("liste").items[0].siret, AUTRE_SIRET);
        let identifiants = app.courriels(&courriel("Jeanne")).await.into_iter().filter(|c| c.0.starts_with("Identifiant")).count();
        assert_eq!(identifiants, 1);
    }

    async fn le_deux_cent_unieme_siret_est_refuse_a_l_inscription_et_a_l_ajout(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        crate::utilisateur::remplir(&app, &courriel("Claire"), 199).await;
        let corps = ajout(&claire, AUTRE_SIRET, "").await;
        assert_eq!(code(claire.ajouter_etablissement(&corps).await), "trop_de_siret");
        let visiteur = app.visiteur();
        let corps = inscription(&jeton(&visiteur, AUTRE_SIRET).await, AUTRE_SIRET, "Claire");
        let refus = visiteur.creer_inscription(&corps).await.expect_err("plein");
        assert_eq!(refus.code(), Some("trop_de_siret"));
        assert!(refus.probleme().expect("problème").detail.contains("une autre adresse électronique"));
    }
}
