//! Takes out of a picture's file everything that is not the picture: where and when it was taken, with which camera, by
//! whom, small copies of it, and whatever programs hang behind its end.
//!
//! What stays is named here; all else goes, so that hidden data nobody has heard of yet goes too. Pixels and colours stay as
//! they are, byte by byte.

use super::Kind;

/// The file without hidden data; none if it is not put together as its kind demands.
pub(super) fn clean(kind: Kind, bytes: &[u8]) -> Option<Vec<u8>> {
    match kind {
        Kind::Jpeg => jpeg(bytes),
        Kind::Png => png(bytes),
        Kind::WebP => webp(bytes),
        Kind::Svg => Some(bytes.to_vec()),
    }
}

/// Segments are kept if they belong to the picture: tables, frames, scans, JFIF, Adobe's colour mark and the profile.
fn jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = bytes
        .strip_prefix(&[0xFF, 0xD8])
        .map(|_| vec![0xFF, 0xD8])?;
    let mut at = 2;
    loop {
        while bytes.get(at..at + 2)? == [0xFF, 0xFF] {
            at += 1;
        }
        let [0xFF, marker] = *bytes.get(at..at + 2)? else {
            return None;
        };
        if marker == 0xD9 {
            out.extend([0xFF, 0xD9]);
            return Some(out);
        }
        let length = usize::from(u16::from_be_bytes([
            *bytes.get(at + 2)?,
            *bytes.get(at + 3)?,
        ]));
        let segment = bytes.get(at..at + 2 + length)?;
        let content = segment.get(4..)?;
        let keep = match marker {
            0xE0 => content.starts_with(b"JFIF\0"),
            0xE2 => content.starts_with(b"ICC_PROFILE\0"),
            0xEE => content.starts_with(b"Adobe"),
            0xE1..=0xEF | 0xFE => false,
            _ => true,
        };
        if keep {
            out.extend_from_slice(if marker == 0xE0 {
                plain_jfif(segment)
            } else {
                segment
            });
        }
        at += segment.len();
        if marker == 0xDA {
            let scan = scan_length(bytes.get(at..)?);
            out.extend_from_slice(&bytes[at..at + scan]);
            at += scan;
        }
    }
}

/// A JFIF segment is kept only if no small copy of the picture hangs in it.
fn plain_jfif(segment: &[u8]) -> &[u8] {
    if segment.len() == 18 { segment } else { &[] }
}

/// The length of the coded picture up to the next marker that is none of its own.
fn scan_length(bytes: &[u8]) -> usize {
    let own = |next: u8| next == 0 || (0xD0..=0xD7).contains(&next);
    let pairs = bytes.windows(2);
    pairs
        .enumerate()
        .find(|(_, pair)| pair[0] == 0xFF && !own(pair[1]) && pair[1] != 0xFF)
        .map_or(bytes.len(), |(at, _)| at)
}

const PNG: [u8; 8] = *b"\x89PNG\r\n\x1a\n";

const CHUNKS: [&[u8]; 14] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT",
    b"cICP", b"acTL", b"fcTL", b"fdAT",
];

fn png(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut rest = bytes.strip_prefix(&PNG)?;
    let mut out = PNG.to_vec();
    loop {
        let length = u32::from_be_bytes(rest.get(..4)?.try_into().ok()?) as usize;
        let chunk = rest.get(..length.checked_add(12)?)?;
        let name = &chunk[4..8];
        if CHUNKS.contains(&name) {
            out.extend_from_slice(chunk);
        }
        if name == b"IEND" {
            return Some(out);
        }
        rest = &rest[chunk.len()..];
    }
}

/// Bits of a VP8X head that promise Exif and XMP.
const HIDDEN: u8 = 0b0000_1100;

fn webp(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut rest = bytes
        .get(12..)
        .filter(|_| bytes.starts_with(b"RIFF") && &bytes[8..12] == b"WEBP")?;
    let mut chunks = Vec::with_capacity(bytes.len());
    while rest.len() >= 8 {
        let length = u32::from_le_bytes(rest[4..8].try_into().ok()?) as usize;
        let padded = length.checked_add(length % 2)?.checked_add(8)?;
        let chunk = rest.get(..padded).or_else(|| rest.get(..length + 8))?;
        match &chunk[..4] {
            b"VP8X" => {
                let at = chunks.len();
                chunks.extend_from_slice(chunk);
                *chunks.get_mut(at + 8)? &= !HIDDEN;
            }
            b"VP8 " | b"VP8L" | b"ALPH" | b"ANIM" | b"ANMF" | b"ICCP" => {
                chunks.extend_from_slice(chunk)
            }
            _ => {}
        }
        rest = &rest[chunk.len()..];
    }
    riff(&chunks)
}

