//! Announcements: written, corrected and withdrawn by the help desk.

use crate::{
    api::{Donnees, acces, client},
    coque::{Annonce as Apercu, AnnoncesPubliques},
    format,
    formulaire::{Formulaire, ResumeErreurs},
    ui::{
        Annonces, Button, Card, Cell, Champ, Colonne, EmptyState, FieldGroup, Form, Frame, Grid, Icone,
        Largeur, PageHeader, RequiredNote, Row, Select, Stack, Status, Table, TextArea, TextField, Ton,
        Variante, choix_de,
    },
};
use api_types::annonce::{Annonce, AnnonceVisible, ListeAnnonces, SaisieAnnonce};
use domain::annonce::{MAX_TEXTE, MAX_TITRE, NatureAnnonce};
use domain::mois::parse_date;
use leptos::{prelude::*, task::spawn_local};
use time::{Time, format_description::well_known::Rfc3339};

type Liste = Donnees<ListeAnnonces>;
/// What the form is about: a new announcement, or one with its `ETag`.
type Choisie = RwSignal<Option<Option<(Annonce, String)>>>;

/// `/assistance/annonces`.
#[component]
pub fn PageAnnonces() -> impl IntoView {
    let donnees = Donnees::charger(|| async { client().lister_annonces(None).await });
    let choisie: Choisie = RwSignal::new(None);
    view! {
        <Frame>
            <PageHeader
                titre="Annonces"
                sous_titre=|| "Incidents, maintenances, mesures dérogatoires : montrés en haut de toutes les pages."
                actions=move || view! {
                    <Button icone=Icone::Plus au_clic=move || choisie.set(Some(None))>"Nouvelle annonce"</Button>
                }
            />
            <Stack large=true>
                {move || choisie.get().map(|annonce| view! { <Saisie annonce choisie donnees/> })}
                {donnees.afficher(move |liste| view! { <Tableau liste choisie donnees/> })}
            </Stack>
        </Frame>
    }
}

#[derive(Clone, Copy)]
struct Champs {
    nature: Champ,
    titre: Champ,
    texte: Champ,
    du: Champ,
    du_heure: Champ,
    au: Champ,
    au_heure: Champ,
}

impl Champs {
    fn new(f: Formulaire, annonce: Option<&Annonce>) -> Self {
        let (du, du_heure) = annonce.map(|a| jour_et_heure(&a.du)).unwrap_or_default();
        let (au, au_heure) = annonce
            .and_then(|a| a.au.as_deref())
            .map(jour_et_heure)
            .unwrap_or_default();
        let texte = |lire: fn(&Annonce) -> &String| annonce.map(lire).cloned().unwrap_or_default();
        Self {
            nature: f.champ_avec("/nature", "Nature", &texte(|a| &a.nature)),
            titre: f.champ_avec("/titre", "Titre", &texte(|a| &a.titre)),
            texte: f.champ_avec("/texte", "Texte", &texte(|a| &a.texte)),
            du: f.champ_avec("/du", "Début", &du),
            du_heure: f.champ_avec("/du_heure", "Heure de début", &du_heure),
            au: f.champ_avec("/au", "Fin", &au),
            au_heure: f.champ_avec("/au_heure", "Heure de fin", &au_heure),
        }
    }

    /// Tracked: the preview follows.
    fn lire(self) -> SaisieAnnonce {
        let t = |champ: Champ| champ.valeur.get();
        SaisieAnnonce {
            nature: t(self.nature),
            titre: t(self.titre),
            texte: t(self.texte),
            du: instant(&t(self.du), &t(self.du_heure)),
            au: instant(&t(self.au), &t(self.au_heure)),
        }
    }
}

/// `02/06/2022` and `17:00`, Paris time.
fn jour_et_heure(utc: &str) -> (String, String) {
    let texte = format::instant(utc);
    (texte.get(..10).unwrap_or_default().to_owned(), format::heure(utc))
}

/// The instant in UTC; what cannot be read is left as typed, and the domain says so. Without
/// hour, midnight.
fn instant(date: &str, heure: &str) -> String {
    let (date, heure) = (date.trim(), heure.trim());
    if date.is_empty() && heure.is_empty() {
        return String::new();
    }
    let lu = parse_date(date)
        .ok()
        .zip(lire_heure(heure))
        .and_then(|(date, heure)| format::instant_de_paris(date, heure).format(&Rfc3339).ok());
    lu.unwrap_or_else(|| format!("{date} {heure}"))
}

