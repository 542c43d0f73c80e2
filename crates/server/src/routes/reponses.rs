//! Pieces that many answers share.

use actix_web::HttpResponse;
use actix_web::http::header;
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

/// 201 with the address and the version of what was created.
pub(super) fn cree_versionne(chemin: &str, version: i32, corps: &impl Serialize) -> HttpResponse {
    HttpResponse::Created()
        .insert_header((header::LOCATION, format!("/api/v1{chemin}")))
        .insert_header(etag(version))
        .json(corps)
}

/// A count or a version of the database as the API writes it; none is ever negative.
pub(super) fn naturel(nombre: impl TryInto<u32>) -> u32 {
    nombre.try_into().unwrap_or(0)
}
