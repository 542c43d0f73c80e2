//! Home after login: what must I do, what is under way, what was decided.

use crate::{
    api::{Donnees, acces, client},
    format,
    pages::etats::{EtatDap, EtatDi},
    ui::{
        Alert, ButtonLink, Card, Checklist, Columns, Frame, Grid, Icone, Link, LinkCard, PageHeader, Stack,
        Task, Variante,
    },
};
use api_types::{dap::DapResume, etablissement::EtablissementResume, indemnisation::DemandeResume};
use client::{Erreur, FiltreDaps, FiltreDemandes};
use leptos::prelude::*;

/// The three lists that the page is made of.
#[derive(Clone)]
struct Situation {
    etablissements: Vec<EtablissementResume>,
    daps: Vec<DapResume>,
    demandes: Vec<DemandeResume>,
}

async fn lire() -> Result<Situation, Erreur> {
    let etablissements = client().lister_etablissements(None).await?.items;
    let daps = client()
        .lister_daps(&FiltreDaps {
            limit: Some(100),
            ..Default::default()
        })
        .await?
        .items;
    let demandes = client()
        .lister_demandes(&FiltreDemandes {
            limit: Some(100),
            ..Default::default()
        })
        .await?
        .items;
    Ok(Situation {
        etablissements,
        daps,
        demandes,
    })
}

/// `/accueil`.
#[component]
pub fn PageAccueil() -> impl IntoView {
    let acces = acces();
    let donnees = Donnees::charger(lire);
    let titre = Signal::derive(move || {
        acces.session().map_or_else(
            || "Mon espace".to_owned(),
            |session| format!("Bonjour {}", session.compte.prenom),
        )
    });
    view! {
        <Frame>
            <PageHeader
                titre
                actions=|| view! {
                    <ButtonLink href="/daps/nouvelle" icone=Icone::Plus>"Saisir une DAP"</ButtonLink>
                    <ButtonLink href="/indemnisations/nouvelle" variante=Variante::Secondaire icone=Icone::Plus>
                        "Créer une demande d'indemnisation"
                    </ButtonLink>
                }
            />
            {donnees.afficher(|situation| view! { <TableauDeBord situation/> })}
        </Frame>
    }
}

/// One line of the three lists, whatever it is about.
#[derive(Clone)]
struct Affaire {
    href: String,
    titre: String,
    detail: String,
    /// `true` for a DAP, `false` for a DI: their states have their own tones.
    dap: bool,
    etat: String,
    etat_libelle: String,
    modifiee_le: String,
}

impl Affaire {
    fn dap(dap: DapResume) -> Self {
        let detail = match dap.limite_tacite.as_deref() {
            Some(limite) => format!(
                "{} · réponse attendue avant la fin du {}",
                dap.denomination,
                format::date(limite)
            ),
            None => dap.denomination,
        };
        Self {
            href: format!("/daps/{}", dap.id),
            titre: format!("DAP {}", dap.numero),
            detail,
            dap: true,
            etat: dap.etat,
            etat_libelle: dap.etat_libelle,
            modifiee_le: dap.modifiee_le,
        }
    }

    fn demande(demande: DemandeResume) -> Self {
        Self {
            href: format!("/indemnisations/{}", demande.id),
            titre: format!("Indemnisation de {}", format::mois(&demande.mois)),
            detail: format!(
                "{} · {}",
                demande.denomination,
                format::euros(&demande.allocation)
            ),
            dap: false,
            etat: demande.etat,
            etat_libelle: demande.etat_libelle,
            modifiee_le: demande.modifiee_le,
        }
    }

    fn a_faire(&self) -> bool {
        matches!(
            self.etat.as_str(),
            "provisoire" | "invalidee" | "rejetee" | "paiement_invalide"
        )
    }

    fn en_cours(&self) -> bool {
        matches!(
            self.etat.as_str(),
            "en_attente_instruction_ud"
                | "instruction_en_cours"
                | "en_attente_validation"
                | "en_cours_instruction"
        )
    }

    fn decidee(&self) -> bool {
        !self.a_faire() && !self.en_cours() && self.etat != "retiree"
    }
}

