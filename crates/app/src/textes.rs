//! Texts of the mails. The subjects of the access mails are the ones people look for in their
//! spam folder (fiche "difficultés de connexion"). A password stands bare on its line: no
//! brackets to copy by mistake.

mod comptes;
mod dap;
mod indemnisation;

pub(crate) use comptes::*;
pub(crate) use dap::*;
use domain::mois::instant_fr;
pub(crate) use indemnisation::*;
use time::OffsetDateTime;

use crate::Parametres;

#[derive(Clone)]
pub(crate) struct Texte {
    pub objet: String,
    pub corps: String,
    /// Holds a password: wiped once sent.
    pub secret: bool,
}

fn texte(objet: &str, parametres: &Parametres, corps: &str) -> Texte {
    Texte {
        objet: objet.to_owned(),
        corps: format!(
            "Bonjour,\n\n{corps}\n\nBesoin d'aide ? {}/aide ou {}.\n\nLe service Activité partielle\n",
            parametres.url_publique, parametres.ligne_assistance
        ),
        secret: false,
    }
}

pub(crate) fn identifiant(parametres: &Parametres, identifiant: &str) -> Texte {
    texte(
        "Identifiant de connexion à l'Agence de Services et de Paiement (ASP)",
        parametres,
        &format!(
            "Votre identifiant de connexion est :\n\n{identifiant}\n\nCe n'est pas votre adresse électronique : \
             saisissez cet identifiant tel quel. Votre mot de passe temporaire arrive dans un autre message, et un \
             troisième confirme votre habilitation. Si l'un d'eux manque, regardez dans les courriers indésirables."
        ),
    )
}

pub(crate) fn mot_de_passe(parametres: &Parametres, mot_de_passe: &str) -> Texte {
    Texte {
        secret: true,
        ..texte(
            "Mot de passe de connexion à l'Agence de Services et de Paiement (ASP)",
            parametres,
            &format!(
                "Votre mot de passe temporaire est :\n\n{mot_de_passe}\n\nIl sera remplacé par celui que vous \
                 choisirez à la première connexion : {}",
                parametres.url_publique
            ),
        )
    }
}

/// The same subject as the first password: the one that people look for.
pub(crate) fn mot_de_passe_oublie(
    parametres: &Parametres,
    mot_de_passe: &str,
    expire_le: OffsetDateTime,
) -> Texte {
    Texte {
        secret: true,
        ..texte(
            "Mot de passe de connexion à l'Agence de Services et de Paiement (ASP)",
            parametres,
            &format!(
                "Vous avez demandé un nouveau mot de passe. Votre mot de passe temporaire est :\n\n{mot_de_passe}\n\nIl est \
                 valable 60 minutes, jusqu'au {}, et une seule fois : connectez-vous, puis choisissez le vôtre. {}\n\nSi vous \
                 n'avez rien demandé, ne faites rien : votre mot de passe actuel reste bon. Quelqu'un connaît peut-être la réponse à \
                 votre question secrète : changez-la sur la page « Mon compte ».",
                instant_fr(expire_le),
                parametres.url_publique
            ),
        )
    }
}

/// Without identifiant when none was given yet.
pub(crate) fn identifiant_oublie(parametres: &Parametres, connu: Option<&str>) -> Texte {
    match connu {
        Some(connu) => texte(
            "Identifiant de connexion à l'Agence de Services et de Paiement (ASP)",
            parametres,
            &format!(
                "Vous avez demandé votre identifiant. Votre identifiant de connexion est :\n\n{connu}\n\nCe n'est pas votre adresse \
                 électronique : saisissez cet identifiant tel quel. Votre mot de passe ne change pas ; si vous ne l'avez plus : \
                 {}/oubli-mot-de-passe",
                parametres.url_publique
            ),
        ),
        None => texte(
            "Identifiant de connexion à l'Agence de Services et de Paiement (ASP)",
            parametres,
            "Vous avez demandé votre identifiant. Votre demande de création d'espace est encore à l'étude : l'identifiant vous sera \
             envoyé quand elle sera acceptée, sous 48 heures.",
        ),
    }
}

/// The second factor of the account was switched on or off.
pub(crate) fn second_facteur(parametres: &Parametres, actif: bool) -> Texte {
    let (objet, quoi) = if actif {
        (
            "Double authentification activée",
            "La double authentification de votre compte est activée : un code de votre application sera demandé après le mot de passe.",
        )
    } else {
        (
            "Double authentification désactivée",
            "La double authentification de votre compte est désactivée : le mot de passe suffit de nouveau.",
        )
    };
    texte(
        objet,
        parametres,
        &format!("{quoi} Si ce changement ne vient pas de vous, appelez-nous sans attendre."),
    )
}

pub(crate) fn question_secrete_changee(parametres: &Parametres) -> Texte {
    texte(
        "Question secrète changée",
        parametres,
        "La question secrète de votre compte, ou sa réponse, a été changée. Si ce changement ne vient pas de vous, appelez-nous sans \
         attendre.",
    )
}

