//! A real mail server of one's own: Exim with a configuration of its own, on a free port of this
//! machine, which puts everything it takes into files.
//!
//! Whoever is called `nobody` is unknown there (550), whoever is called `later` is to come later
//! (451).

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::cluster::Failure;

const PATIENCE: Duration = Duration::from_secs(20);
/// Who may send through a mail server that asks.
pub const LOGIN: &str = "rada";
pub const PASSWORD: &str = "smereka-nad-richkoiu";

/// A mail server and what it took.
pub struct Postbox {
    folder: PathBuf,
    port: u16,
    server: Mutex<Option<Child>>,
}

impl Postbox {
    /// One that takes everybody's mail, on a free port.
    pub fn start() -> Result<Self, Failure> {
        let port = free_port()?;
        Self::start_on(port, false)
    }

    /// One that takes mail only by STARTTLS and with the password; it has made its own certificate,
    /// [`Self::certificate`].
    pub fn start_private() -> Result<Self, Failure> {
        let port = free_port()?;
        Self::start_on(port, true)
    }

    /// As [`Self::start`], on this port.
    pub fn start_on(port: u16, private: bool) -> Result<Self, Failure> {
        let name = format!("poshta-{}-{port}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        let made = ["spool", "mail", "log"].map(|part| fs::create_dir_all(folder.join(part)));
        for made in made {
            made.map_err(|error| error.to_string())?;
        }
        if private {
            certify(&folder)?;
        }
        let user = account()?;
        let conf = folder.join("conf");
        fs::write(&conf, configuration(&folder, &user, port, private))
            .map_err(|error| error.to_string())?;
        if is_root() {
            // Exim reads no configuration that its own user could change.
            let path = folder.display().to_string();
            ran(Command::new("chown").args(["-R", &user, &path]))?;
            ran(Command::new("chown").arg("root").arg(&conf))?;
        }
        let postbox = Self {
            folder,
            port,
            server: Mutex::new(None),
        };
        postbox.start_again()?;
        Ok(postbox)
    }

    /// Where it listens.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The file of its certificate.
    pub fn certificate(&self) -> PathBuf {
        self.folder.join("certificate")
    }

    /// Starts it after a stop.
    pub fn start_again(&self) -> Result<(), Failure> {
        let mut server = Command::new(program()?)
            .arg("-C")
            .arg(self.folder.join("conf"))
            .arg("-bdf")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| error.to_string())?;
        let end = Instant::now() + PATIENCE;
        while TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            if Instant::now() > end || !matches!(server.try_wait(), Ok(None)) {
                let _ = server.kill();
                return Err(format!("the mail server did not start: {}", self.log()));
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        *self.server.lock().unwrap_or_else(PoisonError::into_inner) = Some(server);
        Ok(())
    }

    /// Stops it; what it took stays.
    pub fn stop(&self) {
        let server = self
            .server
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(mut server) = server {
            let _ = server.kill();
            let _ = server.wait();
        }
    }

    /// Every mail it took, as it came.
    pub fn mails(&self) -> Vec<Vec<u8>> {
        let files = fs::read_dir(self.folder.join("mail").join("new"));
        let mut files: Vec<PathBuf> = files
            .into_iter()
            .flatten()
            .filter_map(|file| Some(file.ok()?.path()))
            .collect();
        files.sort_by_key(|file| fs::metadata(file).and_then(|file| file.modified()).ok());
        files
            .iter()
            .filter_map(|file| fs::read(file).ok())
            .collect()
    }

    /// What it wrote into its log.
    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.join("log").join("mainlog")).unwrap_or_default()
    }
}

impl Drop for Postbox {
    fn drop(&mut self) {
        self.stop();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn configuration(folder: &Path, user: &str, port: u16, private: bool) -> String {
    let folder = folder.display();
    let (tls, guard) = if private {
        (
            format!(
                "tls_advertise_hosts = *\ntls_certificate = {folder}/certificate\ntls_privatekey = {folder}/key"
            ),
            "  deny !encrypted = *\n       message = Encrypt\n  deny !authenticated = *\n       message = Sign in\n",
        )
    } else {
        ("tls_advertise_hosts =".to_owned(), "")
    };
    format!(
        "primary_hostname = poshta.example
exim_user = {user}
exim_group = {group}
spool_directory = {folder}/spool
log_file_path = {folder}/log/%slog
pid_file_path = {folder}/spool/pid
local_interfaces = 127.0.0.1
daemon_smtp_ports = {port}
keep_environment =
host_lookup =
rfc1413_query_timeout = 0s
deliver_drop_privilege = true
check_spool_space = 0
check_spool_inodes = 0
smtp_accept_max = 100
smtp_accept_max_per_host = 100
{tls}
acl_smtp_rcpt = rcpt
acl_smtp_data = data
begin acl
data:
  accept
rcpt:
{guard}  deny local_parts = nobody
       message = No such person here
  defer local_parts = later
       message = Come later
  accept
begin routers
all:
  driver = accept
  transport = files
begin transports
files:
  driver = appendfile
  directory = {folder}/mail
  maildir_format
  create_directory
  envelope_to_add
  user = {user}
  group = {group}
begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = ${{if and{{{{eq{{$auth2}}{{{LOGIN}}}}}{{eq{{$auth3}}{{{PASSWORD}}}}}}}{{yes}}{{no}}}}
  server_set_id = $auth2
",
        group = group_of(user),
    )
}

/// A certificate for this machine that nobody but who is told trusts.
fn certify(folder: &Path) -> Result<(), Failure> {
    let conf = folder.join("certificate.conf");
    let text = "[req]\ndistinguished_name=name\nx509_extensions=ext\nprompt=no\n[name]\nCN=localhost\n[ext]\nsubjectAltName=DNS:localhost\nbasicConstraints=critical,CA:FALSE\n";
    fs::write(&conf, text).map_err(|error| error.to_string())?;
    let mut make = Command::new("openssl");
    make.args([
        "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-config",
    ])
    .arg(&conf)
    .arg("-out")
    .arg(folder.join("certificate"))
    .arg("-keyout")
    .arg(folder.join("key"));
    ran(&mut make).map(drop)
}

/// Debian keeps it beside the PATH of people.
fn program() -> Result<PathBuf, Failure> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::env::split_paths(&path).chain(["/usr/sbin".into()]);
    let names = folders.flat_map(|folder| ["exim4", "exim"].map(|name| folder.join(name)));
    let found = names.into_iter().find(|program| program.is_file());
    found.ok_or_else(|| {
        "Exim is missing: install Debian's package `exim4-daemon-light` (`cargo xtask setup` does)"
            .to_owned()
    })
}

/// Who Exim works as: never root.
fn account() -> Result<String, Failure> {
    if is_root() {
        let there = |name: &&str| ran(Command::new("id").args(["-u", name])).is_ok();
        let found = ["Debian-exim", "exim"].into_iter().find(there);
        return found
            .map(str::to_owned)
            .ok_or_else(|| "Exim has no account of its own".into());
    }
    ran(Command::new("id").arg("-un")).map(|name| name.trim().to_owned())
}

fn group_of(user: &str) -> String {
    let group = ran(Command::new("id").args(["-gn", user]));
    group.map_or_else(|_| user.to_owned(), |group| group.trim().to_owned())
}

fn is_root() -> bool {
    ran(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
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
