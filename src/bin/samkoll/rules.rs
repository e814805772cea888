//! `samkoll rules`: the register of rules.

use samkoll::amount::Language;
use samkoll::{load, render};

use crate::args::RulesOptions;
use crate::check::{announce, language_of};
use crate::output::{self, Exit, Trouble};
use crate::world;

pub(crate) fn run(options: &RulesOptions) -> Result<Exit, Trouble> {
    let asked = options.language.chosen();
    let place = world::find(options.dir.as_deref(), asked.unwrap_or(Language::Sv))?;
    let workspace = load(&place);
    let language = asked.unwrap_or_else(|| language_of(&workspace));
    announce(&place, language);
    if workspace.is_broken() {
        output::show_problems(&workspace.problems, &workspace.files, language);
        return Ok(Exit::CannotRun);
    }
    output::print(&render::rules::render(&workspace.book, language))?;
    Ok(Exit::Clean)
}
