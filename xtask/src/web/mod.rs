//! The web app: a Trunk build a site, then our own finish of each.

mod compress;
mod finish;
mod minify;
mod names;
mod second;
mod stamp;
mod start_script;
mod styles;
mod worker;

use std::fs;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result};

use crate::command;
use crate::report::{doing, span};
use crate::setup::Tools;
use crate::workspace::Workspace;

pub(crate) use compress::{Kind, transferred};
pub(crate) use finish::{finish, later, of_surveys, precached};
pub(crate) use names::FEATURES;
use second::Second;

/// What shapes the built files, from the project's root.
const INPUTS: [&str; 9] = [
    "app",
    "domain",
    "public",
    "style",
    "Cargo.lock",
    "Cargo.toml",
    "Trunk.toml",
    ".cargo/config.toml",
    "xtask/src/web",
];

/// Flags for the compiler when it makes what citizens download. Each was measured on the citizen's
/// bundle; ARCHITECTURE.md has the figures. A panic aborts at once, without a message nobody on a
/// phone would read, and `Debug` output, which only messages use, is left empty.
pub(crate) const RUSTFLAGS: &str = "--cfg=erase_components -Zunstable-options \
     -Cpanic=immediate-abort -Zfmt-debug=none -Zlocation-detail=none";

/// The standard library is compiled with the app, for size and with the flags above: the one that
/// comes with the compiler is made for speed and formats its panics. Stable compilers do this only
/// when told that they are used as nightly ones.
const STD: [(&str, &str); 3] = [
    ("RUSTC_BOOTSTRAP", "1"),
    ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort"),
    ("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size"),
];

/// One of the web apps.
pub(crate) struct Site {
    /// Its name, of its binary and of its folder in `dist/`.
    pub(crate) name: &'static str,
    page: &'static str,
    public_url: &'static str,
}

/// The citizen's app, whose size is counted.
pub(crate) const CITIZEN: Site = Site {
    name: "citizen",
    page: "app/index.html",
    public_url: "/",
};
/// The second program of the citizen's app; its page is never served.
const EXTRA: Site = Site {
    name: "extra",
    page: "app/extra.html",
    public_url: "/",
};
/// The citizen's program for surveys; its page is never served.
const SURVEY: Site = Site {
    name: "survey",
    page: "app/survey.html",
    public_url: "/",
};
const OFFICE: Site = Site {
    name: "office",
    page: "app/office.html",
    public_url: "/office/",
};
/// The office's second program. Its pages have addresses among the office's; what they load is here.
const COUNCIL: Site = Site {
    name: "council",
    page: "app/council.html",
    public_url: "/office/council/",
};
/// The office's third program.
const DAYS: Site = Site {
    name: "days",
    page: "app/days.html",
    public_url: "/office/days/",
};
/// What officers download, each program by itself.
pub(crate) const OF_OFFICERS: [Site; 3] = [OFFICE, COUNCIL, DAYS];

const KIOSK: Site = Site {
    name: "kiosk",
    page: "app/kiosk.html",
    public_url: "/kiosk/",
};

const SITES: [Site; 5] = [CITIZEN, OFFICE, COUNCIL, DAYS, KIOSK];

/// Builds the apps into `dist/`, unless they were built from the very same inputs already.
///
/// # Errors
/// When something does not compile or the built page is not what the finish expects.
pub(crate) fn build(workspace: &Workspace, tools: &Tools) -> Result<()> {
    let started = Instant::now();
    let settings = format!("{}RUSTFLAGS {RUSTFLAGS}\n", tools.versions);
    let inputs = stamp::of_inputs(&workspace.root, &INPUTS, &settings)?;
    let stamp = workspace.dist().join(".stamp");
    let sites = SITES;
    let pages_stand = sites
        .iter()
        .all(|site| workspace.dist().join(site.name).join("index.html").exists());
    if pages_stand && fs::read_to_string(&stamp).is_ok_and(|last| last == inputs) {
        println!("[web] everything: already built from these sources");
        return Ok(());
    }
    sites_built(workspace, tools, &sites, false)?;
    fs::write(&stamp, inputs).context("writing the build's stamp")?;
    println!("[web] built in {}\n", span(started.elapsed()));
    Ok(())
}

