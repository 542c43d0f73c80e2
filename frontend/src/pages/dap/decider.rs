//! The agent and one DAP: taking it, handing it over, deciding.

use super::motifs::{ChoixMotifs, Motifs};
use crate::{
    api::{Donnees, acces, client},
    format,
    formulaire::{Formulaire, ResumeErreurs},
    session::Acces,
    ui::{Alert, Annonces, Button, Card, Choix, Grid, Icone, Largeur, Row, Select, TextField, Ton, Variante},
};
use api_types::dap::{CollegueUd, Dap, DecisionDap};
use client::Versionne;
use leptos::prelude::*;

/// What every part of the instruction shares.
#[derive(Clone, Copy)]
struct Contexte {
    acces: Acces,
    annonces: Annonces,
    f: Formulaire,
    id: StoredValue<String>,
    etag: StoredValue<String>,
    donnees: Donnees<Versionne<Dap>>,
}

impl Contexte {
    fn appeler<F>(self, appel: F, dire: &'static str)
    where
        F: Future<Output = Result<Versionne<Dap>, client::Erreur>> + 'static,
    {
        self.f.envoyer(self.acces, appel, move |lu| {
            self.annonces.dire(dire);
            self.donnees.remplacer(lu);
        });
    }

    fn decider(self, corps: DecisionDap) {
        let Self { id, etag, .. } = self;
        self.appeler(
            async move {
                client()
                    .decider_dap(&id.get_value(), &etag.get_value(), &corps)
                    .await
            },
            "Décision enregistrée, l'employeur est prévenu.",
        );
    }
}

/// Which form is open.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Choisi {
    EnPartie,
    Invalider,
    Refuser,
    Confier,
}

/// Taking and deciding one DAP.
#[component]
pub fn Instruction(dap: Dap, etag: StoredValue<String>, donnees: Donnees<Versionne<Dap>>) -> impl IntoView {
    let c = Contexte {
        acces: acces(),
        annonces: expect_context(),
        f: Formulaire::new("instruction"),
        id: StoredValue::new(dap.id.clone()),
        etag,
        donnees,
    };
    let choisi = RwSignal::new(None::<Choisi>);
    let peut = |action: &str| dap.actions.iter().any(|a| a == action);
    let (prendre, valider, liberer) = (peut("prendre"), peut("valider"), peut("liberer"));
    if !(prendre || valider || liberer) {
        return ().into_any();
    }
    let (id, f) = (c.id, c.f);
    let prise = move || {
        c.appeler(
            async move { client().prendre_dap(&id.get_value(), &etag.get_value()).await },
            "Demande prise en charge.",
        );
    };
    let liberation = move || {
        c.appeler(
            async move { client().liberer_dap(&id.get_value(), &etag.get_value()).await },
            "Demande remise dans la file.",
        );
    };
    let entiere = DecisionDap {
        decision: "valider".to_owned(),
        ..Default::default()
    };
    // What was refused of one form says nothing of the next.
    let ouvrir = move |quoi: Choisi| {
        f.effacer();
        choisi.set(Some(quoi));
    };
    let dap = StoredValue::new(dap);
    view! {
        <Card titre="Instruction" icone=Icone::Crayon>
            <ResumeErreurs formulaire=f/>
            {prendre.then(|| view! {
                <p>"Prenez la demande en charge pour pouvoir la décider ; les autres agents le verront."</p>
                <Row><Button en_cours=f.en_cours() au_clic=prise>"Prendre en charge"</Button></Row>
            })}
            {valider.then(|| view! {
                <Row>
                    <Button en_cours=f.en_cours() au_clic=move || c.decider(entiere.clone())>"Valider"</Button>
                    <Button variante=Variante::Secondaire au_clic=move || ouvrir(Choisi::EnPartie)>
                        "Valider en partie"
                    </Button>
                    <Button variante=Variante::Secondaire au_clic=move || ouvrir(Choisi::Invalider)>
                        "Invalider"
                    </Button>
                    <Button variante=Variante::Secondaire danger=true au_clic=move || ouvrir(Choisi::Refuser)>
                        "Refuser"
                    </Button>
                </Row>
                <Row>
                    <Button variante=Variante::Discret au_clic=move || ouvrir(Choisi::Confier)>
                        "Confier à un collègue"
                    </Button>
                    <Liberation en_cours=f.en_cours() au_clic=liberation/>
                </Row>
            })}
            {(liberer && !valider).then(|| view! {
                <p>"Un autre agent instruit cette demande."</p>
                <Row><Liberation en_cours=f.en_cours() au_clic=liberation/></Row>
            })}
            {move || choisi.get().map(|quoi| match quoi {
                Choisi::EnPartie => view! { <EnPartie c dap=dap.get_value() choisi/> }.into_any(),
                Choisi::Confier => view! { <Confier c collegues=dap.with_value(|dap| dap.collegues.clone()) choisi/> }
                    .into_any(),
                Choisi::Invalider => view! { <Motiver c decision="invalider" choisi/> }.into_any(),
                Choisi::Refuser => view! { <Motiver c decision="refuser" choisi/> }.into_any(),
            })}
        </Card>
    }
    .into_any()
}

