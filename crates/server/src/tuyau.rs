//! A body that a blocking thread writes while it is sent: a long file is never whole in memory.

use std::io::{self, Write};
use std::pin::Pin;
use std::task::{Context, Poll};

use actix_web::body::{BodySize, MessageBody};
use actix_web::web::Bytes;
use tokio::sync::mpsc::{Receiver, Sender, channel};

/// Bytes of one piece.
const MORCEAU: usize = 64 * 1024;
/// Pieces that wait for a slow reader; then the writer waits.
const EN_ATTENTE: usize = 4;

type Piece = Result<Bytes, io::Error>;

/// The end that is written, outside of any runtime.
pub struct Entree {
    tampon: Vec<u8>,
    vers: Sender<Piece>,
}

/// The end that is sent.
pub struct Corps(Receiver<Piece>);

/// Both ends.
pub fn ouvrir() -> (Entree, Corps) {
    let (vers, depuis) = channel(EN_ATTENTE);
    let tampon = Vec::with_capacity(MORCEAU);
    (Entree { tampon, vers }, Corps(depuis))
}

impl Entree {
    fn envoyer(&self, piece: Piece) -> io::Result<()> {
        let parti = |_| io::Error::from(io::ErrorKind::BrokenPipe);
        self.vers.blocking_send(piece).map_err(parti)
    }

    /// Says that the rest will not come: the reader sees a broken answer, not a short file.
    pub fn rompre(self, cause: &str) {
        self.envoyer(Err(io::Error::other(cause.to_owned()))).ok();
    }
}

impl Write for Entree {
    fn write(&mut self, octets: &[u8]) -> io::Result<usize> {
        self.tampon.extend_from_slice(octets);
        if self.tampon.len() >= MORCEAU {
            self.flush()?;
        }
        Ok(octets.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.tampon.is_empty() {
            return Ok(());
        }
        let plein = std::mem::replace(&mut self.tampon, Vec::with_capacity(MORCEAU));
        self.envoyer(Ok(plein.into()))
    }
}

impl MessageBody for Corps {
    type Error = io::Error;

    fn size(&self) -> BodySize {
        BodySize::Stream
    }

    fn poll_next(mut self: Pin<&mut Self>, contexte: &mut Context<'_>) -> Poll<Option<Piece>> {
        self.0.poll_recv(contexte)
    }
}
