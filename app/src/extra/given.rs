//! The files of an answer: listed and saved with the case's access code.

use domain::sync::paper::{AnswerFile, AnswerFiles};
use uuid::Uuid;
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;

use super::dom::{Node, button, draw, el, paragraph};
use crate::api::files::{answer_file, answer_files};
use crate::device;
use crate::text::{complaint as say, extra, fill, t};

/// Shows them, if there are any and the network is there; without it the page is not worse off.
pub(super) async fn fill_case(place: Element, id: Uuid, code: String) {
    let Ok(AnswerFiles { files }) = answer_files(id, &code).await else {
        return;
    };
    draw(&place, nodes(id, &code, &files));
}

fn nodes(id: Uuid, code: &str, files: &[AnswerFile]) -> Vec<Node> {
    if files.is_empty() {
        return Vec::new();
    }
    let rows: Vec<Node> = files.iter().map(|file| row(id, code, file)).collect();
    vec![
        el("h2").text(t(say::FILES)),
        el("ul").attr("class", "files").add(rows),
    ]
}

fn row(id: Uuid, code: &str, file: &AnswerFile) -> Node {
    let said = paragraph("error", "").attr("role", "alert");
    let told = said.0.clone();
    let (code, name, paper) = (code.to_owned(), file.name.clone(), file.id);
    let save = move || {
        let (code, name, told) = (code.clone(), name.clone(), told.clone());
        spawn_local(async move {
            let saved = match answer_file(id, paper, &code).await {
                Some(blob) => device::save_blob(&name, &blob),
                None => false,
            };
            if let Some(told) = told {
                let text = if saved { "" } else { t(say::FILE_FAILED) };
                told.set_text_content(Some(text));
            }
        });
    };
    let kind = file.signs.map(|_| t(say::FILE_SIGNATURE));
    let size = extra::size(file.size);
    let about = kind.map_or_else(|| size.clone(), |kind| format!("{size} · {kind}"));
    el("li")
        .add(el("span").attr("class", "files__name").text(&file.name))
        .add(el("span").attr("class", "hint").text(&about))
        .add(
            button("btn btn--second", t(say::FILE_SAVE), save)
                .attr("data-key", &file.id.to_string())
                .attr("aria-label", &fill(say::FILE_SAVE_NAMED, &file.name)),
        )
        .add(said)
}
