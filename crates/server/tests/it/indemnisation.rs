//! The main job, step 5: a claim for May 2022 from the real files, to the cent.

use api_types::indemnisation::{
    HeuresSemaine, NouvelleDemande, RejetDemande, SaisieLigne, SaisieLignes, SelectionSalaries,
};
use client::{Client, FiltreDemandes, OptionsImport};
use domain::import::Quoi;

use crate::banc::{Banc, code, essais, fautes};
use crate::dap::texte_pdf;
use crate::etablissement::donnees;
use crate::import::{en_ndjson, en_xlsx};
use crate::personnes::*;

pub fn demande(code_di: &str, mois: &str) -> NouvelleDemande {
    NouvelleDemande {
        code_di: code_di.into(),
        mois: mois.into(),
        ..NouvelleDemande::default()
    }
}

pub fn tous() -> SelectionSalaries {
    SelectionSalaries {
        tous: true,
        ..SelectionSalaries::default()
    }
}

/// A company with a validated DAP, its agent, and the DI code.
pub async fn autorisee(app: &Banc) -> (Client, Client, String) {
    let claire = entreprise(app, SIRET, "Claire").await;
    completer(&claire, SIRET).await;
    let nadia = agent(app, "44").await;
    let (_, code_di) = dap_validee(&claire, &nadia, SIRET).await;
    // May is over, so is June's first week: nothing more to wait for.
    (claire, nadia, code_di)
}

/// The whole journey from one pair of files.
async fn du_fichier_au_paiement(app: Banc, salaries: Vec<u8>, heures: Vec<u8>) {
    let (claire, nadia, code_di) = autorisee(&app).await;
    let options = OptionsImport::default();
    claire
        .importer_salaries(SIRET, salaries, options)
        .await
        .expect("salariés");
    let saisi = format!(" {} {} ", &code_di[..5].to_lowercase(), &code_di[5..]);
    let di = claire
        .creer_demande(&demande(&saisi, "2022-05"))
        .await
        .expect("ouverte")
        .corps;
    assert_eq!(
        di.semaines,
        ["2022-05-02", "2022-05-09", "2022-05-16", "2022-05-23"]
    );
    assert_eq!(
        code(claire.creer_demande(&demande(&code_di, "2022-05")).await),
        "demande_existante"
    );
    claire
        .ajouter_salaries_demande(&di.id, &tous())
        .await
        .expect("salariés");
    let fait = claire
        .importer_heures(&di.id, heures, options)
        .await
        .expect("heures")
        .corps;
    assert_eq!((fait.errors.len(), fait.modifies), (0, 250));

    let di = claire.lire_demande(&di.id).await.expect("demande");
    let t = &di.corps.totaux;
    let totaux: serde_json::Value =
        serde_json::from_slice(&donnees!("totaux-2022-05-250.json")).expect("totaux");
    let dits = [
        ("chomees", &t.heures_chomees),
        ("indemnisables", &t.heures_indemnisables),
        ("allocation", &t.allocation),
        ("indemnite", &t.indemnite),
    ];
    for (nom, valeur) in dits {
        assert_eq!(Some(valeur.as_str()), totaux[nom].as_str(), "{nom}");
    }
    assert!(di.corps.blocages.is_empty(), "{:?}", di.corps.blocages);

    let id = di.corps.id.clone();
    let envoyee = claire.envoyer_demande(&id, &di.etag).await.expect("envoyée");
    recapitulatif(&claire, &id, "Envoyée le 1er juin 2022").await;
    let prise = nadia.prendre_demande(&id, &envoyee.etag).await.expect("prise");
    let validee = nadia
        .valider_demande(&id, &prise.etag)
        .await
        .expect("validée")
        .corps;
    assert_eq!(validee.etat, "validee");
    recapitulatif(&nadia, &id, "Validée le 1er juin 2022").await;
    let lignes = nadia.lister_lignes(&id, None).await.expect("lignes");
    assert!(lignes.items.len() == 200 && lignes.next.is_some());
    assert!(
        lignes.items.iter().all(|ligne| ligne.nir_masque.is_none()),
        "R5122-22"
    );
    assert!(
        claire.lister_lignes(&id, None).await.expect("lignes").items[0]
            .nir_masque
            .is_some()
    );
}

