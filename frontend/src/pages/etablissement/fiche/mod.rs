//! The establishment sheet.

use crate::api::Donnees;
use crate::{
    api::{acces, client},
    formulaire::{Formulaire, ResumeErreurs},
    pages::adresse::{Adresse, ChampsAdresse},
    ui::{
        Annonces, Button, Card, Champ, FieldGroup, Form, Grid, Icone, Largeur, RequiredNote, Row, TextField,
    },
};
use api_types::etablissement::{Etablissement, FicheEtablissement};
use client::Versionne;
use leptos::prelude::*;

#[derive(Clone, Copy)]
struct Champs {
    denomination: Champ,
    adresse: ChampsAdresse,
    courriel: Champ,
    effectif_etablissement: Champ,
    effectif_entreprise: Champ,
    contact_nom: Champ,
    contact_prenom: Champ,
    contact_telephone: Champ,
    contact_courriel: Champ,
}

impl Champs {
    fn new(f: Formulaire, fiche: &FicheEtablissement) -> Self {
        let c = |pointeur: &str, libelle: &str, valeur: &str| f.champ_avec(pointeur, libelle, valeur);
        Self {
            denomination: c(
                "/denomination",
                "Dénomination de l'établissement",
                &fiche.denomination,
            ),
            effectif_etablissement: c(
                "/effectif_etablissement",
                "Effectif de l'établissement (SIRET)",
                &fiche.effectif_etablissement,
            ),
            effectif_entreprise: c(
                "/effectif_entreprise",
                "Effectif de l'entreprise (SIREN)",
                &fiche.effectif_entreprise,
            ),
            adresse: ChampsAdresse::new(f, "", fiche),
            courriel: c("/courriel", "Courriel de l'établissement", &fiche.courriel),
            contact_nom: c("/contact_nom", "Nom du contact", &fiche.contact_nom),
            contact_prenom: c("/contact_prenom", "Prénom du contact", &fiche.contact_prenom),
            contact_telephone: c(
                "/contact_telephone",
                "Téléphone du contact",
                &fiche.contact_telephone,
            ),
            contact_courriel: c(
                "/contact_courriel",
                "Courriel du contact",
                &fiche.contact_courriel,
            ),
        }
    }

    fn lire(self) -> FicheEtablissement {
        let t = |champ: Champ| champ.valeur.get_untracked();
        FicheEtablissement {
            denomination: t(self.denomination),
            courriel: t(self.courriel),
            effectif_etablissement: t(self.effectif_etablissement),
            effectif_entreprise: t(self.effectif_entreprise),
            contact_nom: t(self.contact_nom),
            contact_prenom: t(self.contact_prenom),
            contact_telephone: t(self.contact_telephone),
            contact_courriel: t(self.contact_courriel),
            ..self.adresse.lire()
        }
    }
}

/// The form of the sheet.
#[component]
pub fn Fiche(lu: Versionne<Etablissement>, donnees: Donnees<Versionne<Etablissement>>) -> impl IntoView {
    let acces = acces();
    let annonces = expect_context::<Annonces>();
    let formulaire = Formulaire::new("fiche");
    let champs = Champs::new(formulaire, &lu.corps.fiche);
    let siret = lu.corps.siret;
    let etag = StoredValue::new(lu.etag);
    // Bank details change the version too: the next save must know it.
    Effect::new(move |_| {
        if let Some(lu) = donnees.lire() {
            etag.set_value(lu.etag);
        }
    });
    let enregistrer = move || {
        let fiche = champs.lire();
        if formulaire.juger(fiche.en_saisie().verifier()).is_none() {
            return;
        }
        let (siret, etag) = (siret.clone(), etag.get_value());
        formulaire.envoyer(
            acces,
            async move { client().modifier_etablissement(&siret, &etag, &fiche).await },
            move |lu| {
                donnees.remplacer(lu);
                annonces.dire("Fiche établissement enregistrée.");
            },
        );
    };
    view! {
        <Card titre="Fiche établissement" icone=Icone::Document>
            <Form au_envoi=enregistrer>
                <ResumeErreurs formulaire/>
                <RequiredNote/>
                <Effectifs champs/>
                <Coordonnees champs/>
                <Contact champs/>
                <Row><Button soumettre=true en_cours=formulaire.en_cours()>"Enregistrer"</Button></Row>
            </Form>
        </Card>
    }
}

#[component]
fn Effectifs(champs: Champs) -> impl IntoView {
    view! {
        <FieldGroup legende="Établissement">
            <TextField champ=champs.denomination requis=true/>
            <Grid colonnes=2>
                <TextField
                    champ=champs.effectif_etablissement
                    requis=true
                    clavier="numeric"
                    largeur=Largeur::Courte
                    indice="Salariés de ce SIRET, repris dans vos DAP."
                />
                <TextField
                    champ=champs.effectif_entreprise
                    requis=true
                    clavier="numeric"
                    largeur=Largeur::Courte
                    indice="Tous les établissements du SIREN."
                />
            </Grid>
        </FieldGroup>
    }
}

#[component]
fn Coordonnees(champs: Champs) -> impl IntoView {
    view! {
        <FieldGroup legende="Adresse et coordonnées">
            <Adresse champs=champs.adresse/>
            <TextField champ=champs.courriel requis=true genre="email"/>
        </FieldGroup>
    }
}

#[component]
fn Contact(champs: Champs) -> impl IntoView {
    view! {
        <FieldGroup
            legende="Personne à contacter"
            indice="Elle peut être différente du compte principal utilisateur. L'unité départementale s'adresse à elle."
        >
            <Grid colonnes=2>
                <TextField champ=champs.contact_nom requis=true/>
                <TextField champ=champs.contact_prenom requis=true/>
            </Grid>
            <Grid colonnes=2>
                <TextField champ=champs.contact_telephone requis=true genre="tel" largeur=Largeur::Longue/>
                <TextField champ=champs.contact_courriel requis=true genre="email"/>
            </Grid>
        </FieldGroup>
    }
}
