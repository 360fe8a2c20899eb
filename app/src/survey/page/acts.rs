//! What a person can do with a draft and with what became of their answers.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;

use super::{Page, on_page};
use crate::db::survey::{drop_survey_draft, drop_surveys, load_surveys, mend_survey};
use crate::survey::tell_other_tabs;
use crate::text::{survey as say, t};

/// What a person can do with what became of their answers.
#[derive(Clone, Copy)]
pub(in crate::survey) enum Act {
    Another,
    Mend,
    Forget,
    Erase,
}

/// Does it.
pub(in crate::survey) fn act(act: Act) {
    on_page(match act {
        Act::Another => Page::answer_for_another,
        Act::Mend => Page::mend,
        Act::Forget => Page::forget,
        Act::Erase => Page::erase,
    });
}

impl Page {
    pub(super) fn erase(self: Rc<Self>) {
        let window = web_sys::window();
        let sure = window.and_then(|window| window.confirm_with_message(t(say::ERASE_ASK)).ok());
        if sure != Some(true) {
            return;
        }
        spawn_local(async move {
            self.timer.take();
            if let Some(form) = &self.form {
                form.clear();
                form.show_problem("", None);
            }
            if drop_survey_draft(self.day).await.is_ok() {
                tell_other_tabs();
                self.show(false).await;
                self.retitle(false);
                self.say_of_draft(t(say::ERASED));
                self.focus_heading();
            }
        });
    }

    /// Somebody else answers on this device.
    fn answer_for_another(self: Rc<Self>) {
        self.another.set(true);
        spawn_local(async move {
            self.show(false).await;
            self.focus_heading();
        });
    }

    fn mend(self: Rc<Self>) {
        spawn_local(async move {
            let latest = self
                .shown
                .borrow()
                .as_ref()
                .and_then(|shown| shown.latest.clone());
            if let Some(latest) = latest
                && mend_survey(&latest).await.is_ok()
            {
                tell_other_tabs();
                self.show(false).await;
                self.focus_heading();
            }
        });
    }

    fn forget(self: Rc<Self>) {
        spawn_local(async move {
            let Ok(mut records) = load_surveys().await else {
                return;
            };
            records.retain(|record| record.day == self.day);
            if drop_surveys(&records).await.is_ok() {
                tell_other_tabs();
                self.show(false).await;
                self.focus_heading();
            }
        });
    }
}
