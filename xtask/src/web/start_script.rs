//! Trunk starts the app by a script written into the page and asks for the program with the page.
//! Our content security policy allows script files only, and the first paint should not wait for the
//! program, so `public/start.js` takes the place of both.

use anyhow::{Context, Result, bail};

const SOURCE: &str = include_str!("../../../public/start.js");

/// A page cut around the one module script that stands in it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Cut<'a> {
    before: &'a str,
    /// The script's text.
    pub(super) code: &'a str,
    after: &'a str,
}

impl Cut<'_> {
    /// The page with a script file in the place of the script's text.
    pub(super) fn with_file(&self, url: &str, integrity: &str) -> String {
        format!(
            "{}<script type=\"module\" src=\"{url}\" integrity=\"{integrity}\"></script>{}",
            self.before, self.after
        )
    }
}

/// Finds the module script whose text stands in the page.
pub(super) fn cut(html: &str) -> Option<Cut<'_>> {
    let mut from = 0;
    while let Some(open) = html[from..].find("<script") {
        let open = from + open;
        let text = open + html[open..].find('>')? + 1;
        let close = text + html[text..].find("</script>")?;
        let end = close + "</script>".len();
        let tag = &html[open..text];
        if is_module(tag) && !tag.contains("src=") {
            return Some(Cut {
                before: &html[..open],
                code: &html[text..close],
                after: &html[end..],
            });
        }
        from = end;
    }
    None
}

/// Our start script, naming what Trunk's names.
///
/// # Errors
/// When Trunk's script names no script or no module.
pub(super) fn ours(code: &str, integrity_of: impl Fn(&str) -> Result<String>) -> Result<String> {
    let named = |end: &str| {
        let mut texts = code.split(['\'', '"']);
        let found = texts.find(|text| text.ends_with(end) && !text.contains(char::is_whitespace));
        found.with_context(|| format!("Trunk's start script names no {end}"))
    };
    let module = named(".wasm")?;
    let marks = [
        ("__SCRIPT__", named(".js")?.to_owned()),
        ("__MODULE__", module.to_owned()),
        ("__INTEGRITY__", integrity_of(module)?),
    ];
    let mut script = SOURCE.to_owned();
    for (mark, value) in marks {
        if script.matches(mark).count() != 1 {
            bail!("public/start.js must hold {mark} exactly once");
        }
        script = script.replace(mark, &value);
    }
    Ok(script)
}

/// The page without the link that asks for the module before the page is painted.
pub(super) fn without_module_preload(page: &str) -> Option<String> {
    let (at, tag) = page.match_indices("<link").find_map(|(at, _)| {
        let tag = &page[at..=at + page[at..].find('>')?];
        (tag.contains("preload") && tag.contains(".wasm")).then_some((at, tag))
    })?;
    Some(format!("{}{}", &page[..at], &page[at + tag.len()..]))
}

/// Minified pages leave the quotes out.
fn is_module(tag: &str) -> bool {
    ["type=module", "type=\"module\"", "type='module'"]
        .iter()
        .any(|form| tag.contains(form))
}

/// Whether any script text is left in the page, which the policy would refuse to run.
pub(super) fn has_inline_script(html: &str) -> bool {
    html.split("<script").skip(1).any(|rest| {
        let tag = rest.split('>').next().unwrap_or_default();
        !tag.contains("src=")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<head><script src=\"/boot.js\"></script>\
        <script type=\"module\">\nimport init from '/c.js';\nawait init();\n</script></head>";

    #[test]
    fn the_inline_module_is_cut_out_and_others_stay() {
        let cut = cut(PAGE).unwrap();
        assert_eq!(cut.code, "\nimport init from '/c.js';\nawait init();\n");
        assert_eq!(
            cut.with_file("/start-1.js", "sha384-x"),
            "<head><script src=\"/boot.js\"></script><script type=\"module\" \
             src=\"/start-1.js\" integrity=\"sha384-x\"></script></head>"
        );
    }

    #[test]
    fn minified_tags_are_understood() {
        assert_eq!(cut("<script type=module>x()</script>").unwrap().code, "x()");
    }

    #[test]
    fn module_files_are_left_alone() {
        assert_eq!(cut("<script type=\"module\" src=\"/a.js\"></script>"), None);
    }

    #[test]
    fn a_page_cut_short_is_no_panic() {
        assert_eq!(cut("<script type=\"module\">x()"), None);
        assert_eq!(cut("<script"), None);
    }

    #[test]
    fn our_script_names_what_trunks_names() {
        let code = "import init from '/c-1.js';\nconst w = await init({ module_or_path: '/c-1_bg.wasm' });";
        let ours = super::ours(code, |url| Ok(format!("sum of {url}"))).unwrap();
        assert!(ours.contains("import init from \"/c-1.js\""));
        assert!(ours.contains("fetch(\"/c-1_bg.wasm\", { integrity: \"sum of /c-1_bg.wasm\" })"));
        assert!(super::ours("import init from '/c-1.js'", |_| Ok(String::new())).is_err());
    }

    #[test]
    fn the_module_is_not_asked_for_before_the_paint() {
        let page =
            "<link rel=modulepreload href=/c.js><link as=fetch href=/c_bg.wasm rel=preload><p>";
        let rest = "<link rel=modulepreload href=/c.js><p>";
        assert_eq!(without_module_preload(page).as_deref(), Some(rest));
        assert_eq!(without_module_preload(rest), None);
    }

    #[test]
    fn inline_scripts_are_noticed() {
        assert!(has_inline_script(PAGE));
        assert!(!has_inline_script(
            &cut(PAGE).unwrap().with_file("/s.js", "sha384-x")
        ));
    }
}
