//! Every route of the contract, every role, somebody else's establishment: the answer is the one
//! that an unknown establishment gets (FAQ 56 must never happen again).

use std::collections::BTreeMap;

use client::Client;
use serde_json::{Value, json};

use crate::banc::{Banc, essais};
use crate::personnes::*;

/// Well formed, and nobody's.
const INCONNU: &str = "0194f3b2-7c1a-7d52-9a1e-2f6f0c9b8d11";
const SIRET_INCONNU: &str = "00100098300005";
/// Of an accountant whose client is another company.
const TROISIEME_SIRET: &str = "35600000000048";

/// Routes of the help desk, which sees every account: its own tests say what it may.
const ASSISTANCE: &[&str] = &[
    "/habilitations/",
    "/assistance/",
    "/comptes/",
    "/courriels/",
    "/reprises/",
    "/diagnostics/",
    "/paiements/",
];

/// What the help desk reads on inspection (FAQ 43), and changes nothing of.
const CONSULTABLES: &[&str] = &["/documents/", "/mandats/"];

/// What the help desk does of what is not its own.
const DU_BUREAU_AUSSI: &[&str] = &["revoquer_mandat", "changer_paiement"];

/// Steps that anybody may take for any SIRET: they say of it what the registration page says, and
/// open nothing before the other side has agreed.
const DEMARCHES: &[&str] = &["ajouter_etablissement", "declarer_mandat", "verifier_ajout"];

/// What stands for `{id}` after each path: the object of the company that owns it.
type Objets = BTreeMap<&'static str, String>;

pub struct Appel {
    pub nom: String,
    pub methode: &'static str,
    pub chemin: String,
    pub corps: Value,
}

pub fn operations() -> Vec<Appel> {
    let document = server::documentation::openapi();
    let mut appels = Vec::new();
    for (chemin, methodes) in document["paths"].as_object().expect("chemins") {
        for (methode, operation) in methodes.as_object().expect("méthodes") {
            let Some(chemin) = chemin.strip_prefix("/api/v1") else {
                continue;
            };
            if operation["security"] == json!([{}]) {
                continue;
            }
            let methode = match methode.as_str() {
                "get" => "GET",
                "post" => "POST",
                "put" => "PUT",
                "delete" => "DELETE",
                autre => panic!("{autre} {chemin}"),
            };
            let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
            appels.push(Appel {
                nom: operation["operationId"].as_str().expect("nom").to_owned(),
                methode,
                chemin: chemin.to_owned(),
                corps: composer(&document, schema),
            });
        }
    }
    appels
}

/// A body made of the examples of the document, as the explorer composes it.
fn composer(document: &Value, schema: &Value) -> Value {
    if let Some(reference) = schema["$ref"].as_str() {
        return composer(document, document.pointer(&reference[1..]).expect("schéma"));
    }
    if let Some(exemple) = schema["examples"].get(0) {
        return exemple.clone();
    }
    if let Some(proprietes) = schema["properties"].as_object() {
        let champs = proprietes
            .iter()
            .map(|(nom, champ)| (nom.clone(), composer(document, champ)));
        return Value::Object(champs.collect());
    }
    if schema["items"].is_object() {
        return json!([composer(document, &schema["items"])]);
    }
    Value::Null
}

