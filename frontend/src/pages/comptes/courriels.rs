//! Mails: has it left, will it be tried again, send it again.

use crate::{
    api::{Donnees, acces, client, texte_erreur},
    format,
    liste::{Criteres, Suite},
    ui::{
        Alert, Annonces, Button, Cell, Champ, Colonne, EmptyState, Frame, Icone, Onglet, PageHeader, Select,
        Stack, Status, Table, Tabs, TextField, Ton, Variante, choix_de,
    },
};
use api_types::assistance::{EtatCourriel as Courriel, ListeCourriels};
use domain::compte_assistance::{EtatCourriel, NatureCourriel};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_query_map;

/// The filter: the code of the state, empty for all.
const FILTRES: [(&str, &str); 5] = [
    ("", "Tous"),
    ("echec", "En échec"),
    ("en_file", "En file"),
    ("envoye", "Envoyés"),
    ("annule", "Annulés"),
];

/// What is searched, beside the state.
#[derive(Clone, Default)]
struct Recherche {
    nature: String,
    q: String,
}

impl Recherche {
    async fn page(&self, etat: &str, curseur: Option<&str>) -> Result<ListeCourriels, client::Erreur> {
        client()
            .lister_courriels(Some(etat), Some(&self.nature), Some(&self.q), curseur)
            .await
    }
}

/// `/assistance/courriels`.
#[component]
pub fn PageCourrielsEnvoyes() -> impl IntoView {
    let depart = use_query_map().with_untracked(|p| p.get("etat").unwrap_or_default());
    let depart = FILTRES
        .iter()
        .map(|(code, _)| *code)
        .find(|code| *code == depart)
        .unwrap_or_default();
    let filtre = RwSignal::new(depart);
    let q = Champ::libre("q", "Adresse du destinataire");
    let nature = Champ::libre("nature", "Nature");
    let cherche = RwSignal::new(Recherche::default());
    let chercher = move || {
        cherche.set(Recherche {
            nature: nature.saisi().unwrap_or_default(),
            q: q.saisi().unwrap_or_default(),
        });
    };
    let donnees = Donnees::charger(move || {
        let (etat, cherche) = (filtre.get(), cherche.get());
        async move { cherche.page(etat, None).await }
    });
    let onglets: Vec<_> = FILTRES
        .into_iter()
        .map(|(code, libelle)| Onglet::new(code, libelle))
        .collect();
    view! {
        <Frame>
            <PageHeader
                titre="Courriels"
                sous_titre=|| "Ce que le service a envoyé, à qui et quand. Leur texte n'est jamais montré."
            />
            <Stack>
                <Criteres champs=vec![q, nature] chercher>
                    <TextField champ=q clavier="email" remplissage="off" indice="Une partie suffit."/>
                    <Select
                        champ=nature
                        invite="Toutes"
                        indice="Ce dont parle le courriel."
                        choix=Signal::stored(choix_de(
                            NatureCourriel::TOUS,
                            NatureCourriel::code,
                            NatureCourriel::libelle,
                        ))
                    />
                </Criteres>
                <Tabs etiquette="État des courriels" onglets=Signal::stored(onglets) actif=filtre>
                    {donnees.afficher(move |liste| view! { <Liste liste filtre cherche donnees/> })}
                </Tabs>
            </Stack>
        </Frame>
    }
}

#[component]
fn Liste(
    liste: ListeCourriels,
    filtre: RwSignal<&'static str>,
    cherche: RwSignal<Recherche>,
    donnees: Donnees<ListeCourriels>,
) -> impl IntoView {
    if liste.items.is_empty() {
        let texte = if filtre.get_untracked() == "echec" {
            "Tous les courriels sont partis, ou partiront d'eux-mêmes."
        } else {
            "Aucun courriel ne répond à ces critères."
        };
        return view! { <EmptyState icone=Icone::Courriel titre="Aucun courriel">{texte}</EmptyState> }
            .into_any();
    }
    view! {
        <TableCourriels courriels=liste.items au_changement=move || donnees.recharger()/>
        <Suite
            donnees
            page=move |curseur| {
                let (etat, cherche) = (filtre.get_untracked(), cherche.get_untracked());
                async move { cherche.page(etat, Some(&curseur)).await }
            }
        />
    }
    .into_any()
}