/// The PDF holds every amount of the screen.
async fn recapitulatif(qui: &Client, id: &str, etat: &str) {
    let texte = texte_pdf(&qui.lire_recapitulatif_pdf(id).await.expect("récapitulatif"));
    for attendu in [etat, "204 900,43 €", "298 936,17 €", "94 035,74 €", "N'DIAYE"] {
        let attendu_typographique = attendu.replace('\'', "’");
        assert!(
            texte.contains(attendu) || texte.contains(&attendu_typographique),
            "{attendu} manque"
        );
    }
    // Where a line of the page ends, where French typography binds two words: any space will do.
    let serrer = |texte: &str| texte.replace(char::is_whitespace, "").replace('\'', "’");
    let serre = serrer(&texte);
    let lignes = qui.lister_lignes(id, None).await.expect("lignes").items;
    for ligne in &lignes {
        for montant in [&ligne.allocation, &ligne.indemnite] {
            assert!(serre.contains(&montant.replace('.', ",")), "{montant} manque");
        }
        for etape in &ligne.explication {
            // The figure of each step, and the article it rests on.
            let chiffres = chiffres(&etape.libelle);
            assert!(
                !chiffres.is_empty() || etape.etape == "regime",
                "{}",
                etape.libelle
            );
            for attendu in chiffres.iter().chain([&etape.source]) {
                assert!(
                    serre.contains(&serrer(attendu)),
                    "{attendu} de « {} » manque",
                    etape.libelle
                );
            }
        }
        for perte in &ligne.pertes {
            let montant = perte.euros.replace('.', ",");
            assert!(serre.contains(&montant), "{montant} manque");
        }
    }
    assert!(!texte.contains("267077507584152"), "un NIR est imprimé");
}

/// The numbers of a text: « 7,73 », « 1 082,20 ».
fn chiffres(texte: &str) -> Vec<String> {
    let garde = |c: char| c.is_ascii_digit() || c == ',' || c == '\u{202F}';
    texte
        .split(|c| !garde(c))
        .map(|nombre| nombre.trim_matches(','))
        .filter(|nombre| nombre.contains(|c: char| c.is_ascii_digit()))
        .map(str::to_owned)
        .collect()
}

