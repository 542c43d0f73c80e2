//! Every part on one page, to look at; not in the release build.

use crate::{
    formulaire::{Formulaire, ResumeErreurs},
    ui::{
        Alert, BarChart, Barre, Breadcrumb, Button, ButtonLink, Card, Cell, Checkbox, CheckboxGroup,
        Checklist, Choix, Colonne, Columns, CopyButton, DescriptionList, Details, Dialog, EmptyState,
        FieldGroup, Figure, Figures, FilePicker, Form, Frame, Gauge, Grid, Heading, Icone, Item, Jalon,
        Largeur, LinkCard, Onglet, PageHeader, PasswordField, RadioGroup, RequiredNote, Row, Select,
        ShowMore, Skeleton, Spinner, Stack, Status, Stepper, Table, Tabs, Tag, Task, TextArea, TextField,
        Timeline, Ton, Tri, Variante,
    },
};
use api_types::ErreurChamp;
use leptos::prelude::*;

/// `/styleguide`.
#[component]
pub fn Styleguide() -> impl IntoView {
    view! {
        <Frame>
            <Breadcrumb etapes=vec![("/".into(), "Accueil".into())] ici="Parties"/>
            <PageHeader
                titre="Demande n° DAP-2022-000123"
                etat=|| view! { <Status ton=Ton::Info libelle="En attente d'instruction"/> }
                sous_titre=|| "Menuiserie Lemaire · 732 829 320 00074"
                actions=|| view! {
                    <Button variante=Variante::Secondaire>"Retirer la demande"</Button>
                    <Button>"Envoyer"</Button>
                }
            />
            <Stack large=true>
                <Boutons/>
                <Messages/>
                <Columns cote=cote>
                    <Champs/>
                </Columns>
                <Tableaux/>
                <Graphiques/>
                <Divers/>
            </Stack>
        </Frame>
    }
}

fn cote() -> impl IntoView {
    view! {
        <Card titre="Suivi" icone=Icone::Horloge>
            <Timeline jalons=vec![
                jalon("Demande enregistrée", "02/05/2022 à 09 h 12", false),
                jalon("Demande envoyée", "02/05/2022 à 14 h 05", false),
                jalon("Acceptation tacite sans réponse", "17/05/2022", true),
            ]/>
        </Card>
        <Card titre="Premiers pas" creuse=true>
            <Checklist>
                <Task fait=true titre="Compléter la fiche">"Effectif et adresse."</Task>
                <Task
                    fait=false
                    titre="Ajouter un RIB"
                    action=|| view! { <ButtonLink href="/" petit=true>"Ajouter"</ButtonLink> }
                >
                    "Pour recevoir l'allocation."
                </Task>
            </Checklist>
        </Card>
    }
}

fn jalon(libelle: &str, date: &str, a_venir: bool) -> Jalon {
    Jalon {
        date: date.into(),
        libelle: libelle.into(),
        auteur: (!a_venir).then(|| "claire.martin".into()),
        a_venir,
    }
}

#[component]
fn Boutons() -> impl IntoView {
    let dialogue = RwSignal::new(false);
    view! {
        <Stack>
            <Heading>"Boutons et états"</Heading>
            <Row>
                <Button au_clic=move || dialogue.set(true)>"Ouvrir un dialogue"</Button>
                <Button variante=Variante::Secondaire icone=Icone::Telechargement>"Télécharger"</Button>
                <Button variante=Variante::Discret>"Annuler"</Button>
                <Button danger=true>"Refuser"</Button>
                <Button en_cours=true>"Envoi en cours"</Button>
                <Button petit=true>"Petit"</Button>
                <Button desactive=true>"Désactivé"</Button>
            </Row>
            <Row>
                <Status ton=Ton::Neutre libelle="Provisoire"/>
                <Status ton=Ton::Info libelle="En cours d'instruction"/>
                <Status ton=Ton::Succes libelle="Validée"/>
                <Status ton=Ton::Attention libelle="Invalidée, à corriger"/>
                <Status ton=Ton::Danger libelle="Refusée"/>
                <Tag libelle="Principal"/>
                <code>"K7M2-Q9XR-4T"</code>
                <CopyButton texte="K7M2Q9XR4T" quoi="le code DI"/>
            </Row>
            <Dialog ouvert=dialogue titre="Retirer la demande ?">
                <p>"La demande ne sera plus instruite. Vous pourrez en faire une autre."</p>
                <Row>
                    <Button danger=true au_clic=move || dialogue.set(false)>"Retirer"</Button>
                    <Button variante=Variante::Discret au_clic=move || dialogue.set(false)>"Garder"</Button>
                </Row>
            </Dialog>
        </Stack>
    }
}

