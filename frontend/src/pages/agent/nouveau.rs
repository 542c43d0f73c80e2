//! `/assistance/agents/nouveau`: an agent's account, on a signed annexe 3.

use super::{ChampDepartements, lire};
use crate::{
    api::{acces, client},
    formulaire::{Formulaire, ResumeErreurs},
    navigation::navigation,
    ui::{
        Alert, Annonces, Breadcrumb, Button, ButtonLink, Card, Fichier, FieldAlert, FilePicker, Form, Frame,
        Grid, PageHeader, RequiredNote, Row, TextArea, TextField, Ton, Variante,
    },
};
use api_types::agent::NouvelAgent;
use domain::compte_assistance::MAX_MOTIF;
use leptos::prelude::*;

/// Stands for the document until it is handed in, so that the form is judged whole.
const A_DEPOSER: &str = "a-deposer";

#[component]
pub fn PageNouvelAgent() -> impl IntoView {
    let acces = acces();
    let annonces = expect_context::<Annonces>();
    let navigation = navigation();
    let f = Formulaire::new("nouvel-agent");
    let nom = f.champ("/nom", "Nom");
    let prenom = f.champ("/prenom", "Prénom");
    let courriel = f.champ("/courriel", "Adresse électronique professionnelle");
    let confirmation = f.champ("/courriel_confirmation", "Confirmer l'adresse électronique");
    let departements = f.champ("/departements", "Départements");
    let annexe = RwSignal::new(None::<Fichier>);
    f.connaitre("/document", "annexe", "Annexe 3 signée");
    let motif = f.champ("/motif", "Motif");
    let envoyer = move || {
        let fichier = annexe.get_untracked();
        let mut corps = NouvelAgent {
            nom: nom.valeur.get_untracked(),
            prenom: prenom.valeur.get_untracked(),
            courriel: courriel.valeur.get_untracked(),
            courriel_confirmation: confirmation.valeur.get_untracked(),
            departements: lire(&departements.valeur.get_untracked()),
            document: fichier.as_ref().map_or("", |_| A_DEPOSER).to_owned(),
            motif: motif.valeur.get_untracked(),
        };
        if f.juger(corps.en_saisie().verifier()).is_none() {
            return;
        }
        f.envoyer(
            acces,
            async move {
                if let Some(fichier) = fichier {
                    corps.document = client().deposer_document(&fichier.nom, fichier.octets).await?.id;
                }
                client().ouvrir_agent(&corps).await
            },
            move |dossier| {
                let identifiant = dossier.identifiant.unwrap_or_default();
                annonces.dire(format!(
                    "Compte {identifiant} ouvert, les trois courriels partent."
                ));
                navigation.aller(format!("/assistance/comptes/{}", dossier.id));
            },
        );
    };
    view! {
        <Frame etroit=true>
            <Breadcrumb
                etapes=vec![("/assistance/agents".into(), "Agents".into())]
                ici="Ouvrir un compte d'agent"
            />
            <PageHeader
                titre="Ouvrir un compte d'agent"
                sous_titre=|| "Sur l'annexe 3 signée par le responsable de l'unité départementale."
            />
            <Card>
                <Form au_envoi=envoyer>
                    <ResumeErreurs formulaire=f/>
                    <Alert ton=Ton::Info>
                        <p>
                            "Trois courriels partent à l'adresse : identifiant, mot de passe temporaire, habilitation. À sa première connexion, l'agent choisit son mot de passe et configure la double authentification."
                        </p>
                    </Alert>
                    <RequiredNote/>
                    <Grid colonnes=2>
                        <TextField champ=nom requis=true remplissage="off"/>
                        <TextField champ=prenom requis=true remplissage="off"/>
                    </Grid>
                    <Grid colonnes=2>
                        <TextField champ=courriel requis=true genre="email" remplissage="off"/>
                        <TextField champ=confirmation requis=true genre="email" remplissage="off"/>
                    </Grid>
                    <ChampDepartements champ=departements/>
                    <FilePicker
                        id="annexe"
                        libelle="Annexe 3 signée (PDF)"
                        indice="10 Mo au plus. Gardée chiffrée avec le compte ; seule l'assistance peut la lire."
                        accepte=".pdf,application/pdf"
                        au_choix=move |fichier| {
                            f.oublier("/document");
                            annexe.set(Some(fichier));
                        }
                    />
                    {move || f.erreur("/document").get().map(|texte| view! { <FieldAlert texte/> })}
                    <TextArea
                        champ=motif
                        requis=true
                        lignes=3
                        longueur_max=MAX_MOTIF
                        indice="Qui l'a demandé, et quand : c'est gardé dans le journal du compte."
                    />
                    <Row>
                        <Button soumettre=true en_cours=f.en_cours()>"Ouvrir le compte et envoyer"</Button>
                        <ButtonLink href="/assistance/agents" variante=Variante::Discret>"Annuler"</ButtonLink>
                    </Row>
                </Form>
            </Card>
        </Frame>
    }
}
