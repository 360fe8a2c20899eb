//! The edge: addresses, limits, languages, the built app. No handler touches SQL.

mod answer;
mod answer_files;
mod assets;
mod body;
pub mod builds;
mod changes;
mod council;
mod duties;
mod edge;
mod form;
mod health;
mod kiosk;
pub mod language;
mod look_up;
mod office;
mod open_days;
mod openapi;
mod parcel;
pub mod problem;
pub mod problem_text;
mod push;
mod rate;
mod reads;
mod second_code;
mod security;
pub mod server;
mod upload;
mod views;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use tokio::sync::Semaphore;
use tower_http::catch_panic::CatchPanicLayer;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::clock::Clock;
use crate::config::{Config, Limits};
use crate::journal::{HolderId, Journal};
use crate::mail::Post;

pub use openapi::document;

/// What handlers work with.
pub(crate) struct App {
    pub(crate) journal: Arc<dyn Journal>,
    pub(crate) holder: HolderId,
    pub(crate) clock: Arc<dyn Clock>,
    /// Passwords checked at once: each takes 12 MiB and a core.
    pub(crate) passwords: Semaphore,
    /// Pieces of files taken in at once: each takes memory and perhaps a long time.
    pub(crate) uploads: Arc<upload::Places>,
    /// Papers of officers taken in at once: each may take 20 MiB.
    pub(crate) papers: Semaphore,
    /// Whole files looked at at once.
    pub(crate) looks: Arc<Semaphore>,
    /// How long nothing may come of a piece of a file.
    pub(crate) silence: Duration,
    /// Who is told that a mail is due.
    pub(crate) post: Arc<Post>,
}

pub(crate) type AppState = Arc<App>;

impl App {
    pub(crate) fn new(
        journal: Arc<dyn Journal>,
        holder: HolderId,
        clock: Arc<dyn Clock>,
        limits: &Limits,
        post: Arc<Post>,
    ) -> Self {
        Self {
            journal,
            holder,
            clock,
            passwords: Semaphore::new(2),
            uploads: Arc::new(upload::Places::new(limits.uploads_at_once)),
            papers: Semaphore::new(4),
            looks: Arc::new(Semaphore::new(2)),
            silence: limits.request,
            post,
        }
    }
}

