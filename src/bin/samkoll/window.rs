//! The window that would vanish: started by a double-click in Windows, the program has a window of its own, which
//! closes when it ends. It then says what to do instead, and waits.

use std::io::{self, BufRead, Write};

use samkoll::amount::{Language, Phrase};

const INSTEAD: Phrase = Phrase::new(
    "\nsamkoll är ett program för kommandofönstret, och det här fönstret stängs när det är klart. Gör så här i stället:\n\
     1. Öppna mappen med förbundets filer i Utforskaren.\n\
     2. Skriv cmd i adressfältet ovanför filerna och tryck Enter: ett fönster öppnas, i den mappen.\n\
     3. Skriv samkoll check där, eller samkoll init om det inte finns några filer än. Går det inte att hitta samkoll,\n\
        lägg samkoll.exe i samma mapp.\n\n\
     Tryck Enter för att stänga.\n",
    "\nsamkoll is a program for the command window, and this window closes when it is done. Do this instead:\n\
     1. Open the folder with the förbund’s files in Explorer.\n\
     2. Type cmd in the address bar above the files and press Enter: a window opens, in that folder.\n\
     3. Type samkoll check there, or samkoll init if there are no files yet. If samkoll cannot be found, put samkoll.exe\n\
        in the same folder.\n\n\
     Press Enter to close.\n",
);

/// Keeps a window open that is the program's own.
pub(crate) fn stay(language: Language) {
    if is_own() {
        // That nobody is there to read it or to press a key is no fault of the run.
        let _ = part(language, &mut io::stdin().lock(), &mut io::stdout().lock());
    }
}

#[cfg(windows)]
fn is_own() -> bool {
    crabtrap::started_by_explorer()
}

#[cfg(not(windows))]
const fn is_own() -> bool {
    false
}

fn part(language: Language, keys: &mut impl BufRead, screen: &mut impl Write) -> io::Result<()> {
    screen.write_all(INSTEAD.get(language).as_bytes())?;
    screen.flush()?;
    keys.read_line(&mut String::new()).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_to_do_instead_is_said_and_one_line_is_waited_for() {
        for (language, says) in [(Language::Sv, "Skriv samkoll check"), (Language::En, "Type samkoll check")]
        {
            let (mut keys, mut screen) = (&b"\nnext"[..], Vec::new());
            part(language, &mut keys, &mut screen).unwrap();
            assert!(String::from_utf8(screen).unwrap().contains(says));
            assert_eq!(keys, b"next");
        }
    }
}
