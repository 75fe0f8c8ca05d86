//! Checklists and inspections.
