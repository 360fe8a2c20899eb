//! One attempt: the mail is put together and handed to the council's mail server.

use std::time::{Duration, SystemTime};

use chrono::{DateTime, Utc};
use domain::mail::{About, Failure, Mail, Mailbox, Reason, Security};
use domain::request::Paper;
use lettre::address::Address;
use lettre::message::header::{
    ContentTransferEncoding, ContentType, Header, HeaderName, HeaderValue,
};
use lettre::message::{Attachment, Body, Mailbox as Person, Message, MultiPart, SinglePart};
use lettre::transport::smtp::AsyncSmtpTransport;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{AsyncTransport, Tokio1Executor};
use uuid::Uuid;

use super::Secret;
use crate::paper;

/// How long a mail server may keep us waiting for one answer.
const ANSWER: Duration = Duration::from_secs(30);
/// How long an attempt may take: shorter than [`domain::mail::LEASE`].
const ATTEMPT: Duration = Duration::from_secs(120);
/// What mail servers answer about logins: not the mail's fault.
const OF_LOGIN: [&str; 4] = ["530", "534", "535", "538"];

/// A mail with what it needs to be sent.
pub(super) struct Outgoing<'a> {
    pub(super) id: Uuid,
    pub(super) mail: &'a Mail,
    pub(super) file: Option<Vec<u8>>,
    /// Papers of the request that go with it, with their bytes.
    pub(super) papers: Vec<(Paper, Vec<u8>)>,
    /// The council's name, for where the mailbox has none.
    pub(super) council: &'a str,
    pub(super) mailbox: &'a Mailbox,
    pub(super) secret: &'a Secret,
    pub(super) now: DateTime<Utc>,
}

/// Tries to send it.
pub(super) async fn send(outgoing: &Outgoing<'_>) -> Result<(), Failure> {
    if !outgoing.mailbox.is_set() {
        return Err(Failure::new(Reason::NoMailbox, ""));
    }
    let message = message(outgoing)?;
    let transport = transport(outgoing)?;
    let sent = tokio::time::timeout(ATTEMPT, transport.send(message)).await;
    // Nobody waits for the goodbye: what was taken is to be noted at once.
    tokio::spawn(async move { transport.shutdown().await });
    match sent {
        Ok(Ok(_)) => Ok(()),
        Ok(Err(error)) => Err(failure(&error)),
        Err(_) => Err(Failure::new(Reason::Unreachable, "timeout")),
    }
}

fn failure(error: &lettre::transport::smtp::Error) -> Failure {
    let code = error.status().map(|code| code.to_string());
    let of_login = code.is_some_and(|code| OF_LOGIN.contains(&code.as_str()));
    let mut said = error.to_string();
    let reason = if of_login {
        Reason::Login
    } else if error.is_client() {
        of_client(&said)
    } else if error.is_permanent() {
        Reason::Rejected
    } else if error.is_transient() {
        Reason::Later
    } else if error.is_tls() || is_of_tls(error) {
        Reason::Tls
    } else {
        Reason::Unreachable
    };
    if matches!(reason, Reason::Unreachable | Reason::Tls)
        && let Some(cause) = std::error::Error::source(error)
        && !said.contains(&cause.to_string())
    {
        said = format!("{said}: {cause}");
    }
    Failure::new(reason, &said)
}

/// What this side found wrong with the other, which it says in words only.
fn of_client(said: &str) -> Reason {
    if said.contains("STARTTLS") {
        Reason::Tls
    } else if said.contains("SMTPUTF8") {
        // An address with other letters than Latin ones, and a mail server that takes none.
        Reason::Address
    } else {
        Reason::Login
    }
}

/// A certificate nobody vouches for comes as a broken connection: the TLS library says it by the
/// kind of the error within.
fn is_of_tls(error: &lettre::transport::smtp::Error) -> bool {
    let mut cause = std::error::Error::source(error);
    while let Some(one) = cause {
        let io = one.downcast_ref::<std::io::Error>();
        if io.is_some_and(|io| io.kind() == std::io::ErrorKind::InvalidData) {
            return true;
        }
        cause = one.source();
    }
    false
}

