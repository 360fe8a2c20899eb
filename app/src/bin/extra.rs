//! The second program of the citizen's app; see `app::extra`.

fn main() {
    app::extra::start();
}
