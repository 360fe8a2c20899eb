//! From a configuration to a running server.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::clock::Clock;
use crate::config::Config;
use crate::demo;
use crate::duties;
use crate::http::{App, builds, server, service};
use crate::journal::{HolderId, HolderSettings, Journal, JournalError, NewOfficer};
use crate::kiosk;
use crate::mail::{Post, post};
use crate::password::{self, PasswordError};
use domain::request::Role;

/// The one council of a deployment, until it can hold many.
pub const HOLDER: HolderId = HolderId(1);
/// A start has more pressing things to do than to keep its build's files for other servers.
const KEEP_AFTER: Duration = Duration::from_secs(30);
/// The login of the account a first start makes.
pub const FIRST_LOGIN: &str = "officer";

/// Why a server did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The address can't be listened on.
    #[error("cannot listen on {0}: {1}")]
    Listen(SocketAddr, std::io::Error),
    /// The journal can't be used.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The first account can't be made.
    #[error(transparent)]
    Password(#[from] PasswordError),
}

/// An account a start has made or keeps for the demo.
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    /// Its login.
    pub login: String,
    /// Its password, to be told once.
    pub password: String,
}

/// A server that answers.
pub struct Running {
    /// The address it listens on.
    pub address: SocketAddr,
    /// The account to tell its owner about: of a first start, or of the demo.
    pub account: Option<Account>,
    journal: Arc<dyn Journal>,
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
    post: post::Running,
    /// What is done now and then.
    at_times: [JoinHandle<()>; 2],
}

impl Running {
    /// The journal it serves.
    #[must_use]
    pub fn journal(&self) -> Arc<dyn Journal> {
        self.journal.clone()
    }

    /// Takes no more requests, answers those under way, ends the sending of e-mail, and closes the
    /// journal.
    pub async fn stop(self) {
        let _ = self.stop.send(true);
        // Between two writes: each is whole, and the next start goes on.
        for task in &self.at_times {
            task.abort();
        }
        let (_, ()) = tokio::join!(self.task, self.post.stop());
        self.journal.close().await;
    }
}

/// Opens the journal, sees to a first start, and serves.
///
/// # Errors
/// When the journal or the address can't be used.
pub async fn serve(config: &Config, clock: Arc<dyn Clock>) -> Result<Running, StartError> {
    let listener = TcpListener::bind(config.listen)
        .await
        .map_err(|error| StartError::Listen(config.listen, error))?;
    let address = listener
        .local_addr()
        .map_err(|e| StartError::Listen(config.listen, e))?;
    if config.demo {
        demo::fill_if_empty(&config.journal, clock.now()).await?;
    }
    let journal = config.journal.open(clock.clone()).await?;
    let account = match first_start(&*journal, config).await? {
        None if config.demo => demo::account(&*journal).await?,
        account => account,
    };
    kiosk::keys(&*journal, HOLDER).await?;
    let (post, told) = Post::new(&config.mail);
    let sending = post::Running::start(
        post.clone(),
        told,
        journal.clone(),
        HOLDER,
        clock.clone(),
        &config.mail,
    );
    let erasing = tokio::spawn(duties::erase_by_and_by(
        journal.clone(),
        HOLDER,
        clock.clone(),
    ));
    let keeping = tokio::spawn(builds::keep_for_others(
        journal.clone(),
        HOLDER,
        clock.clone(),
        KEEP_AFTER,
    ));
    let app = App::new(journal.clone(), HOLDER, clock, &config.limits, post);
    let app = Arc::new(app);
    let service = service(app, config);
    let (stop, stopped) = watch::channel(false);
    let limits = config.limits.clone();
    let task =
        tokio::spawn(async move { server::serve(listener, service, &limits, stopped).await });
    Ok(Running {
        address,
        account,
        journal,
        stop,
        task,
        post: sending,
        at_times: [erasing, keeping],
    })
}

/// An empty journal gets the council and one account with a password of chance.
async fn first_start(
    journal: &dyn Journal,
    config: &Config,
) -> Result<Option<Account>, StartError> {
    if journal.holder(HOLDER).await?.is_none() {
        let settings = HolderSettings::new(config.council.clone());
        journal.put_holder(HOLDER, settings).await?;
    }
    // Asked apart: a first start that was killed between the two must not lock everybody out.
    if journal.has_officers(HOLDER).await? {
        return Ok(None);
    }
    let account = Account {
        login: FIRST_LOGIN.into(),
        password: password::invent()?,
    };
    let officer = NewOfficer {
        login: account.login.clone(),
        name: "Відповідальна особа".into(),
        position: "відповідальна особа з питань запитів на інформацію".into(),
        role: Role::ResponsibleOfficer,
        department: String::new(),
        password_hash: password::hash(&account.password)?,
    };
    // Of servers that start together on one database, one has made the account.
    let made = journal.add_officer(HOLDER, officer).await?;
    Ok(made.then_some(account))
}
