//! `/assistance/agents`.

use crate::{
    pages::comptes::{Resultats, Selection},
    ui::{ButtonLink, Frame, Icone, PageHeader, Stack},
};
use leptos::prelude::*;

#[component]
pub fn PageAgents() -> impl IntoView {
    view! {
        <Frame>
            <PageHeader
                titre="Agents"
                sous_titre=|| "Les comptes des unités départementales. Le dossier d'un agent permet de changer ses départements, de le désactiver et de le réactiver."
                actions=|| view! {
                    <ButtonLink href="/assistance/agents/nouveau" icone=Icone::Plus>"Ouvrir un compte d'agent"</ButtonLink>
                }
            />
            <Stack>
                <Resultats selection=Selection { role: Some("agent_ud"), ..Default::default() }/>
            </Stack>
        </Frame>
    }
}
