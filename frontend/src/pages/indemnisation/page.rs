//! One claim: employees, hours and amounts, with what still forbids sending.

use super::{
    blocages::Blocages,
    correction::CeQuiChange,
    est_agent,
    heures::Heures,
    instruction::Instruction,
    montants::Montants,
    regles::Regles,
    saisie::{self, SaisieEnCours},
    salaries::Salaries,
    suivi::Suivi,
    toutes_les_lignes,
};
use crate::{
    api::{Donnees, acces, client},
    format,
    formulaire::{Formulaire, ResumeErreurs},
    pages::{enregistrement::Enregistrement, etats::EtatDi},
    ui::{
        Alert, Annonces, Breadcrumb, Button, Columns, Dialog, DownloadLink, Figure, Figures, Frame, Onglet,
        PageHeader, Row, Stack, Tabs, Ton, Variante,
    },
};
use api_types::indemnisation::{Demande, Ligne};
use client::{Erreur, Versionne};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_params_map;

/// A claim, its version and the tab shown: what every part of the page needs.
#[derive(Clone, Copy)]
pub struct Dossier {
    pub donnees: Donnees<Versionne<Demande>>,
    pub id: StoredValue<String>,
    pub onglet: RwSignal<&'static str>,
    /// Grows when the lines were computed again elsewhere in the page.
    pub lignes_perimees: RwSignal<u32>,
    /// Hours typed: they outlive the tab.
    pub saisie: SaisieEnCours,
    pub enregistrement: Enregistrement,
}

impl Dossier {
    fn new(donnees: Donnees<Versionne<Demande>>, id: String, onglet: &'static str) -> Self {
        let id = StoredValue::new(id);
        let saisie = SaisieEnCours::new();
        let dossier = Self {
            donnees,
            id,
            onglet: RwSignal::new(onglet),
            lignes_perimees: RwSignal::new(0),
            saisie,
            enregistrement: saisie::enregistrement(donnees, id, saisie),
        };
        Effect::new(move |avant: Option<&'static str>| {
            let onglet = dossier.onglet.get();
            if avant.is_some_and(|avant| avant != onglet) {
                spawn_local(async move {
                    dossier.enregistrement.enregistrer().await;
                });
            }
            onglet
        });
        dossier
    }

    /// Every line as the server has it, once what was typed is there.
    pub async fn lignes(self) -> Result<Vec<Ligne>, Erreur> {
        self.enregistrement.enregistrer().await;
        let Some(id) = self.id.try_get_value() else {
            return Ok(Vec::new());
        };
        self.saisie.oublier_acquittees();
        toutes_les_lignes(id).await
    }

    /// The version that a write needs, once what was typed is saved.
    pub async fn version(self) -> String {
        self.enregistrement.enregistrer().await;
        self.id.try_get_value().map(|_| self.etag()).unwrap_or_default()
    }

    /// The claim as last read; tracked.
    pub fn demande(self) -> Demande {
        self.donnees.lire().map(|lu| lu.corps).unwrap_or_default()
    }

    /// The version that a write needs.
    pub fn etag(self) -> String {
        self.donnees
            .lire_sans_suivre()
            .map(|lu| lu.etag)
            .unwrap_or_default()
    }

    /// May the person do this now; tracked.
    pub fn peut(self, action: &str) -> bool {
        self.demande().actions.iter().any(|a| a == action)
    }
}

/// `/indemnisations/:id`.
#[component]
pub fn PageDemande() -> impl IntoView {
    let parametres = use_params_map();
    let id = Memo::new(move |_| parametres.with(|p| p.get("id").unwrap_or_default()));
    let donnees = Donnees::charger(move || {
        let id = id.get();
        async move { client().lire_demande(&id).await }
    });
    // Built again when the state changes, not at each saving of hours.
    let vue = Memo::new(move |_| {
        donnees
            .lire()
            .map(|lu| (lu.corps.id, lu.corps.etat, lu.corps.actions))
    });
    view! {
        <Frame>
            {move || match vue.get() {
                None => donnees.afficher(|_| ()).into_any(),
                Some((id, _, actions)) => {
                    let modifiable = actions.iter().any(|action| action == "modifier");
                    let dossier = Dossier::new(donnees, id, if modifiable { "salaries" } else { "montants" });
                    view! { <Contenu dossier modifiable/> }.into_any()
                }
            }}
        </Frame>
    }
}

#[component]
fn Contenu(dossier: Dossier, modifiable: bool) -> impl IntoView {
    let f = Formulaire::new("demande");
    let agent = est_agent();
    let onglets = Signal::derive(move || {
        let salaries = usize::try_from(dossier.demande().salaries).unwrap_or(usize::MAX);
        let mut onglets = if modifiable {
            vec![
                Onglet::new("salaries", "Salariés").avec_compte(salaries),
                Onglet::new("heures", "Heures"),
                Onglet::new("montants", "Montants"),
            ]
        } else {
            vec![Onglet::new("montants", "Salariés et montants").avec_compte(salaries)]
        };
        if dossier.demande().corrige.is_some() {
            onglets.push(Onglet::new("difference", "Ce qui change"));
        }
        onglets
    });
    view! {
        <Entete dossier agent f/>
        <Stack>
            <ResumeErreurs formulaire=f/>
            {move || dossier.demande().motifs_rejet.map(|motifs| view! {
                <Alert ton=Ton::Danger titre="Demande rejetée">
                    <p>{motifs}</p>
                    {dossier.peut("corriger").then(|| view! {
                        <p>"Corrigez-la, puis renvoyez-la."</p>
                    })}
                </Alert>
            })}
            <Totaux dossier/>
            <Columns cote=move || view! {
                {agent.then(|| view! { <Instruction dossier/> })}
                {modifiable.then(|| view! { <Blocages dossier f/> })}
                <Regles dossier modifiable/>
                <Suivi dossier/>
            }>
                <Tabs etiquette="Contenu de la demande" onglets actif=dossier.onglet>
                    {move || match dossier.onglet.get() {
                        "salaries" => view! { <Salaries dossier/> }.into_any(),
                        "heures" => view! { <Heures dossier/> }.into_any(),
                        "difference" => view! { <CeQuiChange dossier/> }.into_any(),
                        _ => view! { <Montants dossier/> }.into_any(),
                    }}
                </Tabs>
            </Columns>
        </Stack>
    }
}

