//! `samkoll rules`: the register of rules.

use samkoll::{Workspace, render};

use crate::args::RulesOptions;
use crate::opened::open;
use crate::output::{self, Exit, Trouble};

pub(crate) fn run(options: &RulesOptions) -> Result<Exit, Trouble> {
    let opened = open(options.dir.as_deref(), &options.language)?;
    if !opened.is_usable() {
        return Ok(Exit::CannotRun);
    }
    let Workspace { book, model, .. } = &opened.workspace;
    output::print(&render::rules::render(book, model.manifest.as_ref(), opened.language))?;
    Ok(Exit::Clean)
}
