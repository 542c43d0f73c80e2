//! "Formulaire de demande d'assistance": who, about what, and a check that the browser does alone.

use crate::{
    api::{Donnees, acces, client},
    controle::{NoteControle, resoudre},
    format,
    formulaire::{Formulaire, ResumeErreurs},
    ui::{
        Alert, Breadcrumb, Button, ButtonLink, Card, Champ, Checkbox, Choix, CopyButton, FieldGroup, Form,
        Frame, Grid, Largeur, Link, PageHeader, RequiredNote, Row, Select, Stack, TextArea, TextField, Ton,
        Variante, choix_de,
    },
};
use api_types::{
    demande_assistance::{DemandeAssistanceRecue, NouvelleDemandeAssistance},
    etablissement::EtablissementResume,
};
use client::Erreur;
use domain::{
    demande_assistance::{MAX_DESCRIPTION, MAX_NOM, MotifAssistance},
    etablissement::MAX_DENOMINATION,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// `/aide/demande`. `?motif=`, `?siret=`, `?dossier=` and `?profil=agent` fill in what the page one comes from knows.
#[component]
pub fn PageDemandeAssistance() -> impl IntoView {
    let recue = RwSignal::new(None::<DemandeAssistanceRecue>);
    view! {
        <Frame etroit=true>
            <Breadcrumb
                etapes=vec![("/".into(), "Accueil".into()), ("/aide".into(), "Besoin d'aide ?".into())]
                ici="Demande d'assistance"
            />
            <PageHeader titre="Formulaire de demande d'assistance"/>
            {move || match recue.get() {
                Some(recue) => view! { <Confirmation recue/> }.into_any(),
                None => view! { <Saisie recue/> }.into_any(),
            }}
        </Frame>
    }
}

#[derive(Clone, Copy)]
struct Champs {
    /// An agent of a UD asks: the service stands in the place of the establishment.
    agent: RwSignal<bool>,
    siret: Champ,
    denomination: Champ,
    nom_prenom: Champ,
    telephone: Champ,
    courriel: Champ,
    motif: Champ,
    dossier: Champ,
    description: Champ,
}

impl Champs {
    fn new(f: Formulaire) -> Self {
        let requete = use_query_map();
        let parametre = |nom: &str| requete.with_untracked(|r| r.get(nom).unwrap_or_default());
        Self {
            agent: RwSignal::new(parametre("profil") == "agent"),
            siret: f.champ_avec("/siret", "N° de SIRET", &format::siret(&parametre("siret"))),
            denomination: f.champ("/denomination", "Dénomination"),
            nom_prenom: f.champ("/nom_prenom", "Nom et prénom"),
            telephone: f.champ("/telephone", "N° de téléphone"),
            courriel: f.champ("/courriel", "Adresse électronique"),
            motif: f.champ_avec("/motif", "Motif de la demande", &parametre("motif")),
            dossier: f.champ_avec("/dossier", "N° de DAP ou de DI", &parametre("dossier")),
            description: f.champ("/description", "Description de la demande"),
        }
    }

    fn lire(self) -> NouvelleDemandeAssistance {
        let t = |champ: Champ| champ.valeur.get_untracked();
        NouvelleDemandeAssistance {
            siret: if self.agent.get_untracked() {
                String::new()
            } else {
                t(self.siret)
            },
            agent: self.agent.get_untracked(),
            denomination: t(self.denomination),
            nom_prenom: t(self.nom_prenom),
            telephone: t(self.telephone),
            courriel: t(self.courriel),
            motif: t(self.motif),
            dossier: t(self.dossier),
            description: t(self.description),
            controle: String::new(),
        }
    }
}

/// Fills an empty field; what was typed stays.
fn proposer(champ: Champ, texte: String) {
    if champ.valeur.with_untracked(String::is_empty) && !texte.is_empty() {
        champ.valeur.set(texte);
    }
}

#[component]
fn Saisie(recue: RwSignal<Option<DemandeAssistanceRecue>>) -> impl IntoView {
    let acces = acces();
    let formulaire = Formulaire::new("assistance");
    let champs = Champs::new(formulaire);
    Effect::new(move |_| {
        if let Some(session) = acces.session() {
            proposer(
                champs.nom_prenom,
                format!("{} {}", session.compte.nom, session.compte.prenom),
            );
            proposer(champs.courriel, session.compte.courriel);
        }
    });
    let employeur = Memo::new(move |_| matches!(acces.role().as_str(), "utilisateur" | "tiers_declarant"));
    let envoyer = move || {
        let demande = champs.lire();
        let Some(_) = formulaire.juger(demande.en_saisie().verifier()) else {
            return;
        };
        formulaire.envoyer(acces, deposer(demande), move |faite| {
            recue.try_set(Some(faite));
            window().scroll_to_with_x_and_y(0.0, 0.0);
        });
    };
    view! {
        <Stack>
            <Alert>
                <p>
                    "La réponse est peut-être déjà dans " <Link href="/aide">"la base documentaire"</Link>
                    ". Ne donnez jamais de mot de passe, ni le numéro de sécurité sociale d'un salarié."
                </p>
            </Alert>
            <Card>
                <Form au_envoi=envoyer>
                    <ResumeErreurs formulaire/>
                    <RequiredNote/>
                    <FieldGroup legende="Qui vous êtes">
                        <Show when=move || employeur.get()><MesEtablissements champs/></Show>
                        <Show when=move || !employeur.get()>
                            <Checkbox id="assistance-agent" coche=champs.agent>
                                "Je suis agent d'une unité départementale : je n'agis pour aucun établissement"
                            </Checkbox>
                        </Show>
                        <Show
                            when=move || champs.agent.get()
                            fallback=move || view! {
                                <TextField champ=champs.siret requis=true clavier="numeric" largeur=Largeur::Longue
                                    indice="14 chiffres, avec ou sans espaces."/>
                                <TextField champ=champs.denomination.nomme("Dénomination de l'établissement") requis=true
                                    remplissage="organization" longueur_max=MAX_DENOMINATION/>
                            }
                        >
                            <TextField champ=champs.denomination.nomme("Dénomination de votre service") requis=true
                                remplissage="organization" longueur_max=MAX_DENOMINATION/>
                        </Show>
                        <TextField champ=champs.nom_prenom requis=true remplissage="name" longueur_max=MAX_NOM/>
                        <Grid colonnes=2>
                            <TextField champ=champs.telephone requis=true genre="tel" remplissage="tel"
                                indice="Pour vous rappeler si besoin."/>
                            <TextField champ=champs.courriel requis=true genre="email" remplissage="email"
                                indice="La réponse y sera envoyée."/>
                        </Grid>
                    </FieldGroup>
                    <FieldGroup legende="Votre demande">
                        <Select
                            champ=champs.motif
                            requis=true
                            invite="Veuillez sélectionner un motif…"
                            choix=Signal::stored(choix_de(
                                MotifAssistance::TOUS,
                                MotifAssistance::code,
                                MotifAssistance::libelle,
                            ))
                        />
                        <TextField champ=champs.dossier largeur=Largeur::Longue
                            indice="Facultatif, comme DAP-7K3-M9Q-2XH."/>
                        <TextArea
                            champ=champs.description
                            requis=true
                            lignes=8
                            longueur_max=MAX_DESCRIPTION
                            indice="Ce que vous vouliez faire, ce qui s'est passé, le message affiché."
                        />
                    </FieldGroup>
                    <NoteControle/>
                    <Row>
                        <Button soumettre=true en_cours=formulaire.en_cours()>"Envoyer"</Button>
                        <ButtonLink href="/aide" variante=Variante::Discret>"Annuler"</ButtonLink>
                    </Row>
                </Form>
            </Card>
        </Stack>
    }
}

/// One establishment is filled in at once; several are chosen from.
#[component]
fn MesEtablissements(champs: Champs) -> impl IntoView {
    let choisi = Champ::libre("assistance-etablissement", "Établissement concerné");
    let donnees = Donnees::charger(|| async { client().lister_etablissements(None).await });
    let liste = Memo::new(move |_| donnees.lire().map(|liste| liste.items).unwrap_or_default());
    let remplir = move |etablissement: &EtablissementResume| {
        champs.siret.valeur.set(etablissement.siret.clone());
        champs.denomination.valeur.set(etablissement.denomination.clone());
    };
    Effect::new(move |_| {
        liste.with(|liste| {
            if let [seul] = liste.as_slice()
                && champs.siret.valeur.with_untracked(String::is_empty)
            {
                remplir(seul);
            }
        });
    });
    Effect::new(move |_| {
        let siret = choisi.valeur.get();
        liste.with_untracked(|liste| liste.iter().filter(|e| e.siret == siret).for_each(remplir));
    });
    let choix = Signal::derive(move || {
        liste.with(|liste| {
            let choix = liste
                .iter()
                .map(|e| Choix::new(e.siret.clone(), e.denomination.clone()));
            choix.collect()
        })
    });
    view! {
        <Show when=move || liste.with(|liste| liste.len() > 1)>
            <Select champ=choisi choix invite="Choisir parmi mes établissements…"/>
        </Show>
    }
}

/// A fresh check at each sending: none can be too old, none is used twice.
async fn deposer(demande: NouvelleDemandeAssistance) -> Result<DemandeAssistanceRecue, Erreur> {
    let controle = resoudre().await?;
    let demande = NouvelleDemandeAssistance { controle, ..demande };
    client().creer_demande_assistance(&demande).await
}

#[component]
fn Confirmation(recue: DemandeAssistanceRecue) -> impl IntoView {
    let acces = acces();
    let connecte = Signal::derive(move || acces.session().is_some());
    let suivi = format!("/aide/demandes/{}", recue.id);
    let numero = recue.numero.clone();
    view! {
        <Stack>
            <Alert ton=Ton::Succes titre="Votre demande est enregistrée" vivant=true>
                <p>"Un courriel de confirmation part à " <strong>{recue.courriel}</strong> ", avec un lien personnel pour suivre la réponse."</p>
            </Alert>
            <Card titre="Numéro de suivi">
                <div class="ap-code-di">
                    <span class="ap-code-di-texte">{recue.numero}</span>
                    <CopyButton texte=numero quoi="le numéro de suivi"/>
                </div>
                <p class="ap-doux">
                    "La réponse arrive par courriel et sur la page de suivi, où vous pourrez répondre à votre tour. "
                    "Rien reçu dans l'heure ? Regardez dans les courriels indésirables."
                </p>
                <Row>
                    {move || {
                        let suivi = suivi.clone();
                        connecte.get().then(|| view! { <ButtonLink href=suivi>"Suivre ma demande"</ButtonLink> })
                    }}
                    <ButtonLink href="/" variante=Variante::Secondaire>"Revenir à l'accueil"</ButtonLink>
                </Row>
            </Card>
        </Stack>
    }
}
