//! Going to another page after a call. The router's own function cannot cross an await: this
//! signal can, and one component inside the router follows it.

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

/// Where to go next.
#[derive(Clone, Copy)]
pub struct Navigation(RwSignal<Option<String>>);

impl Navigation {
    /// Made once, by the application.
    pub fn new() -> Self {
        Self(RwSignal::new(None))
    }

    /// Goes to `chemin`.
    pub fn aller(self, chemin: impl Into<String>) {
        self.0.set(Some(chemin.into()));
    }
}

impl Default for Navigation {
    fn default() -> Self {
        Self::new()
    }
}

/// The way to go to another page.
pub fn navigation() -> Navigation {
    expect_context::<Navigation>()
}

/// Follows [`Navigation`]; once, inside the router.
#[component]
pub fn Navigateur() -> impl IntoView {
    let navigation = navigation();
    let aller = use_navigate();
    Effect::new(move |_| {
        if let Some(chemin) = navigation.0.get() {
            navigation.0.set(None);
            aller(&chemin, NavigateOptions::default());
        }
    });
}
