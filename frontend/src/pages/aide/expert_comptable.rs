//! What an accountant needs to know before acting for a client.

use crate::ui::{
    Breadcrumb, ButtonLink, Card, Columns, Frame, Icone, Link, PageHeader, Prose, Row, Variante,
};
use leptos::prelude::*;

/// `/expert-comptable`.
#[component]
pub fn PageExpertComptable() -> impl IntoView {
    view! {
        <Frame>
            <Breadcrumb etapes=vec![("/".into(), "Accueil".into())] ici="Vous êtes expert-comptable"/>
            <PageHeader
                titre="Vous êtes expert-comptable"
                sous_titre=|| "Agir pour un établissement sous contrat de prestation."
            />
            <Columns cote=Demarches>
                <Prose>
                    <h2>"Le contrat de prestation"</h2>
                    <p>
                        "Vous agissez pour un client en vertu d'un contrat de prestation que vous avez signé "
                        "ensemble. Ne l'envoyez ni par courrier ni par courriel : conservez-le signé, il peut "
                        "vous être demandé lors d'un contrôle. Vous pouvez en joindre le PDF au mandat que vous "
                        "déclarez ici. Aucun accusé de réception n'est à attendre."
                    </p>
                    <h2>"L'espace de chaque client"</h2>
                    <ul>
                        <li>
                            <strong>"Le client n'a pas encore d'espace."</strong>
                            " Demandez-en la création avec son SIRET et votre adresse électronique, une fois par établissement."
                        </li>
                        <li>
                            <strong>"Le client a déjà un espace."</strong>
                            " Connectez-vous et déclarez le mandat dans " <Link href="/mandats">"Mes mandats"</Link>
                            ", avec son SIRET, les dates du contrat et, si vous le voulez, son PDF. Son utilisateur "
                            "principal reçoit un courriel et accepte en ligne ; l'accès s'ouvre le jour du début. Vous "
                            "n'avez pas à connaître ses identifiants, et il n'a pas à vous les donner."
                        </li>
                        <li>
                            <strong>"Vous avez beaucoup de clients."</strong>
                            " Dans " <Link href="/mandats">"Mes mandats"</Link>
                            ", un fichier CSV déclare jusqu'à 200 mandats d'un coup ; chaque client accepte le sien."
                        </li>
                    </ul>
                    <p>
                        "Avec la même adresse électronique, tous vos clients sont réunis sur un seul compte, "
                        "jusqu'à 200 SIRET. Au-delà, ouvrez un second compte avec une autre adresse."
                    </p>
                    <h2>"Ce que vous pouvez faire"</h2>
                    <p>
                        "Tout ce que fait un utilisateur de l'établissement : la fiche, les coordonnées "
                        "bancaires, les salariés, les demandes d'autorisation et leurs avenants, les demandes "
                        "d'indemnisation. La gestion des utilisateurs reste au client."
                    </p>
                    <p>
                        "Pour en savoir plus, lisez la fiche "
                        <Link href="/aide/fiches/expert-comptable">"Expert-comptable"</Link> "."
                    </p>
                </Prose>
            </Columns>
        </Frame>
    }
}

#[component]
fn Demarches() -> impl IntoView {
    view! {
        <Card titre="Commencer" icone=Icone::Groupe>
            <Row>
                <ButtonLink href="/mandats">"Déclarer un mandat"</ButtonLink>
                <ButtonLink href="/inscription" variante=Variante::Secondaire>"Créer l'espace d'un client"</ButtonLink>
                <ButtonLink href="/connexion" variante=Variante::Secondaire>"Me connecter"</ButtonLink>
            </Row>
        </Card>
    }
}
