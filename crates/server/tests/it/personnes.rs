//! People by role, made the way real ones are.

use api_types::compte::ChangementMotDePasse;
use api_types::coordonnees_bancaires::NouvellesCoordonneesBancaires;
use api_types::dap::{DecisionDap, SaisieDap};
use api_types::etablissement::FicheEtablissement;
use api_types::habilitation::DecisionHabilitation;
use api_types::inscription::{NouvelleInscription, VerificationInscription};
use api_types::session::Session;
use api_types::utilisateur::NouvelUtilisateur;
use app::compte::NouvelAgent;
use client::{Client, Versionne, resoudre_controle};

use crate::banc::Banc;

pub const SIRET: &str = "73282932000074";
pub const AUTRE_SIRET: &str = "00100001700010";
/// The accountant's own firm.
pub const CABINET_SIRET: &str = "00100002500013";
pub const MOT_DE_PASSE: &str = "Sûr-et-long-2022!";

/// A member of the help desk, logged in.
pub async fn assistance(app: &Banc) -> Client {
    agent_cree(app, "assistance", "Sophie", &[]).await
}

/// An agent of the UD, logged in.
pub async fn agent(app: &Banc, departement: &str) -> Client {
    agent_cree(app, "agent_ud", "Nadia", &[departement]).await
}

/// A second agent of the same UD, logged in.
pub async fn collegue(app: &Banc, departement: &str, prenom: &str) -> Client {
    agent_cree(app, "agent_ud", prenom, &[departement]).await
}

async fn agent_cree(app: &Banc, role: &str, prenom: &str, departements: &[&str]) -> Client {
    let nouvel = NouvelAgent {
        role: role.to_owned(),
        courriel: format!("{prenom}.{}@exemple.fr", departements.first().unwrap_or(&"desk")).to_lowercase(),
        nom: "Leroux".to_owned(),
        prenom: prenom.to_owned(),
        departements: departements.iter().map(|d| (*d).to_owned()).collect(),
    };
    let (identifiant, temporaire) = app::compte::creer_agent(&app.etat.contexte, &nouvel)
        .await
        .expect("compte");
    premiere_connexion(app, &identifiant, &temporaire).await
}

/// First login, forced new password, login again.
pub async fn premiere_connexion(app: &Banc, identifiant: &str, temporaire: &str) -> Client {
    let client = app.visiteur();
    let session = client
        .ouvrir_session(identifiant, temporaire)
        .await
        .expect("première connexion");
    assert!(session.mot_de_passe_a_changer);
    client
        .changer_mot_de_passe(&premier_changement(temporaire, &session))
        .await
        .expect("changé");
    let session = client
        .ouvrir_session(identifiant, MOT_DE_PASSE)
        .await
        .expect("connexion");
    if session.second_facteur_a_configurer {
        enroler(app, &client).await;
    }
    client
}

/// Sets the second factor up, as a telephone would; answers the recovery codes.
pub async fn enroler(app: &Banc, client: &Client) -> Vec<String> {
    let preparation = client.preparer_second_facteur().await.expect("préparé");
    let secret = app::totp::lire_base32(&preparation.secret).expect("base32");
    let pas = app::totp::pas(app.etat.contexte.maintenant());
    let code = app::totp::code(&secret, pas);
    client
        .confirmer_second_facteur(&code)
        .await
        .expect("confirmé")
        .codes
}

/// Logs in somebody who has a second factor: the code is that of the demo's telephone, waited for
/// when the codes of now were used.
pub async fn reconnecter(app: &Banc, client: &Client, identifiant: &str) {
    let code = code_du_telephone(app, identifiant).await;
    client
        .ouvrir_session_avec_code(identifiant, MOT_DE_PASSE, Some(&code))
        .await
        .expect("connexion avec code");
}

/// The next code that the service will accept from this account.
pub async fn code_du_telephone(app: &Banc, identifiant: &str) -> String {
    let codes = app.visiteur().lire_codes_demo().await.expect("codes").items;
    let code = codes
        .into_iter()
        .find(|code| code.identifiant == identifiant)
        .unwrap_or_else(|| panic!("{identifiant} n'a pas de second facteur"));
    app.etat.contexte.horloge.avancer(code.dans_secondes);
    code.code
}

