//! The kiosk: a tablet in the hall; see `app::kiosk`.

fn main() {
    app::kiosk::start();
}
