//! The register of employees of an establishment.

use super::salarie::{FormulaireSalarie, Sujet};
use crate::{
    api::{Donnees, acces, client},
    format::{self, pluriel},
    formulaire::{Formulaire, ResumeErreurs},
    liste::Suite,
    pages::import::Import,
    session::Acces,
    ui::{
        Annonces, Breadcrumb, Button, Card, Cell, Champ, Colonne, Dialog, EmptyState, Form, Frame, Grid,
        Icone, LinkButton, PageHeader, Row, Stack, Table, TextField, Variante,
    },
};
use api_types::salarie::{ListeSalaries, Salarie};
use client::CibleImport;
use domain::{
    salarie::{Categorie, ModeTravail},
    simulation::ProfilSalarie,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

const COLONNES: &str =
    "NIR, nom, prénom, catégorie, durée hebdomadaire, taux horaire brut ou salaire mensuel brut";
const FACULTATIVES: &str = "type de contrat, décompte du temps, date d'entrée, date de sortie";

/// `/etablissements/:siret/salaries`.
#[component]
pub fn PageSalaries() -> impl IntoView {
    let parametres = use_params_map();
    let siret = Memo::new(move |_| parametres.with(|p| p.get("siret").unwrap_or_default()));
    let cherche = RwSignal::new(String::new());
    let recherche = Champ::libre("recherche-registre", "Rechercher un salarié");
    let donnees = Donnees::charger(move || {
        let (siret, cherche) = (siret.get(), cherche.get());
        async move { client().chercher_salaries(&siret, &cherche, None).await }
    });
    let chercher = move || {
        let voulu = recherche.valeur.get_untracked().trim().to_owned();
        if voulu != cherche.get_untracked() {
            cherche.set(voulu);
        }
    };
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
                    <Card titre="Ajouter une ligne" icone=Icone::Plus>
                        {move || view! {
                            <FormulaireSalarie
                                sujet=Sujet { siret: siret.get(), connu: None }
                                au_succes=move |_| donnees.recharger()
                            />
                        }}
                    </Card>
                </Grid>
                <Form au_envoi=chercher>
                    <Row>
                        <TextField champ=recherche genre="search" au_depart=chercher/>
                        <Button soumettre=true variante=Variante::Secondaire icone=Icone::Recherche>
                            "Rechercher"
                        </Button>
                    </Row>
                </Form>
                {donnees.afficher(move |liste| view! {
                    <Registre liste siret=siret.get_untracked() cherche donnees/>
                })}
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
            facultatives=FACULTATIVES
            cible=CibleImport::Salaries(siret)
            memoire
            au_succes
        />
    }
}

#[component]
fn Registre(
    liste: ListeSalaries,
    siret: String,
    cherche: RwSignal<String>,
    donnees: Donnees<ListeSalaries>,
) -> impl IntoView {
    if liste.items.is_empty() {
        let (titre, texte) = if cherche.get_untracked().is_empty() {
            (
                "Aucun salarié",
                "Importez le fichier de votre logiciel de paie, ou ajoutez les salariés un à un.",
            )
        } else {
            (
                "Aucun salarié de ce nom",
                "Effacez la recherche pour revoir tout le registre.",
            )
        };
        return view! { <EmptyState icone=Icone::Groupe titre>{texte}</EmptyState> }.into_any();
    }
    let total = usize::try_from(liste.total).unwrap_or(usize::MAX);
    let siret = StoredValue::new(siret);
    let gestes = Gestes::new(siret, donnees);
    let lignes = liste
        .items
        .into_iter()
        .map(|salarie| ligne(salarie, gestes))
        .collect_view();
    view! {
        <Table
            legende=format!("Registre : {}", pluriel(total, "salarié"))
            dense=true
            colonnes=vec![
                Colonne::texte("Salarié"),
                Colonne::texte("NIR"),
                Colonne::texte("Catégorie"),
                Colonne::nombre("Durée hebdo."),
                Colonne::nombre("Rémunération brute"),
                Colonne::texte("Présence"),
                Colonne::actions(),
            ]
        >
            {lignes}
        </Table>
        <Suite
            donnees
            page=move |curseur| {
                let siret = siret.get_value();
                async move { client().chercher_salaries(&siret, &cherche.get_untracked(), Some(&curseur)).await }
            }
        />
        <Modification gestes/>
    }
    .into_any()
}

/// What is being done to one employee of the list.
#[derive(Clone, Copy)]
struct Gestes {
    siret: StoredValue<String>,
    donnees: Donnees<ListeSalaries>,
    f: Formulaire,
    acces: Acces,
    annonces: Annonces,
    sujet: RwSignal<Option<Sujet>>,
    edition: RwSignal<bool>,
    retrait: RwSignal<bool>,
}

impl Gestes {
    fn new(siret: StoredValue<String>, donnees: Donnees<ListeSalaries>) -> Self {
        Self {
            siret,
            donnees,
            f: Formulaire::new("registre"),
            acces: acces(),
            annonces: expect_context::<Annonces>(),
            sujet: RwSignal::new(None),
            edition: RwSignal::new(false),
            retrait: RwSignal::new(false),
        }
    }

