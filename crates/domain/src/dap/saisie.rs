//! The DAP as typed, and its check: every fault at once.

use serde::{Deserialize, Serialize};
use time::Date;

use super::{AvisCse, ContenuDap, Engagement, ModeDap, MotifDap, SousMotif, duree_max_pour, fin_max};
use crate::calendrier::{date_fr, parse_date};
use crate::erreur::{Collecte, Faute, Fautes, Refus};
use crate::etablissement::{Siret, effectif};
use crate::montant::Heures;

/// First day that a period may begin on: the amounts before it need the headcount of the day.
const PERIMETRE: Date = time::macros::date!(2020 - 03 - 01);

/// Longest text of circumstances.
pub const MAX_CIRCONSTANCES: usize = 4_000;

/// A DAP, as typed. Numbers and dates are texts, French or ISO.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SaisieDap {
    /// As typed; see [`ContenuDap`] for every field.
    pub siret: String,
    /// [`MotifDap`].
    pub motif: String,
    /// [`SousMotif`]; only under the fifth motif.
    pub sous_motif: Option<String>,
    /// As typed.
    pub debut: String,
    /// As typed.
    pub fin: String,
    /// As typed.
    pub effectif_concerne: String,
    /// As typed.
    pub heures_prevues: String,
    /// [`ModeDap`].
    pub mode: String,
    /// As typed.
    pub circonstances: String,
    /// [`AvisCse`].
    pub avis_cse: String,
    /// As typed.
    pub date_avis_cse: Option<String>,
    /// The answer to « … au cours des 36 derniers mois ? ».
    pub placement_36_mois: Option<bool>,
    /// [`Engagement`]s.
    pub engagements: Vec<String>,
}

impl SaisieDap {
    /// Checks every field and tells every fault at once.
    ///
    /// Codes: those of each value, `date_invalide`, `periode_inversee`, `motif_hors_dates`,
    /// `periode_hors_perimetre`, `duree_trop_longue`, `sous_motif_hors_motif`,
    /// `sous_motif_hors_dates`, `effectif_nul`, `nombre_nul`, `date_future`, `nir_dans_texte`.
    pub fn verifier(&self, aujourd_hui: Date) -> Result<ContenuDap, Fautes> {
        let mut c = Collecte::new();
        let siret = c.requis::<Siret>("/siret", &self.siret);
        let motif = c.requis::<MotifDap>("/motif", &self.motif);
        let debut = c.prendre("/debut", date_requise(&self.debut));
        let fin = c.prendre("/fin", date_requise(&self.fin));
        let sous_motif = self.sous_motif(&mut c, motif, debut);
        verifier_periode(&mut c, motif, debut, fin);
        let concernes = c.prendre("/effectif_concerne", self.concernes());
        let heures = Heures::depuis_saisie(&self.heures_prevues).and_then(non_nulles);
        let heures = c.prendre("/heures_prevues", heures);
        let mode = c.requis::<ModeDap>("/mode", &self.mode);
        let circonstances = c.texte("/circonstances", &self.circonstances, MAX_CIRCONSTANCES);
        let avis_cse = c.requis::<AvisCse>("/avis_cse", &self.avis_cse);
        let date_avis_cse = self.date_avis(&mut c, avis_cse, aujourd_hui);
        let placement = self.placement_36_mois.ok_or_else(Refus::champ_requis);
        let placement = c.prendre("/placement_36_mois", placement);
        let engagements = self.engagements(&mut c);
        let (
            Some(siret),
            Some(motif),
            Some(debut),
            Some(fin),
            Some(effectif_concerne),
            Some(heures_prevues),
            Some(mode),
            Some(avis_cse),
            Some(placement_36_mois),
        ) = (
            siret, motif, debut, fin, concernes, heures, mode, avis_cse, placement,
        )
        else {
            return c.echec();
        };
        c.fin()?;
        Ok(ContenuDap {
            siret,
            motif,
            sous_motif,
            debut,
            fin,
            effectif_concerne,
            heures_prevues,
            mode,
            circonstances,
            avis_cse,
            date_avis_cse,
            placement_36_mois,
            engagements,
        })
    }

