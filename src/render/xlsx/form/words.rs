//! What the workbook says of itself: the sheet that explains, what each sheet is for, what each cell takes.

use rust_xlsxwriter::{Format, Worksheet, XlsxError};

use super::{Form, phrase};
use crate::amount::{Language, Phrase, Text};
use crate::import::rows::{Column, Sort, Takes};

/// How wide a column is, in characters.
pub(super) const fn width(column: Column) -> f64 {
    match column {
        Column::Place => 80.0,
        Column::Figure | Column::Duty | Column::Words | Column::Agreement => 46.0,
        Column::Name | Column::Body | Column::By | Column::Boards | Column::Responsible => 30.0,
        Column::Amount | Column::Ledger | Column::Before | Column::Adopts | Column::Number => 22.0,
        Column::Sign | Column::Held | Column::Public => 10.0,
        _ => 16.0,
    }
}

/// What a sheet is for.
pub(super) const fn about(sort: Sort) -> Phrase {
    match sort {
        Sort::Figures => phrase(
            "Skriv beloppen som de står i årsredovisningen eller budgeten, med enheten bredvid. Kostnader har minus framför.",
            "Write the amounts as the annual report or the budget has them, with the unit beside. Costs have a minus.",
        ),
        Sort::Reported => phrase(
            "Siffrorna i den ordning Uppföljning Finsam frågar efter dem. Ändra det ni redovisar annat, och läs in bladet när det är redovisat.",
            "The figures in the order Uppföljning Finsam asks for them. Change what you report otherwise, and read the sheet in when it is reported.",
        ),
        Sort::Members => phrase(
            "Medlemmarna, deras organisationsnummer och sedan när de är med.",
            "The members, their organisation numbers, and since when they are members.",
        ),
        Sort::Shares => phrase(
            "Hur stor del av tilldelningen staten, regionen och kommunerna står för, enligt förbundsordningen.",
            "How much of the allocation the state, the region and the municipalities pay, by the charter.",
        ),
        Sort::Meetings => phrase(
            "Ett möte per rad. Skriv ja under Hållet när det har varit. Anslagstavlor: namn med semikolon emellan, eller alla.",
            "A meeting a row. Write yes under Held when it has been. Notice boards: names with semicolons between, or all.",
        ),
        Sort::Deliveries => phrase(
            "Det som årshjulet väntar på under året. Skriv dagen när det har lämnats.",
            "What the annual cycle waits for in the year. Write the day when it has been delivered.",
        ),
        Sort::Decisions => phrase(
            "Ett beslut per rad, med mötets dag och paragraf. Mötet ska stå som hållet på bladet Möten.",
            "A decision a row, with the day of the meeting and the paragraph. The meeting is to stand as held on its sheet.",
        ),
        Sort::Assignments => phrase(
            "Ett uppdrag per rad, med mötets dag och paragraf för beslutet som gav det. Skriv organ eller funktion, inga personnamn.",
            "An assignment a row, with the day and paragraph of the decision that gave it. Bodies and functions, no persons.",
        ),
    }
}

/// What a cell takes, for whoever has typed something else.
pub(super) const fn takes(column: Column, sign: Option<&str>) -> Phrase {
    match (column.takes(), sign) {
        (Takes::Day, _) => phrase("Skriv ett datum, som 2024-01-15.", "Write a date, as 2024-01-15."),
        (Takes::Year, _) => phrase("Skriv ett årtal, som 2024.", "Write a year, as 2024."),
        (Takes::Percent, _) => phrase("Skriv procent, som 25.", "Write per cent, as 25."),
        (Takes::Amount, Some(sign)) if sign.len() > 1 => phrase(
            "Skriv ett tal med minus framför: det här är en kostnad.",
            "Write a number with a minus: this is a cost.",
        ),
        (Takes::Amount, Some(_)) => {
            phrase("Skriv ett tal utan minus framför.", "Write a number without a minus.")
        }
        (Takes::Amount, None) => phrase("Skriv ett tal.", "Write a number."),
        _ => phrase("Välj något i listan.", "Choose something in the list."),
    }
}

const EXPLAINED: &[Phrase] = &[
    phrase(
        "Fyll i de gula rutorna. Det som redan är känt står där och är låst; det ändras i arbetsytans filer.",
        "Fill in the yellow cells. What is known already stands there and is locked; it is changed in the workspace’s files.",
    ),
    phrase(
        "En tom ruta säger ingenting: den betyder att det inte är känt, aldrig noll. Skriv 0 där det är noll.",
        "A blank cell says nothing: that it is not known, never zero. Write 0 where it is zero.",
    ),
    phrase(
        "Skriv tal som tal och dagar som datum. Formler läses inte: klistra in dem som värden.",
        "Write numbers as numbers and days as dates. Formulas are not read: paste them as values.",
    ),
    phrase(
        "Rader får sorteras, och nya infogas bland de gula. En dold kolumn säger vad varje rad är om: låt den vara.",
        "Rows may be sorted, and new ones inserted among the yellow. A hidden column says what each row is about: leave it.",
    ),
    phrase(
        "Spara som .xlsx eller .ods, och läs in: samkoll import xlsx följt av filens namn. Lägg till --dry-run för att först se vad som skulle skrivas.",
        "Save as .xlsx or .ods, and read it in: samkoll import xlsx and the file’s name. Add --dry-run to see first what would be written.",
    ),
    phrase(
        "Är något fel i en ruta skrivs ingenting alls: programmet säger vilket blad och vilken ruta, och vad det väntade sig.",
        "If anything is wrong in a cell, nothing at all is written: you are told the sheet, the cell and what was expected.",
    ),
];

/// The sheet that explains the others.
pub(super) fn explain(on: &mut Worksheet, form: Form<'_>) -> Result<(), XlsxError> {
    let Form { asked, name, language, .. } = form;
    let title = Text::new(format!("{name} – {}", asked.year), format!("{name} – {}", asked.year));
    on.set_name(language.pick("Läs mig", "Read me"))?;
    on.set_column_width(0, 110.0)?;
    let wrapped = Format::new().set_text_wrap();
    on.write_string_with_format(0, 0, title.get(language), &Format::new().set_bold())?;
    for (row, line) in (2_u32..).zip(EXPLAINED) {
        on.write_string_with_format(row, 0, line.get(language), &wrapped)?;
    }
    let made = match language {
        Language::Sv => format!("Gjord {} ur arbetsytan.", asked.recorded),
        Language::En => format!("Made on {} from the workspace.", asked.recorded),
    };
    on.write_string_with_format(9, 0, made, &wrapped)?;
    on.protect();
    Ok(())
}
