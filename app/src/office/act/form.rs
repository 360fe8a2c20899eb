//! The forms of the acts, as data.

use domain::request::InfoKind;

use super::ActKind;
use crate::text::{Text, acts as words};

/// The value of a ticked box, and of nothing else.
pub(crate) const CHOSEN: &str = "yes";

/// A field of a form.
#[derive(Clone, Copy)]
pub(crate) struct Field {
    /// Its id, unique in its form; what is typed is kept under it.
    pub(crate) id: &'static str,
    /// Its label.
    pub(crate) label: Text,
    /// What helps to fill it in.
    pub(crate) hint: Option<Text>,
    /// What it is filled in with.
    pub(crate) kind: Kind,
    /// What is said when it is empty; `None` where it may be.
    pub(crate) missing: Option<Text>,
    /// Shown only when this other field has one of these values.
    pub(crate) only: Option<(&'static str, &'static [&'static str])>,
}

/// What a field is filled in with.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    /// Several lines.
    Area,
    /// One line.
    Line,
    /// One of the holders the council forwards to, or another: one line.
    Holder,
    /// A date.
    Date,
    /// A time of day.
    Time,
    /// A whole number.
    Number,
    /// A box to tick.
    Tick,
    /// One of the council's executors, or another.
    Executor,
    /// One of those who are charged with the request.
    Charged,
    /// One of several, as radio buttons.
    Choice(&'static [(&'static str, Text)]),
    /// One of many, as a list.
    Select(&'static [(&'static str, Text)]),
}

const fn field(id: &'static str, label: Text, kind: Kind) -> Field {
    Field {
        id,
        label,
        hint: None,
        kind,
        missing: None,
        only: None,
    }
}

impl Field {
    const fn must(self, missing: Text) -> Self {
        Self {
            missing: Some(missing),
            ..self
        }
    }

    const fn hint(self, hint: Text) -> Self {
        Self {
            hint: Some(hint),
            ..self
        }
    }

