//! What a citizen's first visit transfers, what an officer's does, and how much each may be.

use std::fs;
use std::path::Path;

use anyhow::{Result, bail};

use crate::web;
use crate::workspace::Workspace;

/// Above this, the tests fail. Bytes.
const LIMIT: u64 = 160 * 1024;
/// The same for each of the office's programs. Bytes.
const OFFICE_LIMIT: u64 = 400 * 1024;
/// Where it should be. Bytes.
const AIM: u64 = 120 * 1024;

/// One file of the first load.
pub(crate) struct Row {
    pub(crate) name: String,
    /// Bytes on disk.
    pub(crate) raw: u64,
    /// Bytes as sent.
    pub(crate) sent: u64,
}

/// Everything the first visit of a site transfers, the largest first.
///
/// # Errors
/// When the site is not built and finished.
pub(crate) fn first_load(dist: &Path) -> Result<Vec<Row>> {
    let mut files = web::precached(dist)?;
    files.extend(Some(dist.join("sw.js")).filter(|worker| worker.exists()));
    let mut rows = Vec::new();
    for file in files {
        rows.push(Row {
            name: file
                .strip_prefix(dist)
                .unwrap_or(&file)
                .display()
                .to_string(),
            raw: fs::metadata(&file)?.len(),
            sent: web::transferred(&file)?,
        });
    }
    rows.sort_by(|a, b| b.sent.cmp(&a.sent).then_with(|| a.name.cmp(&b.name)));
    Ok(rows)
}

/// Bytes as sent, of all files.
pub(crate) fn total(rows: &[Row]) -> u64 {
    rows.iter().map(|row| row.sent).sum()
}

/// Prints the files with their sizes.
pub(crate) fn print(rows: &[Row]) {
    let width = rows
        .iter()
        .map(|row| row.name.len())
        .max()
        .unwrap_or(0)
        .max(5);
    println!("{:<width$}  {:>9}  {:>9}", "file", "bytes", "brotli");
    for row in rows {
        println!("{:<width$}  {:>9}  {:>9}", row.name, row.raw, row.sent);
    }
    let raw: u64 = rows.iter().map(|row| row.raw).sum();
    println!("{:<width$}  {raw:>9}  {:>9}", "total", total(rows));
}

/// Prints the first loads and compares them with their budgets.
///
/// # Errors
/// When it is over the limit.
pub(crate) fn check(workspace: &Workspace) -> Result<()> {
    let rows = first_load(&workspace.dist().join(web::CITIZEN.name))?;
    print(&rows);
    let total = total(&rows);
    for file in web::later(&workspace.dist().join(web::CITIZEN.name))? {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        println!("later: {name} {}", web::transferred(&file)?);
    }
    for file in web::of_surveys(&workspace.dist().join(web::CITIZEN.name))? {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        println!("surveys: {name} {}", web::transferred(&file)?);
    }
    println!("limit {LIMIT}, aim {AIM}");
    verdict(total)?;
    for site in web::OF_OFFICERS {
        let rows = first_load(&workspace.dist().join(site.name))?;
        let total = self::total(&rows);
        println!("{}: {total}, limit {OFFICE_LIMIT}", site.name);
        within(
            &format!("the first load of {}", site.name),
            total,
            OFFICE_LIMIT,
        )?;
    }
    Ok(())
}

fn within(what: &str, total: u64, limit: u64) -> Result<()> {
    if total > limit {
        bail!("{what} is {total} bytes, {} over the limit", total - limit);
    }
    Ok(())
}

fn verdict(total: u64) -> Result<()> {
    within("the citizen's first load", total, LIMIT)?;
    if total > AIM {
        println!("within the limit, {} bytes over the aim", total - AIM);
    } else {
        println!("within the aim");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{LIMIT, OFFICE_LIMIT, verdict, within};

    #[test]
    fn the_limit_itself_is_allowed_and_no_byte_more() {
        assert!(verdict(LIMIT).is_ok());
        assert!(verdict(LIMIT + 1).is_err());
        assert!(within("it", OFFICE_LIMIT, OFFICE_LIMIT).is_ok());
        assert!(within("it", OFFICE_LIMIT + 1, OFFICE_LIMIT).is_err());
    }
}
