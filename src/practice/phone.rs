//! A telephone number as people read it and as a phone dials it.

use serde::Serialize;

/// A telephone number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Phone {
    /// As it was written.
    pub display: String,
    /// As a link, such as `tel:+15125550100`.
    pub href: String,
}

impl Phone {
    /// Takes a number with any of the usual marks between its digits. Ten digits are a number of the North American
    /// plan and get its country code; three digits are a service such as 911.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let fits = text
            .chars()
            .all(|c| c.is_ascii_digit() || " +-().\u{2011}\u{2013}/".contains(c));
        let digits = Self::digits(text);
        if !fits || !(3..=15).contains(&digits.len()) {
            return None;
        }
        let number = match digits.len() {
            _ if text.starts_with('+') => format!("+{digits}"),
            10 if !digits.starts_with('0') => format!("+1{digits}"),
            11 if digits.starts_with('1') => format!("+{digits}"),
            _ => digits,
        };
        Some(Self {
            display: text.to_owned(),
            href: format!("tel:{number}"),
        })
    }

    /// The digits of a text, for comparing numbers that are written differently.
    pub fn digits(text: &str) -> String {
        text.chars().filter(char::is_ascii_digit).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_dialled_as_they_are_meant() {
        let href = |text| Phone::parse(text).map(|phone| phone.href);
        assert_eq!(href("(512) 555-0100").as_deref(), Some("tel:+15125550100"));
        assert_eq!(href("1-512-555-0100").as_deref(), Some("tel:+15125550100"));
        assert_eq!(
            href("+44 20 7946 0000").as_deref(),
            Some("tel:+442079460000")
        );
        assert_eq!(href("020 7946 0000").as_deref(), Some("tel:02079460000"));
        assert_eq!(href("911").as_deref(), Some("tel:911"));
        assert_eq!(href("call us"), None);
        assert_eq!(href("12"), None);
    }
}
