//! The findings, in words.

use time::OffsetDateTime;

use super::{
    Constat, EtatCourriel, FaitCourriel, FaitHabilitation, FaitMandat, Faits, FaitsCompte, Gravite,
    mandats_vises, temporaire_expire, visees,
};
use crate::compte_assistance::NatureCourriel;
use crate::habilitation::EtatHabilitation;
use crate::mandat::SituationMandat;
use crate::mois::{date_fr, instant_fr};

fn dire(constats: &mut Vec<Constat>, code: &'static str, gravite: Gravite, texte: impl Into<String>) {
    constats.push(Constat {
        code,
        gravite,
        texte: texte.into(),
    });
}

/// What the person typed tells already.
pub(super) fn de_la_saisie(faits: &Faits, constats: &mut Vec<Constat>) {
    match &faits.siret {
        Some(siret) if siret.connu => dire(
            constats,
            "siret_connu",
            Gravite::Bon,
            format!("Le SIRET {} est connu du service.", siret.siret),
        ),
        Some(siret) => dire(
            constats,
            "siret_inconnu",
            Gravite::Obstacle,
            format!(
                "Le SIRET {} n'est pas connu du service : la création de son espace n'a pas encore été demandée.",
                siret.siret
            ),
        ),
        None => {}
    }
    if faits.identifiant_est_courriel {
        dire(
            constats,
            "identifiant_est_courriel",
            Gravite::Information,
            "Vous avez donné une adresse électronique. Sur la page de connexion, ne la saisissez pas : l'identifiant \
             demandé est de la forme prenom.nom.",
        );
    }
}

/// What holds for everybody: all that a stranger is told.
pub(super) fn generaux(faits: &Faits, constats: &mut Vec<Constat>) {
    if faits.siret.as_ref().is_some_and(|siret| !siret.connu) {
        return;
    }
    for (code, texte) in [
        (
            "conseil_courriels",
            "L'identifiant, le mot de passe et l'habilitation arrivent dans trois messages, parfois à des jours différents : \
             regardez aussi dans les courriers indésirables. Si vous aviez déjà un compte, seul le troisième est envoyé.",
        ),
        (
            "conseil_dernier_mot_de_passe",
            "Seul le dernier mot de passe envoyé ou choisi est bon : effacez celui que votre navigateur a pu enregistrer. Les \
             majuscules et les minuscules comptent.",
        ),
        (
            "conseil_verrou",
            "Après trois mots de passe erronés, un compte est verrouillé 30 minutes, puis se déverrouille tout seul.",
        ),
    ] {
        dire(constats, code, Gravite::Information, texte);
    }
}

/// What only the person herself, or the help desk, may read.
pub(super) fn du_compte(
    compte: &FaitsCompte,
    faits: &Faits,
    maintenant: OffsetDateTime,
    constats: &mut Vec<Constat>,
) {
    let visees = visees(compte, faits);
    let mandats = mandats_vises(compte, faits);
    if visees.is_empty() && mandats.is_empty() && !compte.administration {
        sans_habilitation(faits, constats);
    }
    for mandat in mandats.iter().take(20) {
        du_mandat(mandat, constats);
    }
    for habilitation in visees.iter().take(20) {
        de_l_habilitation(habilitation, maintenant, constats);
    }
    if compte.identifiant.is_none() {
        dire(
            constats,
            "pas_encore_d_identifiant",
            Gravite::Obstacle,
            "Votre compte n'a pas encore d'identifiant : il est envoyé quand une habilitation est acceptée.",
        );
    }
    des_courriels(compte, constats);
    de_la_connexion(compte, maintenant, constats);
}

fn sans_habilitation(faits: &Faits, constats: &mut Vec<Constat>) {
    match &faits.siret {
        Some(siret) if siret.connu => dire(
            constats,
            "habilite_sur_un_autre_compte",
            Gravite::Obstacle,
            format!(
                "L'établissement {} est rattaché à un autre compte que le vôtre : connectez-vous avec l'identifiant de ce compte, ou \
                 demandez à son utilisateur principal de vous ajouter.",
                siret.siret
            ),
        ),
        _ => dire(
            constats,
            "compte_sans_etablissement",
            Gravite::Obstacle,
            "Votre compte existe, mais aucun établissement ne lui est rattaché : refaites une demande de création d'espace \
             avec la même adresse électronique.",
        ),
    }
}

