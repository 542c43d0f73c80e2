//! The establishment sheet.

use crate::api::Donnees;
use crate::{
    api::{acces, client},
    formulaire::{Formulaire, ResumeErreurs},
    ui::{
        Annonces, Button, Card, Champ, FieldGroup, Form, Grid, Icone, Largeur, RequiredNote, Row, TextField,
    },
};
use api_types::etablissement::{Etablissement, FicheEtablissement};
use client::Versionne;
use domain::etablissement::{MAX_COMPLEMENT, MAX_LIBELLE_VOIE};
use leptos::prelude::*;

#[derive(Clone, Copy)]
struct Champs {
    denomination: Champ,
    numero_voie: Champ,
    extension_voie: Champ,
    type_voie: Champ,
    libelle_voie: Champ,
    complement_adresse: Champ,
    code_postal: Champ,
    ville: Champ,
    telephone: Champ,
    courriel: Champ,
    fax: Champ,
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
            numero_voie: c("/numero_voie", "Numéro de voie", &fiche.numero_voie),
            extension_voie: c("/extension_voie", "Extension de voie", &fiche.extension_voie),
            type_voie: c("/type_voie", "Type de voie", &fiche.type_voie),
            libelle_voie: c("/libelle_voie", "Libellé de la voie", &fiche.libelle_voie),
            complement_adresse: c(
                "/complement_adresse",
                "Complément d'adresse",
                &fiche.complement_adresse,
            ),
            code_postal: c("/code_postal", "Code postal", &fiche.code_postal),
            ville: c("/ville", "Ville", &fiche.ville),
            telephone: c("/telephone", "Téléphone fixe", &fiche.telephone),
            courriel: c("/courriel", "Courriel de l'établissement", &fiche.courriel),
            fax: c("/fax", "Fax", &fiche.fax),
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
            numero_voie: t(self.numero_voie),
            extension_voie: t(self.extension_voie),
            type_voie: t(self.type_voie),
            libelle_voie: t(self.libelle_voie),
            complement_adresse: t(self.complement_adresse),
            code_postal: t(self.code_postal),
            ville: t(self.ville),
            telephone: t(self.telephone),
            courriel: t(self.courriel),
            fax: t(self.fax),
            effectif_etablissement: t(self.effectif_etablissement),
            effectif_entreprise: t(self.effectif_entreprise),
            contact_nom: t(self.contact_nom),
            contact_prenom: t(self.contact_prenom),
            contact_telephone: t(self.contact_telephone),
            contact_courriel: t(self.contact_courriel),
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
                <Adresse champs/>
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
fn Adresse(champs: Champs) -> impl IntoView {
    view! {
        <FieldGroup legende="Adresse et coordonnées">
            <Grid colonnes=4>
                <TextField champ=champs.numero_voie largeur=Largeur::Courte indice="12, 12-14…"/>
                <TextField champ=champs.extension_voie largeur=Largeur::Courte indice="bis, ter…"/>
                <TextField champ=champs.type_voie largeur=Largeur::Moyenne indice="rue, avenue…"/>
            </Grid>
            <TextField
                champ=champs.libelle_voie
                requis=true
                longueur_max=MAX_LIBELLE_VOIE
                indice="28 caractères au plus."
            />
            <TextField champ=champs.complement_adresse longueur_max=MAX_COMPLEMENT indice="38 caractères au plus."/>
            <Grid colonnes=2>
                <TextField champ=champs.code_postal requis=true clavier="numeric" largeur=Largeur::Courte/>
                <TextField champ=champs.ville requis=true/>
            </Grid>
            <Grid colonnes=2>
                <TextField champ=champs.telephone requis=true genre="tel" largeur=Largeur::Longue/>
                <TextField champ=champs.fax genre="tel" largeur=Largeur::Longue/>
            </Grid>
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
