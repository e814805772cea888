//! `samkoll rules`: the register of rules, and the cases of a förbund's own.

use std::collections::BTreeSet;

use samkoll::amount::{Language, Text};
use samkoll::cases::{self, Cases};
use samkoll::{Workspace, render};

use crate::args::{RulesCommand, RulesOptions, TestOptions};
use crate::opened::{Opened, open, read};
use crate::output::{self, Exit, Trouble, no_such};
use crate::world;

pub(crate) fn run(options: &RulesOptions) -> Result<Exit, Trouble> {
    if let Some(RulesCommand::Test(test)) = &options.what {
        return run_cases(test);
    }
    let opened = open(options.dir.as_deref(), &options.language)?;
    if !opened.is_usable() {
        return Ok(Exit::CannotRun);
    }
    let Workspace { book, model, .. } = &opened.workspace;
    output::print(&render::rules::render(book, model.manifest.as_ref(), opened.language))?;
    Ok(Exit::Clean)
}

fn run_cases(options: &TestOptions) -> Result<Exit, Trouble> {
    let spoken = options.language.chosen().unwrap_or(Language::Sv);
    let place = world::find(options.dir.as_deref()).map_err(|why| Trouble::new(why, spoken))?;
    let opened = read(&place, &options.language);
    let language = opened.language;
    if !opened.is_usable() {
        return Ok(Exit::CannotRun);
    }
    let trouble = |why: Text| Trouble::new(why, language);
    let cases = cases::read(&place, options.cases.as_deref()).map_err(trouble)?;
    if cases.is_broken() {
        output::show_problems(&cases.problems, &cases.files, language);
        return Ok(Exit::CannotRun);
    }
    let rules = asked(&opened, &cases, options.rule.as_deref())?;
    let own = cases::own_rules(&place, &opened.workspace).map_err(trouble)?;
    let tested = cases.run(&opened.workspace, &own, &rules);
    output::print(&render::tested::render(&tested, &opened.workspace.files, language))?;
    Ok(match (tested.counts(), tested.untested().next()) {
        ((_, 1..), _) => Exit::Breached,
        // Where nothing is tested nothing has passed.
        ((0, _), _) | (_, Some(_)) => Exit::Undecided,
        _ => Exit::Clean,
    })
}

/// The rules that are looked at: the one that is named, or else the förbund's own and all that have cases.
fn asked<'o>(
    opened: &'o Opened,
    cases: &'o Cases,
    named: Option<&'o str>,
) -> Result<BTreeSet<&'o str>, Trouble> {
    let Workspace { book, model, .. } = &opened.workspace;
    let known: Vec<&str> = book.rules().iter().map(|it| it.text.id.value.as_str()).collect();
    let unknown = |it: &&str| !known.contains(it);
    if let Some(unknown) = cases.rules().chain(named).find(unknown) {
        return Err(no_such(&Text::new("regeln", "rule"), unknown, &known, opened.language));
    }
    if let Some(rule) = named {
        return Ok(BTreeSet::from([rule]));
    }
    let own = book.rules().iter().filter(|it| !model.is_standard(it.text.span));
    Ok(own.map(|it| it.text.id.value.as_str()).chain(cases.rules()).collect())
}
