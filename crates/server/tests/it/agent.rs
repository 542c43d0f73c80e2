//! Agents: an account on a signed annexe 3, the files of their départements and no others.

use api_types::agent::{ChangementDepartements, NouvelAgent};
use client::{Client, FiltreComptes, FiltreDaps};

use crate::banc::{Banc, code, essais, fautes};
use crate::personnes::*;

const ADRESSE: &str = "amina.roy@departement.gouv.fr";

async fn annexe(desk: &Client) -> String {
    let depose = desk.deposer_document("annexe-3.pdf", pdf("annexe 3")).await;
    depose.expect("annexe").id
}

async fn demande(desk: &Client, departements: &[&str]) -> NouvelAgent {
    NouvelAgent {
        nom: "Roy".into(),
        prenom: "Amina".into(),
        courriel: ADRESSE.into(),
        courriel_confirmation: ADRESSE.into(),
        departements: departements.iter().map(|d| (*d).to_owned()).collect(),
        document: annexe(desk).await,
        motif: "Annexe 3 du 1er juin.".into(),
    }
}

/// An establishment of that postal code with one DAP that waits.
async fn dap_envoyee(app: &Banc, siret: &str, prenom: &str, code_postal: &str) -> (Client, String) {
    let client = entreprise(app, siret, prenom).await;
    completer(&client, siret).await;
    let lu = client.lire_etablissement(siret).await.expect("fiche");
    let fiche = api_types::etablissement::FicheEtablissement {
        code_postal: code_postal.into(),
        ..lu.corps.fiche
    };
    client
        .modifier_etablissement(siret, &lu.etag, &fiche)
        .await
        .expect("déplacé");
    let dap = client.creer_dap(&saisie_dap(siret)).await.expect("brouillon");
    client
        .envoyer_dap(&dap.corps.id, &dap.etag)
        .await
        .expect("envoyée");
    (client, dap.corps.id)
}

async fn file(agent: &Client) -> Vec<String> {
    let file = agent.lister_daps(&FiltreDaps::default()).await.expect("file");
    file.items.into_iter().map(|dap| dap.siret).collect()
}

