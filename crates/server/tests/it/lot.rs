//! Habilitations in bulk: each to its own person, once, whatever happens to the process.

use std::collections::{BTreeMap, BTreeSet};

use api_types::lot::{LotHabilitations, NouveauLot};
use client::Client;
use db::compte::Compte;
use db::etablissement::Etablissement;
use db::habilitation::Habilitation;

use crate::banc::{Banc, code, essais, fautes};
use crate::personnes::*;

/// A valid SIRET for each number.
fn siret(numero: usize) -> String {
    let cle = |debut: &str| {
        (0..10)
            .map(|chiffre| format!("{debut}{chiffre}"))
            .find(|essai| {
                let somme: u32 = essai
                    .bytes()
                    .rev()
                    .enumerate()
                    .map(|(rang, b)| {
                        let n = u32::from(b - b'0') * if rang % 2 == 1 { 2 } else { 1 };
                        if n > 9 { n - 9 } else { n }
                    })
                    .sum();
                somme.is_multiple_of(10)
            })
            .expect("une clé")
    };
    cle(&format!("{}0001", cle(&format!("{:08}", 10_000_000 + numero))))
}

/// Account requests that wait, written as the registration does: 50 of "Jean Martin" first.
async fn demandes(app: &Banc, nombre: usize) -> Vec<String> {
    let contexte = &app.etat.contexte;
    let fiche = {
        let inscription = inscription("", SIRET, "Claire")
            .en_saisie()
            .verifier()
            .expect("inscription");
        serde_json::to_value(inscription.fiche).expect("fiche")
    };
    let tx = contexte.ecrire().await.expect("transaction");
    let mut ids = Vec::new();
    for numero in 0..nombre {
        let (prenom, nom) = if numero < 50 {
            ("Jean".to_owned(), "Martin".to_owned())
        } else {
            (format!("Prénom{numero}"), format!("Nom{numero}"))
        };
        let compte = Compte {
            id: contexte.id(),
            identifiant: None,
            courriel: format!("personne{numero}@exemple.fr"),
            nom,
            prenom,
            telephone: "0240000000".into(),
            role: "utilisateur".into(),
            mot_de_passe_hache: None,
            mot_de_passe_temporaire: true,
            mot_de_passe_expire_le: None,
            echecs: 0,
            verrouille_jusqu_a: None,
            question_secrete: "?".into(),
            reponse_secrete_hachee: None,
            cree_le: contexte.maintenant(),
        };
        let etablissement = Etablissement {
            id: contexte.id(),
            siret: siret(numero),
            denomination: format!("Établissement {numero}"),
            departement: "44".into(),
            fiche: fiche.clone(),
            a_verifier: numero % 10 == 9,
            ferme: false,
            version: 1,
            ancien_siret: None,
            cree_le: contexte.maintenant(),
            modifie_le: contexte.maintenant(),
        };
        let habilitation = Habilitation {
            id: contexte.id(),
            compte_id: compte.id,
            etablissement_id: etablissement.id,
            role: "principal".into(),
            etat: "en_attente".into(),
            motif: None,
            demandee_le: contexte.maintenant(),
            decidee_le: None,
            decidee_par: None,
            finie_le: None,
            finie_par: None,
        };
        ids.push(habilitation.id.to_string());
        db::compte::inserer(&tx, compte).await.expect("compte");
        db::etablissement::inserer(&tx, etablissement)
            .await
            .expect("établissement");
        db::habilitation::inserer(&tx, habilitation)
            .await
            .expect("habilitation");
    }
    tx.commit().await.expect("écrit");
    ids
}

fn accepter_ces(ids: &[String]) -> NouveauLot {
    NouveauLot {
        decision: "accepter".into(),
        ids: ids.to_vec(),
        ..NouveauLot::default()
    }
}

fn toutes() -> NouveauLot {
    NouveauLot {
        decision: "accepter".into(),
        toutes: true,
        siret_a_verifier_aussi: true,
        ..NouveauLot::default()
    }
}

/// A thousand where there is time (`.ci/run`): each is an account, three mails and a hash.
fn taille() -> usize {
    let voulue = std::env::var("APART_TEST_LOT").ok();
    voulue.and_then(|texte| texte.parse().ok()).unwrap_or(150)
}

