//! The browser engines, behind one door: how each is started, dressed and listened to.
//!
//! | engine | here | size of the page | dark | console |
//! |---|---|---|---|---|
//! | Chromium | headless | exact, at any time | yes | everything it logs as an error |
//! | Firefox | headless | exact | no | uncaught errors and `console.error` |
//! | WebKitGTK | in a window of its own on a screen nobody sees | exact | no | everything it logs as an error |
//!
//! What an engine can't do is an error of the function that was asked for it, never left out.

mod chromium;
mod firefox;
mod webkit;

pub(crate) use chromium::FILM;

use std::fs::{self, File};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde_json::json;
use thirtyfour::prelude::*;

use crate::Viewport;
use crate::server::free_port;

const START: Duration = Duration::from_secs(30);
const GONE: Duration = Duration::from_secs(10);
const POLL: Duration = Duration::from_millis(20);
/// Set to the profile's folder for a driver and all it starts, to know them by.
const MARK: &str = "STORY_PROFILE";

/// Who draws the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Blink: Chrome, Edge, Samsung Internet, Opera.
    Chromium,
    /// Gecko.
    Firefox,
    /// WebKit, as Safari has it.
    WebKit,
}

/// A browser under its driver.
pub(crate) struct Running {
    engine: Engine,
    driver: Child,
    /// Where WebKit draws.
    screen: Option<Child>,
    log: PathBuf,
    pub(crate) web: WebDriver,
}

impl Engine {
    /// The engine for the clerk's desk in a story of this one. WebKit keeps a `Secure` cookie for
    /// HTTPS alone, where the others take this machine's own address for secure, so nobody can sign
    /// in with it here.
    #[must_use]
    pub const fn of_the_desk(self) -> Self {
        match self {
            Self::Chromium | Self::WebKit => Self::Chromium,
            Self::Firefox => Self::Firefox,
        }
    }

    /// Starts the engine on a profile, in a page of this size. What it says goes to `log`.
    ///
    /// # Errors
    /// When it does not start.
    pub(crate) async fn launch(
        self,
        profile: &Path,
        log: &Path,
        size: Viewport,
    ) -> Result<Running> {
        let port = free_port()?;
        let mut command = match self {
            Self::Chromium => chromium::driver(port)?,
            Self::Firefox => firefox::driver(port)?,
            Self::WebKit => webkit::driver(port)?,
        };
        let mut screen = match self {
            Self::WebKit => Some(webkit::Screen::open()?),
            Self::Chromium | Self::Firefox => None,
        };
        if let Some(screen) = &screen {
            command.env("DISPLAY", &screen.name);
        }
        let capabilities = match self {
            Self::Chromium => chromium::capabilities(profile)?,
            Self::Firefox => firefox::capabilities(profile)?,
            Self::WebKit => webkit::capabilities(profile, size)?,
        };
        let said = File::create(log)?;
        let mut driver = command
            .env(MARK, profile)
            .stdin(Stdio::null())
            .stdout(said.try_clone()?)
            .stderr(said)
            .spawn()
            .with_context(|| format!("starting the driver of {self:?}"))?;
        let started = match wait_for(&mut driver, port).await {
            Ok(()) => WebDriver::new(format!("http://127.0.0.1:{port}"), capabilities)
                .await
                .map_err(Into::into),
            Err(error) => Err(error),
        };
        let mut screen = screen.take().map(|screen| screen.process);
        match started {
            Ok(web) => Ok(Running {
                engine: self,
                driver,
                screen,
                log: log.into(),
                web,
            }),
            Err(error) => {
                end(Some(&mut driver));
                kill_all(profile);
                end(screen.as_mut());
                let said = fs::read_to_string(log).unwrap_or_default();
                Err(error.context(format!("starting {self:?}: {said}")))
            }
        }
    }

    /// Loses what databases a profile holds, as a browser does that is short of room; a browser
    /// that can do so while it runs is told by [`crate::Browser::lose_database`] instead.
    ///
    /// # Errors
    /// When there is none to lose.
    pub(crate) fn drop_databases(self, profile: &Path) -> Result<()> {
        let name = match self {
            Self::Chromium => "IndexedDB",
            Self::Firefox => "idb",
            Self::WebKit => "indexeddb",
        };
        let mut found = 0;
        let mut folders = vec![profile.to_path_buf()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder)?.flatten() {
                if !entry.file_type()?.is_dir() {
                    continue;
                }
                if entry.file_name() == name {
                    fs::remove_dir_all(entry.path())?;
                    found += 1;
                } else {
                    folders.push(entry.path());
                }
            }
        }
        ensure!(found > 0, "{self:?} keeps no folder {name} in its profile");
        Ok(())
    }
}

