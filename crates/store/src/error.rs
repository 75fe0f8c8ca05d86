//! What can go wrong below the rooms.

use kernel::problem::{FieldProblem, Problem};

/// An error of the database, of a file or of the guard that watches transactions.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The engine refused; the text is for the log, never for the user.
    #[error("database: {0}")]
    Database(#[from] sea_orm::DbErr),
    /// A unique or foreign-key rule of the schema was broken.
    #[error("constraint: {0}")]
    Constraint(String),
    /// A text holds the character U+0000, which PostgreSQL cannot keep; refused on both engines alike.
    #[error("text with U+0000")]
    NulCharacter,
    /// A row did not have the shape its reader expects.
    #[error("column `{column}`: {reason}")]
    Shape {
        /// Column name.
        column: String,
        /// What was wrong with it.
        reason: String,
    },
    /// A transaction wrote rows and left no audit record.
    #[error("a transaction wrote without an audit record")]
    Unaudited,
    /// The schema in the database is newer than this program, or a migration changed after it ran.
    #[error("{0}")]
    Schema(String),
    /// A file could not be stored or read.
    #[error("file store: {0}")]
    File(String),
    /// The operation only exists on the other engine, or the input was unusable.
    #[error("{0}")]
    Usage(String),
}

impl StoreError {
    /// Whether a unique or foreign-key rule was broken.
    #[must_use]
    pub const fn is_constraint(&self) -> bool {
        matches!(self, Self::Constraint(_))
    }

    /// Sorts an engine error: constraint violations are told apart because rooms turn them into 409 or 422.
    pub(crate) fn classify(error: sea_orm::DbErr) -> Self {
        use sea_orm::SqlErr;
        match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(text) | SqlErr::ForeignKeyConstraintViolation(text)) => {
                Self::Constraint(text)
            }
            _ => Self::Database(error),
        }
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        if matches!(error, StoreError::NulCharacter) {
            let message = "文字中含有不能保存的字符（空字符），请删除后重试";
            return Self::invalid(vec![FieldProblem::new("", "nul", message)]);
        }
        tracing::error!(error = %error, "store error");
        if error.is_constraint() {
            return Self::conflict("与已有数据冲突，请刷新后重试", serde_json::Value::Null);
        }
        Self::internal("数据库操作未完成")
    }
}
