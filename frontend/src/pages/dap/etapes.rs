//! What each step of the guided form shows.

use super::{
    champs::{Champs, avis_date},
    contenu::ContenuDap,
    effectif::{Effectif, Effectifs},
    etape::Etape,
    manques::{Guide, ID_BANQUE, ID_FICHE, Manques},
    pieces::{EtapePieces, Pieces},
    versions::Comparaison,
};
use crate::{
    api::Donnees,
    format,
    ui::{
        Alert, Card, CheckboxGroup, Choix, DescriptionList, Grid, Item, Largeur, Link, RadioGroup,
        RequiredNote, Select, Stack, TextArea, TextField, choix_de,
    },
};
use api_types::{
    ErreurChamp,
    dap::{Avertissement, Dap, LimiteDap},
};
use client::Versionne;
use domain::{
    dap::{AvisCse, Engagement, ModeDap, MotifDap, SousMotif},
    mois::parse_date,
};
use leptos::prelude::*;

/// What the steps share.
#[derive(Clone, Copy)]
pub struct Contexte {
    pub champs: Champs,
    pub donnees: Donnees<Versionne<Dap>>,
    pub effectifs: Effectifs,
    pub fautes: Memo<Vec<ErreurChamp>>,
    pub limites: Memo<Vec<LimiteDap>>,
    pub guide: Guide,
}

/// The current step.
#[component]
pub fn Etapes(c: Contexte) -> impl IntoView {
    let champs = c.champs;
    move || match c.guide.etape.get() {
        Etape::Etablissement => view! { <Etablissement c/> }.into_any(),
        Etape::Motif => view! { <Motif champs/> }.into_any(),
        Etape::Salaries => view! { <Salaries champs/> }.into_any(),
        Etape::Cse => view! { <Cse c/> }.into_any(),
        Etape::Pieces => view! { <EtapePieces donnees=c.donnees/> }.into_any(),
        Etape::Recapitulatif => view! { <Recapitulatif c/> }.into_any(),
    }
}

#[component]
fn Etablissement(c: Contexte) -> impl IntoView {
    // Saving the headcount answers the DAP anew; the form of the headcount stays.
    let lue = c.donnees.lire_sans_suivre().map(|lu| lu.corps);
    lue.map(|dap| {
        let siret = format::siret(&dap.saisie.siret);
        let fiche = format!("/etablissements/{}", dap.saisie.siret);
        view! {
            <Card titre="Établissement concerné">
                <DescriptionList>
                    <Item libelle="Dénomination">{dap.denomination}</Item>
                    <Item libelle="SIRET">{siret}</Item>
                    <Item libelle="Unité départementale">{format::departement(&dap.departement)}</Item>
                    <Connu effectifs=c.effectifs/>
                </DescriptionList>
                <Effectif effectifs=c.effectifs/>
                <p class="ap-doux" id=ID_FICHE tabindex="-1">
                    "Le reste se corrige dans la "
                    <Link href=fiche>"fiche établissement"</Link>
                    ". L'effectif est figé à l'envoi de la demande."
                </p>
            </Card>
        }
    })
}

/// What the sheet has of the other things that a DAP needs.
#[component]
fn Connu(effectifs: Effectifs) -> impl IntoView {
    move || {
        effectifs.fiche.lire().map(|lu| {
            let e = lu.corps;
            let contact = if e.manques.iter().any(|nom| nom.starts_with("contact_")) {
                "À compléter dans la fiche".to_owned()
            } else {
                format!("{} {}", e.fiche.contact_prenom, e.fiche.contact_nom)
            };
            let fiche = format!("/etablissements/{}", e.siret);
            let banque = if e.coordonnees_bancaires_actives {
                "Un compte actif".into_any()
            } else {
                view! { "Aucun compte actif. " <Link href=fiche>"En ajouter un et l'activer"</Link> }
                    .into_any()
            };
            view! {
                <Item libelle="Personne à contacter">{contact}</Item>
                <Item libelle="Coordonnées bancaires">
                    <span id=ID_BANQUE tabindex="-1">{banque}</span>
                </Item>
            }
        })
    }
}

