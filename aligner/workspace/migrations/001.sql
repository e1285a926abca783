-- Tables of a workspace, version 1.
--
-- Rows are named by whole numbers (key) inside the file only; outside, a
-- document is its side and id, a pair its two documents, a bead its pair and
-- position.  Texts stand once, in blocks: segments and beads point into them.
-- Offsets count code points from 0, spans are half-open.  Dates are ISO 8601.

-- One release in one language.
CREATE TABLE documents (
    key INTEGER PRIMARY KEY,
    side TEXT NOT NULL CHECK (side IN ('source', 'target')),
    id TEXT NOT NULL,             -- path inside its pile
    language TEXT NOT NULL,       -- BCP 47
    digest TEXT NOT NULL,         -- of the bytes read
    encoding TEXT NOT NULL,
    title TEXT NOT NULL,
    published TEXT,               -- NULL when unknown
    url TEXT NOT NULL,
    origin TEXT NOT NULL,
    stage_key TEXT NOT NULL,      -- what the reading and splitting depended on
    UNIQUE (side, id)
);

-- A paragraph, heading, list item or cell; the span is in the page's source.
CREATE TABLE blocks (
    document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    PRIMARY KEY (document, position)
) WITHOUT ROWID;

-- The smallest aligned units; the span is in the text of the block.
CREATE TABLE segments (
    document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    position INTEGER NOT NULL,
    block INTEGER NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    PRIMARY KEY (document, position)
) WITHOUT ROWID;

-- Segments with their texts, for reading with other programs.
CREATE VIEW segment_texts AS
SELECT d.side, d.id AS document, s.position, b.kind,
       substr(b.text, s.start + 1, s.stop - s.start) AS text
FROM segments s
JOIN documents d ON d.key = s.document
JOIN blocks b ON b.document = s.document AND b.position = s.block;

-- Pages that could not be read, or pairs that could not be aligned.
CREATE TABLE failures (
    side TEXT NOT NULL,
    id TEXT NOT NULL,
    message TEXT NOT NULL,
    PRIMARY KEY (side, id)
) WITHOUT ROWID;

-- Documents held to be translations of each other, with the evidence in words.
CREATE TABLE pairs (
    source INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    target INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    probability REAL NOT NULL,
    reasons TEXT NOT NULL,        -- JSON array of strings, strongest first
    PRIMARY KEY (source, target)
) WITHOUT ROWID;
CREATE INDEX pairs_by_target ON pairs (target);

-- Documents left without a partner, and why.
CREATE TABLE unpaired (
    document INTEGER PRIMARY KEY REFERENCES documents ON DELETE CASCADE,
    reason TEXT NOT NULL
);

-- Keys of the stages that concern the whole workspace: 'pairing'.
CREATE TABLE stages (
    name TEXT PRIMARY KEY,
    stage_key TEXT NOT NULL
) WITHOUT ROWID;

-- One alignment of a pair.  Keys are never used again, so that an index entry
-- can never be taken for that of another alignment.
CREATE TABLE alignments (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    source INTEGER NOT NULL,
    target INTEGER NOT NULL,
    stage_key TEXT NOT NULL,
    signature TEXT NOT NULL,
    UNIQUE (source, target),
    FOREIGN KEY (source, target) REFERENCES pairs ON DELETE CASCADE
);
CREATE INDEX alignments_by_target ON alignments (target);

-- Runs of segment positions that translate each other.
CREATE TABLE beads (
    alignment INTEGER NOT NULL REFERENCES alignments ON DELETE CASCADE,
    position INTEGER NOT NULL,
    source_start INTEGER NOT NULL,
    source_stop INTEGER NOT NULL,
    target_start INTEGER NOT NULL,
    target_stop INTEGER NOT NULL,
    probability REAL NOT NULL,
    PRIMARY KEY (alignment, position)
) WITHOUT ROWID;

-- Which glossary an alignment was checked against.
CREATE TABLE term_checks (
    alignment INTEGER PRIMARY KEY REFERENCES alignments ON DELETE CASCADE,
    glossary TEXT NOT NULL,       -- digest
    stage_key TEXT NOT NULL
);

-- Terminology problems; spans are in the two texts beside them.
CREATE TABLE findings (
    alignment INTEGER NOT NULL REFERENCES term_checks ON DELETE CASCADE,
    position INTEGER NOT NULL,
    id TEXT NOT NULL,
    code TEXT NOT NULL,
    severity TEXT NOT NULL,
    message TEXT NOT NULL,
    concept TEXT NOT NULL,
    source_term TEXT NOT NULL,
    expected TEXT NOT NULL,       -- JSON array of strings, preferred first
    found TEXT NOT NULL,
    unit TEXT NOT NULL,           -- id of the translation unit
    source_text TEXT NOT NULL,
    target_text TEXT NOT NULL,
    source_start INTEGER,
    source_stop INTEGER,
    target_start INTEGER,
    target_stop INTEGER,
    confidence REAL NOT NULL,
    details TEXT NOT NULL,        -- JSON array of [name, value]
    PRIMARY KEY (alignment, position)
) WITHOUT ROWID;

-- Every occurrence of a source term and what became of it; spans are in the
-- texts of the unit's bead.
CREATE TABLE occurrences (
    alignment INTEGER NOT NULL REFERENCES term_checks ON DELETE CASCADE,
    position INTEGER NOT NULL,
    concept TEXT NOT NULL,
    unit TEXT NOT NULL,           -- id of the translation unit
    source_term TEXT NOT NULL,
    source_start INTEGER NOT NULL,
    source_stop INTEGER NOT NULL,
    status TEXT NOT NULL,
    rendering TEXT NOT NULL,
    form TEXT NOT NULL,
    target_start INTEGER,
    target_stop INTEGER,
    PRIMARY KEY (alignment, position)
) WITHOUT ROWID;

-- Runs in the order they ended.
CREATE TABLE runs (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    signature TEXT NOT NULL,
    figures TEXT NOT NULL         -- JSON object
);

-- Words of every bead, for search.  The program writes folded words with spaces
-- between them (each Chinese character is a word), so the index splits at
-- spaces and keeps no text.  rowid = alignment * 2^20 + position of the bead.
CREATE VIRTUAL TABLE search USING fts5 (source, target, content = '', tokenize = 'ascii');
