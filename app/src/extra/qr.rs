use web_sys::Element;

use super::dom::{draw, svg};
use crate::qr::{Drawn, draw as drawn};

/// A QR code as one SVG path, always dark on white; nothing when the text is too long for one.
pub(crate) fn fill(place: &Element, text: &str) {
    let Some(Drawn { path, frame }) = drawn(text) else {
        return draw(place, Vec::new());
    };
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
