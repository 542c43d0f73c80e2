//! The life of a DI: tacit validation, the agent's queue and batches, corrections, rejections put
//! right, files.

use api_types::indemnisation::{
    DecisionsDemandes, HeuresSemaine, NouvelleDemande, RejetDemande, SaisieLigne, SaisieLignes,
    SelectionSalaries,
};
use api_types::paiement::{DemandeDuLot, Retablissement};
use calamine::{Data, Reader as _, Xlsx};
use client::{Client, Erreur, FiltreDemandes, FiltreRejets, OptionsImport};

use crate::affluence::futures_join;
use crate::banc::{Banc, code, essais, fautes};
use crate::dap::texte_pdf;
use crate::paiement::payer;
use crate::personnes::*;

/// Two employees at 20 € an hour.
const SALARIES: &str = "nir,nom,prenom,categorie,duree_hebdomadaire,taux_horaire_brut
267077507584152,GARNIER,Jeanne,etam,35,20
173020643506110,N'DIAYE,Éric,ouvrier,35,20
";

/// Unworked hours of every week of each employee.
#[derive(Debug, Clone, Copy)]
pub struct Heures(pub &'static str, pub &'static str);

impl Default for Heures {
    fn default() -> Self {
        Self("7", "7")
    }
}

/// A company with two employees and a validated DAP, its agent, and the DI code.
pub async fn autorisee(app: &Banc) -> (Client, Client, String) {
    let claire = entreprise(app, SIRET, "Claire").await;
    completer(&claire, SIRET).await;
    let nadia = agent(app, "44").await;
    let (_, code_di) = dap_validee(&claire, &nadia, SIRET).await;
    importer(&claire, SIRET, SALARIES).await;
    (claire, nadia, code_di)
}

async fn importer(client: &Client, siret: &str, fichier: &str) {
    let options = OptionsImport::default();
    let octets = fichier.as_bytes().to_vec();
    client
        .importer_salaries(siret, octets, options)
        .await
        .expect("salariés");
}

/// Types the same unworked hours into every week.
async fn saisir(client: &Client, id: &str, heures: Heures) {
    let di = client.lire_demande(id).await.expect("demande");
    let lignes = client.lister_lignes(id, None).await.expect("lignes").items;
    let chomees = |nom: &str| {
        if nom.starts_with("GARNIER") {
            heures.0
        } else {
            heures.1
        }
    };
    let saisies = lignes
        .iter()
        .map(|ligne| SaisieLigne {
            id: ligne.id.clone(),
            semaines: di
                .corps
                .semaines
                .iter()
                .map(|semaine| HeuresSemaine {
                    semaine: semaine.clone(),
                    // Somebody without any hour keeps the claim from being sent.
                    travaillees: if chomees(&ligne.nom) == "0" { "35" } else { "0" }.into(),
                    chomees: chomees(&ligne.nom).into(),
                })
                .collect(),
        })
        .collect();
    client
        .saisir_lignes(id, &di.etag, &SaisieLignes { lignes: saisies })
        .await
        .expect("heures");
}

async fn envoyer(client: &Client, id: &str) -> Result<String, Erreur> {
    let di = client.lire_demande(id).await?;
    client.envoyer_demande(id, &di.etag).await.map(|lu| lu.corps.id)
}

/// The two employees of [`SALARIES`] come into the register.
pub async fn importer_deux(client: &Client, siret: &str) {
    importer(client, siret, SALARIES).await;
}

/// A claim of both employees that may be sent; answers its id.
pub async fn demande_prete(
    client: &Client,
    code_di: &str,
    mois: &str,
    heures: Heures,
) -> Result<String, Erreur> {
    let corps = NouvelleDemande {
        code_di: code_di.into(),
        mois: mois.into(),
        ..Default::default()
    };
    let id = client.creer_demande(&corps).await?.corps.id;
    let tous = SelectionSalaries {
        tous: true,
        ..SelectionSalaries::default()
    };
    client.ajouter_salaries_demande(&id, &tous).await?;
    saisir(client, &id, heures).await;
    Ok(id)
}

