//! Findings: what is well, what is to be known, what stands in the way; never by colour alone.

use super::icon::{Icon, Icone};
use leptos::prelude::*;

/// How one finding is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gravite {
    Bon,
    Information,
    Obstacle,
}

impl Gravite {
    /// By its code in the API; an unknown one is information.
    pub fn du_code(code: &str) -> Self {
        match code {
            "bon" => Self::Bon,
            "obstacle" => Self::Obstacle,
            _ => Self::Information,
        }
    }

    fn signes(self) -> (&'static str, Icone, &'static str) {
        match self {
            Self::Bon => ("bon", Icone::Coche, "En ordre : "),
            Self::Information => ("information", Icone::Aide, "À savoir : "),
            Self::Obstacle => ("obstacle", Icone::Alerte, "Empêche la connexion : "),
        }
    }
}

/// Findings in reading order.
#[component]
pub fn Findings(constats: Vec<(Gravite, String)>) -> impl IntoView {
    let lignes = constats
        .into_iter()
        .map(|(gravite, texte)| {
            let (attribut, icone, mot) = gravite.signes();
            view! {
                <li class="ap-constat" data-gravite=attribut>
                    <Icon icone/>
                    <p><span class="ap-cache">{mot}</span>{texte}</p>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="ap-constats">{lignes}</ul> }
}
