//! The checksum of a file: CRC-32 of what its records say between the two `#KSUMMA`, labels and fields, byte by byte as
//! they are written; what only sets them apart (blanks, quotes, braces, line ends) is left out.

use crc32fast::Hasher;

/// The label that begins the sum, and with a number ends it.
const LABEL: &[u8] = b"#KSUMMA";

/// The sum of the bytes of a file; that of nothing where it has no `#KSUMMA`.
pub(super) fn of(bytes: &[u8]) -> u32 {
    let mut sum = Hasher::new();
    let mut lines = bytes.split(|byte| matches!(byte, b'\n' | b'\r'));
    if lines.by_ref().any(is_label) {
        lines.take_while(|line| !is_label(line)).for_each(|line| sum.update(&said(line)));
    }
    sum.finalize()
}

fn is_label(line: &[u8]) -> bool {
    let line = line.trim_ascii_start();
    let (label, rest) = line.split_at_checked(LABEL.len()).unwrap_or((line, &[]));
    label.eq_ignore_ascii_case(LABEL) && rest.first().is_none_or(|it| matches!(it, b' ' | b'\t'))
}

/// What a line says. In quotes all but `\"`, which is a quote, is as it stands.
fn said(line: &[u8]) -> Vec<u8> {
    let (mut kept, mut in_quotes) = (Vec::with_capacity(line.len()), false);
    let mut bytes = line.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        match byte {
            b'\\' if bytes.peek() == Some(&b'"') => kept.extend(bytes.next()),
            b'"' => in_quotes = !in_quotes,
            b' ' | b'\t' | b'{' | b'}' if !in_quotes => (),
            _ => kept.push(byte),
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_sets_records_apart_is_not_summed() {
        assert_eq!(said(b"#KONTO 1915 \"Kassa \\\"stora\\\"\""), b"#KONTO1915Kassa \"stora\"");
        assert_eq!(said(b"\t#TRANS 7010 {1 \"456\"} -13200.00 \"a {b}\" "), b"#TRANS70101456-13200.00a {b}");
        assert_eq!((said(b"{").len(), said(b" }").len()), (0, 0));
    }

    #[test]
    fn the_sum_is_of_what_stands_between() {
        // CRC-32 of "123456789", the value that the algorithm is known by.
        for file in [
            "#FLAGGA 0\r\n#KSUMMA\r\n123 456\r\n\"789\"\r\n#KSUMMA 3421780262\r\n",
            "#ksumma\n1{2}3456\n789\n#KSUMMA x\nmore\n",
        ] {
            assert_eq!(of(file.as_bytes()), 0xCBF4_3926, "{file}");
        }
        assert_eq!(of(b"#KSUMMOR\n1\n"), 0);
    }
}
