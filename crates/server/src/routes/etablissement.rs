//! The establishment sheet.

use actix_web::{HttpResponse, get, post, put, web};
use api_types::etablissement::{
    Etablissement, EtablissementDemande, EtablissementLie, EtablissementResume, FicheEtablissement,
    ListeEtablissements,
};
use api_types::inscription::{Inscription, NouvelEtablissement, ResultatVerification, VerificationAjout};
use app::etablissement::{Resume, Vue};
use db::etablissement::Etablissement as Ligne;
use db::habilitation::Complete;
use domain::etablissement as domaine;
use utoipa_actix_web::service_config::ServiceConfig;

use super::inscription::{inscription, resultat};
use super::reponses::{cree_sans_adresse, instant, naturel, versionne};
use crate::curseur::{Page, ParametresPage};
use crate::etag::IfMatch;
use crate::etat::Service;
use crate::probleme::{Json, Reponse};
use crate::session::Utilisateur;

pub(super) fn configurer(config: &mut ServiceConfig) {
    config
        .service(lister_etablissements)
        .service(verifier_ajout)
        .service(ajouter_etablissement)
        .service(lire_etablissement)
        .service(modifier_etablissement);
}

/// Mes établissements, par SIRET
///
/// Ceux pour lesquels une habilitation ou un mandat est en vigueur.
#[utoipa::path(tag = "etablissements", params(ParametresPage), responses(
    (status = 200, description = "Une page.", body = ListeEtablissements),
))]
#[get("/etablissements")]
pub async fn lister_etablissements(etat: Service, Utilisateur(acteur): Utilisateur, page: Page) -> Reponse {
    let lignes = app::etablissement::lister(&etat.contexte, &acteur, page.requete()?).await?;
    let (lignes, next) = page.couper(lignes, |resume| resume.ligne.siret.clone());
    let items = lignes.into_iter().map(resume).collect();
    let en_attente = if page.est_premiere() {
        let demandes = app::etablissement::demandes(&etat.contexte, &acteur).await?;
        demandes.into_iter().map(demande).collect()
    } else {
        Vec::new()
    };
    Ok(HttpResponse::Ok().json(ListeEtablissements {
        items,
        next,
        en_attente,
    }))
}

/// Ajouter un établissement, première étape : que sait-on de ce SIRET ?
///
/// Ni contrôle de sécurité ni conditions : la personne est connectée.
#[utoipa::path(tag = "etablissements", request_body = VerificationAjout, responses(
    (status = 200, description = "Ce qui est su de ce SIRET.", body = ResultatVerification),
))]
#[post("/etablissements/verification")]
pub async fn verifier_ajout(
    etat: Service,
    _utilisateur: Utilisateur,
    Json(corps): Json<VerificationAjout>,
) -> Reponse {
    let verification = app::inscription::verifier_ajout(&etat.contexte, &corps.siret).await?;
    Ok(HttpResponse::Ok().json(resultat(&etat, verification).await?))
}

/// Ajouter un établissement à son compte, sans se déconnecter
///
/// La demande attend l'assistance, comme une première inscription. Un expert-comptable y joint le mandat de son client.
#[utoipa::path(tag = "etablissements", request_body = NouvelEtablissement, responses(
    (status = 201, description = "Demande reçue.", body = Inscription),
    (status = 409, description = "L'établissement a déjà un compte, ou le compte a déjà 200 SIRET."),
))]
#[post("/etablissements")]
pub async fn ajouter_etablissement(
    etat: Service,
    Utilisateur(acteur): Utilisateur,
    Json(corps): Json<NouvelEtablissement>,
) -> Reponse {
    let document = corps
        .mandat
        .as_ref()
        .and_then(|mandat| mandat.document.as_deref());
    let document = document.filter(|id| !id.is_empty());
    let saisie = corps.en_saisie();
    let recue = app::inscription::ajouter(&etat.contexte, &acteur, &saisie, &corps.jeton, document).await?;
    Ok(cree_sans_adresse(&inscription(recue)))
}

/// La fiche d'un établissement
///
/// Avec ce qui manque encore pour envoyer une DAP (`manques`) et l'`ETag` que la modification demande.
#[utoipa::path(tag = "etablissements", params(("siret" = String, Path, description = "14 chiffres.")), responses(
    (status = 200, description = "La fiche ; son `ETag` est sa version.", body = Etablissement),
))]
#[get("/etablissements/{siret}")]
pub async fn lire_etablissement(
    etat: Service,
    Utilisateur(acteur): Utilisateur,
    siret: web::Path<String>,
) -> Reponse {
    let vue = app::etablissement::lire(&etat.contexte, &acteur, &siret).await?;
    Ok(versionne(vue.ligne.version, &etablissement(vue)))
}

