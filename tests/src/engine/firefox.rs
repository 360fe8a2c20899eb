//! Firefox under geckodriver.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::Result;
use serde_json::json;
use thirtyfour::Capabilities;

use crate::tools;

/// A window of Firefox is at least 450 pixels wide, a phone is not.
const STYLE: &str = ":root { min-width: 0 !important; min-height: 0 !important }";

pub(super) fn driver(port: u16) -> Result<Command> {
    let mut command = Command::new(tools::geckodriver()?);
    command.args(["--port", &port.to_string()]);
    Ok(command)
}

pub(super) fn capabilities(profile: &Path) -> Result<Capabilities> {
    let chrome = profile.join("chrome");
    fs::create_dir_all(&chrome)?;
    fs::write(chrome.join("userChrome.css"), STYLE)?;
    let options = json!({
        "binary": tools::firefox()?,
        "args": ["-headless", "-profile", profile],
        "prefs": {
            "toolkit.legacyUserProfileCustomizations.stylesheets": true,
            // What the page says to its console comes out of the program.
            "devtools.console.stdout.content": true,
            "browser.dom.window.dump.enabled": true,
            "browser.sessionstore.resume_from_crash": false,
            "network.captive-portal-service.enabled": false,
            "network.connectivity-service.enabled": false,
        },
    });
    let mut capabilities = Capabilities::new();
    capabilities.set("browserName", "firefox")?;
    capabilities.set("moz:firefoxOptions", options)?;
    Ok(capabilities)
}

/// Uncaught errors and `console.error` of pages. What Firefox itself says it says otherwise: without
/// an address, without the quotes and brackets that stand around a page's values, or naming a file
/// of its own. What it complains of in a page (a refused header, say) does not come out of the program at all.
pub(super) fn console_errors(log: &str) -> Vec<String> {
    const OF_A_PAGE: [&str; 3] = [
        "JavaScript error: http",
        "console.error: \"",
        "console.error: (",
    ];
    let told = |line: &&str| {
        OF_A_PAGE.iter().any(|start| line.starts_with(start)) && !line.contains("\"resource://")
    };
    log.lines().filter(told).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::console_errors;

    #[test]
    fn errors_of_pages_are_told_from_the_browsers_own() {
        let of_pages = [
            "JavaScript error: http://127.0.0.1:20001/, line 1: TypeError: thrown",
            "console.error: \"said\" ({b:1})",
            "console.error: (new Error(\"said\", \"http://127.0.0.1:20001/\", 1))",
        ];
        let own = [
            "JavaScript error: resource://gre/modules/Some.sys.mjs, line 50: TypeError: null",
            "console.error: RSLoader: ",
            "console.error: (new TypeError(\"failed\", \"resource://services/Utils.sys.mjs\", 2))",
            "console.warn: \"said\"",
        ];
        let log = [of_pages.as_slice(), own.as_slice()].concat().join("\n");
        assert_eq!(console_errors(&log), of_pages);
    }
}