/// Plays the job until nothing is left to do.
async fn achever(app: &Banc) {
    while app::lot::avancer(&app.etat.contexte).await.expect("tour") {}
}

/// Every mail that waits for somebody who asked, by address, read as the sender does.
async fn courriels(app: &Banc) -> BTreeMap<String, Vec<(String, String)>> {
    let mut par_adresse: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    loop {
        let pris = app::courriel::prendre(&app.etat.contexte).await.expect("file");
        if pris.is_empty() {
            return par_adresse;
        }
        // Not those to the help desk itself (its second factor).
        for envoi in pris
            .into_iter()
            .filter(|envoi| envoi.destinataire.starts_with("personne"))
        {
            par_adresse
                .entry(envoi.destinataire)
                .or_default()
                .push((envoi.objet, envoi.corps));
        }
    }
}

async fn lu(desk: &Client, lot: &LotHabilitations) -> LotHabilitations {
    desk.lire_lot(&lot.id).await.expect("lot")
}

/// The value that stands alone on its line.
fn valeur(corps: &str) -> String {
    let (_, apres) = corps.split_once(" est :\n\n").expect("valeur seule");
    apres.lines().next().expect("ligne").to_owned()
}

essais! {
    /// FAQ 55 and 56: a bulk run once sent people the identifiants of others.
    async fn mille_habilitations_vont_chacune_a_sa_personne(app) {
        let nombre = taille();
        demandes(&app, nombre).await;
        let desk = assistance(&app).await;
        let apercu = desk.apercevoir_lot(&toutes()).await.expect("aperçu");
        let en_nombre = |n: u32| usize::try_from(n).expect("petit");
        assert_eq!([en_nombre(apercu.total), en_nombre(apercu.possibles), en_nombre(apercu.courriels)], [nombre, nombre, 3 * nombre]);
        let lot = desk.creer_lot(&toutes()).await.expect("lot");
        assert_eq!((lot.etat.as_str(), en_nombre(lot.restantes)), ("en_cours", nombre));
        achever(&app).await;
        let fini = app::lot::voir(&app.etat.contexte, lot.id.parse().expect("id")).await.expect("lot");
        assert_eq!((fini.lot.etat.as_str(), fini.faites, fini.impossibles, fini.restantes), ("termine", u64::try_from(nombre).expect("petit"), 0, 0));

        let courriels = courriels(&app).await;
        assert_eq!(courriels.len(), nombre);
        let mut donnes = BTreeSet::new();
        for numero in 0..nombre {
            let adresse = format!("personne{numero}@exemple.fr");
            let siens = &courriels[&adresse];
            let objets: BTreeSet<&str> = siens.iter().map(|(objet, _)| objet.as_str()).collect();
            assert_eq!((siens.len(), objets.len()), (3, 3), "{adresse}");
            let corps = |debut: &str| &siens.iter().find(|(objet, _)| objet.starts_with(debut)).expect("courriel").1;
            let identifiant = valeur(corps("Identifiant"));
            let compte = db::compte::par_courriel(&app.etat.contexte.base, &adresse).await.expect("lu").expect("compte");
            assert_eq!(compte.identifiant.as_deref(), Some(identifiant.as_str()), "{adresse}");
            assert!(donnes.insert(identifiant.clone()), "{identifiant} donné deux fois");
            assert!(identifiant.starts_with(if numero < 50 { "jean.martin" } else { "prenom" }), "{identifiant}");
            let habilitation = corps("Habilitation");
            assert!(habilitation.contains(&siret(numero)) && habilitation.contains(&format!("Établissement {numero} ")), "{habilitation}");
            // Hashing is dear: the homonyms all, of the others some.
            if numero < 10 || numero % 97 == 0 {
                let mot_de_passe = valeur(corps("Mot de passe"));
                let client = app.visiteur();
                let session = client.ouvrir_session(&identifiant, &mot_de_passe).await.expect("connexion");
                assert_eq!(session.compte.courriel, adresse);
            }
        }
    }

    async fn un_traitement_interrompu_reprend_sans_rien_faire_deux_fois(app) {
        let ids = demandes(&app, 30).await;
        let desk = assistance(&app).await;
        let lot = desk.creer_lot(&accepter_ces(&ids)).await.expect("lot");
        let contexte = app.etat.contexte.clone();
        // Killed at any await, again and again, as by kill -9.
        for millisecondes in [3_u64, 40, 90, 150, 220] {
            let contexte = contexte.clone();
            let tache = tokio::spawn(async move { app::lot::avancer(&contexte).await });
            tokio::time::sleep(std::time::Duration::from_millis(millisecondes)).await;
            tache.abort();
            tache.await.ok();
            // The lease of the dead one must be over.
            app.attendre(2);
        }
        // Two replicas at once.
        let (un, deux) = tokio::join!(app::lot::avancer(&contexte), app::lot::avancer(&contexte));
        un.expect("réplique");
        deux.expect("réplique");
        achever(&app).await;
        let fini = lu(&desk, &lot).await;
        assert_eq!((fini.etat.as_str(), fini.faites, fini.impossibles), ("termine", 30, 0));
        let courriels = courriels(&app).await;
        assert_eq!(courriels.len(), 30);
        assert!(courriels.values().all(|siens| siens.len() == 3), "{courriels:?}");
    }

    async fn une_ligne_fausse_n_arrete_pas_les_autres(app) {
        let mut ids = demandes(&app, 4).await;
        let desk = assistance(&app).await;
        accepter(&desk, &ids[1]).await;
        let inconnue = "0194f3b2-7c1a-7d52-9a1e-2f6f0c9b8d11".to_owned();
        ids.push(inconnue.clone());
        ids.push(ids[0].clone());
        let apercu = desk.apercevoir_lot(&accepter_ces(&ids)).await.expect("aperçu");
        assert_eq!((apercu.total, apercu.possibles, apercu.courriels), (5, 3, 9));
        let codes: Vec<_> = apercu.impossibles.iter().map(|l| l.code.as_deref().unwrap_or("")).collect();
        assert_eq!(codes, ["habilitation_deja_decidee", "introuvable"]);
        let lot = desk.creer_lot(&accepter_ces(&ids)).await.expect("lot");
        achever(&app).await;
        let fini = lu(&desk, &lot).await;
        assert_eq!((fini.etat.as_str(), fini.faites, fini.impossibles, fini.restantes), ("termine", 3, 2, 0));
        let lignes = desk.lister_lignes_lot(&lot.id, Some("impossible"), None).await.expect("lignes").items;
        let vues: Vec<_> = lignes.iter().map(|l| (l.rang, l.code.as_deref().unwrap_or(""), l.courriel.as_str())).collect();
        assert_eq!(vues, [(2, "habilitation_deja_decidee", "personne1@exemple.fr"), (5, "introuvable", "")]);
        assert_eq!(courriels(&app).await.values().map(Vec::len).sum::<usize>(), 12);
        assert_eq!(desk.lister_lots().await.expect("lots").items.len(), 1);
    }

    async fn un_refus_groupe_est_motive_et_ecrit_a_chacun(app) {
        let ids = demandes(&app, 3).await;
        let desk = assistance(&app).await;
        let refus = |motif: &str| NouveauLot { decision: "refuser".into(), motif: motif.into(), ids: ids.clone(), ..NouveauLot::default() };
        assert_eq!(fautes(desk.creer_lot(&refus(" ")).await), [("/motif".into(), "motifs_requis".into())]);
        assert_eq!(fautes(desk.apercevoir_lot(&refus("")).await), [("/motif".into(), "motifs_requis".into())]);
        assert_eq!(fautes(desk.creer_lot(&accepter_ces(&[])).await), [("/ids".into(), "lot_vide".into())]);
        assert_eq!(fautes(desk.creer_lot(&accepter_ces(&["x".into()])).await), [("/ids/0".into(), "id_invalide".into())]);
        let trop: Vec<String> = (0..1_001_u32).map(|n| format!("0194f3b2-7c1a-7d52-9a1e-2f6f0c{n:06x}")).collect();
        assert_eq!(fautes(desk.creer_lot(&accepter_ces(&trop)).await), [("/ids".into(), "lot_trop_grand".into())]);
        desk.creer_lot(&refus("Demande en double.")).await.expect("lot");
        achever(&app).await;
        let courriels = courriels(&app).await;
        assert_eq!(courriels.len(), 3);
        assert!(courriels.values().flatten().all(|(_, corps)| corps.contains("Demande en double.")));
        let refusees = desk.lister_habilitations(Some("refusee"), None).await.expect("liste").items;
        assert_eq!(refusees.len(), 3);
    }

    async fn un_traitement_s_arrete_et_laisse_le_reste_en_attente(app) {
        demandes(&app, 30).await;
        let desk = assistance(&app).await;
        let sures = NouveauLot { siret_a_verifier_aussi: false, ..toutes() };
        let lot = desk.creer_lot(&sures).await.expect("lot");
        assert_eq!(lot.total, 27, "les SIRET à vérifier restent");
        app::lot::avancer(&app.etat.contexte).await.expect("un tour");
        let arrete = desk.annuler_lot(&lot.id).await.expect("arrêté");
        assert_eq!((arrete.etat.as_str(), arrete.faites, arrete.restantes), ("annule", 20, 7));
        achever(&app).await;
        assert_eq!(lu(&desk, &lot).await.faites, 20);
        assert_eq!(code(desk.annuler_lot(&lot.id).await), "lot_termine");
        assert_eq!(desk.lister_habilitations(Some("en_attente"), None).await.expect("liste").items.len(), 10);
    }

    async fn seule_l_assistance_decide_en_nombre(app) {
        let ids = demandes(&app, 1).await;
        let claire = entreprise(&app, SIRET, "Claire").await;
        let nadia = agent(&app, "44").await;
        for client in [&claire, &nadia] {
            assert_eq!(code(client.apercevoir_lot(&accepter_ces(&ids)).await), "role_insuffisant");
            assert_eq!(code(client.creer_lot(&accepter_ces(&ids)).await), "role_insuffisant");
            assert_eq!(code(client.lister_lots().await), "role_insuffisant");
            assert_eq!(code(client.lire_lot(&ids[0]).await), "role_insuffisant");
            assert_eq!(code(client.lister_lignes_lot(&ids[0], None, None).await), "role_insuffisant");
            assert_eq!(code(client.annuler_lot(&ids[0]).await), "role_insuffisant");
        }
        let desk = app.visiteur();
        reconnecter(&app, &desk, "sophie.leroux").await;
        assert_eq!(code(desk.lire_lot(&ids[0]).await), "introuvable");
        assert_eq!(code(desk.lister_lignes_lot(&ids[0], None, None).await), "introuvable");
        assert_eq!(code(desk.annuler_lot(&ids[0]).await), "introuvable");
    }

    async fn un_lot_envoye_deux_fois_n_en_fait_qu_un(app) {
        let ids = demandes(&app, 2).await;
        assistance(&app).await;
        let http = app.http();
        let code = code_du_telephone(&app, "sophie.leroux").await;
        let corps = serde_json::json!({"identifiant": "sophie.leroux", "mot_de_passe": MOT_DE_PASSE, "code": code});
        let ouverte = http.post(app.adresse("/api/v1/session")).json(&corps).send().await.expect("connexion");
        let cookie = ouverte.headers()["set-cookie"].to_str().expect("cookie").split(';').next().expect("paire").to_owned();
        let envoyer = || {
            http.post(app.adresse("/api/v1/habilitations/lots"))
                .header("cookie", &cookie)
                .header("x-apart-csrf", "1")
                .header("idempotency-key", "lot-1")
                .json(&accepter_ces(&ids))
        };
        let premier = envoyer().send().await.expect("réponse");
        assert_eq!(premier.status(), 202);
        let lieu = premier.headers()["location"].clone();
        let second = envoyer().send().await.expect("réponse");
        assert_eq!((second.status().as_u16(), &second.headers()["location"]), (202, &lieu));
        assert_eq!(second.headers()["idempotent-replayed"], "true");
    }

    async fn deux_demandes_d_une_personne_acceptees_ensemble_ne_donnent_qu_un_mot_de_passe(app) {
        let premiere = inscrire(&app, SIRET, "Claire").await;
        let seconde = inscrire(&app, AUTRE_SIRET, "Claire").await;
        let desk = assistance(&app).await;
        let autre = app.visiteur();
        reconnecter(&app, &autre, "sophie.leroux").await;
        tokio::join!(accepter(&desk, &premiere), accepter(&autre, &seconde));
        let objets: Vec<String> = app.courriels(&courriel("Claire")).await.into_iter().map(|c| c.0).collect();
        assert_eq!(objets.iter().filter(|o| o.starts_with("Mot de passe")).count(), 1, "{objets:?}");
        assert_eq!(objets.len(), 4);
    }
}
