//! The report: its days, its tables beside earlier years, its papers, and publishing it. Every
//! number leads to the requests behind it.

use domain::report::{Figure, Figures, Period, Report, Section, Slice, words as names};
use domain::sync::office::Show;
use leptos::prelude::*;

use super::route::{Filter, Route};
use super::store::{Load, Store};
use super::{api, parts};
use crate::text::{fill, language, office, report as words, t};

/// Draws the page.
pub(super) fn page(store: Store) -> AnyView {
    let shown = move || {
        store
            .report
            .report
            .with(|report| report.as_ref().map(|report| whole(store, report)))
    };
    view! {
        <main class="page" id="main">
            <h1 tabindex="-1">{t(words::TITLE)}</h1>
            <p class="hint no-print">{t(words::LEAD)}</p>
            {days(store)}
            {state(store)}
            {shown}
        </main>
    }
    .into_any()
}

fn state(store: Store) -> AnyView {
    let page = store.report;
    let shown = move || match (page.load.get(), page.report.with(Option::is_some)) {
        (Load::Failed(error), _) => {
            let again = move || {
                if let Route::Report(period) = store.route.get_untracked() {
                    store.load_report(period);
                }
            };
            parts::failure(&error, again)
        }
        (Load::Loading, false) => parts::loading(),
        _ => ().into_any(),
    };
    shown.into_any()
}

/// The periods councils report of most, the latest first: the two last half-years, the last year,
/// the last quarter and the present one.
fn usual(store: Store) -> Vec<Period> {
    let today = domain::kyiv::date(store.now.get_untracked());
    let Ok(half) = Period::last_half_year(today) else {
        return Vec::new();
    };
    let before = half.from().pred_opt();
    let next = half.to().succ_opt();
    let year = chrono::Datelike::year(&half.to());
    let whole = if half == Period::months(year, 7, 6).unwrap_or(half) {
        year
    } else {
        year - 1
    };
    let now = next.and_then(|from| Period::new(from, today).ok());
    let older = before.and_then(|day| Period::last_half_year(day.succ_opt()?).ok());
    let all = [now, Some(half), older, Period::months(whole, 1, 12).ok()];
    all.into_iter().flatten().collect()
}

fn days(store: Store) -> AnyView {
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        store.choose_period();
    };
    let current = move |period| {
        let shown = store
            .report
            .report
            .with(|report| report.as_ref().map(|one| one.figures.period));
        (shown == Some(period)).then_some("page")
    };
    let links: Vec<AnyView> = usual(store)
        .into_iter()
        .map(|period| {
            view! {
                <li>
                    <a href=Route::Report(Some(period)).path() aria-current=move || current(period)>
                        {names::period(period, language())}
                    </a>
                </li>
            }
            .into_any()
        })
        .collect();
    let day = move |id: &'static str, label, typed: RwSignal<String>| {
        view! {
            <div class=parts::field_class(store, id, "field")>
                <label for=id>{t(label)}</label>
                {parts::error(store, id)}
                <input
                    id=id
                    type="date"
                    aria-describedby=parts::described_by(store, id, false)
                    aria-invalid=move || parts::is_wrong(store, id).then_some("true")
                    prop:value=typed
                    on:input=move |event| typed.set(event_target_value(&event))
                />
            </div>
        }
        .into_any()
    };
    view! {
        <nav class="no-print" aria-label=t(words::USUAL)><ul class="tabs">{links}</ul></nav>
        {parts::errors(store)}
        <form class="filters no-print" novalidate on:submit=submit>
            {day("from", words::FROM, store.report.from)}
            {day("to", words::TO, store.report.to)}
            <button class="btn btn--second">{t(words::SHOW)}</button>
        </form>
    }
    .into_any()
}

fn whole(store: Store, report: &Report) -> AnyView {
    let period = report.figures.period;
    let tables: Vec<AnyView> = Section::ALL
        .into_iter()
        .filter_map(|section| table(report, section))
        .collect();
    view! {
        <section class="report" aria-labelledby="period">
            <h2 id="period">{fill(words::OF, &names::period(period, language()))}</h2>
            {papers(store, period)}
            {publishing(store, period)}
            {tables}
            {took(report)}
        </section>
    }
    .into_any()
}

fn papers(store: Store, period: Period) -> AnyView {
    let link = move |name, label| {
        view! {
            <a class="btn btn--second" download="" target="_blank" href=api::document(name, period)>{t(label)}</a>
        }
        .into_any()
    };
    view! {
        <div class="bar no-print">
            {link("memo.docx", words::MEMO)}
            {link("report.xlsx", words::XLSX)}
            {link("report.csv", words::CSV)}
            <button type="button" class="btn btn--second" on:click=move |_| store.print()>
                {t(words::PRINT)}
            </button>
        </div>
    }
    .into_any()
}

