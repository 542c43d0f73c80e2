//! What the mails about a DAP say.

use domain::mois::{date_fr, instant_fr};
use time::{Date, OffsetDateTime};

use super::{Nature, Texte, texte};
use crate::Parametres;

/// The receipt (art. R5122-26): who sent it, when it was received, and the tacit-acceptance date.
pub(crate) fn dap_recue(
    parametres: &Parametres,
    (numero, id): (&str, &str),
    (auteur, recue_le): (&str, OffsetDateTime),
    limite: Date,
) -> Texte {
    texte(
        Nature::DapSuivi,
        &format!("Demande d'autorisation préalable {numero} : reçue"),
        parametres,
        &format!(
            "Votre demande {numero}, envoyée par {auteur}, a été reçue le {} et transmise à l'unité départementale. \
             Sans réponse au plus tard le {}, elle est acceptée tacitement. Suivez-la ici : {}/daps/{id}",
            instant_fr(recue_le),
            date_fr(limite),
            parametres.url_publique
        ),
    )
}

pub(crate) fn dap_prise(parametres: &Parametres, numero: &str, id: &str) -> Texte {
    texte(
        Nature::DapSuivi,
        &format!("Demande d'autorisation préalable {numero} : instruction en cours"),
        parametres,
        &format!(
            "L'unité départementale instruit votre demande {numero}. Suivez-la ici : {}/daps/{id}",
            parametres.url_publique
        ),
    )
}

/// Nobody instructs it any more: it waits for another agent, and its deadline runs on.
pub(crate) fn dap_liberee(parametres: &Parametres, numero: &str, id: &str) -> Texte {
    texte(
        Nature::DapSuivi,
        &format!("Demande d'autorisation préalable {numero} : de nouveau en attente"),
        parametres,
        &format!(
            "Votre demande {numero} attend un autre agent de l'unité départementale ; le délai d'acceptation tacite \
             continue de courir. Suivez-la ici : {}/daps/{id}",
            parametres.url_publique
        ),
    )
}

pub(crate) fn dap_retiree(parametres: &Parametres, numero: &str, id: &str) -> Texte {
    texte(
        Nature::DapSuivi,
        &format!("Demande d'autorisation préalable {numero} : retirée"),
        parametres,
        &format!(
            "La demande {numero} a été retirée : elle ne sera pas instruite. Elle reste lisible ici : {}/daps/{id}",
            parametres.url_publique
        ),
    )
}

/// To the agent whom a colleague hands a DAP over to.
pub(crate) fn dap_confiee(parametres: &Parametres, numero: &str, id: &str) -> Texte {
    texte(
        Nature::DapSuivi,
        &format!("Demande d'autorisation préalable {numero} : confiée à vous"),
        parametres,
        &format!(
            "Un collègue vous confie l'instruction de la demande {numero}. Ouvrez-la ici : {}/daps/{id}",
            parametres.url_publique
        ),
    )
}

/// To the other side of the thread; the message itself stays in the service.
pub(crate) fn dap_message(parametres: &Parametres, numero: &str, id: &str, piece: bool) -> Texte {
    let quoi = if piece {
        "L'unité départementale vous demande un document"
    } else {
        "Un message vous attend"
    };
    texte(
        Nature::DapMessage,
        &format!("Demande d'autorisation préalable {numero} : nouveau message"),
        parametres,
        &format!(
            "{quoi} au sujet de la demande {numero}. Lisez-le et répondez ici : {}/daps/{id}",
            parametres.url_publique
        ),
    )
}

/// `code_di` when validated, `motifs` otherwise.
pub(crate) fn dap_decidee(
    parametres: &Parametres,
    numero: &str,
    id: &str,
    decision: &str,
    code_di: Option<&str>,
    motifs: &str,
) -> Texte {
    let suite = code_di.map_or_else(
        || format!("Motifs :\n\n{motifs}"),
        |code| {
            format!(
                "Le code pour créer vos demandes d'indemnisation est :\n\n{code}\n\nLa notification de décision \
                 est dans votre espace, où ce code peut aussi être copié."
            )
        },
    );
    texte(
        Nature::DapDecision,
        &format!("Demande d'autorisation préalable {numero} : {decision}"),
        parametres,
        &format!(
            "Votre demande {numero} est {decision}. {suite}\n\n{}/daps/{id}",
            parametres.url_publique
        ),
    )
}