/// A company of Loire-Atlantique with something under every path.
async fn proprietaire(app: &Banc) -> Objets {
    let claire = entreprise(app, SIRET, "Claire").await;
    completer(&claire, SIRET).await;
    let nadia = agent(app, "44").await;
    let (dap, code_di) = dap_validee(&claire, &nadia, SIRET).await;
    let rib = claire
        .lister_coordonnees_bancaires(SIRET)
        .await
        .expect("RIB")
        .items
        .remove(0)
        .id;
    let demande = api_types::indemnisation::NouvelleDemande {
        code_di,
        mois: "2022-05".into(),
        ..Default::default()
    };
    let demande = claire.creer_demande(&demande).await.expect("demande").corps.id;
    let salarie = api_types::salarie::NouveauSalarie {
        nir: "267077507584152".into(),
        nom: "Martin".into(),
        prenom: "Jeanne".into(),
        categorie: "ouvrier".into(),
        duree_hebdomadaire: "35".into(),
        taux_horaire_brut: "12".into(),
        ..Default::default()
    };
    let salarie = claire.ajouter_salarie(SIRET, &salarie).await.expect("salarié").id;
    let session = claire
        .lister_sessions()
        .await
        .expect("sessions")
        .items
        .remove(0)
        .id;
    let utilisateur = claire
        .lister_utilisateurs(SIRET)
        .await
        .expect("utilisateurs")
        .items
        .remove(0)
        .id;
    let jules = comptable(app, "Jules").await;
    let document = jules
        .deposer_document("contrat.pdf", pdf("contrat"))
        .await
        .expect("document")
        .id;
    let registre = client::CibleImport::Salaries(SIRET.into());
    let import = claire
        .lancer_import(&registre, b"nir".to_vec(), client::OptionsImport::default(), &[])
        .await
        .expect("import")
        .id;
    let mandat = api_types::mandat::NouveauMandat {
        siret: SIRET.into(),
        debut: "2022-06-01".into(),
        ..Default::default()
    };
    let mandat = jules.declarer_mandat(&mandat).await.expect("mandat").id;
    claire.accepter_mandat(&mandat).await.expect("accepté");
    BTreeMap::from([
        ("/documents/", document),
        ("/imports/", import),
        ("/mandats/", mandat),
        ("/etablissements/{siret}/utilisateurs/", utilisateur),
        ("/etablissements/{siret}/salaries/", salarie),
        ("/compte/sessions/", session),
        ("/daps/", dap),
        ("/demandes-indemnisation/", demande),
        ("/etablissements/{siret}/coordonnees-bancaires/", rib),
    ])
}

async fn appeler(client: &Client, appel: &Appel, chemin: &str, corps: &Value) -> (u16, String) {
    let (statut, reponse) = client
        .appeler_brut(appel.methode, chemin, Some("\"v1\""), corps)
        .await
        .expect("réponse");
    (statut, reponse["code"].as_str().unwrap_or_default().to_owned())
}

/// Puts this id in the place of every id of a body; answers how many.
fn remplacer_ids(corps: &mut Value, id: &str) -> usize {
    match corps {
        Value::String(texte) if uuid::Uuid::try_parse(texte).is_ok() => {
            id.clone_into(texte);
            1
        }
        Value::Array(valeurs) => valeurs.iter_mut().map(|valeur| remplacer_ids(valeur, id)).sum(),
        Value::Object(champs) => champs.values_mut().map(|valeur| remplacer_ids(valeur, id)).sum(),
        _ => 0,
    }
}

/// An answer without the id of its request, which differs each time.
fn sans_instance(reponse: &str) -> String {
    let mut lu: Value = serde_json::from_str(reponse).unwrap_or_default();
    if let Some(champs) = lu.as_object_mut() {
        champs.retain(|nom, _| !matches!(nom.as_str(), "request_id" | "instance"));
    }
    lu.to_string()
}

fn avec(chemin: &str, siret: &str, id: &str) -> String {
    chemin
        .replace("{siret}", siret)
        .replace("{id}", id)
        .replace("{document}", INCONNU)
}

