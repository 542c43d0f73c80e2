//! The agent: the queue of claims, and the decision on one of them.

use super::{
    choix_etats,
    page::{Appel, Dossier},
    recherche::Resultats,
};
use crate::{
    api::{Donnees, acces, client},
    formulaire::{Formulaire, ResumeErreurs},
    ui::{
        Annonces, Button, Card, Champ, Frame, Icone, Largeur, PageHeader, Row, Select, Stack, TextArea,
        Variante,
    },
};
use api_types::indemnisation::RejetDemande;
use client::FiltreDemandes;
use leptos::prelude::*;

/// `/instruction/indemnisations`.
#[component]
pub fn PageInstructionIndemnisations() -> impl IntoView {
    let etat = Champ::libre("etat", "État");
    etat.valeur.set("en_attente_validation".to_owned());
    let filtre = RwSignal::new(FiltreDemandes::default());
    Effect::new(move |_| {
        filtre.set(FiltreDemandes {
            etat: Some(etat.valeur.get()).filter(|etat| !etat.is_empty()),
            ..Default::default()
        });
    });
    let donnees = Donnees::charger(move || {
        let filtre = filtre.get();
        async move { client().lister_demandes(&filtre).await }
    });
    view! {
        <Frame>
            <PageHeader
                titre="Demandes d'indemnisation à instruire"
                sous_titre=|| "Les demandes des établissements de votre département."
            />
            <Stack>
                <Select champ=etat choix=choix_etats() invite="Tous les états" largeur=Largeur::Longue/>
                {donnees.afficher(move |liste| view! { <Resultats liste filtre donnees/> })}
            </Stack>
        </Frame>
    }
}

/// Taking and deciding one claim.
#[component]
pub fn Instruction(dossier: Dossier) -> impl IntoView {
    let acces = acces();
    let annonces = expect_context::<Annonces>();
    let f = Formulaire::new("instruction-di");
    let motifs = f.champ("/motifs", "Motifs du rejet");
    let rejet = RwSignal::new(false);
    let faire = move |appel: Appel, dit: &'static str| {
        f.envoyer(acces, appel, move |lu| {
            annonces.dire(dit);
            dossier.donnees.remplacer(lu);
        });
    };
    let cles = move || (dossier.id.get_value(), dossier.etag());
    let prendre = move || {
        let (id, etag) = cles();
        faire(
            Box::pin(async move { client().prendre_demande(&id, &etag).await }),
            "Demande prise en charge.",
        );
    };
    let liberer = move || {
        let (id, etag) = cles();
        faire(
            Box::pin(async move { client().liberer_demande(&id, &etag).await }),
            "Demande remise dans la file.",
        );
    };
    let valider = move || {
        let (id, etag) = cles();
        faire(
            Box::pin(async move { client().valider_demande(&id, &etag).await }),
            "Demande validée, l'employeur est prévenu.",
        );
    };
    let rejeter = move || {
        let (id, etag) = cles();
        let corps = RejetDemande {
            motifs: motifs.valeur.get_untracked(),
        };
        faire(
            Box::pin(async move { client().rejeter_demande(&id, &etag, &corps).await }),
            "Demande rejetée, l'employeur est prévenu.",
        );
    };
    let utile = move || ["prendre", "valider", "liberer"].iter().any(|a| dossier.peut(a));
    view! {
        <Show when=utile>
            <Card titre="Instruction" icone=Icone::Crayon>
                <ResumeErreurs formulaire=f/>
                {move || dossier.peut("prendre").then(|| view! {
                    <p>"Prenez la demande en charge pour pouvoir la décider."</p>
                    <Row><Button en_cours=f.en_cours() au_clic=prendre>"Prendre en charge"</Button></Row>
                })}
                {move || dossier.peut("valider").then(|| view! {
                    <Row>
                        <Button en_cours=f.en_cours() au_clic=valider>"Valider"</Button>
                        <Button variante=Variante::Secondaire danger=true au_clic=move || rejet.set(true)>
                            "Rejeter"
                        </Button>
                    </Row>
                })}
                <Show when=move || rejet.get()>
                    <TextArea champ=motifs requis=true indice="Ce texte est envoyé à l'employeur, qui corrige et renvoie."/>
                    <Row>
                        <Button danger=true en_cours=f.en_cours() au_clic=rejeter>"Confirmer le rejet"</Button>
                        <Button variante=Variante::Discret au_clic=move || rejet.set(false)>"Annuler"</Button>
                    </Row>
                </Show>
                {move || dossier.peut("liberer").then(|| view! {
                    <Row>
                        <Button variante=Variante::Discret en_cours=f.en_cours() au_clic=liberer>
                            "Remettre dans la file"
                        </Button>
                    </Row>
                })}
            </Card>
        </Show>
    }
}
