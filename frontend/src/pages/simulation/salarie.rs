//! One employee of the form: paid by the hour or by the month.

use crate::{
    formulaire::Formulaire,
    pages::etablissement::NoteCadreDirigeant,
    ui::{Button, Champ, Choix, FieldGroup, Grid, Icone, RadioGroup, Row, Select, TextField, Variante},
};
use api_types::{ErreurChamp, simulation::SalarieSimule};
use client::Erreur;
use domain::simulation::ProfilSalarie;
use leptos::prelude::*;

const HORAIRE: &str = "horaire";
const MENSUEL: &str = "mensuel";

/// The fields of one employee. `rang` never changes, so that rows can be taken away.
#[derive(Clone, Copy)]
pub struct Salarie {
    pub rang: usize,
    formulaire: Formulaire,
    reference: Champ,
    paie: Champ,
    taux: Champ,
    mensuel: Champ,
    hebdomadaires: Champ,
    heures: Champ,
    profil: Champ,
}

const CHAMPS: [(&str, &str); 7] = [
    ("reference", "Nom ou repère"),
    ("paie", "Rémunération connue"),
    ("taux_horaire_brut", "Taux horaire brut"),
    ("salaire_mensuel_brut", "Salaire mensuel brut"),
    ("heures_hebdomadaires", "Heures par semaine"),
    ("heures_chomees", "Heures chômées du mois"),
    ("profil", "Situation"),
];

impl Salarie {
    /// An empty row; `rang` is never used twice in a form.
    pub fn new(formulaire: Formulaire, rang: usize) -> Self {
        let titre = titre(rang);
        let champ = |i: usize, valeur: &str| {
            let (nom, libelle) = CHAMPS[i];
            let pointeur = format!("/salaries/{rang}/{nom}");
            let champ = formulaire.champ_avec(&pointeur, libelle, valeur);
            // The summary says whose field it is; on the page the group does.
            formulaire.connaitre(&pointeur, &champ.id(), &format!("{titre}, {libelle}"));
            champ
        };
        Self {
            rang,
            formulaire,
            reference: champ(0, &titre),
            paie: champ(1, HORAIRE),
            taux: champ(2, ""),
            mensuel: champ(3, ""),
            hebdomadaires: champ(4, "35"),
            heures: champ(5, ""),
            profil: champ(6, ProfilSalarie::Ordinaire.code()),
        }
    }

    fn au_mois(self) -> bool {
        self.paie.valeur.with(|paie| paie == MENSUEL)
    }

    /// A manager: paid by the month, counted in days.
    fn dirige(self) -> bool {
        self.profil
            .valeur
            .with(|profil| profil == ProfilSalarie::CadreDirigeant.code())
    }

    /// What the API is asked. What is hidden is not sent: it stays in the form.
    pub fn lire(self) -> SalarieSimule {
        let texte = |champ: Champ| champ.valeur.get_untracked().trim().to_owned();
        let au_mois = untrack(|| self.au_mois());
        SalarieSimule {
            reference: texte(self.reference),
            taux_horaire_brut: (!au_mois).then(|| texte(self.taux)),
            salaire_mensuel_brut: au_mois.then(|| texte(self.mensuel)),
            heures_hebdomadaires: (au_mois && !untrack(|| self.dirige())).then(|| texte(self.hebdomadaires)),
            heures_chomees: texte(self.heures),
            profil: Some(texte(self.profil)),
        }
    }

    /// The id of the first input.
    pub fn entree(self) -> String {
        self.reference.id()
    }

    /// The row leaves the form, its errors with it.
    pub fn oublier(self) {
        for (nom, _) in CHAMPS {
            self.formulaire.oublier(&format!("/salaries/{}/{nom}", self.rang));
        }
    }

    /// Where and how the form shows a fault that the API found in `champ` of this row.
    fn situer(self, champ: &str, faute: &mut ErreurChamp) {
        let mut champ = champ;
        // Without any pay the API names the hourly rate and offers both: the form shows one.
        if champ == "taux_horaire_brut" && faute.code == "champ_requis" {
            if untrack(|| self.au_mois()) {
                champ = "salaire_mensuel_brut";
                "Indiquez le salaire mensuel brut.".clone_into(&mut faute.message);
            } else {
                "Indiquez le taux horaire brut.".clone_into(&mut faute.message);
            }
        }
        faute.pointer = format!("/salaries/{}/{champ}", self.rang);
    }
}

fn profils() -> Vec<Choix> {
    // The other profiles are refused: offering them would be a trap.
    ProfilSalarie::TOUS
        .iter()
        .filter(|profil| profil.verifier().is_ok())
        .map(|profil| Choix::new(profil.code(), profil.libelle()))
        .collect()
}

fn titre(rang: usize) -> String {
    format!("Salarié {}", rang + 1)
}

