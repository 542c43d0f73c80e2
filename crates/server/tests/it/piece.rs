//! The documents of a DAP's form.

use crate::banc::{code, essais, fautes};
use crate::instruction::prete;
use crate::personnes::*;

essais! {
    async fn les_pieces_partent_avec_la_demande_et_restent(app) {
        let claire = prete(&app).await;
        let (nadia, paris) = (agent(&app, "44").await, agent(&app, "75").await);
        let brouillon = claire.creer_dap(&saisie_dap(SIRET)).await.expect("brouillon").corps;
        let id = brouillon.id;
        let mut documents = Vec::new();
        for nom in ["avis-cse.pdf", "commandes.pdf"] {
            let document = claire.deposer_document(nom, pdf(nom)).await.expect("déposé").id;
            let lu = claire.joindre_piece_dap(&id, &document).await.expect("jointe");
            assert_eq!(lu.corps.version, brouillon.version, "l'enregistrement du formulaire ne s'en périme pas");
            assert!(lu.corps.pieces.iter().all(|p| p.retirable), "{:?}", lu.corps.pieces);
            documents.push(document);
        }
        let deja = fautes(claire.joindre_piece_dap(&id, &documents[0]).await);
        assert_eq!(deja, [("/document".to_owned(), "document_inconnu".to_owned())]);
        let nir = claire.deposer_document("2 95 10 99 126 111 93.pdf", pdf("n")).await.expect("déposé").id;
        assert_eq!(fautes(claire.joindre_piece_dap(&id, &nir).await), [("/document".to_owned(), "nir_dans_texte".to_owned())]);
        assert_eq!(code(nadia.lire_document(&documents[0]).await), "introuvable", "un brouillon ne regarde que l'employeur");
        let restent = claire.retirer_piece_dap(&id, &documents[1]).await.expect("retirée").corps.pieces;
        assert_eq!(restent.iter().map(|p| p.nom.as_str()).collect::<Vec<_>>(), ["avis-cse.pdf"]);
        assert_eq!(code(claire.lire_document(&documents[1]).await), "introuvable", "effacée");
        assert_eq!(code(claire.retirer_piece_dap(&id, &documents[1]).await), "introuvable");

        let etag = claire.lire_dap(&id).await.expect("lue").etag;
        let attend = claire.deposer_document("devis.pdf", pdf("devis")).await.expect("déposé, pas joint").id;
        app.attendre(1);
        let envoyee = claire.envoyer_dap(&id, &etag).await.expect("envoyée");
        let vues = nadia.lire_dap(&id).await.expect("lue").corps.pieces;
        assert_eq!((vues.len(), vues[0].retirable), (1, false));
        nadia.lire_document(&documents[0]).await.expect("l'agent lit la pièce");
        assert_eq!(code(paris.lire_document(&documents[0]).await), "introuvable");
        assert_eq!(code(nadia.retirer_piece_dap(&id, &documents[0]).await), "role_insuffisant");
        let tard = claire.deposer_document("tard.pdf", pdf("tard")).await.expect("déposé").id;
        assert_eq!(code(claire.joindre_piece_dap(&id, &tard).await), "transition_interdite");

        // Sent back: one may be added, the one that was sent stays.
        let prise = nadia.prendre_dap(&id, &envoyee.etag).await.expect("prise");
        nadia.decider_dap(&id, &prise.etag, &decision("invalider", "Joignez le carnet de commandes.")).await.expect("invalidée");
        assert_eq!(code(claire.retirer_piece_dap(&id, &documents[0]).await), "piece_deja_envoyee");
        app.attendre(1);
        let frais = claire.deposer_document("carnet.pdf", pdf("carnet")).await.expect("déposé").id;
        let lu = claire.joindre_piece_dap(&id, &frais).await.expect("jointe").corps;
        assert_eq!(lu.pieces.iter().map(|p| p.retirable).collect::<Vec<_>>(), [false, true]);
        let avant = lu.comparaison.expect("la version invalidée").differences;
        assert_eq!(avant.iter().map(|d| (d.champ.as_str(), d.apres.contains("carnet.pdf"))).collect::<Vec<_>>(), [("/pieces", true)]);
        // Handed in before the sending and joined after it: it was not sent either.
        let lu = claire.joindre_piece_dap(&id, &attend).await.expect("jointe").corps;
        assert_eq!(lu.pieces.iter().filter(|p| p.retirable).count(), 2, "{:?}", lu.pieces);
        let lu = claire.retirer_piece_dap(&id, &attend).await.expect("retirée").corps;
        // The agent reads what was sent, until it is sent again.
        assert_eq!(nadia.lire_dap(&id).await.expect("lue").corps.pieces.len(), 1);
        assert_eq!(code(nadia.lire_document(&frais).await), "introuvable", "ni par son identifiant");
        nadia.lire_document(&documents[0]).await.expect("ce qui est parti");
        claire.lire_document(&frais).await.expect("l'employeur lit la sienne");
        assert!(lu.chronologie.iter().any(|e| e.code == "dap_piece_jointe"), "{:?}", lu.chronologie);
    }

    async fn vingt_pieces_au_plus(app) {
        let claire = prete(&app).await;
        let id = claire.creer_dap(&saisie_dap(SIRET)).await.expect("brouillon").corps.id;
        for rang in 0..20 {
            let document = claire.deposer_document("p.pdf", pdf(&rang.to_string())).await.expect("déposé").id;
            claire.joindre_piece_dap(&id, &document).await.expect("jointe");
        }
        let de_trop = claire.deposer_document("p.pdf", pdf("20")).await.expect("déposé").id;
        assert_eq!(code(claire.joindre_piece_dap(&id, &de_trop).await), "trop_de_pieces");
    }
}
