//! "Ajouter un établissement", without logging out: the SIRET, the prefilled sheet, the confirmation.

use crate::{
    api::{acces, client},
    format,
    formulaire::{Formulaire, ResumeErreurs},
    pages::adresse::{Adresse, ChampsAdresse, OriginePreremplie, fiche_preremplie},
    ui::{
        Alert, Breadcrumb, Button, ButtonLink, Card, Champ, Checkbox, DescriptionList, Fichier, FieldGroup,
        FilePicker, Form, Frame, Grid, Item, Largeur, Link, PageHeader, RequiredNote, Row, Stack, Stepper,
        TextField, Ton,
    },
};
use api_types::{
    etablissement::FicheEtablissement,
    inscription::{Inscription, MandatAjout, NouvelEtablissement, ResultatVerification},
};
use domain::etablissement::MAX_DENOMINATION;
use leptos::prelude::*;

#[derive(Clone)]
enum Etape {
    Siret,
    Fiche(Box<ResultatVerification>),
    Fin(Inscription),
}

/// `/etablissements/ajouter`.
#[component]
pub fn PageAjoutEtablissement() -> impl IntoView {
    let etape = RwSignal::new(Etape::Siret);
    let rang = Signal::derive(move || {
        etape.with(|etape| match etape {
            Etape::Siret => 0,
            Etape::Fiche(_) => 1,
            Etape::Fin(_) => 2,
        })
    });
    view! {
        <Frame etroit=true>
            <Breadcrumb
                etapes=vec![("/etablissements".into(), "Mes établissements".into())]
                ici="Ajouter un établissement"
            />
            <PageHeader titre="Ajouter un établissement"/>
            <Stack>
                <Stepper
                    etiquette="Étapes de l'ajout"
                    etapes=vec!["Le SIRET".into(), "L'établissement".into(), "Demande envoyée".into()]
                    courante=rang
                />
                {move || match etape.get() {
                    Etape::Siret => view! { <Siret etape/> }.into_any(),
                    Etape::Fiche(resultat) => view! { <Fiche resultat=*resultat etape/> }.into_any(),
                    Etape::Fin(recue) => view! { <Fin recue/> }.into_any(),
                }}
            </Stack>
        </Frame>
    }
}

#[component]
fn Siret(etape: RwSignal<Etape>) -> impl IntoView {
    let acces = acces();
    let f = Formulaire::new("ajout-siret");
    let siret = f.champ("/siret", "Numéro de SIRET de l'établissement");
    let connu = RwSignal::new(None::<ResultatVerification>);
    let envoyer = move || {
        connu.set(None);
        let numero = siret.valeur.get_untracked();
        if let Err(refus) = numero.parse::<domain::etablissement::Siret>() {
            f.refuser(vec![refus.au_champ("/siret").into()]);
            return;
        }
        f.envoyer(
            acces,
            async move { client().verifier_ajout(&numero).await },
            move |resultat| {
                if resultat.connu {
                    connu.try_set(Some(resultat));
                } else {
                    etape.try_set(Etape::Fiche(Box::new(resultat)));
                }
            },
        );
    };
    view! {
        <Card>
            <p>"L'établissement rejoindra votre compte : même identifiant, même mot de passe, sans vous déconnecter."</p>
            <Form au_envoi=envoyer>
                <ResumeErreurs formulaire=f/>
                {move || connu.get().map(|resultat| view! { <Connu resultat/> })}
                <TextField
                    champ=siret
                    requis=true
                    clavier="numeric"
                    largeur=Largeur::Longue
                    indice="14 chiffres, avec ou sans espaces. Exemple : 732 829 320 00074"
                />
                <Row><Button soumettre=true en_cours=f.en_cours()>"Continuer"</Button></Row>
            </Form>
        </Card>
    }
}

/// The establishment has its space: its principal user adds people, an accountant declares a mandate.
#[component]
fn Connu(resultat: ResultatVerification) -> impl IntoView {
    view! {
        <Alert ton=Ton::Attention titre="Cet établissement a déjà un espace" vivant=true>
            <p>{resultat.message}</p>
            <ul>
                <li>"Son utilisateur principal peut vous ajouter : demandez-le-lui, avec l'adresse électronique de votre compte."</li>
                <li>"Vous êtes expert-comptable ? " <Link href="/mandats">"Déclarez votre mandat"</Link> "."</li>
                <li>
                    "L'utilisateur principal a quitté l'entreprise ? "
                    <Link href=format!("/reprise?siret={}", resultat.siret)>"Demandez la reprise de son rôle"</Link> "."
                </li>
            </ul>
        </Alert>
    }
}

#[derive(Clone, Copy)]
struct Champs {
    denomination: Champ,
    adresse: ChampsAdresse,
    courriel: Champ,
    courriel_confirmation: Champ,
    ancien_siret: Champ,
    mandat: RwSignal<bool>,
    mandat_debut: Champ,
    mandat_fin: Champ,
}

impl Champs {
    fn new(f: Formulaire, resultat: &ResultatVerification) -> Self {
        let fiche = fiche_preremplie(&resultat.fiche);
        let c = |pointeur: &str, libelle: &str, valeur: &str| {
            f.champ_avec(&format!("/fiche{pointeur}"), libelle, valeur)
        };
        Self {
            denomination: c(
                "/denomination",
                "Dénomination de l'établissement",
                &fiche.denomination,
            ),
            adresse: ChampsAdresse::new(f, "/fiche", &fiche),
            courriel: c("/courriel", "Courriel de l'établissement", ""),
            courriel_confirmation: f.champ(
                "/courriel_confirmation",
                "Confirmer le courriel de l'établissement",
            ),
            ancien_siret: f.champ("/ancien_siret", "Ancien SIRET"),
            mandat: RwSignal::new(false),
            mandat_debut: f.champ("/mandat/debut", "Début du mandat"),
            mandat_fin: f.champ("/mandat/fin", "Fin du mandat"),
        }
    }

