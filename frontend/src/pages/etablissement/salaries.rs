//! The register of employees of an establishment.

use crate::{
    api::{Donnees, acces, client},
    format::{self, pluriel},
    formulaire::{Formulaire, ResumeErreurs},
    liste::Suite,
    pages::import::Import,
    ui::{
        Annonces, Breadcrumb, Button, Card, Cell, Champ, Colonne, EmptyState, Form, Frame, Grid, Icone,
        Largeur, PageHeader, Row, Select, Stack, Table, TextField, Variante, choix_de,
    },
};
use api_types::salarie::{ListeSalaries, NouveauSalarie, Salarie};
use client::CibleImport;
use domain::salarie::Categorie;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

const COLONNES: &str = "nir, nom, prenom, categorie, duree_hebdomadaire, taux_horaire_brut";

/// `/etablissements/:siret/salaries`.
#[component]
pub fn PageSalaries() -> impl IntoView {
    let parametres = use_params_map();
    let siret = Memo::new(move |_| parametres.with(|p| p.get("siret").unwrap_or_default()));
    let donnees = Donnees::charger(move || {
        let siret = siret.get();
        async move { client().lister_salaries(&siret, None).await }
    });
    let retour = format!("/etablissements/{}", siret.get_untracked());
    view! {
        <Frame>
            <Breadcrumb
                etapes=vec![
                    ("/etablissements".into(), "Mes établissements".into()),
                    (retour, format::siret(&siret.get_untracked())),
                ]
                ici="Salariés"
            />
            <PageHeader
                titre="Salariés"
                sous_titre=move || format!("SIRET {}", format::siret(&siret.get()))
            />
            <Stack>
                <Grid colonnes=2>
                    <Card titre="Importer un fichier" icone=Icone::Televersement>
                        {move || view! {
                            <ImportSalaries siret=siret.get() au_succes=move || donnees.recharger()/>
                        }}
                    </Card>
                    <Card titre="Ajouter un salarié" icone=Icone::Plus>
                        {move || view! {
                            <AjoutSalarie siret=siret.get() au_succes=move || donnees.recharger()/>
                        }}
                    </Card>
                </Grid>
                {donnees.afficher(move |liste| view! { <Registre liste siret=siret.get_untracked() donnees/> })}
            </Stack>
        </Frame>
    }
}

/// Importing employees into the register; also used by claims.
#[component]
pub fn ImportSalaries(siret: String, #[prop(into)] au_succes: Callback<()>) -> impl IntoView {
    let memoire = format!("salaries-{siret}");
    view! {
        <Import
            id="import-salaries"
            libelle="Fichier des salariés"
            quoi="salarié"
            colonnes=COLONNES
            cible=CibleImport::Salaries(siret)
            memoire
            au_succes
        />
    }
}

#[component]
fn AjoutSalarie(siret: String, #[prop(into)] au_succes: Callback<()>) -> impl IntoView {
    let acces = acces();
    let annonces = expect_context::<Annonces>();
    let f = Formulaire::new("salarie");
    let nir = f.champ("/nir", "Numéro de sécurité sociale (NIR)");
    let nom = f.champ("/nom", "Nom d'usage");
    let prenom = f.champ("/prenom", "Prénom");
    let categorie = f.champ("/categorie", "Catégorie");
    let duree = f.champ_avec("/duree_hebdomadaire", "Durée hebdomadaire du contrat", "35");
    let taux = f.champ("/taux_horaire_brut", "Taux horaire brut");
    let champs = [nir, nom, prenom, categorie, taux];
    let envoyer = move || {
        let texte = |champ: Champ| champ.valeur.get_untracked();
        let corps = NouveauSalarie {
            nir: texte(nir),
            nom: texte(nom),
            prenom: texte(prenom),
            categorie: texte(categorie),
            duree_hebdomadaire: texte(duree),
            taux_horaire_brut: texte(taux),
        };
        if f.juger(corps.en_saisie().verifier()).is_none() {
            return;
        }
        let siret = siret.clone();
        f.envoyer(
            acces,
            async move { client().ajouter_salarie(&siret, &corps).await },
            move |ajoute| {
                annonces.dire(format!("{} {} ajouté.", ajoute.prenom, ajoute.nom));
                for champ in champs {
                    champ.valeur.try_set(String::new());
                }
                au_succes.try_run(());
            },
        );
    };
    view! {
        <Form au_envoi=envoyer>
            <ResumeErreurs formulaire=f/>
            <TextField champ=nir requis=true clavier="numeric" largeur=Largeur::Longue remplissage="off" indice="15 caractères, espaces acceptés."/>
            <Grid colonnes=4>
                <TextField champ=nom requis=true remplissage="off"/>
                <TextField champ=prenom requis=true remplissage="off"/>
            </Grid>
            <Select
                champ=categorie
                requis=true
                largeur=Largeur::Moyenne
                choix=choix_de(Categorie::TOUS, Categorie::code, Categorie::libelle)
            />
            <Grid colonnes=4>
                <TextField champ=duree requis=true clavier="decimal" largeur=Largeur::Moyenne suffixe="h"/>
                <TextField champ=taux requis=true clavier="decimal" largeur=Largeur::Moyenne suffixe="€"/>
            </Grid>
            <Row>
                <Button soumettre=true variante=Variante::Secondaire en_cours=f.en_cours()>
                    "Ajouter le salarié"
                </Button>
            </Row>
        </Form>
    }
}

#[component]
fn Registre(liste: ListeSalaries, siret: String, donnees: Donnees<ListeSalaries>) -> impl IntoView {
    if liste.items.is_empty() {
        return view! {
            <EmptyState icone=Icone::Groupe titre="Aucun salarié">
                "Importez le fichier de votre logiciel de paie, ou ajoutez les salariés un à un."
            </EmptyState>
        }
        .into_any();
    }
    let total = usize::try_from(liste.total).unwrap_or(usize::MAX);
    let siret = StoredValue::new(siret);
    let lignes = liste.items.into_iter().map(ligne).collect_view();
    view! {
        <Table
            legende=format!("Registre : {}", pluriel(total, "salarié"))
            dense=true
            colonnes=vec![
                Colonne::texte("Nom"),
                Colonne::texte("Prénom"),
                Colonne::texte("NIR"),
                Colonne::texte("Catégorie"),
                Colonne::nombre("Durée hebdo."),
                Colonne::nombre("Taux horaire brut"),
            ]
        >
            {lignes}
        </Table>
        <Suite
            donnees
            page=move |curseur| {
                let siret = siret.get_value();
                async move { client().lister_salaries(&siret, Some(&curseur)).await }
            }
        />
    }
    .into_any()
}

fn ligne(salarie: Salarie) -> impl IntoView {
    let categorie = salarie
        .categorie
        .parse::<Categorie>()
        .map_or(salarie.categorie, |c| c.libelle().to_owned());
    view! {
        <tr>
            <Cell titre="Nom" entete=true>{salarie.nom}</Cell>
            <Cell titre="Prénom">{salarie.prenom}</Cell>
            <Cell titre="NIR"><span class="ap-chiffres">{salarie.nir_masque}</span></Cell>
            <Cell titre="Catégorie">{categorie}</Cell>
            <Cell titre="Durée hebdo." nombre=true>{format::heures(&salarie.duree_hebdomadaire)}</Cell>
            <Cell titre="Taux horaire brut" nombre=true>{format::taux(&salarie.taux_horaire_brut)}</Cell>
        </tr>
    }
}
