//! `samkoll rules`: the register of rules.

use samkoll::render;

use crate::args::RulesOptions;
use crate::opened::open;
use crate::output::{self, Exit, Trouble};

pub(crate) fn run(options: &RulesOptions) -> Result<Exit, Trouble> {
    let opened = open(options.dir.as_deref(), &options.language)?;
    if !opened.is_usable() {
        return Ok(Exit::CannotRun);
    }
    output::print(&render::rules::render(&opened.workspace.book, opened.language))?;
    Ok(Exit::Clean)
}
