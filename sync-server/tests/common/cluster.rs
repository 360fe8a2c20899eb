//! A PostgreSQL of one's own for as long as it is needed: made, started, killed and removed here.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// What went wrong, as a sentence.
pub type Failure = String;

/// A server with databases in a folder of its own, on a free port of this machine.
pub struct Cluster {
    programs: PathBuf,
    folder: PathBuf,
    port: u16,
    server: Mutex<Option<Child>>,
    databases: AtomicU32,
}

/// Its superuser. The password is asked of nobody here; it is in the address to be looked for.
const USER: &str = "rada";
pub const PASSWORD: &str = "tayemnytsia";
const PATIENCE: Duration = Duration::from_secs(30);

impl Cluster {
    /// Makes one in this folder, which must not exist yet, and starts it. What it commits is on
    /// the disk, as with any PostgreSQL.
    pub fn start(folder: &Path) -> Result<Self, Failure> {
        let programs = programs()?;
        // Its programs are started elsewhere.
        let folder = &std::path::absolute(folder).map_err(|error| error.to_string())?;
        std::fs::create_dir_all(folder).map_err(|error| error.to_string())?;
        if is_root() {
            let owner = format!("{}:", account()?);
            ran(Command::new("chown").arg(owner).arg(folder))?;
        }
        let cluster = Self {
            folder: folder.to_owned(),
            port: free_port()?,
            server: Mutex::new(None),
            databases: AtomicU32::new(0),
            programs,
        };
        let mut make = cluster.command("initdb")?;
        make.args(["--username", USER, "--auth", "trust", "--encoding", "UTF8"])
            .args(["--locale", "C", "--no-sync", "-D"])
            .arg(folder.join("data"));
        ran(&mut make)?;
        cluster.go_on()?;
        Ok(cluster)
    }

    /// One of its programs, as somebody who is not root: PostgreSQL refuses to run as root.
    fn command(&self, name: &str) -> Result<Command, Failure> {
        let program = self.programs.join(name);
        let mut command = if is_root() {
            let account = account()?;
            let mut command = Command::new("setpriv");
            command
                .args(["--reuid", &account, "--clear-groups", "--regid"])
                .arg(ran(Command::new("id").args(["-g", &account]))?.trim())
                .arg(program);
            command
        } else {
            Command::new(program)
        };
        command.current_dir("/").stdin(Stdio::null());
        Ok(command)
    }

    /// Starts it again after a crash, on the same port.
    pub fn go_on(&self) -> Result<(), Failure> {
        let log = std::fs::File::options()
            .create(true)
            .append(true)
            .open(self.folder.with_extension("log"))
            .map_err(|error| error.to_string())?;
        let mut server = self.command("postgres")?;
        server
            .arg("-D")
            .arg(self.folder.join("data"))
            .args(["-p", &self.port.to_string(), "-c", "max_connections=200"])
            .args(["-c", "listen_addresses=127.0.0.1"])
            .args(["-c", "unix_socket_directories="])
            .stdout(Stdio::null())
            .stderr(log);
        let mut server = server.spawn().map_err(|error| error.to_string())?;
        let began = Instant::now();
        loop {
            let mut ask = Command::new(self.programs.join("pg_isready"));
            ask.args(["-q", "-h", "127.0.0.1", "-p", &self.port.to_string()]);
            if ask.status().is_ok_and(|status| status.success()) {
                break;
            }
            let ended = server.try_wait().map_err(|error| error.to_string())?;
            if ended.is_some() || began.elapsed() > PATIENCE {
                let _ = server.kill();
                return Err(format!(
                    "PostgreSQL did not start; see {}",
                    self.folder.with_extension("log").display()
                ));
            }
            std::thread::sleep(Duration::from_millis(30));
        }
        *self.lock() = Some(server);
        Ok(())
    }

    /// Kills it with all its processes, as `pg_ctl stop -m immediate` does.
    pub fn crash(&self) {
        self.end("-QUIT");
    }

    fn end(&self, signal: &str) {
        if let Some(mut server) = self.lock().take() {
            let id = server.id().to_string();
            let _ = Command::new("kill").args([signal, &id]).status();
            let _ = server.wait();
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<Child>> {
        self.server.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The address of a new, empty database.
    pub fn database(&self) -> Result<String, Failure> {
        let name = format!("rada_{}", self.databases.fetch_add(1, Ordering::Relaxed));
        let mut create = Command::new(self.programs.join("createdb"));
        create
            .args(["-h", "127.0.0.1", "-U", USER, "-T", "template0", "-p"])
            .args([&self.port.to_string(), &name]);
        ran(&mut create)?;
        let port = self.port;
        Ok(format!(
            "postgres://{USER}:{PASSWORD}@127.0.0.1:{port}/{name}"
        ))
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.end("-INT");
        let _ = std::fs::remove_dir_all(&self.folder);
        let _ = std::fs::remove_file(self.folder.with_extension("log"));
    }
}

/// The folder of PostgreSQL's programs: Debian keeps them beside PATH, a folder a version.
fn programs() -> Result<PathBuf, Failure> {
    let debian = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten();
    let mut folders: Vec<PathBuf> = debian
        .filter_map(|version| Some(version.ok()?.path().join("bin")))
        .collect();
    folders.sort_by_key(|folder| version(folder));
    folders.reverse();
    let path = std::env::var_os("PATH").unwrap_or_default();
    folders.extend(std::env::split_paths(&path));
    let found = folders
        .into_iter()
        .find(|folder| folder.join("initdb").is_file());
    found.ok_or_else(|| {
        "PostgreSQL is missing: install Debian's package `postgresql` (`cargo xtask setup` does)"
            .to_owned()
    })
}

fn version(folder: &Path) -> Option<u32> {
    folder.parent()?.file_name()?.to_str()?.parse().ok()
}

fn is_root() -> bool {
    ran(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

/// Somebody who is not root.
fn account() -> Result<String, Failure> {
    let there = |name: &&str| ran(Command::new("id").args(["-u", name])).is_ok();
    let found = ["postgres", "nobody"].into_iter().find(there);
    found
        .map(str::to_owned)
        .ok_or_else(|| "PostgreSQL does not run as root, and there is no other account".into())
}

fn free_port() -> Result<u16, Failure> {
    let listener = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    Ok(listener.map_err(|error| error.to_string())?.port())
}

fn ran(command: &mut Command) -> Result<String, Failure> {
    let output = command
        .output()
        .map_err(|error| format!("{command:?}: {error}"))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        let said = String::from_utf8_lossy(&output.stderr);
        Err(format!("{command:?}: {}", said.trim()))
    }
}
