//! The decision: authorised hours, the code DI to copy, the notice.

use crate::{
    api::client,
    format,
    ui::{
        Alert, ButtonLink, Card, CopyButton, DescriptionList, DownloadLink, Icone, Item, Row, Ton, Variante,
    },
};
use api_types::dap::Decision as DecisionDap;
use domain::dap::CodeDi;
use leptos::prelude::*;

/// What was decided.
#[component]
pub fn Decision(decision: DecisionDap, dap_id: String, agent: bool) -> impl IntoView {
    let le = format::instant(&decision.decidee_le);
    let pdf = client().url(&format!("/daps/{dap_id}/decision.pdf"));
    if decision.decision != "validee" {
        let refusee = decision.decision == "refusee";
        let (ton, titre) = if refusee {
            (Ton::Danger, "Demande refusée")
        } else {
            (Ton::Attention, "Demande invalidée, à corriger")
        };
        return view! {
            <Alert ton titre>
                <p>{format!("Décision du {le}.")}</p>
                {decision.motifs.unwrap_or_default().lines().map(|motif| view! { <p>{motif.to_owned()}</p> }).collect_view()}
                {decision.voie.map(|voie| view! { <p class="ap-gras">{voie}</p> })}
                <Row>
                    {(refusee && !agent).then(|| view! {
                        <ButtonLink href="/daps/nouvelle" variante=Variante::Secondaire>"Déposer une autre demande"</ButtonLink>
                    })}
                    <DownloadLink href=pdf format="PDF" variante=Variante::Secondaire>
                        "Télécharger la décision"
                    </DownloadLink>
                </Row>
            </Alert>
        }
        .into_any();
    }
    let periode = decision
        .debut
        .zip(decision.fin)
        .map(|(debut, fin)| format!("du {} au {}", format::date(&debut), format::date(&fin)));
    view! {
        <Card titre="Autorisation" icone=Icone::Coche>
            {decision.tacite.then(|| view! {
                <p>"L'administration n'a pas répondu dans le délai légal : la demande est acceptée tacitement."</p>
            })}
            {decision.code_di.filter(|_| !agent).map(|code| view! { <Code code/> })}
            <DescriptionList>
                <Item libelle="Décision du">{le}</Item>
                {decision.heures_autorisees.map(|heures| view! {
                    <Item libelle="Heures autorisées">{format::heures(&heures)}</Item>
                })}
                {periode.map(|periode| view! { <Item libelle="Période autorisée">{periode}</Item> })}
            </DescriptionList>
            <Row>
                <DownloadLink href=pdf format="PDF" variante=Variante::Secondaire>
                    "Télécharger la décision"
                </DownloadLink>
            </Row>
        </Card>
    }
    .into_any()
}

/// The code that opens the claims.
#[component]
fn Code(code: String) -> impl IntoView {
    let groupe = code
        .parse::<CodeDi>()
        .map_or_else(|_| code.clone(), |code| code.groupe());
    view! {
        <div class="ap-code-di">
            <div>
                <p class="ap-petit ap-doux">"Code DI, pour vos demandes d'indemnisation"</p>
                <p class="ap-code-di-texte">{groupe}</p>
            </div>
            <Row>
                <CopyButton texte=code.clone() quoi="le code DI"/>
                <ButtonLink href=format!("/indemnisations/nouvelle?code={code}") petit=true>
                    "Créer une demande d'indemnisation"
                </ButtonLink>
            </Row>
        </div>
    }
}