essais! {
    async fn mai_2022_par_les_fichiers_de_la_paie(app) {
        du_fichier_au_paiement(app, donnees!("salaries-250.csv"), donnees!("heures-2022-05-250.csv")).await;
    }

    async fn mai_2022_par_les_fichiers_d_excel(app) {
        du_fichier_au_paiement(app, donnees!("salaries-250-excel.csv"), donnees!("heures-2022-05-250-excel.csv")).await;
    }

    async fn mai_2022_par_des_classeurs(app) {
        let salaries = en_xlsx(&donnees!("salaries-250-excel.csv"), Quoi::Salaries);
        let heures = en_xlsx(&donnees!("heures-2022-05-250-excel.csv"), Quoi::Heures);
        du_fichier_au_paiement(app, salaries, heures).await;
    }

    async fn mai_2022_par_du_ndjson(app) {
        let salaries = en_ndjson(&donnees!("salaries-250.csv"), Quoi::Salaries);
        let heures = en_ndjson(&donnees!("heures-2022-05-250.csv"), Quoi::Heures);
        du_fichier_au_paiement(app, salaries, heures).await;
    }

    async fn un_code_ou_un_mois_faux_est_dit(app) {
        let (claire, _, code_di) = autorisee(&app).await;
        assert_eq!(fautes(claire.creer_demande(&demande("AAAAAAAAAA", "2022-05")).await), [("/code_di".into(), "code_di_inconnu".into())]);
        assert_eq!(fautes(claire.creer_demande(&demande(&code_di, "2022-03")).await), [("/mois".into(), "mois_hors_periode".into())]);
        let deux = fautes(claire.creer_demande(&demande("", "mai")).await);
        assert_eq!(deux.iter().map(|f| f.0.as_str()).collect::<Vec<_>>(), ["/code_di", "/mois"]);
    }

    async fn les_blocages_et_les_heures_impossibles_sont_dits_d_un_coup(app) {
        let (claire, _, code_di) = autorisee(&app).await;
        let di = claire.creer_demande(&demande(&code_di, "2022-05")).await.expect("ouverte");
        let id = di.corps.id.clone();
        let erreur = claire.envoyer_demande(&id, &di.etag).await.expect_err("bloquée");
        let probleme = erreur.probleme().expect("problème");
        assert_eq!((probleme.status, probleme.code.as_str()), (422, "demande_bloquee"));
        assert!(!probleme.errors.is_empty());
        assert_eq!(code(claire.lire_recapitulatif_pdf(&id).await.map(|_| ())), "recapitulatif_indisponible");
        claire.importer_salaries(SIRET, donnees!("salaries-250.csv"), OptionsImport::default()).await.expect("salariés");
        let di = claire.ajouter_salaries_demande(&id, &tous()).await.expect("salariés");
        let ligne = claire.lister_lignes(&id, None).await.expect("lignes").items.into_iter()
            .find(|ligne| ligne.duree_hebdomadaire == "35.00").expect("un contrat de 35 h");
        let heures = |semaine: &str, chomees: &str| HeuresSemaine {
            semaine: semaine.into(), travaillees: "0".into(), chomees: chomees.into(),
        };
        let saisie = |semaines| SaisieLignes { lignes: vec![SaisieLigne { id: ligne.id.clone(), semaines }] };
        let fausse = saisie(vec![heures("2022-05-03", "35"), heures("2022-05-09", "beaucoup"), heures("2022-05-16", "60")]);
        let codes: Vec<String> = fautes(claire.saisir_lignes(&id, &di.etag, &fausse).await).into_iter().map(|f| f.1).collect();
        for attendu in ["nombre_invalide", "heures_au_dela_du_contrat"] {
            assert!(codes.iter().any(|c| c == attendu), "{attendu} : {codes:?}");
        }
        let juste = saisie(vec![heures("2022-05-02", "35"), heures("2022-05-09", "17,5 h")]);
        let di = claire.saisir_lignes(&id, &di.etag, &juste).await.expect("saisies");
        assert_eq!(di.corps.totaux.heures_chomees, "52.50");
    }

    async fn une_demande_rejetee_se_corrige(app) {
        let (claire, nadia, code_di) = autorisee(&app).await;
        claire.importer_salaries(SIRET, donnees!("salaries-250.csv"), OptionsImport::default()).await.expect("salariés");
        let id = claire.creer_demande(&demande(&code_di, "2022-05")).await.expect("ouverte").corps.id;
        claire.ajouter_salaries_demande(&id, &tous()).await.expect("salariés");
        claire.importer_heures(&id, donnees!("heures-2022-05-250.csv"), OptionsImport::default()).await.expect("heures");
        let di = claire.lire_demande(&id).await.expect("demande");
        let di = claire.envoyer_demande(&id, &di.etag).await.expect("envoyée");
        assert_eq!(nadia.lister_demandes(&FiltreDemandes::default()).await.expect("file").items.len(), 1);
        let di = nadia.prendre_demande(&id, &di.etag).await.expect("prise");
        assert_eq!(code(nadia.rejeter_demande(&id, &di.etag, &RejetDemande::default()).await), "motifs_requis");
        let motifs = RejetDemande { motifs: "Les congés de la semaine 20 manquent.".into(), ..RejetDemande::default() };
        let di = nadia.rejeter_demande(&id, &di.etag, &motifs).await.expect("rejetée");
        let di = claire.corriger_demande(&id, &di.etag).await.expect("reprise");
        assert_eq!(di.corps.etat, "provisoire");
        claire.envoyer_demande(&id, &di.etag).await.expect("renvoyée");
        let paul = entreprise(&app, AUTRE_SIRET, "Paul").await;
        assert_eq!(code(paul.lire_demande(&id).await), "introuvable");
        assert_eq!(code(paul.lister_lignes(&id, None).await), "introuvable");
    }
}
