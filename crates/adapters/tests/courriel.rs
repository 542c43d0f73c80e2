//! Mails through a real little SMTP server.

use adapters::courriel::{ConfigSmtp, ExpediteurSmtp, Message, Tls};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpListener;
use tokio::sync::mpsc;

/// Takes one mail at a time; answers `verdict` to its text.
async fn serveur(verdict: &'static str) -> (u16, mpsc::UnboundedReceiver<String>) {
    let ecoute = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = ecoute.local_addr().unwrap().port();
    let (recus, lecture) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Ok((flux, _)) = ecoute.accept().await {
            let (entree, mut sortie) = flux.into_split();
            let mut lignes = BufReader::new(entree).lines();
            sortie.write_all(b"220 essai\r\n").await.unwrap();
            let mut texte: Option<String> = None;
            while let Ok(Some(ligne)) = lignes.next_line().await {
                let reponse = match &mut texte {
                    Some(corps) if ligne == "." => {
                        recus.send(std::mem::take(corps)).unwrap();
                        texte = None;
                        verdict
                    }
                    Some(corps) => {
                        corps.push_str(&ligne);
                        corps.push('\n');
                        continue;
                    }
                    None if ligne == "DATA" => {
                        texte = Some(String::new());
                        "354 allez"
                    }
                    None if ligne.starts_with("EHLO") => "250 essai",
                    None => "250 bien",
                };
                sortie
                    .write_all(format!("{reponse}\r\n").as_bytes())
                    .await
                    .unwrap();
            }
        }
    });
    (port, lecture)
}

fn expediteur(port: u16) -> ExpediteurSmtp {
    let config = ConfigSmtp {
        hote: "127.0.0.1".into(),
        port,
        utilisateur: None,
        mot_de_passe: None,
        tls: Tls::Aucun,
        expediteur: "Apart <apart@example.org>".into(),
        repondre_a: "assistance@example.org".into(),
    };
    ExpediteurSmtp::nouveau(&config).unwrap()
}

fn message() -> Message {
    Message {
        destinataire: "claire@exemple.fr".into(),
        objet: "Habilitation à l'activité partielle".into(),
        corps_texte: "Bonjour,\n\nVotre habilitation est créée.\n".into(),
        message_id: "0190-abc@apart".into(),
    }
}

#[tokio::test]
async fn a_mail_arrives_with_its_subject_text_and_message_id() {
    let (port, mut recus) = serveur("250 pris").await;
    expediteur(port).envoyer(&message()).await.unwrap();
    let recu = recus.recv().await.unwrap();
    assert!(recu.contains("Message-ID: <0190-abc@apart>"), "{recu}");
    assert!(recu.contains("Reply-To: assistance@example.org"));
    assert!(recu.contains("To: claire@exemple.fr"));
    assert!(
        recu.contains("Subject: Habilitation =?utf-8?b?"),
        "accents du sujet : {recu}"
    );
    assert!(
        recu.contains("=C3=A9") || recu.contains("créée") || recu.contains("base64"),
        "{recu}"
    );
}

#[tokio::test]
async fn never_and_not_now_are_told_apart() {
    let (port, _recus) = serveur("550 inconnu").await;
    assert!(!expediteur(port).envoyer(&message()).await.unwrap_err().passagere);
    let (port, _recus) = serveur("451 plus tard").await;
    assert!(expediteur(port).envoyer(&message()).await.unwrap_err().passagere);
    assert!(expediteur(1).envoyer(&message()).await.unwrap_err().passagere);
    let invalide = Message {
        destinataire: "pas une adresse".into(),
        ..message()
    };
    let erreur = expediteur(1).envoyer(&invalide).await.unwrap_err();
    assert!(!erreur.passagere);
    assert!(
        !erreur.to_string().contains("pas une adresse"),
        "aucune adresse dans une erreur"
    );
}
