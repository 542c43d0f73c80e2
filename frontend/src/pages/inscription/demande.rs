//! Step 2: the establishment, prefilled from the company register, and the person.

use crate::{
    api::{acces, client},
    format,
    formulaire::{Formulaire, ResumeErreurs},
    pages::adresse::{Adresse, ChampsAdresse, OriginePreremplie, fiche_preremplie},
    ui::{
        Button, Card, Champ, DescriptionList, FieldGroup, Form, Grid, Item, Largeur, RequiredNote, Row,
        TextField,
    },
};
use api_types::inscription::{Inscription, NouvelleInscription, ResultatVerification};
use domain::{
    compte::MAX_SECRET, etablissement::MAX_DENOMINATION, oubli::questions_proposees, utilisateur::MAX_NOM,
};
use leptos::prelude::*;

/// The fields of the form.
#[derive(Clone, Copy)]
struct Champs {
    denomination: Champ,
    adresse: ChampsAdresse,
    courriel_etablissement: Champ,
    courriel_etablissement_confirmation: Champ,
    nom: Champ,
    prenom: Champ,
    telephone_utilisateur: Champ,
    courriel: Champ,
    courriel_confirmation: Champ,
    question_secrete: Champ,
    reponse_secrete: Champ,
    ancien_siret: Champ,
}

impl Champs {
    fn new(f: Formulaire, resultat: &ResultatVerification) -> Self {
        let fiche = fiche_preremplie(&resultat.fiche);
        Self {
            denomination: f.champ_avec(
                "/denomination",
                "Dénomination de l'établissement",
                &fiche.denomination,
            ),
            adresse: ChampsAdresse::new(f, "", &fiche),
            courriel_etablissement: f.champ("/courriel_etablissement", "Courriel de l'établissement"),
            courriel_etablissement_confirmation: f.champ(
                "/courriel_etablissement_confirmation",
                "Confirmer le courriel de l'établissement",
            ),
            nom: f.champ("/nom", "Nom"),
            prenom: f.champ("/prenom", "Prénom"),
            telephone_utilisateur: f.champ("/telephone_utilisateur", "Téléphone"),
            courriel: f.champ("/courriel", "Courriel"),
            courriel_confirmation: f.champ("/courriel_confirmation", "Confirmer le courriel"),
            question_secrete: f.champ("/question_secrete", "Question secrète"),
            reponse_secrete: f.champ("/reponse_secrete", "Réponse"),
            ancien_siret: f.champ("/ancien_siret", "Ancien SIRET"),
        }
    }

    fn lire(self, resultat: &ResultatVerification) -> NouvelleInscription {
        let texte = |champ: Champ| champ.valeur.get_untracked();
        let adresse = untrack(|| self.adresse.lire());
        NouvelleInscription {
            jeton: resultat.jeton.clone(),
            siret: resultat.siret.clone(),
            denomination: texte(self.denomination),
            numero_voie: adresse.numero_voie,
            extension_voie: adresse.extension_voie,
            type_voie: adresse.type_voie,
            libelle_voie: adresse.libelle_voie,
            complement_adresse: adresse.complement_adresse,
            code_postal: adresse.code_postal,
            departement: adresse.departement,
            ville: adresse.ville,
            telephone: adresse.telephone,
            fax: adresse.fax,
            courriel_etablissement: texte(self.courriel_etablissement),
            courriel_etablissement_confirmation: texte(self.courriel_etablissement_confirmation),
            nom: texte(self.nom),
            prenom: texte(self.prenom),
            telephone_utilisateur: texte(self.telephone_utilisateur),
            courriel: texte(self.courriel),
            courriel_confirmation: texte(self.courriel_confirmation),
            question_secrete: texte(self.question_secrete),
            reponse_secrete: texte(self.reponse_secrete),
            ancien_siret: texte(self.ancien_siret),
            // Accepted at the first step: this one cannot be reached without.
            cgu_acceptees: true,
        }
    }
}

/// The second step.
#[component]
pub fn Demande(
    resultat: ResultatVerification,
    #[prop(into)] au_succes: Callback<Inscription>,
) -> impl IntoView {
    let acces = acces();
    let formulaire = Formulaire::new("inscription");
    let champs = Champs::new(formulaire, &resultat);
    let siret = format::siret(&resultat.siret);
    let origine = resultat.clone();
    let envoyer = move || {
        let demande = champs.lire(&resultat);
        if formulaire.juger(demande.en_saisie().verifier()).is_none() {
            return;
        }
        formulaire.envoyer(
            acces,
            async move { client().creer_inscription(&demande).await },
            move |recue| {
                au_succes.try_run(recue);
            },
        );
    };
    view! {
        <OriginePreremplie resultat=origine/>
        <Card>
            <Form au_envoi=envoyer>
                <ResumeErreurs formulaire/>
                <RequiredNote/>
                <Etablissement champs siret/>
                <Personne champs/>
                <Row><Button soumettre=true en_cours=formulaire.en_cours()>"Envoyer"</Button></Row>
            </Form>
        </Card>
    }
}

#[component]
fn Etablissement(champs: Champs, siret: String) -> impl IntoView {
    view! {
        <FieldGroup legende="Information établissement">
            <DescriptionList>
                <Item libelle="SIRET">{siret}</Item>
            </DescriptionList>
            <TextField champ=champs.denomination requis=true remplissage="organization" longueur_max=MAX_DENOMINATION/>
            <Adresse champs=champs.adresse/>
            <TextField champ=champs.courriel_etablissement requis=true genre="email"/>
            <TextField champ=champs.courriel_etablissement_confirmation requis=true genre="email"/>
            <TextField
                champ=champs.ancien_siret
                clavier="numeric"
                largeur=Largeur::Longue
                indice="Seulement après un changement de SIRET : l'historique de l'ancien reste lisible à qui y avait accès."
            />
        </FieldGroup>
    }
}

#[component]
fn Personne(champs: Champs) -> impl IntoView {
    view! {
        <FieldGroup
            legende="Compte utilisateur à créer"
            indice="Cette personne reçoit l'identifiant, le mot de passe et tous les messages sur vos demandes. Si elle a déjà un compte, indiquez la même adresse électronique : l'établissement y sera ajouté, et sa question secrète ne change pas."
        >
            <Grid colonnes=2>
                <TextField champ=champs.nom requis=true remplissage="family-name" longueur_max=MAX_NOM/>
                <TextField champ=champs.prenom requis=true remplissage="given-name" longueur_max=MAX_NOM/>
            </Grid>
            <TextField champ=champs.telephone_utilisateur requis=true genre="tel" largeur=Largeur::Longue/>
            <TextField champ=champs.courriel requis=true genre="email" remplissage="email"/>
            <TextField champ=champs.courriel_confirmation requis=true genre="email" remplissage="email"/>
            <TextField
                champ=champs.question_secrete
                requis=true
                longueur_max=MAX_SECRET
                suggestions=questions_proposees()
                indice="Choisissez-en une, ou écrivez la vôtre. Elle vous sera posée si vous oubliez votre identifiant ou votre mot de passe."
            />
            <TextField
                champ=champs.reponse_secrete
                requis=true
                longueur_max=MAX_SECRET
                indice="Choisissez une réponse dont vous vous souviendrez mot pour mot."
                remplissage="off"
            />
        </FieldGroup>
    }
}