    fn sous_motif(
        &self,
        c: &mut Collecte,
        motif: Option<MotifDap>,
        debut: Option<Date>,
    ) -> Option<SousMotif> {
        let texte = self.sous_motif.as_deref().unwrap_or("");
        if motif == Some(MotifDap::AutreCirconstance) {
            let sous_motif = c.requis::<SousMotif>("/sous_motif", texte)?;
            if let Some(debut) = debut
                && !SousMotif::possibles(debut).contains(&sous_motif)
            {
                c.ajouter(Faute::champ(
                    "/sous_motif",
                    "sous_motif_hors_dates",
                    format!(
                        "Le sous-motif « {} » ne vaut pas pour une période qui commence le {} : choisissez-en un autre.",
                        sous_motif.libelle(),
                        date_fr(debut)
                    ),
                ));
            }
            return Some(sous_motif);
        }
        if motif.is_some() && !texte.trim().is_empty() {
            c.ajouter(Faute::champ(
                "/sous_motif",
                "sous_motif_hors_motif",
                "Seul le motif « autre circonstance exceptionnelle » a un sous-motif : laissez ce champ vide.",
            ));
        }
        None
    }

    fn concernes(&self) -> Result<u32, Refus> {
        if self.effectif_concerne.trim().is_empty() {
            return Err(Refus::champ_requis());
        }
        match effectif(&self.effectif_concerne)? {
            0 => Err(Refus::new(
                "effectif_nul",
                "Au moins un salarié est concerné par la demande : indiquez combien.",
            )),
            n => Ok(n),
        }
    }

    fn date_avis(&self, c: &mut Collecte, avis: Option<AvisCse>, aujourd_hui: Date) -> Option<Date> {
        let texte = self.date_avis_cse.as_deref().unwrap_or("");
        let rendu = matches!(avis, Some(AvisCse::Favorable | AvisCse::Defavorable));
        if texte.trim().is_empty() {
            if rendu {
                c.ajouter(Faute::champ(
                    "/date_avis_cse",
                    "champ_requis",
                    "Indiquez la date à laquelle le CSE a rendu son avis.",
                ));
            }
            return None;
        }
        let date = c.prendre("/date_avis_cse", parse_date(texte))?;
        if rendu && date > aujourd_hui {
            c.ajouter(Faute::champ(
                "/date_avis_cse",
                "date_future",
                "L'avis du CSE ne peut pas être daté de l'avenir : choisissez « en attente » s'il n'est pas encore rendu.",
            ));
        }
        Some(date)
    }

    fn engagements(&self, c: &mut Collecte) -> Vec<Engagement> {
        let mut lus = Vec::with_capacity(self.engagements.len());
        for (i, texte) in self.engagements.iter().enumerate() {
            if let Some(engagement) = c.requis::<Engagement>(&format!("/engagements/{i}"), texte)
                && !lus.contains(&engagement)
            {
                lus.push(engagement);
            }
        }
        lus
    }
}

fn date_requise(texte: &str) -> Result<Date, Refus> {
    if texte.trim().is_empty() {
        Err(Refus::champ_requis())
    } else {
        parse_date(texte)
    }
}

fn non_nulles(heures: Heures) -> Result<Heures, Refus> {
    if heures == Heures::ZERO {
        return Err(Refus::new(
            "nombre_nul",
            "Indiquez le nombre total d'heures prévues, pour tous les salariés et toute la période.",
        ));
    }
    Ok(heures)
}

fn verifier_periode(c: &mut Collecte, motif: Option<MotifDap>, debut: Option<Date>, fin: Option<Date>) {
    let (Some(debut), Some(fin)) = (debut, fin) else {
        return;
    };
    if debut < PERIMETRE {
        c.ajouter(Faute::champ(
            "/debut",
            "periode_hors_perimetre",
            "Ce service traite les périodes qui commencent à partir du 01/03/2020 : choisissez une date à partir de ce jour.",
        ));
    }
    if fin < debut {
        c.ajouter(Faute::champ(
            "/fin",
            "periode_inversee",
            "La fin de la période précède son début : inversez les dates ou corrigez-les.",
        ));
    }
    let Some(motif) = motif else { return };
    if debut >= PERIMETRE && !motif.vaut(debut) {
        c.ajouter(Faute::champ(
            "/motif",
            "motif_hors_dates",
            format!(
                "Le motif « {} » ne vaut pas pour une période qui commence le {} : choisissez-en un autre.",
                motif.libelle(),
                date_fr(debut)
            ),
        ));
    }
    let limite = fin_max(motif, debut);
    if fin > limite {
        c.ajouter(Faute::champ(
            "/fin",
            "duree_trop_longue",
            format!(
                "Une autorisation qui commence le {} dure {} mois au plus : finissez au plus tard le {}, puis demandez un renouvellement.",
                date_fr(debut),
                duree_max_pour(motif, debut),
                date_fr(limite)
            ),
        ));
    }
}
