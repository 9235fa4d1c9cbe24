//! A colour as screens show it: read from a style sheet, mixed as CSS mixes, and measured as WCAG measures contrast.
//!
//! It stands apart because every number here comes from a published formula and is tested against it.

/// A colour with red, green and blue from 0 to 1, as written in a style sheet.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Colour([f64; 3]);

impl Colour {
    /// Reads `#rgb` or `#rrggbb`.
    pub(super) fn hex(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?;
        if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return None;
        }
        let one = |at: usize| match digits.len() {
            3 => u8::from_str_radix(&digits[at..=at].repeat(2), 16).ok(),
            6 => u8::from_str_radix(&digits[at * 2..at * 2 + 2], 16).ok(),
            _ => None,
        };
        let part = |at: usize| one(at).map(|value| f64::from(value) / 255.0);
        Some(Self([part(0)?, part(1)?, part(2)?]))
    }

    /// Reads a colour that stands by itself: `#rrggbb`, `rgb(1 2 3)`, `white` or `black`.
    pub(super) fn plain(text: &str) -> Option<Self> {
        match text {
            "white" => Some(Self([1.0; 3])),
            "black" => Some(Self([0.0; 3])),
            _ if text.starts_with('#') => Self::hex(text),
            _ => {
                let inside = text.strip_prefix("rgb(")?.strip_suffix(')')?;
                let parts: Option<Vec<f64>> = inside
                    .split([',', ' '])
                    .filter(|part| !part.is_empty())
                    .map(|part| part.parse().ok())
                    .collect();
                let parts: [f64; 3] = parts?.try_into().ok()?;
                Some(Self(parts.map(|part| (part / 255.0).clamp(0.0, 1.0))))
            }
        }
    }

    /// As it is written: `#rrggbb`.
    pub(super) fn written(self) -> String {
        // A part from 0 to 1 is never more than 255 here.
        let [red, green, blue] = self.0.map(|part| (part * 255.0).round() as u8);
        format!("#{red:02x}{green:02x}{blue:02x}")
    }

    /// WCAG 2.2, relative luminance.
    fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// WCAG 2.2, contrast ratio, from 1 to 21.
    pub(super) fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// CSS Color 5, `color-mix(in oklab, self share, other)`, with a share from 0 to 1.
    pub(super) fn mixed(self, share: f64, other: Self) -> Self {
        let (one, two) = (self.oklab(), other.oklab());
        Self::of_oklab([0, 1, 2].map(|at| one[at] * share + two[at] * (1.0 - share)))
    }

    /// The same colour lighter (or darker) by a step of perceived lightness, as a screen can show it.
    pub(super) fn lighter(self, step: f64) -> Self {
        let [lightness, a, b] = self.oklab();
        let shown = Self::of_oklab([(lightness + step).clamp(0.0, 1.0), a, b]);
        Self::hex(&shown.written()).unwrap_or(shown)
    }

    fn oklab(self) -> [f64; 3] {
        let [r, g, b] = self.0.map(linear);
        let l = (0.412_221_470_8 * r + 0.536_332_536_3 * g + 0.051_445_992_9 * b).cbrt();
        let m = (0.211_903_498_2 * r + 0.680_699_545_1 * g + 0.107_396_956_6 * b).cbrt();
        let s = (0.088_302_461_9 * r + 0.281_718_837_6 * g + 0.629_978_700_5 * b).cbrt();
        [
            0.210_454_255_3 * l + 0.793_617_785_0 * m - 0.004_072_046_8 * s,
            1.977_998_495_1 * l - 2.428_592_205_0 * m + 0.450_593_709_9 * s,
            0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766_0 * s,
        ]
    }

    fn of_oklab([lightness, a, b]: [f64; 3]) -> Self {
        let l = (lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
        let m = (lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
        let s = (lightness - 0.089_484_177_5 * a - 1.291_485_548_0 * b).powi(3);
        let linear = [
            4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s,
            -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s,
            -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701_0 * s,
        ];
        Self(linear.map(|part| curved(part).clamp(0.0, 1.0)))
    }
}

/// sRGB without its curve.
fn linear(part: f64) -> f64 {
    if part <= 0.040_45 {
        part / 12.92
    } else {
        ((part + 0.055) / 1.055).powf(2.4)
    }
}

/// sRGB with its curve.
fn curved(part: f64) -> f64 {
    if part <= 0.003_130_8 {
        part * 12.92
    } else {
        1.055 * part.powf(1.0 / 2.4) - 0.055
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(text: &str) -> Colour {
        Colour::hex(text).unwrap()
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        let ratio = |one, two| (hex(one).contrast(hex(two)) * 100.0).round() / 100.0;
        assert_eq!(ratio("#000", "#fff"), 21.0);
        assert_eq!(ratio("#777777", "#ffffff"), 4.48);
        assert_eq!(ratio("#ffffff", "#767676"), 4.54);
        assert_eq!(ratio("#0000ff", "#ffffff"), 8.59);
    }

    #[test]
    fn mixing_is_that_of_browsers() {
        // As Chromium computes `color-mix(in oklab, red, blue)` and the others.
        assert_eq!(
            hex("#ff0000").mixed(0.5, hex("#0000ff")).written(),
            "#8c53a2"
        );
        assert_eq!(
            hex("#ffffff").mixed(0.5, hex("#000000")).written(),
            "#636363"
        );
        assert_eq!(
            hex("#a9792b").mixed(1.0, hex("#000000")).written(),
            "#a9792b"
        );
    }

    #[test]
    fn only_colours_are_colours() {
        assert_eq!(
            Colour::plain("rgb(255 0 16)")
                .map(Colour::written)
                .as_deref(),
            Some("#ff0010")
        );
        assert_eq!(Colour::plain("#ab"), None);
        assert_eq!(Colour::plain("#ggg"), None);
        assert_eq!(Colour::plain("teal"), None);
    }

    #[test]
    fn lighter_is_lighter_and_the_same_colour() {
        let dark = hex("#1e3934");
        assert!(dark.lighter(0.1).contrast(hex("#000")) > dark.contrast(hex("#000")));
        assert_eq!(dark.lighter(0.0), dark);
    }
}