/// Fewer hours or a shorter period.
#[component]
fn EnPartie(c: Contexte, dap: Dap, choisi: RwSignal<Option<Choisi>>) -> impl IntoView {
    let heures = c.f.champ_avec(
        "/heures_autorisees",
        "Heures autorisées",
        &dap.saisie.heures_prevues,
    );
    let debut =
        c.f.champ_avec("/debut", "Autorisée du", &format::date(&dap.saisie.debut));
    let fin =
        c.f.champ_avec("/fin", "Autorisée au", &format::date(&dap.saisie.fin));
    let code = if dap.avenant_de.is_some() {
        "L'employeur garde son code DI et peut faire un autre avenant."
    } else {
        "L'employeur reçoit son code DI avec la décision et peut faire un avenant."
    };
    let confirmer = move || {
        let lu = |champ: crate::ui::Champ| Some(champ.valeur.get_untracked());
        c.decider(DecisionDap {
            decision: "valider".to_owned(),
            heures_autorisees: lu(heures),
            debut: lu(debut),
            fin: lu(fin),
            ..Default::default()
        });
    };
    view! {
        <Alert ton=Ton::Attention>
            <p>{format!("L'autorisation reste dans la demande : moins d'heures, ou une période plus courte. {code}")}</p>
        </Alert>
        <Grid>
            <TextField champ=heures requis=true clavier="decimal" suffixe="heures" largeur=Largeur::Moyenne/>
            <TextField champ=debut requis=true clavier="numeric" largeur=Largeur::Moyenne/>
            <TextField champ=fin requis=true clavier="numeric" largeur=Largeur::Moyenne/>
        </Grid>
        <Confirmation c choisi au_clic=confirmer libelle="Valider en partie"/>
    }
}

/// Reasons of the table, and the agent's own words.
#[component]
fn Motiver(c: Contexte, decision: &'static str, choisi: RwSignal<Option<Choisi>>) -> impl IntoView {
    let motifs = Motifs::new(c.f, decision);
    let (explication, bouton) = if decision == "refuser" {
        (
            "Le refus est définitif pour cette demande et doit être motivé (article R. 5122-4). L'employeur peut en déposer une autre ou former un recours.",
            "Confirmer le refus",
        )
    } else {
        (
            "L'employeur corrige la demande et la renvoie. Dites-lui ce qui est à corriger.",
            "Confirmer l'invalidation",
        )
    };
    let confirmer = move || c.decider(motifs.corps());
    view! {
        <Alert ton=Ton::Attention><p>{explication}</p></Alert>
        <ChoixMotifs motifs id="instruction-motifs-codes" indice="Ce texte est envoyé à l'employeur."/>
        <Confirmation c choisi au_clic=confirmer libelle=bouton danger={decision == "refuser"}/>
    }
}

/// To a colleague of the département.
#[component]
fn Confier(c: Contexte, collegues: Vec<CollegueUd>, choisi: RwSignal<Option<Choisi>>) -> impl IntoView {
    if collegues.is_empty() {
        return view! {
            <Alert ton=Ton::Info>
                <p>"Vous êtes le seul agent de ce département : remettez la demande dans la file si vous ne pouvez pas l'instruire."</p>
            </Alert>
        }
        .into_any();
    }
    let collegue = c.f.champ("/collegue", "Collègue");
    let choix: Vec<_> = collegues
        .into_iter()
        .map(|collegue| Choix::new(collegue.identifiant, collegue.nom))
        .collect();
    let confirmer = move || {
        let (id, etag) = (c.id, c.etag);
        let a = collegue.valeur.get_untracked();
        c.appeler(
            async move {
                client()
                    .transferer_dap(&id.get_value(), &etag.get_value(), &a)
                    .await
            },
            "Demande confiée : votre collègue est prévenu.",
        );
    };
    view! {
        <Select champ=collegue choix requis=true largeur=Largeur::Longue/>
        <Confirmation c choisi au_clic=confirmer libelle="Confier"/>
    }
    .into_any()
}

#[component]
fn Confirmation(
    c: Contexte,
    choisi: RwSignal<Option<Choisi>>,
    #[prop(into)] au_clic: Callback<()>,
    libelle: &'static str,
    #[prop(optional)] danger: bool,
) -> impl IntoView {
    view! {
        <Row>
            <Button danger en_cours=c.f.en_cours() au_clic>{libelle}</Button>
            <Button
                variante=Variante::Discret
                au_clic=move || {
                    c.f.effacer();
                    choisi.set(None);
                }
            >
                "Annuler"
            </Button>
        </Row>
    }
}

#[component]
fn Liberation(en_cours: Signal<bool>, #[prop(into)] au_clic: Callback<()>) -> impl IntoView {
    view! {
        <Button variante=Variante::Discret en_cours au_clic>"Remettre dans la file"</Button>
    }
}
