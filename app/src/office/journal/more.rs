//! The further filters of the journal, folded away until they are needed.

use domain::request::Channel;
use leptos::prelude::*;

use super::filter;
use crate::office::card::channel as channel_text;
use crate::office::route::{
    Filter, REQUESTERS, channel_name, channel_named, requester_name, requester_named,
};
use crate::office::store::Store;
use crate::text::{Text, office as words, t};

/// Draws them.
pub(super) fn filters(store: Store) -> AnyView {
    // What narrows the journal is in sight; whoever folds it away later wants it so.
    let open = untrack(|| store.narrows());
    let clear = move || {
        store.narrows().then(|| {
            view! {
                <button
                    type="button"
                    class="btn btn--second"
                    id="clear-filters"
                    on:click=move |_| store.clear_filters()
                >
                    {t(words::FILTERS_CLEAR)}
                </button>
            }
        })
    };
    view! {
        <details id="more-filters" open=open>
            <summary>{t(words::MORE_FILTERS)}</summary>
            <div class="filters filters--more">
                {channel(store)}
                {requester(store)}
                {executor(store)}
                {day(store, "from", words::FILTER_FROM)}
                {day(store, "to", words::FILTER_TO)}
                {clear}
            </div>
            {backwards(store)}
        </details>
    }
    .into_any()
}

/// A list of which one or any is chosen: value and words of each.
fn select(
    id: &'static str,
    label: Text,
    all: Vec<(String, String)>,
    chosen: impl Fn() -> String + Copy + Send + Sync + 'static,
    choose: impl Fn(String) + 'static,
) -> AnyView {
    let any = (String::new(), t(words::FILTER_ANY).to_owned());
    let options: Vec<AnyView> = [any]
        .into_iter()
        .chain(all)
        .map(|(value, text)| {
            let here = value.clone();
            view! { <option value=value prop:selected=move || chosen() == here>{text}</option> }
                .into_any()
        })
        .collect();
    view! {
        <div class="field">
            <label for=id>{t(label)}</label>
            <select id=id on:change=move |event| choose(event_target_value(&event))>{options}</select>
        </div>
    }
    .into_any()
}

fn channel(store: Store) -> AnyView {
    let all = Channel::ALL.map(|one| {
        let text = t(channel_text(one)).to_owned();
        (channel_name(one).to_owned(), text)
    });
    let chosen = move || filter(store).channel.map_or("", channel_name).to_owned();
    let choose = move |name: String| {
        store.narrow_by(|filter| filter.channel = channel_named(&name));
    };
    let label = words::FILTER_CHANNEL;
    select("filter-channel", label, all.into(), chosen, choose)
}

fn requester(store: Store) -> AnyView {
    let all = REQUESTERS.map(|one| {
        let text = words::requester(one).to_owned();
        (requester_name(one).to_owned(), text)
    });
    let chosen = move || {
        let kind = filter(store).requester;
        kind.map_or("", requester_name).to_owned()
    };
    let choose = move |name: String| {
        store.narrow_by(|filter| filter.requester = requester_named(&name));
    };
    let label = words::FILTER_REQUESTER;
    select("filter-requester", label, all.into(), chosen, choose)
}

fn executor(store: Store) -> AnyView {
    let known = Memo::new(move |_| store.me().map(|me| me.executors).unwrap_or_default());
    let draw = move || {
        let all = known.get().into_iter().map(|name| (name.clone(), name));
        let chosen = move || store.executor.get().unwrap_or_default();
        let choose = move |name: String| {
            store.narrow_to_executor(Some(name).filter(|name| !name.is_empty()));
        };
        let label = words::FILTER_EXECUTOR;
        select("filter-executor", label, all.collect(), chosen, choose)
    };
    draw.into_any()
}

fn day(store: Store, name: &'static str, label: Text) -> AnyView {
    let first = name == "from";
    let id = format!("filter-{name}");
    let of = move |filter: &Filter| if first { filter.from } else { filter.to };
    let value = move || of(&filter(store)).map_or_else(String::new, |day| day.to_string());
    let choose = move |event: leptos::ev::Event| {
        let day = event_target_value(&event).parse().ok();
        store.narrow_by(|filter| {
            if first {
                filter.from = day;
            } else {
                filter.to = day;
            }
        });
    };
    view! {
        <div class="field">
            <label for=id.clone()>{t(label)}</label>
            <input
                id=id
                type="date"
                aria-describedby=move || is_backwards(store).then_some("filter-backwards")
                prop:value=value
                on:change=choose
            />
        </div>
    }
    .into_any()
}

fn is_backwards(store: Store) -> bool {
    let Filter { from, to, .. } = filter(store);
    from.zip(to).is_some_and(|(from, to)| to < from)
}

fn backwards(store: Store) -> AnyView {
    let shown = move || {
        is_backwards(store).then(|| {
            view! { <p class="error" id="filter-backwards" role="alert">{t(words::FILTER_BACKWARDS)}</p> }
        })
    };
    shown.into_any()
}
