//! Payments: every state, one or many at a time, the account that each was paid to.

use api_types::coordonnees_bancaires::NouvellesCoordonneesBancaires;
use api_types::paiement::{DemandeDuLot, OperationPaiement, OperationsPaiement};
use client::{Client, FiltrePaiements};

use crate::affluence::futures_join;
use crate::banc::{code, essais, fautes};
use crate::dap::texte_pdf;
use crate::personnes::*;
use crate::vie_des_di::{Heures, autorisee, demande_envoyee, validee};

pub fn operation(operation: &str, motifs: &str) -> OperationPaiement {
    OperationPaiement {
        operation: operation.into(),
        motifs: motifs.into(),
    }
}

/// One operation, with the version of now; answers the state after it.
pub async fn payer(desk: &Client, id: &str, quoi: &str, motifs: &str) -> Result<String, client::Erreur> {
    let lu = desk.lire_paiement(id).await.expect("paiement");
    let fait = desk
        .changer_paiement(id, &lu.etag, &operation(quoi, motifs))
        .await?;
    Ok(fait.corps.demande.etat)
}

pub fn autre_rib() -> NouvellesCoordonneesBancaires {
    NouvellesCoordonneesBancaires {
        iban: "FR14 2004 1010 0505 0001 3M02 606".to_owned(),
        bic: "PSSTFRPPXXX".to_owned(),
        ..rib()
    }
}

