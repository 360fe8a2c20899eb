//! A QR code as one path of SVG, for whichever program draws it.

use fast_qr::{ECL, QRBuilder};

/// A code: its path, one unit a module, and how many modules it has on a side.
pub struct Drawn {
    /// For the `d` of a `path`.
    pub path: String,
    /// For the `viewBox`: with a quiet zone of four modules, as the standard asks.
    pub frame: String,
}

/// The code of a text; `None` when the text is too long for one.
#[must_use]
pub fn draw(text: &str) -> Option<Drawn> {
    let code = QRBuilder::new(text).ecl(ECL::M).build().ok()?;
    let mut path = String::new();
    for y in 0..code.size {
        let mut x = 0;
        while x < code.size {
            let run = (x..code.size).take_while(|at| code[y][*at].value()).count();
            if run > 0 {
                path.push_str(&format!("M{x} {y}h{run}v1h-{run}z"));
            }
            x += run.max(1);
        }
    }
    let frame = format!("-4 -4 {0} {0}", code.size + 8);
    Some(Drawn { path, frame })
}
