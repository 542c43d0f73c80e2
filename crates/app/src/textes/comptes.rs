//! What the help desk's operations tell the person.

use super::{Nature, Texte, texte};
use crate::Parametres;

pub(crate) fn identifiant_rappele(parametres: &Parametres, identifiant: &str) -> Texte {
    texte(
        Nature::Identifiant,
        "Identifiant de connexion à l'Agence de Services et de Paiement (ASP)",
        parametres,
        &format!(
            "L'assistance vous donne un nouveau mot de passe. Votre identifiant de connexion est :\n\n{identifiant}\n\n\
             Ce n'est pas votre adresse électronique : saisissez cet identifiant tel quel. Votre mot de passe \
             temporaire arrive dans un autre message ; s'il manque, regardez dans les courriers indésirables."
        ),
    )
}

pub(crate) fn mot_de_passe_reinitialise(parametres: &Parametres, mot_de_passe: &str) -> Texte {
    Texte {
        secret: true,
        ..texte(
            Nature::MotDePasse,
            "Mot de passe de connexion à l'Agence de Services et de Paiement (ASP)",
            parametres,
            &format!(
                "L'assistance a réinitialisé votre mot de passe. Votre mot de passe temporaire est :\n\n{mot_de_passe}\n\n\
                 Il remplace tous les précédents, que votre navigateur a peut-être gardés. Vous choisirez le vôtre à la \
                 prochaine connexion : {}\n\nVous n'avez rien demandé ? Appelez-nous sans attendre.",
                parametres.url_publique
            ),
        )
    }
}

pub(crate) fn compte_deverrouille(parametres: &Parametres) -> Texte {
    texte(
        Nature::Securite,
        "Votre compte est déverrouillé",
        parametres,
        &format!(
            "L'assistance a déverrouillé votre compte : vous pouvez vous connecter dès maintenant, {}\n\nVotre \
             identifiant et votre mot de passe ne changent pas. Si les essais qui l'ont verrouillé n'étaient pas de \
             vous, changez de mot de passe et appelez-nous.",
            parametres.url_publique
        ),
    )
}

pub(crate) fn courriel_remplace(parametres: &Parametres, masquee: &str) -> Texte {
    texte(
        Nature::Compte,
        "Changement de l'adresse électronique de votre compte",
        parametres,
        &format!(
            "L'assistance a remplacé l'adresse électronique de votre compte : les messages vont maintenant à \
             {masquee}, et plus ici.\n\nSi vous n'avez pas demandé ce changement, appelez-nous sans attendre."
        ),
    )
}

pub(crate) fn courriel_corrige(parametres: &Parametres) -> Texte {
    texte(
        Nature::Compte,
        "Changement de l'adresse électronique de votre compte",
        parametres,
        &format!(
            "Votre compte Activité partielle reçoit désormais ses messages à cette adresse. Votre identifiant ne \
             change pas : {}\n\nSi vous n'avez pas de compte Activité partielle, appelez-nous : l'adresse a été \
             mal saisie.",
            parametres.url_publique
        ),
    )
}

pub(crate) fn compte_supprime(parametres: &Parametres, identifiant: Option<&str>, masque: &str) -> Texte {
    let lequel = identifiant.map_or_else(
        || "Votre demande de compte".to_owned(),
        |identifiant| format!("Votre compte {identifiant}"),
    );
    texte(
        Nature::Compte,
        "Suppression d'un compte en double",
        parametres,
        &format!(
            "Vous aviez deux comptes. {lequel} est supprimé et ne permet plus de se connecter. Vos établissements et \
             leurs demandes sont réunis sur votre autre compte, celui de l'adresse {masque} : connectez-vous avec son \
             identifiant.\n\nSi cet autre compte n'est pas le vôtre, appelez-nous sans attendre."
        ),
    )
}

/// `deplaces`: name and SIRET of what joined the account.
pub(crate) fn doublon_reuni(
    parametres: &Parametres,
    identifiant: Option<&str>,
    deplaces: &[(String, String)],
) -> Texte {
    let avec = identifiant.map_or_else(String::new, |identifiant| {
        format!("\n\nConnectez-vous avec votre identifiant :\n\n{identifiant}")
    });
    let liste: String = deplaces
        .iter()
        .map(|(denomination, siret)| format!("\n- {denomination} (SIRET {siret})"))
        .collect();
    let liste = if liste.is_empty() {
        "Aucun établissement n'était à reprendre.".to_owned()
    } else {
        format!("Ces établissements et leurs demandes sont maintenant sur ce compte :\n{liste}")
    };
    texte(
        Nature::Compte,
        "Vos deux comptes sont réunis",
        parametres,
        &format!("Vous aviez deux comptes : l'assistance a supprimé l'autre. {liste}{avec}"),
    )
}

pub(crate) fn principal_remplace(
    parametres: &Parametres,
    denomination: &str,
    siret: &str,
    nouveau: &str,
) -> Texte {
    texte(
        Nature::Utilisateurs,
        "Changement d'utilisateur principal",
        parametres,
        &format!(
            "{nouveau} est maintenant l'utilisateur principal de l'établissement {denomination} (SIRET {siret}). Vous \
             gardez votre accès à cet établissement, comme utilisateur.\n\nSi ce changement vous surprend, appelez-nous."
        ),
    )
}

pub(crate) fn agent_desactive(parametres: &Parametres) -> Texte {
    texte(
        Nature::Compte,
        "Votre compte est désactivé",
        parametres,
        "Votre compte d'agent d'unité départementale est désactivé : il ne permet plus de se connecter. Si vous \
         exercez toujours cette fonction, appelez-nous.",
    )
}

/// `departements`: names and codes.
pub(crate) fn agent_habilite(parametres: &Parametres, departements: &str) -> Texte {
    texte(
        Nature::Habilitation,
        "Habilitation à l'activité partielle",
        parametres,
        &format!(
            "Votre compte d'agent d'unité départementale est ouvert, sur l'annexe 3 que l'assistance a reçue. Vous \
             instruisez les dossiers de : {departements}.\n\nÀ la première connexion, vous choisirez votre mot de passe, \
             puis vous ajouterez le service à une application d'authentification : la double authentification est \
             obligatoire. {}",
            parametres.url_publique
        ),
    )
}

/// `departements`: names and codes.
pub(crate) fn agent_deplace(parametres: &Parametres, departements: &str) -> Texte {
    texte(
        Nature::Habilitation,
        "Changement de vos départements",
        parametres,
        &format!(
            "Vous instruisez désormais les dossiers de : {departements}, et aucun autre. Identifiant et mot de passe ne \
             changent pas.\n\nSi ce changement vous surprend, appelez-nous."
        ),
    )
}

pub(crate) fn second_facteur_retire(parametres: &Parametres, obligatoire: bool) -> Texte {
    let suite = if obligatoire {
        "Elle est obligatoire pour votre rôle : à la prochaine connexion, vous l'ajouterez de nouveau à votre \
         application."
    } else {
        "Votre mot de passe suffit de nouveau. Nous vous conseillons de la remettre depuis « Mon compte »."
    };
    texte(
        Nature::Securite,
        "Double authentification retirée",
        parametres,
        &format!(
            "L'assistance a retiré la double authentification de votre compte, et terminé vos sessions. {suite}\n\nVous \
             n'avez rien demandé ? Appelez-nous sans attendre."
        ),
    )
}
