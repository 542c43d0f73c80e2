//! A form: its fields, the faults that the domain or the API found, and its sending.

use crate::{aide::Aide, session::Acces, ui};
use api_types::ErreurChamp;
use client::Erreur;
use domain::Fautes;
use leptos::{prelude::*, task::spawn_local};
use ui::{Champ, ErrorSummary, LigneErreur};

/// The state of one form. The same faults feed the summary and the fields.
#[derive(Clone, Copy)]
pub struct Formulaire {
    nom: &'static str,
    fautes: RwSignal<Vec<ErreurChamp>>,
    /// What concerns no field, and where its rule comes from.
    general: RwSignal<Option<(String, Option<String>)>>,
    /// Code of what concerns no field.
    code: RwSignal<Option<String>>,
    aide: Option<Aide>,
    tentative: RwSignal<u32>,
    en_cours: RwSignal<bool>,
    champs: StoredValue<Vec<Connu>>,
}

/// A field that the form knows.
struct Connu {
    pointeur: String,
    id: String,
    libelle: String,
}

impl Formulaire {
    /// A form; `nom` is unique in the page.
    pub fn new(nom: &'static str) -> Self {
        Self {
            nom,
            fautes: RwSignal::new(Vec::new()),
            general: RwSignal::new(None),
            code: RwSignal::new(None),
            aide: use_context(),
            tentative: RwSignal::new(0),
            en_cours: RwSignal::new(false),
            champs: StoredValue::new(Vec::new()),
        }
    }

    /// The field that faults name by `pointeur`, a JSON pointer such as `/code_postal`.
    pub fn champ(self, pointeur: &str, libelle: &str) -> Champ {
        self.champ_avec(pointeur, libelle, "")
    }

    /// A field that already holds a text.
    pub fn champ_avec(self, pointeur: &str, libelle: &str, valeur: &str) -> Champ {
        let champ = Champ::new(
            &format!("{}{pointeur}", self.nom),
            libelle,
            RwSignal::new(valeur.to_owned()),
            self.erreur(pointeur),
            {
                let pointeur = pointeur.to_owned();
                Callback::new(move |()| self.oublier(&pointeur))
            },
        );
        self.connaitre(pointeur, &champ.id(), libelle);
        champ
    }

    /// Tells the form about an input that is no [`Champ`] (a checkbox).
    pub fn connaitre(self, pointeur: &str, id: &str, libelle: &str) {
        self.champs.update_value(|champs| {
            champs.retain(|champ| champ.pointeur != pointeur);
            champs.push(Connu {
                pointeur: pointeur.to_owned(),
                id: id.to_owned(),
                libelle: libelle.to_owned(),
            });
        });
    }

    /// The id and the label of the field that faults name so.
    pub fn connu(self, pointeur: &str) -> Option<(String, String)> {
        self.champs.with_value(|champs| {
            let champ = champs.iter().find(|champ| champ.pointeur == pointeur)?;
            Some((champ.id.clone(), champ.libelle.clone()))
        })
    }

    /// What faults call the field of this id.
    fn pointeur(self, id: &str) -> Option<String> {
        self.champs.with_value(|champs| {
            let champ = champs.iter().find(|champ| champ.id == id)?;
            Some(champ.pointeur.clone())
        })
    }

    /// True while the summary shows anything; tracked.
    pub fn fautif(self) -> bool {
        self.fautes.with(|fautes| !fautes.is_empty()) || self.general.with(Option::is_some)
    }

    /// What is wrong with one field.
    pub fn erreur(self, pointeur: &str) -> Signal<Option<String>> {
        let pointeur = pointeur.to_owned();
        Signal::derive(move || {
            self.fautes.with(|fautes| {
                fautes
                    .iter()
                    .find(|faute| faute.pointer == pointeur)
                    .map(|faute| faute.message.clone())
            })
        })
    }

    /// A corrected field is no longer wrong, and what was refused as a whole is no longer what is typed; the next
    /// sending judges it again.
    pub fn oublier(self, pointeur: &str) {
        if self.general.with_untracked(Option::is_some) {
            self.general.set(None);
            self.code.set(None);
        }
        if self
            .fautes
            .with_untracked(|fautes| fautes.iter().any(|faute| faute.pointer == pointeur))
        {
            self.fautes
                .update(|fautes| fautes.retain(|faute| faute.pointer != pointeur));
        }
    }

    /// No error any more.
    pub fn effacer(self) {
        self.fautes.try_set(Vec::new());
        self.general.try_set(None);
        self.code.try_set(None);
    }

