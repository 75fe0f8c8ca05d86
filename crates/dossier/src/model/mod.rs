//! Values of this room.

mod dossier;
mod entry;
mod opening;
mod sheet;

pub use dossier::{
    Dossier, DossierRow, DossierState, Gap, ItemSummary, MakeDossier, Preview, PreviewItem, SourceCount,
};
pub use entry::{DossierItem, Entry, EntryView, ExaminedFile, KeptFile};
pub use opening::{Examined, ExaminedItem, Examiner, OpenDossier, Opening};
pub use sheet::{Proposal, ScoringSheet, ScoringSheetRow, SheetItem, SheetText, Source, Want};
