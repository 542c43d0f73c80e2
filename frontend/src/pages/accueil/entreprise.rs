//! The dashboard of a company, or of an accountant over all their establishments.

use super::{
    affaire::{Affaire, Ligne, Rubrique},
    indemnisable::a_demander,
    lire_pages,
    premiers_pas::{Avancement, PremiersPas},
};
use crate::{
    api::{Donnees, acces, client},
    format,
    ui::{
        Alert, ButtonLink, Card, Champ, Choix, Columns, EmptyState, Icone, Largeur, LinkButton, LinkCard,
        PageHeader, Select, Ton, Variante,
    },
};
use api_types::{dap::DapResume, etablissement::EtablissementResume, indemnisation::DemandeResume};
use client::{Erreur, FiltreDaps, FiltreDemandes};
use domain::mois::jour_de_paris;
use leptos::prelude::*;
use time::Date;

/// The three lists that the dashboard is made of.
#[derive(Clone)]
struct Situation {
    etablissements: Vec<EtablissementResume>,
    daps: Vec<DapResume>,
    demandes: Vec<DemandeResume>,
    /// One list is longer than what was read.
    tronquee: bool,
}

async fn lire() -> Result<Situation, Erreur> {
    let (etablissements, e) = lire_pages(|suite| async move {
        let page = client().lister_etablissements(suite.as_deref()).await?;
        Ok((page.items, page.next))
    })
    .await?;
    let (daps, d) = lire_pages(|cursor| async move {
        let limit = Some(super::PAR_PAGE);
        let filtre = FiltreDaps {
            limit,
            cursor,
            ..Default::default()
        };
        let page = client().lister_daps(&filtre).await?;
        Ok((page.items, page.next))
    })
    .await?;
    let (demandes, i) = lire_pages(|cursor| async move {
        let limit = Some(super::PAR_PAGE);
        let filtre = FiltreDemandes {
            limit,
            cursor,
            ..Default::default()
        };
        let page = client().lister_demandes(&filtre).await?;
        Ok((page.items, page.next))
    })
    .await?;
    Ok(Situation {
        etablissements,
        daps,
        demandes,
        tronquee: e || d || i,
    })
}

impl Situation {
    /// Every line: what is lacking and to be claimed first, then the newest change first.
    fn affaires(self, aujourd_hui: Option<Date>, avec_etablissements: bool) -> Vec<Affaire> {
        let mut affaires: Vec<Affaire> = Vec::new();
        if let Some(jour) = aujourd_hui {
            affaires.extend(
                self.daps
                    .iter()
                    .filter_map(|dap| a_demander(dap, &self.demandes, jour)),
            );
        }
        affaires.extend(self.daps.into_iter().filter_map(Affaire::dap));
        affaires.extend(self.demandes.into_iter().filter_map(Affaire::demande));
        affaires.sort_by(|a, b| b.modifiee_le.cmp(&a.modifiee_le));
        if avec_etablissements {
            affaires.extend(self.etablissements.iter().filter_map(Affaire::etablissement));
        }
        affaires
    }
}

/// What a company or an accountant sees.
#[component]
pub fn Entreprise(titre: Signal<String>) -> impl IntoView {
    let acces = acces();
    let donnees = Donnees::charger(lire);
    view! {
        <PageHeader
            titre
            actions=|| view! {
                <ButtonLink href="/daps/nouvelle" icone=Icone::Plus>"Saisir une DAP"</ButtonLink>
                <ButtonLink href="/indemnisations/nouvelle" variante=Variante::Secondaire icone=Icone::Plus>
                    "Créer une demande d'indemnisation"
                </ButtonLink>
            }
        />
        {donnees.afficher(move |situation| {
            if situation.etablissements.is_empty() {
                view! { <SansEtablissement/> }.into_any()
            } else {
                let aujourd_hui = acces.maintenant().map(jour_de_paris);
                view! { <TableauDeBord situation aujourd_hui/> }.into_any()
            }
        })}
    }
}

#[component]
fn SansEtablissement() -> impl IntoView {
    view! {
        <EmptyState
            icone=Icone::Batiment
            titre="Aucun établissement pour l'instant"
            action=|| view! { <ButtonLink href="/inscription">"Ajouter un établissement"</ButtonLink> }
        >
            "Si vous venez d'en demander un, l'habilitation vous est confirmée par courriel."
        </EmptyState>
    }
}