#[component]
fn Motif(champs: Champs) -> impl IntoView {
    let autre = move || champs.motif.valeur.get() == MotifDap::AutreCirconstance.code();
    let sous_motifs = Signal::derive(move || {
        // Dated table: only what the period's first day allows.
        let tous = || SousMotif::tous().collect();
        let possibles = parse_date(&champs.debut.valeur.get()).map_or_else(|_| tous(), SousMotif::possibles);
        choix_de(&possibles, SousMotif::code, SousMotif::libelle)
    });
    view! {
        <Card titre="Motif et période">
            <RequiredNote/>
            <RadioGroup
                champ=champs.motif
                requis=true
                choix=choix_de(MotifDap::TOUS, MotifDap::code, MotifDap::libelle)
            />
            <Show when=autre>
                <Select champ=champs.sous_motif requis=true choix=sous_motifs/>
            </Show>
            <Grid colonnes=4>
                <TextField champ=champs.debut requis=true largeur=Largeur::Moyenne clavier="numeric" indice="Exemple : 02/05/2022"/>
                <TextField champ=champs.fin requis=true largeur=Largeur::Moyenne clavier="numeric" indice="Jour compris"/>
            </Grid>
            <TextArea
                champ=champs.circonstances
                requis=true
                longueur_max=4000
                indice="Décrivez ce qui réduit l'activité, sur quels postes, et la situation économique de l'entreprise."
            />
        </Card>
    }
}

#[component]
fn Salaries(champs: Champs) -> impl IntoView {
    view! {
        <Card titre="Salariés et heures">
            <RequiredNote/>
            <RadioGroup
                champ=champs.mode
                requis=true
                choix=vec![
                    Choix::new(ModeDap::Reduction.code(), ModeDap::Reduction.libelle())
                        .avec_indice("Les salariés travaillent une partie des heures."),
                    Choix::new(ModeDap::Suspension.code(), ModeDap::Suspension.libelle())
                        .avec_indice("L'établissement, ou une partie, ferme pour un temps."),
                ]
            />
            <TextField champ=champs.effectif_concerne requis=true clavier="numeric" largeur=Largeur::Courte/>
            <TextField
                champ=champs.heures_prevues
                requis=true
                clavier="decimal"
                largeur=Largeur::Moyenne
                suffixe="heures"
                indice="Pour tous les salariés et toute la période. Exemple : 10 salariés × 15 h × 8 semaines = 1 200."
            />
        </Card>
    }
}

#[component]
fn Cse(c: Contexte) -> impl IntoView {
    let champs = c.champs;
    // The threshold depends on the day: said by the limit itself.
    let indice = c.limites.with_untracked(|limites| {
        let limite = limites
            .iter()
            .find(|limite| limite.code.starts_with("avis_cse_"))?;
        Some(limite.message.clone())
    });
    let date = move || avis_date(&champs.avis_cse.valeur.get());
    let deja = move || champs.placement.valeur.get() == "oui";
    view! {
        <Card titre="CSE et engagements">
            <RequiredNote/>
            <RadioGroup
                champ=champs.avis_cse
                requis=true
                indice=indice.unwrap_or_default()
                choix=choix_de(AvisCse::TOUS, AvisCse::code, AvisCse::libelle)
            />
            <Show when=date>
                <TextField champ=champs.date_avis_cse requis=true largeur=Largeur::Moyenne clavier="numeric" indice="Exemple : 28/04/2022"/>
            </Show>
            <RadioGroup
                champ=champs.placement
                requis=true
                en_ligne=true
                choix=vec![Choix::new("oui", "Oui"), Choix::new("non", "Non")]
            />
            <Show when=deja>
                <CheckboxGroup
                    id="dap-engagements"
                    legende="Engagements de l'employeur"
                    indice="Après un placement dans les 36 derniers mois, au moins un engagement est attendu (article R. 5122-9)."
                    coches=champs.engagements
                    choix=choix_de(Engagement::TOUS, Engagement::code, Engagement::libelle)
                />
            </Show>
        </Card>
    }
}

#[component]
fn Recapitulatif(c: Contexte) -> impl IntoView {
    let Contexte {
        champs,
        donnees,
        fautes,
        limites,
        guide,
        ..
    } = c;
    view! {
        <Stack>
            // Refused at sending, the summary above names the same points.
            <Show when=move || !guide.f.fautif()><Manques fautes guide/></Show>
            {move || {
                limites
                    .get()
                    .into_iter()
                    .filter(|limite| limite.depassee && !limite.bloquante)
                    .map(|l| avertissement(Avertissement { code: l.code, message: l.message, source: l.source }))
                    .collect_view()
            }}
            {move || {
                let comparaison = donnees.lire().and_then(|lu| lu.corps.comparaison);
                comparaison.map(|comparaison| view! { <Comparaison comparaison/> })
            }}
            <ContenuDap saisie=champs.lire()/>
            {move || donnees.lire().map(|lu| view! { <Pieces pieces=lu.corps.pieces/> })}
        </Stack>
    }
}

/// What the law says of the request; it blocks nothing.
pub fn avertissement(avertissement: Avertissement) -> impl IntoView {
    let texte = format!("{} ({})", avertissement.message, avertissement.source);
    view! { <Alert titre="À savoir"><p>{texte}</p></Alert> }
}
