//! Short names between the WASM module and its JavaScript. wasm-bindgen's are long and hashed;
//! nobody reads them in a browser, and they were 5.7 KB of the first load.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;

use super::minify::swap;
use super::stamp;
use crate::command;
use crate::setup::Tools;

/// What wasm-opt says it renamed: `[module, old, new]` and `[old, new]`.
#[derive(Deserialize)]
struct Renamed {
    imports: Vec<(String, String, String)>,
    exports: Vec<(String, String)>,
}

/// What wasm-opt calls the one module that everything is imported from.
const MODULE: &str = "a";

/// What wasm-opt must be told that the compiler emits.
///
/// Trunk reads them from each page's own `data-wasm-opt-params`; a test compares.
pub(crate) const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Shortens the names of the site's module and returns the page that names the new files.
///
/// # Errors
/// When wasm-opt fails, or module, script and page do not fit together.
pub(super) fn shorten(dist: &Path, page: &str, tools: &Tools) -> Result<String> {
    let files = stamp::files_under(dist)?;
    let end_of = |path: &Path, end: &str| {
        let name = path.file_name()?.to_str()?;
        name.ends_with(end).then(|| name.to_owned())
    };
    let (wasm, name) = files
        .iter()
        .find_map(|path| Some((path, end_of(path, "_bg.wasm")?)))
        .context("the site has no module")?;
    let stem = name.split('-').next().context("the module has no name")?;
    let (script, script_name) = files
        .iter()
        .find_map(|path| Some((path, end_of(path, ".js").filter(|n| n.starts_with(stem))?)))
        .context("the module has no script")?;

    let old = fs::read(wasm)?;
    let shorter = dist.join("shorter.wasm");
    let mut optimise = tools.wasm_command("wasm-opt")?;
    optimise
        .args(FEATURES)
        // A second look at what Trunk's run left: simpler loops, then the usual passes twice. 1.2 %
        // of the bundle.
        .args(["--flatten", "--rereloop", "-Oz", "-Oz"])
        .arg("--minify-imports-and-exports-and-modules")
        .arg(wasm)
        .arg("-o")
        .arg(&shorter);
    let said = command::output(&mut optimise)?;
    let renamed: Renamed = serde_json::from_str(&said).context("what wasm-opt said")?;
    let new = fs::read(&shorter)?;
    fs::remove_file(&shorter)?;
    fs::remove_file(wasm)?;
    let new_name = format!("{stem}-{}_bg.wasm", stamp::short(&new));
    fs::write(dist.join(&new_name), &new)?;

    let source = fs::read_to_string(script)?;
    let renamed_source = rename(&source, &renamed)?;
    fs::write(script, &renamed_source)?;
    let page = swap(page, (&name, &old), (&new_name, &new))?;
    swap(
        &page,
        (&script_name, source.as_bytes()),
        (&script_name, renamed_source.as_bytes()),
    )
}

/// The script with the new names: imports are keys of an object, exports members of `wasm`.
fn rename(source: &str, renamed: &Renamed) -> Result<String> {
    let module = &renamed.imports.first().context("nothing is imported")?.0;
    let quoted = format!("\"{module}\": ");
    anyhow::ensure!(
        source.matches(&quoted).count() == 1,
        "the script does not offer {module} exactly once"
    );
    let imports: BTreeMap<&str, &str> = renamed
        .imports
        .iter()
        .map(|(_, old, new)| (old.as_str(), new.as_str()))
        .collect();
    let exports: BTreeMap<&str, &str> = renamed
        .exports
        .iter()
        .map(|(old, new)| (old.as_str(), new.as_str()))
        .collect();
    let source = source.replace(&quoted, &format!("\"{MODULE}\": "));
    let mut out = String::with_capacity(source.len());
    let mut rest = source.as_str();
    while let Some(start) = rest.find(is_name) {
        let (before, from) = rest.split_at(start);
        let end = from.find(|c| !is_name(c)).unwrap_or(from.len());
        let (word, after) = from.split_at(end);
        out.push_str(before);
        let new = if before.ends_with('.') && out.ends_with("wasm.") {
            exports.get(word)
        } else if after.starts_with(": ") {
            imports.get(word)
        } else {
            None
        };
        out.push_str(new.copied().unwrap_or(word));
        rest = after;
    }
    out.push_str(rest);
    Ok(out)
}

fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '$'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_members_are_renamed_and_nothing_else() {
        let renamed = Renamed {
            imports: vec![("./app_bg.js".into(), "__wbg_log_1".into(), "a".into())],
            exports: vec![("memory".into(), "b".into()), ("main".into(), "c".into())],
        };
        let source = "const o = {__wbg_log_1: function() { memory(wasm.memory, x.main) }};\n\
                      return {\"./app_bg.js\": o, y: wasm.main(), z: __wbg_log_1};";
        assert_eq!(
            rename(source, &renamed).unwrap(),
            "const o = {a: function() { memory(wasm.b, x.main) }};\n\
             return {\"a\": o, y: wasm.c(), z: __wbg_log_1};"
        );
    }

    #[test]
    fn the_pages_name_the_same_features() {
        for page in [
            include_str!("../../../app/index.html"),
            include_str!("../../../app/office.html"),
            include_str!("../../../app/council.html"),
            include_str!("../../../app/days.html"),
            include_str!("../../../app/kiosk.html"),
            include_str!("../../../app/extra.html"),
            include_str!("../../../app/survey.html"),
        ] {
            let flags = page.split("data-wasm-opt-params=\"").nth(1).unwrap();
            let flags = flags.split('"').next().unwrap();
            let enabled: Vec<&str> = flags
                .split(' ')
                .filter(|flag| flag.starts_with("--enable-"))
                .collect();
            assert_eq!(enabled, FEATURES);
        }
    }

    #[test]
    fn a_script_without_the_module_is_refused() {
        let renamed = Renamed {
            imports: vec![("./app_bg.js".into(), "f".into(), "a".into())],
            exports: Vec::new(),
        };
        assert!(rename("const o = {};", &renamed).is_err());
    }
}
