//! Fixed contract of `POST /simulations`.

use crate::indemnisation::Etape;

corps! {
    /// One employee of a simulation. Pay is `taux_horaire_brut`, or `salaire_mensuel_brut`
    /// with `heures_hebdomadaires` (hourly = monthly × 12 / (weekly × 52); of a `cadre_dirigeant`, monthly / 30 / 7).
    pub struct SalarieSimule {
        #[serde(default)]
        pub reference: String,
        /// Up to 4 decimals.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub taux_horaire_brut: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub salaire_mensuel_brut: Option<String>,
        /// 35 when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub heures_hebdomadaires: Option<String>,
        #[serde(default)]
        #[cfg_attr(feature = "openapi", schema(required = true))]
        pub heures_chomees: String,
        /// `ordinaire` when absent; `apprentissage` and `professionnalisation` have no floor; `cadre_dirigeant` is paid
        /// by the month, whose thirtieth over 7 hours is the rate. The others, whose rules are not known here, are
        /// refused: `profil_hors_perimetre`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub profil: Option<String>,
    }

    /// Body of `POST /simulations`.
    #[cfg_attr(feature = "openapi", schema(example = json!({"mois":"2022-05","regime":"droit_commun","territoire":"metropole","salaries":[{"reference":"A","taux_horaire_brut":"10.8500","heures_chomees":"105.00"}]})))]
    pub struct NouvelleSimulation {
        #[serde(default)]
        #[cfg_attr(feature = "openapi", schema(required = true))]
        pub mois: String,
        /// `droit_commun`, `secteur_protege`, `fermeture_administrative`, `apld`, `apld_rebond`.
        #[serde(default)]
        #[cfg_attr(feature = "openapi", schema(required = true))]
        pub regime: String,
        /// `metropole`, `mayotte`.
        #[serde(default)]
        #[cfg_attr(feature = "openapi", schema(required = true))]
        pub territoire: String,
        #[serde(default)]
        #[cfg_attr(feature = "openapi", schema(required = true))]
        pub salaries: Vec<SalarieSimule>,
    }

    /// One computed line.
    pub struct LigneSimulee {
        pub reference: String,
        pub allocation_horaire: String,
        pub allocation: String,
        pub indemnite_horaire: String,
        pub indemnite: String,
        pub reste_a_charge: String,
        pub explication: Vec<Etape>,
    }

    /// Sums of the rounded lines.
    pub struct TotauxSimulation {
        pub heures_chomees: String,
        pub allocation: String,
        pub indemnite: String,
        pub reste_a_charge: String,
    }

    /// Answer of `POST /simulations`.
    pub struct Simulation {
        pub mois: String,
        pub regime: String,
        pub territoire: String,
        pub lignes: Vec<LigneSimulee>,
        pub totaux: TotauxSimulation,
    }
}
