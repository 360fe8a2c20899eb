//! How an officer looks at the journal: its columns, and questions kept under a name.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::office::JournalQuery;

/// The most views an officer keeps.
pub const MAX_VIEWS: usize = 30;
/// The longest name of a view, in characters.
pub const LONGEST_VIEW_NAME: usize = 60;
/// The longest search text or executor of a view, in characters.
const LONGEST_WORDS: usize = 200;

/// A column of the journal beside the index, which is always shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Column {
    /// When it was received.
    Received,
    /// Who asks.
    Requester,
    /// What kind of requester that is.
    RequesterType,
    /// How it came.
    Channel,
    /// What is asked.
    Subject,
    /// Who is charged with it.
    Executor,
    /// How it ended, or where it is.
    Status,
    /// When it is due, with the light.
    Due,
}

impl Column {
    /// Every column, in the order they stand in.
    pub const ALL: [Self; 8] = [
        Self::Received,
        Self::Requester,
        Self::RequesterType,
        Self::Channel,
        Self::Subject,
        Self::Executor,
        Self::Status,
        Self::Due,
    ];
    /// The columns of who has chosen none.
    pub const STANDARD: [Self; 5] = [
        Self::Received,
        Self::Requester,
        Self::Subject,
        Self::Executor,
        Self::Due,
    ];
}

/// The columns in their order, each once; the standard ones if there are none.
#[must_use]
pub fn columns(chosen: &[Column]) -> Vec<Column> {
    if chosen.is_empty() {
        return Column::STANDARD.into();
    }
    let there = |column: &Column| chosen.contains(column);
    Column::ALL.into_iter().filter(there).collect()
}

/// A question to the journal, kept under a name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct JournalView {
    /// How its officer calls it; never empty.
    pub name: String,
    /// The question; of no page and no figure of a report.
    pub query: JournalQuery,
    /// The columns it is shown in; empty for the standard ones.
    #[serde(default)]
    pub columns: Vec<Column>,
}

impl JournalView {
    /// The view without what belongs to one visit only, if it can be kept.
    #[must_use]
    pub fn kept(self) -> Option<Self> {
        let name = self.name.trim().to_owned();
        let fits = |text: &str, most| text.chars().count() <= most;
        let words = [
            self.query.search.as_str(),
            self.query.executor.as_deref().unwrap_or_default(),
        ];
        let is_line = !name.is_empty()
            && fits(&name, LONGEST_VIEW_NAME)
            && !name.chars().any(char::is_control)
            && words.iter().all(|text| fits(text, LONGEST_WORDS));
        is_line.then(|| Self {
            name,
            query: JournalQuery {
                slice: None,
                after: None,
                ..self.query
            },
            columns: columns(&self.columns),
        })
    }
}

/// A view with its id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SavedView {
    /// Its id, made by the browser.
    pub id: Uuid,
    /// What it shows.
    pub view: JournalView,
}

/// What an officer has set of the journal.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct JournalDesk {
    /// The columns, as last chosen; empty for the standard ones.
    #[serde(default)]
    pub columns: Vec<Column>,
    /// The views, in the order they were kept.
    #[serde(default)]
    pub views: Vec<SavedView>,
}

impl JournalDesk {
    /// Keeps a view, in the place of the one with this id if there is one; false when there is no
    /// room for more.
    pub fn keep(&mut self, saved: SavedView) -> bool {
        if let Some(there) = self.views.iter_mut().find(|there| there.id == saved.id) {
            *there = saved;
        } else if self.views.len() < MAX_VIEWS {
            self.views.push(saved);
        } else {
            return false;
        }
        true
    }

    /// Forgets the view with this id, if there is one.
    pub fn forget(&mut self, id: Uuid) {
        self.views.retain(|there| there.id != id);
    }
}

/// The columns an officer chose.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ChosenColumns {
    /// They; empty for the standard ones.
    pub columns: Vec<Column>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sync::office::Show;

    fn view(name: &str, search: &str) -> JournalView {
        JournalView {
            name: name.into(),
            query: JournalQuery {
                show: Show::All,
                search: search.into(),
                after: Some("1.2".into()),
                ..JournalQuery::default()
            },
            columns: vec![Column::Due, Column::Channel, Column::Due],
        }
    }

    #[test]
    fn what_is_kept_is_of_no_page_and_has_each_column_once() {
        let kept = view("  Прострочені відділу ", "місто").kept().unwrap();
        assert_eq!(kept.name, "Прострочені відділу");
        assert_eq!(kept.query.after, None);
        assert_eq!(kept.columns, [Column::Channel, Column::Due]);
        let long = "я".repeat(LONGEST_VIEW_NAME + 1);
        let long_search = "я".repeat(LONGEST_WORDS + 1);
        for (name, search) in [
            ("", ""),
            ("  ", ""),
            ("а\nб", ""),
            (&long, ""),
            ("а", &long_search),
        ] {
            assert_eq!(view(name, search).kept(), None, "{name:?}");
        }
    }

    #[test]
    fn a_view_is_kept_once_and_there_is_an_end() {
        let mut desk = JournalDesk::default();
        for n in 0..MAX_VIEWS as u128 {
            let id = Uuid::from_u128(n);
            assert!(desk.keep(SavedView {
                id,
                view: view("а", "")
            }));
            assert!(desk.keep(SavedView {
                id,
                view: view("б", "")
            }));
        }
        let id = Uuid::max();
        assert!(!desk.keep(SavedView {
            id,
            view: view("в", "")
        }));
        assert_eq!(desk.views.len(), MAX_VIEWS);
        assert!(desk.views.iter().all(|saved| saved.view.name == "б"));
        desk.forget(Uuid::from_u128(3));
        assert!(desk.keep(SavedView {
            id,
            view: view("в", "")
        }));
    }
}