/// The first change of password, with the secret question when the account has none.
pub fn premier_changement(temporaire: &str, session: &Session) -> ChangementMotDePasse {
    let mut corps = changement(temporaire, MOT_DE_PASSE);
    if session.question_secrete_a_choisir {
        corps.question_secrete = "Le nom de votre première école ?".to_owned();
        corps.reponse_secrete = "Jules Ferry".to_owned();
    }
    corps
}

pub fn changement(ancien: &str, nouveau: &str) -> ChangementMotDePasse {
    ChangementMotDePasse {
        ancien: ancien.to_owned(),
        nouveau: nouveau.to_owned(),
        confirmation: nouveau.to_owned(),
        ..Default::default()
    }
}

/// Steps 1 to 3 of the main job; answers the principal user, logged in.
pub async fn entreprise(app: &Banc, siret: &str, prenom: &str) -> Client {
    let inscription = inscrire(app, siret, prenom).await;
    let desk = assistance_deja_la(app).await;
    accepter(&desk, &inscription).await;
    let (identifiant, temporaire) = identifiants(app, &courriel(prenom)).await;
    premiere_connexion(app, &identifiant, &temporaire).await
}

/// The help desk of a test that has one already logs in again.
pub async fn assistance_deja_la(app: &Banc) -> Client {
    let client = app.visiteur();
    match client.ouvrir_session("sophie.leroux", MOT_DE_PASSE).await {
        Err(refus) if refus.code() == Some("second_facteur_requis") => {
            reconnecter(app, &client, "sophie.leroux").await;
            client
        }
        _ => assistance(app).await,
    }
}

pub fn courriel(prenom: &str) -> String {
    format!("{}.martin@exemple.fr", prenom.to_lowercase())
}

/// Step 1: the account request; answers its id.
pub async fn inscrire(app: &Banc, siret: &str, prenom: &str) -> String {
    let visiteur = app.visiteur();
    let jeton = jeton(&visiteur, siret).await;
    let corps = inscription(&jeton, siret, prenom);
    visiteur.creer_inscription(&corps).await.expect("inscription").id
}

/// The token of the first step.
pub async fn jeton(visiteur: &Client, siret: &str) -> String {
    let controle = visiteur.lire_controle_securite().await.expect("contrôle");
    let verification = VerificationInscription {
        siret: siret.to_owned(),
        controle: resoudre_controle(&controle).expect("résolu"),
        cgu_acceptees: true,
    };
    visiteur
        .verifier_inscription(&verification)
        .await
        .expect("vérification")
        .jeton
}

pub fn inscription(jeton: &str, siret: &str, prenom: &str) -> NouvelleInscription {
    NouvelleInscription {
        jeton: jeton.to_owned(),
        siret: siret.to_owned(),
        denomination: "Ateliers de la Loire".to_owned(),
        numero_voie: "12".to_owned(),
        type_voie: "quai".to_owned(),
        libelle_voie: "de la Fosse".to_owned(),
        code_postal: "44000".to_owned(),
        ville: "Nantes".to_owned(),
        telephone: "02 40 00 00 00".to_owned(),
        courriel_etablissement: "contact@exemple.fr".to_owned(),
        courriel_etablissement_confirmation: "contact@exemple.fr".to_owned(),
        nom: "Martin".to_owned(),
        prenom: prenom.to_owned(),
        telephone_utilisateur: "06 00 00 00 00".to_owned(),
        courriel: courriel(prenom),
        courriel_confirmation: courriel(prenom),
        question_secrete: "Le nom de votre première école ?".to_owned(),
        reponse_secrete: "Jules Ferry".to_owned(),
        cgu_acceptees: true,
        ..NouvelleInscription::default()
    }
}

/// Step 2: the help desk accepts.
pub async fn accepter(desk: &Client, id: &str) {
    let corps = DecisionHabilitation {
        decision: "accepter".to_owned(),
        motif: String::new(),
    };
    desk.decider_habilitation(id, &corps).await.expect("acceptée");
}

/// The principal user adds somebody to the establishment; answers them, logged in.
pub async fn ajouter_utilisateur(app: &Banc, principal: &Client, siret: &str, prenom: &str) -> Client {
    principal
        .ajouter_utilisateur(siret, &nouvel_utilisateur(prenom))
        .await
        .expect("ajouté");
    let (identifiant, temporaire) = identifiants(app, &courriel(prenom)).await;
    premiere_connexion(app, &identifiant, &temporaire).await
}

pub fn nouvel_utilisateur(prenom: &str) -> NouvelUtilisateur {
    NouvelUtilisateur {
        nom: "Martin".to_owned(),
        prenom: prenom.to_owned(),
        telephone: String::new(),
        courriel: courriel(prenom),
        courriel_confirmation: courriel(prenom),
    }
}

