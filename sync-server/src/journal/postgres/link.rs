//! Connections: one that writes, a few that answer questions.

use std::time::Duration;

use deadpool_postgres::{
    ClientWrapper, Manager, ManagerConfig, Object, Pool, PoolError, RecyclingMethod, Runtime,
    TimeoutType,
};
use futures_util::future::BoxFuture;
use tokio::time::timeout;
use tokio_postgres::{Config, NoTls};

use crate::journal::{DatabaseUrl, JournalError};

/// A connection with the statements it has prepared.
pub(super) type Client = ClientWrapper;

/// Connections of one server that answer questions.
const READERS: usize = 6;
/// The most time for a connection to be made.
const CONNECT: Duration = Duration::from_secs(4);
/// The most time for a question; whoever asked is told to come back.
const QUESTION: Duration = Duration::from_secs(10);

/// Whatever the database's own settings are: a commit waits for the disk, and nobody holds a lock
/// for long when its server is gone. Compiling a statement takes longer than any of ours runs.
const SETTINGS: &str = "-c synchronous_commit=on -c jit=off -c lock_timeout=5s \
    -c statement_timeout=10s -c idle_in_transaction_session_timeout=10s -c client_min_messages=warning";
/// Questions of the writer and the like have an index each, also while the planner knows nothing
/// yet of a table that has just begun to fill.
pub(super) const BY_INDEX: &str = "-c enable_seqscan=off";
/// Nothing is cut short: for what looks at the whole journal.
pub(super) const PATIENT: &str =
    "-c statement_timeout=0 -c lock_timeout=0 -c idle_in_transaction_session_timeout=0";

fn config(url: &DatabaseUrl, more: &str) -> Result<Config, JournalError> {
    // Without the parser's words: they may quote what it could not read.
    let mut config: Config = url.secret().parse().map_err(|_| {
        JournalError::Database(
            "its address can't be read: write postgres://USER:PASSWORD@HOST/DATABASE".into(),
        )
    })?;
    let own = config.get_options().unwrap_or_default();
    let options = format!("{own} {SETTINGS} {more}");
    if config.get_application_name().is_none() {
        config.application_name("sync-server");
    }
    config
        .options(options)
        .connect_timeout(CONNECT)
        .tcp_user_timeout(QUESTION)
        .keepalives_idle(QUESTION);
    Ok(config)
}

/// Connects.
pub(super) async fn connect(url: &DatabaseUrl, more: &str) -> Result<Client, JournalError> {
    let config = config(url, more)?;
    let connected = timeout(CONNECT, config.connect(NoTls)).await;
    let (client, connection) = connected.map_err(|_| slow())??;
    let task = tokio::spawn(async move {
        if let Err(error) = connection.await {
            tracing::debug!(error = %JournalError::from(error), "a connection ended");
        }
    });
    Ok(Client::new(client, task))
}

/// The connections that answer questions, and write what the hash chain does not cover.
pub(super) struct Links(Pool);

/// A question that may borrow its connection.
pub(super) type Answering<'a, T> = BoxFuture<'a, Result<T, JournalError>>;

impl Links {
    pub(super) fn new(url: &DatabaseUrl) -> Result<Self, JournalError> {
        let recycling = ManagerConfig {
            recycling_method: RecyclingMethod::Fast,
        };
        let manager = Manager::from_config(config(url, "")?, NoTls, recycling);
        let pool = Pool::builder(manager)
            .max_size(READERS)
            .wait_timeout(Some(CONNECT))
            .create_timeout(Some(CONNECT))
            .recycle_timeout(Some(CONNECT))
            .runtime(Runtime::Tokio1)
            .build()
            .map_err(|error| JournalError::Database(error.to_string()))?;
        Ok(Self(pool))
    }

    /// Asks on one state of the database, whatever is written meanwhile.
    pub(super) async fn read<T>(
        &self,
        question: impl for<'a> FnOnce(&'a Client) -> Answering<'a, T> + Send,
    ) -> Result<T, JournalError> {
        let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
        self.run(begin, question).await
    }

    /// Writes whole or not at all.
    pub(super) async fn write<T>(
        &self,
        job: impl for<'a> FnOnce(&'a Client) -> Answering<'a, T> + Send,
    ) -> Result<T, JournalError> {
        let begin = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE";
        self.run(begin, job).await
    }

    async fn run<T>(
        &self,
        begin: &str,
        work: impl for<'a> FnOnce(&'a Client) -> Answering<'a, T> + Send,
    ) -> Result<T, JournalError> {
        let mut lent = Lent(Some(self.0.get().await?));
        let client = lent.client()?;
        let whole = async {
            client.batch_execute(begin).await?;
            let done = work(client).await;
            let end = if done.is_ok() { "COMMIT" } else { "ROLLBACK" };
            client.batch_execute(end).await?;
            done
        };
        let done = timeout(QUESTION, whole).await.map_err(|_| slow())?;
        lent.keep();
        done
    }

    pub(super) fn close(&self) {
        self.0.close();
    }
}

/// A connection that is closed and not lent again when its user was cut off in the middle.
struct Lent(Option<Object>);

impl Lent {
    fn client(&self) -> Result<&Client, JournalError> {
        self.0.as_deref().ok_or_else(closed)
    }

    fn keep(&mut self) {
        drop(self.0.take());
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        if let Some(object) = self.0.take() {
            drop(Object::take(object));
        }
    }
}

pub(super) fn closed() -> JournalError {
    JournalError::Database("it is closed".into())
}

pub(super) fn slow() -> JournalError {
    JournalError::Database("it does not answer".into())
}

impl From<PoolError> for JournalError {
    fn from(error: PoolError) -> Self {
        match error {
            PoolError::Timeout(TimeoutType::Wait) => Self::Busy,
            PoolError::Timeout(_) => slow(),
            PoolError::Closed => closed(),
            PoolError::Backend(error) => error.into(),
            other => Self::Database(other.to_string()),
        }
    }
}

impl From<tokio_postgres::Error> for JournalError {
    fn from(error: tokio_postgres::Error) -> Self {
        if let Some(said) = error.as_db_error() {
            let code = said.code().code();
            // Errors about data quote it; their code and place say enough.
            let personal = code.starts_with("22") || code.starts_with("23");
            let place = said.constraint().or(said.table()).unwrap_or_default();
            return Self::Database(match personal {
                true => format!("error {code} {place}").trim_end().to_owned(),
                false => format!("{} ({code})", said.message()),
            });
        }
        let mut text = error.to_string();
        let mut cause = std::error::Error::source(&error);
        while let Some(next) = cause {
            text += &format!(": {next}");
            cause = next.source();
        }
        Self::Database(text)
    }
}
