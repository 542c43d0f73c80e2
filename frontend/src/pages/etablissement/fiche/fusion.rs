//! Two people have changed one sheet: field by field, what each of them made of it.

use api_types::etablissement::FicheEtablissement;

/// A field that somebody else has changed and that now reads otherwise here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ecart {
    pub champ: &'static str,
    pub mienne: String,
    pub leur: String,
    /// I have changed it too: else theirs stands, unless I say otherwise.
    pub dispute: bool,
}

/// The two sheets that the conflict began from: as the server answered it, and as this form then
/// read (the server writes telephones without their spaces).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Depart {
    pub lue: FicheComparable,
    pub saisie: FicheComparable,
}

/// A sheet that can be compared.
pub type FicheComparable = Vec<String>;

/// The texts of all fields, in the order of `CHAMPS`.
pub fn textes(fiche: &FicheEtablissement) -> FicheComparable {
    FicheEtablissement::CHAMPS
        .iter()
        .map(|nom| fiche.champ(nom).trim().to_owned())
        .collect()
}

/// The fields that they have changed and that read otherwise here. None: mine may be saved over theirs.
pub fn comparer(depart: &Depart, mienne: &FicheEtablissement, leur: &FicheEtablissement) -> Vec<Ecart> {
    FicheEtablissement::CHAMPS
        .iter()
        .enumerate()
        .filter_map(|(rang, nom)| {
            let (ici, la) = (mienne.champ(nom).trim(), leur.champ(nom).trim());
            let avant = |fiche: &FicheComparable| fiche.get(rang).cloned().unwrap_or_default();
            let touche_la = avant(&depart.lue) != la;
            (touche_la && ici != la).then(|| Ecart {
                champ: nom,
                mienne: ici.to_owned(),
                leur: la.to_owned(),
                dispute: avant(&depart.saisie) != ici,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fiche(ville: &str, effectif: &str, telephone: &str) -> FicheEtablissement {
        FicheEtablissement {
            ville: ville.into(),
            effectif_etablissement: effectif.into(),
            telephone: telephone.into(),
            ..FicheEtablissement::default()
        }
    }

    #[test]
    fn what_only_one_has_changed_is_told_apart_from_what_both_have() {
        let lue = fiche("Nantes", "60", "0240112233");
        // The form still shows the telephone as it was typed.
        let depart = Depart {
            lue: textes(&lue),
            saisie: textes(&fiche("Nantes", "60", "02 40 11 22 33")),
        };
        let mienne = fiche("Nantes", "65", "02 40 11 22 33");
        let dit = |leur: &FicheEtablissement| -> Vec<(&str, bool)> {
            comparer(&depart, &mienne, leur)
                .iter()
                .map(|e| (e.champ, e.dispute))
                .collect()
        };
        assert_eq!(dit(&fiche("Rezé", "60", "0240112233")), [("ville", false)]);
        assert_eq!(
            dit(&fiche("Nantes", "70", "0240112233")),
            [("effectif_etablissement", true)]
        );
        assert_eq!(
            dit(&fiche("Nantes", "70", "0251000000")),
            [("effectif_etablissement", true), ("telephone", false)]
        );
        // The same change on both sides is no conflict, nor is what they left alone.
        assert!(dit(&fiche("Nantes", "65", "0240112233")).is_empty());
        assert!(dit(&lue).is_empty());
    }
}