/// `17:00`, `17h`, `17 h 30`, or nothing.
fn lire_heure(texte: &str) -> Option<Time> {
    let propre: String = texte.chars().filter(|c| !c.is_whitespace()).collect();
    if propre.is_empty() {
        return Some(Time::MIDNIGHT);
    }
    let (heures, minutes) = propre.split_once([':', 'h', 'H']).unwrap_or((&propre, ""));
    let minutes = if minutes.is_empty() { "0" } else { minutes };
    Time::from_hms(heures.parse().ok()?, minutes.parse().ok()?, 0).ok()
}

#[component]
fn Saisie(annonce: Option<(Annonce, String)>, choisie: Choisie, donnees: Liste) -> impl IntoView {
    let acces = acces();
    let annonces = expect_context::<Annonces>();
    let publiques = expect_context::<AnnoncesPubliques>();
    let f = Formulaire::new("annonce");
    let champs = Champs::new(f, annonce.as_ref().map(|(annonce, _)| annonce));
    let connue = StoredValue::new(annonce.map(|(annonce, etag)| (annonce.id, etag)));
    let titre = if connue.with_value(Option::is_some) {
        "Modifier l'annonce"
    } else {
        "Nouvelle annonce"
    };
    let enregistrer = move || {
        let saisie = untrack(|| champs.lire());
        if f.juger(saisie.en_saisie().verifier()).is_none() {
            return;
        }
        let connue = connue.get_value();
        f.envoyer(
            acces,
            async move {
                match connue {
                    Some((id, etag)) => client().modifier_annonce(&id, &etag, &saisie).await,
                    None => client().creer_annonce(&saisie).await,
                }
            },
            move |_| {
                choisie.try_set(None);
                donnees.recharger();
                publiques.lire();
                annonces.dire("Annonce enregistrée.");
            },
        );
    };
    view! {
        <Card titre>
            <Form au_envoi=enregistrer>
                <ResumeErreurs formulaire=f/>
                <RequiredNote/>
                <Select
                    champ=champs.nature
                    requis=true
                    largeur=Largeur::Longue
                    choix=Signal::stored(choix_de(NatureAnnonce::TOUS, NatureAnnonce::code, NatureAnnonce::libelle))
                />
                <TextField champ=champs.titre requis=true longueur_max=MAX_TITRE/>
                <TextArea champ=champs.texte requis=true longueur_max=MAX_TEXTE/>
                <FieldGroup legende="Dates" indice="Heure de Paris. Une maintenance est annoncée sept jours avant ; sans fin, une autre annonce reste jusqu'à son retrait.">
                    <Grid colonnes=4>
                        <TextField champ=champs.du requis=true largeur=Largeur::Moyenne indice="02/06/2022"/>
                        <TextField champ=champs.du_heure largeur=Largeur::Courte indice="17:00"/>
                        <TextField champ=champs.au largeur=Largeur::Moyenne indice="02/06/2022"/>
                        <TextField champ=champs.au_heure largeur=Largeur::Courte indice="21:00"/>
                    </Grid>
                </FieldGroup>
                <FieldGroup legende="Aperçu">
                    {move || view! { <Apercu annonce=apercu(champs.lire()) fermer=None/> }}
                </FieldGroup>
                <Row>
                    <Button soumettre=true en_cours=f.en_cours()>"Enregistrer"</Button>
                    <Button variante=Variante::Discret au_clic=move || choisie.set(None)>"Annuler"</Button>
                </Row>
            </Form>
        </Card>
    }
}

fn apercu(saisie: SaisieAnnonce) -> AnnonceVisible {
    let libelle = saisie
        .nature
        .parse::<NatureAnnonce>()
        .map_or("Nature", NatureAnnonce::libelle);
    AnnonceVisible {
        nature_libelle: libelle.to_owned(),
        nature: saisie.nature,
        titre: saisie.titre,
        texte: saisie.texte,
        du: saisie.du,
        au: Some(saisie.au).filter(|au| !au.is_empty()),
        ..Default::default()
    }
}

