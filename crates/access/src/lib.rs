//! Roles, the scope resolver, sign-in, API keys.