#[component]
fn Messages() -> impl IntoView {
    view! {
        <Grid colonnes=2>
            <Alert titre="Information"><p>"Les demandes peuvent être envoyées jusqu'à 30 jours après le placement."</p></Alert>
            <Alert ton=Ton::Succes titre="Enregistré"><p>"La fiche établissement est complète."</p></Alert>
            <Alert ton=Ton::Attention><p>"Le pays du BIC n'est pas celui de l'IBAN : vérifiez-les."</p></Alert>
            <Alert ton=Ton::Danger titre="Envoi impossible"><p>"Deux salariés n'ont aucune heure."</p></Alert>
        </Grid>
    }
}

#[component]
fn Champs() -> impl IntoView {
    let f = Formulaire::new("demo");
    let siret = f.champ_avec("/siret", "Numéro de SIRET", "732 829 320 00075");
    let voie = f.champ("/voie", "Libellé de la voie");
    let heures = f.champ_avec("/heures", "Heures prévues", "1 250,50");
    let motif = f.champ("/motif", "Motif de recours");
    let mode = f.champ("/mode", "Forme");
    let texte = f.champ("/texte", "Circonstances");
    let secret = f.champ_avec("/secret", "Mot de passe", "motdepasse");
    let coche = RwSignal::new(true);
    let engagements = RwSignal::new(vec!["formation".to_owned()]);
    Effect::new(move |_| {
        f.refuser(vec![
            ErreurChamp {
                pointer: "/siret".into(),
                message: "La clé de ce SIRET est fausse : vérifiez les 14 chiffres.".into(),
                ..Default::default()
            },
            ErreurChamp {
                pointer: "/motif".into(),
                message: "Choisissez le motif de recours.".into(),
                ..Default::default()
            },
        ]);
    });
    view! {
        <Card titre="Formulaire" icone=Icone::Crayon>
            <Stepper
                etiquette="Étapes"
                etapes=vec!["Établissement".into(), "Motif et période".into(), "Salariés et heures".into(), "CSE".into(), "Récapitulatif".into()]
                courante=1
                a_corriger=vec![3]
                au_choix=|_: usize| ()
            />
            <Form au_envoi=|| ()>
                <ResumeErreurs formulaire=f/>
                <RequiredNote/>
                <FieldGroup legende="Établissement" indice="Tel qu'au répertoire Sirene.">
                    <TextField champ=siret requis=true largeur=Largeur::Longue indice="14 chiffres, espaces acceptés"/>
                    <TextField champ=voie longueur_max=28 indice="28 caractères au plus"/>
                    <TextField champ=heures clavier="decimal" largeur=Largeur::Moyenne suffixe="heures"/>
                </FieldGroup>
                <FieldGroup legende="Motif">
                    <Select
                        champ=motif
                        requis=true
                        choix=vec![Choix::new("a", "Conjoncture économique"), Choix::new("b", "Sinistre ou intempéries")]
                    />
                    <RadioGroup
                        champ=mode
                        choix=vec![
                            Choix::new("r", "Réduction d'activité").avec_indice("Une partie des heures est travaillée."),
                            Choix::new("s", "Suspension d'activité"),
                        ]
                    />
                    <CheckboxGroup
                        id="engagements"
                        legende="Engagements"
                        coches=engagements
                        choix=vec![Choix::new("formation", "Formation"), Choix::new("emploi", "Maintien dans l'emploi")]
                    />
                    <TextArea champ=texte longueur_max=4000/>
                    <PasswordField champ=secret/>
                    <Checkbox id="cgu" coche>"J'accepte les conditions générales d'utilisation"</Checkbox>
                </FieldGroup>
                <Row><Button soumettre=true>"Enregistrer"</Button></Row>
            </Form>
        </Card>
    }
}

