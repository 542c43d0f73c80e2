//! Months of an authorisation that are over and not yet claimed: the line that people forget.

use super::affaire::{Affaire, Marque, Rubrique, de_mois};
use api_types::{dap::DapResume, indemnisation::DemandeResume};
use domain::{
    indemnisation::{limite_de_demande, mois_dans_periode},
    mois::{Mois, date_fr, parse_date},
};
use time::Date;

/// The claims still to be made under this DAP: months over on `aujourd_hui`, within the delay
/// to claim (art. L5122-1 IV), and without a claim that stands.
pub fn a_demander(dap: &DapResume, demandes: &[DemandeResume], aujourd_hui: Date) -> Option<Affaire> {
    if dap.etat != "validee" {
        return None;
    }
    let (debut, fin) = (parse_date(&dap.debut).ok()?, parse_date(&dap.fin).ok()?);
    let limite = limite_de_demande(fin, false);
    if aujourd_hui > limite {
        return None;
    }
    let faits: Vec<&str> = demandes
        .iter()
        .filter(|demande| demande.dap_id == dap.id && demande.etat != "retiree")
        .map(|demande| demande.mois.as_str())
        .collect();
    // A week belongs to the month of its Wednesday: the first week may be of the month before.
    let mut mois = Mois::de(debut).precedent();
    let mut restants = Vec::new();
    while mois <= Mois::de(fin).suivant() && mois.dernier_jour() < aujourd_hui {
        if mois_dans_periode(mois, debut, fin) && !faits.contains(&mois.to_string().as_str()) {
            restants.push(mois);
        }
        mois = mois.suivant();
    }
    let titre = titre(&restants)?;
    Some(Affaire {
        rubrique: Rubrique::AFaire,
        siret: dap.siret.clone(),
        denomination: dap.denomination.clone(),
        href: format!("/daps/{}", dap.id),
        titre,
        precision: Some(format!(
            "autorisation {}, à demander au plus tard le {}",
            dap.numero,
            date_fr(limite)
        )),
        marque: Marque::AFaire,
        modifiee_le: dap.modifiee_le.clone(),
    })
}

fn titre(mois: &[Mois]) -> Option<String> {
    let quoi = "Demander l'indemnisation";
    match mois {
        [] => None,
        [seul] => Some(format!("{quoi} {}", de_mois(&seul.to_string()))),
        [premier, .., dernier] => Some(format!(
            "{quoi} de {} mois, {} à {}",
            mois.len(),
            de_mois(&premier.to_string()),
            dernier.libelle()
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    fn dap() -> DapResume {
        DapResume {
            id: "d".into(),
            etat: "validee".into(),
            debut: "2022-04-04".into(),
            fin: "2022-06-30".into(),
            ..Default::default()
        }
    }

    fn demande(mois: &str, etat: &str) -> DemandeResume {
        DemandeResume {
            dap_id: "d".into(),
            mois: mois.into(),
            etat: etat.into(),
            ..Default::default()
        }
    }

    #[test]
    fn a_month_is_claimed_once_it_is_over() {
        let titre = |jour| a_demander(&dap(), &[], jour).map(|affaire| affaire.titre);
        assert_eq!(titre(date!(2022 - 04 - 30)), None);
        assert_eq!(
            titre(date!(2022 - 05 - 01)).as_deref(),
            Some("Demander l'indemnisation d'avril 2022")
        );
        assert_eq!(
            titre(date!(2022 - 07 - 01)).as_deref(),
            Some("Demander l'indemnisation de 3 mois, d'avril 2022 à juin 2022")
        );
    }

    #[test]
    fn the_month_of_the_first_wednesday_counts_although_the_period_begins_later() {
        let vendredi = DapResume {
            debut: "2022-04-01".into(),
            ..dap()
        };
        assert_eq!(
            a_demander(&vendredi, &[], date!(2022 - 04 - 10))
                .map(|affaire| affaire.titre)
                .as_deref(),
            Some("Demander l'indemnisation de mars 2022")
        );
    }

    #[test]
    fn a_standing_claim_takes_its_month_a_withdrawn_one_gives_it_back() {
        let jour = date!(2022 - 05 - 10);
        assert!(a_demander(&dap(), &[demande("2022-04", "provisoire")], jour).is_none());
        assert!(a_demander(&dap(), &[demande("2022-04", "retiree")], jour).is_some());
    }

    #[test]
    fn after_the_delay_nothing_is_to_be_claimed() {
        assert!(a_demander(&dap(), &[], date!(2022 - 12 - 30)).is_some());
        assert!(a_demander(&dap(), &[], date!(2023 - 01 - 01)).is_none());
    }
}
