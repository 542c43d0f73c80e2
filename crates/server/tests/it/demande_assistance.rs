//! Asking the help desk, being answered, and who may read it.

use api_types::demande_assistance::{
    DemandeAssistanceRecue, NouveauMessageAssistance, NouvelleDemandeAssistance,
};
use client::{Client, FiltreAssistance, resoudre_controle};
use serde_json::json;

use crate::banc::{Banc, code, essais, fautes};
use crate::base::Base;
use crate::personnes::*;

const COURRIEL: &str = "jeanne.garnier@exemple.fr";

fn demande(motif: &str, description: &str) -> NouvelleDemandeAssistance {
    NouvelleDemandeAssistance {
        siret: "732 829 320 00074".into(),
        agent: false,
        denomination: "Ateliers de la Loire".into(),
        nom_prenom: "Garnier Jeanne".into(),
        telephone: "02 40 00 00 00".into(),
        courriel: COURRIEL.into(),
        motif: motif.into(),
        dossier: String::new(),
        description: description.into(),
        controle: String::new(),
    }
}

async fn envoyer(
    qui: &Client,
    demande: NouvelleDemandeAssistance,
) -> Result<DemandeAssistanceRecue, client::Erreur> {
    let epreuve = qui.lire_controle_securite().await.expect("contrôle");
    let controle = resoudre_controle(&epreuve).expect("résolu");
    qui.creer_demande_assistance(&NouvelleDemandeAssistance { controle, ..demande })
        .await
}

fn message(texte: &str) -> NouveauMessageAssistance {
    NouveauMessageAssistance { texte: texte.into() }
}

/// The key of the link in the last mail.
async fn cle(app: &Banc, destinataire: &str) -> String {
    let courriels = app.courriels(destinataire).await;
    let (_, corps) = courriels.last().expect("un courriel");
    let apres = corps.split_once("#cle=").expect("le lien").1;
    apres.split_whitespace().next().expect("la clé").to_owned()
}

fn a_traiter() -> FiltreAssistance {
    FiltreAssistance {
        etat: Some("a_traiter".into()),
        ..Default::default()
    }
}

