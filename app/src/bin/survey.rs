//! The citizen's program for surveys of open days; see `app::survey`.

fn main() {
    app::survey::start();
}