#[component]
fn Tableau(liste: ListeAnnonces, choisie: Choisie, donnees: Liste) -> impl IntoView {
    if liste.items.is_empty() {
        return view! {
            <EmptyState icone=Icone::Alerte titre="Aucune annonce">
                "Les annonces que vous publiez se retrouvent ici, avec leurs dates."
            </EmptyState>
        }
        .into_any();
    }
    let f = Formulaire::new("annonces");
    let lignes = liste
        .items
        .into_iter()
        .map(|annonce| ligne(annonce, f, choisie, donnees))
        .collect_view();
    view! {
        <ResumeErreurs formulaire=f/>
        <Table
            legende="Annonces"
            legende_cachee=true
            colonnes=vec![
                Colonne::texte("Annonce"),
                Colonne::texte("Du"),
                Colonne::texte("Au"),
                Colonne::texte("État"),
                Colonne::actions(),
            ]
        >
            {lignes}
        </Table>
    }
    .into_any()
}

fn ligne(annonce: Annonce, f: Formulaire, choisie: Choisie, donnees: Liste) -> impl IntoView {
    let acces = acces();
    let annonces = expect_context::<Annonces>();
    let publiques = expect_context::<AnnoncesPubliques>();
    let (ton, etat) = match annonce.etat.as_str() {
        "visible" => (Ton::Succes, "Affichée"),
        "a_venir" => (Ton::Info, "À venir"),
        "terminee" => (Ton::Neutre, "Terminée"),
        _ => (Ton::Danger, "Retirée"),
    };
    let retiree = annonce.etat == "retiree";
    let id = StoredValue::new(annonce.id.clone());
    let modifier = move || {
        spawn_local(async move {
            // The newest version: what is corrected is what is there.
            match acces.appeler(client().lire_annonce(&id.get_value())).await {
                Ok(lue) => {
                    choisie.try_set(Some(Some((lue.corps, lue.etag))));
                    window().scroll_to_with_x_and_y(0.0, 0.0);
                }
                Err(erreur) => f.refuser_erreur(&erreur),
            }
        });
    };
    let retirer = move || {
        f.envoyer(
            acces,
            async move {
                let lue = client().lire_annonce(&id.get_value()).await?;
                client().retirer_annonce(&id.get_value(), &lue.etag).await
            },
            move |_| {
                donnees.recharger();
                publiques.lire();
                annonces.dire("Annonce retirée.");
            },
        );
    };
    let quoi = annonce.titre.clone();
    let actions = (!retiree).then(|| {
        view! {
            <Row>
                <Button petit=true variante=Variante::Secondaire etiquette=format!("Modifier « {quoi} »") au_clic=modifier>
                    "Modifier"
                </Button>
                <Button petit=true variante=Variante::Discret etiquette=format!("Retirer « {quoi} »") au_clic=retirer>
                    "Retirer"
                </Button>
            </Row>
        }
    });
    let fin = annonce
        .au
        .as_deref()
        .map_or_else(|| "–".to_owned(), format::instant);
    view! {
        <tr>
            <Cell titre="Annonce" entete=true>
                <Stack serre=true>
                    <span>{annonce.titre}</span>
                    <span class="ap-petit ap-doux">{annonce.nature_libelle} " · " {annonce.auteur}</span>
                </Stack>
            </Cell>
            <Cell titre="Du"><span class="ap-chiffres">{format::instant(&annonce.du)}</span></Cell>
            <Cell titre="Au"><span class="ap-chiffres">{fin}</span></Cell>
            <Cell titre="État"><Status ton libelle=etat/></Cell>
            <Cell titre="Actions">{actions}</Cell>
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_and_an_hour_of_paris_become_an_instant() {
        assert_eq!(instant("02/06/2022", "17:00"), "2022-06-02T15:00:00Z");
        assert_eq!(instant("02/12/2022", "17h30"), "2022-12-02T16:30:00Z");
        assert_eq!(instant("02/12/2022", ""), "2022-12-01T23:00:00Z");
        assert_eq!(instant("", ""), "");
        assert_eq!(instant("demain", "17:00"), "demain 17:00");
        assert_eq!(instant("02/06/2022", "25:00"), "02/06/2022 25:00");
        assert_eq!(
            jour_et_heure("2022-06-02T15:00:00Z"),
            ("02/06/2022".into(), "17:00".into())
        );
    }
}
