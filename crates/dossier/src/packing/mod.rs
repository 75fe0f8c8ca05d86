//! Making files out of what a dossier keeps. The same contents give the same bytes.

mod archive;
mod cover;
mod index;
pub mod watermark;

pub(crate) use archive::{Contents, pack};
