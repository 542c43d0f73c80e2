//! A claim as the API writes it.

use api_types::indemnisation::{
    Blocage, ChiffreApplique, Contingent, Demande, DemandeResume, Etape, HeuresSemaine, JourFerie, Ligne,
    Perte, RegimePossible, SignalDemande, SuiteDemande, TotauxDemande, VersionDemande,
};
use app::indemnisation::{LigneVue, Resume, Vue};
use db::indemnisation::Signal;
use domain::bareme::{Regime, Territoire};
use domain::indemnisation::{CodeSignal, EtatDi, ReglesDi};
use domain::montant::{Centimes, Heures, TauxHoraire};

use crate::probleme::Reponse;
use crate::routes::evenement::chronologie;
use crate::routes::paiement::{libelle, paiement};
use crate::routes::reponses::{instant, naturel, versionne};

/// The claim of a use case, with its version as `ETag`.
pub(super) fn rendre(vue: Result<Vue, app::Erreur>) -> Reponse {
    let vue = vue?;
    Ok(versionne(vue.ligne.version, &demande(vue)))
}

pub(super) fn resume(resume: Resume) -> DemandeResume {
    DemandeResume {
        id: resume.ligne.id.to_string(),
        numero: resume.ligne.numero,
        dap_id: resume.ligne.dap_id.to_string(),
        dap_numero: resume.dap_numero,
        siret: resume.siret,
        denomination: resume.denomination,
        mois: resume.ligne.mois,
        etat: resume.etat.code().to_owned(),
        etat_libelle: resume.etat.libelle().to_owned(),
        salaries: naturel(resume.ligne.salaries),
        allocation: Centimes(resume.ligne.allocation).to_string(),
        correction: resume.ligne.corrige_id.is_some(),
        signaux: resume.signaux.into_iter().map(signal).collect(),
        version: naturel(resume.ligne.version),
        modifiee_le: instant(resume.ligne.modifiee_le),
    }
}

pub(super) fn demande(vue: Vue) -> Demande {
    let ligne = vue.ligne;
    let lundi = |semaine: domain::mois::Semaine| semaine.lundi().to_string();
    let regime = ligne.regime.parse::<Regime>();
    Demande {
        jours_feries: vue.jours_feries.into_iter().map(jour_ferie).collect(),
        regime_libelle: regime.map_or_else(|_| ligne.regime.clone(), |r| r.libelle().to_owned()),
        territoire: Territoire::du_departement(&ligne.departement).code().to_owned(),
        regimes: vue.regimes.into_iter().map(regime_possible).collect(),
        amenagement_long: ligne.amenagement_long,
        duree_collective: ligne.duree_collective.map(|heures| Heures(heures).to_string()),
        debut: vue.regles.as_ref().map(|regles| regles.periode.0.to_string()),
        fin: vue.regles.as_ref().map(|regles| regles.periode.1.to_string()),
        chiffres: chiffres(vue.regles.as_ref()),
        regime: ligne.regime.clone(),
        totaux: totaux(&ligne),
        motifs_rejet: motifs(&vue.etat),
        id: ligne.id.to_string(),
        numero: ligne.numero,
        dap_id: vue.dap.id.to_string(),
        dap_numero: vue.dap.numero,
        code_di: vue.dap.code_di.unwrap_or_default(),
        siret: vue.etablissement.siret,
        denomination: vue.etablissement.denomination,
        departement: ligne.departement,
        semaines: vue.mois.semaines().into_iter().map(lundi).collect(),
        mois: ligne.mois,
        etat: vue.etat.code().to_owned(),
        etat_libelle: vue.etat.libelle().to_owned(),
        salaries: naturel(ligne.salaries),
        iban_masque: vue.iban_masque,
        blocages: vue.blocages.into_iter().map(blocage).collect(),
        actions: vue.actions.into_iter().map(str::to_owned).collect(),
        limite: vue.limite.to_string(),
        suite: vue.suite.map(|suite| SuiteDemande {
            libelle: suite.libelle,
            qui: suite.qui,
            avant_le: suite.avant_le.map(|jour| jour.to_string()),
        }),
        a_payer: vue.a_payer.to_string(),
        corrige: ligne.corrige_id.map(|id| id.to_string()),
        versions: vue.versions.into_iter().map(version).collect(),
        paiements: vue.paiements.into_iter().map(paiement).collect(),
        signaux: vue.signaux.into_iter().map(signal).collect(),
        chronologie: chronologie(vue.chronologie),
        version: naturel(ligne.version),
        modifiee_le: instant(ligne.modifiee_le),
    }
}

fn jour_ferie(jour: domain::ferie::JourFerie) -> JourFerie {
    JourFerie {
        date: jour.date.to_string(),
        libelle: jour.libelle.to_owned(),
        semaine: jour.semaine().lundi().to_string(),
        source: jour.source.to_owned(),
    }
}

fn regime_possible(regime: Regime) -> RegimePossible {
    RegimePossible {
        code: regime.code().to_owned(),
        libelle: regime.libelle().to_owned(),
    }
}

