//! The page to be held against: the smallest usual Leptos app, built like ours.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::command::{self, cargo};
use crate::report::doing;
use crate::setup::Tools;
use crate::web::{self, FEATURES};
use crate::workspace::Workspace;

const MAIN: &str = r#"use leptos::prelude::*;

#[component]
fn Counter() -> impl IntoView {
    let (count, set_count) = signal(0);
    view! {
        <button on:click=move |_| set_count.update(|count| *count += 1)>
            "Count: " {count}
        </button>
    }
}

fn main() {
    mount_to_body(Counter);
}
"#;

const PAGE: &str = r#"<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Counter</title>
<link data-trunk rel="rust" data-cargo-profile="wasm" data-wasm-opt="z" data-wasm-opt-params="{features}">
</head>
<body></body>
</html>
"#;

/// Builds the counter and returns its finished site.
///
/// # Errors
/// When it does not build.
pub(super) fn build(workspace: &Workspace, tools: &Tools) -> Result<PathBuf> {
    doing("counter", "building the page to compare with");
    let folder = workspace.target.join("bench-counter");
    write_sources(workspace, &folder)?;
    command::run(cargo().current_dir(&folder).args(["fetch", "--quiet"]))?;
    let dist = folder.join("dist");
    let mut trunk = web::trunk_command(tools)?;
    trunk
        .current_dir(&folder)
        .args(["build", "index.html", "--dist"])
        .arg(&dist);
    command::run(&mut trunk)?;
    web::finish(&dist, "/", tools, None)?;
    Ok(dist)
}

fn write_sources(workspace: &Workspace, folder: &Path) -> Result<()> {
    fs::create_dir_all(folder.join("src"))?;
    fs::write(folder.join("src").join("main.rs"), MAIN)?;
    // The same Trunk settings and the same locked dependencies as the product.
    for file in ["Trunk.toml", "Cargo.lock"] {
        fs::copy(workspace.root.join(file), folder.join(file))
            .with_context(|| format!("copying {file}"))?;
    }
    let ours = fs::read_to_string(workspace.root.join("Cargo.toml"))?;
    let leptos = workspace.locked_version("leptos")?;
    let bindgen = workspace.locked_version("wasm-bindgen")?;
    fs::write(
        folder.join("Cargo.toml"),
        manifest(&ours, &leptos, &bindgen)?,
    )?;
    fs::write(
        folder.join("index.html"),
        PAGE.replace("{features}", &FEATURES.join(" ")),
    )?;
    Ok(())
}

/// The counter's manifest, with the profiles of the product's.
fn manifest(ours: &str, leptos: &str, bindgen: &str) -> Result<String> {
    let ours: toml::Table = ours
        .parse()
        .context("the project's Cargo.toml is not TOML")?;
    let profiles = ours
        .get("profile")
        .context("the project's Cargo.toml has no profiles")?;
    let mut manifest = toml::Table::new();
    manifest.insert("profile".into(), profiles.clone());
    Ok(format!(
        "[package]\nname = \"counter\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\
         [workspace]\n\
         [dependencies]\nleptos = {{ version = \"={leptos}\", features = [\"csr\"] }}\n\
         wasm-bindgen = \"={bindgen}\"\n{}",
        toml::to_string(&manifest)?
    ))
}