/// Builds some of the sites, for work on them; a quick build is hardly optimised.
///
/// # Errors
/// As [`build`], and when there is no such site.
pub(crate) fn build_part(
    workspace: &Workspace,
    tools: &Tools,
    only: &[String],
    quick: bool,
) -> Result<()> {
    let all = SITES;
    if let Some(name) = only
        .iter()
        .find(|name| all.iter().all(|s| s.name != **name))
    {
        anyhow::bail!("there is no site {name}: citizen, office, council, days, kiosk");
    }
    let wanted = |site: &Site| only.is_empty() || only.iter().any(|name| name == site.name);
    let sites: Vec<Site> = all.into_iter().filter(wanted).collect();
    sites_built(workspace, tools, &sites, quick)
}

fn sites_built(workspace: &Workspace, tools: &Tools, sites: &[Site], quick: bool) -> Result<()> {
    // Half a build must never pass for a whole one.
    match fs::remove_file(workspace.dist().join(".stamp")) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
        _ => {}
    }
    fetch(workspace, tools)?;
    for site in sites {
        let mut second = None;
        if site.name == CITIZEN.name {
            let aside = |site: &Site| workspace.tools_dir().join(site.name);
            for site in [&EXTRA, &SURVEY] {
                timed(site, || {
                    trunk(&workspace.root, tools, site, &aside(site), quick)
                })?;
            }
            second = Some(Second::finish(&aside(&EXTRA), &aside(&SURVEY), tools)?);
        }
        let dist = workspace.dist().join(site.name);
        timed(site, || {
            trunk(&workspace.root, tools, site, &dist, quick)?;
            finish(&dist, site.public_url, tools, second.as_ref())
        })?;
    }
    Ok(())
}

/// Does the work on a site and prints how long it took.
fn timed<T>(site: &Site, work: impl FnOnce() -> Result<T>) -> Result<T> {
    let began = Instant::now();
    doing("web", &format!("building {}", site.name));
    let done = work().with_context(|| format!("building {}", site.name))?;
    println!("[web] {}: done in {}", site.name, span(began.elapsed()));
    Ok(done)
}

/// Downloads every crate of the build: Trunk runs without a network, so that it never fetches tools
/// on its own. The standard library is compiled with the app, and its parts are no dependency of
/// ours, so `cargo fetch` in our folder leaves them out.
fn fetch(workspace: &Workspace, tools: &Tools) -> Result<()> {
    let mut ours = tools.wasm_command("cargo")?;
    command::run(ours.current_dir(&workspace.root).args(["fetch", "--quiet"]))?;
    let mut rustc = tools.wasm_command("rustc")?;
    let sysroot = command::output(rustc.args(["--print", "sysroot"]))?;
    let library = Path::new(sysroot.trim()).join("lib/rustlib/src/rust/library/Cargo.toml");
    let mut std = tools.wasm_command("cargo")?;
    // Its manifest asks for features that a stable Cargo has locked.
    std.env("RUSTC_BOOTSTRAP", "1")
        .args(["fetch", "--quiet", "--locked", "--manifest-path"])
        .arg(library);
    command::run(&mut std)
}

/// What makes a quick build quick: the profile of a citizen's build, told otherwise.
const QUICK: [(&str, &str); 4] = [
    ("CARGO_PROFILE_WASM_LTO", "off"),
    ("CARGO_PROFILE_WASM_OPT_LEVEL", "1"),
    ("CARGO_PROFILE_WASM_CODEGEN_UNITS", "16"),
    ("CARGO_PROFILE_WASM_INCREMENTAL", "true"),
];

fn trunk(root: &Path, tools: &Tools, site: &Site, dist: &Path, quick: bool) -> Result<()> {
    let mut trunk = trunk_command(tools)?;
    if quick {
        trunk.envs(QUICK);
    }
    trunk
        .current_dir(root)
        .args([
            "build",
            site.page,
            "--public-url",
            site.public_url,
            "--dist",
        ])
        .arg(dist);
    command::run(&mut trunk)
}

/// Trunk with the compiler flags of a citizen's build.
///
/// # Errors
/// When Trunk is not there.
pub(crate) fn trunk_command(tools: &Tools) -> Result<std::process::Command> {
    let mut trunk = tools.wasm_command("trunk")?;
    trunk.env("RUSTFLAGS", RUSTFLAGS).envs(STD);
    // Trunk reads NO_COLOR as a boolean of its own and refuses the usual `NO_COLOR=1`.
    trunk
        .env_remove("NO_COLOR")
        .env("RUST_BACKTRACE", "0")
        .args(["--offline", "--skip-version-check"]);
    Ok(trunk)
}
