//! Declaring a mandate: the client's SIRET, the dates, the signed contract.

use crate::{
    api::{acces, client},
    formulaire::{Formulaire, ResumeErreurs},
    ui::{Annonces, Button, Champ, Fichier, FilePicker, Form, Grid, Largeur, Row, TextField},
};
use api_types::mandat::{Mandat, NouveauMandat};
use leptos::prelude::*;

#[component]
pub fn Declaration(#[prop(into)] au_succes: Callback<Mandat>) -> impl IntoView {
    let acces = acces();
    let annonces = expect_context::<Annonces>();
    let f = Formulaire::new("mandat");
    let siret = f.champ("/siret", "SIRET du client");
    let debut = f.champ("/debut", "Début du mandat");
    let fin = f.champ("/fin", "Fin du mandat");
    let contrat = RwSignal::new(None::<Fichier>);
    f.connaitre("/document", "contrat", "Contrat de prestation signé");
    let envoyer = move || {
        let texte = |champ: Champ| champ.valeur.get_untracked();
        let mut corps = NouveauMandat {
            siret: texte(siret),
            debut: texte(debut),
            fin: texte(fin),
            document: None,
        };
        if f.juger(corps.en_saisie().verifier()).is_none() {
            return;
        }
        let fichier = contrat.get_untracked();
        f.envoyer(
            acces,
            async move {
                if let Some(fichier) = fichier {
                    corps.document = Some(client().deposer_document(&fichier.nom, fichier.octets).await?.id);
                }
                client().declarer_mandat(&corps).await
            },
            move |mandat| {
                annonces.dire(format!("Mandat déclaré : {} est averti.", mandat.denomination));
                for champ in [siret, debut, fin] {
                    champ.valeur.try_set(String::new());
                }
                contrat.try_set(None);
                au_succes.try_run(mandat);
            },
        );
    };
    view! {
        <Form au_envoi=envoyer>
            <ResumeErreurs formulaire=f/>
            <TextField
                champ=siret
                requis=true
                clavier="numeric"
                largeur=Largeur::Longue
                indice="14 chiffres. L'établissement a déjà son espace ; sinon, ajoutez-le d'abord."
            />
            <Grid colonnes=2>
                <TextField champ=debut requis=true largeur=Largeur::Moyenne indice="jj/mm/aaaa"/>
                <TextField champ=fin largeur=Largeur::Moyenne indice="Vide : sans fin."/>
            </Grid>
            <FilePicker
                id="contrat"
                libelle="Contrat de prestation signé (PDF)"
                indice="10 Mo au plus. Gardé pour un contrôle ; votre client et l'assistance peuvent le lire."
                accepte=".pdf,application/pdf"
                au_choix=move |fichier| {
                    f.oublier("/document");
                    contrat.set(Some(fichier));
                }
            />
            {move || f.erreur("/document").get().map(|texte| view! { <p role="alert">{texte}</p> })}
            <Row><Button soumettre=true en_cours=f.en_cours()>"Déclarer le mandat"</Button></Row>
        </Form>
    }
}
