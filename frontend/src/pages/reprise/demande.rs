//! The request, by somebody who is logged in or by a stranger.

use crate::{
    api::{acces, client},
    controle::{NoteControle, resoudre},
    format,
    formulaire::{Formulaire, ResumeErreurs},
    ui::{
        Alert, Breadcrumb, Button, ButtonLink, Card, Champ, DescriptionList, FieldGroup, Form, Frame, Grid,
        Item, Largeur, PageHeader, RequiredNote, Row, Stack, TextArea, TextField, Ton,
    },
};
use api_types::reprise::{NouvelleReprise, RepriseRecue};
use domain::{reprise::MAX_MOTIF, utilisateur::MAX_NOM};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// `/reprise?siret=`.
#[component]
pub fn PageReprise() -> impl IntoView {
    let recue = RwSignal::new(None::<RepriseRecue>);
    view! {
        <Frame etroit=true>
            <Breadcrumb etapes=vec![("/".into(), "Accueil".into())] ici="Reprise d'un établissement"/>
            <PageHeader
                titre="L'utilisateur principal a quitté l'entreprise"
                sous_titre=|| "Demandez à reprendre son rôle pour votre établissement."
            />
            {move || match recue.get() {
                Some(recue) => view! { <Recue recue/> }.into_any(),
                None => view! { <Demande recue/> }.into_any(),
            }}
        </Frame>
    }
}

#[component]
fn Demande(recue: RwSignal<Option<RepriseRecue>>) -> impl IntoView {
    let acces = acces();
    let f = Formulaire::new("reprise");
    let donne = use_query_map().with_untracked(|q| q.get("siret").unwrap_or_default());
    let siret = f.champ_avec("/siret", "SIRET de l'établissement", &format::siret(&donne));
    let motif = f.champ("/motif", "Que s'est-il passé ?");
    let nom = f.champ("/nom", "Nom");
    let prenom = f.champ("/prenom", "Prénom");
    let telephone = f.champ("/telephone", "Téléphone");
    let courriel = f.champ("/courriel", "Courriel");
    let confirmation = f.champ("/courriel_confirmation", "Confirmer le courriel");
    // Who is logged in asks under the name of the account.
    let compte = Memo::new(move |_| {
        acces
            .session()
            .filter(|s| matches!(s.compte.role.as_str(), "utilisateur" | "tiers_declarant"))
            .map(|s| s.compte)
    });
    let envoyer = move || {
        let texte = |champ: Champ| champ.valeur.get_untracked();
        let mut corps = NouvelleReprise {
            siret: texte(siret),
            nom: texte(nom),
            prenom: texte(prenom),
            telephone: texte(telephone),
            courriel: texte(courriel),
            courriel_confirmation: texte(confirmation),
            motif: texte(motif),
            controle: String::new(),
        };
        let connecte = compte.get_untracked();
        if let Some(compte) = &connecte {
            corps.nom = compte.nom.clone();
            corps.prenom = compte.prenom.clone();
            corps.courriel = compte.courriel.clone();
            corps.courriel_confirmation = compte.courriel.clone();
        }
        if f.juger(corps.en_saisie().verifier()).is_none() {
            return;
        }
        f.envoyer(
            acces,
            async move {
                if connecte.is_none() {
                    corps.controle = resoudre().await?;
                }
                client().demander_reprise(&corps).await
            },
            move |reponse| {
                recue.try_set(Some(reponse));
            },
        );
    };
    view! {
        <Stack>
            <Alert>
                <p>"Les utilisateurs actuels de l'établissement sont avertis de votre demande, et l'assistance décide. "
                "Si l'utilisateur principal est encore joignable, il peut vous transmettre son rôle lui-même : c'est immédiat."</p>
            </Alert>
            <Card>
                <Form au_envoi=envoyer>
                    <ResumeErreurs formulaire=f/>
                    <RequiredNote/>
                    <TextField champ=siret requis=true clavier="numeric" largeur=Largeur::Longue indice="14 chiffres, avec ou sans espaces."/>
                    <TextArea
                        champ=motif
                        requis=true
                        lignes=4
                        longueur_max=MAX_MOTIF
                        indice="Qui est parti, depuis quand, et quelle est votre fonction. 1 000 caractères au plus."
                    />
                    {move || match compte.get() {
                        Some(compte) => view! {
                            <DescriptionList>
                                <Item libelle="Demande faite par">{format!("{} {}", compte.prenom, compte.nom)}</Item>
                                <Item libelle="Réponse envoyée à">{compte.courriel}</Item>
                            </DescriptionList>
                            <TextField champ=telephone requis=true genre="tel" largeur=Largeur::Longue indice="L'assistance peut vous appeler."/>
                        }
                        .into_any(),
                        None => view! {
                            <FieldGroup legende="Vous">
                                <Grid colonnes=2>
                                    <TextField champ=nom requis=true remplissage="family-name" longueur_max=MAX_NOM/>
                                    <TextField champ=prenom requis=true remplissage="given-name" longueur_max=MAX_NOM/>
                                </Grid>
                                <TextField champ=telephone requis=true genre="tel" largeur=Largeur::Longue indice="L'assistance peut vous appeler." remplissage="tel"/>
                                <TextField champ=courriel requis=true genre="email" remplissage="email" indice="Si vous avez déjà un compte, indiquez la même adresse."/>
                                <TextField champ=confirmation requis=true genre="email" remplissage="email"/>
                            </FieldGroup>
                            <NoteControle/>
                        }
                        .into_any(),
                    }}
                    <Row><Button soumettre=true en_cours=f.en_cours()>"Envoyer la demande"</Button></Row>
                </Form>
            </Card>
        </Stack>
    }
}

#[component]
fn Recue(recue: RepriseRecue) -> impl IntoView {
    let messages = recue
        .messages
        .into_iter()
        .map(|message| view! { <p>{message}</p> })
        .collect_view();
    view! {
        <Stack>
            <Alert ton=Ton::Succes titre="Votre demande de reprise est enregistrée" vivant=true>
                {messages}
            </Alert>
            <Row><ButtonLink href="/">"Revenir à l'accueil"</ButtonLink></Row>
        </Stack>
    }
}