#[component]
fn Entete(dossier: Dossier, agent: bool, f: Formulaire) -> impl IntoView {
    let demande = untrack(|| dossier.demande());
    let fil = if agent {
        (
            "/instruction/indemnisations".to_owned(),
            "Demandes d'indemnisation".to_owned(),
        )
    } else {
        (
            "/indemnisations".to_owned(),
            "Demandes d'indemnisation".to_owned(),
        )
    };
    let sous_titre = format!(
        "{} · {} · SIRET {} · {}",
        format::majuscule(&format::mois(&demande.mois)),
        demande.denomination,
        format::siret(&demande.siret),
        demande.dap_numero
    );
    let (code, libelle) = (demande.etat.clone(), demande.etat_libelle.clone());
    let envoyee = demande.etat != "provisoire" && demande.etat != "retiree";
    view! {
        <Breadcrumb etapes=vec![fil] ici=demande.numero.clone()/>
        <PageHeader
            titre=format!("Demande d'indemnisation {}", demande.numero)
            sous_titre=move || sous_titre.clone()
            etat=move || view! { <EtatDi code=code.clone() libelle=libelle.clone()/> }
            actions=move || view! { <Actions dossier f envoyee/> }
        />
    }
}

#[component]
fn Actions(dossier: Dossier, f: Formulaire, envoyee: bool) -> impl IntoView {
    let acces = acces();
    let annonces = expect_context::<Annonces>();
    let retrait = RwSignal::new(false);
    let faire = move |appel: Appel, dit: &'static str| {
        f.envoyer(acces, appel, move |lu| {
            annonces.dire(dit);
            dossier.donnees.remplacer(lu);
        });
    };
    let retirer = move || {
        retrait.set(false);
        let id = dossier.id.get_value();
        faire(
            Box::pin(async move { client().retirer_demande(&id, &dossier.version().await).await }),
            "Demande retirée.",
        );
    };
    let corriger = move || {
        let (id, etag) = (dossier.id.get_value(), dossier.etag());
        faire(
            Box::pin(async move { client().corriger_demande(&id, &etag).await }),
            "La demande peut être corrigée.",
        );
    };
    let pdf = move || {
        client().url(&format!(
            "/demandes-indemnisation/{}/recapitulatif.pdf",
            dossier.id.get_value()
        ))
    };
    let chiffres = move |format: &'static str| {
        Signal::derive(move || {
            client().url(&format!(
                "/demandes-indemnisation/{}/export?format={format}",
                dossier.id.get_value()
            ))
        })
    };
    view! {
        {envoyee.then(|| view! {
            <DownloadLink href=Signal::derive(pdf) format="PDF" variante=Variante::Secondaire>
                "Récapitulatif"
            </DownloadLink>
            <DownloadLink href=chiffres("xlsx") format="XLSX" variante=Variante::Discret>
                "Chiffres pour la paie"
            </DownloadLink>
            <DownloadLink href=chiffres("csv") format="CSV" variante=Variante::Discret>
                "Chiffres pour la paie"
            </DownloadLink>
        })}
        {move || dossier.peut("corriger").then(|| view! {
            <Button en_cours=f.en_cours() au_clic=corriger>"Corriger la demande"</Button>
        })}
        {move || dossier.peut("retirer").then(|| view! {
            <Button variante=Variante::Discret danger=true au_clic=move || retrait.set(true)>
                "Retirer la demande"
            </Button>
        })}
        <Dialog ouvert=retrait titre="Retirer cette demande ?">
            <p>"Elle ne sera pas indemnisée. Vous pourrez en créer une autre pour ce mois."</p>
            <Row>
                <Button danger=true au_clic=retirer>"Retirer"</Button>
                <Button variante=Variante::Discret au_clic=move || retrait.set(false)>"Garder"</Button>
            </Row>
        </Dialog>
    }
}

/// A call that answers the claim.
pub type Appel = std::pin::Pin<Box<dyn Future<Output = Result<Versionne<Demande>, Erreur>>>>;

#[component]
fn Totaux(dossier: Dossier) -> impl IntoView {
    let total = move |lire: fn(&Demande) -> String| Signal::derive(move || lire(&dossier.demande()));
    view! {
        <Figures>
            <Figure libelle="Heures chômées" valeur=total(|d| format::heures(&d.totaux.heures_chomees))/>
            <Figure libelle="Heures indemnisables" valeur=total(|d| format::heures(&d.totaux.heures_indemnisables))/>
            <Figure libelle="Indemnités versées aux salariés" valeur=total(|d| format::euros(&d.totaux.indemnite))/>
            <Figure libelle="Reste à charge" valeur=total(|d| format::euros(&d.totaux.reste_a_charge))/>
            <Figure libelle="Allocation" fort=true valeur=total(|d| format::euros(&d.totaux.allocation))/>
        </Figures>
    }
}