pub(crate) fn code_diagnostic(parametres: &Parametres, code: &str) -> Texte {
    Texte {
        secret: true,
        ..texte(
            "Code pour le détail de votre accès",
            parametres,
            &format!(
                "Vous avez demandé de l'aide pour vous connecter. Votre code est :\n\n{code}\n\nSaisissez-le sur la page « Je n'arrive \
                 pas à me connecter » dans les 15 minutes. Il ne permet pas de se connecter. Si vous n'avez rien demandé, ne faites rien."
            ),
        )
    }
}

pub(crate) fn habilitation(
    parametres: &Parametres,
    denomination: &str,
    siret: &str,
    des_le: Option<OffsetDateTime>,
) -> Texte {
    let quand = des_le.map_or_else(
        || "Vous pouvez vous connecter dès maintenant".to_owned(),
        |instant| format!("Vous pourrez vous connecter à partir du {}", instant_fr(instant)),
    );
    texte(
        "Habilitation à l'activité partielle",
        parametres,
        &format!(
            "Votre habilitation à l'activité partielle est créée pour l'établissement {denomination} (SIRET \
             {siret}). {quand} avec votre identifiant : {}\n\nSi vous aviez \
             déjà un identifiant, c'est le même : il n'y a pas d'autre message.",
            parametres.url_publique
        ),
    )
}

pub(crate) fn habilitation_refusee(
    parametres: &Parametres,
    denomination: &str,
    siret: &str,
    motif: &str,
) -> Texte {
    texte(
        "Votre demande d'habilitation à l'activité partielle",
        parametres,
        &format!(
            "Votre demande d'accès pour l'établissement {denomination} (SIRET {siret}) n'a pas été acceptée, \
             pour la raison suivante :\n\n{motif}\n\nVous pouvez refaire une demande : {}/inscription",
            parametres.url_publique
        ),
    )
}

pub(crate) fn coordonnees_bancaires_ajoutees(
    parametres: &Parametres,
    denomination: &str,
    masque: &str,
    par: &str,
) -> Texte {
    texte(
        "Ajout de coordonnées bancaires",
        parametres,
        &format!(
            "{par} a ajouté le compte {masque} aux coordonnées bancaires de l'établissement {denomination}. Les \
             versements n'y arrivent pas tant que personne ne l'active.\n\nSi cet ajout ne vient pas de votre \
             établissement, appelez-nous sans attendre."
        ),
    )
}

pub(crate) fn coordonnees_bancaires_changees(
    parametres: &Parametres,
    denomination: &str,
    masque: &str,
    par: &str,
) -> Texte {
    texte(
        "Changement de coordonnées bancaires",
        parametres,
        &format!(
            "Les coordonnées bancaires de l'établissement {denomination} ont été changées par {par}. Le compte \
             qui reçoit les versements est maintenant {masque}.\n\nSi ce changement ne vient pas de votre \
             établissement, appelez-nous sans attendre."
        ),
    )
}

/// `lien` opens the request: it holds its key.
pub(crate) fn demande_assistance_recue(parametres: &Parametres, numero: &str, lien: &str) -> Texte {
    texte(
        &format!("Demande d'assistance {numero} : reçue"),
        parametres,
        &format!(
            "Votre demande d'assistance est enregistrée sous le numéro {numero}. Nous vous répondons par courriel ; \
             la réponse sera aussi sur cette page, où vous pouvez compléter votre demande :\n\n{lien}\n\nCe lien est \
             personnel : qui l'a peut lire la demande."
        ),
    )
}

pub(crate) fn demande_assistance_repondue(
    parametres: &Parametres,
    numero: &str,
    lien: &str,
    reponse: &str,
) -> Texte {
    texte(
        &format!("Demande d'assistance {numero} : réponse"),
        parametres,
        &format!(
            "Voici la réponse à votre demande d'assistance {numero} :\n\n{reponse}\n\nPour répondre à votre tour, ne \
             répondez pas à ce courriel : écrivez sur la page de votre demande.\n\n{lien}"
        ),
    )
}

pub(crate) fn demande_assistance_close(parametres: &Parametres, numero: &str, lien: &str) -> Texte {
    texte(
        &format!("Demande d'assistance {numero} : close"),
        parametres,
        &format!(
            "Votre demande d'assistance {numero} est close. Si elle n'est pas réglée, écrivez sur sa page : elle sera \
             rouverte.\n\n{lien}"
        ),
    )
}

pub(crate) fn acces_retire(parametres: &Parametres, denomination: &str, siret: &str, par: &str) -> Texte {
    texte(
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
        &format!("Mandat {reponse}"),
        parametres,
        &format!(
            "Le mandat pour l'établissement {denomination} (SIRET {siret}) est {reponse} par {par}.{motif}"
        ),
    )
}
