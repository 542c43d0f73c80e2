//! An account on behalf of somebody (FAQ 38): the address of the account that is there is wrong.

use crate::{
    api::{acces, client},
    formulaire::{Formulaire, ResumeErreurs},
    navigation::navigation,
    ui::{
        Alert, Annonces, Breadcrumb, Button, ButtonLink, Card, Choix, Form, Frame, Grid, Largeur, PageHeader,
        RadioGroup, RequiredNote, Row, TextArea, TextField, Ton, Variante,
    },
};
use api_types::compte_assistance::NouveauCompte;
use domain::compte_assistance::MAX_MOTIF;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// `/assistance/comptes/nouveau`.
#[component]
pub fn PageNouveauCompte() -> impl IntoView {
    let acces = acces();
    let annonces = expect_context::<Annonces>();
    let navigation = navigation();
    let depart = use_query_map().with_untracked(|p| p.get("siret").unwrap_or_default());
    let f = Formulaire::new("nouveau-compte");
    let siret = f.champ_avec("/siret", "SIRET de l'établissement", &depart);
    let role = f.champ_avec("/role", "Rôle pour cet établissement", "principal");
    let nom = f.champ("/nom", "Nom");
    let prenom = f.champ("/prenom", "Prénom");
    let telephone = f.champ("/telephone", "Téléphone");
    let courriel = f.champ("/courriel", "Adresse électronique");
    let confirmation = f.champ("/confirmation", "Confirmer l'adresse électronique");
    let motif = f.champ("/motif", "Motif");
    let envoyer = move || {
        let corps = NouveauCompte {
            siret: siret.valeur.get_untracked(),
            role: role.valeur.get_untracked(),
            nom: nom.valeur.get_untracked(),
            prenom: prenom.valeur.get_untracked(),
            telephone: telephone.valeur.get_untracked(),
            courriel: courriel.valeur.get_untracked(),
            confirmation: confirmation.valeur.get_untracked(),
            motif: motif.valeur.get_untracked(),
        };
        f.envoyer(
            acces,
            async move { client().creer_compte(&corps).await },
            move |dossier| {
                annonces.dire(format!(
                    "Compte de {} {} prêt, les courriels partent.",
                    dossier.prenom, dossier.nom
                ));
                navigation.aller(format!("/assistance/comptes/{}", dossier.id));
            },
        );
    };
    let roles = vec![
        Choix::new("principal", "Utilisateur principal").avec_indice(
            "L'utilisateur principal actuel, s'il y en a un, devient utilisateur et en est prévenu.",
        ),
        Choix::new("utilisateur", "Utilisateur"),
    ];
    view! {
        <Frame etroit=true>
            <Breadcrumb
                etapes=vec![("/assistance/comptes".into(), "Comptes".into())]
                ici="Créer un compte pour quelqu'un"
            />
            <PageHeader
                titre="Créer un compte pour quelqu'un"
                sous_titre=|| "Quand l'établissement est connu, mais que l'adresse de son compte n'est pas la bonne."
            />
            <Card>
                <Form au_envoi=envoyer>
                    <ResumeErreurs formulaire=f/>
                    <Alert ton=Ton::Info>
                        <p>
                            "Trois courriels partent à l'adresse : identifiant, mot de passe temporaire, habilitation. Si l'adresse a déjà un compte, seul le dernier part."
                        </p>
                    </Alert>
                    <RequiredNote/>
                    <TextField champ=siret requis=true clavier="numeric" largeur=Largeur::Longue/>
                    <RadioGroup champ=role choix=roles requis=true/>
                    <Grid colonnes=2>
                        <TextField champ=nom requis=true remplissage="off"/>
                        <TextField champ=prenom requis=true remplissage="off"/>
                    </Grid>
                    <TextField champ=telephone requis=true clavier="tel" largeur=Largeur::Longue remplissage="off"/>
                    <Grid colonnes=2>
                        <TextField champ=courriel requis=true genre="email" remplissage="off"/>
                        <TextField champ=confirmation requis=true genre="email" remplissage="off"/>
                    </Grid>
                    <TextArea
                        champ=motif
                        requis=true
                        lignes=3
                        longueur_max=MAX_MOTIF
                        indice="Qui l'a demandé, et pourquoi : c'est gardé dans le journal du compte."
                    />
                    <Row>
                        <Button soumettre=true en_cours=f.en_cours()>"Créer et envoyer"</Button>
                        <ButtonLink href="/assistance/comptes" variante=Variante::Discret>"Annuler"</ButtonLink>
                    </Row>
                </Form>
            </Card>
        </Frame>
    }
}
