//! Files of a request.

use std::sync::Arc;

use domain::request::Arrival;
use domain::sync::office::OfficeAct;
use sync_server::journal::files::PIECE_BYTES;
use sync_server::journal::{
    Acted, FileId, FileWrite, FileWritten, HolderId, Journal, Officer, Stored,
};
use uuid::Uuid;

use super::{HERE, THERE, new};
use crate::common::push;
use crate::common::tus::{named, photo, with_files};

struct File<'a>(&'a dyn Journal, FileId);

impl File<'_> {
    async fn write(&self, write: FileWrite) -> FileWritten {
        self.0.write_file(HERE, self.1, write).await.unwrap()
    }

    /// Writes what must be done.
    async fn done(&self, write: FileWrite) -> Stored {
        match self.write(write).await {
            FileWritten::Done(stored) => stored,
            other => panic!("{other:?}"),
        }
    }

    async fn add(&self, after: Stored, bytes: &[u8]) -> FileWritten {
        let bytes = bytes.to_vec();
        self.write(FileWrite::Add { after, bytes }).await
    }

    async fn stored(&self, holder: HolderId) -> Stored {
        self.0.stored(holder, self.1).await.unwrap()
    }

    async fn read(&self) -> Vec<u8> {
        let mut whole = Vec::new();
        loop {
            let at = whole.len() as u64;
            match self.0.piece(HERE, self.1, at).await.unwrap() {
                Some(piece) => {
                    assert!(piece.len() <= PIECE_BYTES);
                    whole.extend(piece);
                }
                None => return whole,
            }
        }
    }
}

pub async fn files_come_in_pieces(journal: &Arc<dyn Journal>, clerk: &Officer) {
    let photo = photo(700_000);
    let files = ["a.jpg", "b.jpg", "c.jpg"].map(|name| named(name, &photo));
    let push = push(with_files(files.into()));
    new(&**journal, HERE, &push).await;
    let file = |n| {
        let request = push.id;
        File(&**journal, FileId { request, n })
    };
    it_comes_whole(&file(1), &photo).await;
    it_begins_anew(&file(2), &photo).await;
    let none = Stored::default();
    assert_eq!(
        file(3).done(FileWrite::NotItsKind { after: none }).await,
        none
    );
    let settled = file(3).write(FileWrite::Withdraw).await;
    assert_eq!(settled, FileWritten::Settled(Arrival::NotItsKind));

    // Only what somebody registered, here.
    assert_eq!(file(4).add(none, b"x").await, FileWritten::Unknown);
    assert_eq!(file(0).add(none, b"x").await, FileWritten::Unknown);
    let request = Uuid::now_v7();
    let nobody = File(&**journal, FileId { request, n: 1 });
    assert_eq!(nobody.add(none, b"x").await, FileWritten::Unknown);
    assert_eq!(nobody.stored(HERE).await, none);
    assert_eq!(file(1).stored(THERE).await, none);
    assert_eq!(journal.piece(THERE, file(1).1, 0).await.unwrap(), None);
    let there = journal
        .write_file(THERE, file(1).1, FileWrite::Withdraw)
        .await;
    assert_eq!(there.unwrap(), FileWritten::Unknown);

    let record = journal.cases(HERE, vec![push.id]).await.unwrap().remove(0);
    let arrivals = [1, 2, 3].map(|n| record.arrival(n).unwrap());
    let expected = [Arrival::Received, Arrival::Withdrawn, Arrival::NotItsKind];
    assert_eq!((arrivals, record.version()), (expected, 4));
    assert!(
        record.history[1..]
            .iter()
            .all(|entry| entry.actor.is_empty())
    );
    let text = "Вивезено".to_owned();
    let act = |version| {
        let act = OfficeAct::Answer {
            text: text.clone(),
            extent: domain::request::Extent::Whole,
            sending: domain::request::Sending::default(),
        };
        journal.act(HERE, push.id, version, act, clerk.clone())
    };
    assert_eq!(act(3).await.unwrap(), Acted::Stale);
    assert!(matches!(act(4).await.unwrap(), Acted::Done(_)));
}

async fn it_comes_whole(file: &File<'_>, photo: &[u8]) {
    let none = Stored::default();
    assert_eq!(file.stored(HERE).await, none);
    // More than one piece at once, and more than the file has.
    let bytes = photo[..600_000].to_vec();
    let first = file.done(FileWrite::Add { after: none, bytes }).await;
    assert_eq!((first.bytes, file.stored(HERE).await), (600_000, first));
    let elsewhere = FileWritten::Elsewhere(first);
    assert_eq!(file.add(none, &photo[..10]).await, elsewhere);
    assert_eq!(file.add(first, &photo[..100_001]).await, elsewhere);
    assert_eq!(file.add(first, b"").await, elsewhere);
    // The last byte never comes without the record that the file is received.
    assert_eq!(file.add(first, &photo[600_000..]).await, elsewhere);
    let (after, bytes) = (first, photo[600_000..699_999].to_vec());
    assert_eq!(
        file.write(FileWrite::Complete { after, bytes }).await,
        elsewhere
    );
    assert_eq!(file.read().await, photo[..600_000]);

    let (after, bytes) = (first, photo[600_000..].to_vec());
    let all = file.done(FileWrite::Complete { after, bytes }).await;
    assert_eq!((all.bytes, file.stored(HERE).await), (700_000, all));
    assert!(file.read().await == photo);
    let settled = FileWritten::Settled(Arrival::Received);
    assert_eq!(file.add(all, b"x").await, settled);
    assert_eq!(file.write(FileWrite::Discard { after: all }).await, settled);
    assert_eq!(file.write(FileWrite::Withdraw).await, settled);
    assert!(file.read().await == photo);
}

async fn it_begins_anew(file: &File<'_>, photo: &[u8]) {
    let none = Stored::default();
    let bytes = photo[..500].to_vec();
    let add = FileWrite::Add { after: none, bytes };
    let first = file.done(add.clone()).await;
    assert_eq!(file.done(FileWrite::Discard { after: first }).await, none);
    assert_eq!(file.read().await, b"");
    // As many bytes again are not the same bytes.
    let second = file.done(add).await;
    assert_eq!(second.bytes, first.bytes);
    assert_eq!(file.add(first, b"x").await, FileWritten::Elsewhere(second));
    assert_eq!(file.done(FileWrite::Withdraw).await, none);
    let settled = FileWritten::Settled(Arrival::Withdrawn);
    assert_eq!(file.add(none, b"x").await, settled);
}
