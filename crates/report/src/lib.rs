//! Figures over the other rooms' facts: the overview.
