//! Random lives of a DAP and its avenants, by the real use cases on both databases: no state comes after
//! another but by an arrow of the diagram, and what was frozen, decided or notified stays as it was.

use std::collections::{BTreeMap, BTreeSet};

use app::dap::{Decision, Motifs, NouveauMessage};
use app::{Acteur, Erreur};
use db::dap::{Dap, Instantane};
use domain::compte::Role;
use domain::dap::{MotifDap, SaisieDap};
use domain::etablissement::SaisieFiche;
use domain::mois::jour_de_paris;
use domain::montant::Heures;
use uuid::Uuid;

use crate::banc::{Banc, essais};
use crate::instruction::prete;
use crate::personnes::*;

/// Lives, and commands of each: failures of the same commands come back with the same seed.
const VIES: u64 = 5;
const PAS: u32 = 90;

/// A small generator: no ambient chance, so that a failure is played again.
struct Des(u64);

impl Des {
    fn tirer(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 20) % n
    }

    fn choisir<'a, T>(&mut self, parmi: &'a [T]) -> &'a T {
        let rang = self.tirer(u64::try_from(parmi.len()).expect("taille"));
        &parmi[usize::try_from(rang).expect("rang")]
    }
}

/// What was seen of one DAP after the last command.
#[derive(Clone)]
struct Vue {
    ligne: Dap,
    figees: Vec<Instantane>,
    /// All that the notice is made of.
    notification: String,
}

struct Monde<'a> {
    app: &'a Banc,
    fiche: SaisieFiche,
    daps: Vec<Uuid>,
    vues: BTreeMap<Uuid, Vue>,
    fleches: BTreeSet<(String, String)>,
}

async fn acteur(app: &Banc, identifiant: &str, departement: Option<&str>) -> Acteur {
    let contexte = &app.etat.contexte;
    let compte = db::compte::par_identifiant(&contexte.base, identifiant)
        .await
        .expect("base")
        .expect("compte");
    Acteur {
        compte_id: compte.id,
        session_id: Uuid::nil(),
        identifiant: identifiant.to_owned(),
        nom: compte.nom,
        prenom: compte.prenom,
        role: compte.role.parse::<Role>().expect("rôle"),
        departements: departement.map(str::to_owned).into_iter().collect(),
        jour: jour_de_paris(contexte.maintenant()),
        application: "navigateur".to_owned(),
    }
}

fn saisie(motif: MotifDap, des: &mut Des) -> SaisieDap {
    let fins = ["2022-07-31", "2022-07-15", "2022-06-30"];
    let modele = saisie_dap(SIRET);
    SaisieDap {
        siret: modele.siret,
        motif: motif.code().to_owned(),
        sous_motif: (motif == MotifDap::AutreCirconstance).then(|| "coronavirus".to_owned()),
        debut: modele.debut,
        fin: (*des.choisir(&fins)).to_owned(),
        effectif_concerne: modele.effectif_concerne,
        heures_prevues: (20_000 + des.tirer(10_000)).to_string(),
        mode: modele.mode,
        circonstances: format!("Baisse des commandes, version {}.", des.tirer(1_000)),
        avis_cse: modele.avis_cse,
        date_avis_cse: Some(modele.date_avis_cse),
        placement_36_mois: modele.placement_36_mois,
        ..SaisieDap::default()
    }
}

