//! Walking through many states of many pages in one language, and looking at each.

use anyhow::Result;

use crate::words::Words;
use crate::{Audit, Browser, Kind, NARROW, TABLET, Viewport, WIDE_PHONE};

const WIDTHS: [Viewport; 3] = [NARROW, WIDE_PHONE, TABLET];

/// A walk through the pages in one language.
pub struct Walk<'a> {
    /// Where findings go.
    pub audit: &'a mut Audit,
    /// The browser that walks.
    pub browser: Browser,
    /// The language.
    pub w: &'static Words,
}

impl Walk<'_> {
    /// Looks at this state at every width, and in Ukrainian once in the dark.
    ///
    /// # Errors
    /// When the page can't be looked at.
    pub async fn look(&mut self, state: &str) -> Result<()> {
        let place = format!("{} {state}", self.w.code);
        for width in WIDTHS {
            self.browser.resize(width).await?;
            self.audit.look(&self.browser, &place).await?;
        }
        self.browser.resize(WIDE_PHONE).await?;
        if self.w.code == "uk" {
            self.browser.set_dark(true).await?;
            self.audit
                .look(&self.browser, &format!("{place}, dark"))
                .await?;
            self.browser.set_dark(false).await?;
        }
        Ok(())
    }

    /// Presses a thing.
    ///
    /// # Errors
    /// When there is none.
    pub async fn press(&self, kind: Kind, words: &str) -> Result<()> {
        self.browser.click(kind, words).await
    }

    /// Goes on to the next question.
    ///
    /// # Errors
    /// When there is no button for it.
    pub async fn next(&self) -> Result<()> {
        self.press(Kind::Button, self.w.next).await
    }

    /// Goes on although something is wrong, and looks at the errors.
    ///
    /// # Errors
    /// When no errors show.
    pub async fn errors(&mut self, state: &str) -> Result<()> {
        self.next().await?;
        self.browser.sees(self.w.errors_title).await?;
        self.look(state).await
    }
}
