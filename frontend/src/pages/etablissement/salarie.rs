//! The form of one employee: added to the register, or changed.

use crate::{
    api::{acces, client},
    format,
    formulaire::{Formulaire, ResumeErreurs},
    ui::{
        Alert, Annonces, Button, Champ, Form, Grid, Largeur, Row, Select, TextField, Ton, Variante, choix_de,
    },
};
use api_types::salarie::{NouveauSalarie, Salarie};
use domain::{
    montant::Heures,
    salarie::{Categorie, ModeTravail},
    simulation::ProfilSalarie,
};
use leptos::prelude::*;

/// Who is in the form: nobody yet, or an employee of the register with the version read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sujet {
    pub siret: String,
    pub connu: Option<(Salarie, String)>,
}

#[derive(Clone, Copy)]
struct Champs {
    nir: Champ,
    nom: Champ,
    prenom: Champ,
    categorie: Champ,
    mode: Champ,
    duree: Champ,
    taux: Champ,
    mensuel: Champ,
    profil: Champ,
    entree: Champ,
    sortie: Champ,
}

impl Champs {
    fn new(f: Formulaire, connu: Option<&Salarie>) -> Self {
        let de = |lire: fn(&Salarie) -> String| connu.map(lire).unwrap_or_default();
        let ou = |lu: String, defaut: &str| if lu.is_empty() { defaut.to_owned() } else { lu };
        let nir = if connu.is_some() {
            "Nouveau numéro de sécurité sociale (NIR)"
        } else {
            "Numéro de sécurité sociale (NIR)"
        };
        // The hourly rate that a monthly pay gave is not typed: one of the two is.
        let taux = de(|s| match s.salaire_mensuel_brut {
            Some(_) => String::new(),
            None => s.taux_horaire_brut.replace('.', ","),
        });
        let mensuel = de(|s| {
            s.salaire_mensuel_brut
                .clone()
                .unwrap_or_default()
                .replace('.', ",")
        });
        let jour = |jour: &Option<String>| jour.as_deref().map(format::date).unwrap_or_default();
        Self {
            nir: f.champ("/nir", nir),
            nom: f.champ_avec("/nom", "Nom d'usage", &de(|s| s.nom.clone())),
            prenom: f.champ_avec("/prenom", "Prénom", &de(|s| s.prenom.clone())),
            categorie: f.champ_avec("/categorie", "Catégorie", &de(|s| s.categorie.clone())),
            mode: f.champ_avec(
                "/mode",
                "Décompte du temps de travail",
                &ou(de(|s| s.mode.clone()), ModeTravail::Heures.code()),
            ),
            duree: f.champ_avec(
                "/duree_hebdomadaire",
                "Durée hebdomadaire du contrat",
                &ou(de(|s| format::nombre_heures(&s.duree_hebdomadaire)), "35"),
            ),
            taux: f.champ_avec("/taux_horaire_brut", "Taux horaire brut", &taux),
            mensuel: f.champ_avec("/salaire_mensuel_brut", "ou salaire mensuel brut", &mensuel),
            profil: f.champ_avec(
                "/profil",
                "Contrat",
                &ou(de(|s| s.profil.clone()), ProfilSalarie::Ordinaire.code()),
            ),
            entree: f.champ_avec(
                "/entree",
                "Entrée",
                &connu.map(|s| jour(&s.entree)).unwrap_or_default(),
            ),
            sortie: f.champ_avec(
                "/sortie",
                "Sortie",
                &connu.map(|s| jour(&s.sortie)).unwrap_or_default(),
            ),
        }
    }

    fn lire(self) -> NouveauSalarie {
        let texte = |champ: Champ| champ.valeur.get_untracked();
        NouveauSalarie {
            nir: texte(self.nir),
            nom: texte(self.nom),
            prenom: texte(self.prenom),
            categorie: texte(self.categorie),
            duree_hebdomadaire: texte(self.duree),
            taux_horaire_brut: if untrack(|| self.dirige()) {
                String::new()
            } else {
                texte(self.taux)
            },
            salaire_mensuel_brut: texte(self.mensuel),
            profil: texte(self.profil),
            mode: texte(self.mode),
            entree: texte(self.entree),
            sortie: texte(self.sortie),
        }
    }

    /// A manager: paid by the month, counted in days.
    fn dirige(self) -> bool {
        self.profil
            .valeur
            .with(|profil| profil == ProfilSalarie::CadreDirigeant.code())
    }

    /// Ready for the next one: what colleagues have in common stays.
    fn vider(self) {
        if untrack(|| self.dirige()) {
            self.profil
                .valeur
                .try_set(ProfilSalarie::Ordinaire.code().to_owned());
        }
        for champ in [
            self.nir,
            self.nom,
            self.prenom,
            self.taux,
            self.mensuel,
            self.entree,
            self.sortie,
        ] {
            champ.valeur.try_set(String::new());
        }
    }
}

