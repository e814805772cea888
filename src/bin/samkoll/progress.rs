//! How far a run has come, on a terminal where it takes a while: a bar on stderr, gone when the run is done.
//!
//! Nothing else is written while it is there: it stands around the reading and the assessing alone.

use std::io::{self, IsTerminal, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use samkoll::amount::{Language, Phrase};

use crate::world;

/// What is being done.
pub(crate) const READING: Phrase = Phrase::new("läser filerna", "reading the files");
pub(crate) const ASSESSING: Phrase = Phrase::new("prövar reglerna", "asking the rules");
pub(crate) const MANY: Phrase = Phrase::new("prövar förbunden", "assessing the förbund");

/// A run that is done sooner shows nothing.
const PATIENCE: Duration = Duration::from_millis(500);

/// How often it is drawn.
const STEP: Duration = Duration::from_millis(100);

/// How many characters the bar is long.
const LENGTH: usize = 24;

/// Back to the beginning of the line, and nothing on it.
const CLEAR: &str = "\r\u{1b}[2K";

static QUIET: AtomicBool = AtomicBool::new(false);

/// Whether the user has asked for no bar.
pub(crate) fn quiet(quiet: bool) {
    QUIET.store(quiet, Ordering::Relaxed);
}

/// A bar that is there until it is dropped.
pub(crate) struct Progress {
    counts: Arc<Counts>,
    drawing: Option<(Sender<()>, JoinHandle<()>)>,
}

/// How much is done, of how much; nothing of nothing as long as that is not known.
#[derive(Default)]
struct Counts {
    done: AtomicUsize,
    of: AtomicUsize,
}

impl Progress {
    /// Begins to wait with a bar. It is never drawn into a file or a pipe, nor in a build.
    pub(crate) fn of(what: Phrase, language: Language) -> Self {
        let counts = Arc::new(Counts::default());
        let is_seen = io::stderr().is_terminal()
            && world::variable("CI").is_none()
            && world::variable("TERM").is_none_or(|it| it != "dumb");
        if QUIET.load(Ordering::Relaxed) || !is_seen {
            return Self { counts, drawing: None };
        }
        let (stop, stopped) = mpsc::channel();
        let seen = Arc::clone(&counts);
        let thread = thread::spawn(move || {
            let mut wait = PATIENCE;
            let mut drawn = false;
            while stopped.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
                let words = what.get(language);
                write(&format!(
                    "{CLEAR}{}",
                    line(seen.done.load(Ordering::Relaxed), seen.of.load(Ordering::Relaxed), words)
                ));
                (wait, drawn) = (STEP, true);
            }
            if drawn {
                write(CLEAR);
            }
        });
        Self { counts, drawing: Some((stop, thread)) }
    }

    /// So much is done, of so much.
    pub(crate) fn at(&self, done: usize, of: usize) {
        self.counts.done.store(done, Ordering::Relaxed);
        self.counts.of.store(of, Ordering::Relaxed);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((stop, thread)) = self.drawing.take() {
            drop(stop);
            // That it could not be drawn is no fault of the run.
            let _ = thread.join();
        }
    }
}

fn line(done: usize, of: usize, words: &str) -> String {
    let part = |whole: usize| done.saturating_mul(whole).checked_div(of).map(|it| it.min(whole));
    match (part(LENGTH), part(100)) {
        (Some(full), Some(percent)) => {
            let (full, rest) = ("█".repeat(full), "░".repeat(LENGTH.saturating_sub(full)));
            format!("{full}{rest} {percent} % {words}")
        }
        _ => format!("{words} …"),
    }
}

/// Nobody may be there to see it.
fn write(text: &str) {
    let mut stderr = io::stderr().lock();
    let _ = stderr.write_all(text.as_bytes()).and_then(|()| stderr.flush());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_as_long_as_the_work_done() {
        assert_eq!(line(0, 0, "läser"), "läser …");
        assert_eq!(line(6, 12, "prövar"), format!("{}{} 50 % prövar", "█".repeat(12), "░".repeat(12)));
        assert_eq!(line(13, 12, "x"), format!("{} 100 % x", "█".repeat(24)));
    }
}
