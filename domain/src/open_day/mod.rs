//! Open days («День відкритих дверей») by the order of 16.05.2016 № 255, one function per item.
//!
//! The order says who holds one, when, how citizens are asked first, who may come, and what becomes
//! of what they say. Its items stand here after
//! `legal-facts.md`, section 5; words in «» are the order's own, the rest is retold. What it leaves
//! open is read strictly: terms are calendar days, a survey opens
//! «on or before» day −30 and ends with day −10. Only the yearly count warns and forbids nothing.
//!
//! | module | what it knows |
//! |---|---|
//! | [`OpenDay`], [`apply`] | the day itself and every change of it |
//! | [`publishable`] | what it still lacks |
//! | [`survey`] | questionnaire, answers, merging, counting |
//! | [`form`] | a questionnaire as a form, on the site and on a phone without a network |
//! | [`places`] | who comes: never more than 20 at a time, a waiting list in order |
//! | [`door`] | a tablet at the door: who comes, with or without a network |
//! | [`question`] | what visitors ask, and that each is answered |
//! | [`hall`] | which day a kiosk in the hall speaks of |
//! | [`PaperSheet`], [`read_typed`] | questionnaires on paper, typed in |
//! | [`summarise`] | what came of a day: visitors, survey, questions |
//! | [`moving`] | what another date would move |
//! | [`ShownFile`] | photos, materials and floor plans, shown once they are confirmed |
//! | [`map`] | marks on floor plans, one number a place |

mod day;
pub mod door;
mod event;
pub mod form;
mod gaps;
pub mod hall;
mod item_2;
mod item_6;
mod item_7;
mod item_8;
mod item_9;
mod life;
pub mod map;
mod moving;
mod people;
pub mod places;
mod programme;
pub mod question;
mod sheet;
mod shown;
mod summary;
pub mod survey;
mod wire;
pub mod words;

pub use day::{CONDUCT, DayStatus, ORGANISERS, OpenDay, PURPOSE};
pub use door::DoorDuty;
pub use event::{DayAct, DayEvent, DayRefused};
pub use gaps::{Gap, publishable};
pub use item_2::{A_YEAR, Year, year};
pub use item_6::{Prohibited, wednesday};
pub use item_7::{WeeklyPlan, in_its_week};
pub use item_8::{Arrival, SurveyWindow, arrival, survey_window};
pub use item_9::{AT_ONCE, Category, Slot, most_at_once};
pub use life::{apply, begin};
pub use map::{DayMap, MAX_MAP_BYTES, MAX_MAPS, MapMark};
pub use moving::{Moving, moving};
pub use people::{Office, Person, Unit, may_chair, may_organise};
pub use programme::{Form, Material, ProgrammeItem, Site, closes_last, opens_first};
pub use sheet::{
    MAX_SHEET, PaperSheet, SheetRefused, Sheets, TypedSheet, in_time, read_typed, typed,
};
pub use shown::{
    FILE_HEADER, FileEvent, FileRefused, FileSort, MAX_ABOUT, MAX_MATERIAL_BYTES, MAX_PHOTO_BYTES,
    MAX_SHOWN, NewShown, PublicFile, ShownFile, ShownFiles, ShownView, admit, photo_media, show,
};
pub use summary::{
    ByDeputy, ByStatus, CategoryTurnout, DaySummary, QuestionsSummary, SlotTurnout, Turnout,
    Visitors, question_ages, summarise,
};
pub use wire::{
    AnswerTold, BecomeRequest, BookPlace, CancelPlace, DayAsk, DayCard, DayList, DayRow,
    FindQuestion, FoundQuestion, NewDay, OfficeQuestion, OfficeQuestions, Participant,
    Participants, PlaceAsk, PlaceTold, PublicDay, PublicDays, PublicSlot, QuestionAsk,
    QuestionTold, SurveyResults, VERSION, Ways,
};
