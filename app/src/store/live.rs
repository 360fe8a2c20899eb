//! A value that pages follow.
//!
//! Like `RwSignal`, for values that live as long as the app. Leptos compiles a signal's code anew
//! for each type of value; here one kind of signal does the following for all of them, which saved
//! kilobytes of every first load.

use std::sync::{PoisonError, RwLock};

use leptos::prelude::{Notify as _, RwSignal, Track as _};
/// A value and the signal of its changes.
pub struct Live<T: 'static> {
    // Leaked on purpose, a few dozen bytes each: the app itself never ends.
    value: &'static RwLock<T>,
    changed: RwSignal<()>,
}

impl<T> Clone for Live<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Live<T> {}

impl<T: 'static> Live<T> {
    /// A value nobody follows yet.
    #[must_use]
    pub fn new(value: T) -> Self {
        Self {
            value: Box::leak(Box::new(RwLock::new(value))),
            changed: RwSignal::new(()),
        }
    }

    /// Follows the value without reading it.
    #[inline(never)]
    pub fn track(&self) {
        self.changed.track();
    }

    /// Reads the value without following it.
    pub fn with_untracked<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        read(&self.value.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Reads the value and follows it.
    pub fn with<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        self.track();
        self.with_untracked(read)
    }

    /// Changes the value and tells whoever follows.
    pub fn update(&self, change: impl FnOnce(&mut T)) {
        // The lock is given back before the followers run: they read the value.
        change(&mut self.value.write().unwrap_or_else(PoisonError::into_inner));
        self.changed.notify();
    }

    /// Replaces the value and tells whoever follows.
    pub fn set(&self, value: T) {
        self.update(|old| *old = value);
    }
}

impl<T: Clone + 'static> Live<T> {
    /// A copy of the value, followed.
    #[must_use]
    pub fn get(&self) -> T {
        self.with(T::clone)
    }

    /// A copy of the value.
    #[must_use]
    pub fn get_untracked(&self) -> T {
        self.with_untracked(T::clone)
    }
}

impl<T: PartialEq + 'static> Live<T> {
    /// Replaces the value and tells whoever follows, if it is another one.
    pub fn set_if_new(&self, value: T) {
        if self.with_untracked(|old| *old != value) {
            self.set(value);
        }
    }
}
