//! Units and premises, and who is in charge of which kind.
