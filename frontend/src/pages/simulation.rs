//! "Simulation de l'indemnisation de l'employeur", open to all.

use crate::{
    api::{acces, client},
    format,
    formulaire::{Formulaire, ResumeErreurs},
    ui::{
        Alert, Breadcrumb, Button, Card, Cell, Champ, Colonne, Details, FieldGroup, Figure, Figures, Form,
        Frame, Grid, Icone, Largeur, PageHeader, Row, Select, Stack, Table, TextField, Variante, choix_de,
    },
};
use api_types::simulation::{LigneSimulee, NouvelleSimulation, SalarieSimule, Simulation};
use domain::bareme::{Regime, Territoire};
use leptos::prelude::*;

/// One employee of the form. `rang` never changes, so that rows can be taken away.
#[derive(Clone, Copy)]
struct Salarie {
    rang: usize,
    reference: Champ,
    taux: Champ,
    mensuel: Champ,
    hebdomadaires: Champ,
    heures: Champ,
}

impl Salarie {
    fn new(f: Formulaire, rang: usize) -> Self {
        let champ = |nom: &str, libelle: &str, valeur: &str| {
            f.champ_avec(&format!("/salaries/{rang}/{nom}"), libelle, valeur)
        };
        Self {
            rang,
            reference: champ("reference", "Salarié", &format!("Salarié {}", rang + 1)),
            taux: champ("taux_horaire_brut", "Taux horaire brut", ""),
            mensuel: champ("salaire_mensuel_brut", "ou salaire mensuel brut", ""),
            hebdomadaires: champ("heures_hebdomadaires", "Durée hebdomadaire", "35"),
            heures: champ("heures_chomees", "Heures chômées du mois", ""),
        }
    }

    fn lire(self) -> SalarieSimule {
        let texte = |champ: Champ| decimal(&champ.valeur.get_untracked());
        let facultatif = |champ: Champ| Some(texte(champ)).filter(|texte| !texte.is_empty());
        let taux = facultatif(self.taux);
        SalarieSimule {
            reference: self.reference.valeur.get_untracked(),
            // The hourly rate wins: the contract takes one or the other.
            salaire_mensuel_brut: facultatif(self.mensuel).filter(|_| taux.is_none()),
            taux_horaire_brut: taux,
            heures_hebdomadaires: facultatif(self.hebdomadaires),
            heures_chomees: texte(self.heures),
        }
    }
}

/// What people type as the API wants it: `1 250,50 €` is `1250.50`.
fn decimal(texte: &str) -> String {
    texte
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '€' | 'h'))
        .map(|c| if c == ',' { '.' } else { c })
        .collect()
}

/// `/simulateur`.
#[component]
pub fn PageSimulateur() -> impl IntoView {
    let acces = acces();
    let f = Formulaire::new("simulation");
    let mois = f.champ("/mois", "Mois");
    let regime = f.champ_avec("/regime", "Régime", Regime::DroitCommun.code());
    let territoire = f.champ_avec("/territoire", "Territoire", Territoire::Metropole.code());
    let salaries = RwSignal::new(vec![Salarie::new(f, 0)]);
    let suivant = StoredValue::new(1_usize);
    let resultat = RwSignal::new(None::<Simulation>);
    let ajouter = move || {
        let rang = suivant.get_value();
        suivant.set_value(rang + 1);
        salaries.update(|liste| liste.push(Salarie::new(f, rang)));
    };
    let calculer = move || {
        let lus: Vec<_> = salaries.get_untracked();
        let corps = NouvelleSimulation {
            mois: format::mois_iso(&mois.valeur.get_untracked()),
            regime: regime.valeur.get_untracked(),
            territoire: territoire.valeur.get_untracked(),
            salaries: lus.iter().map(|salarie| salarie.lire()).collect(),
        };
        // The API numbers the rows it received; the form keeps the numbers of its own.
        let rangs: Vec<usize> = lus.iter().map(|salarie| salarie.rang).collect();
        f.envoyer(
            acces,
            async move {
                client()
                    .simuler(&corps)
                    .await
                    .map_err(|erreur| renumeroter(erreur, &rangs))
            },
            move |calcul| {
                resultat.try_set(Some(calcul));
            },
        );
    };
    view! {
        <Frame>
            <Breadcrumb etapes=vec![("/".into(), "Accueil".into())] ici="Simulateur"/>
            <PageHeader
                titre="Simulation de l'indemnisation de l'employeur"
                sous_titre=|| "Estimez le montant remboursé au titre d'une période d'activité partielle. Rien n'est enregistré."
            />
            <Stack>
                <Card>
                    <Form au_envoi=calculer>
                        <ResumeErreurs formulaire=f/>
                        <Grid>
                            <TextField champ=mois requis=true largeur=Largeur::Moyenne indice="Exemple : 05/2022"/>
                            <Select
                                champ=regime
                                choix=choix_de(Regime::TOUS, Regime::code, Regime::libelle)
                            />
                            <Select
                                champ=territoire
                                choix=choix_de(Territoire::TOUS, Territoire::code, Territoire::libelle)
                            />
                        </Grid>
                        <For each=move || salaries.get() key=|salarie| salarie.rang let(salarie)>
                            <Ligne
                                salarie
                                seul=Signal::derive(move || salaries.with(Vec::len) == 1)
                                au_retrait=move || salaries.update(|liste| liste.retain(|s| s.rang != salarie.rang))
                            />
                        </For>
                        <Row>
                            <Button soumettre=true en_cours=f.en_cours()>"Calculer"</Button>
                            <Button variante=Variante::Secondaire icone=Icone::Plus au_clic=ajouter>
                                "Ajouter un salarié"
                            </Button>
                        </Row>
                    </Form>
                </Card>
                {move || resultat.get().map(|simulation| view! { <Resultat simulation/> })}
            </Stack>
        </Frame>
    }
}