/// One command, whatever it is worth in the state that the DAP has.
async fn commande(monde: &mut Monde<'_>, motif: MotifDap, des: &mut Des) -> Result<(), Erreur> {
    let contexte = &monde.app.etat.contexte;
    let claire = acteur(monde.app, "claire.martin", None).await;
    let agents = [
        acteur(monde.app, "nadia.leroux", Some("44")).await,
        acteur(monde.app, "bob.leroux", Some("44")).await,
    ];
    // The youngest of the life is where most happens.
    let id = if des.tirer(3) == 0 {
        *des.choisir(&monde.daps)
    } else {
        monde.daps[monde.daps.len() - 1]
    };
    let agent = &agents[usize::from(des.tirer(4) == 0)];
    // One command in eight comes from a page that is out of date.
    let version = monde.vues[&id].ligne.version - i32::from(des.tirer(8) == 0);
    let motifs = Motifs::from("À préciser.");
    let decider = async |decision: Decision| {
        app::dap::decider(contexte, agent, id, version, &decision)
            .await
            .map(drop)
    };
    match des.tirer(20) {
        0 | 1 => app::dap::modifier(contexte, &claire, id, version, &saisie(motif, des))
            .await
            .map(drop),
        2..=4 => app::dap::envoyer(contexte, &claire, id, version).await.map(drop),
        5..=7 => app::dap::prendre(contexte, agent, id, version).await.map(drop),
        8 => app::dap::liberer(contexte, agent, id, version).await.map(drop),
        9 => {
            let collegue = &des.choisir(&agents).identifiant;
            app::dap::confier(contexte, agent, id, version, collegue)
                .await
                .map(drop)
        }
        10 | 11 => decider(Decision::Valider).await,
        12 => {
            let heures = Some(Heures::entieres(19_000));
            decider(Decision::ValiderEnPartie {
                heures,
                debut: None,
                fin: None,
            })
            .await
        }
        13 => decider(Decision::Invalider { motifs }).await,
        14 => decider(Decision::Refuser { motifs }).await,
        15 if des.tirer(2) == 0 => app::dap::retirer(contexte, &claire, id, version).await.map(drop),
        15 | 16 => {
            let avenant = app::dap::creer_avenant(contexte, &claire, id, version).await?;
            monde.daps.push(avenant.ligne.id);
            Ok(())
        }
        17 => {
            let message = NouveauMessage {
                texte: "Bonjour".into(),
                ..NouveauMessage::default()
            };
            app::dap::ecrire_message(contexte, agent, id, &message)
                .await
                .map(drop)
        }
        18 => {
            // The sheet changes under what was sent.
            let vue = app::etablissement::lire(contexte, &claire, SIRET).await?;
            let fiche = SaisieFiche {
                numero_voie: Some(des.tirer(100).to_string()),
                ..monde.fiche.clone()
            };
            app::etablissement::modifier(contexte, &claire, SIRET, vue.ligne.version, &fiche)
                .await
                .map(drop)
        }
        _ => {
            monde
                .app
                .attendre(u32::try_from(des.tirer(12)).expect("jours") * 24 * 60);
            app::dap::purger(contexte, true).await?;
            app::dap::accepter_tacitement(contexte).await.map(drop)
        }
    }
}

async fn voir(app: &Banc, id: Uuid) -> Vue {
    let contexte = &app.etat.contexte;
    let claire = acteur(app, "claire.martin", None).await;
    let ligne = db::dap::par_id(&contexte.base, id)
        .await
        .expect("base")
        .expect("DAP");
    let mut figees = db::dap::instantanes(&contexte.base, id).await.expect("versions");
    figees.reverse();
    let n = app::dap::lire_pour_notification(contexte, &claire, id)
        .await
        .expect("notification");
    let (vue, signature) = (&n.vue, (&n.signataire, &n.qualite));
    Vue {
        notification: format!(
            "{:?} {:?} {:?} {:?} {signature:?}",
            vue.saisie, vue.fiche, vue.etat, n.compte_masque
        ),
        ligne,
        figees,
    }
}

/// How many avenants of a DAP took effect.
fn amendements(monde: &Monde<'_>, id: Uuid) -> usize {
    let valides = monde
        .vues
        .values()
        .filter(|vue| vue.ligne.avenant_de == Some(id) && vue.ligne.etat_code == "validee");
    valides.count()
}

