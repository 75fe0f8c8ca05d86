//! Work points: documents, outlines and proposed tasks.
