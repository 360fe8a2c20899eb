use base64ct::{Base64, Encoding};

/// The value under this key of an `Upload-Metadata` header: pairs of a key and base64, with commas
/// between them.
pub(super) fn value(header: &str, key: &str) -> Option<String> {
    let pairs = header.split(',').map(str::trim);
    let mut pairs = pairs.map(|pair| pair.split_once(' ').unwrap_or((pair, "")));
    let (_, value) = pairs.find(|(name, _)| *name == key)?;
    String::from_utf8(Base64::decode_vec(value.trim()).ok()?).ok()
}

/// The header of these pairs.
pub(super) fn header(pairs: &[(&str, &str)]) -> String {
    let pair =
        |(key, value): &(&str, &str)| format!("{key} {}", Base64::encode_string(value.as_bytes()));
    pairs.iter().map(pair).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::{header, value};

    #[test]
    fn what_is_written_is_read() {
        let text = header(&[("submission", "abc"), ("n", "1")]);
        assert_eq!(text, "submission YWJj,n MQ==");
        assert_eq!(value(&text, "submission").as_deref(), Some("abc"));
        assert_eq!(value(&text, "n").as_deref(), Some("1"));
        for (bad, key) in [
            ("", "n"),
            ("n", "submission"),
            ("n !", "n"),
            ("n MQ", "n"),
            ("n /w==", "n"),
            (",,, ,", "n"),
        ] {
            assert_eq!(value(bad, key), None, "{bad}");
        }
        assert_eq!(
            value("is_confidential,n MQ==", "is_confidential").as_deref(),
            Some("")
        );
    }
}
