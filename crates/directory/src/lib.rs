//! Regions, organisations and their reorganisation, posts, people.
//!
//! Everything has days: names, posts, holdings and the organisation a post stands in are kept with the days they held,
//! as half-open spans, so that an entry of last year is read with last year's names. Work hangs on posts; when bodies
//! are merged, split or closed ([`reorganise`]) their posts move and the open work with them ([`work::OpenWork`]).
//! Posts give power, so whoever defines or hands one over is asked for it by the access room
//! ([`authority::Authority`]).

mod check;
mod sql;

pub mod authority;
pub mod facts;
pub mod organisation;
pub mod person;
pub mod pick;
pub mod post;
pub mod reach;
pub mod region;
pub mod reorganise;
pub mod schema;
pub mod sort;
pub mod span;
pub mod work;

pub use authority::{Authority, PostPowers};
pub use schema::migrations;
pub use span::Span;
pub use work::{Addressed, AddressedKind, NoOpenWork, OpenWork, Succession};

/// The rooms above that a service must ask: the ledger for open work, the access room for who may grant.
#[derive(Clone, Copy)]
pub struct Neighbours<'a> {
    /// The ledger.
    pub work: &'a dyn OpenWork,
    /// The access room.
    pub authority: &'a dyn Authority,
}

impl std::fmt::Debug for Neighbours<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Neighbours")
    }
}
