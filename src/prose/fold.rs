//! Letters folded to the plain ones a reader takes them for.
//!
//! Look-alikes of other alphabets, full-width, mathematical, circled and small-capital letters, ligatures and accents
//! read the same to a visitor and must read the same here. What cannot be seen at all folds to nothing.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What a character is read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Folded {
    /// Nothing that can be seen.
    Nothing,
    /// White space.
    Space,
    /// One plain character, in lower case.
    Plain(char),
    /// Several plain characters, in lower case.
    Several(&'static str),
}

/// What `character` is read as.
pub(super) fn fold(character: char) -> Folded {
    if character.is_ascii() {
        return ascii(character);
    }
    if is_invisible(character) {
        return Folded::Nothing;
    }
    if character.is_whitespace() {
        return Folded::Space;
    }
    if let Some(several) = several(character) {
        return Folded::Several(several);
    }
    Folded::Plain(look_alike(base(capital_look_alike(character))))
}

fn ascii(character: char) -> Folded {
    match character {
        ' ' | '\t'..='\r' => Folded::Space,
        '\0'..='\u{1f}' | '\u{7f}' => Folded::Nothing,
        _ => Folded::Plain(character.to_ascii_lowercase()),
    }
}

/// Marks, joiners, fillers and variation selectors: they take part in no word.
pub(super) fn is_invisible(character: char) -> bool {
    matches!(character,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
        | '\u{e0000}'..='\u{e0fff}')
        || is_combining_mark(character)
}

fn several(character: char) -> Option<&'static str> {
    Some(match character {
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬀ' => "ff",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        'ﬅ' | 'ﬆ' => "st",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'ß' => "ss",
        'ĳ' | 'Ĳ' => "ij",
        '½' => "1/2",
        '¼' => "1/4",
        '¾' => "3/4",
        '⅓' => "1/3",
        '⅔' => "2/3",
        '⅛' => "1/8",
        '㎎' => "mg",
        '㎖' => "ml",
        '㎍' => "mcg",
        '…' => "...",
        '℅' => "c/o",
        _ => return None,
    })
}

/// The character without accents, width, style or circle, in lower case.
fn base(character: char) -> char {
    let plain = std::iter::once(character)
        .nfkd()
        .find(|part| !is_combining_mark(*part));
    let plain = plain.unwrap_or(character);
    if ('\u{1f150}'..='\u{1f169}').contains(&character)
        || ('\u{1f170}'..='\u{1f189}').contains(&character)
    {
        let index = (character as u32 - 0x1f150) % 32;
        return char::from_u32('a' as u32 + index).unwrap_or(plain);
    }
    plain.to_lowercase().next().unwrap_or(plain)
}

/// Capitals that look like other letters than their small forms do.
fn capital_look_alike(character: char) -> char {
    match character {
        'Α' | 'А' => 'a',
        'Β' | 'В' => 'b',
        'С' | 'Ϲ' => 'c',
        'Ε' | 'Е' => 'e',
        'Η' | 'Н' => 'h',
        'Ι' | 'І' => 'i',
        'Κ' | 'К' => 'k',
        'Μ' | 'М' => 'm',
        'Ν' => 'n',
        'Ο' | 'О' => 'o',
        'Ρ' | 'Р' => 'p',
        'Τ' | 'Т' => 't',
        'Υ' | 'У' | 'Ү' => 'y',
        'Χ' | 'Х' => 'x',
        'Ζ' => 'z',
        other => other,
    }
}

/// The plain letter that a letter of another alphabet, or a small capital, looks like.
fn look_alike(character: char) -> char {
    match character {
        'а' | 'α' | 'ᴀ' | 'ɑ' | 'ꭺ' => 'a',
        'в' | 'ʙ' | 'β' | 'ь' => 'b',
        'с' | 'ᴄ' | 'ϲ' | 'ⅽ' => 'c',
        'ԁ' | 'ᴅ' | 'đ' => 'd',
        'е' | 'ε' | 'ᴇ' | 'є' | 'ҽ' | 'ɛ' => 'e',
        'ғ' | 'ꜰ' | 'ƒ' => 'f',
        'ɡ' | 'ɢ' | 'ց' => 'g',
        'н' | 'һ' | 'ʜ' | 'ħ' => 'h',
        'і' | 'ι' | 'ɪ' | 'ı' | 'ӏ' | 'ł' => 'i',
        'ј' | 'ᴊ' | 'ϳ' => 'j',
        'к' | 'κ' | 'ᴋ' => 'k',
        'ʟ' | 'ⅼ' => 'l',
        'м' | 'μ' | 'ᴍ' | 'ⅿ' => 'm',
        'ո' | 'η' | 'ɴ' | 'п' => 'n',
        'о' | 'ο' | 'ᴏ' | 'σ' | 'ø' | 'օ' => 'o',
        'р' | 'ρ' | 'ᴘ' => 'p',
        'ԛ' | 'ꞯ' => 'q',
        'г' | 'ʀ' => 'r',
        'ѕ' | 'ꜱ' => 's',
        'т' | 'τ' | 'ᴛ' => 't',
        'υ' | 'ս' | 'ᴜ' => 'u',
        'ν' | 'ѵ' | 'ᴠ' => 'v',
        'ԝ' | 'ω' | 'ᴡ' => 'w',
        'х' | 'χ' => 'x',
        'у' | 'γ' | 'ʏ' | 'ү' => 'y',
        'ᴢ' | 'ζ' => 'z',
        '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2bc}' | '\u{2b9}' | '\u{2032}' | '\u{ff07}'
        | '\u{60}' | '\u{b4}' => '\'',
        '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{2033}' | '\u{ab}' | '\u{bb}' => '"',
        '\u{2010}' | '\u{2011}' | '\u{2212}' => '-',
        '\u{2044}' | '\u{2215}' => '/',
        '\u{2024}' | '\u{3002}' => '.',
        '×' => 'x',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        let mut out = String::new();
        for character in text.chars() {
            match fold(character) {
                Folded::Nothing => {}
                Folded::Space => out.push(' '),
                Folded::Plain(plain) => out.push(plain),
                Folded::Several(several) => out.push_str(several),
            }
        }
        out
    }

    #[test]
    fn look_alikes_read_as_plain_letters() {
        for written in [
            "You hаvе shinglеѕ",
            "Ｙｏｕ ｈａｖｅ ｓｈｉｎｇｌｅｓ",
            "𝐘𝐨𝐮 𝐡𝐚𝐯𝐞 𝐬𝐡𝐢𝐧𝐠𝐥𝐞𝐬",
            "ʏᴏᴜ ʜᴀᴠᴇ ꜱʜɪɴɢʟᴇꜱ",
            "Yóu hávé shínglés",
            "Ⓨⓞⓤ ⓗⓐⓥⓔ ⓢⓗⓘⓝⓖⓛⓔⓢ",
            "Υоu have shіnglеs",
            "Y\u{200b}ou\u{a0}have sh\u{ad}ingles",
        ] {
            assert_eq!(read(written), "you have shingles");
        }
    }
}
