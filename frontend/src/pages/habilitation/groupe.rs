//! Many requests at once: choosing them, seeing what will happen, starting.

use super::ligne::Demande;
use crate::{
    api::{Chargement, acces, client, texte_erreur},
    format,
    formulaire::{Formulaire, ResumeErreurs},
    navigation::navigation,
    ui::{
        Alert, Button, Card, Cell, Colonne, Dialog, Figure, Figures, Form, Icone, Link, LinkButton, Row,
        SelectionBar, Spinner, Stack, Table, TextArea, Ton, Variante,
    },
};
use api_types::lot::{ApercuLot, LotHabilitations, NouveauLot};
use domain::lot::{MAX_LOT, MAX_MOTIF_REFUS};
use leptos::{prelude::*, task::spawn_local};

/// What is to be decided together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Groupe {
    /// Empty: every request that waits.
    ids: Vec<String>,
    refuser: bool,
    a_verifier_aussi: bool,
}

impl Groupe {
    fn corps(&self, motif: String) -> NouveauLot {
        NouveauLot {
            decision: if self.refuser { "refuser" } else { "accepter" }.to_owned(),
            motif,
            ids: self.ids.clone(),
            toutes: self.ids.is_empty(),
            siret_a_verifier_aussi: self.a_verifier_aussi,
        }
    }
}

/// How many are chosen, and what can be done with them.
#[component]
pub fn BarreDeChoix(
    demandes: RwSignal<Vec<Demande>>,
    choisies: RwSignal<Vec<String>>,
    groupe: RwSignal<Option<Groupe>>,
) -> impl IntoView {
    let vide = Signal::derive(move || choisies.with(Vec::is_empty));
    let texte = Signal::derive(move || match choisies.with(Vec::len) {
        0 => "Cochez des demandes pour leur répondre ensemble.".to_owned(),
        1 => "1 demande choisie".to_owned(),
        nombre => format!("{nombre} demandes choisies"),
    });
    let toutes_affichees = move || {
        choisies.set(demandes.with_untracked(|demandes| {
            demandes
                .iter()
                .filter(|demande| demande.attend())
                .map(|demande| demande.id())
                .take(MAX_LOT)
                .collect()
        }));
    };
    let decider = move |refuser: bool| {
        groupe.set(Some(Groupe {
            ids: choisies.get_untracked(),
            refuser,
            a_verifier_aussi: true,
        }));
    };
    let toutes = move |a_verifier_aussi: bool| {
        groupe.set(Some(Groupe {
            ids: Vec::new(),
            refuser: false,
            a_verifier_aussi,
        }));
    };
    view! {
        <SelectionBar texte vide>
            <Show
                when=move || !vide.get()
                fallback=move || view! {
                    <LinkButton au_clic=toutes_affichees>"Choisir toutes celles affichées"</LinkButton>
                    <Button petit=true variante=Variante::Secondaire au_clic=move || toutes(false)>
                        "Accepter toutes celles au SIRET sûr…"
                    </Button>
                    <Button petit=true variante=Variante::Secondaire au_clic=move || toutes(true)>
                        "Accepter toutes celles qui attendent…"
                    </Button>
                }
            >
                <LinkButton au_clic=move || choisies.set(Vec::new())>"Ne rien choisir"</LinkButton>
                <Button petit=true au_clic=move || decider(false)>"Accepter ensemble…"</Button>
                <Button petit=true variante=Variante::Secondaire danger=true au_clic=move || decider(true)>
                    "Refuser ensemble…"
                </Button>
            </Show>
        </SelectionBar>
    }
}

/// What will happen, then the start.
#[component]
pub fn DecisionGroupee(groupe: RwSignal<Option<Groupe>>) -> impl IntoView {
    move || groupe.get().map(|choisi| view! { <Confirmation choisi groupe/> })
}