essais! {
    async fn un_agent_demande_sans_siret(app) {
        let inconnu = app.visiteur();
        let d_un_agent = NouvelleDemandeAssistance {
            siret: String::new(), agent: true, denomination: "UD de Loire-Atlantique".into(), ..demande("habilitation", "Rien reçu.")
        };
        let sans = NouvelleDemandeAssistance { agent: false, ..d_un_agent.clone() };
        assert_eq!(fautes(envoyer(&inconnu, sans).await), [("/siret".into(), "champ_requis".into())]);
        let recue = envoyer(&inconnu, d_un_agent).await.expect("reçue");
        let desk = assistance(&app).await;
        let lue = desk.lire_demande_assistance(&recue.id, None).await.expect("lue").corps;
        assert_eq!((lue.resume.siret.as_str(), lue.resume.denomination.as_str()), ("", "UD de Loire-Atlantique"));
    }

    async fn un_inconnu_demande_suit_et_recoit_la_reponse(app) {
        let inconnu = app.visiteur();
        let recue = envoyer(&inconnu, demande("habilitation", "Je n'ai rien reçu.")).await.expect("reçue");
        assert!(recue.numero.starts_with("AST-") && recue.courriel == "j•••@exemple.fr", "{recue:?}");
        let cle = cle(&app, COURRIEL).await;
        assert_eq!(code(inconnu.lire_demande_assistance(&recue.id, None).await), "introuvable");
        assert_eq!(code(inconnu.lire_demande_assistance(&recue.id, Some("fausse")).await), "introuvable");
        let lue = inconnu.lire_demande_assistance(&recue.id, Some(&cle)).await.expect("lue").corps;
        assert_eq!((lue.messages.len(), lue.resume.etat.as_str(), lue.resume.agent), (1, "ouverte", None));
        assert_eq!(lue.actions, ["ecrire"]);

        let desk = assistance(&app).await;
        let liste = desk.lister_demandes_assistance(&a_traiter()).await.expect("file");
        assert_eq!((liste.items.len(), liste.a_traiter), (1, Some(1)));
        let vue = desk.lire_demande_assistance(&recue.id, None).await.expect("vue");
        assert_eq!(vue.corps.actions, ["ecrire", "prendre", "clore"]);
        let prise = desk.prendre_demande_assistance(&recue.id, &vue.etag).await.expect("prise");
        assert_eq!(prise.corps.resume.agent.as_deref(), Some("Sophie Leroux"));
        assert_eq!(code(desk.clore_demande_assistance(&recue.id, &vue.etag).await), "version_perimee");
        let repondue = desk.ecrire_message_assistance(&recue.id, None, &message("Regardez vos indésirables.")).await.expect("répondue");
        assert_eq!((repondue.corps.resume.etat.as_str(), repondue.corps.messages.len()), ("repondue", 2));
        let courriels = app.courriels(COURRIEL).await;
        let objets: Vec<&str> = courriels.iter().map(|c| c.0.as_str()).collect();
        let numero = &recue.numero;
        assert_eq!(objets, [format!("Demande d'assistance {numero} : reçue"), format!("Demande d'assistance {numero} : réponse")]);
        assert!(courriels[1].1.contains("Regardez vos indésirables.") && courriels[1].1.contains(&cle));

        let lue = inconnu.lire_demande_assistance(&recue.id, Some(&cle)).await.expect("lue").corps;
        assert_eq!((lue.messages[1].nom.as_str(), lue.messages[1].auteur.as_str()), ("L'assistance", "assistance"));
        let close = desk.clore_demande_assistance(&recue.id, &repondue.etag).await.expect("close");
        assert_eq!(code(desk.ecrire_message_assistance(&recue.id, None, &message("Encore.")).await), "transition_interdite");
        assert!(close.corps.actions.is_empty());
        let rouverte = inconnu.ecrire_message_assistance(&recue.id, Some(&cle), &message("Toujours rien.")).await.expect("rouverte");
        assert_eq!(rouverte.corps.resume.etat, "ouverte");
        assert_eq!(desk.lister_demandes_assistance(&a_traiter()).await.expect("file").items.len(), 1);
    }

    async fn chacun_ne_lit_que_les_siennes(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        let recue = envoyer(&claire, demande("autres", "Une question.")).await.expect("reçue");
        claire.lire_demande_assistance(&recue.id, None).await.expect("la sienne, sans clé");
        assert_eq!(claire.lister_mes_demandes_assistance(None).await.expect("liste").items.len(), 1);
        let paul = entreprise(&app, AUTRE_SIRET, "Paul").await;
        let nadia = agent(&app, "44").await;
        for autre in [&paul, &nadia] {
            assert_eq!(code(autre.lire_demande_assistance(&recue.id, None).await), "introuvable");
            assert_eq!(code(autre.ecrire_message_assistance(&recue.id, None, &message("x")).await), "introuvable");
            assert!(autre.lister_mes_demandes_assistance(None).await.expect("liste").items.is_empty());
            assert_eq!(code(autre.lister_demandes_assistance(&a_traiter()).await), "role_insuffisant");
            assert_eq!(code(autre.lister_reponses_types().await), "role_insuffisant");
            assert_eq!(code(autre.prendre_demande_assistance(&recue.id, "\"v1\"").await), "role_insuffisant");
            assert_eq!(code(autre.clore_demande_assistance(&recue.id, "\"v1\"").await), "role_insuffisant");
        }
        app.attendre(16);
        assert_eq!(code(claire.lire_demande_assistance(&recue.id, None).await), "session_expiree");
        // The key of one request opens no other.
        let cle_de_claire = cle(&app, COURRIEL).await;
        let autre = envoyer(&app.visiteur(), demande("autres", "Une autre.")).await.expect("reçue");
        assert_eq!(code(app.visiteur().lire_demande_assistance(&autre.id, Some(&cle_de_claire)).await), "introuvable");
    }

    async fn tout_ce_qui_manque_est_dit_et_rien_ne_s_injecte(app) {
        let inconnu = app.visiteur();
        let vide = inconnu.creer_demande_assistance(&NouvelleDemandeAssistance::default()).await;
        let pointeurs: Vec<String> = fautes(vide).into_iter().map(|f| f.0).collect();
        assert_eq!(pointeurs, ["/siret", "/denomination", "/nom_prenom", "/telephone", "/courriel", "/motif", "/description", "/controle"]);
        let injection = "Garnier\r\nBcc: voleur@exemple.fr";
        let fautive = NouvelleDemandeAssistance {
            nom_prenom: injection.into(), denomination: injection.into(), courriel: format!("{COURRIEL}\r\nBcc: v@exemple.fr"), ..demande("autres", "x")
        };
        let trouvees: Vec<String> = fautes(envoyer(&inconnu, fautive).await).into_iter().map(|f| f.1).collect();
        assert_eq!(trouvees, ["texte_sur_une_ligne", "texte_sur_une_ligne", "courriel_invalide"]);
        // What a description holds goes to no header: it is not even in the mail.
        envoyer(&inconnu, demande("autres", "Bonjour\r\nSubject: faux\r\n\r\nx")).await.expect("reçue");
        let courriels = app.courriels(COURRIEL).await;
        assert!(courriels.len() == 1 && !courriels[0].1.contains("Subject"), "{courriels:?}");
        let rejouee = NouvelleDemandeAssistance {
            controle: resoudre_controle(&inconnu.lire_controle_securite().await.expect("contrôle")).expect("résolu"), ..demande("autres", "Deux fois.")
        };
        inconnu.creer_demande_assistance(&rejouee).await.expect("reçue");
        assert_eq!(fautes(inconnu.creer_demande_assistance(&rejouee).await), [("/controle".into(), "controle_deja_utilise".into())]);
        assert_eq!(fautes(envoyer(&inconnu, demande("autres", &"é".repeat(1_001))).await), [("/description".into(), "texte_trop_long".into())]);
    }

    async fn un_numero_de_dossier_se_verifie_pour_qui_est_connecte_et_ne_dit_rien_aux_autres(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        completer(&claire, SIRET).await;
        let numero = claire.creer_dap(&saisie_dap(SIRET)).await.expect("brouillon").corps.numero;
        let sur = |siret: &str, dossier: &str| NouvelleDemandeAssistance {
            siret: siret.into(), dossier: dossier.into(), ..demande("autorisation_prealable", "Une question.")
        };
        let refus = [("/dossier".to_owned(), "dossier_introuvable".to_owned())];
        assert_eq!(fautes(envoyer(&claire, sur(SIRET, "DAP-AAA-AAA-AAA")).await), refus);
        assert_eq!(fautes(envoyer(&claire, sur(AUTRE_SIRET, &numero)).await), refus, "d'un autre SIRET");
        let mienne = envoyer(&claire, sur(SIRET, &numero.to_lowercase())).await.expect("reçue").id;
        let paul = entreprise(&app, AUTRE_SIRET, "Paul").await;
        assert_eq!(fautes(envoyer(&paul, sur(SIRET, &numero)).await), refus, "celui d'autrui");
        // A stranger is answered alike whatever the number.
        let inconnu = app.visiteur();
        let vraie = envoyer(&inconnu, sur(SIRET, &numero)).await.expect("reçue");
        let fausse = envoyer(&inconnu, sur(SIRET, "DI-AAA-AAA-AAA")).await.expect("reçue");
        let ailleurs = envoyer(&inconnu, sur(AUTRE_SIRET, &numero)).await.expect("reçue");
        assert_eq!((vraie.etat, vraie.courriel), (fausse.etat, fausse.courriel));
        let desk = assistance_deja_la(&app).await;
        for (id, attendu) in [(&mienne, "trouve"), (&vraie.id, "trouve"), (&fausse.id, "inconnu"), (&ailleurs.id, "autre_siret")] {
            let lue = desk.lire_demande_assistance(id, None).await.expect("lue").corps;
            assert_eq!(lue.dossier_cite.as_deref(), Some(attendu));
        }
        let lue = claire.lire_demande_assistance(&mienne, None).await.expect("la mienne").corps;
        assert_eq!((lue.dossier_cite, lue.resume.dossier), (None, Some(numero)));
    }

    async fn la_file_est_triee_filtree_et_feuilletee(app) {
        let inconnu = app.visiteur();
        let mut ids = Vec::new();
        for (motif, texte) in [("autres", "Première"), ("habilitation", "Deuxième à 100%"), ("autres", "Troisième")] {
            ids.push(envoyer(&inconnu, demande(motif, texte)).await.expect("reçue").id);
            app.attendre(1);
        }
        let desk = assistance(&app).await;
        desk.ecrire_message_assistance(&ids[0], None, &message("Voilà.")).await.expect("répondue");
        let lire = async |filtre: FiltreAssistance| {
            let liste = desk.lister_demandes_assistance(&filtre).await.expect("liste");
            liste.items.into_iter().map(|d| d.id).collect::<Vec<_>>()
        };
        assert_eq!(lire(a_traiter()).await, [ids[1].clone(), ids[2].clone()]);
        assert_eq!(lire(FiltreAssistance { etat: Some("repondue".into()), ..Default::default() }).await, [ids[0].clone()]);
        assert_eq!(lire(FiltreAssistance { motif: Some("habilitation".into()), ..Default::default() }).await, [ids[1].clone()]);
        assert_eq!(lire(FiltreAssistance { q: Some("DEUXIEME".into()), ..Default::default() }).await, [ids[1].clone()]);
        assert_eq!(lire(FiltreAssistance { q: Some("100%".into()), ..Default::default() }).await, [ids[1].clone()]);
        assert!(lire(FiltreAssistance { q: Some("1_0%".into()), ..Default::default() }).await.is_empty());
        assert_eq!(lire(FiltreAssistance { siret: Some("732 829 320 00074".into()), ..Default::default() }).await.len(), 3);
        assert!(lire(FiltreAssistance { siret: Some(AUTRE_SIRET.into()), ..Default::default() }).await.is_empty());
        let faux = FiltreAssistance { etat: Some("x".into()), motif: Some("y".into()), siret: Some("1".into()), ..Default::default() };
        assert_eq!(fautes(desk.lister_demandes_assistance(&faux).await).len(), 3);
        // Answered, then written to again: it waits from now on, behind the others.
        let cle = cle(&app, COURRIEL).await;
        inconnu.ecrire_message_assistance(&ids[0], Some(&cle), &message("Merci, mais…")).await.expect("relancée");
        assert_eq!(lire(a_traiter()).await, [ids[1].clone(), ids[2].clone(), ids[0].clone()]);
    }

    async fn les_reponses_types_portent_des_adresses_entieres(app) {
        let desk = assistance(&app).await;
        let reponses = desk.lister_reponses_types().await.expect("liste").items;
        assert_eq!(reponses.iter().map(|r| r.question).collect::<Vec<_>>(), (33..=56).collect::<Vec<u16>>());
        let adresse = format!("{}/aide/fiches/", app.etat.config.url_publique);
        assert!(reponses.iter().all(|r| r.texte.matches("/aide/fiches/").count() == r.texte.matches(&adresse).count()));
    }

    async fn deux_agents_ne_repondent_pas_a_la_fois(app) {
        let recue = envoyer(&app.visiteur(), demande("autres", "Une question.")).await.expect("reçue");
        let desk = assistance(&app).await;
        let nouvel = app::compte::NouvelAgent {
            role: "assistance".into(), courriel: "basile@exemple.fr".into(), nom: "Roux".into(), prenom: "Basile".into(), departements: Vec::new(),
        };
        let (identifiant, temporaire) = app::compte::creer_agent(&app.etat.contexte, &nouvel).await.expect("compte");
        let basile = premiere_connexion(&app, &identifiant, &temporaire).await;
        let vue = desk.lire_demande_assistance(&recue.id, None).await.expect("vue");
        let (une, deux) = tokio::join!(
            desk.prendre_demande_assistance(&recue.id, &vue.etag),
            basile.prendre_demande_assistance(&recue.id, &vue.etag),
        );
        assert!(une.is_ok() != deux.is_ok(), "une seule prise : {une:?} {deux:?}");
        let (gagnant, perdant) = if une.is_ok() { (&desk, &basile) } else { (&basile, &desk) };
        assert_eq!(code(perdant.ecrire_message_assistance(&recue.id, None, &message("Moi !")).await), "demande_assistance_prise");
        gagnant.ecrire_message_assistance(&recue.id, None, &message("Voici.")).await.expect("répondue");
        assert_eq!(app.courriels(COURRIEL).await.len(), 2);
    }

    async fn une_annonce_se_publie_se_modifie_et_se_retire(app) {
        let desk = assistance(&app).await;
        let visiteur = app.visiteur();
        let saisie = api_types::annonce::SaisieAnnonce {
            nature: "maintenance".into(), titre: "Fermeture du service".into(), texte: "De 17 h à 21 h.".into(),
            du: "2022-06-03T15:00:00Z".into(), au: "2022-06-03T19:00:00Z".into(),
        };
        let publiee = desk.creer_annonce(&saisie).await.expect("publiée");
        assert_eq!(publiee.corps.etat, "visible", "annoncée sept jours avant");
        let vues = visiteur.lister_annonces_visibles().await.expect("annonces").items;
        assert_eq!((vues.len(), vues[0].en_cours, vues[0].nature_libelle.as_str()), (1, false, "Maintenance"));
        let id = publiee.corps.id.clone();
        let repoussee = api_types::annonce::SaisieAnnonce { au: "2022-06-03T21:00:00Z".into(), ..saisie.clone() };
        let modifiee = desk.modifier_annonce(&id, &publiee.etag, &repoussee).await.expect("modifiée");
        assert_eq!(code(desk.modifier_annonce(&id, &publiee.etag, &saisie).await), "version_perimee");
        assert_eq!(desk.lire_annonce(&id).await.expect("lue").corps.au.as_deref(), Some("2022-06-03T21:00:00Z"));
        let incident = api_types::annonce::SaisieAnnonce {
            nature: "incident".into(), titre: "Incident".into(), texte: "En cours.".into(), du: "2022-06-01T06:00:00Z".into(), au: String::new(),
        };
        desk.creer_annonce(&incident).await.expect("publiée");
        assert_eq!(visiteur.lister_annonces_visibles().await.expect("annonces").items.len(), 2);
        desk.retirer_annonce(&id, &modifiee.etag).await.expect("retirée");
        let vues = visiteur.lister_annonces_visibles().await.expect("annonces").items;
        assert_eq!(vues.iter().map(|a| a.nature.as_str()).collect::<Vec<_>>(), ["incident"]);
        let retiree = desk.lire_annonce(&id).await.expect("gardée");
        assert_eq!((retiree.corps.etat.as_str(), code(desk.retirer_annonce(&id, &retiree.etag).await).as_str()), ("retiree", "annonce_retiree"));
        assert_eq!(desk.lister_annonces(None).await.expect("liste").items.len(), 2);
        let fautive = api_types::annonce::SaisieAnnonce { titre: String::new(), au: String::new(), ..saisie.clone() };
        assert_eq!(fautes(desk.creer_annonce(&fautive).await), [("/titre".into(), "champ_requis".into()), ("/au".into(), "fin_requise".into())]);
        let nadia = agent(&app, "44").await;
        assert_eq!(code(nadia.lister_annonces(None).await), "role_insuffisant");
        assert_eq!(code(nadia.creer_annonce(&saisie).await), "role_insuffisant");
        assert_eq!(code(nadia.modifier_annonce(&id, "\"v1\"", &saisie).await), "role_insuffisant");
        assert_eq!(code(nadia.retirer_annonce(&id, "\"v1\"").await), "role_insuffisant");
    }
}

#[actix_web::test]
async fn les_demandes_d_un_inconnu_sont_comptees() {
    let app = Banc::avec(Base::sqlite(), &[("APART_CONNEXIONS_PAR_MINUTE", "3")], true).await;
    let http = app.http();
    let mut statuts = Vec::new();
    for _ in 0..4 {
        let appel = http
            .post(app.adresse("/api/v1/assistance/demandes"))
            .json(&json!({}));
        statuts.push(appel.send().await.expect("réponse").status().as_u16());
    }
    assert_eq!(statuts, [422, 422, 422, 429]);
}