/// Mails with their state and what can be done about it.
#[component]
pub fn TableCourriels(courriels: Vec<Courriel>, #[prop(into)] au_changement: Callback<()>) -> impl IntoView {
    let acces = acces();
    let annonces = expect_context::<Annonces>();
    let erreur = RwSignal::new(None::<String>);
    let renvoyer = Callback::new(move |id: String| {
        spawn_local(async move {
            let appel = async { client().renvoyer_courriel(&id).await };
            match acces.appeler(appel).await {
                Ok(renvoye) => {
                    erreur.try_set(None);
                    annonces.dire(format!("Courriel à {} remis en file.", renvoye.destinataire));
                    au_changement.try_run(());
                }
                Err(refus) => {
                    erreur.try_set(Some(texte_erreur(&refus)));
                }
            }
        });
    });
    let lignes = courriels
        .into_iter()
        .map(|courriel| ligne(courriel, renvoyer))
        .collect_view();
    view! {
        {move || erreur.get().map(|texte| view! { <Alert ton=Ton::Danger vivant=true><p>{texte}</p></Alert> })}
        <Table
            legende="Courriels"
            legende_cachee=true
            colonnes=vec![
                Colonne::texte("Objet"),
                Colonne::texte("Destinataire"),
                Colonne::texte("Créé le"),
                Colonne::texte("État"),
                Colonne::actions(),
            ]
        >
            {lignes}
        </Table>
    }
}

fn ligne(courriel: Courriel, renvoyer: Callback<String>) -> impl IntoView {
    let etat = courriel.etat.parse::<EtatCourriel>();
    let ton = match etat {
        Ok(EtatCourriel::Envoye) => Ton::Succes,
        Ok(EtatCourriel::Echec) => Ton::Danger,
        Ok(EtatCourriel::EnFile) => Ton::Info,
        Ok(EtatCourriel::Annule) | Err(_) => Ton::Neutre,
    };
    let precision = match etat {
        Ok(EtatCourriel::Envoye) => courriel
            .envoye_le
            .as_deref()
            .map(|le| format!("le {}", format::instant(le))),
        Ok(EtatCourriel::EnFile) if courriel.tentatives > 0 => {
            courriel.prochain_essai_le.as_deref().map(|le| {
                format!(
                    "{}, prochain {}",
                    essais(courriel.tentatives),
                    format::instant(le)
                )
            })
        }
        Ok(EtatCourriel::Echec) => Some(essais(courriel.tentatives)),
        Ok(EtatCourriel::Annule) => Some("Un autre mot de passe l'a remplacé".to_owned()),
        Ok(EtatCourriel::EnFile) | Err(_) => None,
    };
    let efface = matches!(etat, Ok(EtatCourriel::Envoye | EtatCourriel::Echec)) && !courriel.renvoyable;
    let texte_efface = efface_parce_que(&courriel.nature);
    let etiquette = format!("Renvoyer « {} » à {}", courriel.objet, courriel.destinataire);
    let id = courriel.id;
    view! {
        <tr>
            <Cell titre="Objet" entete=true>
                <Stack serre=true>
                    <span>{courriel.objet}</span>
                    <span class="ap-petit ap-doux">{courriel.nature_libelle}</span>
                </Stack>
            </Cell>
            <Cell titre="Destinataire"><span class="ap-coupe">{courriel.destinataire}</span></Cell>
            <Cell titre="Créé le"><span class="ap-chiffres">{format::instant(&courriel.cree_le)}</span></Cell>
            <Cell titre="État">
                <Stack serre=true>
                    <div><Status ton libelle=courriel.etat_libelle/></div>
                    {precision.map(|texte| view! { <span class="ap-petit ap-doux">{texte}</span> })}
                </Stack>
            </Cell>
            <Cell titre="Action">
                {if courriel.renvoyable {
                    view! {
                        <Button
                            petit=true
                            variante=Variante::Secondaire
                            etiquette
                            au_clic=move || renvoyer.run(id.clone())
                        >
                            "Renvoyer"
                        </Button>
                    }
                    .into_any()
                } else if efface {
                    view! {
                        <span class="ap-petit ap-doux">{texte_efface}</span>
                    }
                    .into_any()
                } else {
                    ().into_any()
                }}
            </Cell>
        </tr>
    }
}

/// Secrets are wiped once sent; the nature says which one it was.
fn efface_parce_que(nature: &str) -> &'static str {
    if nature == NatureCourriel::MotDePasse.code() {
        "Mot de passe effacé : donnez-en un nouveau."
    } else {
        "Code effacé après l'envoi : la personne en demande un autre."
    }
}

fn essais(nombre: u32) -> String {
    format::pluriel(usize::try_from(nombre).unwrap_or(usize::MAX), "essai")
}
