//! Documents that people hand in.

corps! {
    /// What is known of a document; its bytes are at `GET /documents/{id}`.
    #[cfg_attr(feature = "openapi", schema(example = json!({
        "id": "0181b2b0-7c1a-7d52-9a1e-2f6f0c9b8d11", "nom": "contrat-de-prestation.pdf", "taille": 48213,
        "empreinte": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "depose_le": "2022-06-01T07:00:00Z",
    })))]
    pub struct DocumentDepose {
        pub id: String,
        /// As it was called, made harmless.
        pub nom: String,
        /// Bytes.
        pub taille: u32,
        /// SHA-256, hexadecimal.
        pub empreinte: String,
        pub depose_le: String,
    }
}
