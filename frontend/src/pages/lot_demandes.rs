//! One gesture on the requests (DAP, DI) chosen in a list: what would become of each, then the gesture.

use crate::{
    api::acces,
    format,
    formulaire::Formulaire,
    ui::{
        Alert, Annonces, Button, Dialog, Findings, Gravite, LinkButton, Row, RowCheckbox, SelectionBar,
        Stack, Ton, Variante,
    },
};
use api_types::paiement::{DemandeDuLot, IssueDemande, IssuesDemandes};
use client::Erreur;
use domain::lot::MAX_GROUPE;
use leptos::prelude::*;
use std::pin::Pin;

/// What is chosen in a list, as it was read.
#[derive(Clone, Copy)]
pub struct Choisies(RwSignal<Vec<DemandeDuLot>>);

impl Choisies {
    pub fn new() -> Self {
        Self(RwSignal::new(Vec::new()))
    }

    pub fn contient(self, id: &str) -> bool {
        self.0
            .with(|choisies| choisies.iter().any(|demande| demande.id == id))
    }

    pub fn basculer(self, id: &str, version: u32, choisie: bool) {
        self.0.update(|choisies| {
            choisies.retain(|autre| autre.id != id);
            if choisie {
                choisies.push(DemandeDuLot {
                    id: id.to_owned(),
                    version,
                });
            }
        });
    }

    /// Chooses exactly these.
    pub fn remplacer(self, demandes: Vec<DemandeDuLot>) {
        self.0.set(demandes);
    }

    pub fn vider(self) {
        self.0.set(Vec::new());
    }

    /// How many; tracked.
    pub fn nombre(self) -> usize {
        self.0.with(Vec::len)
    }

    /// "3 demandes choisies".
    pub fn texte(self) -> Signal<String> {
        Signal::derive(move || match self.nombre() {
            1 => "1 demande choisie".to_owned(),
            n => format!("{n} demandes choisies"),
        })
    }
}

/// The tick of one row.
#[component]
pub fn Case(choisies: Choisies, id: String, version: u32, numero: String) -> impl IntoView {
    let cle = id.clone();
    view! {
        <RowCheckbox
            etiquette=format!("Choisir {numero}")
            coche=Signal::derive(move || choisies.contient(&id))
            au_changement=move |choisie| choisies.basculer(&cle, version, choisie)
        />
    }
}

/// Chooses every row that is shown; a batch holds a hundred at most.
#[component]
pub fn ToutChoisir(choisies: Choisies, toutes: Vec<DemandeDuLot>) -> impl IntoView {
    let toutes: Vec<_> = toutes.into_iter().take(MAX_GROUPE).collect();
    view! {
        <p>
            <LinkButton au_clic=move || choisies.remplacer(toutes.clone())>
                "Choisir toutes celles de la page"
            </LinkButton>
        </p>
    }
}

/// The bar below a list that offers one gesture, and its dialog.
#[component]
pub fn Grouper(
    choisies: Choisies,
    ouvert: RwSignal<bool>,
    /// Of the button.
    texte: &'static str,
    titre: &'static str,
    children: ChildrenFn,
) -> impl IntoView {
    view! {
        <Barre choisies>
            <Button petit=true au_clic=move || ouvert.set(true)>{texte}</Button>
        </Barre>
        <Dialog ouvert titre large=true>{children()}</Dialog>
    }
}

/// How many are chosen, while any is, and what can be done with them.
#[component]
pub fn Barre(choisies: Choisies, children: ChildrenFn) -> impl IntoView {
    let children = StoredValue::new(children);
    view! {
        <Show when=move || { choisies.nombre() > 0 }>
            <SelectionBar texte=choisies.texte()>
                <LinkButton au_clic=move || choisies.vider()>"Ne rien choisir"</LinkButton>
                {children.with_value(|children| children())}
            </SelectionBar>
        </Show>
    }
}

