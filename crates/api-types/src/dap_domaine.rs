//! From the domain to the wire, and back where the pages judge by the domain.

use crate::dap::{DapVoisine, DifferenceDap, EcheanceDap, LimiteDap, SaisieDap};

impl SaisieDap {
    /// The form as the domain judges it.
    pub fn en_saisie(&self) -> domain::dap::SaisieDap {
        let s = self.clone();
        domain::dap::SaisieDap {
            siret: s.siret,
            motif: s.motif,
            sous_motif: Some(s.sous_motif),
            debut: s.debut,
            fin: s.fin,
            effectif_concerne: s.effectif_concerne,
            heures_prevues: s.heures_prevues,
            mode: s.mode,
            circonstances: s.circonstances,
            avis_cse: s.avis_cse,
            date_avis_cse: Some(s.date_avis_cse),
            placement_36_mois: s.placement_36_mois,
            engagements: s.engagements,
        }
    }
}

impl From<domain::dap::SaisieDap> for SaisieDap {
    fn from(s: domain::dap::SaisieDap) -> Self {
        Self {
            siret: s.siret,
            motif: s.motif,
            sous_motif: s.sous_motif.unwrap_or_default(),
            debut: s.debut,
            fin: s.fin,
            effectif_concerne: s.effectif_concerne,
            heures_prevues: s.heures_prevues,
            mode: s.mode,
            circonstances: s.circonstances,
            avis_cse: s.avis_cse,
            date_avis_cse: s.date_avis_cse.unwrap_or_default(),
            placement_36_mois: s.placement_36_mois,
            engagements: s.engagements,
        }
    }
}

impl From<domain::dap::Limite> for LimiteDap {
    fn from(l: domain::dap::Limite) -> Self {
        Self {
            code: l.code,
            libelle: l.libelle,
            message: l.message,
            depassee: l.depassee,
            bloquante: l.bloquante,
            source: l.source,
            confirmee: l.confirmee,
            dap: l.dap,
        }
    }
}

impl From<domain::dap::Echeance> for EcheanceDap {
    fn from(e: domain::dap::Echeance) -> Self {
        Self {
            code: e.code,
            libelle: e.libelle,
            qui: e.qui,
            avant_le: e.avant_le.map(|jour| jour.to_string()),
        }
    }
}

impl From<domain::dap::Voisine> for DapVoisine {
    fn from(v: domain::dap::Voisine) -> Self {
        Self {
            id: v.id,
            numero: v.numero,
            motif: v.motif.code().to_owned(),
            debut: v.debut.to_string(),
            fin: v.fin.to_string(),
            etat: v.etat.code().to_owned(),
            anterieure: v.anterieure,
        }
    }
}

impl DapVoisine {
    /// The same as the domain judges it; none where a code is newer than this program.
    pub fn en_voisine(&self) -> Option<domain::dap::Voisine> {
        Some(domain::dap::Voisine {
            id: self.id.clone(),
            numero: self.numero.clone(),
            motif: self.motif.parse().ok()?,
            debut: domain::mois::parse_date(&self.debut).ok()?,
            fin: domain::mois::parse_date(&self.fin).ok()?,
            etat: self.etat.parse().ok()?,
            anterieure: self.anterieure,
        })
    }
}

impl From<domain::dap::Difference> for DifferenceDap {
    fn from(d: domain::dap::Difference) -> Self {
        Self {
            champ: d.champ,
            libelle: d.libelle,
            avant: d.avant,
            apres: d.apres,
        }
    }
}
