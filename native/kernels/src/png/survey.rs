//! A look over the chunks of a PNG file before anything is decoded.

use crate::image_file::MAX_PIXELS;

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
const PALETTE: u8 = 3;

/// How a file says what is transparent, besides an alpha channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transparency {
    None,
    /// A palette of which one entry is transparent and none in part: Pillow treats that as a colour key.
    OneEntry,
    /// A palette with any other table.
    Table,
}

/// What is transparent in a plain file; `None` for a file with anything that the decoder here might see otherwise than
/// Pillow does: turned by EXIF or XMP (which may stand in any text chunk), animated, unknown chunks, a broken structure.
pub fn survey(bytes: &[u8]) -> Option<Transparency> {
    let mut rest = bytes.strip_prefix(SIGNATURE)?;
    let (mut transparency, mut color_type) = (Transparency::None, None);
    while !rest.is_empty() {
        let (kind, content, after) = next_chunk(rest)?;
        match kind {
            b"IHDR" => color_type = Some(plain_color_type(content)?),
            b"tRNS" if color_type == Some(PALETTE) => transparency = transparency_of(content),
            b"PLTE" | b"IDAT" | b"gAMA" | b"cHRM" | b"sRGB" | b"iCCP" | b"pHYs" | b"tIME" => {}
            b"tEXt" if !content.starts_with(b"Raw profile") && !content.starts_with(b"XML:") => {}
            b"IEND" => return color_type.map(|_| transparency),
            _ => return None,
        }
        rest = after;
    }
    None
}

/// Kind and content of the first chunk, and what follows it.
fn next_chunk(bytes: &[u8]) -> Option<(&[u8; 4], &[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    let (kind, rest) = rest.split_first_chunk::<4>()?;
    let (content, rest) = rest.split_at_checked(u32::from_be_bytes(*length) as usize)?;
    Some((kind, content, rest.get(4..)?))
}

/// Colour type of a header of at most 8 bits a channel, not interlaced, of an openable size.
fn plain_color_type(header: &[u8]) -> Option<u8> {
    let &[w0, w1, w2, w3, h0, h1, h2, h3, bit_depth, color_type, _, _, interlace] = header else {
        return None;
    };
    let width = u32::from_be_bytes([w0, w1, w2, w3]);
    let height = u32::from_be_bytes([h0, h1, h2, h3]);
    let is_plain = bit_depth <= 8 && interlace == 0 && u64::from(width) * u64::from(height) <= MAX_PIXELS;
    is_plain.then_some(color_type)
}

fn transparency_of(table: &[u8]) -> Transparency {
    let opaque = table.iter().filter(|&&alpha| alpha == 255).count();
    if opaque + 1 == table.len() && table.contains(&0) {
        Transparency::OneEntry
    } else {
        Transparency::Table
    }
}
