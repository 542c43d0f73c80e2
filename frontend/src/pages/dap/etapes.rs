//! The steps of the form and their fields.

use super::contenu::ContenuDap;
use crate::{
    api::Donnees,
    formulaire::Formulaire,
    session::Acces,
    ui::{
        Alert, Card, Champ, CheckboxGroup, Choix, DescriptionList, Grid, Item, Largeur, Link, RadioGroup,
        RequiredNote, Select, Stack, TextArea, TextField, Ton, choix_de,
    },
};
use api_types::{
    ErreurChamp,
    dap::{Avertissement, Dap, SaisieDap},
};
use client::Versionne;
use domain::{
    dap::{AvisCse, Engagement, ModeDap, MotifDap, SousMotif},
    mois::{jour_de_paris, parse_date},
};
use leptos::prelude::*;

/// The steps, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Etape {
    Etablissement,
    Motif,
    Salaries,
    Cse,
    Recapitulatif,
}

impl Etape {
    pub const TOUTES: [Self; 5] = [
        Self::Etablissement,
        Self::Motif,
        Self::Salaries,
        Self::Cse,
        Self::Recapitulatif,
    ];

    pub fn libelle(self) -> &'static str {
        match self {
            Self::Etablissement => "Établissement",
            Self::Motif => "Motif et période",
            Self::Salaries => "Salariés et heures",
            Self::Cse => "CSE et engagements",
            Self::Recapitulatif => "Récapitulatif",
        }
    }

    pub fn libelles() -> Vec<String> {
        Self::TOUTES
            .iter()
            .map(|etape| etape.libelle().to_owned())
            .collect()
    }

    pub fn rang(self) -> usize {
        Self::TOUTES.iter().position(|e| *e == self).unwrap_or(0)
    }

    pub fn de_rang(rang: usize) -> Self {
        Self::TOUTES.get(rang).copied().unwrap_or(Self::Recapitulatif)
    }

    pub fn precedente(self) -> Option<Self> {
        self.rang().checked_sub(1).map(Self::de_rang)
    }

    pub fn suivante(self) -> Option<Self> {
        Self::TOUTES.get(self.rang() + 1).copied()
    }

    /// The step that holds the field of this pointer.
    fn de_pointeur(pointeur: &str) -> Self {
        match pointeur.split('/').nth(1).unwrap_or_default() {
            "motif" | "sous_motif" | "debut" | "fin" | "circonstances" => Self::Motif,
            "effectif_concerne" | "heures_prevues" | "mode" => Self::Salaries,
            "avis_cse" | "date_avis_cse" | "placement_36_mois" | "engagements" => Self::Cse,
            _ => Self::Etablissement,
        }
    }

    /// Ranks of the steps before `atteinte` that still hold faults: nobody is blamed for what
    /// has not been reached yet.
    pub fn fautives(fautes: &[ErreurChamp], atteinte: Self) -> Vec<usize> {
        Self::TOUTES
            .into_iter()
            .filter(|etape| {
                *etape < atteinte
                    && fautes
                        .iter()
                        .any(|faute| Self::de_pointeur(&faute.pointer) == *etape)
            })
            .map(Self::rang)
            .collect()
    }
}

/// Every field of the form.
#[derive(Clone, Copy)]
pub struct Champs {
    siret: StoredValue<String>,
    motif: Champ,
    sous_motif: Champ,
    debut: Champ,
    fin: Champ,
    circonstances: Champ,
    effectif_concerne: Champ,
    heures_prevues: Champ,
    mode: Champ,
    avis_cse: Champ,
    date_avis_cse: Champ,
    placement: Champ,
    engagements: RwSignal<Vec<String>>,
}