    /// Reads the employee again, so that the change starts from today's version.
    fn ouvrir(self, id: String, dialogue: RwSignal<bool>) {
        let siret = self.siret.get_value();
        self.f.envoyer(
            self.acces,
            async move { client().lire_salarie(&siret, &id).await },
            move |lu| {
                self.sujet.set(Some(Sujet {
                    siret: self.siret.get_value(),
                    connu: Some((lu.corps, lu.etag)),
                }));
                dialogue.set(true);
            },
        );
    }

    fn retirer(self) {
        self.retrait.set(false);
        let Some(Sujet {
            siret,
            connu: Some((salarie, etag)),
        }) = self.sujet.get_untracked()
        else {
            return;
        };
        let nom = format!("{} {}", salarie.prenom, salarie.nom);
        self.f.envoyer(
            self.acces,
            async move { client().supprimer_salarie(&siret, &salarie.id, &etag).await },
            move |()| {
                self.annonces.dire(format!("{nom} retiré du registre."));
                self.donnees.recharger();
            },
        );
    }
}

#[component]
fn Modification(gestes: Gestes) -> impl IntoView {
    let nom = move || {
        let connu = gestes.sujet.get().and_then(|sujet| sujet.connu);
        connu.map(|(salarie, _)| format!("{} {}", salarie.prenom, salarie.nom))
    };
    view! {
        <ResumeErreurs formulaire=gestes.f/>
        <Dialog ouvert=gestes.edition titre="Modifier un salarié" large=true>
            <p class="ap-doux">
                "Les demandes où ce salarié figure déjà gardent le contrat qu'elles ont copié ; retirez-le puis remettez-le dans un brouillon pour qu'il change aussi là."
            </p>
            {move || gestes.sujet.get().map(|sujet| view! {
                <FormulaireSalarie
                    sujet
                    au_succes=move |_| {
                        gestes.edition.set(false);
                        gestes.donnees.recharger();
                    }
                />
            })}
        </Dialog>
        <Dialog ouvert=gestes.retrait titre="Retirer ce salarié du registre ?">
            <p>
                {move || nom().map(|nom| format!(
                    "{nom} quittera le registre, s'il ne figure dans aucune demande. S'il a quitté l'établissement, donnez-lui plutôt une date de sortie."
                ))}
            </p>
            <Row>
                <Button danger=true au_clic=move || gestes.retirer()>"Retirer du registre"</Button>
                <Button variante=Variante::Discret au_clic=move || gestes.retrait.set(false)>"Garder"</Button>
            </Row>
        </Dialog>
    }
}

fn ligne(salarie: Salarie, gestes: Gestes) -> impl IntoView {
    let categorie = salarie
        .categorie
        .parse::<Categorie>()
        .map_or(salarie.categorie, |c| c.libelle().to_owned());
    let nom = StoredValue::new(format!("{} {}", salarie.nom, salarie.prenom));
    let id = StoredValue::new(salarie.id);
    let profil = salarie
        .profil
        .parse::<ProfilSalarie>()
        .ok()
        .filter(|profil| *profil != ProfilSalarie::Ordinaire)
        .map(|profil| view! { <span class="ap-petit ap-doux">{profil.libelle()}</span> });
    let duree = if salarie.mode == ModeTravail::ForfaitJours.code() {
        "Forfait en jours".to_owned()
    } else {
        format::heures(&salarie.duree_hebdomadaire)
    };
    let paie = match &salarie.salaire_mensuel_brut {
        Some(mensuel) => format!("{} par mois", format::euros(mensuel)),
        None => format::taux(&salarie.taux_horaire_brut),
    };
    let presence = [("depuis le", &salarie.entree), ("jusqu'au", &salarie.sortie)]
        .into_iter()
        .filter_map(|(mot, jour)| Some(format!("{mot} {}", format::date(jour.as_deref()?))))
        .collect::<Vec<_>>()
        .join(" ");
    let geste = move |mot: &'static str, dialogue: RwSignal<bool>| {
        view! {
            <LinkButton au_clic=move || gestes.ouvrir(id.get_value(), dialogue)>
                {mot}
                <span class="ap-cache">{format!(" {}", nom.get_value())}</span>
            </LinkButton>
        }
    };
    view! {
        <tr>
            <Cell titre="Salarié" entete=true>
                <span class="ap-nom-salarie">{nom.get_value()}</span>
                {profil}
            </Cell>
            <Cell titre="NIR"><span class="ap-chiffres">{salarie.nir_masque}</span></Cell>
            <Cell titre="Catégorie">{categorie}</Cell>
            <Cell titre="Durée hebdo." nombre=true>{duree}</Cell>
            <Cell titre="Rémunération brute" nombre=true>{paie}</Cell>
            <Cell titre="Présence">{presence}</Cell>
            <Cell titre="Actions">
                {geste("Modifier", gestes.edition)}
                " "
                {geste("Retirer", gestes.retrait)}
            </Cell>
        </tr>
    }
}
