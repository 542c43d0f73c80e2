//! The establishment sheet: saves itself, and never over what somebody else has just saved.

mod conflit;
mod edition;

use conflit::PanneauConflit;
use edition::Edition;

use crate::{
    api::{Donnees, acces},
    format,
    formulaire::{Formulaire, ResumeErreurs},
    pages::{
        adresse::{Adresse, ChampsAdresse},
        enregistrement::{Enregistrement, LigneEnregistrement},
    },
    ui::{
        Annonces, Button, Card, Champ, FieldGroup, Form, FormFooter, Grid, Icone, Largeur, RequiredNote,
        TextField,
    },
};
use api_types::etablissement::{Etablissement, FicheEtablissement};
use client::Versionne;
use leptos::{prelude::*, task::spawn_local};

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

    /// The sheet as typed; tracked.
    fn lire(self) -> FicheEtablissement {
        let t = |champ: Champ| champ.valeur.get();
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

    /// The field of that name in a sheet.
    fn champ(self, nom: &str) -> Option<Champ> {
        Some(match nom {
            "denomination" => self.denomination,
            "courriel" => self.courriel,
            "effectif_etablissement" => self.effectif_etablissement,
            "effectif_entreprise" => self.effectif_entreprise,
            "contact_nom" => self.contact_nom,
            "contact_prenom" => self.contact_prenom,
            "contact_telephone" => self.contact_telephone,
            "contact_courriel" => self.contact_courriel,
            adresse => return self.adresse.champ(adresse),
        })
    }
}

/// The form of the sheet.
#[component]
pub fn Fiche(lu: Versionne<Etablissement>, donnees: Donnees<Versionne<Etablissement>>) -> impl IntoView {
    let annonces = expect_context::<Annonces>();
    let formulaire = Formulaire::new("fiche");
    let champs = Champs::new(formulaire, &lu.corps.fiche);
    let siret = lu.corps.siret.clone();
    let edition = Edition::new(champs, &lu, donnees, acces());
    let enregistrement = Enregistrement::new(move || edition.ecrire());
    Effect::new(move |vue: Option<FicheEtablissement>| {
        let fiche = champs.lire();
        if vue.is_some_and(|vue| vue != fiche) {
            enregistrement.toucher();
        }
        fiche
    });
    let en_cours = RwSignal::new(false);
    let enregistrer = move || {
        let fiche = untrack(|| champs.lire());
        if en_cours.get_untracked() || formulaire.juger(fiche.en_saisie().verifier()).is_none() {
            return;
        }
        en_cours.set(true);
        spawn_local(async move {
            let fait = enregistrement.forcer().await;
            en_cours.try_set(false);
            if fait {
                annonces.dire("Fiche établissement enregistrée.");
            }
        });
    };
    view! {
        <Card titre="Fiche établissement" icone=Icone::Document>
            {move || edition.conflit().get().map(|conflit| view! {
                <PanneauConflit conflit edition enregistrement/>
            })}
            <Form au_envoi=enregistrer>
                <ResumeErreurs formulaire/>
                <RequiredNote/>
                <p class="ap-petit ap-doux">
                    "La fiche s'enregistre sans l'effectif ni la personne à contacter ; mais une demande d'autorisation préalable ne peut pas être envoyée sans eux."
                </p>
                <Effectifs champs siret/>
                <Coordonnees champs/>
                <Contact champs/>
                <FormFooter>
                    <LigneEnregistrement
                        enregistrement
                        calme="Vos changements s'enregistrent d'eux-mêmes."
                        conflit="Pas enregistré : choisissez d'abord entre les deux versions, en haut de la fiche."
                    />
                    <Button soumettre=true en_cours>"Enregistrer"</Button>
                </FormFooter>
            </Form>
        </Card>
    }
}

#[component]
fn Effectifs(champs: Champs, siret: String) -> impl IntoView {
    let siren = siret.parse::<domain::etablissement::Siret>();
    let siren = siren.map_or_else(|_| String::new(), |siret| format!(" {}", siret.siren().groupe()));
    view! {
        <FieldGroup legende="Établissement">
            <TextField champ=champs.denomination requis=true/>
            <Grid colonnes=2>
                <TextField
                    champ=champs.effectif_etablissement
                    requis=true
                    clavier="numeric"
                    largeur=Largeur::Courte
                    indice=format!(
                        "Les salariés de cet établissement seul, le SIRET {}. Ce nombre est repris dans vos DAP.",
                        format::siret(&siret),
                    )
                />
                <TextField
                    champ=champs.effectif_entreprise
                    requis=true
                    clavier="numeric"
                    largeur=Largeur::Courte
                    indice=format!(
                        "Toute l'entreprise, le SIREN{siren} : tous ses établissements réunis. S'il est seul, le même nombre.",
                    )
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
