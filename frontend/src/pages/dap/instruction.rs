//! The agent: the queue, and the decision on one DAP.

use super::{Periode, choix_etats};
use crate::{
    api::{Donnees, acces, client},
    format,
    formulaire::{Formulaire, ResumeErreurs},
    pages::etats::EtatDap,
    ui::{
        Alert, Annonces, Button, Card, Cell, Champ, Colonne, EmptyState, Frame, Icone, Largeur, Link,
        PageHeader, Row, Select, ShowMore, Stack, Status, Table, TextArea, Ton, Variante,
    },
};
use api_types::dap::{Dap, DapResume, DecisionDap, ListeDaps};
use client::{FiltreDaps, Versionne};
use domain::mois::{jour_de_paris, parse_date};
use leptos::{prelude::*, task::spawn_local};
use time::Date;

/// `/instruction`: nearest deadline first.
#[component]
pub fn PageInstruction() -> impl IntoView {
    let etat = Champ::libre("etat", "État");
    let filtre = move || FiltreDaps {
        etat: Some(etat.valeur.get()).filter(|etat| !etat.is_empty()),
        ..Default::default()
    };
    let donnees = Donnees::charger(move || {
        let filtre = filtre();
        async move { client().lister_daps(&filtre).await }
    });
    view! {
        <Frame>
            <PageHeader
                titre="Demandes d'autorisation à instruire"
                sous_titre=|| "L'échéance la plus proche d'abord : sans décision, la demande est acceptée tacitement."
            />
            <Stack>
                <Select champ=etat choix=choix_etats() invite="À instruire" largeur=Largeur::Longue/>
                {donnees.afficher(move |liste| view! { <File liste etat donnees/> })}
            </Stack>
        </Frame>
    }
}

#[component]
fn File(liste: ListeDaps, etat: Champ, donnees: Donnees<ListeDaps>) -> impl IntoView {
    if liste.items.is_empty() {
        return view! {
            <EmptyState icone=Icone::Coche titre="Rien à instruire">
                "Aucune demande de votre département n'attend dans cet état."
            </EmptyState>
        }
        .into_any();
    }
    let acces = acces();
    let aujourd_hui = acces.maintenant().map(jour_de_paris);
    let suite = liste.next.clone();
    let avec_suite = suite.is_some();
    let en_cours = RwSignal::new(false);
    let plus = move || {
        let filtre = FiltreDaps {
            etat: Some(etat.valeur.get_untracked()).filter(|etat| !etat.is_empty()),
            cursor: suite.clone(),
            ..Default::default()
        };
        en_cours.set(true);
        spawn_local(async move {
            if let Ok(page) = acces.appeler(client().lister_daps(&filtre)).await {
                donnees.modifier(|liste| {
                    liste.items.extend(page.items);
                    liste.next = page.next;
                });
            }
            en_cours.try_set(false);
        });
    };
    let lignes = liste
        .items
        .into_iter()
        .map(|dap| ligne(dap, aujourd_hui))
        .collect_view();
    view! {
        <Table
            legende="Demandes d'autorisation préalable de votre département"
            legende_cachee=true
            colonnes=vec![
                Colonne::texte("Échéance"),
                Colonne::texte("Numéro"),
                Colonne::texte("Établissement"),
                Colonne::texte("Motif"),
                Colonne::texte("Période"),
                Colonne::texte("État"),
            ]
        >
            {lignes}
        </Table>
        <ShowMore suite=avec_suite en_cours au_clic=plus/>
    }
    .into_any()
}

fn ligne(dap: DapResume, aujourd_hui: Option<Date>) -> impl IntoView {
    view! {
        <tr>
            <Cell titre="Échéance">{echeance(dap.limite_tacite.as_deref(), aujourd_hui)}</Cell>
            <Cell titre="Numéro" entete=true>
                <Link href=format!("/daps/{}", dap.id)>{dap.numero}</Link>
            </Cell>
            <Cell titre="Établissement">
                <Stack serre=true>
                    <span>{dap.denomination}</span>
                    <span class="ap-petit ap-doux ap-chiffres">{format::siret(&dap.siret)}</span>
                </Stack>
            </Cell>
            <Cell titre="Motif">{dap.motif_libelle}</Cell>
            <Cell titre="Période"><Periode debut=dap.debut fin=dap.fin/></Cell>
            <Cell titre="État"><EtatDap code=dap.etat libelle=dap.etat_libelle/></Cell>
        </tr>
    }
}

