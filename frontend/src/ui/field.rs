//! The state that a form field shares with its part, and the frame around every field.

use super::dom::identifiant;
use leptos::prelude::*;

/// One field of a form: its name, its text as typed, and what is wrong with it.
#[derive(Clone, Copy)]
pub struct Champ {
    textes: StoredValue<Textes>,
    /// The text as typed, never reformatted under the fingers.
    pub valeur: RwSignal<String>,
    /// What is wrong, in French.
    pub erreur: Signal<Option<String>>,
    /// Called at each keystroke: an error is no longer true once the text has changed.
    au_changement: Callback<()>,
}

struct Textes {
    id: String,
    libelle: String,
}

impl Champ {
    /// A field; `nom` is unique in the page.
    pub fn new(
        nom: &str,
        libelle: &str,
        valeur: RwSignal<String>,
        erreur: Signal<Option<String>>,
        au_changement: Callback<()>,
    ) -> Self {
        let textes = StoredValue::new(Textes {
            id: identifiant(nom),
            libelle: libelle.to_owned(),
        });
        Self {
            textes,
            valeur,
            erreur,
            au_changement,
        }
    }

    /// A field alone, without a form that judges it (a filter, a search).
    pub fn libre(nom: &str, libelle: &str) -> Self {
        Self::new(
            nom,
            libelle,
            RwSignal::new(String::new()),
            Signal::default(),
            Callback::new(|()| ()),
        )
    }

    /// The same field under another label, where what it asks for depends on another answer.
    pub fn nomme(self, libelle: &str) -> Self {
        let textes = StoredValue::new(Textes {
            id: self.id(),
            libelle: libelle.to_owned(),
        });
        Self { textes, ..self }
    }

    /// What is typed, trimmed; nothing for an empty field.
    pub fn saisi(self) -> Option<String> {
        Some(self.valeur.get_untracked().trim().to_owned()).filter(|texte| !texte.is_empty())
    }

    /// Characters typed so far. Tracked.
    pub(super) fn longueur(self) -> usize {
        self.valeur.with(|texte| texte.chars().count())
    }

    /// The id of the input.
    pub fn id(self) -> String {
        self.textes.with_value(|textes| textes.id.clone())
    }

    /// The label.
    pub fn libelle(self) -> String {
        self.textes.with_value(|textes| textes.libelle.clone())
    }

    /// Text typed by the person.
    pub fn saisir(self, texte: String) {
        self.valeur.set(texte);
        self.au_changement.run(());
    }

    /// `true` while an error is shown.
    pub fn invalide(self) -> bool {
        self.erreur.with(Option::is_some)
    }

    /// Ids of the texts that describe the input, for `aria-describedby`.
    pub(super) fn descriptions(self, indice: bool, compteur: bool) -> Option<String> {
        let id = self.id();
        let mut ids = Vec::new();
        if indice {
            ids.push(format!("{id}-indice"));
        }
        if compteur {
            ids.push(format!("{id}-compteur"));
        }
        if self.invalide() {
            ids.push(format!("{id}-erreur"));
        }
        (!ids.is_empty()).then(|| ids.join(" "))
    }
}

/// How wide the input is: as wide as what goes into it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Largeur {
    /// 6 characters: a number, a code.
    Courte,
    /// 14 characters: a date, an amount, a postcode with its town.
    Moyenne,
    /// 22 characters: a SIRET, a telephone.
    Longue,
    #[default]
    Pleine,
}

impl Largeur {
    pub(super) fn attribut(self) -> Option<&'static str> {
        match self {
            Self::Courte => Some("courte"),
            Self::Moyenne => Some("moyenne"),
            Self::Longue => Some("longue"),
            Self::Pleine => None,
        }
    }
}

/// Label, hint, the input itself and its error.
#[component]
pub(super) fn Frame(champ: Champ, indice: Option<String>, requis: bool, children: Children) -> impl IntoView {
    let id = champ.id();
    let id_indice = format!("{id}-indice");
    view! {
        <div class="ds-field ap-champ">
            <label class="ds-label" for=id.clone()>
                {champ.libelle()}
                {requis.then(RequiredMark)}
            </label>
            {indice.map(|texte| view! { <div data-field="description" id=id_indice>{texte}</div> })}
            {children()}
            <ErrorMessage id erreur=champ.erreur/>
        </div>
    }
}

/// The red asterisk; the input itself says `aria-required`.
#[component]
pub(super) fn RequiredMark() -> impl IntoView {
    view! { <span class="ap-requis" aria-hidden="true">" *"</span> }
}

/// What is wrong with a field, under it.
#[component]
pub(super) fn ErrorMessage(id: String, erreur: Signal<Option<String>>) -> impl IntoView {
    let id = format!("{id}-erreur");
    move || {
        let id = id.clone();
        erreur.get().map(|texte| {
            view! {
                <p class="ds-validation-message" data-field="validation" id=id>
                    <span class="ap-cache">"Erreur : "</span>
                    {texte}
                </p>
            }
        })
    }
}

/// What turned out to be wrong after the field was filled in: read out at once.
#[component]
pub fn FieldAlert(#[prop(into)] texte: String) -> impl IntoView {
    view! { <p class="ds-validation-message" role="alert">{texte}</p> }
}

/// "Les champs marqués d'un astérisque sont obligatoires."
#[component]
pub fn RequiredNote() -> impl IntoView {
    view! {
        <p class="ap-petit ap-doux">
            "Les champs marqués d'un astérisque " <span class="ap-requis">"*"</span>
            " sont obligatoires."
        </p>
    }
}
