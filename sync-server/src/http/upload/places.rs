//! Who may send pieces of files at the same time: each takes memory and perhaps a long time.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::Notify;

use crate::journal::FileId;

/// The part of all places that one address may hold.
const SHARE: usize = 4;

/// Places for pieces on their way in.
pub(crate) struct Places {
    all: usize,
    taken: Mutex<Taken>,
}

#[derive(Default)]
struct Taken {
    all: usize,
    by_address: HashMap<IpAddr, usize>,
    by_file: HashMap<FileId, Arc<Notify>>,
}

/// A place, given back when it is dropped.
pub(super) struct Place {
    places: Arc<Places>,
    address: IpAddr,
    file: FileId,
    displaced: Arc<Notify>,
}

impl Places {
    /// So many places.
    pub(crate) fn new(all: usize) -> Self {
        Self {
            all,
            taken: Mutex::default(),
        }
    }

    /// Takes a place for a piece of this file from this address. Whoever is still sending the same
    /// file is told to stop: it is a line that died without a word, and its client has come back.
    /// `None` when all places are taken, or too many by this address.
    pub(super) fn take(self: &Arc<Self>, address: IpAddr, file: FileId) -> Option<Place> {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let older = taken.by_file.get(&file).cloned();
        if let Some(older) = &older {
            older.notify_one();
        }
        let mine = taken.by_address.get(&address).copied().unwrap_or(0);
        // The one who was told to stop gives a place back in a moment.
        let ending = usize::from(older.is_some());
        if taken.all >= self.all + ending || mine >= self.share() + ending {
            return None;
        }
        taken.all += 1;
        *taken.by_address.entry(address).or_default() += 1;
        let displaced = Arc::new(Notify::new());
        taken.by_file.insert(file, displaced.clone());
        Some(Place {
            places: self.clone(),
            address,
            file,
            displaced,
        })
    }

    fn share(&self) -> usize {
        (self.all / SHARE).max(1)
    }
}

impl Place {
    /// Comes back when the same file is sent by a newer request.
    pub(super) async fn displaced(&self) {
        self.displaced.notified().await;
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let taken = &self.places.taken;
        let mut taken = taken.lock().unwrap_or_else(PoisonError::into_inner);
        taken.all -= 1;
        if let Some(mine) = taken.by_address.get_mut(&self.address) {
            *mine -= 1;
            if *mine == 0 {
                taken.by_address.remove(&self.address);
            }
        }
        let is_mine = |newest: &Arc<Notify>| Arc::ptr_eq(newest, &self.displaced);
        if taken.by_file.get(&self.file).is_some_and(is_mine) {
            taken.by_file.remove(&self.file);
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn file(n: u8) -> FileId {
        let request = Uuid::from_u128(7);
        FileId { request, n }
    }

    fn address(last: u8) -> IpAddr {
        IpAddr::from([192, 0, 2, last])
    }

    #[test]
    fn one_address_leaves_places_for_others() {
        let places = Arc::new(Places::new(8));
        let first = places.take(address(1), file(1));
        let second = places.take(address(1), file(2));
        assert!(first.is_some() && second.is_some());
        assert!(places.take(address(1), file(3)).is_none(), "its share is 2");
        assert!(places.take(address(2), file(4)).is_some());
        drop(first);
        assert!(places.take(address(1), file(3)).is_some());
    }

    #[test]
    fn all_places_are_all() {
        let places = Arc::new(Places::new(2));
        let held: Vec<_> = (1..=2).map(|n| places.take(address(n), file(n))).collect();
        assert!(held.iter().all(Option::is_some));
        assert!(places.take(address(3), file(3)).is_none());
        drop(held);
        assert!(places.take(address(3), file(3)).is_some());
    }

    #[tokio::test]
    async fn the_newest_piece_of_a_file_displaces_the_older() {
        let places = Arc::new(Places::new(4));
        let older = places.take(address(1), file(1)).unwrap();
        let newer = places.take(address(1), file(1));
        let newer = newer.expect("the place of the older is as good as free");
        older.displaced().await;
        drop(older);
        let newest = places.take(address(1), file(1)).unwrap();
        newer.displaced().await;
        drop(newer);
        drop(newest);
        assert!(places.taken.lock().unwrap().by_file.is_empty());
        assert!(places.taken.lock().unwrap().by_address.is_empty());
    }
}
