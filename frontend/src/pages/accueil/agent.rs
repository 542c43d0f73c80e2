//! The dashboard of an agent of the UD: how much waits, and what is due first.

use super::{lire_pages, nombre};
use crate::{
    api::{Donnees, acces, client},
    format,
    ui::{ButtonLink, Card, Figure, Figures, Grid, Icone, Link, Row, Stack, Status, Ton, Variante},
};
use api_types::{dap::DapResume, indemnisation::DemandeResume};
use client::{Erreur, FiltreDaps, FiltreDemandes};
use domain::mois::{jour_de_paris, parse_date};
use leptos::prelude::*;
use time::{Date, Duration};

/// Deadlines shown.
const MONTREES: usize = 5;
/// A deadline is near from this many days on.
const PROCHE: Duration = Duration::days(3);

/// What waits for the agent's département.
#[derive(Clone)]
struct Charge {
    /// Nearest deadline first.
    daps: Vec<DapResume>,
    daps_suite: bool,
    nouvelles: Vec<DemandeResume>,
    nouvelles_suite: bool,
    en_cours: usize,
}

async fn demandes(etat: &'static str) -> Result<(Vec<DemandeResume>, bool), Erreur> {
    lire_pages(|cursor| async move {
        let filtre = FiltreDemandes {
            etat: Some(etat.to_owned()),
            limit: Some(super::PAR_PAGE),
            cursor,
            ..Default::default()
        };
        let page = client().lister_demandes(&filtre).await?;
        Ok((page.items, page.next))
    })
    .await
}

async fn lire() -> Result<Charge, Erreur> {
    let (daps, daps_suite) = lire_pages(|cursor| async move {
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
    let (nouvelles, nouvelles_suite) = demandes("en_attente_validation").await?;
    let (en_cours, _) = demandes("en_cours_instruction").await?;
    Ok(Charge {
        daps,
        daps_suite,
        nouvelles,
        nouvelles_suite,
        en_cours: en_cours.len(),
    })
}

#[component]
pub fn Agent() -> impl IntoView {
    let acces = acces();
    let donnees = Donnees::charger(lire);
    donnees.afficher(move |charge| {
        let aujourd_hui = acces.maintenant().map(jour_de_paris);
        view! { <Tableau charge aujourd_hui/> }
    })
}

/// How many DAPs are due within [`PROCHE`], those overdue among them.
fn proches(daps: &[DapResume], aujourd_hui: Option<Date>) -> usize {
    let Some(limite) = aujourd_hui.and_then(|jour| jour.checked_add(PROCHE)) else {
        return 0;
    };
    daps.iter()
        .filter_map(|dap| parse_date(dap.limite_tacite.as_deref()?).ok())
        .filter(|echeance| *echeance <= limite)
        .count()
}

#[component]
fn Tableau(charge: Charge, aujourd_hui: Option<Date>) -> impl IntoView {
    let Charge {
        daps,
        daps_suite,
        nouvelles,
        nouvelles_suite,
        en_cours,
    } = charge;
    let bientot = proches(&daps, aujourd_hui).to_string();
    let (nb_daps, nb_demandes) = (
        nombre(daps.len(), daps_suite),
        nombre(nouvelles.len(), nouvelles_suite),
    );
    let echeances = daps
        .into_iter()
        .take(MONTREES)
        .map(|ligne| dap(ligne, aujourd_hui))
        .collect_view();
    let attente = nouvelles.into_iter().take(MONTREES).map(demande).collect_view();
    let (sans_dap, sans_demande) = (nb_daps == "0", nb_demandes == "0");
    view! {
        <Stack>
            <Figures>
                <Figure libelle="Autorisations à instruire" valeur=nb_daps/>
                <Figure libelle="Échéance dans 3 jours ou moins" valeur=bientot/>
                <Figure libelle="Indemnisations à valider" valeur=nb_demandes/>
                <Figure libelle="Indemnisations en cours d'instruction" valeur=en_cours.to_string()/>
            </Figures>
            <Grid colonnes=2>
                <Card titre="Échéances les plus proches" icone=Icone::Calendrier>
                    {if sans_dap {
                        view! { <p class="ap-doux">"Aucune demande d'autorisation n'attend."</p> }.into_any()
                    } else {
                        view! { <ul class="ap-affaires">{echeances}</ul> }.into_any()
                    }}
                    <div class="ap-affaires-suite"><Row>
                        <ButtonLink href="/instruction" petit=true variante=Variante::Secondaire>
                            "Toutes les demandes d'autorisation"
                        </ButtonLink>
                    </Row></div>
                </Card>
                <Card titre="Indemnisations à valider" icone=Icone::Euro>
                    {if sans_demande {
                        view! { <p class="ap-doux">"Aucune demande d'indemnisation n'attend."</p> }.into_any()
                    } else {
                        view! { <ul class="ap-affaires">{attente}</ul> }.into_any()
                    }}
                    <div class="ap-affaires-suite"><Row>
                        <ButtonLink
                            href="/instruction/indemnisations"
                            petit=true
                            variante=Variante::Secondaire
                        >
                            "Toutes les demandes d'indemnisation"
                        </ButtonLink>
                    </Row></div>
                </Card>
            </Grid>
        </Stack>
    }
}

fn dap(dap: DapResume, aujourd_hui: Option<Date>) -> impl IntoView {
    let echeance = dap
        .limite_tacite
        .as_deref()
        .map(|limite| view! { <Echeance limite=limite.to_owned() aujourd_hui/> });
    view! {
        <li class="ap-affaire">
            <Stack serre=true>
                <Link href=format!("/daps/{}", dap.id)>{dap.denomination}</Link>
                <span class="ap-petit ap-doux">{format!("{} · {}", dap.numero, dap.motif_libelle)}</span>
            </Stack>
            {echeance}
        </li>
    }
}

/// The last day to answer; what is near or past stands out.
#[component]
fn Echeance(limite: String, aujourd_hui: Option<Date>) -> impl IntoView {
    let date = format::date(&limite);
    let reste = parse_date(&limite)
        .ok()
        .zip(aujourd_hui)
        .map(|(limite, jour)| limite - jour);
    match reste {
        Some(reste) if reste.is_negative() => {
            view! { <Status ton=Ton::Danger libelle=format!("{date}, dépassée")/> }.into_any()
        }
        Some(reste) if reste <= PROCHE => view! { <Status ton=Ton::Attention libelle=date/> }.into_any(),
        _ => view! { <span class="ap-chiffres">{date}</span> }.into_any(),
    }
}

fn demande(demande: DemandeResume) -> impl IntoView {
    view! {
        <li class="ap-affaire">
            <Stack serre=true>
                <Link href=format!("/indemnisations/{}", demande.id)>
                    {format!("{} · {}", demande.denomination, format::mois(&demande.mois))}
                </Link>
                <span class="ap-petit ap-doux">
                    {format!(
                        "{} · {}",
                        demande.numero,
                        format::pluriel(usize::try_from(demande.salaries).unwrap_or(0), "salarié"),
                    )}
                </span>
            </Stack>
            <span class="ap-chiffres">{format::euros(&demande.allocation)}</span>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn near_deadlines_are_counted_overdue_ones_among_them() {
        let dap = |limite: &str| DapResume {
            limite_tacite: Some(limite.to_owned()),
            ..Default::default()
        };
        let daps = [
            dap("2022-05-01"),
            dap("2022-05-13"),
            dap("2022-05-14"),
            DapResume::default(),
        ];
        assert_eq!(proches(&daps, Some(date!(2022 - 05 - 10))), 2);
        assert_eq!(proches(&daps, None), 0);
    }
}