impl Running {
    /// Closes the browser as a person does.
    ///
    /// # Errors
    /// When it lives on.
    pub(crate) async fn quit(mut self, profile: &Path) -> Result<()> {
        let closed = self.web.quit().await;
        end(Some(&mut self.driver));
        let gone = wait_until_gone(profile).await;
        end(self.screen.as_mut());
        closed?;
        gone
    }

    /// Kills the browser with SIGKILL, all its processes.
    pub(crate) fn kill(mut self, profile: &Path) {
        let _ = self.web.leak();
        // First, or it would see its browser die and tidy up.
        end(Some(&mut self.driver));
        kill_all(profile);
        end(self.screen.as_mut());
    }

    /// Gives the page in front its size and colours.
    ///
    /// # Errors
    /// When the engine can't.
    pub(crate) async fn dress(&self, size: Viewport, dark: bool) -> Result<()> {
        if self.engine == Engine::Chromium {
            return chromium::dress(&self.web, size, dark).await;
        }
        ensure!(
            !dark,
            "{:?} can't be told to prefer dark colours while it runs",
            self.engine
        );
        fit(&self.web, size).await
    }

    /// What the console has told of errors, apart from lost connections: being offline is what
    /// these stories are about.
    ///
    /// # Errors
    /// When the engine can't be asked.
    pub(crate) async fn console_errors(&self) -> Result<Vec<String>> {
        match self.engine {
            Engine::Chromium => chromium::console_errors(&self.web).await,
            Engine::Firefox => Ok(firefox::console_errors(&fs::read_to_string(&self.log)?)),
            Engine::WebKit => Ok(webkit::console_errors(&fs::read_to_string(&self.log)?)),
        }
    }
}

/// Sizes the window so that the page in it has this size.
async fn fit(web: &WebDriver, size: Viewport) -> Result<()> {
    let wanted = json!([size.width, size.height]);
    let deadline = Instant::now() + GONE;
    loop {
        let script = "return [innerWidth, innerHeight, outerWidth, outerHeight]";
        let found: [u32; 4] = web.execute(script, vec![]).await?.convert()?;
        let [width, height, outer_width, outer_height] = found;
        if json!([width, height]) == wanted {
            return Ok(());
        }
        ensure!(
            Instant::now() < deadline,
            "the page is {width} × {height} and will not be {wanted}"
        );
        // Headless or undecorated, a window may call itself smaller than its page.
        let width = size.width + outer_width.saturating_sub(width);
        let height = size.height + outer_height.saturating_sub(height);
        web.set_window_rect(0, 0, width, height).await?;
        tokio::time::sleep(POLL).await;
    }
}

async fn wait_for(driver: &mut Child, port: u16) -> Result<()> {
    let deadline = Instant::now() + START;
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        if let Some(status) = driver.try_wait()? {
            bail!("the driver ended: {status}");
        }
        ensure!(Instant::now() < deadline, "the driver does not answer");
        tokio::time::sleep(POLL).await;
    }
    Ok(())
}

fn end(process: Option<&mut Child>) {
    if let Some(process) = process {
        let _ = process.kill();
        let _ = process.wait();
    }
}

fn kill_all(profile: &Path) {
    for id in processes(profile) {
        // One of them may have ended together with another.
        let _ = Command::new("kill")
            .args(["-KILL", &id])
            .stderr(Stdio::null())
            .status();
    }
}

/// All that runs on a profile. Chromium writes over its environment, the others' helpers do not
/// name the profile.
fn processes(profile: &Path) -> Vec<String> {
    let name = profile.to_string_lossy();
    let all = fs::read_dir("/proc").into_iter().flatten().flatten();
    let on_profile = all.filter(|entry| {
        let id = entry.file_name();
        // A process may end while it is looked at.
        let read = |file| fs::read(entry.path().join(file)).unwrap_or_default();
        let names = |file| String::from_utf8_lossy(&read(file)).contains(name.as_ref());
        id.to_string_lossy()
            .bytes()
            .all(|digit| digit.is_ascii_digit())
            && (names("cmdline") || names("environ"))
    });
    on_profile
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect()
}

/// Two browsers must never use one profile at a time.
///
/// # Errors
/// When one lives on.
pub(crate) async fn wait_until_gone(profile: &Path) -> Result<()> {
    let deadline = Instant::now() + GONE;
    while !processes(profile).is_empty() {
        if Instant::now() > deadline {
            bail!("the browser does not end");
        }
        tokio::time::sleep(POLL).await;
    }
    Ok(())
}
