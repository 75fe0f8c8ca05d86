//! Numbers that identify: the unified social credit code, the resident number, telephone numbers; and their masking.
//!
//! All readers accept full-width characters and surrounding or inner blanks, and keep the clean form. Errors name the
//! position at fault, in Chinese, and never repeat a personal number.

mod credit;
mod mask;
mod phone;
mod resident;

pub use credit::{CreditCode, CreditCodeError};
pub use mask::{mask_name, mask_phone, mask_resident};
pub use phone::{Phone, PhoneError, PhoneKind};
pub use resident::{ResidentNumber, ResidentNumberError};

pub use crate::text::to_half_width;

/// Half-width, upper case, without blanks: how a number is meant.
fn clean(text: &str) -> String {
    crate::text::normalise(text).to_uppercase()
}