/// The same, sent.
pub async fn demande_envoyee(
    client: &Client,
    code_di: &str,
    mois: &str,
    heures: Heures,
) -> Result<String, Erreur> {
    let id = demande_prete(client, code_di, mois, heures).await?;
    envoyer(client, &id).await
}

/// The agent takes it and validates it.
async fn valider(agent: &Client, id: &str) {
    let di = agent.lire_demande(id).await.expect("demande");
    let di = agent.prendre_demande(id, &di.etag).await.expect("prise");
    agent.valider_demande(id, &di.etag).await.expect("validée");
}

/// A validated claim; answers its id.
pub async fn validee(client: &Client, agent: &Client, code_di: &str, mois: &str) -> String {
    let id = demande_envoyee(client, code_di, mois, Heures::default())
        .await
        .expect("envoyée");
    valider(agent, &id).await;
    id
}

async fn ouvrir(client: &Client, id: &str) -> Result<String, Erreur> {
    let di = client.lire_demande(id).await?;
    client.ouvrir_correction(id, &di.etag).await.map(|lu| lu.corps.id)
}

fn cents(montant: &str) -> i64 {
    montant.replace('.', "").parse().expect("montant")
}

essais! {
    async fn de_vingt_validations_a_la_fois_une_seule_l_emporte(app) {
        let (claire, nadia, code_di) = autorisee(&app).await;
        let id = demande_envoyee(&claire, &code_di, "2022-05", Heures::default()).await.expect("envoyée");
        let di = nadia.lire_demande(&id).await.expect("demande");
        let prise = nadia.prendre_demande(&id, &di.etag).await.expect("prise");
        let issues = futures_join((0..20).map(|_| nadia.valider_demande(&id, &prise.etag)).collect()).await;
        let (gagnees, perdues): (Vec<_>, Vec<_>) = issues.into_iter().partition(Result::is_ok);
        assert_eq!((gagnees.len(), perdues.len()), (1, 19));
        for perdue in perdues {
            assert_eq!(code(perdue), "version_perimee");
        }
        let fois = claire.lire_demande(&id).await.expect("demande").corps.chronologie.iter().filter(|e| e.code == "demande_validee").count();
        let courriels = app.courriels("contact@exemple.fr").await.into_iter().filter(|c| c.0.contains(": validée") && c.0.contains("indemnisation"));
        assert_eq!((fois, courriels.count()), (1, 1));
    }

    async fn plusieurs_repliques_valident_chaque_demande_une_fois_apres_72_heures(app) {
        let (claire, nadia, code_di) = autorisee(&app).await;
        let id = demande_envoyee(&claire, &code_di, "2022-05", Heures::default()).await.expect("envoyée");
        let suite = claire.lire_demande(&id).await.expect("demande").corps.suite.expect("suite");
        assert_eq!(suite.avant_le.as_deref(), Some("2022-06-04"));
        let passer = async || {
            let repliques = (0..6).map(|_| app::indemnisation::valider_tacitement(&app.etat.contexte)).collect();
            futures_join(repliques).await.into_iter().map(|n| n.expect("tâche")).sum::<usize>()
        };
        app.attendre(71 * 60);
        assert_eq!(passer().await, 0, "72 heures ne sont pas passées");
        // An agent who takes it stops the clock.
        reconnecter(&app, &nadia, "nadia.leroux").await;
        let di = nadia.lire_demande(&id).await.expect("demande");
        let di = nadia.prendre_demande(&id, &di.etag).await.expect("prise");
        app.attendre(2 * 60);
        assert_eq!(passer().await, 0, "un agent l'a prise");
        reconnecter(&app, &nadia, "nadia.leroux").await;
        nadia.liberer_demande(&id, &di.etag).await.expect("rendue");
        assert_eq!(passer().await, 1);
        claire.ouvrir_session("claire.martin", MOT_DE_PASSE).await.expect("de nouveau");
        let di = claire.lire_demande(&id).await.expect("demande").corps;
        let fois = di.chronologie.iter().filter(|e| e.code == "demande_validee_tacitement").count();
        assert_eq!((di.etat.as_str(), fois), ("validee", 1));
        let courriels = app.courriels("contact@exemple.fr").await.into_iter().filter(|c| c.0.contains("validée tacitement"));
        assert_eq!(courriels.count(), 1);
    }

    async fn la_file_montre_d_abord_ce_qui_sort_de_l_ordinaire(app) {
        let (claire, nadia, code_di) = autorisee(&app).await;
        let paul = entreprise(&app, AUTRE_SIRET, "Paul").await;
        completer(&paul, AUTRE_SIRET).await;
        importer(&paul, AUTRE_SIRET, &SALARIES.replace("GARNIER", "GARNIER-ROY").replace("173020643506110,N'DIAYE,Éric", "172010688013703,FOURNIER,Loïc")).await;
        let (_, code_paul) = dap_validee(&paul, &nadia, AUTRE_SIRET).await;
        let un = demande_envoyee(&claire, &code_di, "2022-05", Heures::default()).await.expect("envoyée");
        let file = FiltreDemandes { tri: Some("file".into()), ..FiltreDemandes::default() };
        let lue = nadia.lister_demandes(&file).await.expect("file").items;
        assert!(lue[0].signaux.is_empty(), "{:?}", lue[0].signaux);
        let deux = demande_envoyee(&paul, &code_paul, "2022-05", Heures("7", "0")).await.expect("envoyée");
        app.attendre(35 * 24 * 60);
        claire.ouvrir_session("claire.martin", MOT_DE_PASSE).await.expect("de nouveau");
        reconnecter(&app, &nadia, "nadia.leroux").await;
        let juin = demande_envoyee(&claire, &code_di, "2022-06", Heures("35", "35")).await.expect("envoyée");
        let lue = nadia.lister_demandes(&file).await.expect("file").items;
        let signaux = |id: &str| {
            let demande = lue.iter().find(|d| d.id == id).expect("dans la file");
            demande.signaux.iter().map(|s| (s.code.clone(), s.salarie.clone().unwrap_or_default())).collect::<Vec<_>>()
        };
        assert_eq!(signaux(&un), [("salarie_ailleurs".to_owned(), "Jeanne GARNIER".to_owned())]);
        assert_eq!(signaux(&deux), [("salarie_ailleurs".to_owned(), "Jeanne GARNIER-ROY".to_owned())]);
        assert_eq!(signaux(&juin), [("hausse_soudaine".to_owned(), String::new())]);
        assert!(claire.lire_demande(&un).await.expect("demande").corps.signaux.is_empty(), "pour l'agent seul");
        // By pages of one: every claim once, those that stand out first.
        let mut vues = Vec::new();
        let mut page = FiltreDemandes { limit: Some(1), ..file.clone() };
        loop {
            let lu = nadia.lister_demandes(&page).await.expect("page");
            vues.extend(lu.items.into_iter().map(|d| d.id));
            match lu.next {
                Some(suite) => page.cursor = Some(suite),
                None => break,
            }
        }
        assert_eq!(vues, [un.clone(), deux.clone(), juin.clone()]);
        // Criteria that say nothing, all at once; a page of another order; a company's queue.
        let faux = FiltreDemandes { tri: Some("hasard".into()), mois: Some("mai".into()), etat: Some("perdue".into()), ..FiltreDemandes::default() };
        let attendues = [("/mois", "mois_invalide"), ("/etat", "etat_inconnu"), ("/tri", "tri_inconnu")];
        assert_eq!(fautes(nadia.lister_demandes(&faux).await), attendues.map(|(p, c)| (p.to_owned(), c.to_owned())));
        let next = nadia.lister_demandes(&FiltreDemandes { limit: Some(1), ..file.clone() }).await.expect("page").next;
        let autre = FiltreDemandes { cursor: next, ..FiltreDemandes::default() };
        assert_eq!(fautes(nadia.lister_demandes(&autre).await), [("/cursor".to_owned(), "curseur_invalide".to_owned())]);
        assert_eq!(fautes(claire.lister_demandes(&file).await), [("/tri".to_owned(), "tri_reserve".to_owned())]);

        let lot = |essai, decision: &str| DecisionsDemandes {
            decision: decision.into(),
            demandes: lue.iter().map(|d| DemandeDuLot { id: d.id.clone(), version: d.version }).collect(),
            essai,
            ..DecisionsDemandes::default()
        };
        assert_eq!(nadia.decider_demandes(&lot(true, "valider")).await.expect("aperçu").faites, 3);
        assert_eq!(nadia.lire_demande(&un).await.expect("demande").corps.etat, "en_attente_validation");
        let sans_motif = nadia.decider_demandes(&lot(false, "rejeter")).await.expect("rejets");
        assert!(sans_motif.items.iter().all(|i| i.code.as_deref() == Some("motifs_requis")), "{sans_motif:?}");
        let rejet = DecisionsDemandes { motifs_codes: vec!["conges_di_manquants".into()], ..lot(false, "rejeter") };
        assert_eq!(nadia.decider_demandes(&rejet).await.expect("rejets").faites, 3);
        let di = claire.lire_demande(&un).await.expect("demande").corps;
        assert!(di.motifs_rejet.expect("motifs").contains("congés"));
        let encore = nadia.decider_demandes(&rejet).await.expect("rejouée");
        assert!(encore.items.iter().all(|i| i.code.as_deref() == Some("version_perimee")), "{encore:?}");
        assert_eq!(fautes(nadia.decider_demandes(&lot(true, "offrir")).await), [("/decision".to_owned(), "decision_inconnue".to_owned())]);
        assert_eq!(code(claire.decider_demandes(&lot(true, "valider")).await), "role_insuffisant");
    }

    async fn une_correction_ne_paie_que_la_difference_et_ne_change_pas_ce_qui_fut_decide(app) {
        let (claire, nadia, code_di) = autorisee(&app).await;
        let v0 = validee(&claire, &nadia, &code_di, "2022-05").await;
        let avant = claire.lire_demande(&v0).await.expect("v0");
        let lignes_avant = claire.lister_lignes(&v0, None).await.expect("lignes");
        let pdf_avant = claire.exporter_lignes(&v0, "csv").await.expect("export");
        assert_eq!(code(claire.lire_difference(&v0).await), "pas_une_correction");
        // Twenty at once: one correction.
        let issues = futures_join((0..20).map(|_| claire.ouvrir_correction(&v0, &avant.etag)).collect()).await;
        let ouvertes: Vec<_> = issues.into_iter().filter_map(Result::ok).collect();
        assert_eq!(ouvertes.len(), 1);
        let v1 = ouvertes[0].corps.id.clone();
        assert_eq!(code(ouvrir(&claire, &v0).await), "correction_existante");
        assert_eq!(code(ouvrir(&claire, &v1).await), "correction_impossible");
        assert!(ouvertes[0].corps.blocages.is_empty(), "la version corrigée ne compte pas deux fois : {:?}", ouvertes[0].corps.blocages);
        assert_eq!(claire.lire_difference(&v1).await.expect("différence").lignes.len(), 0);
        saisir(&claire, &v1, Heures("14", "7")).await;
        let d = claire.lire_difference(&v1).await.expect("différence");
        assert_eq!((d.heures_ecart.as_str(), d.lignes.len()), ("28.00", 1));
        assert_eq!((d.lignes[0].nom.as_str(), d.lignes[0].heures_avant.as_str(), d.lignes[0].heures_apres.as_str()), ("GARNIER", "28.00", "56.00"));
        envoyer(&claire, &v1).await.expect("envoyée");
        let dap = avant.corps.dap_id.clone();
        let consommees = async || claire.lire_consommation(&dap).await.expect("consommation").heures_consommees;
        assert_eq!(consommees().await, "56.00", "la version validée compte tant que la correction attend");
        valider(&nadia, &v1).await;
        assert_eq!(consommees().await, "84.00", "la dernière version validée, elle seule");
        let apres = claire.lire_demande(&v0).await.expect("v0");
        assert_eq!(apres.etag, avant.etag);
        assert_eq!((apres.corps.totaux, apres.corps.etat, apres.corps.version), (avant.corps.totaux.clone(), avant.corps.etat, avant.corps.version));
        assert_eq!(claire.lister_lignes(&v0, None).await.expect("lignes"), lignes_avant);
        assert_eq!(claire.exporter_lignes(&v0, "csv").await.expect("export"), pdf_avant);

        let sophie = assistance_deja_la(&app).await;
        let paye = sophie.lire_paiement(&v1).await.expect("paiement").corps.demande;
        assert_eq!((paye.correction, &paye.a_payer), (true, &d.allocation_ecart));
        assert_eq!(cents(&paye.a_payer), cents(&paye.allocation) - cents(&avant.corps.totaux.allocation));
        let pdf = texte_pdf(&nadia.lire_recapitulatif_pdf(&v1).await.expect("PDF"));
        assert!(pdf.contains(&avant.corps.numero) && pdf.contains("de plus, à payer"), "{pdf}");
        payer(&sophie, &v1, "demander", "").await.expect("demandé");
        payer(&sophie, &v1, "constater", "").await.expect("payée");

        // Fewer hours than were paid: to be repaid, once the version before is paid.
        let v2 = ouvrir(&claire, &v1).await.expect("v2");
        saisir(&claire, &v2, Heures("7", "0")).await;
        envoyer(&claire, &v2).await.expect("envoyée");
        valider(&nadia, &v2).await;
        let di = claire.lire_demande(&v2).await.expect("v2").corps;
        assert!(di.a_payer.starts_with('-') && di.versions.len() == 3, "{:?}", di.versions);
        assert_eq!(code(payer(&sophie, &v2, "demander", "").await), "rien_a_payer");
        assert_eq!(payer(&sophie, &v2, "preparer_reversement", "Heures en trop.").await.expect("OR"), "or_a_emettre");
        assert_eq!(consommees().await, "28.00");
        let versions: i64 = di.versions.iter().map(|v| cents(&v.a_payer)).sum();
        assert_eq!(versions, cents(&di.totaux.allocation), "les versions s'additionnent");
        let paul = entreprise(&app, AUTRE_SIRET, "Paul").await;
        assert_eq!(code(paul.lire_difference(&v2).await), "introuvable");
        assert_eq!(code(paul.lire_consommation(&dap).await), "introuvable");
    }

    async fn une_correction_attend_que_ses_heures_soient_libres(app) {
        let (claire, nadia, code_di) = autorisee(&app).await;
        let v0 = validee(&claire, &nadia, &code_di, "2022-05").await;
        let v1 = ouvrir(&claire, &v0).await.expect("v1");
        saisir(&claire, &v1, Heures("35", "35")).await;
        envoyer(&claire, &v1).await.expect("envoyée");
        assert!(claire.lire_demande(&v1).await.expect("v1").corps.suite.expect("suite").avant_le.is_none(), "aucune correction n'est validée par le temps");
        let dap_id = claire.lire_demande(&v1).await.expect("v1").corps.dap_id;
        // Meanwhile an avenant leaves too few hours.
        let dap = claire.lire_dap(&dap_id).await.expect("DAP");
        let avenant = claire.creer_avenant(&dap_id, &dap.etag).await.expect("avenant");
        let saisie = api_types::dap::SaisieDap { heures_prevues: "400".into(), ..avenant.corps.saisie.clone() };
        let avenant = claire.modifier_dap(&avenant.corps.id, &avenant.etag, &saisie).await.expect("saisi");
        let avenant = claire.envoyer_dap(&avenant.corps.id, &avenant.etag).await.expect("envoyé");
        let avenant = nadia.prendre_dap(&avenant.corps.id, &avenant.etag).await.expect("pris");
        let partie = api_types::dap::DecisionDap { heures_autorisees: Some("100".into()), ..decision("valider", "") };
        nadia.decider_dap(&avenant.corps.id, &avenant.etag, &partie).await.expect("validé : seules les 56 h validées comptent");
        let di = nadia.lire_demande(&v1).await.expect("v1");
        let di = nadia.prendre_demande(&v1, &di.etag).await.expect("prise");
        assert_eq!(code(nadia.valider_demande(&v1, &di.etag).await), "correction_hors_limites");
    }

    async fn des_rejets_a_tort_se_retablissent_ensemble(app) {
        let (claire, nadia, code_di) = autorisee(&app).await;
        let id = demande_envoyee(&claire, &code_di, "2022-05", Heures::default()).await.expect("envoyée");
        let di = nadia.lire_demande(&id).await.expect("demande");
        let di = nadia.prendre_demande(&id, &di.etag).await.expect("prise");
        let rejet = RejetDemande { motifs: "Panne : 100 % des dossiers.".into(), ..RejetDemande::default() };
        nadia.rejeter_demande(&id, &di.etag, &rejet).await.expect("rejetée");
        let sophie = assistance_deja_la(&app).await;
        let trouver = async |filtre: FiltreRejets| sophie.lister_rejets(&filtre).await.expect("liste").items.len();
        let filtre = |du: &str, agent: &str, departement: &str, motifs: &str| FiltreRejets {
            du: Some(du.into()), au: Some("01/06/2022".into()), agent: Some(agent.into()),
            departement: Some(departement.into()), motifs: Some(motifs.into()), ..FiltreRejets::default()
        };
        assert_eq!(trouver(filtre("01/06/2022", "nadia.leroux", "44", "100 %")).await, 1);
        for vide in [
            filtre("02/06/2022", "", "", ""), filtre("", "yann.leroux", "", ""),
            filtre("", "", "75", ""), filtre("", "", "", "autre chose"),
        ] {
            assert_eq!(trouver(vide).await, 0);
        }
        assert_eq!(fautes(sophie.lister_rejets(&filtre("hier", "", "", "")).await)[0].0, "/du");
        let lu = sophie.lister_rejets(&FiltreRejets::default()).await.expect("liste").items.remove(0);
        assert_eq!(lu.rejetee_par.as_deref(), Some("nadia.leroux"));
        let corps = |essai, motif: &str| Retablissement {
            motif: motif.into(),
            demandes: vec![DemandeDuLot { id: id.clone(), version: lu.version }],
            essai,
        };
        assert_eq!(fautes(sophie.retablir_rejets(&corps(true, " ")).await), [("/motif".to_owned(), "motif_requis".to_owned())]);
        assert_eq!(code(nadia.retablir_rejets(&corps(false, "Panne")).await), "role_insuffisant");
        assert_eq!(sophie.retablir_rejets(&corps(true, "Panne")).await.expect("aperçu").faites, 1);
        assert_eq!(claire.lire_demande(&id).await.expect("demande").corps.etat, "rejetee");
        let deux = futures_join(vec![sophie.retablir_rejets(&corps(false, "Panne du 1er juin.")), sophie.retablir_rejets(&corps(false, "Panne du 1er juin."))]).await;
        assert_eq!(deux.iter().map(|f| f.as_ref().expect("fait").faites).sum::<u32>(), 1);
        let di = claire.lire_demande(&id).await.expect("demande").corps;
        assert_eq!(di.etat, "en_attente_validation");
        assert_eq!(di.chronologie.iter().filter(|e| e.code == "demande_retablie").count(), 1);
        assert_eq!(app.courriels("contact@exemple.fr").await.iter().filter(|c| c.0.contains("rejet annulé")).count(), 1);
        // The delay of tacit validation runs anew.
        app.attendre(71 * 60);
        assert_eq!(app::indemnisation::valider_tacitement(&app.etat.contexte).await.expect("tâche"), 0);
        app.attendre(60);
        assert_eq!(app::indemnisation::valider_tacitement(&app.etat.contexte).await.expect("tâche"), 1);
    }

    async fn les_chiffres_de_la_paie_s_exportent_sans_formule_et_se_reimportent(app) {
        let (claire, nadia, code_di) = autorisee(&app).await;
        importer(&claire, SIRET, "nir,nom,prenom,categorie,duree_hebdomadaire,taux_horaire_brut\n172010688013703,@FOURNIER,Loïc,employe,35,20\n").await;
        let id = demande_prete(&claire, &code_di, "2022-05", Heures::default()).await.expect("prête");
        // Its sheet of hours is a file of hours; its sheet of employees, and the CSV, files of employees.
        let octets = claire.exporter_lignes(&id, "xlsx").await.expect("classeur");
        let relues = claire.importer_heures(&id, octets, OptionsImport::default()).await.expect("heures").corps;
        assert_eq!((relues.lignes, relues.modifies, relues.errors.len()), (12, 0, 0), "{relues:?}");
        envoyer(&claire, &id).await.expect("envoyée");
        let csv = String::from_utf8(claire.exporter_lignes(&id, "csv").await.expect("CSV")).expect("UTF-8");
        assert_eq!(csv.lines().count(), 4);
        assert!(csv.contains("\"Semaine du 02/05/2022 : chômées\"") && csv.contains("\"Indemnité par heure\""), "{csv}");
        assert!(csv.contains("\"2 67 07 75 075 841 52\";\"GARNIER\";\"Jeanne\";\"etam\";35,00;20,0000;0,00;7,00"), "{csv}");
        assert!(csv.contains("\"'@FOURNIER\""), "{csv}");
        let sans_nir = String::from_utf8(nadia.exporter_lignes(&id, "csv").await.expect("CSV")).expect("UTF-8");
        assert!(!sans_nir.contains("NIR") && !sans_nir.contains("841 52"), "R5122-22 : {sans_nir}");
        assert!(sans_nir.contains("\n\"GARNIER\";\"Jeanne\";\"etam\";35,00;"), "{sans_nir}");
        // NIRs have left twice, the agent's file has none: the journal tells when and to whom.
        let base = &app.etat.contexte.base;
        let etablissement = db::etablissement::par_siret(base, SIRET).await.expect("lu").expect("établissement");
        let journal = db::journal::de_l_objet(base, "etablissement", etablissement.id).await.expect("journal");
        let departs: Vec<_> = journal.iter().filter(|ligne| ligne.action == "chiffres_paie_telecharges").collect();
        assert_eq!(departs.len(), 2, "{departs:?}");
        assert!(departs.iter().all(|depart| depart.details["demande"] == id.as_str() && depart.compte_id.is_some()), "{departs:?}");
        let ouvrir = |octets| calamine::open_workbook_from_rs::<Xlsx<_>, _>(std::io::Cursor::new(octets)).expect("classeur lisible");
        let mut de_l_agent = ouvrir(nadia.exporter_lignes(&id, "xlsx").await.expect("classeur"));
        assert_eq!(de_l_agent.sheet_names(), ["Salariés"]);
        assert_eq!(de_l_agent.worksheet_range("Salariés").expect("feuille").height(), 4);
        let octets = claire.exporter_lignes(&id, "xlsx").await.expect("classeur");
        let mut xlsx = ouvrir(octets.clone());
        assert!(xlsx.worksheet_formula("Salariés").expect("formules").is_empty());
        let cellules = xlsx.worksheet_range("Salariés").expect("feuille");
        let rangee = cellules.rows().find(|rangee| rangee[1] == *"GARNIER").expect("une rangée");
        assert_eq!(rangee[0], *"2 67 07 75 075 841 52");
        assert_eq!(rangee[4..8], [35.0, 20.0, 0.0, 7.0].map(Data::Float), "de vrais nombres");
        for fichier in [octets, csv.into_bytes()] {
            let relus = claire.importer_salaries(SIRET, fichier, OptionsImport::default()).await.expect("réimporté");
            assert_eq!((relus.lignes, relus.ajoutes, relus.modifies, relus.errors.len()), (3, 0, 0, 0), "{relus:?}");
        }
        let filtre = FiltreDemandes { mois: Some("2022-05".into()), ..FiltreDemandes::default() };
        let liste = String::from_utf8(claire.exporter_demandes(&filtre, "csv").await.expect("CSV")).expect("UTF-8");
        assert!(liste.lines().count() == 2 && liste.contains(SIRET), "{liste}");
        assert_eq!(fautes(claire.exporter_demandes(&filtre, "pdf").await), [("/format".to_owned(), "format_inconnu".to_owned())]);
        let paul = entreprise(&app, AUTRE_SIRET, "Paul").await;
        assert_eq!(code(paul.exporter_lignes(&id, "csv").await), "introuvable");
    }
}
