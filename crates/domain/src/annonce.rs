//! Announcements: what everybody should know, with its dates.

use time::format_description::well_known::Rfc3339;
use time::{Duration, OffsetDateTime, UtcOffset};

use crate::codes::codes;
use crate::erreur::{Collecte, Faute, Fautes, Refus};

/// Longest title.
pub const MAX_TITRE: usize = 120;
/// Longest text.
pub const MAX_TEXTE: usize = 1_000;
/// A maintenance is announced that long ahead.
pub const PREAVIS_MAINTENANCE: Duration = Duration::days(7);

codes! {
    /// What it is about.
    pub enum NatureAnnonce, inconnu = "nature_annonce_inconnue", message = "Nature inconnue" {
        Incident => ("incident", "Incident"),
        Maintenance => ("maintenance", "Maintenance"),
        Derogation => ("derogation", "Mesure dérogatoire"),
        Information => ("information", "Information"),
    }
}

/// The form as it was typed; instants in RFC 3339.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SaisieAnnonce {
    pub nature: String,
    pub titre: String,
    pub texte: String,
    pub du: String,
    pub au: String,
}

/// An announcement that can be published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annonce {
    pub nature: NatureAnnonce,
    pub titre: String,
    pub texte: String,
    pub du: OffsetDateTime,
    /// None: until it is withdrawn.
    pub au: Option<OffsetDateTime>,
}

impl SaisieAnnonce {
    /// Every fault at once.
    ///
    /// Codes: `champ_requis`, `texte_trop_long`, `texte_invalide`, `nature_annonce_inconnue`,
    /// `instant_invalide`, `periode_inversee`, `fin_requise`.
    pub fn verifier(&self) -> Result<Annonce, Fautes> {
        let mut c = Collecte::new();
        let nature = c.requis::<NatureAnnonce>("/nature", &self.nature);
        let titre = c.texte("/titre", &self.titre, MAX_TITRE);
        let texte = c.texte("/texte", &self.texte, MAX_TEXTE);
        let du = if self.du.trim().is_empty() {
            c.ajouter(Refus::champ_requis().au_champ("/du"));
            None
        } else {
            c.prendre("/du", instant(&self.du))
        };
        let au = match self.au.trim() {
            "" => None,
            texte => c.prendre("/au", instant(texte)),
        };
        if nature == Some(NatureAnnonce::Maintenance) && self.au.trim().is_empty() {
            c.ajouter(Faute::champ(
                "/au",
                "fin_requise",
                "Une maintenance a une fin prévue : indiquez-la, elle pourra être repoussée.",
            ));
        }
        if let (Some(du), Some(au)) = (du, au)
            && au <= du
        {
            c.ajouter(Faute::champ(
                "/au",
                "periode_inversee",
                "La fin vient après le début.",
            ));
        }
        match (nature, du) {
            (Some(nature), Some(du)) if c.est_vide() => Ok(Annonce {
                nature,
                titre,
                texte,
                du,
                au,
            }),
            _ => c.echec(),
        }
    }
}

/// An instant, kept in UTC and whole seconds. Code: `instant_invalide`.
fn instant(texte: &str) -> Result<OffsetDateTime, Refus> {
    OffsetDateTime::parse(texte.trim(), &Rfc3339)
        .ok()
        .map(|instant| instant.to_offset(UtcOffset::UTC))
        .filter(|instant| (2000..=2199).contains(&instant.year()))
        .and_then(|instant| instant.replace_nanosecond(0).ok())
        .ok_or_else(|| {
            Refus::new(
                "instant_invalide",
                "Cet instant ne se lit pas : une date comme 02/06/2022 et une heure comme 17:00.",
            )
        })
}

/// Since when it is shown: a maintenance ahead of time.
pub fn visible_des(nature: NatureAnnonce, du: OffsetDateTime) -> OffsetDateTime {
    match nature {
        NatureAnnonce::Maintenance => du.checked_sub(PREAVIS_MAINTENANCE).unwrap_or(du),
        _ => du,
    }
}

/// Is it shown now? The end is excluded.
pub fn est_visible(
    nature: NatureAnnonce,
    du: OffsetDateTime,
    au: Option<OffsetDateTime>,
    maintenant: OffsetDateTime,
) -> bool {
    visible_des(nature, du) <= maintenant && au.is_none_or(|fin| maintenant < fin)
}