impl Champs {
    pub fn new(f: Formulaire, s: &SaisieDap) -> Self {
        let placement = match s.placement_36_mois {
            Some(true) => "oui",
            Some(false) => "non",
            None => "",
        };
        Self {
            siret: StoredValue::new(s.siret.clone()),
            motif: f.champ_avec("/motif", "Motif de recours", &s.motif),
            sous_motif: f.champ_avec("/sous_motif", "Circonstance exceptionnelle", &s.sous_motif),
            debut: f.champ_avec("/debut", "Début de la période", &french(&s.debut)),
            fin: f.champ_avec("/fin", "Fin de la période", &french(&s.fin)),
            circonstances: f.champ_avec(
                "/circonstances",
                "Circonstances et situation économique",
                &s.circonstances,
            ),
            mode: f.champ_avec("/mode", "Forme de l'activité partielle", &s.mode),
            effectif_concerne: f.champ_avec(
                "/effectif_concerne",
                "Nombre de salariés concernés",
                &s.effectif_concerne,
            ),
            heures_prevues: f.champ_avec(
                "/heures_prevues",
                "Nombre total d'heures prévues",
                &s.heures_prevues,
            ),
            avis_cse: f.champ_avec("/avis_cse", "Avis du comité social et économique", &s.avis_cse),
            date_avis_cse: f.champ_avec("/date_avis_cse", "Date de l'avis", &french(&s.date_avis_cse)),
            placement: f.champ_avec(
                "/placement_36_mois",
                "L'établissement a-t-il déjà placé ses salariés en activité partielle au cours des 36 derniers mois ?",
                placement,
            ),
            engagements: {
                f.connaitre("/engagements", "dap-engagements", "Engagements");
                RwSignal::new(s.engagements.clone())
            },
        }
    }

    fn textes(self) -> [Champ; 11] {
        [
            self.motif,
            self.sous_motif,
            self.debut,
            self.fin,
            self.circonstances,
            self.effectif_concerne,
            self.heures_prevues,
            self.mode,
            self.avis_cse,
            self.date_avis_cse,
            self.placement,
        ]
    }

    /// Subscribes to every field.
    pub fn suivre(self) {
        for champ in self.textes() {
            champ.valeur.track();
        }
        self.engagements.track();
    }

    /// The form as typed; what an answer makes meaningless is left out, not lost on screen.
    pub fn lire(self) -> SaisieDap {
        let t = |champ: Champ| champ.valeur.get_untracked();
        let motif = t(self.motif);
        let avis = t(self.avis_cse);
        let placement = match t(self.placement).as_str() {
            "oui" => Some(true),
            "non" => Some(false),
            _ => None,
        };
        SaisieDap {
            siret: self.siret.get_value(),
            sous_motif: if motif == MotifDap::AutreCirconstance.code() {
                t(self.sous_motif)
            } else {
                String::new()
            },
            motif,
            debut: t(self.debut),
            fin: t(self.fin),
            effectif_concerne: t(self.effectif_concerne),
            heures_prevues: t(self.heures_prevues),
            mode: t(self.mode),
            circonstances: t(self.circonstances),
            date_avis_cse: if avis_date(&avis) {
                t(self.date_avis_cse)
            } else {
                String::new()
            },
            avis_cse: avis,
            placement_36_mois: placement,
            engagements: if placement == Some(true) {
                self.engagements.get_untracked()
            } else {
                Vec::new()
            },
        }
    }

    /// What the domain says of the form as it stands; tracked.
    pub fn fautes(self, acces: Acces) -> Vec<ErreurChamp> {
        self.suivre();
        let Some(maintenant) = acces.maintenant() else {
            return Vec::new();
        };
        match self.lire().en_saisie().verifier(jour_de_paris(maintenant)) {
            Ok(_) => Vec::new(),
            Err(fautes) => fautes.0.into_iter().map(Into::into).collect(),
        }
    }
}

fn avis_date(avis: &str) -> bool {
    [AvisCse::Favorable, AvisCse::Defavorable]
        .iter()
        .any(|rendu| rendu.code() == avis)
}

/// A date that the API normalised, as people write it.
fn french(texte: &str) -> String {
    crate::format::date(texte)
}

/// The current step.
#[component]
pub fn Etapes(
    etape: RwSignal<Etape>,
    champs: Champs,
    donnees: Donnees<Versionne<Dap>>,
    fautes: Memo<Vec<ErreurChamp>>,
) -> impl IntoView {
    move || match etape.get() {
        Etape::Etablissement => view! { <Etablissement donnees/> }.into_any(),
        Etape::Motif => view! { <Motif champs/> }.into_any(),
        Etape::Salaries => view! { <Salaries champs/> }.into_any(),
        Etape::Cse => view! { <Cse champs/> }.into_any(),
        Etape::Recapitulatif => view! { <Recapitulatif donnees fautes champs/> }.into_any(),
    }
}

