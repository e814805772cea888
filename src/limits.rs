//! How much a workspace may say and multiply into, in one place. Far more than any förbund needs, and little enough
//! that no line of a file takes minutes or gigabytes. What is past a limit is an error where it stands; nothing is cut.
//! docs/limits.md has each with its message.

names! {
    /// What whoever runs the program can set lower, as for the files of strangers; never higher.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Adjustable {
        /// Bytes of one file of a workspace.
        File = "file",
        /// Files of a workspace.
        Files = "files",
        /// Bytes of all of them together: what the memory that is used grows with.
        Input = "input",
        /// How deep folders nest.
        Depth = "depth",
        /// Operations of one run of a rule's script.
        Operations = "operations",
        /// Bytes of what is written.
        Output = "output",
    }
}

/// The limits of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// See [`Adjustable::File`].
    pub file: usize,
    /// See [`Adjustable::Files`].
    pub files: usize,
    /// See [`Adjustable::Input`].
    pub input: usize,
    /// See [`Adjustable::Depth`].
    pub depth: usize,
    /// See [`Adjustable::Operations`].
    pub operations: usize,
    /// See [`Adjustable::Output`].
    pub output: usize,
}

impl Limits {
    /// Those that hold where nobody has set one lower.
    pub const MOST: Self = Self {
        file: FILE,
        files: FILES,
        input: INPUT,
        depth: DEPTH,
        operations: SCRIPT_OPERATIONS,
        output: OUTPUT,
    };

    /// Sets one lower.
    ///
    /// # Errors
    /// What it is, where that is not lower.
    pub fn lower(&mut self, name: Adjustable, to: usize) -> Result<(), usize> {
        let limit = match name {
            Adjustable::File => &mut self.file,
            Adjustable::Files => &mut self.files,
            Adjustable::Input => &mut self.input,
            Adjustable::Depth => &mut self.depth,
            Adjustable::Operations => &mut self.operations,
            Adjustable::Output => &mut self.output,
        };
        if *limit < to {
            return Err(*limit);
        }
        *limit = to;
        Ok(())
    }
}

/// The years that days and figures may be of, wherever they are written; what lies outside is a slip.
pub const YEARS: std::ops::RangeInclusive<i32> = 1900..=2999;

/// Bytes of one file of a workspace.
pub const FILE: usize = 4 * 1024 * 1024;

/// Files of a workspace.
pub const FILES: usize = 5_000;

/// Bytes of all files of a workspace together.
pub const INPUT: usize = 128 * 1024 * 1024;

/// How deep folders nest.
pub const DEPTH: usize = 16;

/// Bytes of a file that the register points at, or that is held against a workspace.
pub const EVIDENCE: usize = 256 * 1024 * 1024;

/// Bytes of what is written, to a file or to whoever reads.
pub const OUTPUT: usize = 512 * 1024 * 1024;

/// Operations in one run of a script.
pub const SCRIPT_OPERATIONS: usize = 20_000;

/// Nesting of a script's expressions.
pub const SCRIPT_DEPTH: usize = 32;

/// Characters in a script's string.
pub const SCRIPT_STRING: usize = 4_096;

/// Elements in a script's array or map.
pub const SCRIPT_ELEMENTS: usize = 64;

/// Variables in a script.
pub const SCRIPT_VARIABLES: usize = 64;

/// Bytes of a script's text.
pub const SCRIPT_TEXT: usize = 64 * 1024;

/// Characters of one text.
pub const TEXT: usize = 10_000;

/// Characters of a name, a title or an id: they are repeated for all that hangs on them.
pub const NAME: usize = 300;

/// Characters of a name that a new workspace is made of: it stands in titles with other words beside it.
pub const GIVEN: usize = 200;

/// How many times all duties together fall due from when the workspace begins to the end of what is asked for:
/// duties times periods times those responsible.
pub const OCCURRENCES: usize = 100_000;

/// How many years all goals together are asked about in: goals times years.
pub const GOAL_YEARS: usize = 20_000;

/// How many figures there are once every pattern stands for its organisations: patterns times organisations.
pub const FIGURES: usize = 50_000;

/// How many relations all tables together are held against: relations times the tables that print something of them.
pub const RELATIONS: usize = 100_000;

/// Classes and their limits (`[[structure.band]]`) in a document and those bound together with it: each is held against
/// each.
pub const BANDS: usize = 300;

/// Who takes part in something, in all lists (`[[structure.list]]`) of a document, and the lists themselves: each is
/// looked for in each.
pub const LISTED: usize = 2_000;

/// How many figures all statements together judge: figures times the organisations their patterns stand for.
pub const STATED: usize = 100_000;

/// How many formulas one within the other are followed to what is printed, those of other years too.
pub const DERIVED: usize = 200;

