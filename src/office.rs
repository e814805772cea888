//! What the files of office programs have in common, whoever reads them: the archive they are, where a cell stands, and
//! what is shown of it.

#[cfg(any(feature = "read", feature = "xlsx"))]
pub mod archive;
#[cfg(feature = "xlsx")]
pub mod book;
#[cfg(feature = "xlsx")]
pub mod format;

/// How many rows and columns a sheet has in any spreadsheet: its last cell is XFD1048576.
pub const SHEET: (u32, u32) = (1_048_576, 16_384);

/// Row and column, counted from nothing, of a cell such as `$B$5`.
#[must_use]
pub fn address(written: &str) -> Option<(u32, u32)> {
    let plain: String = written.chars().filter(|c| *c != '$').collect();
    let split = plain.find(|c: char| c.is_ascii_digit())?;
    let (letters, digits) = plain.split_at_checked(split)?;
    if letters.is_empty() || letters.len() > 3 || digits.len() > 7 {
        return None;
    }
    let column = letters.chars().try_fold(0_u32, |sum, c| {
        let digit = u32::from(c.to_ascii_uppercase()).checked_sub(u32::from('A'))?;
        sum.checked_mul(26)?.checked_add(digit)?.checked_add(1).filter(|_| digit < 26)
    })?;
    Some((digits.parse::<u32>().ok()?.checked_sub(1)?, column.checked_sub(1)?))
}

/// The same of a cell that a sheet can have: whoever reads on reckons with what it says.
#[must_use]
pub fn in_a_sheet(written: &str) -> Option<(u32, u32)> {
    address(written).filter(|(row, column)| *row < SHEET.0 && *column < SHEET.1)
}

/// A cell as a reader of a spreadsheet names it: `B5`.
#[must_use]
pub fn letters((row, column): (u32, u32)) -> String {
    let mut letters = String::new();
    let mut left = column.saturating_add(1);
    while left > 0 {
        let digit =
            left.saturating_sub(1).checked_rem(26).and_then(|it| u8::try_from(it).ok()).unwrap_or_default();
        letters.insert(0, char::from(b'A'.saturating_add(digit)));
        left = left.saturating_sub(1).checked_div(26).unwrap_or_default();
    }
    format!("{letters}{}", row.saturating_add(1))
}
