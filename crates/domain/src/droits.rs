//! Who may do what, by role. Whose establishment it is, and whether a mandate or a
//! département covers it, is for the use case to check on top.

use crate::codes::codes;
use crate::compte::Role;
use crate::habilitation::RoleHabilitation;

codes! {
    /// What somebody may want to do.
    pub enum Action, inconnu = "action_inconnue", message = "Action inconnue" {
        VoirEtablissement => ("voir_etablissement", "Voir la fiche d'un établissement"),
        ModifierFiche => ("modifier_fiche", "Modifier la fiche d'un établissement"),
        GererBanque => ("gerer_banque", "Gérer les coordonnées bancaires"),
        GererSalaries => ("gerer_salaries", "Gérer les salariés"),
        VoirNir => ("voir_nir", "Voir le NIR, masqué, d'un salarié"),
        VoirUtilisateurs => ("voir_utilisateurs", "Voir les utilisateurs et les mandats d'un établissement"),
        GererUtilisateurs => ("gerer_utilisateurs", "Ajouter et retirer des utilisateurs"),
        SaisirDap => ("saisir_dap", "Saisir, envoyer et retirer une DAP"),
        VoirDap => ("voir_dap", "Voir une DAP"),
        InstruireDap => ("instruire_dap", "Instruire une DAP"),
        SaisirDi => ("saisir_di", "Saisir, envoyer et retirer une DI"),
        VoirDi => ("voir_di", "Voir une DI"),
        InstruireDi => ("instruire_di", "Valider ou rejeter une DI"),
        SaisirPaiement => ("saisir_paiement", "Tenir les états de paiement"),
        RetablirDi => ("retablir_di", "Rétablir des DI rejetées à tort"),
        DeciderHabilitation => ("decider_habilitation", "Accepter ou refuser une habilitation"),
        GererComptes => ("gerer_comptes", "Réinitialiser, créer, supprimer des comptes"),
        TraiterAssistance => ("traiter_assistance", "Répondre aux demandes d'assistance"),
        PublierAnnonce => ("publier_annonce", "Publier une annonce"),
    }
}

/// True when the role is one that does this.
pub const fn peut(role: Role, action: Action) -> bool {
    use Action as A;
    match role {
        Role::Utilisateur => {
            matches!(action, A::VoirUtilisateurs | A::GererUtilisateurs) || peut(Role::TiersDeclarant, action)
        }
        Role::TiersDeclarant => matches!(
            action,
            A::VoirEtablissement
                | A::ModifierFiche
                | A::GererBanque
                | A::GererSalaries
                | A::VoirNir
                | A::SaisirDap
                | A::VoirDap
                | A::SaisirDi
                | A::VoirDi
        ),
        // Never the NIR (art. R5122-22).
        Role::AgentUd => matches!(
            action,
            A::VoirEtablissement | A::VoirDap | A::InstruireDap | A::VoirDi | A::InstruireDi
        ),
        Role::Assistance => matches!(
            action,
            A::VoirEtablissement
                | A::VoirDap
                | A::VoirDi
                | A::SaisirPaiement
                | A::RetablirDi
                | A::DeciderHabilitation
                | A::GererComptes
                | A::TraiterAssistance
                | A::PublierAnnonce
        ),
    }
}

/// True when acting for one establishment as `titre` allows it: the title decides, whatever
/// the account is elsewhere. An accountant has no say over the users.
pub const fn peut_au_titre(titre: RoleHabilitation, action: Action) -> bool {
    match titre {
        RoleHabilitation::Principal => peut(Role::Utilisateur, action),
        RoleHabilitation::Utilisateur => {
            matches!(action, Action::VoirUtilisateurs) || peut(Role::TiersDeclarant, action)
        }
        RoleHabilitation::TiersDeclarant => peut(Role::TiersDeclarant, action),
    }
}
