//! The agent's part: the queue, handing over, deciding, and what time decides.

use api_types::dap::{DapDuLot, DecisionDap, DecisionsDap, SaisieDap};
use calamine::{Reader as _, Xlsx};
use client::{Client, FiltreDaps};

use crate::affluence::futures_join;
use crate::banc::{Banc, code, essais, fautes};
use crate::dap::texte_pdf;
use crate::personnes::*;

/// A DAP that was sent, of this motif; answers its id and its `ETag`.
pub async fn envoyee(client: &Client, motif: &str) -> (String, String) {
    let saisie = SaisieDap {
        motif: motif.into(),
        ..saisie_dap(SIRET)
    };
    let dap = client.creer_dap(&saisie).await.expect("brouillon");
    let dap = client
        .envoyer_dap(&dap.corps.id, &dap.etag)
        .await
        .expect("envoyée");
    (dap.corps.id, dap.etag)
}

/// A company whose sheet is complete.
pub async fn prete(app: &Banc) -> Client {
    let claire = entreprise(app, SIRET, "Claire").await;
    completer(&claire, SIRET).await;
    claire
}

essais! {
    async fn de_vingt_decisions_a_la_fois_une_seule_l_emporte(app) {
        let claire = prete(&app).await;
        let nadia = agent(&app, "44").await;
        let (id, etag) = envoyee(&claire, "conjoncture_economique").await;
        let prise = nadia.prendre_dap(&id, &etag).await.expect("prise");
        let choix = [decision("valider", ""), decision("refuser", "Non établi."), decision("invalider", "À préciser.")];
        let decisions = (0..20).map(|i| nadia.decider_dap(&id, &prise.etag, &choix[i % 3])).collect();
        let issues = futures_join(decisions).await;
        let (gagnees, perdues): (Vec<_>, Vec<_>) = issues.into_iter().partition(Result::is_ok);
        assert_eq!((gagnees.len(), perdues.len()), (1, 19));
        for perdue in perdues {
            assert_eq!(code(perdue), "version_perimee");
        }
        let dap = claire.lire_dap(&id).await.expect("DAP").corps;
        let decisions = ["dap_validee", "dap_invalidee", "dap_refusee"];
        let prises = dap.chronologie.iter().filter(|e| decisions.contains(&e.code.as_str())).count();
        assert_eq!(prises, 1, "{:?}", dap.chronologie);
        let annoncees = app.courriels("contact@exemple.fr").await.into_iter()
            .filter(|(objet, _)| objet.contains("validée") || objet.contains("invalidée") || objet.contains("refusée"));
        assert_eq!(annoncees.count(), 1);
    }

    async fn plusieurs_repliques_acceptent_chaque_dap_une_fois(app) {
        let claire = prete(&app).await;
        let nadia = agent(&app, "44").await;
        let (un, _) = envoyee(&claire, "conjoncture_economique").await;
        let (deux, etag) = envoyee(&claire, "transformation").await;
        nadia.prendre_dap(&deux, &etag).await.expect("prise : le délai court aussi");
        app.attendre(16 * 24 * 60);
        let repliques = (0..6).map(|_| app::dap::accepter_tacitement(&app.etat.contexte)).collect();
        let acceptees: usize = futures_join(repliques).await.into_iter().map(|n| n.expect("tâche")).sum();
        assert_eq!(acceptees, 2);
        claire.ouvrir_session("claire.martin", MOT_DE_PASSE).await.expect("de nouveau");
        let mut codes = Vec::new();
        for id in [&un, &deux] {
            let dap = claire.lire_dap(id).await.expect("DAP").corps;
            let fois = dap.chronologie.iter().filter(|e| e.code == "dap_acceptee_tacitement").count();
            assert_eq!(fois, 1, "{:?}", dap.chronologie);
            codes.push(dap.decision.and_then(|d| d.code_di).expect("code DI"));
            claire.lire_decision_pdf(id).await.expect("notification");
        }
        assert_ne!(codes[0], codes[1]);
        let annonces = app.courriels("contact@exemple.fr").await.into_iter()
            .filter(|(objet, _)| objet.contains("acceptée tacitement"));
        assert_eq!(annonces.count(), 2);
    }

    async fn la_file_se_compte_se_prend_se_confie_et_se_rend(app) {
        let claire = prete(&app).await;
        let nadia = agent(&app, "44").await;
        let yann = collegue(&app, "44", "Yann").await;
        let (id, etag) = envoyee(&claire, "conjoncture_economique").await;
        let prise = nadia.prendre_dap(&id, &etag).await.expect("prise");
        let collegues: Vec<_> = prise.corps.collegues.iter().map(|c| (c.identifiant.as_str(), c.nom.as_str())).collect();
        assert_eq!(collegues, [("yann.leroux", "Yann Leroux")]);
        assert_eq!(code(yann.prendre_dap(&id, &prise.etag).await), "deja_prise");
        assert_eq!(code(yann.transferer_dap(&id, &prise.etag, "nadia.leroux").await), "dossier_d_un_autre_agent");
        for inconnu in ["claire.martin", "", "personne"] {
            let refus = fautes(nadia.transferer_dap(&id, &prise.etag, inconnu).await);
            assert_eq!(refus, [("/collegue".to_owned(), "collegue_inconnu".to_owned())]);
        }
        let confiee = nadia.transferer_dap(&id, &prise.etag, "yann.leroux").await.expect("confiée");
        assert!(app.courriels("yann.44@exemple.fr").await.iter().any(|c| c.0.contains("confiée")));
        assert_eq!(confiee.corps.chronologie.last().expect("ligne").libelle, "Confiée à Yann Leroux");
        let refus = nadia.decider_dap(&id, &confiee.etag, &decision("valider", "")).await;
        assert_eq!(code(refus), "dossier_d_un_autre_agent");
        let compter = async |etat: &str| {
            let comptes = nadia.compter_daps().await.expect("comptes");
            let nombre = comptes.items.iter().find(|c| c.etat == etat).expect("état").nombre;
            (nombre, comptes.depassees)
        };
        assert_eq!(compter("instruction_en_cours").await, (1, 0));
        yann.liberer_dap(&id, &confiee.etag).await.expect("rendue");
        assert_eq!(compter("en_attente_instruction_ud").await, (1, 0));
        assert_eq!(compter("provisoire").await.0, 0, "les brouillons ne regardent que l'employeur");
        app.attendre(16 * 24 * 60);
        reconnecter(&app, &nadia, "nadia.leroux").await;
        assert_eq!(compter("en_attente_instruction_ud").await, (1, 1));
    }

    async fn une_dap_se_valide_en_partie_et_un_refus_dit_la_suite(app) {
        let claire = prete(&app).await;
        let nadia = agent(&app, "44").await;
        let (id, etag) = envoyee(&claire, "conjoncture_economique").await;
        let prise = nadia.prendre_dap(&id, &etag).await.expect("prise");
        let partie = |heures: &str, fin: &str| DecisionDap {
            heures_autorisees: Some(heures.into()),
            fin: Some(fin.into()),
            ..decision("valider", "")
        };
        assert_eq!(code(nadia.decider_dap(&id, &prise.etag, &partie("30001", "2022-07-31")).await), "autorisation_hors_demande");
        let mal = fautes(nadia.decider_dap(&id, &prise.etag, &partie("beaucoup", "demain")).await);
        assert_eq!(mal.iter().map(|f| f.0.as_str()).collect::<Vec<_>>(), ["/heures_autorisees", "/fin"]);
        nadia.decider_dap(&id, &prise.etag, &partie("20 000", "30/06/2022")).await.expect("en partie");
        let dap = claire.lire_dap(&id).await.expect("DAP").corps;
        let d = dap.decision.expect("décision");
        assert_eq!((d.heures_autorisees.as_deref(), d.fin.as_deref()), (Some("20000.00"), Some("2022-06-30")));
        assert_eq!(dap.saisie.heures_prevues, "30000", "la demande reste ce qu'elle était");
        assert!(texte_pdf(&claire.lire_decision_pdf(&id).await.expect("PDF")).contains("20 000,00 h"));
        // July is free again for the same motif: only what was authorised counts.
        let juillet = SaisieDap { debut: "2022-07-01".into(), fin: "2022-07-31".into(), ..saisie_dap(SIRET) };
        let juillet = claire.creer_dap(&juillet).await.expect("brouillon");
        let juillet = claire.envoyer_dap(&juillet.corps.id, &juillet.etag).await.expect("envoyée");

        let id = juillet.corps.id;
        let prise = nadia.prendre_dap(&id, &juillet.etag).await.expect("prise");
        let refus = DecisionDap { motifs_codes: vec!["motif_non_etabli".into()], ..decision("refuser", "Rien ne le montre.") };
        let inconnu = DecisionDap { motifs_codes: vec!["avis_cse_manquant".into()], ..refus.clone() };
        assert_eq!(code(nadia.decider_dap(&id, &prise.etag, &inconnu).await), "motif_decision_inconnu");
        nadia.decider_dap(&id, &prise.etag, &refus).await.expect("refusée");
        let d = claire.lire_dap(&id).await.expect("DAP").corps.decision.expect("décision");
        let motifs = d.motifs.expect("motifs");
        assert!(motifs.starts_with("Le motif de recours n'est pas établi.") && motifs.ends_with("Rien ne le montre."), "{motifs}");
        assert!(d.voie.is_some_and(|voie| voie.contains("recours")));
        let courriels = app.courriels("contact@exemple.fr").await;
        assert!(courriels.last().is_some_and(|c| c.1.contains("recours gracieux")), "{courriels:?}");
    }

    async fn une_dap_se_retrouve_par_mots_motif_et_periode(app) {
        let claire = prete(&app).await;
        let (un, _) = envoyee(&claire, "conjoncture_economique").await;
        let fete = SaisieDap {
            motif: "sinistre_intemperies".into(),
            circonstances: "L'inondation a noyé l'entrepôt à Nantes.".into(),
            debut: "2022-09-01".into(),
            fin: "2022-09-30".into(),
            ..saisie_dap(SIRET)
        };
        let deux = claire.creer_dap(&fete).await.expect("brouillon").corps.id;
        let chercher = async |filtre: FiltreDaps| -> Vec<String> {
            claire.lister_daps(&filtre).await.expect("liste").items.into_iter().map(|d| d.id).collect()
        };
        let vide = FiltreDaps::default();
        assert_eq!(chercher(vide.clone()).await, [deux.clone(), un.clone()]);
        assert_eq!(chercher(FiltreDaps { tri: Some("anciennes".into()), ..vide.clone() }).await, [un.clone(), deux.clone()]);
        let texte = |texte: &str| FiltreDaps { texte: Some(texte.into()), ..vide.clone() };
        assert_eq!(chercher(texte("ENTREPOT noye")).await, std::slice::from_ref(&deux));
        assert_eq!(chercher(texte("ateliers loire")).await.len(), 2, "la dénomination");
        assert!(chercher(texte("%")).await.len() == 2 && chercher(texte("inexistant")).await.is_empty());
        assert_eq!(chercher(texte("entrep l'inond")).await, std::slice::from_ref(&deux), "le début des mots");
        assert!(chercher(texte("trepot")).await.is_empty(), "pas leur milieu");
        let numero = claire.lire_dap(&un).await.expect("DAP").corps.numero;
        for (agent, trouvees) in [(agent(&app, "44").await, 1), (agent(&app, "75").await, 0)] {
            for mots in ["Ateliers", &numero] {
                for tri in ["recentes", "echeance"] {
                    let filtre = FiltreDaps { tri: Some(tri.into()), ..texte(mots) };
                    assert_eq!(agent.lister_daps(&filtre).await.expect("liste").items.len(), trouvees, "{mots} {tri}");
                }
            }
        }
        assert_eq!(chercher(FiltreDaps { motif: Some("sinistre_intemperies".into()), ..vide.clone() }).await, std::slice::from_ref(&deux));
        let periode = |du: &str, au: &str| FiltreDaps { du: Some(du.into()), au: Some(au.into()), ..vide.clone() };
        assert_eq!(chercher(periode("01/07/2022", "31/08/2022")).await, [un]);
        let faux = FiltreDaps { motif: Some("vacances".into()), ..periode("hier", "") };
        let pointeurs: Vec<_> = fautes(claire.lister_daps(&faux).await).into_iter().map(|f| f.0).collect();
        assert_eq!(pointeurs, ["/du", "/motif"]);
    }

    async fn une_recherche_se_trie_et_se_lit_page_par_page(app) {
        let claire = prete(&app).await;
        let sans_date = claire.creer_dap(&SaisieDap { debut: String::new(), ..saisie_dap(SIRET) }).await.expect("brouillon").corps.id;
        let vide = claire.creer_dap(&SaisieDap { debut: String::new(), fin: String::new(), ..saisie_dap(SIRET) }).await.expect("brouillon").corps.id;
        let (mai, _) = envoyee(&claire, "conjoncture_economique").await;
        let dates = |debut: &str, fin: &str| SaisieDap { debut: debut.into(), fin: fin.into(), motif: "transformation".into(), ..saisie_dap(SIRET) };
        let juillet = claire.creer_dap(&dates("2022-07-18", "2022-08-31")).await.expect("brouillon");
        app.attendre(24 * 60);
        claire.ouvrir_session("claire.martin", MOT_DE_PASSE).await.expect("connexion");
        claire.envoyer_dap(&juillet.corps.id, &juillet.etag).await.expect("envoyée");
        let juillet = juillet.corps.id;
        let juin = claire.creer_dap(&dates("2022-06-10", "2022-06-30")).await.expect("brouillon").corps.id;
        let lire = async |qui: &Client, tri: &str, autres: FiltreDaps| {
            let mut lues = Vec::new();
            let mut cursor = None;
            loop {
                let filtre = FiltreDaps { tri: Some(tri.into()), limit: Some(1), cursor, ..autres.clone() };
                let page = qui.lister_daps(&filtre).await.expect("page");
                lues.extend(page.items.into_iter().map(|d| d.id));
                cursor = page.next;
                if cursor.is_none() {
                    return lues;
                }
            }
        };
        let [sans_date, vide, mai, juin, juillet] = [&sans_date, &vide, &mai, &juin, &juillet].map(String::as_str);
        let tout = FiltreDaps::default;
        assert_eq!(lire(&claire, "recentes", tout()).await, [juin, juillet, mai, vide, sans_date]);
        assert_eq!(lire(&claire, "anciennes", tout()).await, [sans_date, vide, mai, juillet, juin]);
        assert_eq!(lire(&claire, "periode", tout()).await, [juillet, juin, mai, vide, sans_date], "sans début : après les autres");
        assert_eq!(lire(&claire, "echeance", tout()).await, [mai, juillet, sans_date, vide, juin], "ce qui n'attend rien : après");
        let transformation = FiltreDaps { motif: Some("transformation".into()), ..tout() };
        assert_eq!(lire(&claire, "periode", transformation).await, [juillet, juin], "avec un critère");
        let nadia = agent(&app, "44").await;
        assert_eq!(lire(&nadia, "periode", tout()).await, [juillet, mai]);
        assert_eq!(lire(&nadia, "echeance", tout()).await, [mai, juillet]);
        let periode = |du: &str, au: &str| FiltreDaps { du: Some(du.into()), au: Some(au.into()), ..tout() };
        assert_eq!(lire(&nadia, "periode", periode("2022-08-01", "2022-08-01")).await, [juillet]);
        assert_eq!(lire(&nadia, "periode", periode("2022-07-01", "2022-07-01")).await, [mai]);
        assert_eq!(lire(&claire, "periode", periode("", "2022-06-01")).await, [mai], "un brouillon sans date n'est d'aucune période");
        // A file is in the same order.
        let par_echeance = FiltreDaps { tri: Some("echeance".into()), ..tout() };
        let csv = String::from_utf8(claire.exporter_daps(&par_echeance, "csv").await.expect("CSV")).expect("UTF-8");
        let motifs: Vec<_> = csv.lines().skip(1).map(|ligne| ligne.split(';').nth(3).unwrap_or("")).collect();
        assert!(motifs[0].contains("Conjoncture") && motifs[1].contains("Transformation"), "{csv}");
        // A file of an agent holds what was decided too.
        let prise = nadia.lire_dap(mai).await.expect("DAP");
        let prise = nadia.prendre_dap(mai, &prise.etag).await.expect("prise");
        nadia.decider_dap(mai, &prise.etag, &decision("valider", "")).await.expect("validée");
        let csv = String::from_utf8(nadia.exporter_daps(&tout(), "csv").await.expect("CSV")).expect("UTF-8");
        assert_eq!((csv.lines().count(), csv.contains("\"Validée\"")), (3, true), "{csv}");
        // What is no order, and a page of another one.
        let inconnu = FiltreDaps { tri: Some("hasard".into()), etat: Some("perdue".into()), ..tout() };
        let attendues = [("/etat", "etat_inconnu"), ("/tri", "tri_inconnu")].map(|(p, c)| (p.to_owned(), c.to_owned()));
        assert_eq!(fautes(claire.lister_daps(&inconnu).await), attendues);
        assert_eq!(fautes(claire.exporter_daps(&inconnu, "csv").await), attendues);
        let next = claire.lister_daps(&FiltreDaps { limit: Some(1), ..tout() }).await.expect("page").next;
        let autre = FiltreDaps { cursor: next, tri: Some("periode".into()), ..tout() };
        assert_eq!(fautes(claire.lister_daps(&autre).await), [("/cursor".to_owned(), "curseur_invalide".to_owned())]);
    }

    async fn la_file_se_lit_page_par_page_dans_l_ordre_des_echeances(app) {
        let claire = prete(&app).await;
        let mut envoyees = Vec::new();
        for motif in ["conjoncture_economique", "transformation", "difficultes_approvisionnement"] {
            if envoyees.len() == 2 {
                // The deadline of the last one is another.
                app.attendre(24 * 60);
                claire.ouvrir_session("claire.martin", MOT_DE_PASSE).await.expect("connexion");
            }
            envoyees.push(envoyee(&claire, motif).await.0);
        }
        let nadia = agent(&app, "44").await;
        let mut lues = Vec::new();
        let mut cursor = None;
        for _ in 0..3 {
            let filtre = FiltreDaps { tri: Some("echeance".into()), limit: Some(1), cursor, ..Default::default() };
            let page = nadia.lister_daps(&filtre).await.expect("page");
            lues.extend(page.items.into_iter().map(|d| d.id));
            cursor = page.next;
        }
        assert_eq!(lues, envoyees, "chacune une fois, la plus proche d'abord");
        assert_eq!(cursor, None, "la dernière page le dit");
    }

    async fn une_recherche_s_exporte_sans_formule(app) {
        let claire = prete(&app).await;
        envoyee(&claire, "conjoncture_economique").await;
        let vide = FiltreDaps::default();
        let csv = String::from_utf8(claire.exporter_daps(&vide, "csv").await.expect("CSV")).expect("UTF-8");
        assert_eq!(csv.lines().count(), 2);
        assert!(csv.contains(&format!("\"{SIRET}\";\"Ateliers de la Loire\";\"Conjoncture économique\"")), "{csv}");
        let xlsx = claire.exporter_daps(&vide, "xlsx").await.expect("classeur");
        let mut xlsx: Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(xlsx)).expect("classeur lisible");
        let cellules = xlsx.worksheet_range("DAP").expect("feuille DAP");
        assert_eq!(cellules.height(), 2);
        // A period, hours and moments that a spreadsheet sorts and adds up.
        assert!(matches!(cellules.get_value((1, 4)), Some(calamine::Data::DateTime(_))), "{cellules:?}");
        assert_eq!(cellules.get_value((1, 7)), Some(&calamine::Data::Float(30_000.0)));
        assert!(csv.contains(";02/05/2022;31/07/2022;250;30000,00;\"En attente d'instruction UD\";16/06/2022;"), "{csv}");
        // By the clocks of Paris, which began at nine.
        assert!(csv.trim_end().rsplit(';').next().is_some_and(|modifiee| modifiee.starts_with("01/06/2022 09:")), "{csv}");
        assert!(cellules.cells().any(|(_, _, cellule)| *cellule == "Ateliers de la Loire"));
        assert!(xlsx.worksheet_formula("DAP").expect("formules").is_empty());
        let refus = fautes(claire.exporter_daps(&vide, "pdf").await);
        assert_eq!(refus, [("/format".to_owned(), "format_inconnu".to_owned())]);
        let paris = agent(&app, "75").await;
        let rien = String::from_utf8(paris.exporter_daps(&vide, "csv").await.expect("CSV")).expect("UTF-8");
        assert_eq!(rien.lines().count(), 1, "un autre département : {rien}");
    }

    async fn une_dap_se_purge_a_cinq_ans_sauf_si_quelque_chose_de_plus_recent_en_depend(app) {
        let claire = prete(&app).await;
        let nadia = agent(&app, "44").await;
        let (gardee, code_di) = dap_validee(&claire, &nadia, SIRET).await;
        let di = |mois: &str| api_types::indemnisation::NouvelleDemande { code_di: code_di.clone(), mois: mois.into(), ..Default::default() };
        let ancienne = claire.creer_demande(&di("2022-05")).await.expect("une demande en dépend").corps.id;
        let (seule, etag) = envoyee(&claire, "transformation").await;
        let message = api_types::dap::NouveauMessageDap { texte: "Bonjour".into(), ..Default::default() };
        claire.ecrire_message_dap(&seule, &message).await.expect("message");
        claire.retirer_dap(&seule, &etag).await.expect("retirée");
        let (ecrite, _) = envoyee(&claire, "difficultes_approvisionnement").await;
        let purger = async |essai| app::dap::purger(&app.etat.contexte, essai).await.expect("purge");
        // The clock advances 400 days at most at a time.
        let passer = |annees: u32| (0..annees).for_each(|_| app.attendre(365 * 24 * 60));
        passer(4);
        assert!(purger(false).await.is_empty(), "pas encore cinq ans");
        claire.ouvrir_session("claire.martin", MOT_DE_PASSE).await.expect("de nouveau");
        claire.creer_demande(&di("2022-06")).await.expect("une demande plus récente");
        claire.ecrire_message_dap(&ecrite, &message).await.expect("un message plus récent");
        passer(2);
        assert_eq!(purger(true).await.len(), 1);
        assert_eq!(purger(true).await.len(), 1, "un essai ne supprime rien");
        assert_eq!(purger(false).await.len(), 1);
        assert!(purger(false).await.is_empty());
        claire.ouvrir_session("claire.martin", MOT_DE_PASSE).await.expect("de nouveau");
        assert_eq!(code(claire.lire_dap(&seule).await), "introuvable");
        claire.lire_dap(&gardee).await.expect("gardée : une demande d'indemnisation plus récente en dépend");
        claire.lire_demande(&ancienne).await.expect("un dossier reste entier");
        claire.lire_dap(&ecrite).await.expect("gardée : on s'y écrit encore");
        let numero = claire.lire_dap(&ecrite).await.expect("DAP").corps.numero;
        passer(4);
        let contexte = &app.etat.contexte;
        let jour = domain::mois::jour_de_paris(contexte.maintenant());
        app::dap::conserver(contexte, &numero, Some(jour)).await.expect("contentieux");
        assert_eq!(purger(true).await.len(), 1, "un contentieux garde un dossier jusqu'à son dernier jour");
        app::dap::conserver(contexte, &numero, jour.previous_day()).await.expect("terme passé");
        assert_eq!(purger(true).await.len(), 2);
        app::dap::conserver(contexte, &numero, Some(jour)).await.expect("contentieux");
        app::dap::conserver(contexte, &numero, None).await.expect("levée");
        assert!(app::dap::conserver(contexte, "DAP-000-000-000", None).await.is_err());
        assert_eq!(purger(false).await.len(), 2, "plus rien n'en dépend");
        claire.ouvrir_session("claire.martin", MOT_DE_PASSE).await.expect("de nouveau");
        assert_eq!(code(claire.lire_dap(&gardee).await), "introuvable");
        assert_eq!(code(claire.lire_demande(&ancienne).await), "introuvable");
    }

    async fn plusieurs_daps_se_decident_a_la_fois_apres_un_apercu(app) {
        let claire = prete(&app).await;
        let nadia = agent(&app, "44").await;
        let (un, etag) = envoyee(&claire, "conjoncture_economique").await;
        let (deux, _) = envoyee(&claire, "transformation").await;
        let (retiree, ancien) = envoyee(&claire, "difficultes_approvisionnement").await;
        nadia.prendre_dap(&un, &etag).await.expect("prise");
        let lues = nadia.lister_daps(&FiltreDaps::default()).await.expect("file").items;
        claire.retirer_dap(&retiree, &ancien).await.expect("retirée entre-temps");
        let mut corps = DecisionsDap {
            decision: decision("valider", ""),
            daps: lues.iter().map(|dap| DapDuLot { id: dap.id.clone(), version: dap.version }).collect(),
            essai: true,
        };
        let apercu = nadia.decider_daps(&corps).await.expect("aperçu");
        assert_eq!((apercu.decidees, apercu.items.len()), (2, 3));
        assert_eq!(nadia.lire_dap(&deux).await.expect("DAP").corps.etat, "en_attente_instruction_ud", "rien n'est écrit");
        corps.essai = false;
        let fait = nadia.decider_daps(&corps).await.expect("décidées");
        let perdue = fait.items.iter().find(|issue| issue.id == retiree).expect("sa ligne");
        assert_eq!((fait.decidees, perdue.code.as_deref()), (2, Some("introuvable")));
        for id in [&un, &deux] {
            assert_eq!(claire.lire_dap(id).await.expect("DAP").corps.etat, "validee");
        }
        let encore = nadia.decider_daps(&corps).await.expect("rejouée");
        assert!(encore.items.iter().all(|issue| issue.code.is_some()), "{encore:?}");
        let vide = DecisionsDap { daps: vec![], ..corps };
        assert_eq!(fautes(nadia.decider_daps(&vide).await), [("/daps".to_owned(), "lot_vide".to_owned())]);
        assert_eq!(code(claire.decider_daps(&vide).await), "role_insuffisant");
    }
}
