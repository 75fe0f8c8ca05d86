//! The crate as its users meet it.
#![expect(clippy::unwrap_used, reason = "a test that cannot make its input must fail loudly")]

mod hostile;
mod layouts;
mod marking;
mod reading;
mod support;
mod tables;
mod templates;
