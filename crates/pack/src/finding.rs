//! What is wrong with a pack, told with file and line.

use serde::Serialize;
use std::fmt;

/// One fault in a pack.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Finding {
    /// Path below the folder of packs, for instance `china/roles.toml`.
    pub file: String,
    /// Line, 1-based.
    pub line: u32,
    /// Column in characters, 1-based.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<u32>,
    /// What kind of fault it is.
    pub code: Code,
    /// What is wrong, in Chinese.
    pub message: String,
    /// How to put it right, in Chinese.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
}

impl Finding {
    /// A finding on the first line of a file.
    #[must_use]
    pub fn on_file(file: &str, code: Code, message: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line: 1, column: None, code, message: message.into(), hint: None }
    }

    /// The same finding with advice.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)?;
        if let Some(column) = self.column {
            write!(f, ":{column}")?;
        }
        write!(f, " [{}] {}", self.code, self.message)?;
        match &self.hint {
            Some(hint) => write!(f, "（{hint}）"),
            None => Ok(()),
        }
    }
}

macro_rules! codes {
    ($($(#[$doc:meta])+ $name:ident = $word:literal,)+) => {
        /// Kinds of fault. The words are stable: scripts may match them.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
        #[serde(into = "&'static str")]
        pub enum Code { $($(#[$doc])+ $name,)+ }

        impl Code {
            /// All kinds of fault.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The word printed in brackets.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $word,)+ }
            }
        }
    };
}

codes! {
    /// The text is not TOML.
    Syntax = "syntax",
    /// The file is not UTF-8 text.
    Encoding = "encoding",
    /// A file or folder the pack format does not know.
    UnknownFile = "unknown-file",
    /// A file the pack cannot do without.
    MissingFile = "missing-file",
    /// A key the format does not know.
    UnknownKey = "unknown-key",
    /// A required key is missing.
    MissingKey = "missing-key",
    /// A value of the wrong type or out of range.
    BadValue = "bad-value",
    /// Two entries of one pack carry the same code.
    DuplicateCode = "duplicate-code",
    /// A pack that `extends` names does not exist.
    UnknownPack = "unknown-pack",
    /// The `extends` chain returns to itself.
    ExtendsCycle = "extends-cycle",
    /// A name that refers to nothing.
    UnknownReference = "unknown-reference",
    /// No way leads to this state from the initial one.
    UnreachableState = "unreachable-state",
    /// No way leads from this state to a closed or void one.
    DeadEnd = "dead-end",
    /// An open state that stands in nobody's inbox.
    NoOwner = "no-owner",
    /// An owner of a state who can do nothing there.
    IdleOwner = "idle-owner",
    /// An open state in which no clock can run, and no reason why.
    NoClock = "no-clock",
    /// A case can be closed without proof, or by the hand that did the work.
    ClosingProof = "closing-proof",
    /// A declared thing that nothing uses.
    Unused = "unused",
    /// A rule that two entries must keep together is broken.
    Inconsistent = "inconsistent",
    /// A figure without source, or said to be verified without one.
    NoSource = "no-source",
    /// A premises kind without exactly one industry lead.
    IndustryLead = "industry-lead",
    /// Clauses out of order, or under the wrong parent.
    ClauseOrder = "clause-order",
    /// A clause whose words were not seen carries tasks.
    ElidedClause = "elided-clause",
    /// A role mixes duties that must be kept apart.
    SeparationOfDuties = "separation-of-duties",
    /// The region data is damaged or contradicts itself.
    Regions = "regions",
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl From<Code> for &'static str {
    fn from(code: Code) -> Self {
        code.as_str()
    }
}
