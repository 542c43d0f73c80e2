//! What lists share: the criteria above them, the next page below them.

use crate::{
    api::{Donnees, acces},
    format,
    ui::{Button, Card, Cell, Champ, Form, Grid, Icone, Row, ShowMore, Stack, Variante},
};
use api_types::{
    assistance::ListeCourriels,
    compte_assistance::ListeComptes,
    dap::ListeDaps,
    demande_assistance::ListeDemandesAssistance,
    etablissement::ListeEtablissements,
    indemnisation::ListeDemandes,
    lot::ListeLignesLot,
    mandat::ListeMandats,
    paiement::{ListePaiements, ListeRejets},
    reprise::ListeReprises,
    salarie::ListeSalaries,
};
use client::Erreur;
use leptos::{prelude::*, task::spawn_local};

/// A list of the API that comes in pages.
pub trait Paginee: Clone + Send + Sync + 'static {
    /// The cursor of the page that follows.
    fn suivante(&self) -> Option<String>;
    /// Appends the page that follows.
    fn prolonger(&mut self, page: Self);
}

macro_rules! paginees {
    ($($liste:ty),* $(,)?) => {$(
        impl Paginee for $liste {
            fn suivante(&self) -> Option<String> {
                self.next.clone()
            }

            fn prolonger(&mut self, page: Self) {
                self.items.extend(page.items);
                self.next = page.next;
            }
        }
    )*};
}

paginees!(
    ListeComptes,
    ListeCourriels,
    ListeDaps,
    ListeDemandes,
    ListeDemandesAssistance,
    ListeEtablissements,
    ListeLignesLot,
    ListeMandats,
    ListePaiements,
    ListeRejets,
    ListeReprises,
    ListeSalaries,
);

/// "Afficher plus": asks `page` for what follows the cursor and appends it.
#[component]
pub fn Suite<L, A, F>(donnees: Donnees<L>, page: A) -> impl IntoView
where
    L: Paginee,
    A: Fn(String) -> F + Copy + Send + Sync + 'static,
    F: Future<Output = Result<L, Erreur>> + 'static,
{
    let acces = acces();
    let suivante = move || donnees.lire_sans_suivre().and_then(|liste| liste.suivante());
    let suite = suivante().is_some();
    let en_cours = RwSignal::new(false);
    let plus = move || {
        let Some(curseur) = suivante() else { return };
        let appel = page(curseur);
        en_cours.set(true);
        spawn_local(async move {
            if let Ok(page) = acces.appeler(appel).await {
                donnees.modifier(|liste| liste.prolonger(page));
            }
            en_cours.try_set(false);
        });
    };
    view! { <ShowMore suite en_cours au_clic=plus/> }
}

/// A search for the SIRET of somebody else, or of nobody, finds nothing.
pub fn rien_si_inconnu<L: Default>(trouvee: Result<L, Erreur>) -> Result<L, Erreur> {
    match trouvee {
        Err(erreur) if erreur.code() == Some("introuvable") => Ok(L::default()),
        autre => autre,
    }
}

/// An establishment in a row: its name and its number.
#[component]
pub fn Etablissement(denomination: String, siret: String) -> impl IntoView {
    view! {
        <Cell titre="Établissement">
            <Stack serre=true>
                <span>{denomination}</span>
                <span class="ap-petit ap-doux ap-chiffres">{format::siret(&siret)}</span>
            </Stack>
        </Cell>
    }
}

/// The criteria of a search. "Effacer les critères" empties `champs` and searches again.
#[component]
pub fn Criteres(
    champs: Vec<Champ>,
    #[prop(into)] chercher: Callback<()>,
    children: Children,
) -> impl IntoView {
    let effacer = move || {
        for champ in &champs {
            champ.valeur.set(String::new());
        }
        chercher.run(());
    };
    view! {
        <Card creuse=true>
            <Form au_envoi=move || chercher.run(())>
                <Grid>{children()}</Grid>
                <Row>
                    <Button soumettre=true icone=Icone::Recherche>"Rechercher"</Button>
                    <Button variante=Variante::Discret au_clic=effacer>"Effacer les critères"</Button>
                </Row>
            </Form>
        </Card>
    }
}
