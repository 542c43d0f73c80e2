//! Pieces that many answers share.

use actix_web::HttpResponse;
use actix_web::http::header::{
    self, Charset, ContentDisposition, DispositionParam, DispositionType, ExtendedValue,
};
use serde::Serialize;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::etag::etag;

/// An instant as the API writes it: UTC, whole seconds.
pub(super) fn instant(instant: OffsetDateTime) -> String {
    instant
        .to_offset(time::UtcOffset::UTC)
        .format(&Rfc3339)
        .unwrap_or_default()
}

/// 200 with the version of the document as `ETag`.
pub(super) fn versionne(version: i32, corps: &impl Serialize) -> HttpResponse {
    HttpResponse::Ok().insert_header(etag(version)).json(corps)
}

/// 201 with the address of what was created.
pub(super) fn cree(chemin: &str, corps: &impl Serialize) -> HttpResponse {
    HttpResponse::Created()
        .insert_header((header::LOCATION, format!("/api/v1{chemin}")))
        .json(corps)
}

/// 201 of what has no address of its own: it is read in a list.
pub(super) fn cree_sans_adresse(corps: &impl Serialize) -> HttpResponse {
    HttpResponse::Created().json(corps)
}

/// 201 with the address and the version of what was created.
pub(super) fn cree_versionne(chemin: &str, version: i32, corps: &impl Serialize) -> HttpResponse {
    HttpResponse::Created()
        .insert_header((header::LOCATION, format!("/api/v1{chemin}")))
        .insert_header(etag(version))
        .json(corps)
}

/// A file to keep, under that name.
pub(super) fn a_enregistrer(nom: &str) -> ContentDisposition {
    disposition(DispositionType::Attachment, nom)
}

/// A file that the browser shows, and keeps under that name.
pub(super) fn a_montrer(nom: &str) -> ContentDisposition {
    disposition(DispositionType::Inline, nom)
}

/// A name of more than ASCII is given twice: for old programs, and as it is.
fn disposition(disposition: DispositionType, nom: &str) -> ContentDisposition {
    let simple = |c: char| c.is_ascii_graphic() || c == ' ';
    let ascii = nom.chars().map(|c| if simple(c) { c } else { '_' }).collect();
    let mut parameters = vec![DispositionParam::Filename(ascii)];
    if !nom.chars().all(simple) {
        parameters.push(DispositionParam::FilenameExt(ExtendedValue {
            charset: Charset::Ext("UTF-8".to_owned()),
            language_tag: None,
            value: nom.as_bytes().to_vec(),
        }));
    }
    ContentDisposition {
        disposition,
        parameters,
    }
}

/// A count or a version of the database as the API writes it; none is ever negative.
pub(super) fn naturel(nombre: impl TryInto<u32>) -> u32 {
    nombre.try_into().unwrap_or(0)
}
