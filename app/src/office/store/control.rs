//! Loading the control board.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Load, Store};
use crate::office::route::Route;
use crate::{device, office::api};

impl Store {
    /// Loads the board anew; what is shown stays until the answer.
    pub fn load_board(self) {
        self.board_load.set(Load::Loading);
        spawn_local(async move {
            let answer = api::control().await;
            if self.route.get_untracked() != Route::Control {
                return;
            }
            match answer {
                Ok(board) => {
                    self.set_clock(board.server_time);
                    self.board.set(Some(board));
                    self.board_load.set(Load::Ready);
                }
                Err(error) if self.is_expiry(&error) => {}
                Err(error) => self.board_load.set(Load::Failed(error)),
            }
        });
    }

    /// Prints the page.
    pub fn print(self) {
        device::print();
    }
}