essais! {
    /// By path: the same status and code as for what does not exist, and never a success.
    async fn rien_de_l_etablissement_d_autrui_ne_se_lit_ni_ne_se_change(app) {
        let objets = proprietaire(&app).await;
        let paul = entreprise(&app, AUTRE_SIRET, "Paul").await;
        let karim = ajouter_utilisateur(&app, &paul, AUTRE_SIRET, "Karim").await;
        let luc = entreprise(&app, TROISIEME_SIRET, "Luc").await;
        let mandat = luc.declarer_mandat(&crate::mandat::nouveau(AUTRE_SIRET, "2022-06-01", "")).await.expect("mandat");
        paul.accepter_mandat(&mandat.id).await.expect("accepté");
        let roles = [
            ("une autre entreprise", paul),
            ("qui y a été ajouté", karim),
            ("le tiers déclarant d'une autre entreprise", luc),
            ("l'agent d'un autre département", agent(&app, "75").await),
            ("l'assistance", assistance_deja_la(&app).await),
            ("un visiteur", app.visiteur()),
        ];
        let mut essayees = 0;
        for appel in operations() {
            if !appel.chemin.contains('{') {
                continue;
            }
            let id = match objets.iter().find(|(debut, _)| appel.chemin.starts_with(*debut)) {
                Some((_, id)) => id.as_str(),
                None if appel.chemin.contains("{id}") => {
                    assert!(
                        ASSISTANCE.iter().any(|debut| appel.chemin.starts_with(debut)),
                        "{} : dites dans `proprietaire` quel objet essayer",
                        appel.chemin
                    );
                    INCONNU
                }
                None => INCONNU,
            };
            let du_bureau = ASSISTANCE.iter().any(|debut| appel.chemin.starts_with(debut));
            for (role, client) in &roles {
                let consultable = appel.methode == "GET" && CONSULTABLES.iter().any(|debut| appel.chemin.starts_with(debut));
                let permise = DU_BUREAU_AUSSI.contains(&appel.nom.as_str());
                if *role == "l'assistance" && (du_bureau || consultable || permise) {
                    continue;
                }
                let reel = appeler(client, &appel, &avec(&appel.chemin, SIRET, id), &appel.corps).await;
                let inconnu = avec(&appel.chemin, SIRET_INCONNU, INCONNU);
                let inconnu = appeler(client, &appel, &inconnu, &appel.corps).await;
                let dit = format!("{role} : {} {}", appel.methode, appel.chemin);
                assert_eq!(reel, inconnu, "{dit}");
                let refuse = if *role == "un visiteur" { reel.0 == 401 } else { matches!(reel.0, 403 | 404) };
                assert!(refuse, "{dit} : {reel:?}");
                essayees += 1;
                // Under one's own SIRET, somebody else's object is no more there than one that nobody has.
                let sous_le_sien = appel.chemin.contains("{siret}") && appel.chemin.contains("{id}");
                if sous_le_sien && matches!(*role, "une autre entreprise" | "le tiers déclarant d'une autre entreprise") {
                    let reel = appeler(client, &appel, &avec(&appel.chemin, AUTRE_SIRET, id), &appel.corps).await;
                    let inconnu = appeler(client, &appel, &avec(&appel.chemin, AUTRE_SIRET, INCONNU), &appel.corps).await;
                    assert_eq!(reel, inconnu, "{dit}, sous son propre SIRET");
                    assert!(reel.0 >= 400, "{dit}, sous son propre SIRET : {reel:?}");
                }
            }
        }
        assert!(essayees > 150, "{essayees}");
    }

    /// By the ids of a body: whatever they name, the answer is that of ids that nobody has.
    async fn nommer_l_objet_d_autrui_dans_un_corps_ne_donne_rien(app) {
        let objets = proprietaire(&app).await;
        let roles = [
            ("une autre entreprise", entreprise(&app, AUTRE_SIRET, "Paul").await),
            ("l'agent d'un autre département", agent(&app, "75").await),
        ];
        let mut essayees = 0;
        for appel in operations() {
            let mut vide = appel.corps.clone();
            if appel.chemin.contains('{') || remplacer_ids(&mut vide, INCONNU) == 0 {
                continue;
            }
            for (role, client) in &roles {
                let inconnu = client.appeler_brut(appel.methode, &appel.chemin, None, &vide).await.expect("réponse");
                for id in objets.values() {
                    let mut corps = appel.corps.clone();
                    remplacer_ids(&mut corps, id);
                    let reel = client.appeler_brut(appel.methode, &appel.chemin, None, &corps).await.expect("réponse");
                    let dit = reel.1.to_string().replace(id.as_str(), INCONNU);
                    assert_eq!((reel.0, sans_instance(&dit)), (inconnu.0, sans_instance(&inconnu.1.to_string())), "{role} : {}", appel.nom);
                    essayees += 1;
                }
            }
        }
        assert!(essayees > 30, "{essayees}");
    }

    /// By body and by list: naming somebody else's SIRET gives nothing, and no list shows it.
    async fn nommer_le_siret_d_autrui_ne_donne_rien(app) {
        proprietaire(&app).await;
        let paul = entreprise(&app, AUTRE_SIRET, "Paul").await;
        for appel in operations() {
            if appel.chemin.contains('{') {
                continue;
            }
            if appel.corps["siret"].is_string() && !DEMARCHES.contains(&appel.nom.as_str()) {
                let corps = |siret: &str| {
                    let mut corps = appel.corps.clone();
                    corps["siret"] = json!(siret);
                    corps
                };
                let reel = appeler(&paul, &appel, &appel.chemin, &corps(SIRET)).await;
                let inconnu = appeler(&paul, &appel, &appel.chemin, &corps(SIRET_INCONNU)).await;
                assert_eq!(reel, inconnu, "{}", appel.nom);
                assert!(reel.0 >= 400, "{} : {reel:?}", appel.nom);
            }
            if appel.methode == "GET" {
                for chemin in [appel.chemin.clone(), format!("{}?siret={SIRET}", appel.chemin)] {
                    let lu = paul.appeler_brut("GET", &chemin, None, &Value::Null).await.expect("liste");
                    assert!(!lu.1.to_string().contains(SIRET), "{chemin} : {lu:?}");
                }
            }
        }
    }
}
