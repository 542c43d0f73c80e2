//! The form of the simulator.

use super::{
    resultat::{Calcul, Resultat},
    salarie::{LigneSalarie, Salarie, renumeroter},
};
use crate::{
    api::{acces, client},
    format,
    formulaire::{Formulaire, ResumeErreurs},
    ui::{
        Breadcrumb, Button, Card, Champ, Form, Frame, Grid, Icone, Largeur, PageHeader, RequiredNote, Row,
        Select, Stack, TextField, Variante, choix_de, dom::focaliser,
    },
};
use api_types::simulation::NouvelleSimulation;
use domain::bareme::{Regime, Territoire};
use leptos::{prelude::*, task::spawn_local};

/// `/simulateur`.
#[component]
pub fn PageSimulateur() -> impl IntoView {
    let acces = acces();
    let f = Formulaire::new("simulation");
    let mois = f.champ("/mois", "Mois");
    let regime = f.champ_avec("/regime", "Régime", Regime::DroitCommun.code());
    let territoire = f.champ_avec("/territoire", "Territoire", Territoire::Metropole.code());
    let salaries = RwSignal::new(vec![Salarie::new(f, 0)]);
    let resultat = RwSignal::new(None::<Calcul>);
    proposer_mois(mois);
    let calculer = move || {
        let lignes = salaries.get_untracked();
        let corps = NouvelleSimulation {
            mois: format::mois_iso(&mois.valeur.get_untracked()),
            regime: regime.valeur.get_untracked(),
            territoire: territoire.valeur.get_untracked(),
            salaries: lignes.iter().map(|salarie| salarie.lire()).collect(),
        };
        let demande = corps.clone();
        // What another entry gave is not read beside the faults of this one.
        resultat.set(None);
        f.envoyer(
            acces,
            async move {
                client()
                    .simuler(&corps)
                    .await
                    .map_err(|erreur| renumeroter(erreur, &lignes))
            },
            move |simulation| {
                resultat.try_set(Some(Calcul { demande, simulation }));
                // Its title says that the result is there; the figures follow.
                request_animation_frame(|| focaliser("resultat"));
            },
        );
    };
    view! {
        <Frame>
            <Breadcrumb etapes=vec![("/".into(), "Accueil".into())] ici="Simulateur"/>
            <PageHeader
                titre="Simulation de l'indemnisation de l'employeur"
                sous_titre=|| "Estimez le montant remboursé au titre d'une période d'activité partielle. Sans compte, et rien n'est enregistré."
            />
            <Stack large=true>
                <div class="ap-sans-papier">
                    <Form au_envoi=calculer>
                        <ResumeErreurs formulaire=f/>
                        <Card titre="Période" icone=Icone::Calendrier>
                            <Stack>
                                <RequiredNote/>
                                <Grid>
                                    <TextField champ=mois requis=true largeur=Largeur::Moyenne indice="Exemple : 05/2022"/>
                                    <Select
                                        champ=regime
                                        requis=true
                                        choix=choix_de(Regime::CALCULES, Regime::code, Regime::libelle)
                                        indice="Celui de la décision d'autorisation."
                                    />
                                    <Select
                                        champ=territoire
                                        requis=true
                                        choix=choix_de(Territoire::TOUS, Territoire::code, Territoire::libelle)
                                        indice="Le SMIC et les planchers en dépendent."
                                    />
                                </Grid>
                            </Stack>
                        </Card>
                        <Salaries formulaire=f salaries/>
                        <Row>
                            <Button soumettre=true icone=Icone::Calculette en_cours=f.en_cours()>"Calculer"</Button>
                        </Row>
                    </Form>
                </div>
                {move || resultat.get().map(|calcul| view! { <Resultat calcul/> })}
            </Stack>
        </Frame>
    }
}

/// The current month by the server's clock, unless the person was quicker.
fn proposer_mois(mois: Champ) {
    spawn_local(async move {
        let Ok(baremes) = client().lire_baremes(None).await else {
            return;
        };
        if let Some(courant) = mois_saisi(&baremes.date) {
            mois.valeur.try_update(|texte| {
                if texte.is_empty() {
                    *texte = courant;
                }
            });
        }
    });
}

/// `2022-05-02` → `05/2022`.
fn mois_saisi(date: &str) -> Option<String> {
    let mut parties = date.split('-');
    let (annee, mois) = (parties.next()?, parties.next()?);
    Some(format!("{mois}/{annee}"))
}

#[component]
fn Salaries(formulaire: Formulaire, salaries: RwSignal<Vec<Salarie>>) -> impl IntoView {
    let suivant = StoredValue::new(1_usize);
    // Fields made by a click live as long as the page.
    let proprietaire = Owner::current();
    let ajouter = move || {
        let rang = suivant.get_value();
        suivant.set_value(rang + 1);
        let nouveau = match &proprietaire {
            Some(proprietaire) => proprietaire.with(|| Salarie::new(formulaire, rang)),
            None => Salarie::new(formulaire, rang),
        };
        salaries.update(|liste| liste.push(nouveau));
        request_animation_frame(move || focaliser(&nouveau.entree()));
    };
    let retirer = move |retire: Salarie| {
        retire.oublier();
        salaries.update(|liste| liste.retain(|salarie| salarie.rang != retire.rang));
        // The button that had the focus is gone: on to the last employee.
        if let Some(dernier) = salaries.with_untracked(|liste| liste.last().copied()) {
            focaliser(&dernier.entree());
        }
    };
    let seul = Signal::derive(move || salaries.with(Vec::len) == 1);
    view! {
        <Card titre="Salariés" icone=Icone::Groupe>
            <Stack>
                <For each=move || salaries.get() key=|salarie| salarie.rang let(salarie)>
                    <LigneSalarie salarie seul au_retrait=move || retirer(salarie)/>
                </For>
                <Row>
                    <Button variante=Variante::Secondaire icone=Icone::Plus au_clic=ajouter>
                        "Ajouter un salarié"
                    </Button>
                </Row>
            </Stack>
        </Card>
    }
}

#[cfg(test)]
mod tests {
    use super::mois_saisi;

    #[test]
    fn the_month_proposed_reads_as_people_type_it() {
        assert_eq!(mois_saisi("2022-05-02").as_deref(), Some("05/2022"));
        assert_eq!(mois_saisi(""), None);
    }
}
