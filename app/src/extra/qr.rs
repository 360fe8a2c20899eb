use fast_qr::{ECL, QRBuilder};
use web_sys::Element;

use super::dom::{draw, svg};

/// A QR code as one SVG path, always dark on white; nothing when the text is too long for one.
pub(crate) fn fill(place: &Element, text: &str) {
    let Ok(code) = QRBuilder::new(text).ecl(ECL::M).build() else {
        return draw(place, Vec::new());
    };
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
    // A quiet zone of four modules, as the standard asks.
    let frame = format!("-4 -4 {0} {0}", code.size + 8);
    let ground = svg("rect")
        .attr("x", "-4")
        .attr("y", "-4")
        .attr("width", "100%");
    let picture = svg("svg")
        .attr("viewBox", &frame)
        .attr("shape-rendering", "crispEdges")
        .attr("aria-hidden", "true")
        .add(ground.attr("height", "100%").attr("fill", "#fff"))
        .add(svg("path").attr("d", &path).attr("fill", "#000"));
    draw(place, vec![picture]);
}
