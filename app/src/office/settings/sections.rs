//! The sections of the settings.

use chrono::Weekday;
use domain::sync::settings::SettingsView;
use leptos::prelude::*;

use super::field::field;
use crate::office::store::{
    HOLIDAYS, LISTS, List, MARTIAL_LAW, MOVED, READINGS, Store, field_of, id_of,
};
use crate::text::{Text, fill, settings as words, t};

fn section(id: &'static str, title: Text, hint: Option<Text>, body: AnyView) -> AnyView {
    view! {
        <section aria-labelledby=id>
            <h2 id=id>{t(title)}</h2>
            {hint.map(|hint| view! { <p class="hint">{t(hint)}</p> })}
            {body}
        </section>
    }
    .into_any()
}

/// Regimes, moved days, days off and hours.
pub(super) fn calendar(store: Store) -> AnyView {
    let days: Vec<(String, &'static str)> = (0..7_u8)
        .filter_map(|n| Weekday::try_from(n).ok())
        .map(|day| (day.to_string(), words::weekday(day)))
        .collect();
    let body = view! {
        {rows(store, MARTIAL_LAW, words::MARTIAL_LAW, None)}
        {rows(store, HOLIDAYS, words::HOLIDAYS, None)}
        {rows(store, MOVED, words::MOVED, Some(words::MOVED_HINT))}
        <h3>{t(words::WEEKEND)}</h3>
        <div class="pair">
            {field("weekend.0", words::FIRST_OFF, None).select(store, days.clone())}
            {field("weekend.1", words::SECOND_OFF, None).select(store, days)}
        </div>
        <h3 id="hours">{t(words::HOURS)}</h3>
        <p class="hint">{t(words::HOURS_HINT)}</p>
        <div class="pair" role="group" aria-labelledby="hours">
            {field("policy.office_hours.opens", words::OPENS, None).line(store, "time")}
            {field("policy.office_hours.closes", words::CLOSES, None).line(store, "time")}
        </div>
    };
    section(
        "calendar",
        words::CALENDAR,
        Some(words::CALENDAR_HINT),
        body.into_any(),
    )
}

fn rows(store: Store, list: List, title: Text, hint: Option<Text>) -> AnyView {
    let page = store.settings;
    let keys = Memo::new(move |_| page.form.with(|form| form.rows(list)));
    let none = move || {
        keys.with(Vec::is_empty)
            .then(|| view! { <p>{t(words::NO_ROWS)}</p> })
    };
    let number = move |row: u32| {
        let at = keys.with(|keys| keys.iter().position(|key| *key == row));
        (at.unwrap_or_default() + 1).to_string()
    };
    let (label, said) = if list == MOVED {
        (words::ADD_MOVED, t(words::ADD_MOVED).to_owned())
    } else {
        (words::ADD_PERIOD, fill(words::ADD_PERIOD_TO, t(title)))
    };
    let changes = Memo::new(move |_| store.administers());
    let add = move || {
        let said = said.clone();
        changes.get().then(|| {
            view! {
                <div class="actions">
                    <button
                        type="button"
                        class="btn btn--second"
                        id=id_of(&format!("{list}.add"))
                        aria-label=said
                        on:click=move |_| page.add_row(list)
                    >
                        {t(label)}
                    </button>
                </div>
            }
        })
    };
    view! {
        <h3>{t(title)}</h3>
        {hint.map(|hint| view! { <p class="hint">{t(hint)}</p> })}
        {none}
        <For
            each=move || keys.get()
            key=|row| *row
            children=move |one| row(store, list, one, move || number(one))
        />
        {add}
    }
    .into_any()
}

fn row(
    store: Store,
    list: List,
    key: u32,
    number: impl Fn() -> String + Clone + Send + Sync + 'static,
) -> AnyView {
    let names = LISTS.iter().find(|(one, _)| *one == list);
    let [first, second, source] = names.map(|(_, names)| *names).unwrap_or_default();
    let (numbered, first_label, second_label, hint) = if list == MOVED {
        (words::MOVED_NUMBER, words::OFF, words::WORKED, None)
    } else {
        let hint = Some(words::UNTIL_HINT);
        (words::PERIOD_NUMBER, words::FROM, words::UNTIL, hint)
    };
    let legend = move || fill(numbered, &number());
    let said = {
        let legend = legend.clone();
        move || format!("{}: {}", t(words::TAKE_OUT), legend())
    };
    let changes = Memo::new(move |_| store.administers());
    let take_out = move || {
        let said = said.clone();
        changes.get().then(|| {
            view! {
                <button
                    type="button"
                    class="btn btn--quiet"
                    aria-label=said
                    on:click=move |_| store.settings.take_out(list, key)
                >
                    {t(words::TAKE_OUT)}
                </button>
            }
        })
    };
    view! {
        <fieldset class="act flow">
            <legend>{legend}</legend>
            <div class="pair">
                {field(field_of(list, key, first), first_label, None).line(store, "date")}
                {field(field_of(list, key, second), second_label, hint).line(store, "date")}
            </div>
            {field(field_of(list, key, source), words::SOURCE, Some(words::SOURCE_HINT))
                .line(store, "text")}
            {take_out}
        </fieldset>
    }
    .into_any()
}

/// What the Law leaves open.
pub(super) fn policy(store: Store) -> AnyView {
    let readings = READINGS
        .iter()
        .map(|(value, one)| ((*value).to_owned(), words::reading(*one)))
        .collect();
    let body = view! {
        {field("policy.registered_next_working_day", words::NEXT_DAY, None).tick(store)}
        {field("policy.urgent", words::URGENT, None).select(store, readings)}
        {field("counts_late_answers", words::LATE_ANSWERS, None).tick(store)}
    };
    section(
        "policy",
        words::POLICY,
        Some(words::POLICY_HINT),
        body.into_any(),
    )
}

/// The template of the index, and what it makes of the next request.
pub(super) fn index(store: Store) -> AnyView {
    let body = view! {
        {field("index.pattern", words::PATTERN, Some(words::PATTERN_HINT)).line(store, "text")}
        {field("index.nomenclature", words::NOMENCLATURE, None).line(store, "text")}
        {field("index.prefix", words::PREFIX, None).line(store, "text")}
        {field("storage_term", words::STORAGE, Some(words::STORAGE_HINT)).line(store, "text")}
        <p id="index-example" role="status">{move || example(store)}</p>
    };
    section("index", words::INDEX, None, body.into_any())
}

fn example(store: Store) -> Option<String> {
    let page = store.settings;
    let text = |name: &str| page.text(name).trim().to_owned();
    let (pattern, nomenclature, prefix) = (
        text("index.pattern"),
        text("index.nomenclature"),
        text("index.prefix"),
    );
    page.base.with(|base| {
        let SettingsView {
            settings,
            year,
            next,
            ..
        } = base.as_ref()?;
        let mut template = settings.index.clone();
        template.pattern = pattern;
        template.nomenclature = nomenclature;
        template.prefix = prefix;
        // A wrong one makes no index.
        template.check().ok()?;
        Some(fill(words::EXAMPLE, &template.index(*year, *next).text))
    })
}

/// Who a request can be assigned to.
pub(super) fn executors(store: Store) -> AnyView {
    let lines = field(
        "executors",
        words::EXECUTORS_LABEL,
        Some(words::EXECUTORS_HINT),
    );
    section("executors", words::EXECUTORS, None, lines.area(store, "10"))
}

/// Whom a request can be forwarded to.
pub(super) fn holders(store: Store) -> AnyView {
    let lines = field("holders", words::HOLDERS_LABEL, Some(words::HOLDERS_HINT));
    section("holders", words::HOLDERS, None, lines.area(store, "6"))
}

/// Names and contacts.
pub(super) fn council(store: Store) -> AnyView {
    let lines = [
        ("council.name_uk", words::NAME_UK, "text"),
        ("council.name_en", words::NAME_EN, "text"),
        ("council.address", words::ADDRESS, "text"),
        ("council.email", words::EMAIL, "email"),
        ("council.phone", words::PHONE, "tel"),
    ];
    let lines = lines.map(|(name, label, kind)| field(name, label, None).line(store, kind));
    section("council", words::COUNCIL, None, Vec::from(lines).into_any())
}

/// What copies cost.
pub(super) fn rates(store: Store) -> AnyView {
    let lines = [
        ("rates.a4", words::A4),
        ("rates.a3", words::A3),
        ("rates.redacted", words::REDACTED),
        ("rates.scan", words::SCAN),
    ];
    let lines = lines.map(|(name, label)| field(name, label, None).line(store, "number"));
    let body = view! {
        <div class="pair">{Vec::from(lines)}</div>
        {field("rates.all_pages", words::ALL_PAGES, None).tick(store)}
        {field("subsistence_minimum", words::MINIMUM, Some(words::MINIMUM_HINT)).line(store, "number")}
        {field("payment_details", words::PAYMENT, Some(words::PAYMENT_HINT)).area(store, "4")}
    };
    section(
        "rates",
        words::RATES,
        Some(words::RATES_HINT),
        body.into_any(),
    )
}
