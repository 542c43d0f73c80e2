//! The documents that are joined to the form of a DAP.

use crate::{
    api::{Donnees, acces, client},
    format,
    formulaire::{Formulaire, ResumeErreurs},
    ui::{Annonces, Button, Card, DownloadLink, Fichier, FilePicker, Form, Icone, Stack, Variante},
};
use api_types::dap::{Dap, PieceDap};
use client::Versionne;
use leptos::prelude::*;

/// The step of the guided form: what is joined already, and one more.
#[component]
pub fn EtapePieces(donnees: Donnees<Versionne<Dap>>) -> impl IntoView {
    let acces = acces();
    let annonces = expect_context::<Annonces>();
    let f = Formulaire::new("pieces");
    f.connaitre("/document", "piece", "Document à joindre");
    let id = move || {
        donnees
            .lire_sans_suivre()
            .map(|lu| lu.corps.id)
            .unwrap_or_default()
    };
    let joindre = move |fichier: Fichier| {
        f.effacer();
        f.envoyer(
            acces,
            async move {
                let document = client().deposer_document(&fichier.nom, fichier.octets).await?;
                client().joindre_piece_dap(&id(), &document.id).await
            },
            move |lu| {
                annonces.dire("Document joint.");
                donnees.remplacer(lu);
            },
        );
    };
    let retirer = Callback::new(move |document: String| {
        f.effacer();
        f.envoyer(
            acces,
            async move { client().retirer_piece_dap(&id(), &document).await },
            move |lu| {
                annonces.dire("Document retiré.");
                donnees.remplacer(lu);
            },
        );
    });
    view! {
        <Card titre="Pièces jointes" icone=Icone::Document>
            <Form au_envoi=|| {}>
                <ResumeErreurs formulaire=f/>
                <p class="ap-doux">
                    "Facultatif : l'avis du CSE, ou ce qui montre vos circonstances (commandes annulées, courrier d'un fournisseur, arrêté). L'unité départementale les lit avec la demande. Aucun numéro de sécurité sociale."
                </p>
                {move || donnees.lire().map(|lu| view! { <Liste pieces=lu.corps.pieces retirer/> })}
                <FilePicker
                    id="piece"
                    libelle="Joindre un document (PDF)"
                    indice="10 Mo au plus par document, 20 documents."
                    accepte=".pdf,application/pdf"
                    au_choix=joindre
                />
            </Form>
        </Card>
    }
}

#[component]
fn Liste(pieces: Vec<PieceDap>, #[prop(optional, into)] retirer: Option<Callback<String>>) -> impl IntoView {
    let lignes = pieces
        .into_iter()
        .map(|piece| {
            let href = client().url(&format!("/documents/{}", piece.document));
            let jointe = format!("jointe le {}", format::instant(&piece.deposee_le));
            let etiquette = format!("Retirer {}", piece.nom);
            let document = piece.document;
            let bouton = retirer.filter(|_| piece.retirable).map(|retirer| {
                view! {
                    <Button
                        variante=Variante::Discret
                        danger=true
                        etiquette
                        au_clic=move || { retirer.run(document.clone()); }
                    >
                        "Retirer"
                    </Button>
                }
            });
            view! {
                <li class="ap-rangee" data-aligne="ecarte">
                    <Stack serre=true>
                        <DownloadLink href format="PDF" variante=Variante::Discret>{piece.nom}</DownloadLink>
                        <span class="ap-petit ap-doux ap-chiffres">{jointe}</span>
                    </Stack>
                    {bouton}
                </li>
            }
        })
        .collect_view();
    view! { <ul class="ap-pile" role="list">{lignes}</ul> }
}

/// The documents that came with a DAP, to read.
#[component]
pub fn Pieces(pieces: Vec<PieceDap>) -> impl IntoView {
    (!pieces.is_empty()).then(|| {
        view! {
            <Card titre="Pièces jointes" icone=Icone::Document>
                <Liste pieces/>
            </Card>
        }
    })
}