#[component]
fn Tableaux() -> impl IntoView {
    let tri = RwSignal::new(Some(Tri {
        cle: "mois",
        descendant: true,
    }));
    let actif = RwSignal::new("salaries");
    let lignes = (1..=4)
        .map(|n| {
            view! {
                <tr>
                    <Cell titre="Numéro" entete=true>{format!("DI-2022-00{n}")}</Cell>
                    <Cell titre="Mois">"mai 2022"</Cell>
                    <Cell titre="État"><Status ton=Ton::Succes libelle="Validée"/></Cell>
                    <Cell titre="Heures" nombre=true>"1 251,50 h"</Cell>
                    <Cell titre="Allocation" nombre=true>"12 843,15 €"</Cell>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Stack>
            <Tabs
                etiquette="Demande"
                onglets=vec![
                    Onglet::new("salaries", "Salariés").avec_compte(250),
                    Onglet::new("heures", "Heures"),
                    Onglet::new("montants", "Montants"),
                ]
                actif
            >
                <Stack>
                    <Figures>
                        <Figure libelle="Heures indemnisables" valeur="19 951,50 h"/>
                        <Figure libelle="Indemnités versées" valeur="298 936,17 €"/>
                        <Figure libelle="Allocation" valeur="204 900,43 €" fort=true precision="remboursée à l'employeur"/>
                    </Figures>
                    <Table
                        legende="Demandes d'indemnisation"
                        tri
                        colonnes=vec![
                            Colonne::texte("Numéro"),
                            Colonne::texte("Mois").triable("mois"),
                            Colonne::texte("État"),
                            Colonne::nombre("Heures"),
                            Colonne::nombre("Allocation").triable("allocation"),
                        ]
                    >
                        {lignes}
                    </Table>
                    <ShowMore suite=true en_cours=false au_clic=|| ()/>
                </Stack>
            </Tabs>
        </Stack>
    }
}

#[component]
fn Graphiques() -> impl IntoView {
    let barre = |mois: &str, part: f64, heures: &str, allocation: &str| Barre {
        libelle: mois.into(),
        valeurs: vec![heures.into(), allocation.into()],
        part,
    };
    view! {
        <Card titre="Heures demandées" icone=Icone::Calculette>
            <Stack>
                <Gauge libelle="Consommées" texte="11 250 h sur 30 000 h autorisées" part=0.375/>
                <Gauge libelle="Contingent annuel" texte="950 h sur 1 000 h" part=0.95/>
                <Gauge libelle="Dépassé" texte="1 040 h sur 1 000 h" part=1.04/>
                <BarChart
                    legende="Heures et montants par mois"
                    titre="Mois"
                    colonnes=vec!["Heures indemnisables", "Allocation"]
                    barres=vec![
                        barre("Mars 2022", 0.25, "2 250", "18 112,50 €"),
                        barre("Avril 2022", 1.0, "9 000", "72 450,00 €"),
                        barre("Mai 2022", 0.0, "0", "0,00 €"),
                    ]
                />
            </Stack>
        </Card>
    }
}

#[component]
fn Divers() -> impl IntoView {
    view! {
        <Grid>
            <LinkCard href="/" titre="Saisir une DAP" icone=Icone::Document>"Avant de placer vos salariés en activité partielle."</LinkCard>
            <LinkCard href="/" titre="Créer une DI" icone=Icone::Euro>"Chaque mois, avec le code DI."</LinkCard>
            <LinkCard href="/" titre="Salariés" icone=Icone::Groupe>"Le registre de l'établissement."</LinkCard>
        </Grid>
        <Grid colonnes=2>
            <Card titre="Établissement" icone=Icone::Batiment>
                <DescriptionList>
                    <Item libelle="Dénomination">"Menuiserie Lemaire"</Item>
                    <Item libelle="SIRET">"732 829 320 00074"</Item>
                    <Item libelle="Effectif">"42 salariés"</Item>
                </DescriptionList>
            </Card>
            <Stack>
                <FilePicker id="fichier" libelle="Fichier des salariés" indice="CSV, 10 Mo au plus" au_choix=|_: crate::ui::Fichier| ()/>
                <Details resume=|| "Comment préparer le fichier ?"><p>"Une ligne par salarié."</p></Details>
                <Spinner texte="Vérification en cours…"/>
            </Stack>
            <Skeleton/>
            <EmptyState icone=Icone::Document titre="Aucune demande pour l'instant">"Elles apparaîtront ici."</EmptyState>
        </Grid>
    }
}
