//! The task that empties the queue.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use chrono::{NaiveDate, TimeDelta};
use domain::mail::{About, Mail};
use domain::request::{LetterKind, Paper};
use tokio::sync::mpsc::{self, Receiver, Sender};
use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;
use uuid::Uuid;

use super::queue::Queue;
use super::smtp::{self, Outgoing};
use super::write::{self, Which};
use super::{Secret, reminder};
use crate::clock::Clock;
use crate::config::MailConfig;
use crate::filed::Cabinet;
use crate::journal::{CaseRecord, HolderId, HolderSettings, Journal, JournalError, Officer};
use crate::open_day::{Days, notice};
use crate::password;

/// How long a stop waits for the attempt that is under way. What is cut off is tried again later.
const LAST_ATTEMPT: Duration = Duration::from_secs(10);

/// Cases that were told of and not looked at; more are left to the officers.
const TOLD: usize = 4_096;
/// What happened longer ago brings no letter by itself: the setting may be new.
const NEWS: TimeDelta = TimeDelta::minutes(10);

/// Whom handlers tell what was queued, and what was recorded.
pub struct Post {
    wake: Notify,
    /// Whether any letter goes out by itself.
    by_itself: AtomicBool,
    recorded: Sender<Uuid>,
    /// Whether there is a password for the mailbox.
    password: bool,
}

impl Post {
    /// With what [`Running::start`] hears it by.
    #[must_use]
    pub fn new(config: &MailConfig) -> (Arc<Self>, Receiver<Uuid>) {
        let (recorded, told) = mpsc::channel(TOLD);
        let post = Self {
            wake: Notify::new(),
            by_itself: AtomicBool::new(false),
            recorded,
            password: config.password.is_set(),
        };
        (Arc::new(post), told)
    }

    /// Something happened to this request: there may be a letter that goes out by itself.
    pub fn recorded(&self, id: Uuid) {
        if self.by_itself.load(Ordering::Relaxed) && self.recorded.try_send(id).is_ok() {
            self.wake();
        }
    }

    /// Something is due.
    pub fn wake(&self) {
        self.wake.notify_one();
    }

    /// Whether the server was given a password for the mailbox.
    #[must_use]
    pub fn has_password(&self) -> bool {
        self.password
    }
}

/// The task, until it is stopped.
pub struct Running {
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Running {
    /// Starts it.
    pub fn start(
        post: Arc<Post>,
        told: Receiver<Uuid>,
        journal: Arc<dyn Journal>,
        holder: HolderId,
        clock: Arc<dyn Clock>,
        config: &MailConfig,
    ) -> Self {
        let (stop, stopped) = watch::channel(false);
        let postman = Postman {
            journal,
            holder,
            clock,
            secret: config.password.clone(),
            reminded: None,
            freed: HashSet::new(),
            cancelled: HashSet::new(),
            told,
            post,
            stopped,
        };
        let task = tokio::spawn(postman.work(config.every));
        Self { stop, task }
    }

    /// Begins no further attempt and waits for the one under way.
    pub async fn stop(mut self) {
        let _ = self.stop.send(true);
        if tokio::time::timeout(LAST_ATTEMPT, &mut self.task)
            .await
            .is_err()
        {
            self.task.abort();
        }
    }
}

struct Postman {
    journal: Arc<dyn Journal>,
    holder: HolderId,
    clock: Arc<dyn Clock>,
    secret: Secret,
    /// The last day whose reminders are queued.
    reminded: Option<NaiveDate>,
    /// Bookings whose freed places are queued.
    freed: HashSet<Uuid>,
    /// Cancelled days of which everybody's mail is queued.
    cancelled: HashSet<Uuid>,
    told: Receiver<Uuid>,
    post: Arc<Post>,
    stopped: watch::Receiver<bool>,
}

impl Postman {
    async fn work(mut self, every: Duration) {
        loop {
            if let Err(error) = self.round().await {
                tracing::warn!(%error, "the queue of e-mail was not emptied");
            }
            let mut stopped = self.stopped.clone();
            tokio::select! {
                () = self.post.wake.notified() => {}
                () = tokio::time::sleep(every) => {}
                _ = stopped.wait_for(|stop| *stop) => return,
            }
        }
    }

    fn queue(&self) -> Queue<'_> {
        Queue {
            journal: &*self.journal,
            holder: self.holder,
        }
    }

    /// Queues the reminders of a new day, then tries what is due.
    async fn round(&mut self) -> Result<(), JournalError> {
        let settings = self.journal.holder(self.holder).await?;
        let Some(settings) = settings.filter(|settings| settings.mail.is_set()) else {
            return Ok(());
        };
        let by_itself = !settings.mail.by_themselves.is_empty();
        self.post.by_itself.store(by_itself, Ordering::Relaxed);
        self.write_by_itself(&settings).await?;
        if let Err(error) = self.remind(&settings).await {
            tracing::warn!(%error, "reminders were not queued");
        }
        self.tell_of_freed_places().await;
        self.tell_of_cancelled_days().await;
        for id in self.queue().due(self.clock.now()).await? {
            if *self.stopped.borrow() || !self.attempt(&settings, id).await? {
                return Ok(());
            }
        }
        Ok(())
    }

