//! Who goes into the claim: the register, a file, or a choice.

use super::page::Dossier;
use crate::{
    api::{Donnees, acces, client, texte_erreur},
    format::{self, pluriel},
    formulaire::{Formulaire, ResumeErreurs},
    pages::etablissement::{FormulaireSalarie, ImportSalaries, Sujet},
    ui::{
        Alert, Annonces, Button, Card, Cell, Checkbox, Colonne, Dialog, EmptyState, Icone, Link, LinkButton,
        Row, Spinner, Stack, Table, Ton, Variante, dom::identifiant,
    },
};
use api_types::{
    indemnisation::{CopieMois, Ligne, SelectionLignes, SelectionSalaries},
    salarie::Salarie,
};
use client::Erreur;
use leptos::{prelude::*, task::spawn_local};
use std::collections::HashSet;

/// Rows shown at first; more on demand.
const PAGE: usize = 50;

/// The tab "Salariés".
#[component]
pub fn Salaries(dossier: Dossier) -> impl IntoView {
    let siret = StoredValue::new(untrack(|| dossier.demande()).siret);
    let registre = Donnees::charger(move || registre_entier(siret.get_value()));
    let lignes = Donnees::charger(move || dossier.lignes());
    let ligne_ouverte = RwSignal::new(false);
    let erreur = RwSignal::new(None::<String>);
    let en_cours = RwSignal::new(false);
    let acces = acces();
    let annonces = expect_context::<Annonces>();
    let ajouter = Callback::new(move |selection: SelectionSalaries| {
        en_cours.set(true);
        erreur.set(None);
        spawn_local(async move {
            let id = dossier.id.get_value();
            let appel = async { client().ajouter_salaries_demande(&id, &selection).await };
            match acces.appeler(appel).await {
                Ok(lu) => {
                    annonces.dire(format!(
                        "{} dans la demande.",
                        pluriel(usize::try_from(lu.corps.salaries).unwrap_or(0), "salarié")
                    ));
                    dossier.donnees.remplacer(lu);
                    lignes.recharger();
                }
                Err(refus) => {
                    erreur.try_set(Some(texte_erreur(&refus)));
                }
            }
            en_cours.try_set(false);
        });
    });
    let retirer = Callback::new(move |ligne: Ligne| {
        erreur.set(None);
        spawn_local(async move {
            let (id, etag) = (dossier.id.get_value(), dossier.version().await);
            let selection = SelectionLignes {
                lignes: vec![ligne.id],
            };
            let appel = async { client().retirer_lignes(&id, &etag, &selection).await };
            match acces.appeler(appel).await {
                Ok(lu) => {
                    annonces.dire(format!("{} {} retiré de la demande.", ligne.prenom, ligne.nom));
                    selection.lignes.iter().for_each(|id| dossier.saisie.oublier(id));
                    dossier.donnees.remplacer(lu);
                    lignes.recharger();
                }
                Err(refus) => {
                    erreur.try_set(Some(texte_erreur(&refus)));
                }
            }
        });
    });
    view! {
        <Stack>
            {move || erreur.get().map(|texte| view! { <Alert ton=Ton::Danger vivant=true><p>{texte}</p></Alert> })}
            <Row>
                <Button variante=Variante::Secondaire icone=Icone::Plus au_clic=move || ligne_ouverte.set(true)>"Ajouter une ligne"</Button>
            </Row>
            <Dialog ouvert=ligne_ouverte titre="Ajouter une ligne" large=true>
                <p class="ap-doux">
                    "Le salarié entre dans le registre de l'établissement et dans cette demande. S'il est déjà au registre, choisissez-le plus bas."
                </p>
                <FormulaireSalarie
                    sujet=Sujet { siret: siret.get_value(), connu: None }
                    au_succes=move |salarie: Salarie| {
                        ligne_ouverte.set(false);
                        registre.recharger();
                        ajouter.run(SelectionSalaries { salaries: vec![salarie.id], tous: false });
                    }
                />
            </Dialog>
            {lignes.afficher(move |lignes| view! { <DansLaDemande lignes retirer/> })}
            <Copie dossier au_succes=move || lignes.recharger()/>
            <Card titre="Importer un fichier de salariés" icone=Icone::Televersement>
                <p class="ap-doux">
                    "Les salariés du fichier vont dans le registre de l'établissement ; ajoutez-les ensuite à la demande."
                </p>
                <ImportSalaries siret=siret.get_value() au_succes=move || registre.recharger()/>
            </Card>
            <Card titre="Ajouter depuis le registre" icone=Icone::Plus>
                <Show when=move || en_cours.get()>
                    <Spinner texte="Ajout en cours…"/>
                </Show>
                // Once both are there: what is ticked in between would be lost when the other comes.
                {registre.afficher(move |registre| lignes.lire().map(|presents| view! {
                    <Registre registre presents ajouter siret=siret.get_value()/>
                }))}
            </Card>
        </Stack>
    }
}