/// The deadline, told in days when it is near.
fn echeance(limite: Option<&str>, aujourd_hui: Option<Date>) -> AnyView {
    let Some(limite) = limite else {
        return view! { <span class="ap-doux">"–"</span> }.into_any();
    };
    let jours = parse_date(limite)
        .ok()
        .zip(aujourd_hui)
        .map(|(limite, jour)| (limite - jour).whole_days());
    let date = format::date(limite);
    match jours {
        Some(jours) if jours < 0 => {
            view! { <Status ton=Ton::Danger libelle=format!("{date} (dépassée)")/> }.into_any()
        }
        Some(0) => view! { <Status ton=Ton::Attention libelle=format!("{date} (aujourd'hui)")/> }.into_any(),
        Some(jours) if jours <= 3 => {
            view! { <Status ton=Ton::Attention libelle=format!("{date} (J-{jours})")/> }.into_any()
        }
        _ => view! { <span class="ap-chiffres">{date}</span> }.into_any(),
    }
}

/// Taking and deciding one DAP.
#[component]
pub fn Instruction(dap: Dap, etag: StoredValue<String>, donnees: Donnees<Versionne<Dap>>) -> impl IntoView {
    let acces = acces();
    let annonces = expect_context::<Annonces>();
    let f = Formulaire::new("instruction");
    let motifs = f.champ("/motifs", "Motifs");
    let id = StoredValue::new(dap.id.clone());
    let choix = RwSignal::new(None::<&'static str>);
    let peut = |action: &str| dap.actions.iter().any(|a| a == action);
    let (prendre, valider, liberer) = (peut("prendre"), peut("valider"), peut("liberer"));
    let (invalider, refuser) = (peut("invalider"), peut("refuser"));
    if !(prendre || valider || liberer) {
        return ().into_any();
    }
    let prise = move || {
        f.envoyer(
            acces,
            async move { client().prendre_dap(&id.get_value(), &etag.get_value()).await },
            move |lu| {
                annonces.dire("Demande prise en charge.");
                donnees.remplacer(lu);
            },
        );
    };
    let liberation = move || {
        f.envoyer(
            acces,
            async move { client().liberer_dap(&id.get_value(), &etag.get_value()).await },
            move |lu| {
                annonces.dire("Demande remise dans la file.");
                donnees.remplacer(lu);
            },
        );
    };
    let decider = move |decision: &'static str| {
        let corps = DecisionDap {
            decision: decision.to_owned(),
            motifs: motifs.valeur.get_untracked(),
        };
        f.envoyer(
            acces,
            async move {
                client()
                    .decider_dap(&id.get_value(), &etag.get_value(), &corps)
                    .await
            },
            move |lu| {
                annonces.dire("Décision enregistrée, l'employeur est prévenu.");
                donnees.remplacer(lu);
            },
        );
    };
    view! {
        <Card titre="Instruction" icone=Icone::Crayon>
            <ResumeErreurs formulaire=f/>
            {prendre.then(|| view! {
                <p>"Prenez la demande en charge pour pouvoir la décider ; les autres agents le verront."</p>
                <Row><Button en_cours=f.en_cours() au_clic=prise>"Prendre en charge"</Button></Row>
            })}
            {valider.then(|| view! {
                <Row>
                    <Button en_cours=f.en_cours() au_clic=move || decider("valider")>"Valider"</Button>
                    {invalider.then(|| view! {
                        <Button variante=Variante::Secondaire au_clic=move || choix.set(Some("invalider"))>
                            "Invalider"
                        </Button>
                    })}
                    {refuser.then(|| view! {
                        <Button variante=Variante::Secondaire danger=true au_clic=move || choix.set(Some("refuser"))>
                            "Refuser"
                        </Button>
                    })}
                    {liberer.then(|| view! { <Liberation en_cours=f.en_cours() au_clic=liberation/> })}
                </Row>
            })}
            {(liberer && !valider).then(|| view! {
                <p>"Un autre agent instruit cette demande."</p>
                <Row><Liberation en_cours=f.en_cours() au_clic=liberation/></Row>
            })}
            {move || choix.get().map(|decision| {
                let (explication, bouton) = if decision == "refuser" {
                    ("Le refus est définitif pour cette demande et doit être motivé.", "Confirmer le refus")
                } else {
                    ("L'employeur corrige la demande et la renvoie. Dites-lui ce qui est à corriger.", "Confirmer l'invalidation")
                };
                view! {
                    <Alert ton=Ton::Attention><p>{explication}</p></Alert>
                    <TextArea champ=motifs requis=true indice="Ce texte est envoyé à l'employeur."/>
                    <Row>
                        <Button danger=decision == "refuser" en_cours=f.en_cours() au_clic=move || decider(decision)>
                            {bouton}
                        </Button>
                        <Button variante=Variante::Discret au_clic=move || choix.set(None)>"Annuler"</Button>
                    </Row>
                }
            })}
        </Card>
    }
    .into_any()
}

#[component]
fn Liberation(en_cours: Signal<bool>, #[prop(into)] au_clic: Callback<()>) -> impl IntoView {
    view! {
        <Button variante=Variante::Discret en_cours au_clic>"Remettre dans la file"</Button>
    }
}