    /// Queues the letters that the council lets go out by themselves.
    async fn write_by_itself(&mut self, settings: &HolderSettings) -> Result<(), JournalError> {
        while let Ok(id) = self.told.try_recv() {
            for record in self.journal.cases(self.holder, vec![id]).await? {
                self.write_of(&record, settings).await?;
            }
        }
        Ok(())
    }

    async fn write_of(
        &self,
        record: &CaseRecord,
        settings: &HolderSettings,
    ) -> Result<(), JournalError> {
        let cabinet = Cabinet {
            journal: &*self.journal,
            holder: self.holder,
        };
        let papers = cabinet.whole(record.registered.id).await?.papers;
        let now = self.clock.now();
        let history = (1_usize..).zip(&record.history);
        let news = history.filter(|(_, entry)| now - entry.at <= NEWS);
        let letters = news.flat_map(|(n, entry)| {
            let all = LetterKind::of(entry.event.as_ref()).iter();
            all.map(move |letter| Which { n, letter: *letter })
        });
        let own = letters.filter(|one| settings.mail.by_themselves.contains(&one.letter));
        for which in own.collect::<Vec<_>>() {
            // Nobody takes it out: the council signs what the server recorded by itself.
            let nobody = Officer {
                name: settings.council.name_uk.clone(),
                ..Officer::default()
            };
            match write::letter(which, record, settings, &nobody, &papers, now) {
                Ok(Some((mail, file))) => drop(self.queue().put(mail, file, None).await?),
                Ok(None) => {}
                Err(error) => tracing::error!(%error, "a letter could not be made"),
            }
        }
        Ok(())
    }

    async fn remind(&mut self, settings: &HolderSettings) -> Result<(), JournalError> {
        let now = self.clock.now();
        let day = reminder::is_time(settings, now);
        if let Some(day) = day.filter(|day| self.reminded != Some(*day)) {
            reminder::queue(self.queue(), settings, day, now).await?;
            self.reminded = Some(day);
        }
        Ok(())
    }

    /// Queues the mails to those who waited and have a place now. It looks at what is kept and not
    /// at messages, so that a place that came free before a kill is told of too.
    async fn tell_of_freed_places(&mut self) {
        let mut freed = std::mem::take(&mut self.freed);
        let days = Days::of(&*self.journal, self.holder);
        let now = self.clock.now();
        let told = notice::freed_places(days, self.queue(), &mut freed, now).await;
        self.freed = freed;
        if let Err(fault) = told {
            tracing::warn!(?fault, "mails about freed places were not queued");
        }
    }

    /// As [`Self::tell_of_freed_places`], of days that do not take place.
    async fn tell_of_cancelled_days(&mut self) {
        let mut cancelled = std::mem::take(&mut self.cancelled);
        let days = Days::of(&*self.journal, self.holder);
        let now = self.clock.now();
        let told = notice::cancelled_days(days, self.queue(), &mut cancelled, now).await;
        self.cancelled = cancelled;
        if let Err(fault) = told {
            tracing::warn!(?fault, "mails about cancelled days were not queued");
        }
    }

    /// The papers that go with a mail, as they are now. One that was taken away meanwhile goes to
    /// nobody.
    async fn papers_of(&self, mail: &Mail) -> Result<Vec<(Paper, Vec<u8>)>, JournalError> {
        let About::Letter { request, .. } = mail.about else {
            return Ok(Vec::new());
        };
        let cabinet = Cabinet {
            journal: &*self.journal,
            holder: self.holder,
        };
        let mut found = Vec::new();
        for id in &mail.papers {
            let paper = cabinet.paper(request, *id).await?;
            if let Some(paper) = paper.filter(|paper| paper.to_requester) {
                let bytes = cabinet.bytes(*id, &paper.digest).await?;
                found.push((paper, bytes));
            }
        }
        Ok(found)
    }

    /// Tries one mail; whether trying others makes sense.
    async fn attempt(&self, settings: &HolderSettings, id: Uuid) -> Result<bool, JournalError> {
        let Some(taken) = self.queue().take(id).await? else {
            return Ok(true);
        };
        let file = match &taken.mail.enclosed {
            Some(enclosed) => self.journal.blob(self.holder, enclosed.blob).await?,
            None => None,
        };
        let papers = self.papers_of(&taken.mail).await?;
        let outcome = smtp::send(&Outgoing {
            id,
            mail: &taken.mail,
            file,
            papers,
            council: &settings.council.name_uk,
            mailbox: &settings.mail,
            secret: &self.secret,
            now: self.clock.now(),
        })
        .await;
        let reason = outcome.as_ref().err().map(|failure| failure.reason);
        match reason {
            // Neither the address nor the mail server's words, which may quote it.
            None => tracing::info!(%id, "a mail was sent"),
            Some(reason) => tracing::warn!(%id, ?reason, "a mail was not sent"),
        }
        let chance = password::random().map_or(0, u16::from_le_bytes);
        self.queue().finish(&taken, outcome, chance).await?;
        Ok(!reason.is_some_and(domain::mail::Reason::is_of_mailbox))
    }
}