fn transport(outgoing: &Outgoing<'_>) -> Result<AsyncSmtpTransport<Tokio1Executor>, Failure> {
    let mailbox = outgoing.mailbox;
    let tls = || {
        let parameters = TlsParameters::new(mailbox.host.clone());
        parameters.map_err(|error| Failure::new(Reason::Tls, &error.to_string()))
    };
    let tls = match mailbox.security {
        Security::Starttls => Tls::Required(tls()?),
        Security::Tls => Tls::Wrapper(tls()?),
        Security::Plain => Tls::None,
    };
    let domain = domain_of(&mailbox.from).to_owned();
    let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&mailbox.host)
        .port(mailbox.port)
        .tls(tls)
        .hello_name(ClientId::Domain(domain))
        .timeout(Some(ANSWER));
    if !mailbox.login.is_empty() {
        let login = Credentials::new(mailbox.login.clone(), outgoing.secret.0.clone());
        builder = builder.credentials(login);
    }
    Ok(builder.build())
}

fn domain_of(address: &str) -> &str {
    address
        .rsplit_once('@')
        .map_or("localhost", |(_, domain)| domain)
}

/// The message. Its id is the record's, so that a copy is recognised.
fn message(outgoing: &Outgoing<'_>) -> Result<Message, Failure> {
    let (mail, mailbox) = (outgoing.mail, outgoing.mailbox);
    let name = match mailbox.from_name.as_str() {
        "" => outgoing.council,
        name => name,
    };
    let id = format!("<{}@{}>", outgoing.id, domain_of(&mailbox.from));
    let mut builder = Message::builder()
        .from(person(name, &mailbox.from)?)
        .to(person(&mail.to_name, &mail.to)?)
        .subject(mail.subject.clone())
        .date(SystemTime::from(outgoing.now))
        .message_id(Some(id));
    if !mailbox.reply_to.is_empty() {
        builder = builder.reply_to(person("", &mailbox.reply_to)?);
    }
    if !matches!(mail.about, About::Letter { .. }) {
        builder = builder.header(AutoSubmitted);
    }
    let text = SinglePart::plain(mail.text.clone());
    let files = files(outgoing)?;
    let message = if files.is_empty() {
        builder.singlepart(text)
    } else {
        let parts = MultiPart::mixed().singlepart(text);
        builder.multipart(files.into_iter().fold(parts, MultiPart::singlepart))
    };
    message.map_err(|error| wrong(&error))
}

/// The letter as DOCX, then the papers it encloses.
fn files(outgoing: &Outgoing<'_>) -> Result<Vec<SinglePart>, Failure> {
    let file = |name: &str, media: &str, bytes: &[u8]| {
        let media = ContentType::parse(media).map_err(|error| wrong(&error))?;
        // Left to itself the library sends what is all ASCII as text, whose line ends change on the
        // way: a signature over the file would not hold any more.
        let base64 = ContentTransferEncoding::Base64;
        let body = Body::new_with_encoding(bytes.to_vec(), base64);
        let body = body.map_err(|_| Failure::new(Reason::Address, "base64"))?;
        Ok(Attachment::new(name.to_owned()).body(body, media))
    };
    let mut files = Vec::new();
    if let (Some(enclosed), Some(bytes)) = (&outgoing.mail.enclosed, &outgoing.file) {
        files.push(file(&enclosed.name, paper::docx::MEDIA, bytes)?);
    }
    for (paper, bytes) in &outgoing.papers {
        files.push(file(&paper.name, &paper.media, bytes)?);
    }
    Ok(files)
}

fn person(name: &str, address: &str) -> Result<Person, Failure> {
    let address: Address = address.parse().map_err(|error| wrong(&error))?;
    let name = domain::mail::one_line(name);
    Ok(Person::new((!name.is_empty()).then_some(name), address))
}

fn wrong(error: &dyn std::fmt::Display) -> Failure {
    Failure::new(Reason::Address, &error.to_string())
}

/// So that no machine answers a machine (RFC 3834).
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}
