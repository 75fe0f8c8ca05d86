//! One file per command.

pub mod audit;
pub mod backup;
pub mod demo;
pub mod judge;
pub mod ledger;
pub mod ledger_closed;
pub mod ledger_import;
pub mod openapi;
pub mod pack;
pub mod plan;
pub mod serve;
pub mod setup;

use serde::Serialize;
use std::io::Write;

/// How a command ended; see the command contracts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Done,
    /// Done, and something was rejected, or a check failed.
    Findings,
    /// Unreadable input or wrong usage.
    Unusable,
}

impl Exit {
    /// The process's exit code.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Findings => 1,
            Self::Unusable => 2,
        }
    }
}

/// Where a command writes: data and messages.
pub struct Streams<'a> {
    /// Data.
    pub out: &'a mut dyn Write,
    /// Messages.
    pub err: &'a mut dyn Write,
}

impl std::fmt::Debug for Streams<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Streams")
    }
}

impl Streams<'_> {
    /// One JSON line of data.
    ///
    /// # Errors
    /// When the stream is closed.
    pub fn line<T: Serialize>(&mut self, value: &T) -> anyhow::Result<()> {
        serde_json::to_writer(&mut *self.out, value)?;
        self.out.write_all(b"\n")?;
        Ok(())
    }

    /// One message.
    ///
    /// # Errors
    /// When the stream is closed.
    pub fn say(&mut self, message: impl std::fmt::Display) -> anyhow::Result<()> {
        writeln!(self.err, "{message}")?;
        Ok(())
    }
}