/// Remplacer la fiche
///
/// La fiche entière, toutes les fautes dites à la fois. `If-Match` évite d'écraser ce qu'un autre vient
/// d'enregistrer.
#[utoipa::path(tag = "etablissements", params(
    ("siret" = String, Path, description = "14 chiffres."),
    ("If-Match" = String, Header, description = "`ETag` de la dernière lecture."),
), request_body = FicheEtablissement, responses(
    (status = 200, description = "La fiche enregistrée.", body = Etablissement),
))]
#[put("/etablissements/{siret}")]
pub async fn modifier_etablissement(
    etat: Service,
    Utilisateur(acteur): Utilisateur,
    siret: web::Path<String>,
    IfMatch(version): IfMatch,
    Json(corps): Json<FicheEtablissement>,
) -> Reponse {
    let saisie = corps.en_saisie();
    let vue = app::etablissement::modifier(&etat.contexte, &acteur, &siret, version, &saisie).await?;
    Ok(versionne(vue.ligne.version, &etablissement(vue)))
}

fn resume(resume: Resume) -> EtablissementResume {
    EtablissementResume {
        siret: resume.ligne.siret,
        denomination: resume.ligne.denomination,
        ville: resume.ligne.fiche["ville"]
            .as_str()
            .unwrap_or_default()
            .to_owned(),
        departement: resume.ligne.departement,
        role: resume.role,
        complet: resume.complet,
        coordonnees_bancaires_actives: resume.coordonnees_actives,
    }
}

fn demande(demande: Complete) -> EtablissementDemande {
    EtablissementDemande {
        siret: demande.etablissement.siret,
        denomination: demande.etablissement.denomination,
        demandee_le: instant(demande.habilitation.demandee_le),
    }
}

fn lie(ligne: Ligne) -> EtablissementLie {
    EtablissementLie {
        siret: ligne.siret,
        denomination: ligne.denomination,
    }
}

fn etablissement(vue: Vue) -> Etablissement {
    let departement = vue.fiche.unite_departementale();
    Etablissement {
        siret: vue.ligne.siret,
        departement: vue.ligne.departement,
        departement_nom: departement.nom().to_owned(),
        a_verifier: vue.ligne.a_verifier,
        ferme: vue.ligne.ferme,
        manques: vue.fiche.complete().into_iter().map(str::to_owned).collect(),
        fiche: fiche(vue.fiche),
        coordonnees_bancaires_actives: vue.coordonnees_actives,
        principal: vue.principal,
        role: vue.titre.code().to_owned(),
        ancien: vue.ancien.map(lie),
        successeurs: vue.successeurs.into_iter().map(lie).collect(),
        version: naturel(vue.ligne.version),
        modifie_le: instant(vue.ligne.modifie_le),
        modifie_par: vue.modifie_par,
    }
}

fn fiche(fiche: domaine::FicheEtablissement) -> FicheEtablissement {
    let effectif = |nombre: Option<u32>| nombre.map(|n| n.to_string()).unwrap_or_default();
    let texte = |valeur: Option<String>| valeur.unwrap_or_default();
    let departement = fiche
        .departement_a_choisir()
        .map_or_else(String::new, |choisi| choisi.code().to_owned());
    FicheEtablissement {
        denomination: fiche.denomination,
        numero_voie: texte(fiche.numero_voie),
        extension_voie: texte(fiche.extension_voie),
        type_voie: texte(fiche.type_voie),
        libelle_voie: fiche.libelle_voie,
        complement_adresse: texte(fiche.complement_adresse),
        departement,
        code_postal: fiche.code_postal.to_string(),
        ville: fiche.ville,
        telephone: fiche.telephone.to_string(),
        courriel: fiche.courriel.to_string(),
        fax: texte(fiche.fax.map(|fax| fax.to_string())),
        effectif_etablissement: effectif(fiche.effectif_etablissement),
        effectif_entreprise: effectif(fiche.effectif_entreprise),
        contact_nom: texte(fiche.contact_nom),
        contact_prenom: texte(fiche.contact_prenom),
        contact_telephone: texte(fiche.contact_telephone.map(|t| t.to_string())),
        contact_courriel: texte(fiche.contact_courriel.map(|c| c.to_string())),
    }
}
