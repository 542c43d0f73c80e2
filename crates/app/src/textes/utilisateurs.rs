//! Texts about who acts for an establishment: users, principal user, takeover, mandates.

use super::{Nature, Texte, texte};
use crate::Parametres;

pub(crate) fn acces_retire(parametres: &Parametres, denomination: &str, siret: &str, par: &str) -> Texte {
    texte(
        Nature::Utilisateurs,
        "Fin de votre accès à un établissement",
        parametres,
        &format!(
            "Votre accès à l'établissement {denomination} (SIRET {siret}) a été retiré par {par}. Vos autres \
             établissements restent dans votre espace, et votre identifiant ne change pas.\n\nSi c'est une erreur, \
             adressez-vous à l'utilisateur principal de l'établissement."
        ),
    )
}

pub(crate) fn principal_recu(parametres: &Parametres, denomination: &str, siret: &str, par: &str) -> Texte {
    texte(
        Nature::Utilisateurs,
        "Vous êtes l'utilisateur principal d'un établissement",
        parametres,
        &format!(
            "Vous êtes maintenant l'utilisateur principal de l'établissement {denomination} (SIRET {siret}) : ce rôle \
             vous a été transmis par {par}. Vous ajoutez et retirez ses utilisateurs, et vous répondez aux mandats des \
             experts-comptables : {}/etablissements/{siret}/utilisateurs",
            parametres.url_publique
        ),
    )
}

pub(crate) fn principal_cede(parametres: &Parametres, denomination: &str, siret: &str, a: &str) -> Texte {
    texte(
        Nature::Utilisateurs,
        "Le rôle d'utilisateur principal est transmis",
        parametres,
        &format!(
            "{a} est maintenant l'utilisateur principal de l'établissement {denomination} (SIRET {siret}) à votre \
             place. Vous en restez utilisateur, sauf si vous avez quitté l'établissement.\n\nSi ce changement ne vient pas de \
             vous, appelez-nous sans attendre."
        ),
    )
}

pub(crate) fn principal_repris(
    parametres: &Parametres,
    denomination: &str,
    siret: &str,
    a: &str,
    garde: bool,
) -> Texte {
    let suite = if garde {
        "Vous en restez utilisateur."
    } else {
        "Vous n'en êtes plus utilisateur."
    };
    texte(
        Nature::Utilisateurs,
        "Le rôle d'utilisateur principal est repris",
        parametres,
        &format!(
            "À la suite d'une demande examinée par l'assistance, {a} est maintenant l'utilisateur principal de \
             l'établissement {denomination} (SIRET {siret}). {suite}\n\nSi vous contestez ce changement, appelez-nous \
             sans attendre."
        ),
    )
}

/// Notice to the users of the establishment: the request may be a fraud, they can say so.
pub(crate) fn reprise_demandee(parametres: &Parametres, denomination: &str, siret: &str, par: &str) -> Texte {
    texte(
        Nature::Reprise,
        "Demande de reprise du rôle d'utilisateur principal",
        parametres,
        &format!(
            "{par} demande à devenir l'utilisateur principal de l'établissement {denomination} (SIRET {siret}), parce \
             que l'utilisateur actuel aurait quitté l'entreprise. L'assistance décidera.\n\nSi vous êtes cet utilisateur et \
             toujours en poste, ou si cette demande vous étonne, dites-le-nous sans attendre. Sinon, vous n'avez rien à \
             faire."
        ),
    )
}

pub(crate) fn reprise_recue(parametres: &Parametres, denomination: &str, siret: &str) -> Texte {
    texte(
        Nature::Reprise,
        "Votre demande de reprise est reçue",
        parametres,
        &format!(
            "Nous avons bien reçu votre demande pour l'établissement {denomination} (SIRET {siret}). Ses utilisateurs \
             actuels en sont avertis ; l'assistance l'examine, peut vous appeler, et vous répond par courriel."
        ),
    )
}

pub(crate) fn reprise_refusee(
    parametres: &Parametres,
    denomination: &str,
    siret: &str,
    motif: &str,
) -> Texte {
    texte(
        Nature::Reprise,
        "Votre demande de reprise n'est pas acceptée",
        parametres,
        &format!(
            "Votre demande pour l'établissement {denomination} (SIRET {siret}) n'a pas été acceptée, pour la raison \
             suivante :\n\n{motif}"
        ),
    )
}

pub(crate) fn mandat_a_confirmer(
    parametres: &Parametres,
    denomination: &str,
    siret: &str,
    par: &str,
    periode: &str,
) -> Texte {
    texte(
        Nature::Mandat,
        "Un expert-comptable déclare un mandat : votre accord est attendu",
        parametres,
        &format!(
            "{par} déclare agir pour votre établissement {denomination} (SIRET {siret}) {periode}, par contrat de \
             prestation. Sans votre accord, cette personne n'a accès à rien.\n\nAcceptez ou refusez ici : \
             {}/etablissements/{siret}/utilisateurs",
            parametres.url_publique
        ),
    )
}

/// `reponse`: "accepté", "refusé", "révoqué".
pub(crate) fn mandat_reponse(
    parametres: &Parametres,
    denomination: &str,
    siret: &str,
    reponse: &str,
    par: &str,
    motif: Option<&str>,
) -> Texte {
    let motif = motif.map_or_else(String::new, |motif| format!("\n\nMotif :\n\n{motif}"));
    texte(
        Nature::Mandat,
        &format!("Mandat {reponse}"),
        parametres,
        &format!(
            "Le mandat pour l'établissement {denomination} (SIRET {siret}) est {reponse} par {par}.{motif}"
        ),
    )
}
