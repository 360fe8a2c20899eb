//! Items 11 and 15: photos, materials and floor plans that everybody sees on the day's page.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::map::{MAX_MAP_BYTES, MAX_MAPS, MapMark};
use crate::digest::Digest;

/// The header in which a file that is sent is described: a [`NewShown`] as JSON, percent-encoded.
pub const FILE_HEADER: &str = "vr-day-file";
/// The most photos and materials of a day.
pub const MAX_SHOWN: usize = 60;
/// The most bytes of a photo: the office's page makes photos smaller before it sends them.
pub const MAX_PHOTO_BYTES: u64 = 4 * 1024 * 1024;
/// The most bytes of a material.
pub const MAX_MATERIAL_BYTES: u64 = 20 * 1024 * 1024;
/// The longest description, in characters.
pub const MAX_ABOUT: usize = 500;

/// What a file is on the page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum FileSort {
    /// A photo, shown with its description.
    #[default]
    Photo,
    /// A document to be saved.
    Material,
    /// A floor plan with marks on it.
    Map,
}

impl FileSort {
    /// How many such files a day may have, those counted with it together.
    #[must_use]
    pub const fn most(self) -> usize {
        match self {
            Self::Photo | Self::Material => MAX_SHOWN,
            Self::Map => MAX_MAPS,
        }
    }

    /// Whether files of both kinds are counted together.
    #[must_use]
    pub const fn counts_with(self, other: Self) -> bool {
        matches!(self, Self::Map) == matches!(other, Self::Map)
    }
}

/// A file that staff put to a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownFile {
    /// Its name, as [`crate::request::harmless_name`] makes one.
    pub name: String,
    /// Its media type.
    pub media: String,
    /// Its length in bytes.
    pub size: u64,
    /// The digest of its bytes.
    pub digest: Digest,
    /// What it is on the page.
    pub sort: FileSort,
    /// What is on the photo, for whoever can't see it; what the document is.
    pub about: String,
    /// When it was put there.
    pub at: DateTime<Utc>,
    /// Who confirmed that it holds no personal data, no secret and no restricted information
    /// (item 15); empty until somebody did.
    pub confirmed_by: String,
    /// The marks on a floor plan.
    #[serde(default)]
    pub marks: Vec<MapMark>,
}

/// What is said of a file that is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewShown {
    /// Its id, so that it is kept once.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// What it is on the page.
    pub sort: FileSort,
    /// What is on it.
    pub about: String,
}

/// What happens to a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = ShownFileEvent))]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum FileEvent {
    /// Somebody has looked: nothing of item 15 is in it. From now on everybody sees it.
    Confirmed,
    /// The confirmation is taken back: nobody sees it.
    Hidden,
    /// It is described anew.
    Described {
        /// What is on it.
        about: String,
    },
    /// Its marks are these from now on. What is drawn stays confirmed: a mark says no more than the
    /// programme does.
    Marked {
        /// The marks.
        marks: Vec<MapMark>,
    },
    /// It is taken away with its bytes.
    TakenAway,
}

/// Why a file is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum FileRefused {
    /// A description is missing or too long. A photo without one says nothing to who can't see it.
    #[error("a description is missing or too long")]
    About,
    /// A photo or plan is a JPEG, PNG or WebP, which every browser shows.
    #[error("no photo that browsers show")]
    NotAPhoto,
    /// Too many bytes.
    #[error("too large")]
    TooLarge,
    /// The day has [`MAX_SHOWN`] already, or [`MAX_MAPS`] plans.
    #[error("too many")]
    TooMany,
    /// Marks stand on plans only.
    #[error("no plan")]
    NotAMap,
}

/// A file as the office sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ShownView {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// Its length in bytes.
    pub size: u64,
    /// What it is on the page.
    pub sort: FileSort,
    /// What is on it.
    pub about: String,
    /// Who confirmed it; empty until somebody did.
    pub confirmed_by: String,
    /// The marks on a floor plan.
    #[serde(default)]
    pub marks: Vec<MapMark>,
}

/// The files of a day, as the office sees them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ShownFiles {
    /// In the order they were put there.
    pub files: Vec<ShownView>,
}

/// A file as everybody sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PublicFile {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// Its length in bytes.
    pub size: u64,
    /// What it is on the page.
    pub sort: FileSort,
    /// What is on it.
    pub about: String,
}

/// Whether browsers show this media type in a page.
#[must_use]
pub fn photo_media(media: &str) -> bool {
    matches!(media, "image/jpeg" | "image/png" | "image/webp")
}

/// Whether a file may be put to a day that has so many it is counted with.
///
/// Order of 16.05.2016 № 255, annex, item 15: participants are not shown personal data, secret or
/// restricted information; so what is put there is shown to nobody before it is confirmed.
///
/// ```
/// use domain::open_day::{FileRefused, FileSort, admit};
/// let photo = |about: &str| admit(FileSort::Photo, "image/jpeg", 1_000, about, 0);
/// assert_eq!(photo("Школярі біля макета міста"), Ok(()));
/// assert_eq!(photo("  "), Err(FileRefused::About));
/// let pdf = admit(FileSort::Photo, "application/pdf", 1_000, "План", 0);
/// assert_eq!(pdf, Err(FileRefused::NotAPhoto));
/// ```
///
/// # Errors
/// Why not.
pub fn admit(
    sort: FileSort,
    media: &str,
    size: u64,
    about: &str,
    there: usize,
) -> Result<(), FileRefused> {
    described(about)?;
    let most = match sort {
        FileSort::Photo | FileSort::Map if !photo_media(media) => {
            return Err(FileRefused::NotAPhoto);
        }
        FileSort::Photo => MAX_PHOTO_BYTES,
        FileSort::Material => MAX_MATERIAL_BYTES,
        FileSort::Map => MAX_MAP_BYTES,
    };
    if size > most {
        Err(FileRefused::TooLarge)
    } else if there >= sort.most() {
        Err(FileRefused::TooMany)
    } else {
        Ok(())
    }
}

fn described(about: &str) -> Result<(), FileRefused> {
    let about = about.trim();
    let fits = !about.is_empty()
        && about.chars().count() <= MAX_ABOUT
        && !about.chars().any(char::is_control);
    if fits {
        Ok(())
    } else {
        Err(FileRefused::About)
    }
}

/// The file after an event; none when it is taken away.
///
/// # Errors
/// When its new description is none, or it is no plan and gets marks.
pub fn show(
    file: &ShownFile,
    event: &FileEvent,
    by: &str,
) -> Result<Option<ShownFile>, FileRefused> {
    let mut next = file.clone();
    match event {
        FileEvent::Confirmed => by.clone_into(&mut next.confirmed_by),
        FileEvent::Hidden => next.confirmed_by.clear(),
        FileEvent::Described { about } => {
            described(about)?;
            about.trim().clone_into(&mut next.about);
            // Who confirmed it confirmed other words.
            next.confirmed_by.clear();
        }
        FileEvent::Marked { .. } if file.sort != FileSort::Map => return Err(FileRefused::NotAMap),
        FileEvent::Marked { marks } => marks.clone_into(&mut next.marks),
        FileEvent::TakenAway => return Ok(None),
    }
    Ok(Some(next))
}