fn de_l_habilitation(
    habilitation: &FaitHabilitation,
    maintenant: OffsetDateTime,
    constats: &mut Vec<Constat>,
) {
    let qui = format!("{} (SIRET {})", habilitation.denomination, habilitation.siret);
    let demandee = instant_fr(habilitation.demandee_le);
    let decidee = habilitation.decidee_le.map(instant_fr).unwrap_or_default();
    match habilitation.etat {
        EtatHabilitation::EnAttente => {
            let suite = if habilitation.demandee_le + super::DELAI_REPONSE < maintenant {
                "Le délai de 48 heures est passé : écrivez à l'assistance."
            } else {
                "L'assistance répond sous 48 heures ; vous ne pouvez pas vous connecter avant son message « Habilitation à l'activité \
                 partielle »."
            };
            dire(
                constats,
                "habilitation_en_attente",
                Gravite::Obstacle,
                format!("Votre demande pour {qui} a été reçue le {demandee} et attend. {suite}"),
            );
        }
        EtatHabilitation::Acceptee => dire(
            constats,
            "habilitation_acceptee",
            Gravite::Bon,
            format!("Votre habilitation pour {qui} a été acceptée le {decidee}."),
        ),
        EtatHabilitation::Refusee => dire(
            constats,
            "habilitation_refusee",
            Gravite::Obstacle,
            format!(
                "Votre demande pour {qui}, reçue le {demandee}, a été refusée le {decidee} : {}",
                habilitation.motif.as_deref().unwrap_or("sans motif écrit.")
            ),
        ),
        EtatHabilitation::Retiree => dire(
            constats,
            "habilitation_retiree",
            Gravite::Obstacle,
            format!(
                "Votre accès à {qui} a été retiré : adressez-vous à l'utilisateur principal de l'établissement."
            ),
        ),
    }
}

fn du_mandat(mandat: &FaitMandat, constats: &mut Vec<Constat>) {
    let qui = format!("{} (SIRET {})", mandat.denomination, mandat.siret);
    let declare = instant_fr(mandat.declare_le);
    let motif = mandat.motif.as_deref().unwrap_or("sans motif écrit.");
    let (code, gravite, texte) = match mandat.situation {
        SituationMandat::EnCours => (
            "mandat_en_cours",
            Gravite::Bon,
            format!(
                "Votre mandat pour {qui} est en cours depuis le {}.",
                date_fr(mandat.debut)
            ),
        ),
        SituationMandat::EnAttente => (
            "mandat_en_attente",
            Gravite::Obstacle,
            format!(
                "Votre mandat pour {qui}, déclaré le {declare}, attend l'accord de votre client : il l'accepte dans son espace, page \
                 Utilisateurs de l'établissement."
            ),
        ),
        SituationMandat::AVenir => (
            "mandat_a_venir",
            Gravite::Obstacle,
            format!(
                "Votre mandat pour {qui} est accepté ; il commence le {}.",
                date_fr(mandat.debut)
            ),
        ),
        SituationMandat::Expire => (
            "mandat_expire",
            Gravite::Obstacle,
            format!(
                "Votre mandat pour {qui} est terminé depuis le {} : déclarez-en un nouveau.",
                mandat.fin.map(date_fr).unwrap_or_default()
            ),
        ),
        SituationMandat::Refuse => (
            "mandat_refuse",
            Gravite::Obstacle,
            format!("Votre mandat pour {qui}, déclaré le {declare}, a été refusé par le client : {motif}"),
        ),
        SituationMandat::Revoque => (
            "mandat_revoque",
            Gravite::Obstacle,
            format!("Votre mandat pour {qui} a été révoqué : {motif}"),
        ),
    };
    dire(constats, code, gravite, texte);
}

