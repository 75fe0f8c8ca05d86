//! Which rows of which old ledger are in, and how its columns are read.

use store::Migration;
use store::column::{int, text, uuid};

/// Schema changes of closed ledgers, oldest first.
#[must_use]
pub fn migrations() -> Vec<Migration> {
    vec![
        Migration::new("0028_intake_closed")
            .table(
                "intake_closed_rows",
                vec![
                    text("source_key"),
                    text("row_key"),
                    text("digest"),
                    uuid("case_id"),
                    uuid("batch_id"),
                    int("made_at"),
                ],
                &["PRIMARY KEY (source_key, row_key)"],
            )
            .table(
                "intake_closed_sources",
                vec![text("source_key").primary(), text("columns"), int("updated_at"), text("updated_by")],
                &[],
            ),
    ]
}