essais! {
    async fn un_agent_de_deux_departements_voit_les_deux_et_rien_d_autre(app) {
        let (_, a_nantes) = dap_envoyee(&app, SIRET, "Claire", "44000").await;
        let (_, a_angers) = dap_envoyee(&app, AUTRE_SIRET, "Paul", "49000").await;
        let (_, a_paris) = dap_envoyee(&app, CABINET_SIRET, "Jules", "75011").await;
        let desk = assistance_deja_la(&app).await;
        let dossier = desk.ouvrir_agent(&demande(&desk, &["49", "44", "44"]).await).await.expect("ouvert");
        assert_eq!((dossier.role.as_str(), dossier.departements.as_slice()), ("agent_ud", ["44".to_owned(), "49".to_owned()].as_slice()));
        assert_eq!((dossier.documents.len(), dossier.documents[0].nom.as_str()), (1, "annexe-3.pdf"));
        assert!(dossier.journal.iter().any(|l| l.code == "agent_cree" && l.motif.is_some()));
        let objets: Vec<String> = app.courriels(ADRESSE).await.into_iter().map(|c| c.0).collect();
        assert_eq!(objets.len(), 3, "{objets:?}");
        let (identifiant, temporaire) = identifiants(&app, ADRESSE).await;
        assert_eq!(identifiant, "amina.roy");
        let amina = premiere_connexion(&app, &identifiant, &temporaire).await;
        assert_eq!(amina.lire_session().await.expect("session").compte.departements, ["44", "49"]);

        let mut vus = file(&amina).await;
        vus.sort();
        assert_eq!(vus, [AUTRE_SIRET, SIRET]);
        amina.lire_dap(&a_nantes).await.expect("Loire-Atlantique");
        let dap = amina.lire_dap(&a_angers).await.expect("Maine-et-Loire");
        amina.prendre_dap(&a_angers, &dap.etag).await.expect("prise");
        assert_eq!(code(amina.lire_dap(&a_paris).await), "introuvable");
        assert_eq!(amina.lister_daps(&FiltreDaps::default()).await.expect("recherche").items.len(), 2);

        // The help desk alone reads the annexe.
        let lue = desk.lire_document(&dossier.documents[0].id).await.expect("annexe");
        assert_eq!(lue, pdf("annexe 3"));
        assert_eq!(code(amina.lire_document(&dossier.documents[0].id).await), "introuvable");

        // Moved: at once, in the session that is open.
        let ailleurs = ChangementDepartements { departements: vec!["75".into()], document: Some(annexe(&desk).await), motif: "Mutation.".into() };
        let apres = desk.changer_departements_agent(&dossier.id, &ailleurs).await.expect("changés");
        assert_eq!((apres.departements, apres.documents.len()), (vec!["75".to_owned()], 2));
        assert_eq!(file(&amina).await, [CABINET_SIRET]);
        assert_eq!(code(amina.lire_dap(&a_angers).await), "introuvable");
        assert_eq!(app.courriels(ADRESSE).await.pop().expect("avis").0, "Changement de vos départements");
        let agents = FiltreComptes { role: Some("agent_ud"), ..Default::default() };
        let liste = desk.lister_comptes(&agents, None).await.expect("agents").items;
        assert_eq!((liste.len(), liste[0].departements.as_slice()), (1, ["75".to_owned()].as_slice()));
    }

    async fn un_compte_d_agent_ne_s_ouvre_que_sur_une_annexe(app) {
        let desk = assistance(&app).await;
        let vide = NouvelAgent::default();
        let vues: Vec<String> = fautes(desk.ouvrir_agent(&vide).await).into_iter().map(|f| f.1).collect();
        assert_eq!(vues, ["champ_requis", "champ_requis", "champ_requis", "departement_requis", "annexe_requise", "motifs_requis"]);
        let bonne = demande(&desk, &["44"]).await;
        let faux = NouvelAgent { departements: vec!["44".into(), "20".into()], ..bonne.clone() };
        assert_eq!(fautes(desk.ouvrir_agent(&faux).await), [("/departements".into(), "departement_inconnu".into())]);
        let perdue = NouvelAgent { document: "0194f3b2-7c1a-7d52-9a1e-2f6f0c9b8d11".into(), ..bonne.clone() };
        assert_eq!(fautes(desk.ouvrir_agent(&perdue).await), [("/document".into(), "document_inconnu".into())]);
        desk.ouvrir_agent(&bonne).await.expect("ouvert");
        // One annexe is one account; one address too.
        let deux = NouvelAgent { courriel: "b@exemple.fr".into(), courriel_confirmation: "b@exemple.fr".into(), ..bonne.clone() };
        assert_eq!(fautes(desk.ouvrir_agent(&deux).await), [("/document".into(), "document_inconnu".into())]);
        let memes = NouvelAgent { document: annexe(&desk).await, ..bonne.clone() };
        assert_eq!(fautes(desk.ouvrir_agent(&memes).await), [("/courriel".into(), "courriel_deja_connu".into())]);
        // Of the two refusals nothing is left.
        let agents = FiltreComptes { role: Some("agent_ud"), ..Default::default() };
        assert_eq!(desk.lister_comptes(&agents, None).await.expect("agents").items.len(), 1);

        let claire = entreprise(&app, SIRET, "Claire").await;
        assert_eq!(code(claire.ouvrir_agent(&bonne).await), "role_insuffisant");
        let nadia = agent(&app, "44").await;
        assert_eq!(code(nadia.ouvrir_agent(&bonne).await), "role_insuffisant");
        let changement = ChangementDepartements { departements: vec!["75".into()], document: None, motif: "x".into() };
        let moi = nadia.lire_session().await.expect("session").compte.id;
        assert_eq!(code(nadia.changer_departements_agent(&moi, &changement).await), "role_insuffisant");
        let claire = claire.lire_session().await.expect("session").compte.id;
        let desk = assistance_deja_la(&app).await;
        assert_eq!(code(desk.changer_departements_agent(&claire, &changement).await), "compte_pas_agent");
        let faux = FiltreComptes { role: Some("roi"), etat: Some("actif"), ..Default::default() };
        assert_eq!(fautes(desk.lister_comptes(&faux, None).await).len(), 2);
    }
}