/// The newest mail of each of the three that let somebody in.
fn des_courriels(compte: &FaitsCompte, constats: &mut Vec<Constat>) {
    for nature in [
        NatureCourriel::Identifiant,
        NatureCourriel::MotDePasse,
        NatureCourriel::Habilitation,
    ] {
        if let Some(courriel) = compte.courriels.iter().find(|c| c.nature == nature) {
            du_courriel(courriel, &compte.adresse, constats);
        }
    }
}

fn du_courriel(courriel: &FaitCourriel, adresse: &str, constats: &mut Vec<Constat>) {
    let objet = &courriel.objet;
    match courriel.etat {
        EtatCourriel::Envoye => dire(
            constats,
            "courriel_envoye",
            Gravite::Bon,
            format!(
                "Le message « {objet} » a été envoyé à {adresse} le {}.",
                instant_fr(courriel.envoye_le.unwrap_or(courriel.cree_le))
            ),
        ),
        EtatCourriel::EnFile => dire(
            constats,
            "courriel_en_file",
            Gravite::Information,
            format!(
                "Le message « {objet} » du {} part vers {adresse} : attendez quelques minutes.",
                instant_fr(courriel.cree_le)
            ),
        ),
        EtatCourriel::Echec => dire(
            constats,
            "courriel_echec",
            Gravite::Obstacle,
            format!(
                "Le message « {objet} » du {} n'a pas pu être remis à {adresse} : l'adresse est peut-être fausse, ou la boîte pleine.",
                instant_fr(courriel.cree_le)
            ),
        ),
    }
}

fn de_la_connexion(compte: &FaitsCompte, maintenant: OffsetDateTime, constats: &mut Vec<Constat>) {
    if let Some(des) = compte.connexion_des_le.filter(|des| maintenant < *des) {
        dire(
            constats,
            "connexion_pas_encore_possible",
            Gravite::Obstacle,
            format!(
                "Votre habilitation est récente : vous pourrez vous connecter à partir du {}.",
                instant_fr(des)
            ),
        );
    }
    if let Some(fin) = compte.verrouille_jusqu_a.filter(|fin| maintenant < *fin) {
        dire(
            constats,
            "compte_verrouille",
            Gravite::Obstacle,
            format!(
                "Après trop de mots de passe erronés, votre compte est verrouillé. Il se déverrouille tout seul le {}.",
                instant_fr(fin)
            ),
        );
    }
    if let Some(fin) = compte.secours_jusqu_a.filter(|fin| maintenant < *fin) {
        dire(
            constats,
            "mot_de_passe_de_secours",
            Gravite::Information,
            format!(
                "Un nouveau mot de passe vous a été envoyé : il est valable jusqu'au {}, une seule fois. Prenez celui du dernier message.",
                instant_fr(fin)
            ),
        );
    }
    if temporaire_expire(compte, maintenant) {
        dire(
            constats,
            "mot_de_passe_temporaire_expire",
            Gravite::Obstacle,
            "Votre mot de passe temporaire n'est plus valable.",
        );
    } else if compte.jamais_connecte && compte.identifiant.is_some() {
        dire(
            constats,
            "jamais_connecte",
            Gravite::Information,
            "Vous n'avez encore jamais choisi votre mot de passe : connectez-vous avec celui du message « Mot de passe de \
             connexion », copié et collé. Si vous ne le retrouvez pas, seule l'assistance peut en envoyer un autre.",
        );
    }
    if compte.second_facteur {
        dire(
            constats,
            "second_facteur",
            Gravite::Information,
            "Après le mot de passe, un code à 6 chiffres de votre application d'authentification est demandé, ou l'un de vos codes de \
             récupération.",
        );
    }
    if let Some(le) = compte.derniere_connexion {
        dire(
            constats,
            "derniere_connexion",
            Gravite::Information,
            format!("Votre dernière connexion date du {}.", instant_fr(le)),
        );
    }
}