/// The API numbers the rows that it received; the form keeps the numbers of its own.
pub fn renumeroter(erreur: Erreur, salaries: &[Salarie]) -> Erreur {
    let Erreur::Probleme(mut probleme) = erreur else {
        return erreur;
    };
    for faute in &mut probleme.errors {
        let recu = faute.pointer.clone();
        if let Some((rang, champ)) = separer(&recu)
            && let Some(salarie) = salaries.get(rang)
        {
            salarie.situer(champ, faute);
        }
    }
    Erreur::Probleme(probleme)
}

/// `/salaries/1/heures_chomees` → 1 and `heures_chomees`.
fn separer(pointeur: &str) -> Option<(usize, &str)> {
    let (rang, champ) = pointeur.strip_prefix("/salaries/")?.split_once('/')?;
    Some((rang.parse().ok()?, champ))
}

/// The fields of one employee.
#[component]
pub fn LigneSalarie(
    salarie: Salarie,
    /// The only row cannot be taken away.
    #[prop(into)]
    seul: Signal<bool>,
    #[prop(into)] au_retrait: Callback<()>,
) -> impl IntoView {
    // A manager's rate comes from the monthly pay.
    Effect::new(move |_| {
        if salarie.dirige() {
            salarie.paie.valeur.set(MENSUEL.to_owned());
        }
    });
    view! {
        <FieldGroup legende=titre(salarie.rang)>
            <Row ecarte=true>
                <RadioGroup
                    champ=salarie.paie
                    en_ligne=true
                    choix=vec![
                        Choix::new(HORAIRE, "Taux horaire brut"),
                        Choix::new(MENSUEL, "Salaire mensuel brut"),
                    ]
                />
                <Show when=move || !seul.get()>
                    <Button
                        variante=Variante::Discret
                        petit=true
                        icone=Icone::Poubelle
                        au_clic=move || au_retrait.run(())
                    >
                        "Retirer"
                        <span class="ap-cache">{format!(" {}", titre(salarie.rang))}</span>
                    </Button>
                </Show>
            </Row>
            <Grid colonnes=4>
                <TextField champ=salarie.reference remplissage="off"/>
                <Show
                    when=move || salarie.au_mois()
                    fallback=move || view! {
                        <TextField champ=salarie.taux requis=true clavier="decimal" suffixe="€ / h"/>
                    }
                >
                    <TextField champ=salarie.mensuel requis=true clavier="decimal" suffixe="€"/>
                    <Show when=move || !salarie.dirige()>
                        <TextField champ=salarie.hebdomadaires requis=true clavier="decimal" suffixe="h"/>
                    </Show>
                </Show>
                <TextField champ=salarie.heures requis=true clavier="decimal" suffixe="h"/>
                <Select champ=salarie.profil choix=profils()/>
            </Grid>
            <Show when=move || salarie.dirige()>
                <NoteCadreDirigeant/>
            </Show>
        </FieldGroup>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use api_types::Probleme;

    #[test]
    fn faults_find_their_row_and_the_field_that_is_shown() {
        let proprietaire = Owner::new();
        proprietaire.with(|| {
            let f = Formulaire::new("essai");
            let salaries = [Salarie::new(f, 0), Salarie::new(f, 4)];
            salaries[1].paie.valeur.set(MENSUEL.to_owned());
            let faute = |pointeur: &str| ErreurChamp {
                pointer: pointeur.to_owned(),
                code: "champ_requis".to_owned(),
                ..Default::default()
            };
            let erreur = Erreur::Probleme(Box::new(Probleme {
                errors: vec![
                    faute("/mois"),
                    faute("/salaries/1/heures_chomees"),
                    faute("/salaries/0/taux_horaire_brut"),
                    faute("/salaries/1/taux_horaire_brut"),
                ],
                ..Default::default()
            }));
            let renumerotee = renumeroter(erreur, &salaries);
            let pointeurs: Vec<_> = renumerotee
                .probleme()
                .map(|p| p.errors.iter().map(|e| e.pointer.clone()).collect())
                .unwrap_or_default();
            assert_eq!(
                pointeurs,
                [
                    "/mois",
                    "/salaries/4/heures_chomees",
                    "/salaries/0/taux_horaire_brut",
                    "/salaries/4/salaire_mensuel_brut",
                ]
            );
        });
    }

    #[test]
    fn only_the_pay_that_is_shown_is_sent() {
        let proprietaire = Owner::new();
        proprietaire.with(|| {
            let salarie = Salarie::new(Formulaire::new("essai"), 0);
            salarie.taux.valeur.set(" 10,85 ".to_owned());
            salarie.mensuel.valeur.set("1800".to_owned());
            let lu = salarie.lire();
            assert_eq!(lu.taux_horaire_brut.as_deref(), Some("10,85"));
            assert_eq!(lu.salaire_mensuel_brut, None);
            assert_eq!(lu.heures_hebdomadaires, None);
            salarie.paie.valeur.set(MENSUEL.to_owned());
            let lu = salarie.lire();
            assert_eq!(lu.taux_horaire_brut, None);
            assert_eq!(lu.salaire_mensuel_brut.as_deref(), Some("1800"));
            assert_eq!(lu.heures_hebdomadaires.as_deref(), Some("35"));
        });
    }
}
