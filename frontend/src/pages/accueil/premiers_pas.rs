//! The first steps of a newcomer, until all are done.

use crate::ui::{ButtonLink, Card, Checklist, Icone, Task, Variante};
use api_types::etablissement::EtablissementResume;
use leptos::prelude::*;

/// What is done of the first steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Avancement {
    /// Where the sheet and the bank details are filled in.
    etablissement: String,
    fiche: bool,
    rib: bool,
    dap: bool,
}

impl Avancement {
    /// The first steps of somebody with one establishment, or without any DAP yet; nothing
    /// once all are done: an accountant's lacking sheets are lines of "À faire".
    pub fn de(etablissements: &[EtablissementResume], avec_dap: bool) -> Option<Self> {
        if etablissements.is_empty() || (etablissements.len() > 1 && avec_dap) {
            return None;
        }
        let avancement = Self {
            etablissement: match etablissements {
                [seul] => format!("/etablissements/{}", seul.siret),
                _ => "/etablissements".to_owned(),
            },
            fiche: etablissements.iter().all(|e| e.complet),
            rib: etablissements.iter().all(|e| e.coordonnees_bancaires_actives),
            dap: avec_dap,
        };
        (!(avancement.fiche && avancement.rib && avancement.dap)).then_some(avancement)
    }
}

/// The card of the first steps: the next one stands out.
#[component]
pub fn PremiersPas(avancement: Avancement) -> impl IntoView {
    let Avancement {
        etablissement,
        fiche,
        rib,
        dap,
    } = avancement;
    let suivant = |precedents: bool| {
        if precedents {
            Variante::Principal
        } else {
            Variante::Secondaire
        }
    };
    let (vers_fiche, vers_rib) = (etablissement.clone(), etablissement);
    view! {
        <Card titre="Premiers pas" icone=Icone::FlecheDroite>
            <Checklist>
                <Task
                    fait=fiche
                    titre="Compléter la fiche établissement"
                    action=move || view! {
                        <ButtonLink href=vers_fiche.clone() petit=true>"Compléter la fiche"</ButtonLink>
                    }
                >
                    "Adresse, effectifs et personne à contacter : ils sont repris dans vos demandes."
                </Task>
                <Task
                    fait=rib
                    titre="Ajouter un RIB"
                    action=move || view! {
                        <ButtonLink href=vers_rib.clone() petit=true variante=suivant(fiche)>
                            "Ajouter un RIB"
                        </ButtonLink>
                    }
                >
                    "L'allocation est versée sur le compte que vous activez."
                </Task>
                <Task
                    fait=dap
                    titre="Saisir une demande d'autorisation préalable (DAP)"
                    action=move || view! {
                        <ButtonLink href="/daps/nouvelle" petit=true variante=suivant(fiche && rib)>
                            "Saisir une DAP"
                        </ButtonLink>
                    }
                >
                    "À faire avant de placer les salariés en activité partielle. Réponse sous 15 jours."
                </Task>
            </Checklist>
        </Card>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn etablissement(complet: bool, rib: bool) -> EtablissementResume {
        EtablissementResume {
            siret: "73282932000074".into(),
            complet,
            coordonnees_bancaires_actives: rib,
            ..Default::default()
        }
    }

    #[test]
    fn the_first_steps_leave_once_they_are_done() {
        assert!(Avancement::de(&[etablissement(true, true)], true).is_none());
        assert!(Avancement::de(&[etablissement(true, true)], false).is_some());
        assert!(Avancement::de(&[etablissement(false, true)], true).is_some());
        assert!(Avancement::de(&[], false).is_none());
    }

    #[test]
    fn one_establishment_leads_straight_to_its_sheet() {
        let avancement = Avancement::de(&[etablissement(false, false)], false).unwrap();
        assert_eq!(avancement.etablissement, "/etablissements/73282932000074");
    }

    #[test]
    fn an_accountant_at_work_sees_lines_not_steps() {
        let plusieurs = [etablissement(true, true), etablissement(false, false)];
        assert!(Avancement::de(&plusieurs, true).is_none());
        assert!(Avancement::de(&plusieurs, false).is_some());
    }
}
