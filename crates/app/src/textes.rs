//! Texts of the mails. The subjects of the access mails are the ones people look for in their
//! spam folder (fiche "difficultés de connexion"). A password stands bare on its line: no
//! brackets to copy by mistake.

mod comptes;
mod dap;
mod indemnisation;
mod utilisateurs;

pub(crate) use comptes::*;
pub(crate) use dap::*;
use domain::compte_assistance::NatureCourriel as Nature;
use domain::mois::instant_fr;
pub(crate) use indemnisation::*;
use time::OffsetDateTime;
pub(crate) use utilisateurs::*;

use crate::Parametres;

#[derive(Clone)]
pub(crate) struct Texte {
    /// What the help desk sorts it by.
    pub nature: Nature,
    pub objet: String,
    pub corps: String,
    /// Holds a password: wiped once sent.
    pub secret: bool,
}

fn texte(nature: Nature, objet: &str, parametres: &Parametres, corps: &str) -> Texte {
    Texte {
        nature,
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
        Nature::Identifiant,
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
            Nature::MotDePasse,
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
            Nature::MotDePasse,
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
            Nature::Identifiant,
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
            Nature::Identifiant,
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
        Nature::Securite,
        objet,
        parametres,
        &format!("{quoi} Si ce changement ne vient pas de vous, appelez-nous sans attendre."),
    )
}

pub(crate) fn question_secrete_changee(parametres: &Parametres) -> Texte {
    texte(
        Nature::Securite,
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
            Nature::CodeDiagnostic,
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
        Nature::Habilitation,
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
        Nature::Habilitation,
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
        Nature::CoordonneesBancaires,
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
        Nature::CoordonneesBancaires,
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
        Nature::Assistance,
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
        Nature::Assistance,
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
        Nature::Assistance,
        &format!("Demande d'assistance {numero} : close"),
        parametres,
        &format!(
            "Votre demande d'assistance {numero} est close. Si elle n'est pas réglée, écrivez sur sa page : elle sera \
             rouverte.\n\n{lien}"
        ),
    )
}