fn chiffres(regles: Option<&ReglesDi>) -> Vec<ChiffreApplique> {
    let chiffre = |chiffre: domain::bareme::ChiffreApplique| ChiffreApplique {
        nature: chiffre.nature.code().to_owned(),
        libelle: chiffre.libelle().to_owned(),
        valeur: chiffre.valeur,
        source: chiffre.source,
        confirme: chiffre.confirme,
    };
    let chiffres = regles.map(|regles| regles.bareme.chiffres()).unwrap_or_default();
    chiffres.into_iter().map(chiffre).collect()
}

fn version(ligne: db::indemnisation::Demande) -> VersionDemande {
    VersionDemande {
        id: ligne.id.to_string(),
        numero: ligne.numero,
        etat_libelle: libelle(&ligne.etat_code),
        etat: ligne.etat_code,
        allocation: Centimes(ligne.allocation).to_string(),
        a_payer: Centimes(ligne.allocation - ligne.allocation_precedente).to_string(),
    }
}

fn signal(signal: Signal) -> SignalDemande {
    SignalDemande {
        libelle: signal.code.parse().map_or("", CodeSignal::libelle).to_owned(),
        code: signal.code,
        message: signal.message,
        salarie: signal.salarie,
    }
}

pub(super) fn totaux(ligne: &db::indemnisation::Demande) -> TotauxDemande {
    TotauxDemande {
        heures_travaillees: Heures(ligne.heures_travaillees).to_string(),
        heures_chomees: Heures(ligne.heures_chomees).to_string(),
        heures_indemnisables: Heures(ligne.heures_indemnisables).to_string(),
        allocation: Centimes(ligne.allocation).to_string(),
        indemnite: Centimes(ligne.indemnite).to_string(),
        reste_a_charge: Centimes(ligne.indemnite - ligne.allocation).to_string(),
    }
}

fn motifs(etat: &EtatDi) -> Option<String> {
    match etat {
        EtatDi::Rejetee { motifs, .. } => Some(motifs.clone()),
        _ => None,
    }
}

pub(super) fn blocage(blocage: domain::indemnisation::Blocage) -> Blocage {
    Blocage {
        source: domain::source::source_du_code(&blocage.code).map(str::to_owned),
        code: blocage.code,
        message: blocage.message,
        lien: Some(blocage.lien),
    }
}

pub(super) fn ligne(vue: LigneVue) -> Ligne {
    let ligne = vue.ligne;
    let semaine = |heures: domain::indemnisation::HeuresSemaine| HeuresSemaine {
        semaine: heures.semaine.lundi().to_string(),
        travaillees: heures.travaillees.to_string(),
        chomees: heures.chomees.to_string(),
    };
    Ligne {
        id: ligne.id.to_string(),
        rang: naturel(ligne.rang),
        nom: ligne.nom,
        prenom: ligne.prenom,
        nir_masque: vue.nir_masque,
        categorie: ligne.categorie,
        duree_hebdomadaire: Heures(ligne.duree_hebdomadaire).to_string(),
        taux_horaire_brut: TauxHoraire(ligne.taux_horaire_brut).to_string(),
        semaines: vue.semaines.into_iter().map(semaine).collect(),
        heures_chomees: Heures(ligne.heures_chomees).to_string(),
        heures_indemnisables: Heures(ligne.heures_indemnisables).to_string(),
        allocation_horaire: Centimes(ligne.allocation_horaire).to_string(),
        allocation: Centimes(ligne.allocation).to_string(),
        indemnite_horaire: Centimes(ligne.indemnite_horaire).to_string(),
        indemnite: Centimes(ligne.indemnite).to_string(),
        reste_a_charge: Centimes(ligne.indemnite - ligne.allocation).to_string(),
        explication: vue.explication.into_iter().map(etape).collect(),
        salaire_mensuel_brut: ligne.salaire_mensuel_brut.map(|m| Centimes(m).to_string()),
        profil: ligne.profil,
        mode: ligne.mode,
        entree: ligne.entree.map(|jour| jour.to_string()),
        sortie: ligne.sortie.map(|jour| jour.to_string()),
        pertes: vue.pertes.into_iter().map(perte).collect(),
        contingents: vue.contingents.iter().map(contingent).collect(),
    }
}

fn perte(perte: domain::indemnisation::Perte) -> Perte {
    Perte {
        code: perte.cause.code().to_owned(),
        libelle: perte.libelle,
        heures: perte.heures.map(|heures| heures.to_string()),
        euros_par_heure: perte.euros_par_heure.map(|euros| euros.to_string()),
        euros: perte.euros.to_string(),
        source: perte.source,
    }
}

fn contingent(contingent: &domain::indemnisation::Contingent) -> Contingent {
    Contingent {
        code: contingent.nature.code().to_owned(),
        libelle: contingent.nature.libelle().to_owned(),
        annee: naturel(contingent.annee),
        plafond: contingent.plafond.to_string(),
        ailleurs: contingent.ailleurs.to_string(),
        demande: contingent.demande.to_string(),
        reste: contingent.reste().to_string(),
        depassement: contingent.depassement().to_string(),
        source: contingent.source.to_owned(),
    }
}

fn etape(etape: domain::simulation::Etape) -> Etape {
    Etape {
        etape: etape.etape,
        libelle: etape.libelle,
        valeur: etape.valeur,
        source: etape.source,
    }
}
