//! A claim opens with the DI code and a month.

use crate::{
    api::{acces, client},
    format,
    formulaire::{Formulaire, ResumeErreurs},
    navigation::navigation,
    ui::{
        Breadcrumb, Button, Card, Choix, Form, Frame, Largeur, Link, PageHeader, RequiredNote, Row, Select,
        TextField, choix_de,
    },
};
use api_types::{ErreurChamp, indemnisation::NouvelleDemande};
use domain::{
    Refus,
    bareme::Regime,
    dap::CodeDi,
    mois::{Mois, jour_de_paris},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use time::macros::date;

/// `/indemnisations/nouvelle`, prefilled by `?code=`.
#[component]
pub fn PageNouvelleDemande() -> impl IntoView {
    let acces = acces();
    let navigation = navigation();
    let f = Formulaire::new("nouvelle-di");
    let recu = use_query_map().with_untracked(|requete| requete.get("code").unwrap_or_default());
    let code = f.champ_avec("/code_di", "Code DI", &recu);
    let mois = f.champ("/mois", "Mois");
    let regime = f.champ_avec("/regime", "Régime", Regime::DroitCommun.code());
    let choix: Vec<_> = acces
        .maintenant()
        .map(|maintenant| mois_possibles(Mois::de(jour_de_paris(maintenant))))
        .unwrap_or_default();
    let creer = move || {
        let corps = NouvelleDemande {
            code_di: code.valeur.get_untracked(),
            mois: mois.valeur.get_untracked(),
            regime: regime.valeur.get_untracked(),
        };
        let fautes = fautes(&corps);
        if !fautes.is_empty() {
            f.refuser(fautes);
            return;
        }
        f.envoyer(
            acces,
            async move { client().creer_demande(&corps).await },
            move |creee| navigation.aller(format!("/indemnisations/{}", creee.corps.id)),
        );
    };
    view! {
        <Frame etroit=true>
            <Breadcrumb
                etapes=vec![("/indemnisations".into(), "Demandes d'indemnisation".into())]
                ici="Créer une demande"
            />
            <PageHeader
                titre="Créer une demande d'indemnisation"
                sous_titre=|| "Une demande par mois et par autorisation."
            />
            <Card>
                <Form au_envoi=creer>
                    <ResumeErreurs formulaire=f/>
                    <RequiredNote/>
                    <TextField
                        champ=code
                        requis=true
                        largeur=Largeur::Moyenne
                        remplissage="off"
                        indice="10 caractères, sur la décision d'autorisation et sur la page de la DAP."
                    />
                    <p class="ap-petit">
                        <Link href="/daps">"Retrouver le code sur la page de ma DAP"</Link>
                    </p>
                    <Select champ=mois choix requis=true largeur=Largeur::Longue/>
                    <Select
                        champ=regime
                        requis=true
                        largeur=Largeur::Longue
                        choix=choix_de(Regime::CALCULES, Regime::code, Regime::libelle)
                        indice="Droit commun, sauf accord ou décision propre à votre entreprise. Il se change tant que la demande n'est pas envoyée."
                    />
                    <Row><Button soumettre=true en_cours=f.en_cours()>"Créer"</Button></Row>
                </Form>
            </Card>
        </Frame>
    }
}

/// From the current month back to March 2020, the first month that the service computes.
fn mois_possibles(courant: Mois) -> Vec<Choix> {
    let premier = Mois::de(date!(2020 - 03 - 01));
    let mut mois = courant;
    let mut choix = Vec::new();
    while mois >= premier {
        choix.push(Choix::new(mois.to_string(), format::majuscule(&mois.libelle())));
        mois = mois.precedent();
    }
    choix
}

fn fautes(corps: &NouvelleDemande) -> Vec<ErreurChamp> {
    let mut fautes: Vec<ErreurChamp> = Vec::new();
    if corps.code_di.trim().is_empty() {
        fautes.push(Refus::champ_requis().au_champ("/code_di").into());
    } else if let Err(refus) = corps.code_di.parse::<CodeDi>() {
        fautes.push(refus.au_champ("/code_di").into());
    }
    if corps.mois.is_empty() {
        fautes.push(ErreurChamp {
            pointer: "/mois".to_owned(),
            code: "champ_requis".to_owned(),
            message: "Sélectionnez le mois à indemniser.".to_owned(),
            ..Default::default()
        });
    }
    fautes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_go_back_to_march_2020() {
        let choix = mois_possibles(Mois::de(date!(2022 - 06 - 15)));
        assert_eq!(choix.first().map(|c| c.code.as_str()), Some("2022-06"));
        assert_eq!(choix.first().map(|c| c.libelle.as_str()), Some("Juin 2022"));
        assert_eq!(choix.last().map(|c| c.code.as_str()), Some("2020-03"));
    }

    #[test]
    fn a_code_with_forbidden_letters_is_said_before_sending() {
        let fautes = fautes(&NouvelleDemande {
            code_di: "O0O0O0O0O0".into(),
            mois: "2022-05".into(),
            ..Default::default()
        });
        assert_eq!(fautes.len(), 1);
        assert_eq!(fautes[0].code, "code_di_invalide");
    }
}
