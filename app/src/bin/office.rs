//! The office: the journal and the cards of requests, for the council's officers.

fn main() {
    app::office::start_requests();
}