#[component]
fn TableauDeBord(situation: Situation, aujourd_hui: Option<Date>) -> impl IntoView {
    let pas = Avancement::de(&situation.etablissements, !situation.daps.is_empty());
    let nombre = situation.etablissements.len();
    let plusieurs = nombre > 1;
    let tronquee = situation.tronquee;
    let choix: Vec<_> = situation
        .etablissements
        .iter()
        .map(|e| {
            Choix::new(
                e.siret.clone(),
                format!("{} · {}", e.denomination, format::siret(&e.siret)),
            )
        })
        .collect();
    let siret = Champ::libre("etablissement", "Établissement");
    // What the first steps already say is not said twice.
    let affaires = situation.affaires(aujourd_hui, pas.is_none());
    let nouveau = pas.is_some() && affaires.is_empty();
    let rien_a_faire = match pas {
        Some(_) => "Suivez les premiers pas, ci-dessus.",
        None => "Rien à faire pour l'instant.",
    };
    let affaires = StoredValue::new(affaires);
    let rubrique = move |rubrique: Rubrique| {
        Signal::derive(move || {
            let siret = siret.valeur.get();
            affaires.with_value(|affaires| {
                affaires
                    .iter()
                    .filter(|a| a.rubrique == rubrique && (siret.is_empty() || a.siret == siret))
                    .cloned()
                    .collect::<Vec<_>>()
            })
        })
    };
    let cote = move || view! { <Cote nombre/> };
    view! {
        <Columns cote>
            {tronquee.then(|| view! {
                <Alert ton=Ton::Info>
                    <p>"Vos dossiers sont nombreux : les plus anciens se trouvent par les pages de recherche."</p>
                </Alert>
            })}
            {plusieurs.then(|| view! {
                <Select champ=siret choix invite="Tous les établissements" largeur=Largeur::Pleine/>
            })}
            {pas.map(|avancement| view! { <PremiersPas avancement/> })}
            {(!nouveau).then(|| view! {
                <Liste
                    titre="À faire"
                    icone=Icone::Crayon
                    vide=rien_a_faire
                    affaires=rubrique(Rubrique::AFaire)
                    plusieurs
                />
                <Liste
                    titre="En cours"
                    icone=Icone::Horloge
                    vide="Aucune demande n'attend de réponse."
                    affaires=rubrique(Rubrique::EnCours)
                    plusieurs
                />
                <Liste
                    titre="Décidé"
                    icone=Icone::Coche
                    vide="Aucune décision pour l'instant."
                    affaires=rubrique(Rubrique::Decide)
                    plusieurs
                />
            })}
        </Columns>
    }
}

#[component]
fn Cote(nombre: usize) -> impl IntoView {
    view! {
        <LinkCard href="/etablissements" titre="Mes établissements" icone=Icone::Batiment>
            {format!("{} : fiches et coordonnées bancaires.", format::pluriel(nombre, "établissement"))}
        </LinkCard>
        <LinkCard href="/simulateur" titre="Simulateur" icone=Icone::Calculette>
            "Estimer une allocation avant de demander."
        </LinkCard>
        <LinkCard href="/aide" titre="Besoin d'aide ?" icone=Icone::Aide>
            "Pas à pas, questions fréquentes, assistance."
        </LinkCard>
    }
}

#[component]
fn Liste(
    titre: &'static str,
    icone: Icone,
    vide: &'static str,
    affaires: Signal<Vec<Affaire>>,
    plusieurs: bool,
) -> impl IntoView {
    /// Enough for a glance; one click shows the rest.
    const MONTREES: usize = 6;
    let tout = RwSignal::new(false);
    let nombre = Memo::new(move |_| affaires.with(Vec::len));
    let titre_compte = move || view! { <span class="ap-compte">{nombre}</span> };
    let lignes = move || {
        let montrees = if tout.get() { usize::MAX } else { MONTREES };
        affaires
            .get()
            .into_iter()
            .take(montrees)
            .map(|affaire| view! { <Ligne affaire avec_etablissement=plusieurs/> })
            .collect_view()
    };
    view! {
        <Card titre icone actions=titre_compte>
            <Show when=move || { nombre.get() > 0 } fallback=move || view! { <p class="ap-doux">{vide}</p> }>
                <ul class="ap-affaires">{lignes}</ul>
            </Show>
            <Show when=move || { nombre.get() > MONTREES && !tout.get() }>
                <p class="ap-affaires-suite">
                    <LinkButton au_clic=move || tout.set(true)>
                        {move || format!("Tout afficher ({})", nombre.get())}
                    </LinkButton>
                </p>
            </Show>
        </Card>
    }
}
