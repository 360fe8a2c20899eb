//! What every state of every page must keep to, gathered so that one run tells of everything.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::{Browser, DESKTOP, Kind, PHONE, tools};

/// What axe could not decide and a person has looked at: rule, part of the element, why it is fine.
const REVIEWED: &[(&str, &str, &str)] = &[];

const RUN_AXE: &str = include_str!("axe_run.js");

const LAYOUT: &str = include_str!("layout.js");

/// A look that takes longer is worth knowing of.
const SLOW: std::time::Duration = std::time::Duration::from_secs(5);

/// How large what can be pressed must be, in CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Targets {
    /// 48 both ways: what is touched standing.
    Kiosk,
    /// 44 both ways, 24 for links inside a text: everything a citizen touches.
    Touch,
    /// 24 (WCAG 2.5.8): the dense pages of an office.
    Pointer,
}

/// Findings over many states of many pages.
pub struct Audit {
    axe: String,
    targets: Targets,
    /// What is wrong, and in which states.
    found: BTreeMap<String, Vec<String>>,
    states: usize,
}

impl Audit {
    /// Begins an audit of a citizen's pages.
    ///
    /// # Errors
    /// When axe is not installed.
    pub fn of_citizen() -> Result<Self> {
        Self::new(Targets::Touch)
    }

    /// Begins an audit of the kiosk's screens.
    ///
    /// # Errors
    /// When axe is not installed.
    pub fn of_kiosk() -> Result<Self> {
        Self::new(Targets::Kiosk)
    }

    /// Begins an audit of the office's pages.
    ///
    /// # Errors
    /// When axe is not installed.
    pub fn of_office() -> Result<Self> {
        Self::new(Targets::Pointer)
    }

    fn new(targets: Targets) -> Result<Self> {
        let axe = fs::read_to_string(tools::axe()?).context("reading axe-core")?;
        Ok(Self {
            axe,
            targets,
            found: BTreeMap::new(),
            states: 0,
        })
    }

    /// Looks at a state of the office in both languages, on a desk and on a phone.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn look_all_round(&mut self, desk: &mut Browser, state: &str) -> Result<()> {
        for viewport in [DESKTOP, PHONE] {
            desk.resize(viewport).await?;
            self.look(desk, state).await?;
            desk.click(Kind::Css, "#language").await?;
            self.look(desk, &format!("{state}, in English")).await?;
            desk.click(Kind::Css, "#language").await?;
        }
        desk.resize(DESKTOP).await
    }

    /// Looks at the page as it stands now.
    ///
    /// # Errors
    /// When the page can't be looked at; what is wrong with it is told by [`Self::finish`].
    pub async fn look(&mut self, browser: &Browser, state: &str) -> Result<()> {
        let width = browser.viewport().width;
        let place = format!("{state} @{width}");
        self.states += 1;
        if browser
            .script("return typeof axe === 'undefined'", vec![])
            .await?
            == json!(true)
        {
            browser.script(&self.axe, vec![]).await?;
        }
        let began = std::time::Instant::now();
        let result = browser
            .web()?
            .execute_async(RUN_AXE, vec![])
            .await
            .with_context(|| format!("axe at {place}"))?
            .json()
            .clone();
        if began.elapsed() > SLOW {
            eprintln!(
                "  axe took {:.1} s at {place}",
                began.elapsed().as_secs_f64()
            );
        }
        if let Some(error) = result["failed"].as_str() {
            bail!("axe failed at {place}: {error}");
        }
        for (kind, list) in [
            ("violation", &result["violations"]),
            ("undecided", &result["incomplete"]),
        ] {
            for node in list.as_array().context("no list")? {
                if kind == "violation" || !is_reviewed(node) {
                    self.note(format!("axe {kind}: {}", tell(node)), &place);
                }
            }
        }
        self.layout(browser, &place, width).await
    }

    async fn layout(&mut self, browser: &Browser, place: &str, width: u32) -> Result<()> {
        let (least, inline) = match self.targets {
            Targets::Kiosk => (48, 24),
            Targets::Touch => (44, 24),
            Targets::Pointer => (24, 24),
        };
        let wrong = browser
            .script(LAYOUT, vec![json!(least), json!(inline), json!(width)])
            .await?;
        for line in wrong.as_array().context("no list")? {
            self.note(line.as_str().unwrap_or_default().to_owned(), place);
        }
        Ok(())
    }

    /// Notes something that is wrong.
    pub fn note(&mut self, what: String, place: &str) {
        self.found.entry(what).or_default().push(place.to_owned());
    }

    /// Ends the audit.
    ///
    /// # Errors
    /// When anything was wrong, with all of it.
    pub fn finish(self) -> Result<()> {
        eprintln!("  looked at {} states", self.states);
        if self.found.is_empty() {
            return Ok(());
        }
        let mut report = format!("{} findings:", self.found.len());
        for (what, places) in &self.found {
            let shown = places
                .iter()
                .take(4)
                .cloned()
                .collect::<Vec<_>>()
                .join(", ");
            report += &format!("\n- {what}\n    in {} states: {shown}", places.len());
        }
        bail!(report)
    }
}

fn is_reviewed(node: &Value) -> bool {
    let html = node["html"].as_str().unwrap_or_default();
    REVIEWED
        .iter()
        .any(|(rule, part, _)| node["rule"] == json!(rule) && html.contains(part))
}

fn tell(node: &Value) -> String {
    let text = |key: &str| node[key].as_str().unwrap_or_default().replace('\n', " ");
    format!(
        "{} at {} — {} — {}",
        text("rule"),
        text("target"),
        text("why"),
        text("html")
    )
}
