//! Doing everything by keys alone, and looking after the focus on the way.

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::{Browser, Kind};

/// No page has more stops than this.
const LONGEST: usize = 60;

/// What has the focus, and how it shows.
const FOCUS: &str = "
const el = document.activeElement;
if (!el || el === document.body) return null;
const tidy = (t) => (t ?? '').replace(/[\\s\\u00a0]+/g, ' ').trim();
const name = tidy(el.getAttribute('aria-label') || el.labels?.[0]?.innerText || el.innerText || el.id);
const boxes = [el, ...(el.labels ?? [])];
const marked = (e) => {
  const s = getComputedStyle(e);
  const outline = s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 1;
  return outline || s.boxShadow !== 'none';
};
const r = el.getBoundingClientRect();
// Some point of it must be in front: a corner may be round, a middle may hold a gap.
const points = [[.5, .5], [.1, .5], [.9, .5], [.5, .2], [.5, .8]]
  .map(([x, y]) => [r.left + r.width * x, r.top + r.height * y])
  .filter(([x, y]) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight);
const front = points.some(([x, y]) => {
  const top = document.elementFromPoint(x, y);
  return top && (el.contains(top) || top.contains(el) || boxes.some((b) => b.contains(top)));
});
return { tag: el.tagName.toLowerCase(), type: el.type ?? '', id: el.id, name,
  marked: boxes.some(marked), front };";

impl Browser {
    /// What has the focus.
    ///
    /// # Errors
    /// When nothing has.
    pub async fn focused(&self) -> Result<Value> {
        let focus = self.script(FOCUS, vec![]).await?;
        ensure!(!focus.is_null(), "nothing has the focus");
        Ok(focus)
    }

    /// Presses Tab until the focus stands on the thing with these words. At every stop on the way
    /// the focus must show and nothing may cover it.
    ///
    /// # Errors
    /// When it is never reached, or a stop is hidden.
    pub async fn tab_to(&self, kind: Kind, words: &str) -> Result<()> {
        let mut wanted = self.find(kind, words).await?;
        let script = "const [wanted] = arguments; const el = document.activeElement; \
            return wanted === el || (wanted.control ?? null) === el \
                || (!!wanted.control && wanted.control.type === 'radio' \
                    && wanted.control.name === el.name);";
        let mut way = Vec::new();
        for _ in 0..LONGEST {
            let asked = vec![wanted.to_json()?];
            let there = match self.web()?.execute(script, asked).await {
                Ok(there) => there,
                // The page has drawn itself anew, and with it what is looked for.
                Err(_) => {
                    wanted = self.find(kind, words).await?;
                    let asked = vec![wanted.to_json()?];
                    self.web()?.execute(script, asked).await?
                }
            };
            if there.json() == &json!(true) {
                return Ok(());
            }
            self.press(Key::Tab).await?;
            let Ok(stop) = self.focused().await else {
                continue;
            };
            let name = stop["name"].as_str().context("no name")?.to_owned();
            ensure!(
                stop["marked"] == json!(true),
                "the focus on «{name}» does not show: {stop}"
            );
            ensure!(
                stop["front"] == json!(true),
                "the focus on «{name}» is covered: {stop}"
            );
            way.push(name);
        }
        bail!("Tab never reaches «{words}» ({kind:?}); the way was {way:?}")
    }

    /// Tabs to a button or a link and presses Enter.
    ///
    /// # Errors
    /// When it is never reached.
    pub async fn key_press(&self, kind: Kind, words: &str) -> Result<()> {
        self.tab_to(kind, words).await?;
        self.press(Key::Enter).await
    }

    /// Tabs to a field and types.
    ///
    /// # Errors
    /// When it is never reached.
    pub async fn key_type(&self, label: &str, text: &str) -> Result<()> {
        self.tab_to(Kind::Field, label).await?;
        self.press(text).await
    }

    /// Presses Tab with Shift, which goes back.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn shift_tab(&self) -> Result<()> {
        let chain = self.web()?.action_chain();
        chain
            .key_down(Key::Shift)
            .send_keys(Key::Tab)
            .key_up(Key::Shift)
            .perform()
            .await?;
        Ok(())
    }
}
