//! The number format of a cell: how a sheet shows a number, and what it shows beside it.

use rust_decimal::Decimal;

/// How a number is shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shown {
    /// The part of the format that is of such a number, without what it quotes.
    code: String,
    /// The words that stand beside the number, or in its place.
    pub beside: String,
}

/// A part of a format: of positive numbers, of negative, of nought, or of those that meet its condition.
#[derive(Default)]
struct Section {
    shown: Shown,
    condition: Option<String>,
}

/// What stands for a number that is shown as it is.
const GENERAL: char = '\u{1}';

impl Shown {
    /// How a format shows a number; none where it shows it in a way that is not known.
    #[must_use]
    pub fn of(format: &str, number: Decimal) -> Option<Self> {
        if format.is_empty() {
            return Some(Self { code: GENERAL.to_string(), beside: String::new() });
        }
        let sections = sections(&format.replace("General", &GENERAL.to_string()));
        if sections.iter().any(|it| it.condition.is_some()) {
            for section in sections {
                let holds = section.condition.as_deref().map_or(Some(true), |it| holds(it, number))?;
                if holds {
                    return Some(section.shown);
                }
            }
            return None;
        }
        let at = match sections.len() {
            2.. if number.is_sign_negative() && !number.is_zero() => 1,
            3.. if number.is_zero() => 2,
            _ => 0,
        };
        sections.into_iter().nth(at).map(|it| it.shown)
    }

    /// Whether it shows the number, and not words or nothing in its place.
    #[must_use]
    pub fn is_number(&self) -> bool {
        self.code.contains(['0', '#', '?', '@', GENERAL])
    }

    /// Whether it is shown as per cent.
    #[must_use]
    pub fn is_percent(&self) -> bool {
        self.code.contains('%')
    }

    /// How many times it is shown in thousands: by commas behind its last digit.
    #[must_use]
    pub fn thousands(&self) -> usize {
        let code = &self.code;
        let whole = code.split('.').next().unwrap_or_default();
        let behind = |it: &str| {
            it.rsplit(['0', '#']).next().unwrap_or_default().chars().take_while(|c| *c == ',').count()
        };
        if code.contains(['0', '#']) { behind(whole).max(behind(code)) } else { 0 }
    }

    /// How many decimals are shown; none where it shows what there is.
    #[must_use]
    pub fn decimals(&self) -> Option<u32> {
        let code = &self.code;
        if !code.contains('0') || code.contains(['E', '?', '/']) {
            return None;
        }
        let behind = code.rsplit_once('.').map_or("", |(_, it)| it);
        u32::try_from(behind.chars().take_while(|it| matches!(it, '0' | '#')).count()).ok()
    }
}

/// Whether a number meets a condition such as `>=1000`; none where that is none.
fn holds(condition: &str, number: Decimal) -> Option<bool> {
    let at = condition.find(|c: char| !matches!(c, '<' | '>' | '='))?;
    let (sign, than) = condition.split_at(at);
    let than: Decimal = than.trim().parse().ok()?;
    Some(match sign {
        "<" => number < than,
        "<=" => number <= than,
        ">" => number > than,
        ">=" => number >= than,
        "=" => number == than,
        "<>" => number != than,
        _ => return None,
    })
}

fn sections(format: &str) -> Vec<Section> {
    let mut all = vec![Section::default()];
    let mut rest = format.chars();
    let (mut quoted, mut before) = (false, ' ');
    while let Some(c) = rest.next() {
        let Some(section) = all.last_mut() else { break };
        let shown = &mut section.shown;
        match c {
            '"' => quoted = !quoted,
            _ if quoted => shown.beside.push(c),
            '\\' => shown.beside.extend(rest.next()),
            // A gap as wide as a sign, and a sign that fills the cell.
            '_' | '*' => drop(rest.next()),
            '[' => {
                let inside: String = rest.by_ref().take_while(|it| *it != ']').collect();
                if let Some(money) = inside.strip_prefix('$') {
                    shown.beside += money.split('-').next().unwrap_or_default();
                } else if inside.starts_with(['<', '>', '=']) {
                    section.condition = Some(inside);
                }
            }
            ';' => all.push(Section::default()),
            'E' | 'e' if matches!(before, '0' | '#') => shown.code.push('E'),
            _ if c.is_alphabetic() || matches!(c, '€' | '$' | '£' | '‰') => shown.beside.push(c),
            _ => shown.code.push(c),
        }
        before = c;
    }
    for section in &mut all {
        // The sign is the number's own, also where a format writes it.
        let is_sign = |c: char| matches!(c, '-' | '−' | '–' | '+' | '(' | ')' | ' ');
        if section.shown.is_number() {
            section.shown.beside = section.shown.beside.trim_start_matches(is_sign).trim_end().to_owned();
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_says_what_stands_beside_its_number() {
        for (format, number, beside, is_number) in [
            ("#,##0 \"tkr\"", "4000", "tkr", true),
            ("#,##0.0,,\\ \"mkr\"", "4000000", "mkr", true),
            ("#,##0\\ [$kr-41D]", "4", "kr", true),
            ("[$€-2]\\ #,##0", "4", "€", true),
            ("#,##0;[Red]\\-#,##0", "-4", "", true),
            ("#,##0_);(#,##0)", "-4", "", true),
            ("#,##0;-#,##0;\"–\"", "0", "–", false),
            (";;;", "4", "", false),
            ("General", "4", "", true),
            ("General\" kr\"", "4", "kr", true),
            ("0.00E+00", "4", "", true),
            ("[>=1000]0,\"tkr\";0\"kr\"", "4000", "tkr", true),
            ("[>=1000]0,\"tkr\";0\"kr\"", "40", "kr", true),
        ] {
            let shown = Shown::of(format, number.parse().unwrap()).unwrap();
            assert_eq!((shown.beside.trim(), shown.is_number()), (beside, is_number), "{format}");
        }
        assert_eq!(Shown::of("[>=x]0", Decimal::ONE), None);
    }
}
