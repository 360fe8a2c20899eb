//! The office's third program: open days.

fn main() {
    app::office::start_days();
}