/// "Copier le mois précédent".
#[component]
fn Copie(dossier: Dossier, #[prop(into)] au_succes: Callback<()>) -> impl IntoView {
    let acces = acces();
    let annonces = expect_context::<Annonces>();
    let f = Formulaire::new("copie-mois");
    let heures = RwSignal::new(false);
    let copier = move || {
        let corps = CopieMois {
            heures: heures.get_untracked(),
        };
        let id = dossier.id.get_value();
        f.envoyer(
            acces,
            async move { client().copier_mois(&id, &dossier.version().await, &corps).await },
            move |lu| {
                annonces.dire("Mois précédent copié.");
                dossier.donnees.remplacer(lu);
                au_succes.try_run(());
            },
        );
    };
    view! {
        <Card titre="Copier le mois précédent" icone=Icone::Calendrier>
            <ResumeErreurs formulaire=f/>
            <p class="ap-doux">
                "Les salariés de la demande du mois précédent, avec leur contrat d'aujourd'hui. Ceux qui sont déjà là restent tels quels."
            </p>
            <Checkbox id="copie-heures" coche=heures>
                "Copier aussi leurs heures, semaine par semaine"
            </Checkbox>
            <Row>
                <Button variante=Variante::Secondaire en_cours=f.en_cours() au_clic=copier>
                    "Copier le mois précédent"
                </Button>
            </Row>
        </Card>
    }
}

async fn registre_entier(siret: String) -> Result<Vec<Salarie>, Erreur> {
    let mut salaries = Vec::new();
    let mut suite: Option<String> = None;
    loop {
        let page = client().lister_salaries(&siret, suite.as_deref()).await?;
        salaries.extend(page.items);
        match page.next {
            Some(next) => suite = Some(next),
            None => return Ok(salaries),
        }
    }
}

#[component]
fn DansLaDemande(lignes: Vec<Ligne>, retirer: Callback<Ligne>) -> impl IntoView {
    if lignes.is_empty() {
        return view! {
            <EmptyState icone=Icone::Groupe titre="Aucun salarié dans la demande">
                "Importez ou choisissez ci-dessous les salariés à indemniser ce mois-ci."
            </EmptyState>
        }
        .into_any();
    }
    let nombre = lignes.len();
    let lignes = StoredValue::new(lignes);
    let montrees = RwSignal::new(PAGE);
    view! {
        <Table
            legende=format!("Dans la demande : {}", pluriel(nombre, "salarié"))
            dense=true
            colonnes=vec![
                Colonne::nombre("Rang"),
                Colonne::texte("Salarié"),
                Colonne::texte("NIR"),
                Colonne::nombre("Durée hebdo."),
                Colonne::nombre("Taux horaire brut"),
                Colonne::actions(),
            ]
        >
            {move || lignes.with_value(|lignes| {
                lignes.iter().take(montrees.get()).cloned().map(|ligne| rangee(ligne, retirer)).collect_view()
            })}
        </Table>
        <Plus montrees nombre/>
    }
    .into_any()
}

