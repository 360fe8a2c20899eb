use fast_qr::{ECL, QRBuilder};
use leptos::prelude::*;

/// A QR code as one SVG path, always dark on white; nothing when the text is too long for one.
pub fn qr(text: &str, label: &'static str) -> AnyView {
    let Ok(code) = QRBuilder::new(text).ecl(ECL::M).build() else {
        return ().into_any();
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
    view! {
        <div class="qr" role="img" aria-label=label>
            <svg viewBox=frame shape-rendering="crispEdges" aria-hidden="true">
                <rect x="-4" y="-4" width="100%" height="100%" fill="#fff"></rect>
                <path d=path fill="#000"></path>
            </svg>
        </div>
    }
    .into_any()
}
