//! Tells Cargo that the server holds the built web app.

fn main() {
    let dist = "../dist";
    // Cargo reruns this for a folder that does not exist every time, and would build the server
    // anew at every command; before the first web build an empty one stands in.
    if std::fs::create_dir_all(dist).is_ok() {
        println!("cargo::rerun-if-changed={dist}");
    }
}
