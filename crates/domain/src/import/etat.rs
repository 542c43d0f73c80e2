//! A long import: where it stands.

use crate::codes::codes;
use crate::erreur::Refus;

codes! {
    /// Where a long import stands.
    pub enum EtatImport, inconnu = "etat_inconnu", message = "État inconnu" {
        EnCours => ("en_cours", "En cours"),
        Termine => ("termine", "Terminé"),
        /// The file, or one of its rows, is not right: nothing was written.
        Refuse => ("refuse", "Refusé : rien n'a été écrit"),
        Annule => ("annule", "Annulé : rien n'a été écrit"),
        /// Its process died: nothing was written.
        Interrompu => ("interrompu", "Interrompu : rien n'a été écrit, renvoyez le fichier"),
        /// A defect of ours: nothing was written.
        Echoue => ("echoue", "Échoué : rien n'a été écrit, réessayez"),
    }
}

impl EtatImport {
    /// Somebody asks that it stops. Code: `import_termine`.
    pub fn annuler(self) -> Result<(), Refus> {
        match self {
            Self::EnCours => Ok(()),
            _ => Err(Refus::new(
                "import_termine",
                "Cet import n'est plus en cours : il n'y a rien à annuler.",
            )),
        }
    }
}
