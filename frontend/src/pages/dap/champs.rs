//! The fields of the guided form.

use crate::{format, formulaire::Formulaire, pages::fusion::Textes, session::Acces, ui::Champ};
use api_types::{ErreurChamp, dap::SaisieDap};
use domain::{
    dap::{AvisCse, MotifDap},
    mois::jour_de_paris,
};
use leptos::prelude::*;

/// The names of the fields, in the order of [`Champs::textes`]; then what is no text.
pub const NOMS: &[&str] = &[
    "motif",
    "sous_motif",
    "debut",
    "fin",
    "circonstances",
    "effectif_concerne",
    "heures_prevues",
    "mode",
    "avis_cse",
    "date_avis_cse",
    "placement_36_mois",
    "engagements",
];

/// What the fields of a request hold, as the form would show them, in the order of [`NOMS`].
pub fn textes(s: &SaisieDap) -> Textes {
    [
        s.motif.clone(),
        s.sous_motif.clone(),
        french(&s.debut),
        french(&s.fin),
        s.circonstances.trim().to_owned(),
        s.effectif_concerne.trim().to_owned(),
        s.heures_prevues.trim().to_owned(),
        s.mode.clone(),
        s.avis_cse.clone(),
        french(&s.date_avis_cse),
        oui_non(s.placement_36_mois).to_owned(),
        s.engagements.join(" "),
    ]
    .into()
}

fn oui_non(reponse: Option<bool>) -> &'static str {
    match reponse {
        Some(true) => "oui",
        Some(false) => "non",
        None => "",
    }
}

/// Every field of the form.
#[derive(Clone, Copy)]
pub struct Champs {
    siret: StoredValue<String>,
    pub motif: Champ,
    pub sous_motif: Champ,
    pub debut: Champ,
    pub fin: Champ,
    pub circonstances: Champ,
    pub effectif_concerne: Champ,
    pub heures_prevues: Champ,
    pub mode: Champ,
    pub avis_cse: Champ,
    pub date_avis_cse: Champ,
    pub placement: Champ,
    pub engagements: RwSignal<Vec<String>>,
}

impl Champs {
    pub fn new(f: Formulaire, s: &SaisieDap) -> Self {
        let placement = oui_non(s.placement_36_mois);
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

    /// The fields that this limit is about are filled in; tracked.
    pub fn juge(self, limite: &str) -> bool {
        let champs: &[Champ] = match limite {
            "avis_cse_requis" | "avis_cse_a_transmettre" => &[self.avis_cse],
            "contingent_depasse" => &[self.heures_prevues, self.effectif_concerne],
            "heures_elevees" => &[self.heures_prevues],
            "duree_trop_longue" => &[self.fin],
            _ => &[],
        };
        champs
            .iter()
            .all(|champ| champ.valeur.with(|texte| !texte.trim().is_empty()))
    }

    /// Subscribes to every field.
    pub fn suivre(self) {
        for champ in self.textes() {
            champ.valeur.track();
        }
        self.engagements.track();
    }

    /// The field of that name, unless it is no text.
    fn champ(self, nom: &str) -> Option<Champ> {
        let rang = NOMS.iter().position(|connu| *connu == nom)?;
        self.textes().get(rang).copied()
    }

    /// The label of the field of that name.
    pub fn libelle(self, nom: &str) -> String {
        self.champ(nom)
            .map_or_else(|| "Engagements".to_owned(), |champ| champ.libelle())
    }

    /// Puts a text of [`textes`] back into the field of that name.
    pub fn poser(self, nom: &str, texte: &str) {
        match self.champ(nom) {
            Some(champ) => champ.saisir(texte.to_owned()),
            None => self
                .engagements
                .set(texte.split_terminator(' ').map(str::to_owned).collect()),
        }
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

/// An opinion that was given has a date.
pub fn avis_date(avis: &str) -> bool {
    [AvisCse::Favorable, AvisCse::Defavorable]
        .iter()
        .any(|rendu| rendu.code() == avis)
}

/// A date that the API normalised, as people write it.
fn french(texte: &str) -> String {
    format::date(texte)
}
