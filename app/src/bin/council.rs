//! The office's second program: what the council sets and keeps beside requests.

fn main() {
    app::office::start_council();
}
