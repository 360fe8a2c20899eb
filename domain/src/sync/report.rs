//! Publishing reports, as it crosses the network between the office and the server.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::report::Period;

/// Publishes the figures of a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Publish {
    /// Of which days; they must be over.
    #[cfg_attr(feature = "schema", schema(value_type = String, example = "2026-01-01..2026-06-30"))]
    pub period: Period,
}

/// A published period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Publication {
    /// Of which days.
    #[cfg_attr(feature = "schema", schema(value_type = String, example = "2026-01-01..2026-06-30"))]
    pub period: Period,
    /// When it was published last, UTC.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    #[cfg_attr(feature = "schema", schema(value_type = i64))]
    pub at: DateTime<Utc>,
}

/// Everything published, the latest period first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Published {
    /// The periods.
    pub publications: Vec<Publication>,
}