    /// True while the form is on its way.
    pub fn en_cours(self) -> Signal<bool> {
        self.en_cours.into()
    }

    /// The value that the domain accepted, or nothing and its faults shown.
    pub fn juger<T>(self, resultat: Result<T, Fautes>) -> Option<T> {
        match resultat {
            Ok(valeur) => {
                self.effacer();
                Some(valeur)
            }
            Err(Fautes(fautes)) => {
                self.refuser(fautes.into_iter().map(Into::into).collect());
                None
            }
        }
    }

    /// Shows these faults and moves the focus to their summary.
    pub fn refuser(self, fautes: Vec<ErreurChamp>) {
        self.general.try_set(None);
        self.code.try_set(None);
        self.fautes.try_set(fautes);
        self.tentative.try_update(|n| *n += 1);
    }

    /// Shows what the API answered.
    pub fn refuser_erreur(self, erreur: &Erreur) {
        let fautes = erreur
            .probleme()
            .map(|probleme| probleme.errors.clone())
            .unwrap_or_default();
        let general = fautes.is_empty().then(|| {
            (
                crate::api::message_erreur(erreur),
                crate::api::source_erreur(erreur),
            )
        });
        self.fautes.try_set(fautes);
        self.code
            .try_set(general.as_ref().and(erreur.code()).map(str::to_owned));
        self.general.try_set(general);
        self.tentative.try_update(|n| *n += 1);
    }

    /// Sends: one call at a time; a refusal is shown, a success is given to `succes`.
    pub fn envoyer<T: 'static>(
        self,
        acces: Acces,
        appel: impl Future<Output = Result<T, Erreur>> + 'static,
        succes: impl FnOnce(T) + 'static,
    ) {
        if self.en_cours.get_untracked() {
            return;
        }
        self.en_cours.set(true);
        spawn_local(async move {
            let resultat = acces.appeler(appel).await;
            self.en_cours.try_set(false);
            match resultat {
                Ok(valeur) => {
                    self.effacer();
                    succes(valeur);
                }
                // The dialog above the page says it; sending again is up to the person.
                Err(_) if acces.expiree().get_untracked() => {}
                Err(erreur) => self.refuser_erreur(&erreur),
            }
        });
    }

    /// Sheets that explain what is shown.
    fn aides(self) -> Vec<crate::aide::LienAide> {
        let Some(aide) = self.aide else {
            return Vec::new();
        };
        self.fautes.with(|fautes| {
            self.code.with(|code| {
                let codes = code.iter().chain(fautes.iter().map(|faute| &faute.code));
                aide.liens(codes.map(String::as_str))
            })
        })
    }

    fn lignes(self) -> Vec<LigneErreur> {
        let mut lignes: Vec<_> = self
            .general
            .get()
            .into_iter()
            .map(|(message, source)| LigneErreur {
                id: None,
                libelle: None,
                message,
                source,
            })
            .collect();
        self.champs.with_value(|champs| {
            self.fautes.with(|fautes| {
                // In the order of the fields on the page, then what concerns no field.
                let rang = |faute: &&ErreurChamp| {
                    champs
                        .iter()
                        .position(|champ| champ.pointeur == faute.pointer)
                        .unwrap_or(champs.len())
                };
                let mut fautes: Vec<_> = fautes.iter().collect();
                fautes.sort_by_key(rang);
                lignes.extend(fautes.into_iter().map(|faute| {
                    let champ = champs.iter().find(|champ| champ.pointeur == faute.pointer);
                    LigneErreur {
                        id: champ.map(|champ| champ.id.clone()),
                        libelle: champ.map(|champ| champ.libelle.clone()),
                        message: faute.message.clone(),
                        source: crate::api::source_faute(faute),
                    }
                }));
            });
        });
        lignes
    }
}

/// The summary of a form's errors.
#[component]
pub fn ResumeErreurs(
    formulaire: Formulaire,
    /// Leads to a field that the page does not hold at the moment: given what faults call it.
    #[prop(optional, into)]
    vers: Option<Callback<String>>,
) -> impl IntoView {
    let vers = vers.map(|vers| {
        Callback::new(move |id: String| {
            if let Some(pointeur) = formulaire.pointeur(&id) {
                vers.run(pointeur);
            }
        })
    });
    view! {
        <ErrorSummary
            lignes=Signal::derive(move || formulaire.lignes())
            tentative=formulaire.tentative
            aides=Signal::derive(move || formulaire.aides())
            vers
        />
    }
}
