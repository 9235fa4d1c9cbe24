//! Templates as HTML: what the template language says of itself is blanked, byte for byte, so that places stay true.

/// The text with `{{ }}`, `{% %}` and `{# #}` replaced by as many spaces.
pub(super) fn blanked(text: &str) -> String {
    let mut blanked = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = opening(rest) {
        let close = match &rest.as_bytes()[at + 1] {
            b'{' => "}}",
            b'%' => "%}",
            _ => "#}",
        };
        let end = rest[at..]
            .find(close)
            .map_or(rest.len(), |length| at + length + 2);
        blanked.push_str(&rest[..at]);
        blanked.extend(
            rest[at..end]
                .bytes()
                .map(|byte| if byte == b'\n' { '\n' } else { ' ' }),
        );
        rest = &rest[end..];
    }
    blanked.push_str(rest);
    blanked
}

fn opening(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'{', bytes)
        .find(|&at| matches!(bytes.get(at + 1), Some(b'{' | b'%' | b'#')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_keeps_its_place() {
        let text = "<p>{{ a }} ö {% if x %}\n{# n\n #}</p>{{";
        let blanked = blanked(text);
        assert_eq!(blanked.len(), text.len());
        assert_eq!(blanked, "<p>        ö           \n    \n   </p>  ");
    }
}