/// The form; `au_succes` once the register has it.
#[component]
pub fn FormulaireSalarie(sujet: Sujet, #[prop(into)] au_succes: Callback<Salarie>) -> impl IntoView {
    let acces = acces();
    let annonces = expect_context::<Annonces>();
    let modification = sujet.connu.is_some();
    let f = Formulaire::new(if modification {
        "salarie-modifie"
    } else {
        "salarie"
    });
    let champs = Champs::new(f, sujet.connu.as_ref().map(|(salarie, _)| salarie));
    let envoyer = move || {
        let corps = champs.lire();
        let saisie = corps.en_saisie();
        let juge = if modification {
            f.juger(saisie.verifier_modification()).is_some()
        } else {
            f.juger(saisie.verifier()).is_some()
        };
        if !juge {
            return;
        }
        let sujet = sujet.clone();
        f.envoyer(
            acces,
            async move {
                match sujet.connu {
                    None => client().ajouter_salarie(&sujet.siret, &corps).await,
                    Some((salarie, etag)) => client()
                        .modifier_salarie(&sujet.siret, &salarie.id, &etag, &corps)
                        .await
                        .map(|lu| lu.corps),
                }
            },
            move |salarie| {
                let fait = if modification { "modifié" } else { "ajouté" };
                annonces.dire(format!("{} {} {fait}.", salarie.prenom, salarie.nom));
                if !modification {
                    champs.vider();
                }
                au_succes.try_run(salarie);
            },
        );
    };
    let trop_longue = Memo::new(move |_| {
        let saisie = champs.duree.valeur.get();
        Heures::depuis_saisie(&saisie).is_ok_and(|heures| heures > Heures::entieres(60))
    });
    let dirigeant = Memo::new(move |_| champs.dirige());
    // A manager is counted in days; whoever follows is counted as before.
    let avant = StoredValue::new(ModeTravail::Heures.code().to_owned());
    Effect::new(move |deja: Option<bool>| {
        let dirigeant = dirigeant.get();
        let mode = champs.mode.valeur;
        match (deja.unwrap_or(false), dirigeant) {
            (false, true) => {
                if deja.is_some() {
                    avant.set_value(mode.get_untracked());
                }
                mode.set(ModeTravail::ForfaitJours.code().to_owned());
            }
            (true, false) => mode.set(avant.get_value()),
            _ => {}
        }
        dirigeant
    });
    let mensuel = move |indice: &'static str| {
        view! {
            <TextField
                champ=champs.mensuel
                clavier="decimal"
                largeur=Largeur::Moyenne
                suffixe="€"
                indice
            />
        }
    };
    // The other profiles are refused: offering them would be a trap.
    let profils: Vec<ProfilSalarie> = ProfilSalarie::TOUS
        .iter()
        .copied()
        .filter(|profil| profil.verifier().is_ok())
        .collect();
    view! {
        <Form au_envoi=envoyer>
            <ResumeErreurs formulaire=f/>
            <TextField
                champ=champs.nir
                requis=!modification
                clavier="numeric"
                largeur=Largeur::Longue
                remplissage="off"
                indice=if modification {
                    "Vide : le numéro connu reste."
                } else {
                    "15 caractères, espaces acceptés."
                }
            />
            <Grid colonnes=4>
                <TextField champ=champs.nom requis=true remplissage="off"/>
                <TextField champ=champs.prenom requis=true remplissage="off"/>
            </Grid>
            <Grid colonnes=4>
                <Select
                    champ=champs.categorie
                    requis=true
                    largeur=Largeur::Moyenne
                    choix=choix_de(Categorie::TOUS, Categorie::code, Categorie::libelle)
                />
                <Select
                    champ=champs.profil
                    requis=true
                    choix=choix_de(&profils, ProfilSalarie::code, ProfilSalarie::libelle)
                />
            </Grid>
            <Show when=move || dirigeant.get()>
                <NoteCadreDirigeant/>
            </Show>
            <Grid colonnes=4>
                <Select
                    champ=champs.mode
                    requis=true
                    choix=choix_de(ModeTravail::TOUS, ModeTravail::code, ModeTravail::libelle)
                />
                <TextField
                    champ=champs.duree
                    clavier="decimal"
                    largeur=Largeur::Moyenne
                    suffixe="h"
                    indice="Forfait en jours : 35."
                />
            </Grid>
            <Show when=move || trop_longue.get()>
                <Alert ton=Ton::Attention titre="Plus de 60 h par semaine ?" vivant=true>
                    <p>
                        "La durée du contrat s'écrit par semaine, pas par mois : 151,67 h par mois font 35 h par semaine. Une semaine ne dépasse pas 60 h (art. L3121-21) : divisez la durée du mois par 52/12."
                    </p>
                </Alert>
            </Show>
            <Grid colonnes=4>
                <Show
                    when=move || dirigeant.get()
                    fallback=move || view! {
                        <TextField champ=champs.taux clavier="decimal" largeur=Largeur::Moyenne suffixe="€"/>
                        {mensuel("L'un ou l'autre.")}
                    }
                >
                    {mensuel("En moyenne des douze derniers mois.")}
                </Show>
            </Grid>
            <Grid colonnes=4>
                <TextField champ=champs.entree largeur=Largeur::Moyenne remplissage="off" indice="jj/mm/aaaa, si elle compte ce mois-ci."/>
                <TextField champ=champs.sortie largeur=Largeur::Moyenne remplissage="off" indice="jj/mm/aaaa."/>
            </Grid>
            <Row>
                <Button
                    soumettre=true
                    variante=if modification { Variante::Principal } else { Variante::Secondaire }
                    en_cours=f.en_cours()
                >
                    {if modification { "Enregistrer le salarié" } else { "Ajouter le salarié" }}
                </Button>
            </Row>
        </Form>
    }
}

/// What is asked of a manager, and when they are paid.
#[component]
pub fn NoteCadreDirigeant() -> impl IntoView {
    view! {
        <Alert ton=Ton::Info titre="Cadre dirigeant" vivant=true>
            <p>
                "Indiquez son salaire mensuel brut, en moyenne des douze derniers mois : le taux horaire en est le trentième, divisé par 7\u{a0}h. Son temps se compte en jours (7\u{a0}h) et demi-journées (3\u{a0}h\u{a0}30), et il n'est indemnisé que pendant la fermeture de l'établissement (art. D5122-15)."
            </p>
        </Alert>
    }
}