#[component]
fn Etablissement(donnees: Donnees<Versionne<Dap>>) -> impl IntoView {
    move || {
        donnees.lire().map(|lu| {
            let dap = lu.corps;
            let siret = crate::format::siret(&dap.saisie.siret);
            let fiche = format!("/etablissements/{}", dap.saisie.siret);
            let effectif = dap
                .effectif_etablissement
                .map_or_else(|| "à compléter".to_owned(), |n| n.to_string());
            view! {
                <Card titre="Établissement concerné">
                    <DescriptionList>
                        <Item libelle="Dénomination">{dap.denomination}</Item>
                        <Item libelle="SIRET">{siret}</Item>
                        <Item libelle="Unité départementale">{dap.departement}</Item>
                        <Item libelle="Effectif de l'établissement">{effectif}</Item>
                    </DescriptionList>
                    <p class="ap-doux">
                        "L'effectif vient de la "
                        <Link href=fiche>"fiche établissement"</Link>
                        " : corrigez-le là-bas et enregistrez, il se met à jour ici."
                    </p>
                </Card>
            }
        })
    }
}

#[component]
fn Motif(champs: Champs) -> impl IntoView {
    let autre = move || champs.motif.valeur.get() == MotifDap::AutreCirconstance.code();
    let sous_motifs = Signal::derive(move || {
        // Dated table: only what the period's first day allows.
        let tous = SousMotif::TOUS.to_vec();
        let possibles = parse_date(&champs.debut.valeur.get()).map_or(tous, SousMotif::possibles);
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
fn Cse(champs: Champs) -> impl IntoView {
    let date = move || avis_date(&champs.avis_cse.valeur.get());
    let deja = move || champs.placement.valeur.get() == "oui";
    view! {
        <Card titre="CSE et engagements">
            <RequiredNote/>
            <RadioGroup
                champ=champs.avis_cse
                requis=true
                indice="L'avis est demandé à partir de 50 salariés."
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
fn Recapitulatif(
    donnees: Donnees<Versionne<Dap>>,
    fautes: Memo<Vec<ErreurChamp>>,
    champs: Champs,
) -> impl IntoView {
    view! {
        <Stack>
            <Show when=move || fautes.with(|fautes| !fautes.is_empty())>
                <Alert ton=Ton::Attention titre="Il reste des points à compléter">
                    <ul>
                        {move || fautes.get().into_iter().map(a_completer).collect_view()}
                    </ul>
                </Alert>
            </Show>
            {move || {
                let avertissements = donnees.lire().map(|lu| lu.corps.avertissements);
                avertissements.unwrap_or_default().into_iter().map(avertissement).collect_view()
            }}
            <ContenuDap saisie=champs.lire()/>
        </Stack>
    }
}

fn a_completer(faute: ErreurChamp) -> impl IntoView {
    let etape = Etape::de_pointeur(&faute.pointer).libelle();
    view! { <li>{format!("{etape} : {}", faute.message)}</li> }
}

/// What the law says of the request; it blocks nothing.
pub fn avertissement(avertissement: Avertissement) -> impl IntoView {
    let texte = format!("{} ({})", avertissement.message, avertissement.source);
    view! { <Alert titre="À savoir"><p>{texte}</p></Alert> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_steps_already_passed_are_said_to_be_wrong() {
        let fautes = [
            ErreurChamp {
                pointer: "/motif".into(),
                ..Default::default()
            },
            ErreurChamp {
                pointer: "/engagements/0".into(),
                ..Default::default()
            },
        ];
        assert!(Etape::fautives(&fautes, Etape::Motif).is_empty());
        assert_eq!(Etape::fautives(&fautes, Etape::Salaries), [1]);
        assert_eq!(Etape::fautives(&fautes, Etape::Recapitulatif), [1, 3]);
    }

    #[test]
    fn steps_follow_each_other() {
        assert_eq!(Etape::Etablissement.precedente(), None);
        assert_eq!(Etape::Cse.suivante(), Some(Etape::Recapitulatif));
        assert_eq!(Etape::Recapitulatif.suivante(), None);
        assert_eq!(Etape::de_rang(99), Etape::Recapitulatif);
    }
}
