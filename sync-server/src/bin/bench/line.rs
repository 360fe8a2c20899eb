//! One connection that costs next to nothing: the clients share two cores with the server they
//! measure, and what they burn is taken from it.

use std::io::Write;
use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// What went wrong on the way.
pub(crate) type Broken = Box<dyn std::error::Error + Send + Sync>;

/// A kept-alive connection, its buffers used again and again.
pub(crate) struct Line {
    stream: TcpStream,
    sent: Vec<u8>,
    got: Vec<u8>,
}

impl Line {
    /// Connects.
    ///
    /// # Errors
    /// When nobody listens there.
    pub(crate) async fn connect(address: SocketAddr) -> Result<Self, Broken> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream,
            sent: Vec::new(),
            got: Vec::new(),
        })
    }

    /// Sends a request, reads its whole answer and gives the status.
    ///
    /// # Errors
    /// When the connection breaks, or what comes is no answer with a length.
    pub(crate) async fn ask(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(&str, String)],
        body: &[u8],
    ) -> Result<u16, Broken> {
        self.sent.clear();
        write!(self.sent, "{method} {path} HTTP/1.1\r\nhost: bench\r\n")?;
        for (name, value) in headers {
            write!(self.sent, "{name}: {value}\r\n")?;
        }
        write!(self.sent, "content-length: {}\r\n\r\n", body.len())?;
        self.sent.extend_from_slice(body);
        self.stream.write_all(&self.sent).await?;
        self.got.clear();
        let (status, end) = loop {
            self.more().await?;
            if let Some(head) = self.got.windows(4).position(|four| four == b"\r\n\r\n") {
                let (status, length) = read_head(&self.got[..head])?;
                break (status, head + 4 + length);
            }
        };
        while self.got.len() < end {
            self.more().await?;
        }
        Ok(status)
    }

    async fn more(&mut self) -> Result<(), Broken> {
        match self.stream.read_buf(&mut self.got).await? {
            0 => Err("the server hung up".into()),
            _ => Ok(()),
        }
    }
}

/// Status and length of the body.
fn read_head(head: &[u8]) -> Result<(u16, usize), Broken> {
    let head = std::str::from_utf8(head)?;
    let mut lines = head.split("\r\n");
    let status = lines.next().and_then(|line| line.split(' ').nth(1));
    let length = lines
        .filter_map(|line| line.split_once(": "))
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"));
    Ok((
        status.ok_or("no status")?.parse()?,
        length.ok_or("no length")?.1.parse()?,
    ))
}

/// A question that gets no answer for so long is an error.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);