    const fn only(self, field: &'static str, values: &'static [&'static str]) -> Self {
        Self {
            only: Some((field, values)),
            ..self
        }
    }
}

const WAYS: &[(&str, Text)] = &[
    ("", words::WAY_USUAL),
    ("app", words::WAY_APP),
    ("email", words::WAY_EMAIL),
    ("post", words::WAY_POST),
    ("fax", words::WAY_FAX),
    ("in_person", words::WAY_IN_PERSON),
];
const WAY: Field = field("way", words::WAY, Kind::Select(WAYS)).hint(words::WAY_HINT);
const OUT: Field = field("out-index", words::OUT_INDEX, Kind::Line);

const fn area(id: &'static str, label: Text) -> Field {
    field(id, label, Kind::Area)
}

const fn reason(id: &'static str) -> Field {
    area(id, words::REASONS).must(words::REASON_MISSING)
}

const fn executor(id: &'static str, label: Text) -> Field {
    field(id, label, Kind::Executor)
}

const ANSWER: &[Field] = &[
    area("answer", words::ANSWER_TEXT)
        .hint(words::ANSWER_HINT)
        .must(words::ANSWER_MISSING),
    field("in-part", words::IN_PART, Kind::Tick).hint(words::IN_PART_HINT),
    WAY,
    OUT,
];

const RESOLVE: &[Field] = &[
    field("author", words::AUTHOR, Kind::Line).must(words::AUTHOR_MISSING),
    field("position", words::POSITION, Kind::Line).must(words::POSITION_MISSING),
    field("dated", words::RESOLUTION_DATE, Kind::Date).must(words::DATE_MISSING),
    area("resolution", words::RESOLUTION_TEXT).must(words::TEXT_MISSING),
    executor("executor", words::CHIEF).must(words::EXECUTOR_MISSING),
    field("control", words::CONTROL, Kind::Date).hint(words::CONTROL_HINT),
    executor("executor-2", words::SECOND),
    field("control-2", words::CONTROL, Kind::Date).only("executor-2", &["*"]),
    executor("executor-3", words::THIRD).only("executor-2", &["*"]),
    field("control-3", words::CONTROL, Kind::Date).only("executor-3", &["*"]),
    executor("executor-4", words::THIRD).only("executor-3", &["*"]),
    field("control-4", words::CONTROL, Kind::Date).only("executor-4", &["*"]),
    executor("executor-5", words::THIRD).only("executor-4", &["*"]),
    field("control-5", words::CONTROL, Kind::Date).only("executor-5", &["*"]),
    executor("executor-6", words::THIRD).only("executor-5", &["*"]),
    field("control-6", words::CONTROL, Kind::Date).only("executor-6", &["*"]),
    executor("executor-7", words::THIRD).only("executor-6", &["*"]),
    field("control-7", words::CONTROL, Kind::Date).only("executor-7", &["*"]),
    executor("executor-8", words::THIRD).only("executor-7", &["*"]),
    field("control-8", words::CONTROL, Kind::Date).only("executor-8", &["*"]),
];

/// Who a resolution charges and by when, field by field.
pub(super) const EXECUTORS: [(&str, &str); 8] = [
    ("executor", "control"),
    ("executor-2", "control-2"),
    ("executor-3", "control-3"),
    ("executor-4", "control-4"),
    ("executor-5", "control-5"),
    ("executor-6", "control-6"),
    ("executor-7", "control-7"),
    ("executor-8", "control-8"),
];

const ASSIGN: &[Field] = &[
    executor("executor", words::EXECUTOR).must(words::EXECUTOR_MISSING),
    area("instruction", words::INSTRUCTION),
];

const EXTENSION: &[(&str, Text)] = &[
    ("large_volume", words::LARGE_VOLUME),
    ("large_search", words::LARGE_SEARCH),
];
const EXTEND: &[Field] = &[
    field("extension", words::EXTEND_GROUND, Kind::Choice(EXTENSION)).must(words::GROUND_MISSING),
    reason("extension-reason").hint(words::EXTEND_REASON_HINT),
    WAY,
    OUT,
];

const REFUSAL: &[(&str, Text)] = &[
    ("not_held", words::NOT_HELD),
    ("restricted", words::RESTRICTED),
    ("costs_not_paid", words::COSTS_NOT_PAID),
    ("requirements_not_met", words::REQUIREMENTS),
];
const INTERESTS: &[(&str, Text)] = &[
    ("security", words::INTEREST_SECURITY),
    ("health", words::INTEREST_HEALTH),
    ("rights_of_others", words::INTEREST_RIGHTS),
    ("confidence", words::INTEREST_CONFIDENCE),
    ("justice", words::INTEREST_JUSTICE),
];
const REMAINDER: &[(&str, Text)] = &[
    ("given", words::REMAINDER_GIVEN),
    ("nothing", words::REMAINDER_NOTHING),
];
const RESTRICTED: &[&str] = &["restricted"];
const REFUSE: &[Field] = &[
    field("refusal", words::REFUSE_GROUND, Kind::Choice(REFUSAL)).must(words::GROUND_MISSING),
    field("interest", words::INTEREST, Kind::Choice(INTERESTS))
        .must(words::INTEREST_MISSING)
        .only("refusal", RESTRICTED),
    area("interest-why", words::INTEREST_WHY)
        .must(words::TEST_MISSING)
        .only("refusal", RESTRICTED),
    area("harm", words::HARM)
        .must(words::TEST_MISSING)
        .only("refusal", RESTRICTED),
    area("outweighs", words::OUTWEIGHS)
        .must(words::TEST_MISSING)
        .only("refusal", RESTRICTED),
    field("remainder", words::REMAINDER, Kind::Choice(REMAINDER))
        .must(words::REMAINDER_MISSING)
        .only("refusal", RESTRICTED),
    area("remainder-text", words::REMAINDER_TEXT)
        .must(words::REMAINDER_MISSING)
        .only("refusal", RESTRICTED),
    reason("refusal-reason").hint(words::REFUSE_REASON_HINT),
    WAY,
    OUT,
];

const FORWARDED: &[(&str, Text)] = &[
    ("whole", words::FORWARD_WHOLE),
    ("part", words::FORWARD_PART),
];
const FORWARD: &[Field] = &[
    field("holder", words::HOLDER, Kind::Holder)
        .hint(words::HOLDER_HINT)
        .must(words::HOLDER_MISSING),
    field("address", words::HOLDER_ADDRESS, Kind::Line),
    field("how-much", words::HOW_MUCH, Kind::Choice(FORWARDED)).must(words::HOW_MUCH_MISSING),
    area("part", words::PART)
        .must(words::PART_MISSING)
        .only("how-much", &["part"]),
    WAY,
    OUT,
];

const DEFER: &[Field] = &[
    area("reason", words::DEFER_REASON)
        .hint(words::DEFER_HINT)
        .must(words::REASON_MISSING),
    field("until", words::DEFER_UNTIL, Kind::Date)
        .hint(words::DEFER_UNTIL_HINT)
        .must(words::DATE_MISSING),
    WAY,
    OUT,
];

const URGENT: &[(&str, Text)] = &[("yes", words::URGENT_YES), ("no", words::URGENT_NO)];
const JUDGE: &[Field] = &[
    field("urgent", words::URGENT, Kind::Choice(URGENT)).must(words::URGENT_MISSING),
    reason("reason"),
];

const COPIES: &[(&str, Text)] = &[
    ("a4", words::COPY_A4),
    ("a3", words::COPY_A3),
    ("redacted", words::COPY_REDACTED),
    ("scan", words::COPY_SCAN),
];
const INVOICE: &[Field] = &[
    field("pages", words::PAGES, Kind::Number)
        .hint(words::PAGES_HINT)
        .must(words::PAGES_MISSING),
    field("copies", words::COPIES, Kind::Choice(COPIES)).must(words::COPIES_MISSING),
    field("number", words::INVOICE_NUMBER, Kind::Line).must(words::NUMBER_MISSING),
];

const APPELLATES: &[(&str, Text)] = &[
    ("head", words::TO_HEAD),
    ("higher_body", words::TO_HIGHER),
    ("court", words::TO_COURT),
    ("commissioner", words::TO_COMMISSIONER),
];
const APPEAL: &[Field] = &[
    field("to", words::APPEAL_TO, Kind::Choice(APPELLATES)).must(words::APPEAL_TO_MISSING),
    area("about", words::APPEAL_ABOUT).must(words::TEXT_MISSING),
    field("dated", words::APPEAL_DATED, Kind::Date),
    field("answer-by", words::APPEAL_BY, Kind::Date).hint(words::APPEAL_BY_HINT),
];
const RESULTS: &[(&str, Text)] = &[("upheld", words::UPHELD), ("rejected", words::REJECTED)];
const DECIDE: &[Field] = &[
    field("result", words::APPEAL_RESULT, Kind::Choice(RESULTS)).must(words::RESULT_MISSING),
    area("text", words::DECISION).must(words::TEXT_MISSING),
];

const CHARGED: Field =
    field("executor", words::EXECUTOR, Kind::Charged).must(words::EXECUTOR_MISSING);
const PREPARE: &[Field] = &[
    CHARGED,
    area("text", words::MATERIAL)
        .hint(words::MATERIAL_HINT)
        .must(words::TEXT_MISSING),
];
const RETURN: &[Field] = &[
    CHARGED,
    area("reason", words::RETURN_WHY).must(words::TEXT_MISSING),
];
const HAND_OVER: &[Field] = &[
    field("from", words::FROM_WHOM, Kind::Charged).must(words::EXECUTOR_MISSING),
    executor("executor", words::TO_WHOM).must(words::EXECUTOR_MISSING),
    reason("reason"),
];

const ON: &[Field] = &[field("on", words::ON, Kind::Date).must(words::DATE_MISSING)];
const PART: &[Field] = &[
    area("text", words::PART_TEXT)
        .hint(words::PART_HINT)
        .must(words::TEXT_MISSING),
    WAY,
    OUT,
];
const EXPLAIN: &[Field] = &[
    area("text", words::EXPLAIN_TEXT)
        .hint(words::EXPLAIN_HINT)
        .must(words::TEXT_MISSING),
    WAY,
    OUT,
];
const WITHDRAW: &[Field] = &[area("reason", words::WITHDRAW_HOW).must(words::TEXT_MISSING)];
const NOTE: &[Field] = &[area("text", words::NOTE_TEXT).must(words::TEXT_MISSING)];
const fn info(kind: InfoKind) -> (&'static str, Text) {
    let (uk, en) = kind.names();
    (kind.code(), Text { uk, en })
}
const INFO_KINDS: &[(&str, Text)] = &[
    ("", words::INFO_CHOOSE),
    info(InfoKind::Person),
    info(InfoKind::Reference),
    info(InfoKind::Environment),
    info(InfoKind::Goods),
    info(InfoKind::Scientific),
    info(InfoKind::Tax),
    info(InfoKind::Legal),
    info(InfoKind::Statistical),
    info(InfoKind::Sociological),
    info(InfoKind::CriticalTechnology),
    info(InfoKind::Other),
];
const CLASSIFY: &[Field] = &[
    field("info", words::INFO, Kind::Select(INFO_KINDS))
        .hint(words::INFO_HINT)
        .must(words::INFO_MISSING),
    field("topic", words::TOPIC, Kind::Line).hint(words::TOPIC_HINT),
];
const LETTER: &[Field] = &[
    field("from", words::LETTER_FROM, Kind::Line).must(words::TEXT_MISSING),
    area("text", words::LETTER_TEXT).must(words::TEXT_MISSING),
];

const CHANNELS: &[(&str, Text)] = &[
    ("post", words::CHANNEL_POST),
    ("email", words::CHANNEL_EMAIL),
    ("in_person", words::CHANNEL_IN_PERSON),
    ("phone", words::CHANNEL_PHONE),
    ("fax", words::CHANNEL_FAX),
];
const TYPES: &[(&str, Text)] = &[
    ("person", words::TYPE_PERSON),
    ("legal_person", words::TYPE_LEGAL),
    ("association", words::TYPE_ASSOCIATION),
    ("media", words::TYPE_MEDIA),
];
const GROUNDS: &[(&str, Text)] = &[
    ("", words::URGENCY_NONE),
    ("life_or_liberty", words::URGENCY_LIFE),
    ("environment", words::URGENCY_ENVIRONMENT),
    ("food_and_goods", words::URGENCY_FOOD),
    ("emergency", words::URGENCY_EMERGENCY),
];
const PAPER: &[&str] = &["post", "fax", "in_person"];
const LETTERS: &[&str] = &["post", "email", "fax", "in_person"];
const SPOKEN: &[&str] = &["phone", "in_person"];
const TAKE_IN: &[Field] = &[
    field("channel", words::CHANNEL, Kind::Choice(CHANNELS)).must(words::CHANNEL_MISSING),
    field("received-on", words::RECEIVED_ON, Kind::Date)
        .hint(words::RECEIVED_HINT)
        .must(words::DATE_MISSING),
    field("received-at", words::RECEIVED_AT, Kind::Time).must(words::TIME_MISSING),
    field("type", words::WHO, Kind::Select(TYPES)),
    field("collective", words::COLLECTIVE, Kind::Tick),
    field("name", words::NAME, Kind::Line).hint(words::GAP_HINT),
    field("postal", words::POSTAL, Kind::Line),
    field("email", words::EMAIL, Kind::Line),
    field("phone", words::PHONE, Kind::Line),
    area("text", words::WHAT).hint(words::WHAT_HINT),
    field("unclear", words::UNCLEAR, Kind::Tick),
    field("signed", words::SIGNED, Kind::Tick).only("channel", PAPER),
    field("dated", words::DATED, Kind::Date).only("channel", PAPER),
    field("sender-index", words::SENDER_INDEX, Kind::Line),
    field("submission", words::SUBMISSION, Kind::Line)
        .hint(words::SUBMISSION_HINT)
        .only("channel", LETTERS),
    field("urgency", words::URGENCY, Kind::Select(GROUNDS)),
    area("urgency-reason", words::URGENCY_REASON)
        .must(words::REASON_MISSING)
        .only("urgency", &["*"]),
    field("drawn-up", words::DRAWN_UP, Kind::Tick)
        .hint(words::DRAWN_UP_HINT)
        .only("channel", SPOKEN),
    field("drafter-phone", words::DRAFTER_PHONE, Kind::Line)
        .must(words::PHONE_MISSING)
        .only("drawn-up", &[CHOSEN]),
];

/// The fields of an act's form, in their order.
pub(crate) const fn fields(kind: ActKind) -> &'static [Field] {
    match kind {
        ActKind::Answer => ANSWER,
        ActKind::Resolve => RESOLVE,
        ActKind::Assign => ASSIGN,
        ActKind::Extend => EXTEND,
        ActKind::Refuse => REFUSE,
        ActKind::Forward => FORWARD,
        ActKind::Defer => DEFER,
        ActKind::JudgeUrgency => JUDGE,
        ActKind::GivePart => PART,
        ActKind::Prepare => PREPARE,
        ActKind::Return => RETURN,
        ActKind::HandOver => HAND_OVER,
        ActKind::Invoice => INVOICE,
        ActKind::Pay | ActKind::GiveCopy => ON,
        ActKind::Explain => EXPLAIN,
        ActKind::Withdraw => WITHDRAW,
        ActKind::Note => NOTE,
        ActKind::ReceiveLetter => LETTER,
        ActKind::Classify => CLASSIFY,
        ActKind::Appeal => APPEAL,
        ActKind::DecideAppeal => DECIDE,
        ActKind::TakeIn => TAKE_IN,
    }
}
