//! What a file is, by its bytes: type, thumbnail, time and place.

mod exif;
mod thumbnail;
mod upright;

pub(crate) use exif::shot;
pub(crate) use thumbnail::thumbnail;
pub use upright::upright;

/// The part of [`store::files::Files`] under which thumbnails are stored.
pub const THUMBNAIL: &str = "thumbnail";

/// Types taken as evidence, by content. The name of a file says nothing.
const TAKEN: [&str; 6] =
    ["image/jpeg", "image/png", "image/webp", "image/heif", "application/pdf", "video/mp4"];

/// The type of the bytes, when it is one that is taken as evidence.
pub(crate) fn media_type(bytes: &[u8]) -> Option<&'static str> {
    let found = infer::get(bytes)?.mime_type();
    TAKEN.into_iter().find(|taken| *taken == found)
}

/// Whether thumbnails are made of this type.
pub(crate) fn is_picture(media_type: &str) -> bool {
    matches!(media_type, "image/jpeg" | "image/png" | "image/webp")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bytes_decide_what_a_file_is() {
        assert_eq!(media_type(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), Some("image/png"));
        assert_eq!(media_type(b"%PDF-1.7\n"), Some("application/pdf"));
        assert_eq!(media_type(b"<svg xmlns='http://www.w3.org/2000/svg'/>"), None);
        assert_eq!(media_type(b"MZ\x90\0"), None);
        assert_eq!(media_type(b"<html><script>1</script></html>"), None);
        assert_eq!(media_type(b""), None);
    }
}