/// The smallest thing that is a PDF to the service, told apart by `marque`.
pub fn pdf(marque: &str) -> Vec<u8> {
    format!("%PDF-1.7\n% {marque}\n1 0 obj\n<<>>\nendobj\nstartxref\n9\n%%EOF\n").into_bytes()
}

/// An accountant of their own establishment, logged in.
pub async fn comptable(app: &Banc, prenom: &str) -> Client {
    entreprise(app, CABINET_SIRET, prenom).await
}

/// Identifiant and temporary password, read from the mails as a person would.
pub async fn identifiants(app: &Banc, destinataire: &str) -> (String, String) {
    let courriels = app.courriels(destinataire).await;
    let seul = |objet: &str| {
        let (_, corps) = courriels
            .iter()
            .find(|(o, _)| o.starts_with(objet))
            .unwrap_or_else(|| panic!("pas de courriel « {objet} » : {courriels:?}"));
        let apres = corps
            .split_once(" est :\n\n")
            .expect("valeur seule sur sa ligne")
            .1;
        apres.lines().next().expect("une ligne").to_owned()
    };
    (
        seul("Identifiant de connexion"),
        seul("Mot de passe de connexion"),
    )
}

/// Step 3: the sheet is completed, a bank account added and activated.
pub async fn completer(client: &Client, siret: &str) {
    let lu = client.lire_etablissement(siret).await.expect("fiche");
    let fiche = FicheEtablissement {
        effectif_etablissement: "260".to_owned(),
        effectif_entreprise: "300".to_owned(),
        contact_nom: "Martin".to_owned(),
        contact_prenom: "Claire".to_owned(),
        contact_telephone: "06 00 00 00 00".to_owned(),
        contact_courriel: "contact@exemple.fr".to_owned(),
        ..lu.corps.fiche
    };
    let lu = client
        .modifier_etablissement(siret, &lu.etag, &fiche)
        .await
        .expect("complétée");
    assert!(lu.corps.manques.is_empty(), "{:?}", lu.corps.manques);
    client
        .ajouter_coordonnees_bancaires(siret, &rib())
        .await
        .expect("RIB");
}

pub fn rib() -> NouvellesCoordonneesBancaires {
    NouvellesCoordonneesBancaires {
        titulaire: "Ateliers de la Loire".to_owned(),
        iban: "FR76 3000 6000 0112 3456 7890 189".to_owned(),
        bic: "AGRIFRPP".to_owned(),
        activer: true,
        mot_de_passe: MOT_DE_PASSE.to_owned(),
    }
}

/// A DAP over May 2022.
pub fn saisie_dap(siret: &str) -> SaisieDap {
    SaisieDap {
        siret: siret.to_owned(),
        motif: "conjoncture_economique".to_owned(),
        debut: "2022-05-02".to_owned(),
        fin: "2022-07-31".to_owned(),
        effectif_concerne: "250".to_owned(),
        heures_prevues: "30000".to_owned(),
        mode: "reduction".to_owned(),
        circonstances: "Baisse durable des commandes de nos trois premiers clients.".to_owned(),
        avis_cse: "favorable".to_owned(),
        date_avis_cse: "2022-04-20".to_owned(),
        placement_36_mois: Some(false),
        ..SaisieDap::default()
    }
}

/// Step 4: a DAP is sent, taken and validated; answers its id and the DI code.
pub async fn dap_validee(client: &Client, agent: &Client, siret: &str) -> (String, String) {
    let dap = client.creer_dap(&saisie_dap(siret)).await.expect("brouillon");
    let id = dap.corps.id.clone();
    client.envoyer_dap(&id, &dap.etag).await.expect("envoyée");
    let dap = agent.lire_dap(&id).await.expect("vue par l'agent");
    let dap = agent.prendre_dap(&id, &dap.etag).await.expect("prise");
    let dap: Versionne<_> = agent
        .decider_dap(&id, &dap.etag, &decision("valider", ""))
        .await
        .expect("validée");
    let code = dap.corps.decision.and_then(|d| d.code_di).expect("code DI");
    (id, code)
}

pub fn decision(decision: &str, motifs: &str) -> DecisionDap {
    DecisionDap {
        decision: decision.to_owned(),
        motifs: motifs.to_owned(),
        ..DecisionDap::default()
    }
}