/// The call of the gesture: the claims, and whether it is only a preview.
pub type Appel =
    Callback<(Vec<DemandeDuLot>, bool), Pin<Box<dyn Future<Output = Result<IssuesDemandes, Erreur>>>>>;

/// The preview, then the button that does it. `verbe` begins its text: "Valider".
#[component]
pub fn Confirmer(
    choisies: Choisies,
    f: Formulaire,
    appel: Appel,
    #[prop(into)] verbe: String,
    #[prop(optional)] danger: bool,
    ouvert: RwSignal<bool>,
    au_succes: Callback<()>,
) -> impl IntoView {
    let acces = acces();
    let annonces = expect_context::<Annonces>();
    let apercu = RwSignal::new(None::<IssuesDemandes>);
    let voir = move || {
        f.envoyer(acces, appel.run((choisies.0.get_untracked(), true)), move |lu| {
            apercu.try_set(Some(lu));
        });
    };
    let faire = move || {
        f.envoyer(
            acces,
            appel.run((choisies.0.get_untracked(), false)),
            move |fait| {
                let faites = usize::try_from(fait.faites).unwrap_or_default();
                annonces.dire(format!(
                    "{} sur {}.",
                    format::pluriel(faites, "demande traitée"),
                    fait.items.len()
                ));
                au_succes.run(());
                if faites == fait.items.len() {
                    choisies.vider();
                    ouvert.set(false);
                } else {
                    // What could not be done stays in sight, with its reason.
                    apercu.try_set(Some(fait));
                }
            },
        );
    };
    let verbe = StoredValue::new(verbe);
    move || match apercu.get() {
        None => view! {
            <Stack>
                <p>"L'aperçu dit ce qui arriverait à chaque demande ; rien n'est écrit."</p>
                <Row><Button en_cours=f.en_cours() au_clic=voir>"Voir l'aperçu"</Button></Row>
            </Stack>
        }
        .into_any(),
        Some(lu) => {
            let (faites, essai) = (lu.faites, lu.essai);
            let constats = lu.items.into_iter().map(constat).collect::<Vec<_>>();
            let suite = if !essai {
                view! {
                    <Row>
                        <Button
                            variante=Variante::Secondaire
                            au_clic=move || {
                                choisies.vider();
                                ouvert.set(false);
                            }
                        >
                            "Fermer"
                        </Button>
                    </Row>
                }
                .into_any()
            } else if faites == 0 {
                view! {
                    <Alert ton=Ton::Attention><p>"Rien ne peut être fait ainsi pour ces demandes."</p></Alert>
                    <Row>
                        <Button variante=Variante::Secondaire en_cours=f.en_cours() au_clic=voir>
                            "Voir de nouveau l'aperçu"
                        </Button>
                    </Row>
                }
                .into_any()
            } else {
                let texte = format!(
                    "{} {}",
                    verbe.get_value(),
                    format::pluriel(usize::try_from(faites).unwrap_or(0), "demande")
                );
                view! {
                    <Row>
                        <Button danger en_cours=f.en_cours() au_clic=faire>{texte}</Button>
                        <Button variante=Variante::Discret au_clic=move || ouvert.set(false)>"Annuler"</Button>
                    </Row>
                }
                .into_any()
            };
            view! { <Stack><Findings constats/> {suite}</Stack> }.into_any()
        }
    }
}

fn constat(issue: IssueDemande) -> (Gravite, String) {
    if let Some(message) = issue.message {
        return (Gravite::Information, format!("Rien n'est fait : {message}"));
    }
    let mut texte = format!(
        "{} : {}",
        issue.numero.unwrap_or_default(),
        issue.etat_libelle.unwrap_or_default()
    );
    if let Some(montant) = issue.montant {
        texte.push_str(&format!(", {}", format::euros(&montant)));
    }
    if let Some(compte) = issue.iban_masque {
        texte.push_str(&format!(", compte {compte}"));
    }
    (Gravite::Bon, texte)
}