fn renumeroter(erreur: client::Erreur, rangs: &[usize]) -> client::Erreur {
    let client::Erreur::Probleme(mut probleme) = erreur else {
        return erreur;
    };
    for faute in &mut probleme.errors {
        let recu = faute
            .pointer
            .strip_prefix("/salaries/")
            .and_then(|suite| suite.split_once('/'))
            .and_then(|(rang, champ)| Some((rang.parse::<usize>().ok()?, champ.to_owned())));
        if let Some((rang, champ)) = recu
            && let Some(rang) = rangs.get(rang)
        {
            faute.pointer = format!("/salaries/{rang}/{champ}");
        }
    }
    client::Erreur::Probleme(probleme)
}

#[component]
fn Ligne(salarie: Salarie, seul: Signal<bool>, #[prop(into)] au_retrait: Callback<()>) -> impl IntoView {
    view! {
        <FieldGroup legende=format!("Salarié {}", salarie.rang + 1)>
            <Grid colonnes=4>
                <TextField champ=salarie.reference/>
                <TextField champ=salarie.taux clavier="decimal" suffixe="€"/>
                <TextField champ=salarie.mensuel clavier="decimal" suffixe="€"/>
                <TextField champ=salarie.hebdomadaires clavier="decimal" suffixe="h"/>
                <TextField champ=salarie.heures requis=true clavier="decimal" suffixe="h"/>
            </Grid>
            <Show when=move || !seul.get()>
                <Row>
                    <Button
                        variante=Variante::Discret
                        petit=true
                        icone=Icone::Poubelle
                        au_clic=move || au_retrait.run(())
                    >
                        "Retirer ce salarié"
                    </Button>
                </Row>
            </Show>
        </FieldGroup>
    }
}

#[component]
fn Resultat(simulation: Simulation) -> impl IntoView {
    let totaux = simulation.totaux;
    let lignes = simulation.lignes.clone().into_iter().map(rangee).collect_view();
    let details = simulation
        .lignes
        .into_iter()
        .map(|ligne| view! { <Explication ligne/> })
        .collect_view();
    view! {
        <section class="ap-pile" aria-label="Résultat de la simulation">
            <Figures>
                <Figure libelle="Heures chômées" valeur=format::heures(&totaux.heures_chomees)/>
                <Figure libelle="Indemnités versées aux salariés" valeur=format::euros(&totaux.indemnite)/>
                <Figure libelle="Reste à charge" valeur=format::euros(&totaux.reste_a_charge)/>
                <Figure libelle="Allocation" fort=true valeur=format::euros(&totaux.allocation)/>
            </Figures>
            <Table
                legende=format!("Résultat pour {}", format::mois(&simulation.mois))
                colonnes=vec![
                    Colonne::texte("Salarié"),
                    Colonne::nombre("Indemnité / h"),
                    Colonne::nombre("Indemnité"),
                    Colonne::nombre("Allocation / h"),
                    Colonne::nombre("Allocation"),
                    Colonne::nombre("Reste à charge"),
                ]
            >
                {lignes}
            </Table>
            {details}
            <Alert>
                <p>"Cette estimation ne vaut pas décision. Le calcul est celui de la demande d'indemnisation."</p>
            </Alert>
        </section>
    }
}

fn rangee(ligne: LigneSimulee) -> impl IntoView {
    view! {
        <tr>
            <Cell titre="Salarié" entete=true>{ligne.reference}</Cell>
            <Cell titre="Indemnité / h" nombre=true>{format::euros(&ligne.indemnite_horaire)}</Cell>
            <Cell titre="Indemnité" nombre=true>{format::euros(&ligne.indemnite)}</Cell>
            <Cell titre="Allocation / h" nombre=true>{format::euros(&ligne.allocation_horaire)}</Cell>
            <Cell titre="Allocation" nombre=true>{format::euros(&ligne.allocation)}</Cell>
            <Cell titre="Reste à charge" nombre=true>{format::euros(&ligne.reste_a_charge)}</Cell>
        </tr>
    }
}

#[component]
fn Explication(ligne: LigneSimulee) -> impl IntoView {
    let titre = format!("Étapes du calcul : {}", ligne.reference);
    let etapes = ligne
        .explication
        .into_iter()
        .map(|etape| {
            view! {
                <tr>
                    <Cell titre="Étape" entete=true>{etape.libelle}</Cell>
                    <Cell titre="Valeur" nombre=true>{etape.valeur}</Cell>
                    <Cell titre="Source">{etape.source}</Cell>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Details resume=move || titre.clone()>
            <Table
                legende="Étapes du calcul"
                legende_cachee=true
                dense=true
                colonnes=vec![Colonne::texte("Étape"), Colonne::nombre("Valeur"), Colonne::texte("Source")]
            >
                {etapes}
            </Table>
        </Details>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_type_them() {
        assert_eq!(decimal("1 250,50 €"), "1250.50");
        assert_eq!(decimal("-3"), "-3");
    }

    #[test]
    fn faults_find_their_row_although_rows_were_taken_away() {
        let erreur = client::Erreur::Probleme(Box::new(api_types::Probleme {
            errors: vec![api_types::ErreurChamp {
                pointer: "/salaries/1/heures_chomees".into(),
                ..Default::default()
            }],
            ..Default::default()
        }));
        let renumerotee = renumeroter(erreur, &[0, 4]);
        let pointeur = &renumerotee.probleme().unwrap().errors[0].pointer;
        assert_eq!(pointeur, "/salaries/4/heures_chomees");
    }
}
