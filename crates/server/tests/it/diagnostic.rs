//! "Je n'arrive pas à me connecter": nothing more for a stranger, everything for the owner.

use api_types::diagnostic::{DemandeDiagnostic, Diagnostic, PremierDiagnostic};
use client::Client;

use crate::banc::{Banc, code, essais, fautes};
use crate::oubli::controle;
use crate::personnes::*;

async fn premier(client: &Client, siret: &str, qui: &str) -> PremierDiagnostic {
    let corps = DemandeDiagnostic {
        siret: siret.to_owned(),
        qui: qui.to_owned(),
        controle: controle(client).await,
        ..DemandeDiagnostic::default()
    };
    client.diagnostiquer(&corps).await.expect("diagnostic")
}

fn codes(diagnostic: &Diagnostic) -> Vec<&str> {
    diagnostic.constats.iter().map(|c| c.code.as_str()).collect()
}

/// The code of the newest mail.
async fn code_recu(app: &Banc, adresse: &str) -> String {
    let (_, texte) = app.courriels(adresse).await.pop().expect("un courriel");
    let apres = texte.split_once(" est :\n\n").expect("seul sur sa ligne").1;
    apres.lines().next().expect("une ligne").to_owned()
}

essais! {
    async fn un_inconnu_n_apprend_que_ce_que_dit_l_inscription(app) {
        entreprise(&app, SIRET, "Claire").await;
        let visiteur = app.visiteur();
        let vrai = premier(&visiteur, SIRET, "claire.martin").await;
        let faux = premier(&visiteur, "732 829 320 00074", "personne.inconnue").await;
        assert_eq!(vrai.diagnostic, faux.diagnostic);
        assert_eq!(vrai.diagnostic.action.code, "recevoir_code");
        let inconnu = premier(&visiteur, AUTRE_SIRET, "claire.martin@exemple.fr").await;
        assert_eq!(codes(&inconnu.diagnostic), ["siret_inconnu", "identifiant_est_courriel"]);
        assert_eq!(inconnu.diagnostic.action.lien, "/inscription");
        let dits = [
            visiteur.envoyer_code_diagnostic(&vrai.jeton).await.expect("code").message,
            visiteur.envoyer_code_diagnostic(&faux.jeton).await.expect("rien").message,
        ];
        assert_eq!(dits[0], dits[1]);
        for jeton in [&vrai.jeton, &faux.jeton] {
            assert_eq!(code(visiteur.envoyer_code_diagnostic(jeton).await), "code_deja_envoye");
            for reste in ["Encore 4 essais", "Encore 3", "Encore 2", "Encore 1 essai."] {
                let erreur = visiteur.detailler_diagnostic(jeton, "0").await.expect_err("faux");
                let message = &erreur.probleme().expect("problème").errors[0].message;
                assert!(message.contains(reste), "{message}");
            }
            assert_eq!(fautes(visiteur.detailler_diagnostic(jeton, "0").await)[0].1, "code_epuise");
        }
        let bon = code_recu(&app, &courriel("Claire")).await;
        assert_eq!(fautes(visiteur.detailler_diagnostic(&vrai.jeton, &bon).await)[0].1, "code_epuise");
    }

    async fn un_expert_comptable_est_diagnostique_par_ses_mandats(app) {
        let claire = entreprise(&app, SIRET, "Claire").await;
        let paul = comptable(&app, "Paul").await;
        let desk = assistance_deja_la(&app).await;
        let mandat = paul.declarer_mandat(&crate::mandat::nouveau(SIRET, "2022-06-01", "")).await.expect("déclaré").id;
        let du_siret = async || {
            let lu = desk.diagnostiquer_etablissement(SIRET).await.expect("diagnostic");
            lu.comptes.into_iter().find(|c| c.identifiant.as_deref() == Some("paul.martin")).expect("le mandataire y est").diagnostic
        };
        let attente = du_siret().await;
        assert!(codes(&attente).contains(&"mandat_en_attente"), "{attente:?}");
        assert_eq!(attente.action.code, "attendre_client");
        claire.accepter_mandat(&mandat).await.expect("accepté");
        let cours = du_siret().await;
        assert!(codes(&cours).contains(&"mandat_en_cours") && !codes(&cours).contains(&"habilite_sur_un_autre_compte"), "{cours:?}");
        assert_ne!(cours.action.code, "demander_au_principal");
    }

    async fn avec_le_code_l_interessee_lit_tout_et_sait_que_faire(app) {
        let id = inscrire(&app, SIRET, "Claire").await;
        let visiteur = app.visiteur();
        let detail = async |qui: &str| {
            let premier = premier(&visiteur, SIRET, qui).await;
            visiteur.envoyer_code_diagnostic(&premier.jeton).await.expect("code");
            let code = code_recu(&app, &courriel("Claire")).await;
            visiteur.detailler_diagnostic(&premier.jeton, &code).await.expect("détail")
        };
        let attente = detail("claire.martin@exemple.fr").await;
        assert!(codes(&attente).contains(&"habilitation_en_attente"), "{attente:?}");
        assert_eq!(attente.action.code, "attendre_habilitation");
        let desk = assistance(&app).await;
        accepter(&desk, &id).await;
        let jamais = detail("claire.martin").await;
        assert!(codes(&jamais).contains(&"jamais_connecte") && codes(&jamais).contains(&"habilitation_acceptee"), "{jamais:?}");
        assert_eq!(jamais.action.code, "se_connecter");
        let (identifiant, temporaire) = identifiants(&app, &courriel("Claire")).await;
        premiere_connexion(&app, &identifiant, &temporaire).await;
        for _ in 0..3 {
            app.visiteur().ouvrir_session("claire.martin", "faux").await.expect_err("faux");
        }
        let verrou = detail("claire.martin").await;
        assert!(codes(&verrou).contains(&"compte_verrouille") && codes(&verrou).contains(&"derniere_connexion"), "{verrou:?}");
        assert_eq!(verrou.action.code, "attendre_deverrouillage");
        let texte: String = verrou.constats.into_iter().map(|c| c.texte).collect();
        assert!(texte.contains("c•••@exemple.fr") && !texte.contains("claire.martin@exemple.fr"), "{texte}");
        let compte = db::compte::par_identifiant(&app.etat.contexte.base, "claire.martin").await.expect("base").expect("compte");
        let complet = app::diagnostic::complet(&app.etat.contexte, compte.id, None).await.expect("complet");
        assert_eq!(complet.faits.compte.expect("compte").adresse, "claire.martin@exemple.fr");
        let siret = SIRET.parse().expect("SIRET");
        let (_, comptes) = app::diagnostic::complet_du_siret(&app.etat.contexte, &siret).await.expect("complet");
        assert_eq!(comptes.len(), 1);
    }

    async fn le_code_expire_et_une_boite_ne_se_remplit_pas(app) {
        entreprise(&app, SIRET, "Claire").await;
        let visiteur = app.visiteur();
        let avant = app.courriels(&courriel("Claire")).await.len();
        let mut jeton = String::new();
        for _ in 0..7 {
            jeton = premier(&visiteur, SIRET, "claire.martin").await.jeton;
            visiteur.envoyer_code_diagnostic(&jeton).await.expect("la réponse est la même");
        }
        assert_eq!(app.courriels(&courriel("Claire")).await.len() - avant, 5);
        app.attendre(15);
        assert_eq!(fautes(visiteur.detailler_diagnostic(&jeton, "123456").await)[0].1, "diagnostic_expire");
        let faute = DemandeDiagnostic { siret: "1".into(), qui: "a@".into(), ..DemandeDiagnostic::default() };
        let vues: Vec<String> = fautes(visiteur.diagnostiquer(&faute).await).into_iter().map(|f| f.0).collect();
        assert_eq!(vues, ["/siret", "/qui", "/controle"]);
    }

    async fn un_agent_ne_nomme_aucun_etablissement(app) {
        agent(&app, "44").await;
        let visiteur = app.visiteur();
        let demande = async |qui: &str| DemandeDiagnostic {
            agent: true,
            qui: qui.to_owned(),
            controle: controle(&visiteur).await,
            ..DemandeDiagnostic::default()
        };
        let vrai = visiteur.diagnostiquer(&demande("nadia.leroux").await).await.expect("diagnostic");
        let faux = visiteur.diagnostiquer(&demande("personne.inconnue").await).await.expect("diagnostic");
        assert_eq!(vrai.diagnostic, faux.diagnostic);
        assert!(!codes(&vrai.diagnostic).iter().any(|c| c.starts_with("siret")), "{:?}", vrai.diagnostic);
        assert_eq!(vrai.diagnostic.action.code, "recevoir_code");
        visiteur.envoyer_code_diagnostic(&vrai.jeton).await.expect("envoyé");
        let code = code_recu(&app, "nadia.44@exemple.fr").await;
        let detail = visiteur.detailler_diagnostic(&vrai.jeton, &code).await.expect("détail");
        assert!(!codes(&detail).contains(&"compte_sans_etablissement"), "{detail:?}");
        assert!(["oubli_mot_de_passe", "se_connecter"].contains(&detail.action.code.as_str()), "{:?}", detail.action);
        let employeur = DemandeDiagnostic { agent: false, ..demande("nadia.leroux").await };
        assert_eq!(fautes(visiteur.diagnostiquer(&employeur).await), [("/siret".into(), "champ_requis".into())]);
    }
}