/// How many times one figure of a year is stated in numbers: each is held against each.
pub const CLAIMED: usize = 1_000;

/// How many numbers a document's sum may have for the wrong one to be looked for among them: of more, the sum is the
/// likely one.
pub const BLAMED: usize = 1_000;

/// How many things before it a finding names; how many more there are is said.
pub const NAMED: usize = 10;

/// How many times all decisions together may show a duty done: decisions times the occurrences they are for.
pub const SHOWN: usize = 500_000;

/// How many times duties fall due until ten years on from what the register holds: there it is only looked up what
/// an entry answers to.
pub const AHEAD: usize = 1_000_000;

/// How many words are compared in one reading to find what a misspelt one was meant as.
pub const COMPARED: usize = 2_000_000;

/// Characters of one message: of what it quotes, beginning and end are shown, and how long the whole is.
pub const MESSAGE: usize = 1_000;

/// How many terms agreements share together: terms times the agreements that share them.
pub const TERMS: usize = 100_000;

/// How many agreements, one under another, share terms.
pub const CHAIN: usize = 100;

/// Bytes of a ledger file: some hundred times the year of a förbund.
pub const LEDGER: usize = 64 * 1024 * 1024;

/// Lines of a ledger file.
pub const LEDGER_LINES: usize = 2_000_000;

/// Accounts of a ledger, and likewise its objects.
pub const LEDGER_ACCOUNTS: usize = 20_000;

/// Balances of a ledger, an account and a year each, and likewise what is booked on an object and an account.
pub const LEDGER_BALANCES: usize = 200_000;

/// Ranges of accounts, and objects, in a förbund's own rows of the chart map: each is held against each account.
pub const CHART: usize = 2_000;

/// How many errors of one file of a workspace are told one by one; how many more there are is said.
pub const PROBLEMS: usize = 5_000;

/// How many complaints of one ledger file are told one by one; how many more there are is said.
pub const COMPLAINTS: usize = 100;

/// The largest table of text that is read in, in bytes.
pub const TABLE: usize = 8 * 1024 * 1024;

/// Pages of a PDF.
pub const DOCUMENT_PAGES: usize = 2_000;

/// Fonts of a PDF.
pub const DOCUMENT_FONTS: usize = 500;

/// Bytes, unpacked, of the map of a PDF’s font that says which letters it has; and of all such maps.
pub const DOCUMENT_MAP: usize = 1024 * 1024;
/// See [`DOCUMENT_MAP`].
pub const DOCUMENT_MAPS: usize = 16 * 1024 * 1024;

/// Widths of letters that all fonts of a PDF give together: a range of codes is a few bytes and gives many.
pub const DOCUMENT_WIDTHS: usize = 1_000_000;

/// Letters that all pages of a PDF have together, spaces too.
pub const DOCUMENT_LETTERS: usize = 2_000_000;

/// Bytes, unpacked, of what draws one page of a PDF: each may become some hundred in memory. A page of more is told of
/// as a picture is.
pub const DOCUMENT_DRAWING: usize = 2 * 1024 * 1024;

/// Sheets of a workbook that is read as a document: many may lead to one part of the file.
pub const DOCUMENT_SHEETS: usize = 500;

/// Bytes of a row that a stream of a PDF is foretold in (`Predictor`): so much memory is asked for whatever it holds.
pub const DOCUMENT_ROW: usize = 1024 * 1024;

/// How many rows of it, or of one table of a document.
pub const TABLE_ROWS: usize = 20_000;

/// Bytes of a workbook: some hundred times the one that is made.
pub const WORKBOOK: usize = 20 * 1024 * 1024;

/// Bytes that all parts of a workbook unpack to together.
pub const WORKBOOK_UNPACKED: usize = 64 * 1024 * 1024;

/// Parts of a workbook.
pub const WORKBOOK_PARTS: usize = 2_000;

/// Cells of a sheet, counted over all of its height and width.
pub const CELLS: usize = 200_000;

/// Rows of a sheet that have something.
pub const ROWS: usize = 20_000;

/// Bytes of a document that is read, as it lies on disk; pictures are most of a large one.
pub const DOCUMENT: usize = 64 * 1024 * 1024;

/// Bytes of the text of a document, unpacked: some thousand pages of a Word file with all its marks.
pub const DOCUMENT_TEXT: usize = 32 * 1024 * 1024;

/// Paragraphs, headings and tables of a document.
pub const DOCUMENT_BLOCKS: usize = 500_000;

/// Attributes with a value within quotes that an element of an HTML document has.
pub const DOCUMENT_ATTRIBUTES: usize = 500;

/// Cells of all tables of a document together.
pub const DOCUMENT_CELLS: usize = 500_000;

/// How deep the parts of a document lie in one another.
pub const DOCUMENT_DEPTH: usize = 200;
