//! Where the marks go: on their day, one further in for each that stands there already, and beside them
//! when the band is full, but never out of the month.

use super::content::Entry;
use super::frame::{Frame, MARK};
use super::plane::{Point, Px, RADIAN, part, px, quotient};

/// The least distance between the middles of two marks.
const PITCH: Px = px(33);

/// How far to the side a mark moves at a time.
const STEP: usize = 4;

/// From one track of marks to the next: a little more, since places are rounded.
const TRACK: Px = px(35);

/// The middle of each mark, and whether all of them found room.
pub(super) fn places(entries: &[Entry], frame: &Frame) -> (Vec<Point>, bool) {
    let mut places = vec![frame.centre; entries.len()];
    let mut taken = Vec::new();
    let mut fit = true;
    for (entry, index) in order(entries) {
        let place =
            spots(entry, frame).find(|spot| taken.iter().all(|it| spot.squared(*it) >= PITCH * PITCH));
        fit &= place.is_some();
        let place = place.unwrap_or(frame.centre);
        taken.push(place);
        if let Some(at) = places.get_mut(index) {
            *at = place;
        }
    }
    (places, fit)
}

/// The first of every day before the second of any: what is alone on its day stands on it.
fn order(entries: &[Entry]) -> impl Iterator<Item = (&Entry, usize)> {
    let of_day =
        |index: usize, entry: &Entry| entries.iter().take(index).filter(|it| it.day == entry.day).count();
    let mut order: Vec<_> =
        entries.iter().enumerate().map(|(index, it)| (of_day(index, it), index, it)).collect();
    order.sort_by_key(|(rank, index, _)| (*rank, *index));
    order.into_iter().map(|(_, index, entry)| (entry, index))
}

/// Where a mark may stand, best first.
fn spots(entry: &Entry, frame: &Frame) -> impl Iterator<Item = Point> {
    let (centre, rim, band) = (frame.centre, frame.radius - MARK - px(10), frame.band + MARK + px(4));
    let sector = part(entry.angle, 1, 300) * px(300);
    let day = entry.angle;
    let sideways = (0..300).step_by(STEP).flat_map(|off| [px(off), px(0) - px(off)]);
    sideways.flat_map(move |off| {
        let tracks =
            (0..).map(move |track| rim - px(track) * TRACK).take_while(move |radius| *radius >= band);
        tracks.filter_map(move |radius| {
            let side = quotient((MARK + px(3)) * RADIAN, radius);
            let (first, last) = (sector + side, sector + px(300) - side);
            let angle = day.max(first).min(last) + off;
            (first <= angle && angle <= last).then(|| centre.away(radius, angle))
        })
    })
}
