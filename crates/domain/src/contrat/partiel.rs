//! A contract of which a file says only a part, and what payroll programs write in its columns.

use std::sync::LazyLock;

use super::{Contrat, ModeTravail, borner, cadre_dirigeant, en_jours, taux_du_mois, taux_non_nul};
use crate::calcul::ProfilSalarie;
use crate::calendrier::date_fr;
use crate::erreur::{Faute, Refus};
use crate::montant::{Heures, TauxHoraire};
use crate::simulation::DUREE_LEGALE;
use crate::texte::texte_de_mots as dits;

/// What a file has a column for, besides the hours and the hourly rate.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PartiesDites {
    /// The monthly pay.
    pub mensuel: bool,
    /// What the kind of contract changes.
    pub profil: bool,
    /// How the time is counted.
    pub mode: bool,
    /// First day.
    pub entree: bool,
    /// Last day.
    pub sortie: bool,
}

impl PartiesDites {
    /// Can what the register knows contradict such a file?
    pub const fn depend_du_registre(self) -> bool {
        self.entree != self.sortie || (self.mensuel && !self.mode)
    }
}

impl Contrat {
    /// This contract, read from a file, with what the file has no column for taken from the one that the register
    /// knows. A column that the file has says all: its empty cell takes away.
    ///
    /// The monthly pay is kept as long as hours and hourly rate are those that it gave: it always gives the rate.
    ///
    /// # Errors
    /// `dates_inversees`: one date comes from the file, the other from the register. `nombre_trop_grand`: the monthly
    /// pay over the hours of the register. `cadre_dirigeant_en_jours`, `salaire_mensuel_requis`: the register knows a
    /// manager.
    pub fn completer(self, connu: &Self, dites: PartiesDites) -> Result<Self, Faute> {
        let mut complet = self;
        if !dites.profil {
            complet.profil = connu.profil;
        }
        if !dites.mode {
            complet.mode = connu.mode;
            if connu.mode == ModeTravail::ForfaitJours {
                complet.duree_hebdomadaire = DUREE_LEGALE;
            }
        }
        if complet.dirige() && !dites.mode {
            (complet.mode, complet.duree_hebdomadaire) = (ModeTravail::ForfaitJours, DUREE_LEGALE);
        }
        en_jours(complet.profil, complet.mode).map_err(|refus| refus.au_champ("/mode"))?;
        if !dites.entree {
            complet.entree = connu.entree;
        }
        if !dites.sortie {
            complet.sortie = connu.sortie;
        }
        if let (Some(entree), Some(sortie)) = (complet.entree, complet.sortie)
            && sortie < entree
        {
            let (champ, autre, connue) = if dites.entree {
                ("/entree", "sortie", sortie)
            } else {
                ("/sortie", "entree", entree)
            };
            return Err(Faute::champ(
                champ,
                "dates_inversees",
                format!(
                    "La sortie précéderait l'entrée : le registre porte le {} en « {autre} ». Corrigez cette date, ou ajoutez la colonne « {autre} » au fichier.",
                    date_fr(connue)
                ),
            ));
        }
        match complet.salaire_mensuel_brut {
            Some(mensuel) => {
                let taux = taux_du_mois(complet.profil, mensuel, complet.duree_hebdomadaire);
                complet.taux_horaire_brut = borner(taux)
                    .and_then(taux_non_nul)
                    .map_err(|refus| refus.au_champ("/salaire_mensuel_brut"))?;
            }
            None if !dites.mensuel
                && complet.base() == connu.base()
                && complet.dirige() == connu.dirige() =>
            {
                complet.salaire_mensuel_brut = connu.salaire_mensuel_brut;
            }
            None => {}
        }
        if complet.dirige() && complet.salaire_mensuel_brut.is_none() {
            return Err(cadre_dirigeant::mensuel_requis().au_champ("/taux_horaire_brut"));
        }
        Ok(complet)
    }

    fn dirige(&self) -> bool {
        self.profil == ProfilSalarie::CadreDirigeant
    }

    const fn base(&self) -> (TauxHoraire, Heures) {
        (self.taux_horaire_brut, self.duree_hebdomadaire)
    }
}

impl ProfilSalarie {
    /// Reads what a payroll writes of the kind of contract: « CDI », « Apprenti », « Contrat pro. ».
    ///
    /// Code: `profil_inconnu`.
    pub fn depuis_saisie(texte: &str) -> Result<Self, Refus> {
        let mots = dits(texte);
        let porte = |voulu: &str| mots.split(' ').any(|mot| mot == voulu);
        let commence = |debut: &str| mots.starts_with(debut);
        // A « CDD d'apprentissage » is an apprenticeship.
        if ["apprenti", "apprentie", "apprentissage"].into_iter().any(porte) {
            Ok(Self::Apprentissage)
        } else if porte("professionnalisation") || mots == "contrat pro" {
            Ok(Self::Professionnalisation)
        } else if ["cadre dirigeant", "cadres dirigeants"]
            .into_iter()
            .any(|mots_dits| mots.contains(mots_dits))
        {
            Ok(Self::CadreDirigeant)
        } else if commence("cdi") || commence("cdd") {
            Ok(Self::Ordinaire)
        } else {
            let mut noms = NOMS.iter();
            let nomme = noms.find(|(_, noms)| noms.contains(&mots));
            nomme.map_or_else(|| texte.parse(), |(profil, _)| Ok(*profil))
        }
    }
}

/// The words of each profile's label and code: a file asks for them at every row.
static NOMS: LazyLock<Vec<(ProfilSalarie, [String; 2])>> = LazyLock::new(|| {
    let noms = |profil: ProfilSalarie| [dits(profil.libelle()), dits(profil.code())];
    let tous = ProfilSalarie::TOUS.iter();
    tous.map(|profil| (*profil, noms(*profil))).collect()
});

impl ModeTravail {
    /// Reads what a payroll writes of the working time: « Forfait jours », « Horaire ».
    ///
    /// Code: `mode_travail_inconnu`.
    pub fn depuis_saisie(texte: &str) -> Result<Self, Refus> {
        match dits(texte).as_str() {
            "forfait jours" | "forfait jour" | "forfait en jours" | "forfait annuel en jours" | "jours" => {
                Ok(Self::ForfaitJours)
            }
            "heures" | "heure" | "horaire" | "en heures" | "en heures par semaine" | "mensualise" => {
                Ok(Self::Heures)
            }
            _ => texte.parse(),
        }
    }
}

/// Of a payroll that gives both pays, the monthly one when the hourly one is what it makes, to the cent.
///
/// # Errors
/// `champs_exclusifs`: they do not agree.
pub(crate) fn accorder(taux: TauxHoraire, deduit: TauxHoraire, profil: ProfilSalarie) -> Result<(), Refus> {
    /// A cent, in ten-thousandths of a euro.
    const CENT: i64 = 100;
    if (deduit.0 - taux.0).abs() <= CENT {
        return Ok(());
    }
    let regle = match profil {
        ProfilSalarie::CadreDirigeant => "/ 30 / 7, art. D5122-15",
        _ => "× 12 / (heures × 52), art. R5122-18",
    };
    Err(Refus::new(
        "champs_exclusifs",
        format!(
            "Ce salaire mensuel donne {} € par heure ({regle}), et la ligne dit {} € : corrigez l'un des deux, ou videz-le.",
            deduit.en_francais(),
            taux.en_francais()
        ),
    ))
}