fn publishing(store: Store, period: Period) -> AnyView {
    let page = store.report;
    let when = move || {
        page.published.with(|all| {
            let one = all.iter().find(|one| one.period == period)?;
            let day = names::day(domain::kyiv::date(one.at), language());
            Some(view! {
                <p class="hint">
                    {fill(words::PUBLISHED, &day)} " "
                    <a href="/statistics" target="_blank">{t(words::PUBLIC_PAGE)}</a>
                </p>
            })
        })
    };
    let failed = move || match page.sending.get() {
        Load::Failed(error) => parts::failure(&error, move || store.publish(period)),
        _ => ().into_any(),
    };
    let busy = parts::busy(page.sending);
    let button = store.publishes().then(|| match store.is_over(period) {
        true => view! {
            <p>
                <button type="button" class="btn" aria-busy=busy on:click=move |_| store.publish(period)>
                    {t(words::PUBLISH)}
                </button>
            </p>
        }
        .into_any(),
        false => view! { <p class="hint">{t(words::NOT_OVER)}</p> }.into_any(),
    });
    view! { <div class="flow no-print">{when}{failed}{button}</div> }.into_any()
}

fn periods(report: &Report) -> Vec<&Figures> {
    std::iter::once(&report.figures)
        .chain(&report.earlier)
        .collect()
}

fn heads(report: &Report) -> Vec<AnyView> {
    let period = |figures: &&Figures| {
        view! { <th scope="col">{names::period(figures.period, language())}</th> }.into_any()
    };
    periods(report).iter().map(period).collect()
}

/// One table; what is nothing in every period has no row.
fn table(report: &Report, section: Section) -> Option<AnyView> {
    let said = |figure: &Figure| {
        let some = periods(report).iter().any(|one| one.of(figure) > 0);
        some || section == Section::Total
    };
    let figures: Vec<Figure> = report
        .figures_of(section)
        .into_iter()
        .filter(said)
        .collect();
    if figures.is_empty() {
        return None;
    }
    // One row has nothing to be compared with.
    let most = figures.iter().map(|one| report.figures.of(one)).max();
    let most = most.filter(|most| figures.len() > 1 && *most > 0);
    let rows: Vec<AnyView> = figures
        .iter()
        .map(|figure| row(report, figure, most))
        .collect();
    Some(
        view! {
            <table class="figures">
                <caption>{names::section(section, language())}</caption>
                <thead><tr><th scope="col">{t(words::FIGURE)}</th>{heads(report)}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        }
        .into_any(),
    )
}

fn row(report: &Report, figure: &Figure, most: Option<u64>) -> AnyView {
    let bar = most.map(|most| {
        let share = (report.figures.of(figure) * 100 / most).to_string();
        view! {
            <svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
                <rect width=share height="1"></rect>
            </svg>
        }
    });
    let cells: Vec<AnyView> = periods(report)
        .into_iter()
        .map(|one| cell(one, figure))
        .collect();
    view! {
        <tr>
            <th scope="row">
                {names::figure(figure, language())}
                {bar}
            </th>
            {cells}
        </tr>
    }
    .into_any()
}

/// A number that leads to its requests; none has nothing to lead to.
fn cell(figures: &Figures, figure: &Figure) -> AnyView {
    let count = figures.of(figure);
    if count == 0 {
        return view! { <td>"0"</td> }.into_any();
    }
    let slice = Slice {
        period: figures.period,
        figure: figure.clone(),
    };
    let label = format!(
        "{count}: {}, {}",
        names::figure(figure, language()),
        names::period(figures.period, language())
    );
    view! { <td><a href=behind(slice).path() aria-label=label>{count}</a></td> }.into_any()
}

/// The journal of the requests behind a figure.
fn behind(slice: Slice) -> Route {
    Route::Journal(Filter {
        show: Show::All,
        slice: Some(slice),
        ..Filter::default()
    })
}

fn took(report: &Report) -> AnyView {
    let row = |label, of: fn(&domain::report::Days) -> u32| {
        let cells: Vec<AnyView> = periods(report)
            .into_iter()
            .map(|one| {
                let days = one.days.as_ref().map(of);
                view! { <td>{days.map_or_else(|| "–".to_owned(), |days| days.to_string())}</td> }
                    .into_any()
            })
            .collect();
        view! { <tr><th scope="row">{t(label)}</th>{cells}</tr> }.into_any()
    };
    view! {
        <table class="figures">
            <caption>{t(words::TOOK)}</caption>
            <thead><tr><th scope="col">{t(words::FIGURE)}</th>{heads(report)}</tr></thead>
            <tbody>
                {row(words::MEDIAN, |days| days.median)}
                {row(words::NINETIETH, |days| days.ninetieth)}
            </tbody>
        </table>
    }
    .into_any()
}

/// What the journal says above the requests behind a figure.
pub(super) fn above(slice: &Slice) -> AnyView {
    let what = format!(
        "{} – {}",
        names::figure(&slice.figure, language()),
        names::period(slice.period, language())
    );
    let section = names::section(slice.figure.section(), language());
    view! {
        <div class="notice">
            <p>{t(words::BEHIND)} " " {section} ": " <b>{what}</b></p>
            <p>
                <a class="btn btn--second" href=Route::Report(Some(slice.period)).path()>{t(words::BACK)}</a> " "
                <a class="btn btn--second" href=Route::Journal(Filter::default()).path()>{t(office::TO_JOURNAL)}</a>
            </p>
        </div>
    }
    .into_any()
}