    fn lire(self, resultat: &ResultatVerification) -> NouvelEtablissement {
        let t = |champ: Champ| champ.valeur.get_untracked();
        NouvelEtablissement {
            jeton: resultat.jeton.clone(),
            siret: resultat.siret.clone(),
            fiche: FicheEtablissement {
                denomination: t(self.denomination),
                courriel: t(self.courriel),
                ..untrack(|| self.adresse.lire())
            },
            courriel_confirmation: t(self.courriel_confirmation),
            ancien_siret: t(self.ancien_siret),
            mandat: self.mandat.get_untracked().then(|| MandatAjout {
                debut: t(self.mandat_debut),
                fin: t(self.mandat_fin),
                document: None,
            }),
        }
    }
}

#[component]
fn Fiche(resultat: ResultatVerification, etape: RwSignal<Etape>) -> impl IntoView {
    let acces = acces();
    let f = Formulaire::new("ajout");
    let champs = Champs::new(f, &resultat);
    let contrat = RwSignal::new(None::<Fichier>);
    f.connaitre("/document", "contrat", "Contrat de prestation signé");
    let siret = format::siret(&resultat.siret);
    let origine = resultat.clone();
    let envoyer = move || {
        let mut corps = champs.lire(&resultat);
        // The person who asks is the first contact; the sheet can name another one later.
        if let Some(session) = untrack(|| acces.session()) {
            corps.fiche.contact_nom = session.compte.nom;
            corps.fiche.contact_prenom = session.compte.prenom;
            corps.fiche.contact_courriel = session.compte.courriel;
        }
        if f.juger(corps.en_saisie().verifier()).is_none() {
            return;
        }
        let fichier = contrat.get_untracked();
        f.envoyer(
            acces,
            async move {
                if let (Some(mandat), Some(fichier)) = (corps.mandat.as_mut(), fichier) {
                    mandat.document = Some(client().deposer_document(&fichier.nom, fichier.octets).await?.id);
                }
                client().ajouter_etablissement(&corps).await
            },
            move |recue| {
                etape.try_set(Etape::Fin(recue));
            },
        );
    };
    view! {
        <OriginePreremplie resultat=origine/>
        <Card>
            <Form au_envoi=envoyer>
                <ResumeErreurs formulaire=f/>
                <RequiredNote/>
                <Etablissement champs siret/>
                <Ancien champs/>
                <Mandat champs contrat/>
                <Row><Button soumettre=true en_cours=f.en_cours()>"Envoyer la demande"</Button></Row>
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
            <TextField champ=champs.denomination requis=true longueur_max=MAX_DENOMINATION/>
            <Adresse champs=champs.adresse/>
            <TextField champ=champs.courriel requis=true genre="email"/>
            <TextField champ=champs.courriel_confirmation requis=true genre="email"/>
        </FieldGroup>
    }
}

#[component]
fn Ancien(champs: Champs) -> impl IntoView {
    view! {
        <FieldGroup
            legende="Changement de SIRET"
            indice="Si cet établissement en remplace un autre (déménagement, fusion), indiquez l'ancien SIRET : les deux fiches seront liées, et l'historique de l'ancien reste lisible à qui y avait accès."
        >
            <TextField champ=champs.ancien_siret clavier="numeric" largeur=Largeur::Longue indice="Vide si rien ne change."/>
        </FieldGroup>
    }
}

#[component]
fn Mandat(champs: Champs, contrat: RwSignal<Option<Fichier>>) -> impl IntoView {
    view! {
        <FieldGroup legende="Expert-comptable">
            <Checkbox id="ajout-mandat" coche=champs.mandat>
                "Je demande cet espace pour un client, par contrat de prestation (tiers déclarant)"
            </Checkbox>
            <Show when=move || champs.mandat.get()>
                <Grid colonnes=2>
                    <TextField champ=champs.mandat_debut requis=true largeur=Largeur::Moyenne indice="jj/mm/aaaa"/>
                    <TextField champ=champs.mandat_fin largeur=Largeur::Moyenne indice="Vide : sans fin."/>
                </Grid>
                <FilePicker
                    id="contrat"
                    libelle="Contrat de prestation signé (PDF)"
                    indice="10 Mo au plus. Gardé pour un contrôle."
                    accepte=".pdf,application/pdf"
                    au_choix=move |fichier| contrat.set(Some(fichier))
                />
                <p class="ap-petit ap-doux">
                    "Vous serez l'utilisateur principal jusqu'à ce que vous ajoutiez votre client et lui transmettiez ce rôle ; il acceptera alors le mandat."
                </p>
            </Show>
        </FieldGroup>
    }
}

#[component]
fn Fin(recue: Inscription) -> impl IntoView {
    let messages = recue
        .messages
        .into_iter()
        .skip(1)
        .map(|message| view! { <p>{message}</p> })
        .collect_view();
    view! {
        <Alert ton=Ton::Succes titre="Votre demande est enregistrée" vivant=true>
            <p>{format!("L'établissement {} rejoindra votre compte quand l'assistance aura accepté, sous 48 heures.", format::siret(&recue.siret))}</p>
            {messages}
        </Alert>
        <Row><ButtonLink href="/etablissements">"Revenir à mes établissements"</ButtonLink></Row>
    }
}
