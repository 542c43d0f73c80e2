//! Line icons, drawn here: no icon font, no sprite to fetch.

use leptos::prelude::*;

/// The icons of the service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icone {
    Aide,
    Alerte,
    Banque,
    Batiment,
    Calculette,
    Calendrier,
    Chevron,
    Coche,
    Copie,
    Courriel,
    Crayon,
    Croix,
    Deconnexion,
    Document,
    Envoi,
    Euro,
    FlecheDroite,
    Groupe,
    Horloge,
    Lune,
    Menu,
    Oeil,
    OeilBarre,
    Plus,
    Poubelle,
    Recherche,
    Soleil,
    Telechargement,
    Televersement,
    Utilisateur,
}

impl Icone {
    fn trace(self) -> &'static str {
        match self {
            Self::Aide => {
                "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M9.3 9.2a2.8 2.8 0 1 1 4 2.5c-.8.4-1.3 1-1.3 1.9v.2M12 17h.01"
            }
            Self::Alerte => "M12 4 2.8 19.5h18.4L12 4M12 10v4.5M12 17h.01",
            Self::Banque => "M3 9.5 12 4l9 5.5H3M5.5 10v7M10 10v7M14 10v7M18.5 10v7M3.5 20h17",
            Self::Batiment => "M5 21V4h9v17M14 9h5v12M3 21h18M8 8h3M8 12h3M8 16h3M16.5 13h.01M16.5 17h.01",
            Self::Calculette => {
                "M6 3h12a1 1 0 0 1 1 1v16a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1M8.5 7h7M9 12h.01M12 12h.01M15 12h.01M9 16h.01M12 16h.01M15 16h.01"
            }
            Self::Calendrier => {
                "M5 5.5h14a1 1 0 0 1 1 1V19a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V6.5a1 1 0 0 1 1-1M4 10h16M8 3v4M16 3v4"
            }
            Self::Chevron => "m6 9 6 6 6-6",
            Self::Coche => "m5 12.5 4.5 4.5L19 7.5",
            Self::Copie => {
                "M9 9h10a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1H9a1 1 0 0 1-1-1v-9a1 1 0 0 1 1-1M15.5 9V5a1 1 0 0 0-1-1H5a1 1 0 0 0-1 1v9.5a1 1 0 0 0 1 1h3"
            }
            Self::Courriel => {
                "M4 5.5h16a1 1 0 0 1 1 1v11a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1v-11a1 1 0 0 1 1-1M3.5 7l8.5 6 8.5-6"
            }
            Self::Crayon => "M4 20h4L19.5 8.5a2 2 0 0 0-4-4L4 16v4M13.5 6.5l4 4",
            Self::Croix => "M6 6l12 12M18 6 6 18",
            Self::Deconnexion => "M14 4H5v16h9M10 12h11M17.5 8.5 21 12l-3.5 3.5",
            Self::Document => "M6 3h8l5 5v13H6V3M14 3v5h5M9 13h7M9 17h7",
            Self::Envoi => "M21 3 10 14M21 3l-7 18-4-7-7-4 18-7",
            Self::Euro => "M18 6.5A7 7 0 1 0 18 17.5M4 10.5h9M4 13.5h9",
            Self::FlecheDroite => "M4 12h16M14 6l6 6-6 6",
            Self::Groupe => {
                "M9 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7M2.5 20a6.5 6.5 0 0 1 13 0M16 4.8a3.5 3.5 0 0 1 0 6.4M18 14.2a6.5 6.5 0 0 1 3.5 5.8"
            }
            Self::Horloge => "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M12 7v5l3.5 2",
            Self::Lune => "M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5",
            Self::Menu => "M4 7h16M4 12h16M4 17h16",
            Self::Oeil => {
                "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12M12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6"
            }
            Self::OeilBarre => {
                "M4 4l16 16M9.5 5.8A9 9 0 0 1 12 5.5c6 0 9.5 6.5 9.5 6.5a17 17 0 0 1-2.6 3.4M6.4 7.6A16 16 0 0 0 2.5 12S6 18.5 12 18.5a9 9 0 0 0 4.2-1M9.9 9.9a3 3 0 0 0 4.2 4.2"
            }
            Self::Plus => "M12 5v14M5 12h14",
            Self::Poubelle => "M4 7h16M9 7V4h6v3M6.5 7l1 13h9l1-13M10 11v5.5M14 11v5.5",
            Self::Recherche => "M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14M16 16l4.5 4.5",
            Self::Soleil => {
                "M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4"
            }
            Self::Telechargement => "M12 4v11M7.5 10.5 12 15l4.5-4.5M4 19.5h16",
            Self::Televersement => "M12 16V5M7.5 9.5 12 5l4.5 4.5M4 19.5h16",
            Self::Utilisateur => "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8M4.5 20.5a7.5 7.5 0 0 1 15 0",
        }
    }
}

/// One icon, hidden from screen readers: the text beside it says the same.
#[component]
pub fn Icon(icone: Icone) -> impl IntoView {
    view! {
        <svg class="ap-icone" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d=icone.trace()></path>
        </svg>
    }
}
