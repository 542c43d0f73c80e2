//! The thread between employer and agent.

use crate::{
    api::{Donnees, acces, client},
    format,
    formulaire::{Formulaire, ResumeErreurs},
    pages::demo::TexteCourriel,
    ui::{
        Annonces, Button, Card, Checkbox, DownloadLink, Fichier, FilePicker, Form, Icone, Row, Tag, TextArea,
        Ton, Variante,
    },
};
use api_types::dap::{Dap, MessageDap, NouveauMessageDap};
use client::Versionne;
use leptos::prelude::*;

/// Messages, and the form to write one.
#[component]
pub fn Messages(dap: Dap, agent: bool, donnees: Donnees<Versionne<Dap>>) -> impl IntoView {
    let peut = dap.actions.iter().any(|action| action == "ecrire");
    if !peut && dap.messages.is_empty() {
        return ().into_any();
    }
    let vide = dap.messages.is_empty();
    let lignes = dap.messages.into_iter().map(un_message).collect_view();
    let avec = if agent {
        "l'employeur, qui sera prévenu"
    } else {
        "l'unité départementale, qui sera prévenue"
    };
    view! {
        <Card titre="Messages" icone=Icone::Courriel>
            {if vide {
                view! { <p class="ap-doux">{format!("Aucun message. Écrivez ici à {avec} par courriel.")}</p> }
                    .into_any()
            } else {
                view! { <ol class="ap-fil-messages">{lignes}</ol> }.into_any()
            }}
            {peut.then(|| view! { <Ecrire id=dap.id agent donnees/> })}
        </Card>
    }
    .into_any()
}

fn un_message(message: MessageDap) -> impl IntoView {
    let auteur = if message.de_l_agent {
        "assistance"
    } else {
        "personne"
    };
    let cote = if message.de_l_agent {
        "unité départementale"
    } else {
        "employeur"
    };
    let piece = message.document.map(|document| {
        let href = client().url(&format!("/documents/{document}"));
        let nom = message.document_nom.unwrap_or_else(|| "document".to_owned());
        view! { <DownloadLink href format="PDF" variante=Variante::Discret>{nom}</DownloadLink> }
    });
    view! {
        <li class="ap-message" data-auteur=auteur>
            <p class="ap-message-tete">
                <strong>{format!("{}, {cote}", message.auteur)}</strong>
                <span class="ap-petit ap-doux ap-chiffres">{format::instant(&message.le)}</span>
            </p>
            {message.piece_demandee.then(|| view! { <Tag ton=Ton::Attention libelle="Document demandé"/> })}
            <TexteCourriel texte=message.texte/>
            {piece}
        </li>
    }
}

#[component]
fn Ecrire(id: String, agent: bool, donnees: Donnees<Versionne<Dap>>) -> impl IntoView {
    let acces = acces();
    let annonces = expect_context::<Annonces>();
    let f = Formulaire::new("message");
    let texte = f.champ("/texte", "Votre message");
    f.connaitre("/document", "message-piece", "Document joint");
    let piece = RwSignal::new(None::<Fichier>);
    let demande = RwSignal::new(false);
    let id = StoredValue::new(id);
    let envoyer = move || {
        let mut corps = NouveauMessageDap {
            texte: texte.valeur.get_untracked(),
            piece_demandee: demande.get_untracked(),
            document: None,
        };
        let fichier = piece.get_untracked();
        f.envoyer(
            acces,
            async move {
                if let Some(fichier) = fichier {
                    corps.document = Some(client().deposer_document(&fichier.nom, fichier.octets).await?.id);
                }
                client().ecrire_message_dap(&id.get_value(), &corps).await
            },
            move |lu| {
                annonces.dire("Message envoyé.");
                texte.valeur.try_set(String::new());
                piece.try_set(None);
                demande.try_set(false);
                donnees.remplacer(lu);
            },
        );
    };
    view! {
        <Form au_envoi=envoyer>
            <ResumeErreurs formulaire=f/>
            <TextArea champ=texte requis=true longueur_max=4000/>
            {if agent {
                view! {
                    <Checkbox id="message-demande" coche=demande>"Je demande un document"</Checkbox>
                }
                .into_any()
            } else {
                view! {
                    <FilePicker
                        id="message-piece"
                        libelle="Joindre un document (PDF)"
                        indice="10 Mo au plus. L'avis du CSE ou un justificatif demandé."
                        accepte=".pdf,application/pdf"
                        au_choix=move |fichier| {
                            f.oublier("/document");
                            piece.set(Some(fichier));
                        }
                    />
                }
                .into_any()
            }}
            <Row>
                <Button soumettre=true variante=Variante::Secondaire en_cours=f.en_cours()>
                    "Envoyer le message"
                </Button>
            </Row>
        </Form>
    }
}