essais! {
    async fn un_paiement_refuse_par_la_banque_repart_vers_un_autre_compte(app) {
        let (claire, nadia, code_di) = autorisee(&app).await;
        let id = validee(&claire, &nadia, &code_di, "2022-05").await;
        let sophie = assistance_deja_la(&app).await;
        assert_eq!(code(payer(&sophie, &id, "constater", "").await), "transition_interdite");
        assert_eq!(payer(&sophie, &id, "demander", "").await.expect("demandé"), "paiement_demande");
        assert_eq!(code(payer(&sophie, &id, "invalider", " ").await), "motifs_requis");
        assert_eq!(payer(&sophie, &id, "invalider", "Compte clos.").await.expect("renvoyé"), "paiement_invalide");
        let di = claire.lire_demande(&id).await.expect("demande").corps;
        assert_eq!(di.suite.expect("suite").qui, "employeur");
        // The account that the bank refused is still the active one.
        assert_eq!(code(payer(&sophie, &id, "demander", "").await), "coordonnees_inchangees");
        claire.ajouter_coordonnees_bancaires(SIRET, &autre_rib()).await.expect("autre RIB");
        payer(&sophie, &id, "demander", "").await.expect("de nouveau");
        payer(&sophie, &id, "constater", "").await.expect("payée");
        // A third account changes nothing of what was paid.
        claire.ajouter_coordonnees_bancaires(SIRET, &rib()).await.ok();
        let di = claire.lire_demande(&id).await.expect("demande").corps;
        let pas: Vec<_> = di.paiements.iter().map(|p| (p.etat.as_str(), p.iban_masque.as_deref().unwrap_or("")[..4].to_owned())).collect();
        let (premier, second) = ("FR76".to_owned(), "FR14".to_owned());
        assert_eq!(pas, [
            ("paiement_demande", premier.clone()), ("paiement_invalide", premier),
            ("paiement_demande", second.clone()), ("paiement_effectue", second),
        ]);
        assert!(di.paiements.iter().all(|p| p.montant == di.totaux.allocation));
        assert!(di.iban_masque.expect("compte").starts_with("FR14"));
        assert_eq!(di.paiements[1].motifs.as_deref(), Some("Compte clos."));
        let etapes: Vec<_> = di.chronologie.iter().map(|e| e.code.as_str()).collect();
        assert_eq!(etapes[etapes.len() - 4..], ["paiement_demande", "paiement_invalide", "paiement_demande", "paiement_effectue"]);
        let objets: Vec<_> = app.courriels("contact@exemple.fr").await.into_iter().map(|c| c.0).collect();
        for etat in ["paiement demandé", "paiement invalidé", "paiement effectué"] {
            assert!(objets.iter().any(|o| o.ends_with(etat)), "{etat} : {objets:?}");
        }
        let pdf = texte_pdf(&claire.lire_recapitulatif_pdf(&id).await.expect("PDF"));
        assert!(pdf.contains("Paiement effectué le 1er juin 2022"), "{pdf}");
        assert_eq!(payer(&sophie, &id, "preparer_reversement", "Versée deux fois.").await.expect("OR"), "or_a_emettre");
        assert_eq!(payer(&sophie, &id, "emettre_reversement", "").await.expect("OR"), "or_emis");
        let suite = claire.lire_demande(&id).await.expect("demande").corps.suite.expect("suite");
        assert_eq!((suite.qui.as_str(), suite.avant_le.as_deref()), ("employeur", Some("2022-07-01")));
        assert_eq!(payer(&sophie, &id, "invalider_reversement", "Erreur.").await.expect("OR"), "or_invalide");
    }

    async fn plusieurs_paiements_se_changent_a_la_fois_apres_un_apercu(app) {
        let (claire, nadia, code_di) = autorisee(&app).await;
        let un = validee(&claire, &nadia, &code_di, "2022-05").await;
        app.attendre(35 * 24 * 60);
        claire.ouvrir_session("claire.martin", MOT_DE_PASSE).await.expect("de nouveau");
        reconnecter(&app, &nadia, "nadia.leroux").await;
        let deux = validee(&claire, &nadia, &code_di, "2022-06").await;
        let brouillon = demande_envoyee(&claire, &code_di, "2022-05", Heures::default()).await;
        assert_eq!(code(brouillon), "demande_existante");
        let sophie = assistance_deja_la(&app).await;
        let lues = sophie.lister_paiements(&FiltrePaiements::default()).await.expect("liste").items;
        assert_eq!(lues.iter().map(|d| d.id.clone()).collect::<Vec<_>>(), [deux.clone(), un.clone()]);
        assert!(lues.iter().all(|d| d.operations == ["demander"] && d.a_payer == d.allocation));
        let mois = FiltrePaiements { mois: Some("2022-06".into()), siret: Some(SIRET.into()), dap: Some(lues[0].dap_numero.clone()), ..FiltrePaiements::default() };
        assert_eq!(sophie.lister_paiements(&mois).await.expect("juin").items.len(), 1);
        let mut corps = OperationsPaiement {
            operation: operation("demander", ""),
            demandes: lues.iter().map(|d| DemandeDuLot { id: d.id.clone(), version: d.version }).collect(),
            essai: true,
        };
        corps.demandes.push(DemandeDuLot { id: "0194f3b2-7c1a-7d52-9a1e-2f6f0c9b8d11".into(), version: 1 });
        let apercu = sophie.changer_paiements(&corps).await.expect("aperçu");
        assert_eq!((apercu.faites, apercu.items.len()), (2, 3));
        assert_eq!(apercu.items[2].code.as_deref(), Some("introuvable"));
        assert!(apercu.items[0].iban_masque.is_some() && apercu.items[0].montant.is_some());
        assert_eq!(sophie.lire_paiement(&un).await.expect("paiement").corps.historique.len(), 0, "un aperçu n'écrit rien");
        corps.essai = false;
        // Two tabs at once: each claim is asked for once.
        let onglets = futures_join(vec![sophie.changer_paiements(&corps), sophie.changer_paiements(&corps)]).await;
        let faites: u32 = onglets.iter().map(|fait| fait.as_ref().expect("fait").faites).sum();
        assert_eq!(faites, 2);
        for id in [&un, &deux] {
            let lu = sophie.lire_paiement(id).await.expect("paiement").corps;
            assert_eq!((lu.demande.etat.as_str(), lu.historique.len()), ("paiement_demande", 1));
        }
        assert_eq!(fautes(sophie.changer_paiements(&OperationsPaiement { demandes: vec![], ..corps.clone() }).await), [("/demandes".to_owned(), "lot_vide".to_owned())]);
        let inconnue = OperationsPaiement { operation: operation("offrir", ""), ..corps.clone() };
        assert_eq!(fautes(sophie.changer_paiements(&inconnue).await), [("/operation/operation".to_owned(), "operation_paiement_inconnue".to_owned())]);
        for autre in [&claire, &nadia] {
            assert_eq!(code(autre.changer_paiements(&corps).await), "role_insuffisant");
            assert_eq!(code(autre.lister_paiements(&FiltrePaiements::default()).await), "role_insuffisant");
        }
    }
}
