//! From the API's JSON to what we need. Every field may be null or `[NON-DIFFUSIBLE]`.

use serde_json::Value;

use super::{FicheRegistre, ReponseRegistre};

/// Finds `siret` among the results.
pub fn lire(json: &Value, siret: &str) -> ReponseRegistre {
    let Some(resultats) = json["results"].as_array() else {
        return ReponseRegistre::Indisponible;
    };
    resultats
        .iter()
        .find_map(|entreprise| fiche(entreprise, siret))
        .map_or(ReponseRegistre::Inconnu, |fiche| {
            ReponseRegistre::Trouve(Box::new(fiche))
        })
}

fn fiche(entreprise: &Value, siret: &str) -> Option<FicheRegistre> {
    let siege = &entreprise["siege"];
    let autre = entreprise["matching_etablissements"]
        .as_array()
        .and_then(|etablissements| etablissements.iter().find(|e| e["siret"] == siret));
    let mut fiche = if siege["siret"] == siret {
        FicheRegistre {
            numero_voie: texte(&siege["numero_voie"]),
            type_voie: texte(&siege["type_voie"]),
            libelle_voie: texte(&siege["libelle_voie"]),
            complement_adresse: texte(&siege["complement_adresse"]),
            code_postal: texte(&siege["code_postal"]),
            ville: texte(&siege["libelle_commune"]),
            activite_principale: texte(&siege["activite_principale"]),
            ..FicheRegistre::default()
        }
    } else {
        texte(&autre?["adresse"])
            .map(|adresse| adresse_en_bloc(&adresse))
            .unwrap_or_default()
    };
    fiche.siret = siret.to_owned();
    fiche.siren = texte(&entreprise["siren"]);
    fiche.denomination = texte(&entreprise["nom_complet"]);
    // "F" for closed; the list of matching establishments knows better than the head office.
    let etat = autre.map_or(
        &siege["etat_administratif"],
        |etablissement| &etablissement["etat_administratif"],
    );
    fiche.ferme = etat == "F" || entreprise["etat_administratif"] == "C";
    Some(fiche)
}

fn texte(valeur: &Value) -> Option<String> {
    let texte = valeur.as_str()?.trim();
    (!texte.is_empty() && !texte.contains("[NON-DIFFUSIBLE]")).then(|| texte.to_owned())
}

/// `12 RUE DE LA PAIX 75002 PARIS` in parts, as far as it can be told.
fn adresse_en_bloc(adresse: &str) -> FicheRegistre {
    let mots: Vec<&str> = adresse.split_whitespace().collect();
    let est_postal = |mot: &&str| mot.len() == 5 && mot.bytes().all(|octet| octet.is_ascii_digit());
    let Some(postal) = mots.iter().rposition(est_postal) else {
        return FicheRegistre {
            libelle_voie: Some(adresse.to_owned()),
            ..FicheRegistre::default()
        };
    };
    let (voie, ville) = (&mots[..postal], &mots[postal + 1..]);
    let numerote = voie
        .first()
        .is_some_and(|mot| mot.bytes().all(|octet| octet.is_ascii_digit()));
    let (numero, voie) = if numerote {
        voie.split_at(1)
    } else {
        voie.split_at(0)
    };
    let joindre = |mots: &[&str]| (!mots.is_empty()).then(|| mots.join(" "));
    FicheRegistre {
        numero_voie: joindre(numero),
        libelle_voie: joindre(voie),
        code_postal: Some(mots[postal].to_owned()),
        ville: joindre(ville),
        ..FicheRegistre::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_in_one_piece_is_taken_apart() {
        let fiche = adresse_en_bloc("12 RUE DE LA PAIX 75002 PARIS");
        assert_eq!(fiche.numero_voie.as_deref(), Some("12"));
        assert_eq!(fiche.libelle_voie.as_deref(), Some("RUE DE LA PAIX"));
        assert_eq!(fiche.code_postal.as_deref(), Some("75002"));
        assert_eq!(fiche.ville.as_deref(), Some("PARIS"));
        assert_eq!(
            adresse_en_bloc("LIEU DIT").libelle_voie.as_deref(),
            Some("LIEU DIT")
        );
        assert_eq!(adresse_en_bloc("44000").code_postal.as_deref(), Some("44000"));
    }
}