#[component]
fn Confirmation(choisi: Groupe, groupe: RwSignal<Option<Groupe>>) -> impl IntoView {
    let acces = acces();
    let navigation = navigation();
    let ouvert = RwSignal::new(true);
    Effect::new(move |_| {
        if !ouvert.get() {
            groupe.set(None);
        }
    });
    let f = Formulaire::new("groupe");
    let motif = f.champ("/motif", "Motif du refus");
    let refuser = choisi.refuser;
    let apercu = RwSignal::new(Chargement::<ApercuLot>::EnCours);
    // The reason changes nothing of what is possible: any will do for the preview.
    let question = choisi.corps("?".to_owned());
    spawn_local(async move {
        apercu.try_set(match acces.appeler(client().apercevoir_lot(&question)).await {
            Ok(lu) => Chargement::Pret(lu),
            Err(erreur) => Chargement::Echec(erreur),
        });
    });
    let choisi = StoredValue::new(choisi);
    let envoyer = move || {
        let corps = choisi.with_value(|choisi| choisi.corps(motif.valeur.get_untracked()));
        f.envoyer(
            acces,
            async move { client().creer_lot(&corps).await },
            move |lot| {
                ouvert.try_set(false);
                navigation.aller(format!("/habilitations/lots/{}", lot.id));
            },
        );
    };
    let possible =
        Signal::derive(move || apercu.with(|a| matches!(a, Chargement::Pret(a) if a.possibles > 0)));
    let titre = if refuser {
        "Refuser ensemble"
    } else {
        "Accepter ensemble"
    };
    view! {
        <Dialog ouvert titre large=true>
            <Form au_envoi=envoyer>
                <ResumeErreurs formulaire=f/>
                {move || match apercu.get() {
                    Chargement::EnCours => view! { <Spinner texte="Examen des demandes…"/> }.into_any(),
                    Chargement::Echec(erreur) => view! {
                        <Alert ton=Ton::Danger vivant=true><p>{texte_erreur(&erreur)}</p></Alert>
                    }
                    .into_any(),
                    Chargement::Pret(apercu) => view! { <Apercu apercu refuser/> }.into_any(),
                }}
                {refuser.then(|| view! {
                    <TextArea
                        champ=motif
                        requis=true
                        lignes=4
                        longueur_max=MAX_MOTIF_REFUS
                        indice="Le même texte est envoyé à chaque personne : dites aussi ce qu'elle peut faire."
                    />
                })}
                <Row>
                    <Show when=move || possible.get()>
                        <Button soumettre=true danger=refuser en_cours=f.en_cours()>
                            {if refuser { "Refuser et envoyer" } else { "Accepter et envoyer" }}
                        </Button>
                    </Show>
                    <Button variante=Variante::Discret au_clic=move || ouvert.set(false)>"Annuler"</Button>
                </Row>
            </Form>
        </Dialog>
    }
}

#[component]
fn Apercu(apercu: ApercuLot, refuser: bool) -> impl IntoView {
    let titre = if refuser {
        "Demandes refusées"
    } else {
        "Demandes acceptées"
    };
    let impossibles = apercu.impossibles;
    let nombre = impossibles.len();
    let lignes = impossibles
        .into_iter()
        .map(|ligne| {
            view! {
                <tr>
                    <Cell titre="Personne" entete=true>{format!("{} {}", ligne.prenom, ligne.nom)}</Cell>
                    <Cell titre="SIRET"><span class="ap-chiffres">{format::siret(&ligne.siret)}</span></Cell>
                    <Cell titre="Pourquoi">{ligne.message}</Cell>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Stack>
            <Figures>
                <Figure libelle=titre fort=true valeur=apercu.possibles.to_string()/>
                <Figure libelle="Courriels envoyés" valeur=apercu.courriels.to_string()/>
                <Figure libelle="Impossibles" valeur=nombre.to_string()/>
            </Figures>
            {(nombre > 0).then(|| view! {
                <Table
                    legende="Ces demandes resteront comme elles sont"
                    colonnes=vec![
                        Colonne::texte("Personne"),
                        Colonne::texte("SIRET"),
                        Colonne::texte("Pourquoi"),
                    ]
                    dense=true
                >
                    {lignes}
                </Table>
            })}
        </Stack>
    }
}

/// Bulk decisions under way, so that whoever left the page finds them again.
#[component]
pub fn Traitements() -> impl IntoView {
    let acces = acces();
    let en_cours = RwSignal::new(Vec::<LotHabilitations>::new());
    Effect::new(move |_| {
        spawn_local(async move {
            // Not vital: the list of requests says so itself when nothing works.
            if let Ok(lots) = acces.appeler(client().lister_lots()).await {
                en_cours.try_set(
                    lots.items
                        .into_iter()
                        .filter(|lot| lot.etat == "en_cours")
                        .collect(),
                );
            }
        });
    });
    move || {
        let lots = en_cours.get();
        (!lots.is_empty()).then(|| {
            let liens = lots
                .into_iter()
                .map(|lot| {
                    let texte = format!(
                        "{} sur {}, commencé par {} le {}",
                        lot.faites + lot.impossibles,
                        lot.total,
                        lot.auteur,
                        format::instant(&lot.cree_le)
                    );
                    view! { <p><Link href=format!("/habilitations/lots/{}", lot.id)>{texte}</Link></p> }
                })
                .collect_view();
            view! { <Card titre="Décisions groupées en cours" icone=Icone::Horloge>{liens}</Card> }
        })
    }
}
