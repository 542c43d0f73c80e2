//! The agent never receives a NIR (R5122-22): known ones are seeded, and everything that an agent
//! can obtain, and every line of the log, is searched for them.

use std::collections::HashSet;
use std::io::{Cursor, Write};
use std::sync::{Arc, LazyLock, Mutex};

use api_types::dap::NouveauMessageDap;
use api_types::etablissement::FicheEtablissement;
use api_types::indemnisation::{NouvelleDemande, SelectionSalaries};
use api_types::salarie::NouveauSalarie;
use calamine::{Reader as _, Xlsx};
use client::OptionsImport;
use serde_json::{Value, json};

use crate::banc::{code, essais, fautes};
use crate::dap::texte_pdf;
use crate::etablissement::donnees;
use crate::matrice::operations;
use crate::personnes::*;

/// What the process logs from now on, whichever test makes it.
#[derive(Clone)]
struct Journal(Arc<Mutex<Vec<u8>>>);

impl Write for Journal {
    fn write(&mut self, octets: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("journal").extend_from_slice(octets);
        Ok(octets.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

static JOURNAL: LazyLock<Journal> = LazyLock::new(|| {
    let journal = Journal(Arc::default());
    let copie = journal.clone();
    let abonne = tracing_subscriber::fmt()
        .json()
        .with_max_level(tracing::Level::DEBUG)
        .with_writer(move || copie.clone())
        .finish();
    tracing::subscriber::set_global_default(abonne).expect("seul cet essai journalise");
    journal
});

/// The NIRs of the file that are in a text, spaced or not: every run of 13 or 15 characters is
/// looked at once its separators are gone.
fn trouves(texte: &str, nirs: &HashSet<String>) -> Vec<String> {
    let serre: Vec<char> = texte
        .chars()
        .filter(|c| c.is_ascii_digit() || matches!(c, 'A' | 'B'))
        .collect();
    serre
        .windows(13)
        .map(|fenetre| fenetre.iter().collect::<String>())
        .filter(|fenetre| nirs.contains(fenetre))
        .collect()
}

/// What a person reads in an answer: its bytes, and what a PDF or a workbook shows once it is open.
fn lisible(octets: &[u8]) -> String {
    let mut texte = String::from_utf8_lossy(octets).into_owned();
    if octets.starts_with(b"%PDF") {
        texte.push_str(&texte_pdf(octets));
    }
    if octets.starts_with(b"PK") {
        let mut classeur: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(octets)).expect("classeur");
        for (_, feuille) in classeur.worksheets() {
            // A sign that ends a run of digits: cells side by side are not one number.
            let cellules = feuille.cells().map(|(_, _, cellule)| format!("{cellule} AB "));
            texte.extend(cellules);
        }
    }
    texte
}

#[test]
fn la_recherche_trouve_un_nir_espace_ou_non() {
    let nirs = HashSet::from(["2670775075841".to_owned()]);
    for texte in [
        "267077507584152",
        "x 2 67 07 75 075 841 52 y",
        "{\"n\":\"2.67.07.75.075.841\"}",
    ] {
        assert_eq!(trouves(texte, &nirs).len(), 1, "{texte}");
    }
    assert!(trouves("2670775075842", &nirs).is_empty());
    let cellules = [vec!["2 67 07 75 075 841 52".to_owned().into()]];
    let feuille = adapters::tableur::Feuille {
        nom: "Salariés",
        entetes: &["NIR"],
        lignes: &cellules,
    };
    let classeur = adapters::tableur::xlsx(&[feuille]).expect("classeur");
    assert_eq!(
        trouves(&lisible(&classeur), &nirs).len(),
        1,
        "un classeur s'ouvre"
    );
}

essais! {
    async fn aucune_reponse_a_un_agent_ni_le_journal_n_ont_de_nir(app) {
        let journal = JOURNAL.clone();
        let claire = entreprise(&app, SIRET, "Claire").await;
        completer(&claire, SIRET).await;
        let nadia = agent(&app, "44").await;
        let fichier = donnees!("salaries-250.csv");
        let nirs: HashSet<String> = String::from_utf8(fichier.clone()).expect("UTF-8").lines().skip(1)
            .filter_map(|ligne| ligne.get(..13).map(str::to_owned)).collect();
        assert!(nirs.len() > 200);
        let options = OptionsImport::default();
        claire.importer_salaries(SIRET, fichier, options).await.expect("salariés");

        // Typed where an agent would read it: refused, and the refusal does not repeat it.
        let nir = "2 67 07 75 075 841 52";
        let bavarde = api_types::dap::SaisieDap { circonstances: format!("Arrêt de {nir}."), ..saisie_dap(SIRET) };
        let brouillon = claire.creer_dap(&bavarde).await.expect("brouillon");
        let refus = claire.envoyer_dap(&brouillon.corps.id, &brouillon.etag).await;
        assert_eq!(fautes(refus), [("/circonstances".to_owned(), "nir_dans_texte".to_owned())]);
        claire.retirer_dap(&brouillon.corps.id, &brouillon.etag).await.expect("retiré");

        // Saved while correcting what an agent sent back, not sent: it stays the employer's.
        let (renvoyee, etag) = crate::instruction::envoyee(&claire, "transformation").await;
        let prise = nadia.prendre_dap(&renvoyee, &etag).await.expect("prise");
        let invalidee = nadia.decider_dap(&renvoyee, &prise.etag, &decision("invalider", "À préciser.")).await.expect("invalidée");
        claire.modifier_dap(&renvoyee, &invalidee.etag, &bavarde).await.expect("enregistrée");

        // The sheet, the names and the agent's own words are read by agents too.
        let fiche = claire.lire_etablissement(SIRET).await.expect("fiche");
        let nommee = FicheEtablissement {
            denomination: format!("Ateliers {nir}"),
            libelle_voie: "2670775075841".into(),
            complement_adresse: format!("chez {nir}"),
            ville: format!("Nantes {nir}"),
            contact_nom: "267077507584152".into(),
            ..fiche.corps.fiche
        };
        let refuses = fautes(claire.modifier_etablissement(SIRET, &fiche.etag, &nommee).await);
        let champs: Vec<_> = refuses.iter().map(|(champ, code)| { assert_eq!(code, "nir_dans_texte"); champ.as_str() }).collect();
        assert_eq!(champs, ["/denomination", "/libelle_voie", "/complement_adresse", "/ville", "/contact_nom"]);
        let utilisateur = api_types::utilisateur::NouvelUtilisateur { nom: nir.into(), ..nouvel_utilisateur("Paul") };
        assert_eq!(fautes(claire.ajouter_utilisateur(SIRET, &utilisateur).await), [("/nom".to_owned(), "nir_dans_texte".to_owned())]);
        let salarie = NouveauSalarie {
            nir: "295109912611193".into(),
            nom: "2670775075841 12 heures".into(),
            prenom: nir.into(),
            categorie: "cadre".into(),
            duree_hebdomadaire: "35".into(),
            taux_horaire_brut: "20".into(),
            ..Default::default()
        };
        let refuses = fautes(claire.ajouter_salarie(SIRET, &salarie).await);
        assert_eq!(refuses.iter().map(|f| (f.0.as_str(), f.1.as_str())).collect::<Vec<_>>(), [("/nom", "nir_dans_texte"), ("/prenom", "nir_dans_texte")]);
        let (autre, etag) = crate::instruction::envoyee(&claire, "difficultes_approvisionnement").await;
        let prise = nadia.prendre_dap(&autre, &etag).await.expect("prise");
        let mots = decision("refuser", &format!("Madame Garnier, {nir}, n'est pas concernée."));
        assert_eq!(code(nadia.decider_dap(&autre, &prise.etag, &mots).await), "nir_dans_texte");

        let (dap, code_di) = dap_validee(&claire, &nadia, SIRET).await;
        let message = NouveauMessageDap { texte: format!("C'est {nir}"), ..Default::default() };
        assert_eq!(fautes(claire.ecrire_message_dap(&dap, &message).await)[0].1, "nir_dans_texte");
        let di = NouvelleDemande { code_di, mois: "2022-05".into(), ..Default::default() };
        let di = claire.creer_demande(&di).await.expect("demande").corps.id;
        let tous = SelectionSalaries { tous: true, ..Default::default() };
        claire.ajouter_salaries_demande(&di, &tous).await.expect("salariés");
        claire.importer_heures(&di, donnees!("heures-2022-05-250.csv"), options).await.expect("heures");
        let lue = claire.lire_demande(&di).await.expect("demande");
        claire.envoyer_demande(&di, &lue.etag).await.expect("envoyée");

        let (mut lus, mut fichiers) = (0, std::collections::BTreeSet::new());
        let metier = ["/daps", "/demandes-indemnisation", "/etablissements", "/simulations", "/documents"];
        for appel in operations() {
            // Everything is read; what a person does to her own account is no business of this test.
            let essayee = appel.methode == "GET" || metier.iter().any(|debut| appel.chemin.starts_with(debut));
            if !essayee {
                continue;
            }
            let formats: &[&str] = if appel.chemin.ends_with("/export") { &["?format=csv", "?format=xlsx"] } else { &[""] };
            let ids = [&dap, &di, &renvoyee, &brouillon.corps.id];
            let ids = &ids[..if appel.chemin.contains("{id}") { 4 } else { 1 }];
            for (id, format) in ids.iter().flat_map(|id| formats.iter().map(move |format| (id, format))) {
                let chemin = appel.chemin.replace("{siret}", SIRET).replace("{id}", id) + format;
                let mut corps = appel.corps.clone();
                if let Some(texte) = corps.get_mut("texte") {
                    *texte = json!(format!("Le NIR est {nir}"));
                }
                // What changes nothing is called as it is; the rest with a stale version.
                let (statut, recu) = nadia.appeler_octets(appel.methode, &chemin, Some("\"v0\""), &corps).await.expect("réponse");
                let dits = trouves(&lisible(&recu), &nirs);
                assert!(dits.is_empty(), "{} {chemin} ({statut}) rend {} NIR", appel.methode, dits.len());
                if statut == 200 && !recu.starts_with(b"{") {
                    assert!(recu.len() > 100, "{chemin} est vide : l'essai ne prouve rien");
                    fichiers.insert(format!("{}{format}", appel.chemin));
                }
                lus += 1;
            }
        }
        assert!(lus > 60, "{lus}");
        let attendus = [
            "/daps/export?format=csv", "/daps/export?format=xlsx", "/daps/{id}/decision.pdf",
            "/demandes-indemnisation/export?format=csv", "/demandes-indemnisation/export?format=xlsx",
            "/demandes-indemnisation/{id}/export?format=csv", "/demandes-indemnisation/{id}/export?format=xlsx",
            "/demandes-indemnisation/{id}/recapitulatif.pdf",
        ];
        for attendu in attendus {
            assert!(fichiers.contains(attendu), "{attendu} n'a pas été lu : {fichiers:?}");
        }
        let du_salarie = nadia.exporter_lignes(&di, "xlsx").await.expect("classeur");
        assert!(lisible(&du_salarie).contains("GARNIER"), "l'agent y lit les noms");
        let lignes = nadia.lister_lignes(&di, None).await;
        assert!(lignes.is_ok(), "l'agent lit la demande jusqu'au bout : {lignes:?}");
        let boite = app.visiteur().appeler_brut("GET", "/demo/courriels", None, &Value::Null).await.expect("courriels");
        assert!(trouves(&boite.1.to_string(), &nirs).is_empty());
        let ecrit = String::from_utf8_lossy(&journal.0.lock().expect("journal")).into_owned();
        assert!(ecrit.len() > 1000, "le journal est vide : l'essai ne prouve rien");
        for ligne in ecrit.lines() {
            assert!(trouves(ligne, &nirs).is_empty(), "un NIR dans le journal");
        }
    }
}
