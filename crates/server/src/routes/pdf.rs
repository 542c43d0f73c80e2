//! What the PDF documents share: texts as a person reads them, and how they are sent.

use actix_web::{HttpResponse, web};
use adapters::pdf::{Employeur, ErreurPdf};
use domain::etablissement::{Departement, FicheEtablissement};
use domain::mois::Mois;
use domain::montant::{Centimes, Heures};
use time::Date;

use super::reponses::a_montrer;
use crate::probleme::{Erreur, Reponse};

/// No-break space before a unit.
const INSECABLE: char = '\u{A0}';

/// "1er mai 2022".
pub(super) fn jour(date: Date) -> String {
    let quantieme = if date.day() == 1 {
        "1er".to_owned()
    } else {
        date.day().to_string()
    };
    format!("{quantieme} {}", Mois::de(date).libelle())
}

/// "204 900,43 €".
pub(super) fn en_euros(montant: i64) -> String {
    format!("{}{INSECABLE}€", Centimes(montant).en_francais())
}

/// "1 250,00 h".
pub(super) fn en_heures(heures: Heures) -> String {
    format!("{}{INSECABLE}h", heures.en_francais())
}

/// "Loire-Atlantique (44)".
pub(super) fn departement(code: &str) -> String {
    code.parse::<Departement>()
        .map_or_else(|_| code.to_owned(), |d| format!("{} ({code})", d.nom()))
}

/// "Unité départementale : Loire-Atlantique".
pub(super) fn unite_departementale(code: &str) -> String {
    let nom = code
        .parse::<Departement>()
        .map_or_else(|_| code.to_owned(), |d| d.nom().to_owned());
    format!("Unité départementale{INSECABLE}: {nom}")
}

/// The employer with the address of the sheet.
pub(super) fn employeur(siret: &str, fiche: &FicheEtablissement) -> Employeur {
    let voie = [&fiche.numero_voie, &fiche.extension_voie, &fiche.type_voie];
    let voie = voie
        .into_iter()
        .flatten()
        .map(String::as_str)
        .chain([fiche.libelle_voie.as_str()]);
    let ville = format!("{} {}", fiche.code_postal, fiche.ville);
    let adresse = [
        Some(voie.collect::<Vec<_>>().join(" ")),
        fiche.complement_adresse.clone(),
        Some(ville),
    ];
    Employeur {
        denomination: fiche.denomination.clone(),
        siret: siret.to_owned(),
        adresse: adresse
            .into_iter()
            .flatten()
            .filter(|ligne| !ligne.is_empty())
            .collect(),
    }
}

/// Makes a document off the request threads: a thousand rows take a while.
///
/// # Errors
/// An unexpected failure of the renderer.
pub(super) async fn pdf(
    faire: impl FnOnce() -> Result<Vec<u8>, ErreurPdf> + Send + 'static,
) -> Result<Vec<u8>, Erreur> {
    web::block(faire)
        .await
        .map_err(Erreur::interne)?
        .map_err(Erreur::interne)
}

/// The document, shown by the browser under its own name.
pub(super) fn rendre(nom: &str, octets: Vec<u8>) -> Reponse {
    Ok(HttpResponse::Ok()
        .content_type("application/pdf")
        .insert_header(a_montrer(nom))
        .body(octets))
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn les_textes_se_lisent_comme_on_les_ecrit() {
        assert_eq!(jour(date!(2022 - 05 - 01)), "1er mai 2022");
        assert_eq!(jour(date!(2022 - 06 - 12)), "12 juin 2022");
        assert_eq!(en_euros(20_490_043), "204\u{202F}900,43\u{A0}€");
        assert_eq!(departement("44"), "Loire-Atlantique (44)");
    }
}
