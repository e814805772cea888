//! Numbers of one sentence against each other: women and men and all, a per cent of so many, from so many to so many.

use std::collections::BTreeSet;
use std::ops::Bound;

use rust_decimal::Decimal;

use super::sentence::{Number, Of, Sentence, Sort};
use super::{Mentioned, TextAudit, Why, Within, scope};
use crate::amount::{Quantity, Unit};
use crate::document::number;

/// What a check says: whether it holds, the number that is told, what it should be, and what that is reckoned from.
struct Told {
    holds: bool,
    at: usize,
    right: Option<Quantity>,
    sort: Within,
    terms: Vec<Quantity>,
    /// Where the numbers stand that it is reckoned from, with that which is told.
    used: Vec<usize>,
    /// Whether nothing stands among them that could make them of another thing.
    is_strict: bool,
}

/// Checks each sentence of a paragraph, and each with the one after it.
pub(super) fn checked(sentences: &[Sentence<'_>], found: &mut TextAudit) {
    let tells_unknown = sentences.iter().any(scope::tells_unknown);
    // The counts of the sentences so far: each number once, however often it is told.
    let mut wholes: BTreeSet<Decimal> = BTreeSet::new();
    for (index, sentence) in sentences.iter().enumerate() {
        wholes.extend(sentence.numbers().filter(|it| it.is_count()).map(|it| it.value));
        let mut told = parts(sentence);
        told.extend(total(sentence));
        told.extend(shares(sentence));
        told.extend(of_so_many(sentence));
        told.extend(of_all(sentence));
        told.extend(possible(sentence));
        told.extend(from_to(sentence));
        told.extend(sentences.get(index.saturating_add(1)).and_then(|next| year_by_year(sentence, next)));
        for it in told {
            let Some(printed) = sentence.number(it.at).and_then(Number::own) else { continue };
            let certainty = certainty(sentence, &it, (&wholes, tells_unknown));
            let why = Why::Within(it.sort, it.terms);
            let right = it.right.filter(|_| !it.holds);
            let mentioned = Mentioned::of(sentence, sentence.span(it.at), printed, right, why);
            match (it.holds, certainty) {
                (true, _) => found.confirmed.push(mentioned),
                (false, Some(true)) => found.findings.push(mentioned),
                (false, Some(false)) => found.questions.push(mentioned),
                (false, None) => (),
            }
        }
    }
}

/// Whether what does not come out is a fault beyond doubt, or a question; none where the sentence, or its paragraph,
/// tells how it may come out.
fn certainty(
    sentence: &Sentence<'_>,
    told: &Told,
    (wholes, tells_unknown): (&BTreeSet<Decimal>, bool),
) -> Option<bool> {
    // "varav" that opens the parts themselves is the relation.
    let opens = |at: usize| {
        told.sort == Within::Parts
            && matches!(sentence.word(at), Some("varav" | "därav"))
            && told.used.contains(&at.saturating_add(1))
    };
    // "Av dessa 60": the whole itself.
    let is_whole = |at: usize| at == 1 && told.sort == Within::Share && sentence.word(at) == Some("dessa");
    if scope::is_open(sentence, |at| opens(at) || is_whole(at)) {
        return None;
    }
    let by_sex = matches!(told.sort, Within::Parts | Within::Shares | Within::Possible);
    let compares = matches!(told.sort, Within::Difference | Within::Direction);
    if by_sex && tells_unknown
        || !compares && scope::looks_back(sentence)
        || told.sort == Within::Share && is_of_another(sentence, told, wholes)
        || matches!(told.sort, Within::Parts | Within::Total) && is_of_some(sentence, told.at)
    {
        return None;
    }
    // Less than all leaves room for others.
    let printed = sentence.number(told.at).and_then(Number::own);
    let less = told.sort == Within::Shares
        && printed.zip(told.right.as_ref()).is_some_and(|(it, right)| it.value < right.value);
    told.is_strict.then(|| !less && scope::are_all_used(sentence, &told.used))
}

/// Whether a per cent is that of the same part and another whole in the sentences.
fn is_of_another(sentence: &Sentence<'_>, told: &Told, wholes: &BTreeSet<Decimal>) -> bool {
    let Some(percent) = sentence.number(told.at) else { return true };
    let own = told.used.iter().filter_map(|it| sentence.number(*it)).filter(|it| it.is_count());
    let Some(part) = own.min_by_key(|it| it.value) else { return true };
    let above = wholes.range((Bound::Excluded(part.value), Bound::Unbounded));
    let mut wholes = above.map(|value| share_of(part.value, *value, percent));
    wholes.any(|it| it.is_some_and(|(holds, _)| holds))
}

/// How many numbers are added in every way: more are not told in one sentence.
const ADDED: usize = 12;

/// Whether a total is that of some of the numbers of its kind in the sentence, or so many times one of them.
fn is_of_some(sentence: &Sentence<'_>, at: usize) -> bool {
    let Some(total) = sentence.number(at).and_then(Number::own) else { return true };
    let others = sentence.amounts().filter(|(it, _)| *it != at).filter_map(|(_, it)| it.own());
    let others: Vec<Quantity> = others.filter(|it| it.kind == total.kind).collect();
    if others.len() > ADDED {
        return true;
    }
    let mut sums = vec![Decimal::ZERO];
    for it in &others {
        let more: Vec<Decimal> = sums.iter().filter_map(|sum| sum.checked_add(it.value)).collect();
        sums.extend(more);
    }
    let is = |it: &Decimal| total.low <= *it && *it <= total.high;
    let times = |it: &Decimal| {
        let whole = total.value.checked_rem(*it) == Some(Decimal::ZERO);
        total.unit.kind() == crate::amount::Kind::Money && whole
    };
    let all = others.iter().map(|it| it.value).reduce(|sum, it| sum.saturating_add(it));
    sums.iter().any(is) || all.is_some_and(|it| times(&it))
}

/// Whether all tokens between two are signs that join, or such words.
fn joined(sentence: &Sentence<'_>, (from, to): (usize, usize), signs: &[char], words: &[&str]) -> bool {
    (from.saturating_add(1)..to).all(|it| match (sentence.sign(it), sentence.word(it)) {
        (Some(sign), _) => signs.contains(&sign),
        (_, Some(word)) => words.contains(&word),
        _ => false,
    })
}

const COUNTED: &[&str] =
    &["personer", "deltagare", "individer", "medarbetare", "unga", "nya", "st", "stycken"];
const SEXES_IN_PER_CENT: &[&str] = &["procent", "kvinnor", "män", "flickor", "pojkar"];
const SEXES: &[&str] = &["kvinnor", "män", "kvinna", "man", "flickor", "pojkar"];

/// Two numbers side by side of women and of men, in whichever order, with the number of the token after them.
fn pairs(sentence: &Sentence<'_>) -> Vec<(usize, usize)> {
    let of = |it: &Number| matches!(it.of, Of::Women | Of::Men);
    let all: Vec<(usize, &Number)> = sentence.amounts().filter(|(_, it)| of(it)).collect();
    let beside = |pair: &[(usize, &Number)]| match pair {
        [(a, one), (b, other)] => {
            let between = (a.saturating_add(1)..*b).filter_map(|it| sentence.word(it));
            let joins = |it: &str| {
                matches!(
                    it,
                    "kvinnor" | "män" | "flickor" | "pojkar" | "kvinna" | "man" | "och" | "samt" | "procent"
                )
            };
            let near = between.clone().count() < 4 && between.into_iter().all(joins);
            (one.of != other.of && near && one.unit == other.unit).then_some((*a, *b))
        }
        _ => None,
    };
    all.windows(2).filter_map(beside).collect()
}

/// Women and men, and all of them: told just before, in parentheses, after "varav" or a comma, or after "totalt".
fn parts(sentence: &Sentence<'_>) -> Vec<Told> {
    let counted = |at: usize| sentence.number(at).filter(|it| it.is_amount() && it.is_count());
    let check = |(a, b): (usize, usize)| {
        let (one, other) = (counted(a)?, counted(b)?);
        let sum = one.value.checked_add(other.value)?;
        let before = || before_parts(sentence, (a, b)).filter(|(at, _)| counted(*at).is_some());
        let after = || {
            let says = |it: &usize| {
                matches!(sentence.word(*it), Some("totalt" | "sammanlagt" | "tillsammans" | "summa"))
            };
            let from = b.saturating_add(1);
            let word = (from..from.saturating_add(4)).find(says)?;
            let at = word.saturating_add(1);
            let is_strict = joined(sentence, (b, word), &[','], SEXES)
                && ends_with(sentence, at, |it| COUNTED.contains(&it));
            counted(at).map(|_| (at, is_strict))
        };
        let (at, is_strict) = before().or_else(after)?;
        let whole = counted(at).filter(|it| !matches!(it.of, Of::Women | Of::Men))?;
        let right = Some(Quantity::exact(sum, Unit::Count));
        let terms = [one, other].into_iter().filter_map(Number::own).collect();
        let holds = whole.value == sum;
        Some(Told { holds, at, right, sort: Within::Parts, terms, used: vec![a, b, at], is_strict })
    };
    pairs(sentence).into_iter().filter_map(check).collect()
}

/// Whether the sentence, or its part, ends behind a number with nothing but such words and those of the year.
fn ends_with(sentence: &Sentence<'_>, at: usize, is_one: impl Fn(&str) -> bool) -> bool {
    let time = ["under", "året", "år", "i", "deltog"];
    let from = at.saturating_add(1);
    let mut rest =
        (from..sentence.tokens.len()).take_while(|it| !matches!(sentence.sign(*it), Some('.' | ';')));
    rest.all(|it| {
        sentence.sign(it) == Some('%')
            || sentence.number(it).is_some_and(|it| !it.is_amount())
            || sentence.word(it).is_some_and(|it| is_one(it) || time.contains(&it))
    })
}

/// The whole just before women and men, and whether nothing but they stand there.
fn before_parts(sentence: &Sentence<'_>, (a, b): (usize, usize)) -> Option<(usize, bool)> {
    let open = a.checked_sub(1)?;
    let says = matches!(sentence.word(open), Some("varav" | "därav"));
    let opens = sentence.sign(open) == Some('(');
    let goes_on = matches!(sentence.sign(open), Some(',' | ':'));
    let reach = if says { 4 } else { 3 };
    let whole = (1..reach).filter_map(|it| open.checked_sub(it)).find(|it| sentence.number(*it).is_some())?;
    let between = (whole.saturating_add(1)..open).all(|it| sentence.sign(it).is_none_or(|it| it == ','));
    if !between || !(says || opens || goes_on) {
        return None;
    }
    let closes = (b..sentence.tokens.len()).find(|it| sentence.sign(*it) == Some(')'));
    let ends = match closes.filter(|_| opens) {
        Some(close) => joined(sentence, (b, close), &[], SEXES),
        None => !opens && ends_with(sentence, b, |it| SEXES.contains(&it)),
    };
    let named = joined(sentence, (whole, open), &[','], COUNTED) || opens;
    // After a comma alone, only "85 personer, 45 kvinnor och 30 män." and nothing more is of one whole.
    (ends && named || !goes_on).then_some((whole, ends && named))
}

/// Amounts of money, and what they come to: "300 tkr … och 200 tkr …, totalt 500 tkr".
fn total(sentence: &Sentence<'_>) -> Option<Told> {
    let says = |at: usize| matches!(sentence.word(at), Some("totalt" | "sammanlagt" | "tillsammans"));
    let is_money = |it: &Number| it.unit.is_some_and(|it| it.kind() == crate::amount::Kind::Money);
    let all: Vec<(usize, &Number)> = sentence.amounts().filter(|(_, it)| is_money(it)).collect();
    let (last, terms) = all.split_last()?;
    let is_last =
        last.0.checked_sub(1).is_some_and(says) && sentence.sign(last.0.checked_sub(2)?) == Some(',');
    let speaks_of_change = sentence.words().any(|(_, it)| way(it).is_some());
    if terms.len() < 2 || !is_last || speaks_of_change || sentence.years().count() > 1 {
        return None;
    }
    let quantities: Vec<Quantity> = terms.iter().filter_map(|(_, it)| it.own()).collect();
    let sum = quantities.iter().cloned().map(Some).reduce(|sum, next| sum?.add(&next?).ok()).flatten()?;
    let holds = last.1.own()?.meets(&sum).ok()?;
    // A number of another kind may say how many give so much, or for how long.
    let used: Vec<usize> = all.iter().map(|(at, _)| *at).collect();
    let alone = sentence.numbers().all(is_money_or_name);
    let is_strict = alone && ends_with(sentence, last.0, |it| number::is_money(it) || it == "miljoner");
    Some(Told {
        holds,
        at: last.0,
        right: Some(sum),
        sort: Within::Total,
        terms: quantities,
        used,
        is_strict,
    })
}

fn is_money_or_name(number: &Number) -> bool {
    number.unit.is_some_and(|it| it.kind() == crate::amount::Kind::Money)
        || matches!(number.sort, Sort::Year(_))
}

/// "51 % kvinnor och 49 % män".
fn shares(sentence: &Sentence<'_>) -> Vec<Told> {
    let check = |(a, b): (usize, usize)| {
        let (one, other) = (sentence.number(a)?, sentence.number(b)?);
        let (one, other) = (one.own().filter(|_| one.is_percent())?, other.own()?);
        let whole = Quantity::exact(Decimal::ONE, Unit::Percent);
        let holds = one.add(&other).ok()?.meets(&whole).ok()?;
        let right = Some(whole.sub(&one).ok()?.shown_in(Unit::Percent));
        // Of two wholes ("till arbete gick 40 % kvinnor och 30 % män") there is one only where the sentence says that
        // something is made of them.
        let made = |it: &str| {
            it.starts_with("bestod")
                || it.starts_with("består")
                || it.starts_with("könsfördel")
                || it.starts_with("fördel")
        };
        let is_strict = sentence.words().any(|(_, it)| made(it))
            && ends_with(sentence, b, |it| SEXES_IN_PER_CENT.contains(&it));
        Some(Told {
            holds,
            at: b,
            right,
            sort: Within::Shares,
            terms: vec![one],
            used: vec![a, b],
            is_strict,
        })
    };
    pairs(sentence).into_iter().filter_map(check).collect()
}

fn is_share(part: &Number, whole: &Number, percent: &Number) -> Option<(bool, Quantity)> {
    share_of(part.value, whole.value, percent)
}

fn share_of(part: Decimal, whole: Decimal, percent: &Number) -> Option<(bool, Quantity)> {
    let (part, whole) = (Quantity::exact(part, Unit::Number), Quantity::exact(whole, Unit::Number));
    let share = part.div(&whole).ok()?.as_part(Unit::Percent);
    let holds = percent.own()?.meets(&share).ok()?;
    Some((holds, share))
}

/// "80 av 104 (77 %)", "77 % (80/104)".
fn of_so_many(sentence: &Sentence<'_>) -> Vec<Told> {
    let count = |at: usize| sentence.number(at).filter(|it| it.is_count() && it.is_amount());
    let percent = |at: usize| sentence.number(at).filter(|it| it.is_percent() && it.is_amount());
    let check = |at: usize| {
        let part = count(at)?;
        let says_of = sentence.word(at.saturating_add(1)) == Some("av")
            || sentence.sign(at.saturating_add(1)) == Some('/');
        let whole = at.saturating_add(2);
        let all = count(whole).filter(|all| says_of && all.value >= part.value)?;
        let next = |by: usize| whole.saturating_add(by);
        // Just behind in parentheses, or just before where these stand in them.
        let behind = (1..4).map(next).find(|it| percent(*it).is_some());
        let behind = behind.filter(|it| {
            (whole.saturating_add(1)..*it).any(|it| matches!(sentence.sign(it), Some('(' | ')')))
        });
        let opens = at.checked_sub(1).filter(|it| sentence.sign(*it) == Some('('));
        let before = opens.and_then(|it| it.checked_sub(2)).filter(|it| percent(*it).is_some());
        let told = before.or(behind)?;
        let (holds, share) = is_share(part, all, percent(told)?)?;
        let terms = [part, all].into_iter().filter_map(Number::own).collect();
        let (used, right) = (vec![at, whole, told], Some(share));
        let is_strict = before.is_some() || stands_alone(sentence, told);
        Some(Told { holds, at: told, right, sort: Within::Share, terms, used, is_strict })
    };
    (0..sentence.tokens.len()).filter_map(check).collect()
}

/// Whether a per cent is all that stands in its parentheses, or stands just behind such.
fn stands_alone(sentence: &Sentence<'_>, told: usize) -> bool {
    let sign = |at: Option<usize>| at.and_then(|it| sentence.sign(it));
    let behind = told.saturating_add(2);
    match sign(told.checked_sub(1)) {
        Some('(') => {
            let of = sentence.word(behind.saturating_add(1));
            sign(Some(behind)) == Some(')') && !matches!(of, Some("av" | "bland" | "hos"))
        }
        Some(')') => true,
        _ => false,
    }
}

/// "Av de 271 som avslutades har 179 (66 %) …".
fn of_all(sentence: &Sentence<'_>) -> Vec<Told> {
    let count = |at: usize| sentence.number(at).filter(|it| it.is_count() && it.is_amount());
    let from = match (sentence.word(0), sentence.word(1)) {
        (Some("av"), Some("de" | "dessa" | "totalt")) => 2,
        (Some("av"), None) => 1,
        _ => return Vec::new(),
    };
    let Some(whole) = count(from) else { return Vec::new() };
    let check = |at: usize| {
        let part = count(at).filter(|it| it.value <= whole.value)?;
        let told = at.saturating_add(2);
        let percent = sentence.number(told).filter(|it| it.is_percent() && it.is_amount())?;
        let opens = sentence.sign(at.saturating_add(1)) == Some('(');
        // "22 (61 %) av kvinnorna".
        let behind = told.saturating_add(3);
        let of_another = (from..at).chain([behind]).any(|it| sentence.word(it) == Some("av"));
        let (holds, share) = is_share(part, whole, percent).filter(|_| opens && !of_another)?;
        let terms = [part, whole].into_iter().filter_map(Number::own).collect();
        let (used, right) = (vec![from, at, told], Some(share));
        let is_strict = stands_alone(sentence, told);
        Some(Told { holds, at: told, right, sort: Within::Share, terms, used, is_strict })
    };
    (from.saturating_add(1)..sentence.tokens.len()).filter_map(check).collect()
}

/// "98 personer, 59,5 % kvinnor": of so many, so many per cent is a whole number or it is not.
fn possible(sentence: &Sentence<'_>) -> Vec<Told> {
    let mut counted = sentence.amounts().filter(|(_, it)| it.is_count() && it.of == Of::People);
    let Some((first, whole)) = counted.next().filter(|_| counted.next().is_none()) else { return Vec::new() };
    let check = |(at, percent): (usize, &Number)| {
        let is_of = percent.is_percent() && matches!(percent.of, Of::Women | Of::Men) && at > first;
        let mut share = percent.own().filter(|_| is_of)?;
        // Where a half is printed, halves may be all there are.
        let halves = percent.value.scale() == 1 && percent.value.mantissa().checked_rem(5) == Some(0);
        if halves {
            share = share.rounded_to(Decimal::new(5, 1)).ok()?;
        }
        let most = share.high.checked_mul(whole.value)?.floor();
        let holds = most >= share.low.checked_mul(whole.value)?;
        let terms = whole.own().into_iter().collect();
        let of = |it: &Number| it.is_percent() && matches!(it.of, Of::Women | Of::Men);
        let mut used: Vec<usize> = sentence.amounts().filter(|(_, it)| of(it)).map(|(at, _)| at).collect();
        let next = used.first().copied()?;
        used.push(first);
        let is_strict = joined(sentence, (first, next), &[',', '(', ':'], COUNTED);
        Some(Told { holds, at, right: None, sort: Within::Possible, terms, used, is_strict })
    };
    // The women tell of the men too.
    let all: Vec<Told> = sentence.amounts().filter_map(check).collect();
    let worst = all.iter().position(|it| !it.holds).unwrap_or(0);
    all.into_iter().skip(worst).take(1).collect()
}

/// Whether a word says that something grows (true) or shrinks.
pub(super) fn way(word: &str) -> Option<bool> {
    const UP: &[&str] =
        &["ökn", "ökad", "ökat", "ökar", "öka", "stig", "steg", "växt", "högre", "höjt", "höjd"];
    const DOWN: &[&str] = &["minsk", "sjunk", "sjönk", "lägre", "sänk", "färre"];
    let begins = |all: &[&str]| all.iter().any(|it| word.starts_with(it));
    match (begins(UP) || matches!(word, "fler" | "mer"), begins(DOWN) || word == "mindre") {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}

/// "ökade från 51 till 82, med 31": the way and the difference.
fn from_to(sentence: &Sentence<'_>) -> Vec<Told> {
    let mut told = Vec::new();
    let amount = |at: usize| sentence.number(at).filter(|it| it.is_amount());
    for (at, _) in sentence.words().filter(|(_, it)| *it == "från") {
        let from = at.saturating_add(1);
        let till = (from..from.saturating_add(6)).find(|it| sentence.word(*it) == Some("till"));
        let Some((till, one)) = till.zip(amount(from)) else { continue };
        let to = till.saturating_add(1);
        let Some(other) = amount(to) else { continue };
        let unit = other.unit.or(one.unit);
        let own = unit.unwrap_or(Unit::Count);
        let alike = one.unit.is_none_or(|it| Some(it) == unit)
            && (one.unit.is_some() || one.value.scale() == 0 || unit.is_some());
        let ends = one.quantity(own).zip(other.quantity(own)).filter(|_| alike);
        let verb = sentence.words().filter(|(it, _)| *it < at).filter_map(|(_, it)| way(it)).last();
        let (Some((one, other)), Some(grows)) = (ends, verb) else { continue };
        // "inte" turns it, and a plan is no fact.
        if sentence.words().any(|(_, it)| matches!(it, "inte" | "ej" | "ska" | "bör" | "skulle" | "kan")) {
            continue;
        }
        let terms = vec![one.clone(), other.clone()];
        let holds = if grows { other.value >= one.value } else { other.value <= one.value };
        let used = vec![from, to];
        let is_said = is_said(sentence, at) && is_same_thing(sentence, (from, till, to));
        let is_strict = is_said && sentence.words().filter(|(_, it)| way(it).is_some()).count() == 1;
        // Of a way that another word may tell nothing is said, not even a question.
        if holds || is_strict {
            told.push(Told { holds, at: to, right: None, sort: Within::Direction, terms, used, is_strict });
        }
        let by = sentence.words().filter(|(it, word)| *word == "med" && it.abs_diff(to) < 8).filter_map(
            |(it, _)| {
                let at = it.checked_add(1)?;
                let before = (it.saturating_sub(3)..it).filter_map(|it| sentence.word(it));
                // "en ökning med", "alltså med": what else stands "med" is of another thing.
                let says = before
                    .into_iter()
                    .any(|it| way(it).is_some() || matches!(it, "alltså" | "dvs" | "således"));
                Some((at, amount(at).filter(|_| says)?))
            },
        );
        let differing = by.take(1).filter_map(|(at, by)| differs(at, by, (&one, &other), own));
        told.extend(differing.map(|it| Told { used: vec![from, to, it.at], is_strict: is_said, ..it }));
    }
    told
}

/// Whether a finite verb of change stands just before "från", in the same clause.
fn is_said(sentence: &Sentence<'_>, from: usize) -> bool {
    const VERBS: &[&str] = &[
        "ökade", "ökat", "ökar", "minskade", "minskat", "minskar", "steg", "stigit", "stiger", "sjönk",
        "sjunkit", "sjunker",
    ];
    const BETWEEN: &[&str] =
        &["under", "året", "år", "kraftigt", "något", "markant", "därmed", "tydligt", "också"];
    let verb = (from.saturating_sub(4)..from).rev().find(|it| {
        let stays = sentence.word(*it).is_some_and(|it| BETWEEN.contains(&it))
            || sentence.number(*it).is_some_and(|it| matches!(it.sort, Sort::Year(_)));
        !stays
    });
    let others = ["gick", "föll", "bromsade", "bromsat", "avtog", "dock", "däremot", "medan", "sedan"];
    let turns = sentence.words().any(|(_, it)| others.contains(&it));
    let once = sentence.words().filter(|(_, it)| *it == "från").count() == 1;
    verb.and_then(|it| sentence.word(it)).is_some_and(|it| VERBS.contains(&it)) && !turns && once
}

/// Whether two numbers are of one thing: "från 51 till 82 personer", "från 40 % till 50 %".
fn is_same_thing(sentence: &Sentence<'_>, (from, till, to): (usize, usize, usize)) -> bool {
    let between: Vec<&str> = (from..till).filter_map(|it| sentence.word(it)).collect();
    let signs = (from..till).filter_map(|it| sentence.sign(it)).all(|it| it == '%');
    let next = sentence.word(to.saturating_add(1)).unwrap_or_default();
    let same = |it: &&str| *it == next;
    let units = sentence.number(from).map(|it| it.unit) == sentence.number(to).map(|it| it.unit);
    signs
        && (between.is_empty() && (units || sentence.sign(till.saturating_sub(1)) != Some('%'))
            || between.len() == 1 && between.iter().all(same))
}

/// Whether two numbers differ by so much, or by so many per cent.
fn differs(at: usize, by: &Number, (one, other): (&Quantity, &Quantity), own: Unit) -> Option<Told> {
    let terms = vec![one.clone(), other.clone()];
    let distance = other.sub(one).ok()?.magnitude();
    let change = || distance.div(one).ok().map(|it| it.as_part(Unit::Percent));
    let (right, holds) = match (by.unit, own) {
        (Some(Unit::Percent), Unit::Percent) => {
            let printed = by.own()?;
            let points = distance.clone().shown_in(Unit::Percent);
            (
                points.clone(),
                printed.meets(&points).ok()?
                    || change().is_some_and(|it| printed.meets(&it).unwrap_or(false)),
            )
        }
        (Some(Unit::Percent), _) => {
            let change = change()?;
            (change.clone(), by.own()?.meets(&change).ok()?)
        }
        (unit, own) if unit.is_none_or(|it| it.kind() == own.kind()) => {
            (distance.clone(), by.quantity(unit.unwrap_or(own))?.meets(&distance).ok()?)
        }
        _ => return None,
    };
    let right = Some(right);
    Some(Told { holds, at, right, sort: Within::Difference, terms, used: vec![at], is_strict: true })
}

/// "29 personer fler än året innan. 82 personer för 2023 och 51 personer för 2022."
fn year_by_year(sentence: &Sentence<'_>, next: &Sentence<'_>) -> Option<Told> {
    let mut amounts = sentence.amounts().filter(|(_, it)| it.unit.is_none());
    let (at, by) = amounts.next().filter(|_| amounts.next().is_none())?;
    let after = (at.saturating_add(1)..at.saturating_add(4)).filter_map(|it| sentence.word(it));
    let compares =
        after.into_iter().any(|it| matches!(it, "fler" | "färre" | "mer" | "mindre" | "högre" | "lägre"));
    let before = sentence.words().any(|(_, it)| matches!(it, "fjolåret" | "föregående" | "innan" | "förra"));
    let numbers: Vec<(usize, &Number)> = next.amounts().collect();
    let years: Vec<(usize, i32)> = next.years().collect();
    let ([(a, one), (b, other)], [(c, first), (d, second)]) = (numbers.as_slice(), years.as_slice()) else {
        return None;
    };
    let in_turn = a < c && c < b && b < d && first.abs_diff(*second) == 1;
    let alike = by.is_count() && one.is_count() && other.is_count() && by.of == one.of && one.of == other.of;
    if !compares || !before || !in_turn || !alike {
        return None;
    }
    let (one, other) = (one.quantity(Unit::Count)?, other.quantity(Unit::Count)?);
    differs(at, by, (&other, &one), Unit::Count)
}