fn rangee(ligne: Ligne, retirer: Callback<Ligne>) -> impl IntoView {
    let nom = format!("{} {}", ligne.nom, ligne.prenom);
    let dit = nom.clone();
    let clic = ligne.clone();
    view! {
        <tr>
            <Cell titre="Rang" nombre=true>{ligne.rang}</Cell>
            <Cell titre="Salarié" entete=true>{nom}</Cell>
            <Cell titre="NIR"><span class="ap-chiffres">{ligne.nir_masque}</span></Cell>
            <Cell titre="Durée hebdo." nombre=true>{format::heures(&ligne.duree_hebdomadaire)}</Cell>
            <Cell titre="Taux horaire brut" nombre=true>{format::taux(&ligne.taux_horaire_brut)}</Cell>
            <Cell titre="Action">
                <LinkButton au_clic=move || retirer.run(clic.clone())>
                    "Retirer"
                    <span class="ap-cache">{format!(" {dit}")}</span>
                </LinkButton>
            </Cell>
        </tr>
    }
}

/// "Afficher plus" for rows that are already here.
#[component]
pub fn Plus(montrees: RwSignal<usize>, nombre: usize) -> impl IntoView {
    view! {
        <Show when=move || montrees.get() < nombre>
            <Row>
                <Button variante=Variante::Secondaire petit=true au_clic=move || montrees.update(|n| *n += PAGE * 2)>
                    {move || format!("Afficher plus ({} sur {nombre})", montrees.get())}
                </Button>
            </Row>
        </Show>
    }
}

#[component]
fn Registre(
    registre: Vec<Salarie>,
    presents: Vec<Ligne>,
    ajouter: Callback<SelectionSalaries>,
    siret: String,
) -> impl IntoView {
    if registre.is_empty() {
        return view! {
            <p class="ap-doux">
                "Le registre de l'établissement est vide : importez un fichier, ou "
                <Link href=format!("/etablissements/{siret}/salaries")>"ajoutez les salariés un à un"</Link>
                "."
            </p>
        }
        .into_any();
    }
    // The masked NIR with the name tells people apart well enough to hide those already in.
    let cle = |nom: &str, prenom: &str, nir: &str| format!("{nom}|{prenom}|{nir}");
    let deja: HashSet<String> = presents
        .iter()
        .map(|ligne| {
            cle(
                &ligne.nom,
                &ligne.prenom,
                ligne.nir_masque.as_deref().unwrap_or_default(),
            )
        })
        .collect();
    let total = registre.len();
    let absents: Vec<_> = registre
        .into_iter()
        .filter(|s| !deja.contains(&cle(&s.nom, &s.prenom, &s.nir_masque)))
        .map(|salarie| (salarie, RwSignal::new(false)))
        .collect();
    if absents.is_empty() {
        return view! {
            <p class="ap-doux">
                "Tous les salariés du registre sont dans la demande. Pour un autre, « Ajouter une ligne » en haut, ou "
                <Link href=format!("/etablissements/{siret}/salaries")>"le registre de l'établissement"</Link>
                "."
            </p>
        }
        .into_any();
    }
    let nombre = absents.len();
    let absents = StoredValue::new(absents);
    let montrees = RwSignal::new(PAGE);
    let choisis = move || {
        absents.with_value(|absents| {
            absents
                .iter()
                .filter(|(_, coche)| coche.get())
                .map(|(salarie, _)| salarie.id.clone())
                .collect::<Vec<_>>()
        })
    };
    view! {
        <p>{format!("Registre : {}, dont {nombre} hors de la demande.", pluriel(total, "salarié"))}</p>
        <Row>
            <Button au_clic=move || ajouter.run(SelectionSalaries { tous: true, ..Default::default() })>
                {format!("Tout ajouter ({nombre})")}
            </Button>
            <Button
                variante=Variante::Secondaire
                desactive=Signal::derive(move || choisis().is_empty())
                au_clic=move || ajouter.run(SelectionSalaries { salaries: untrack(choisis), tous: false })
            >
                {move || format!("Ajouter la sélection ({})", choisis().len())}
            </Button>
        </Row>
        <div class="ap-selection">
            {move || absents.with_value(|absents| {
                absents.iter().take(montrees.get()).map(|(salarie, coche)| view! {
                    <Checkbox id=identifiant(&format!("choix-{}", salarie.id)) coche=*coche>
                        {format!("{} {}", salarie.nom, salarie.prenom)}
                    </Checkbox>
                }).collect_view()
            })}
        </div>
        <Plus montrees nombre/>
    }
    .into_any()
}
