//! The agent: the decision on one claim.

use super::page::{Appel, Dossier};
use crate::{
    api::{acces, client},
    formulaire::{Formulaire, ResumeErreurs},
    session::Acces,
    ui::{Annonces, Button, Card, CheckboxGroup, Choix, Icone, Row, TextArea, Variante},
};
use api_types::indemnisation::RejetDemande;
use domain::{dap::motifs_possibles, mois::jour_de_paris};
use leptos::prelude::*;

/// The reasons that a rejection of today may give.
pub fn motifs_de_rejet(acces: Acces) -> Vec<Choix> {
    acces
        .maintenant()
        .map(|maintenant| motifs_possibles("rejeter", jour_de_paris(maintenant)))
        .unwrap_or_default()
        .into_iter()
        .map(|motif| Choix::new(motif.code.clone(), motif.libelle.clone()))
        .collect()
}

/// Taking and deciding one claim.
#[component]
pub fn Instruction(dossier: Dossier) -> impl IntoView {
    let acces = acces();
    let annonces = expect_context::<Annonces>();
    let f = Formulaire::new("instruction-di");
    let motifs = f.champ("/motifs", "Précisions");
    let rejet = RwSignal::new(false);
    let coches = RwSignal::new(Vec::<String>::new());
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
            motifs_codes: coches.get_untracked(),
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
                    <CheckboxGroup
                        id="instruction-di-motifs-codes"
                        legende="Motifs"
                        indice="Cochez, ou écrivez dans vos mots ; l'employeur lit l'un et l'autre."
                        coches
                        choix=motifs_de_rejet(acces)
                    />
                    <TextArea champ=motifs indice="Ce texte est envoyé à l'employeur, qui corrige et renvoie."/>
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
