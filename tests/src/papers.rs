//! Documents as a person gets and opens them: downloaded by the browser, read by LibreOffice.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::json;
use tempfile::TempDir;
use tokio::process::Command;

use crate::{Browser, Kind};

/// How long a download or LibreOffice's first start may take.
const PATIENCE: Duration = Duration::from_secs(120);
/// Every sheet as a file of its own: comma, quotes, UTF-8, from the first line, values as shown.
const EVERY_SHEET: &str =
    "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1";

/// A folder that a browser downloads into and LibreOffice reads from; gone at the end of the test.
pub struct Papers {
    folder: TempDir,
}

impl Papers {
    /// Lets this browser's downloads come into a folder of the test's.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn of(browser: &Browser) -> Result<Self> {
        let folder = TempDir::new()?;
        let where_to = json!({ "behavior": "allow", "downloadPath": folder.path() });
        browser
            .devtools("Browser.setDownloadBehavior", where_to)
            .await?;
        Ok(Self { folder })
    }

    /// Presses what downloads a file; the new file with this ending once it is whole.
    ///
    /// # Errors
    /// When nothing comes.
    pub async fn press(
        &self,
        browser: &Browser,
        kind: Kind,
        words: &str,
        ending: &str,
    ) -> Result<PathBuf> {
        let before = self.find(ending)?;
        browser.click(kind, words).await?;
        let what = format!("a file *.{ending}");
        browser
            .until(&what, PATIENCE, async || {
                let all = self.find(ending)?;
                Ok(all.into_iter().find(|path| !before.contains(path)))
            })
            .await
    }

    /// The files with this ending. One that is still coming has another.
    fn find(&self, ending: &str) -> Result<Vec<PathBuf>> {
        let mut found = Vec::new();
        for entry in std::fs::read_dir(self.folder.path())? {
            let path = entry?.path();
            if path
                .extension()
                .is_some_and(|extension| extension == ending)
            {
                found.push(path);
            }
        }
        found.sort();
        Ok(found)
    }

    /// The words of a document.
    ///
    /// # Errors
    /// When LibreOffice can't open it.
    pub async fn words(&self, document: &Path) -> Result<String> {
        self.convert(document, "txt:Text (encoded):UTF8").await?;
        let text = std::fs::read_to_string(document.with_extension("txt"))?;
        Ok(text.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// Every sheet of a workbook with its lines.
    ///
    /// # Errors
    /// When LibreOffice can't open it.
    pub async fn sheets(&self, workbook: &Path) -> Result<Vec<(String, String)>> {
        self.convert(workbook, EVERY_SHEET).await?;
        let name = workbook.file_stem().and_then(|name| name.to_str());
        let prefix = format!("{}-", name.context("no name")?);
        let mut sheets = Vec::new();
        for path in self.find("csv")? {
            let file = path.file_stem().and_then(|name| name.to_str());
            if let Some(sheet) = file.and_then(|file| file.strip_prefix(&prefix)) {
                sheets.push((sheet.to_owned(), std::fs::read_to_string(&path)?));
            }
        }
        ensure!(!sheets.is_empty(), "LibreOffice found no sheets");
        Ok(sheets)
    }

    async fn convert(&self, document: &Path, format: &str) -> Result<()> {
        let profile = format!(
            "-env:UserInstallation=file://{}/profile",
            self.folder.path().display()
        );
        let ran = Command::new("soffice")
            .args([&profile, "--headless", "--convert-to", format, "--outdir"])
            .arg(self.folder.path())
            .arg(document)
            .kill_on_drop(true)
            .output();
        let ran = tokio::time::timeout(PATIENCE, ran).await;
        let ran = ran
            .context("LibreOffice does not end")?
            .context("soffice")?;
        let said = String::from_utf8_lossy(&ran.stderr);
        ensure!(ran.status.success(), "LibreOffice: {said}");
        Ok(())
    }
}