/// Nothing that was fixed has moved since the last command.
async fn verifier(monde: &mut Monde<'_>, quand: &str) {
    let avant = monde.vues.clone();
    let amendes: BTreeMap<Uuid, usize> = avant.keys().map(|id| (*id, amendements(monde, *id))).collect();
    for id in monde.daps.clone() {
        let vue = voir(monde.app, id).await;
        monde.vues.insert(id, vue);
    }
    for (id, avant) in &avant {
        let apres = &monde.vues[id];
        let quoi = format!("{quand} : {}", avant.ligne.numero);
        let fige = avant.figees.len();
        assert_eq!(
            apres.figees[..fige],
            avant.figees[..],
            "{quoi} : une version figée a changé"
        );
        if apres.figees.len() == fige && avant.ligne.etat_code == apres.ligne.etat_code && fige > 0 {
            let decidee = ["validee", "refusee"].contains(&avant.ligne.etat_code.as_str());
            assert!(
                !decidee || avant.notification == apres.notification,
                "{quoi} : la notification a changé"
            );
        }
        if let Some(code) = &avant.ligne.code_di {
            assert_eq!(
                apres.ligne.code_di.as_ref(),
                Some(code),
                "{quoi} : le code DI a changé"
            );
        }
        match avant.ligne.etat_code.as_str() {
            "refusee" | "retiree" => assert_eq!(apres.ligne, avant.ligne, "{quoi} : close, elle a changé"),
            "validee" if amendements(monde, *id) == amendes[id] => {
                assert_eq!(
                    apres.ligne, avant.ligne,
                    "{quoi} : décidée, elle a changé sans avenant"
                );
            }
            _ => {}
        }
        if avant.ligne.version != apres.ligne.version {
            let fleche = (avant.ligne.etat_code.clone(), apres.ligne.etat_code.clone());
            let dessin = format!("  {} --> {}", fleche.0, fleche.1);
            assert!(
                include_str!("../../../../docs/etats.md").contains(&dessin),
                "{quoi} : le diagramme n'a pas {fleche:?}"
            );
            monde.fleches.insert(fleche);
        }
    }
    let codes: Vec<_> = monde
        .vues
        .values()
        .filter_map(|vue| vue.ligne.code_di.clone())
        .collect();
    assert_eq!(
        codes.iter().collect::<BTreeSet<_>>().len(),
        codes.len(),
        "deux DAP ont un code"
    );
}

essais! {
    async fn ce_qui_est_fige_ou_decide_le_reste_quoi_qu_il_arrive(app) {
        let claire = prete(&app).await;
        agent(&app, "44").await;
        collegue(&app, "44", "Bob").await;
        let monde_fiche = claire.lire_etablissement(SIRET).await.expect("fiche").corps.fiche.en_saisie();
        let mut monde = Monde { app: &app, fiche: monde_fiche, daps: Vec::new(), vues: BTreeMap::new(), fleches: BTreeSet::new() };
        let closes = ["refusee", "retiree"];
        for vie in 0..VIES {
            let mut des = Des(0x9E37_79B9_7F4A_7C15 ^ (vie + 1).wrapping_mul(0xD1B5_4A32_D192_ED03));
            let motif = MotifDap::TOUS[usize::try_from(vie).expect("rang") % MotifDap::TOUS.len()];
            let claire = acteur(&app, "claire.martin", None).await;
            let dap = app::dap::creer(&app.etat.contexte, &claire, &saisie(motif, &mut des)).await.expect("brouillon");
            // Those of the lives before are looked at, too.
            let anciennes = std::mem::replace(&mut monde.daps, vec![dap.ligne.id]);
            verifier(&mut monde, "création").await;
            for pas in 0..PAS {
                if monde.daps.iter().all(|id| closes.contains(&monde.vues[id].ligne.etat_code.as_str())) {
                    let dap = app::dap::creer(&app.etat.contexte, &claire, &saisie(motif, &mut des)).await.expect("une autre");
                    monde.daps.push(dap.ligne.id);
                    verifier(&mut monde, "une autre").await;
                }
                match commande(&mut monde, motif, &mut des).await {
                    Err(erreur @ (Erreur::Base(_) | Erreur::Interne(_))) => panic!("vie {vie}, pas {pas} : {erreur}"),
                    Ok(()) | Err(_) => verifier(&mut monde, &format!("vie {vie}, pas {pas}")).await,
                }
            }
            monde.daps.extend(anciennes);
            verifier(&mut monde, "fin de vie").await;
        }
        // The lives were lived: sent, decided in every way, amended, accepted by silence, withdrawn.
        let vues = |etat: &str| monde.fleches.iter().any(|(_, vers)| vers == etat);
        for etat in ["en_attente_instruction_ud", "instruction_en_cours", "validee", "invalidee", "refusee", "retiree"] {
            assert!(vues(etat), "aucune vie n'a vu {etat} : {:?}", monde.fleches);
        }
        assert!(monde.fleches.contains(&("validee".into(), "validee".into())), "aucun avenant validé : {:?}", monde.fleches);
        assert!(monde.fleches.contains(&("en_attente_instruction_ud".into(), "validee".into())), "aucun silence : {:?}", monde.fleches);
    }
}