/// The API with its document; `config` sets the rates.
fn api(config: &Config) -> OpenApiRouter<AppState> {
    let limits = &config.limits;
    let proxy = config.trusted_proxy_header.as_deref();
    let guarded = |gate: rate::Gate| from_fn_with_state(Arc::new(gate), rate::limit);
    let rate = |rate| guarded(rate::Gate::new(rate, proxy));
    let pushes = OpenApiRouter::new()
        .routes(routes!(push::push))
        .layer(rate(limits.pushes));
    let look_ups = OpenApiRouter::new()
        .routes(routes!(look_up::look_up))
        .routes(routes!(changes::changes))
        .routes(routes!(answer_files::list))
        .routes(routes!(answer_files::file))
        .routes(routes!(parcel::get, parcel::delete))
        .layer(rate(limits.look_ups));
    let parcels = OpenApiRouter::new()
        .routes(routes!(parcel::put))
        .layer(guarded(rate::Gate::hourly(limits.parcels_per_hour, proxy)));
    let uploads = OpenApiRouter::new()
        .routes(routes!(
            upload::create::capabilities,
            upload::create::create
        ))
        .routes(routes!(
            upload::state::state,
            upload::receive::receive,
            upload::state::withdraw,
            upload::instead::instead
        ))
        .layer(rate(limits.uploads))
        .layer(from_fn(upload::protocol));
    let days = open_days::sends()
        .layer(rate(limits.pushes))
        .merge(open_days::looks().layer(rate(limits.look_ups)));
    // Its own gate: who guesses codes is stopped, and who signs in is not.
    let pairings = OpenApiRouter::new()
        .routes(routes!(kiosk::pair::ask))
        .layer(rate(limits.sign_ins));
    // As many as pieces of files: hundreds of sealed things may have waited for the network.
    let kiosks = OpenApiRouter::new()
        .routes(routes!(kiosk::beat::beat))
        .routes(routes!(kiosk::item::put))
        .routes(routes!(kiosk::door::report))
        .layer(rate(limits.uploads));
    let open = OpenApiRouter::new()
        .routes(routes!(council::council))
        .routes(routes!(openapi::openapi))
        .routes(routes!(health::health));
    let sign_in = OpenApiRouter::new()
        .routes(routes!(office::sign_in::sign_in))
        .routes(routes!(office::join::show, office::join::join))
        .layer(rate(limits.sign_ins));
    // Apart, so that who changes a password does not keep others of the same address from signing in.
    let credentials = OpenApiRouter::new()
        .routes(routes!(office::own::password::change))
        .routes(routes!(
            office::own::factor::begin,
            office::own::factor::confirm
        ))
        .routes(routes!(office::own::factor::end))
        .layer(rate(limits.sign_ins));
    let office = OpenApiRouter::new()
        .routes(routes!(office::sign_out::sign_out))
        .routes(routes!(office::me::me))
        .routes(routes!(office::contact::put))
        .routes(routes!(office::mail::page))
        .routes(routes!(office::mail::put_mailbox))
        .routes(routes!(office::mail::test))
        .routes(routes!(office::mail::order))
        .routes(routes!(office::case_mail::show, office::case_mail::send))
        .routes(routes!(office::journal::journal))
        .routes(routes!(office::journal_view::show))
        .routes(routes!(office::journal_view::put_columns))
        .routes(routes!(
            office::journal_view::put,
            office::journal_view::delete
        ))
        .routes(routes!(office::export::export))
        .routes(routes!(office::control::control))
        .routes(routes!(office::card::card))
        .routes(routes!(office::intake::intake))
        .routes(routes!(office::act::act))
        .routes(routes!(office::file::file))
        .routes(routes!(office::letter::show))
        .routes(routes!(office::paper::list, office::paper::add))
        .routes(routes!(
            office::papers::show,
            office::paper::mark,
            office::paper::take_away
        ))
        .routes(routes!(office::paper::publish, office::paper::withdraw))
        .routes(routes!(office::letter::preview))
        .routes(routes!(
            office::letter::templates,
            office::letter::put_template
        ))
        .routes(routes!(office::settings::show, office::settings::put))
        .routes(routes!(office::settings::preview))
        .routes(routes!(office::report::report))
        .routes(routes!(
            office::report::publications,
            office::report::publish
        ))
        .routes(routes!(office::report::document))
        .routes(routes!(office::own::access))
        .routes(routes!(office::own::end_others))
        .routes(routes!(office::own::end_one))
        .routes(routes!(office::people::list, office::people::invite))
        .routes(routes!(office::people::change::about))
        .routes(routes!(office::people::change::block))
        .routes(routes!(
            office::people::link::make,
            office::people::link::revoke
        ))
        .routes(routes!(office::people::change::end_sessions))
        .routes(routes!(office::people::change::reset_factor))
        .routes(routes!(office::people::history))
        .merge(office::days::routes())
        .merge(office::duties::routes())
        .routes(routes!(office::kiosk::list, office::kiosk::take_in))
        .routes(routes!(office::kiosk::end))
        .routes(routes!(office::kiosk::put_at_door))
        .routes(routes!(office::kiosk::change_key))
        .routes(routes!(office::kiosk::try_aside))
        .merge(sign_in)
        .merge(credentials)
        .layer(from_fn(security::same_site));
    openapi::base()
        .merge(pushes)
        .merge(look_ups)
        .merge(parcels)
        .merge(days)
        .merge(uploads)
        .merge(pairings)
        .merge(kiosks)
        .merge(open)
        .merge(office)
}

/// The whole service: the API, the two apps, and what holds for every answer.
pub(crate) fn service(app: AppState, config: &Config) -> Router {
    let (api, _) = api(config).split_for_parts();
    let forms = form::routes(app.clone(), config);
    api.fallback(assets::serve)
        .with_state(app)
        .merge(forms)
        .layer(CatchPanicLayer::custom(language::panicked))
        .layer(from_fn_with_state(
            edge::Edge::new(&config.limits),
            edge::edge,
        ))
}
