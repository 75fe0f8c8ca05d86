//! Regions, organisations and their reorganisation, posts, people.