#[component]
fn TableauDeBord(situation: Situation) -> impl IntoView {
    let Situation {
        etablissements,
        daps,
        demandes,
    } = situation;
    let incomplets: Vec<_> = etablissements
        .iter()
        .filter(|e| !e.complet || !e.coordonnees_bancaires_actives)
        .cloned()
        .collect();
    let premiere_fois = daps.is_empty() || !incomplets.is_empty() && etablissements.len() == 1;
    let pas = premiere_fois.then(|| {
        let etablissements = etablissements.clone();
        let avec_dap = !daps.is_empty();
        view! { <PremiersPas etablissements avec_dap/> }
    });
    let mut affaires: Vec<Affaire> = daps.into_iter().map(Affaire::dap).collect();
    affaires.extend(demandes.into_iter().map(Affaire::demande));
    affaires.sort_by(|a, b| b.modifiee_le.cmp(&a.modifiee_le));
    let choisir = |garder: fn(&Affaire) -> bool| -> Vec<Affaire> {
        affaires.iter().filter(|a| garder(a)).cloned().collect()
    };
    let (a_faire, en_cours, decidees) = (
        choisir(Affaire::a_faire),
        choisir(Affaire::en_cours),
        choisir(Affaire::decidee),
    );
    let nombre = etablissements.len();
    let cote = move || {
        view! {
            <LinkCard href="/etablissements" titre="Mes établissements" icone=Icone::Batiment>
                {format::pluriel(nombre, "établissement")} ", fiches et coordonnées bancaires"
            </LinkCard>
            <LinkCard href="/simulateur" titre="Simulateur" icone=Icone::Calculette>
                "Estimer une allocation avant de demander."
            </LinkCard>
            <LinkCard href="/aide" titre="Besoin d'aide ?" icone=Icone::Aide>
                "Pas à pas, questions fréquentes, assistance."
            </LinkCard>
        }
    };
    view! {
        <Columns cote>
            {pas}
            {(!premiere_fois).then(|| incomplets.into_iter().map(a_completer).collect_view())}
            <Liste titre="À faire" icone=Icone::Crayon vide="Rien à faire pour l'instant." affaires=a_faire/>
            <Grid colonnes=2>
                <Liste titre="En cours" icone=Icone::Horloge vide="Aucune demande en attente." affaires=en_cours/>
                <Liste titre="Décidé" icone=Icone::Coche vide="Aucune décision pour l'instant." affaires=decidees/>
            </Grid>
        </Columns>
    }
}

fn a_completer(etablissement: EtablissementResume) -> impl IntoView {
    let manque = match (etablissement.complet, etablissement.coordonnees_bancaires_actives) {
        (false, false) => "la fiche est à compléter et aucune coordonnée bancaire n'est active",
        (false, true) => "la fiche est à compléter",
        _ => "aucune coordonnée bancaire n'est active",
    };
    view! {
        <Alert>
            <p>
                <Link href=format!("/etablissements/{}", etablissement.siret)>
                    {etablissement.denomination}
                </Link>
                {format!(" : {manque}.")}
            </p>
        </Alert>
    }
}

#[component]
fn PremiersPas(etablissements: Vec<EtablissementResume>, avec_dap: bool) -> impl IntoView {
    let complet = !etablissements.is_empty() && etablissements.iter().all(|e| e.complet);
    let rib = !etablissements.is_empty() && etablissements.iter().all(|e| e.coordonnees_bancaires_actives);
    let fiche = match etablissements.as_slice() {
        [seul] => format!("/etablissements/{}", seul.siret),
        _ => "/etablissements".to_owned(),
    };
    let (vers_fiche, vers_rib) = (fiche.clone(), fiche);
    view! {
        <Card titre="Premiers pas" icone=Icone::FlecheDroite>
            <Checklist>
                <Task
                    fait=complet
                    titre="Compléter la fiche établissement"
                    action=move || view! {
                        <ButtonLink href=vers_fiche.clone() petit=true>"Compléter la fiche"</ButtonLink>
                    }
                >
                    "Effectifs et personne à contacter : ils sont repris dans vos demandes."
                </Task>
                <Task
                    fait=rib
                    titre="Ajouter des coordonnées bancaires"
                    action=move || view! {
                        <ButtonLink href=vers_rib.clone() petit=true variante=Variante::Secondaire>
                            "Ajouter un RIB"
                        </ButtonLink>
                    }
                >
                    "L'allocation est versée sur le compte que vous activez."
                </Task>
                <Task
                    fait=avec_dap
                    titre="Saisir une demande d'autorisation préalable"
                    action=|| view! {
                        <ButtonLink href="/daps/nouvelle" petit=true variante=Variante::Secondaire>
                            "Saisir une DAP"
                        </ButtonLink>
                    }
                >
                    "Avant de placer les salariés en activité partielle. Réponse sous 15 jours."
                </Task>
            </Checklist>
        </Card>
    }
}

#[component]
fn Liste(titre: &'static str, icone: Icone, vide: &'static str, affaires: Vec<Affaire>) -> impl IntoView {
    /// Enough for a glance; the search page shows all.
    const MONTREES: usize = 6;
    let nombre = affaires.len();
    let suite = affaires.iter().any(|a| a.dap);
    let lignes = affaires
        .into_iter()
        .take(MONTREES)
        .map(|affaire| view! { <Ligne affaire/> })
        .collect_view();
    view! {
        <Card titre icone>
            {if nombre == 0 {
                view! { <p class="ap-doux">{vide}</p> }.into_any()
            } else {
                view! { <ul class="ap-affaires">{lignes}</ul> }.into_any()
            }}
            {(nombre > MONTREES).then(|| view! {
                <Link href=if suite { "/daps" } else { "/indemnisations" }>
                    {format!("Tout voir ({nombre})")}
                </Link>
            })}
        </Card>
    }
}

#[component]
fn Ligne(affaire: Affaire) -> impl IntoView {
    view! {
        <li class="ap-affaire">
            <Stack serre=true>
                <Link href=affaire.href>{affaire.titre}</Link>
                <span class="ap-petit ap-doux">{affaire.detail}</span>
            </Stack>
            {if affaire.dap {
                view! { <EtatDap code=affaire.etat libelle=affaire.etat_libelle/> }.into_any()
            } else {
                view! { <EtatDi code=affaire.etat libelle=affaire.etat_libelle/> }.into_any()
            }}
        </li>
    }
}
