//! What lies under every workspace: the standard, read once in a run of the program. Its files come before all others,
//! so that what it says can be pointed at in every workspace.

use std::collections::BTreeMap;
use std::sync::{LazyLock, Once};
use std::thread::{self, Scope};

use super::loader::{family, script_of};
use crate::model::{FileKind, Model, read_standard};
use crate::rulebook;
use crate::source::{FileId, Files};
use crate::standard;

/// The standard's files, with what each is for; scripts by the name of their rule.
#[derive(Debug)]
pub(super) struct Texts {
    pub(super) files: Files,
    pub(super) scripts: BTreeMap<String, FileId>,
    kinds: Vec<(FileId, FileKind)>,
}

/// The texts, which are there at once.
pub(super) fn texts() -> &'static Texts {
    static TEXTS: LazyLock<Texts> = LazyLock::new(Texts::embedded);
    &TEXTS
}

/// What they say. That nothing is wrong with it is a test's to say; here it is all there is.
pub(super) fn model() -> &'static Model {
    static MODEL: LazyLock<Model> = LazyLock::new(|| {
        let texts = texts();
        read_standard(&texts.files, &texts.kinds).0
    });
    &MODEL
}

/// Begins to read the standard and to compile its rules while a workspace's own files are read. What it comes to is
/// the same without: whoever asks for what is not there yet waits for it, or makes it.
pub(super) fn ahead<'scope>(scope: &'scope Scope<'scope, '_>) {
    static BEGUN: Once = Once::new();
    // Where many workspaces are read at once, each processor has its own work already.
    if rayon::current_thread_index().is_some() {
        return;
    }
    BEGUN.call_once(|| {
        let work = || rulebook::compile_ahead(model(), &texts().files, &texts().scripts);
        // Where there can be no other thread, there is none.
        drop(thread::Builder::new().spawn_scoped(scope, work));
    });
}

impl Texts {
    fn embedded() -> Self {
        let mut files = Files::default();
        let (mut kinds, mut scripts) = (Vec::new(), BTreeMap::new());
        for (path, text) in standard::files() {
            let path = format!("{}/{path}", standard::FOLDER);
            let id = files.embed(&path, text);
            let family = family(&path);
            if family == "editions" {
                continue;
            }
            match script_of(&path) {
                Some(rule) => drop(scripts.insert(rule.to_owned(), id)),
                // The law's own duties are read as an agreement is.
                None if family == "law" => kinds.push((id, FileKind::Agreements)),
                None => kinds.push((id, FileKind::Rules(family))),
            }
        }
        Self { files, scripts, kinds }
    }
}
