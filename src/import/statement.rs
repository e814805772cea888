//! What a document says in words, as a workspace's `[[statement]]`: proposed, for a person to accept.

use crate::audit::text::proposal::Proposal;
use crate::starter::quoted;

/// A proposed statement as a workspace writes it. `figures` are the names that its rows have there, `document` the id
/// of the document and `part` where in it the sentence stands. None where a workspace has no word for what it says.
#[must_use]
pub fn statement(
    proposal: &Proposal,
    id: &str,
    figures: &[String],
    document: &str,
    part: &str,
) -> Option<String> {
    let names: Vec<String> = figures.iter().map(|it| quoted(it)).collect();
    let keys = [
        ("id", quoted(id)),
        ("year", proposal.year.to_string()),
        ("figures", format!("[{}]", names.join(", "))),
        ("says", quoted(proposal.says.name())),
        ("text", format!("{{ sv = {} }}", quoted(&proposal.sentence))),
        ("source", format!("{{ document = {}, part = {} }}", quoted(document), quoted(part))),
    ];
    let lines = keys.into_iter().map(|(key, value)| format!("{key} = {value}\n"));
    proposal.says.is_a_statement().then(|| format!("[[statement]]\n{}", lines.collect::<String>()))
}