fn riff(chunks: &[u8]) -> Option<Vec<u8>> {
    let length = u32::try_from(chunks.len() + 4).ok()?;
    Some([b"RIFF".as_slice(), &length.to_le_bytes(), b"WEBP", chunks].concat())
}

/// A WebP file of one picture, with the profile of its colours.
pub(super) fn with_profile(
    webp: &[u8],
    profile: &[u8],
    (width, height): (u32, u32),
    alpha: bool,
) -> Option<Vec<u8>> {
    let picture = webp
        .get(12..)
        .filter(|picture| !picture.starts_with(b"VP8X"))?;
    let mut chunks = Vec::with_capacity(picture.len() + profile.len() + 40);
    chunks.extend_from_slice(b"VP8X\x0a\0\0\0");
    chunks.extend_from_slice(&[0x20 | if alpha { 0x10 } else { 0 }, 0, 0, 0]);
    for side in [width, height] {
        chunks.extend_from_slice(&side.checked_sub(1)?.to_le_bytes()[..3]);
    }
    chunks.extend_from_slice(b"ICCP");
    chunks.extend_from_slice(&u32::try_from(profile.len()).ok()?.to_le_bytes());
    chunks.extend_from_slice(profile);
    if profile.len() % 2 == 1 {
        chunks.push(0);
    }
    chunks.extend_from_slice(picture);
    riff(&chunks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_photograph_loses_what_is_hidden_in_it() {
        let segment = |marker: u8, content: &[u8]| {
            let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
            [&[0xFF, marker], length.as_slice(), content].concat()
        };
        let start = [0xFF, 0xD8].to_vec();
        let table = segment(0xDB, b"table");
        let scan = [segment(0xDA, b"scan"), vec![1, 0xFF, 0, 2, 0xFF, 0xD3, 3]].concat();
        let end = [0xFF, 0xD9].to_vec();
        let hidden = [
            segment(0xE1, b"Exif\0\0GPS"),
            segment(0xFE, b"secret"),
            segment(0xE2, b"MPF\0x"),
        ]
        .concat();
        let profile = segment(0xE2, b"ICC_PROFILE\0p");
        let dirty = [
            &start,
            &hidden,
            &profile,
            &table,
            &scan,
            &hidden,
            &scan,
            &end,
            &b"trailer".to_vec(),
        ];
        let dirty = dirty.into_iter().flatten().copied().collect::<Vec<u8>>();
        let wanted = [start, profile, table, scan.clone(), scan, end].concat();
        assert_eq!(jpeg(&dirty).unwrap(), wanted);
        assert_eq!(jpeg(&dirty[..30]), None);
    }

    #[test]
    fn a_drawing_loses_its_texts() {
        let chunk = |name: &[u8], content: &[u8]| {
            [
                &u32::try_from(content.len()).unwrap().to_be_bytes(),
                name,
                content,
                b"crc!",
            ]
            .concat()
        };
        let (head, text, end) = (
            chunk(b"IHDR", b"1"),
            chunk(b"tEXt", b"by Ada"),
            chunk(b"IEND", b""),
        );
        let dirty = [PNG.to_vec(), head.clone(), text.clone(), end.clone(), text].concat();
        assert_eq!(png(&dirty).unwrap(), [PNG.to_vec(), head, end].concat());
        assert_eq!(png(&dirty[..20]), None);
    }

    #[test]
    fn a_webp_file_loses_exif_and_the_promise_of_it() {
        let picture = b"VP8 \x03\0\0\0abc\0";
        let plain = riff(picture).unwrap();
        let profiled = with_profile(&plain, b"profile", (300, 2), false).unwrap();
        let mut dirty = profiled.clone();
        dirty[20] |= 0x08;
        dirty.extend_from_slice(b"EXIF\x04\0\0\0GPS!");
        assert_eq!(webp(&dirty).unwrap(), profiled);
        assert_eq!(webp(b"RIFF"), None);
    }
}
