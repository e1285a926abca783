-- Findings in beads whose two texts may not belong together are kept apart.
ALTER TABLE findings ADD COLUMN doubtful INTEGER NOT NULL DEFAULT 0 CHECK (doubtful IN (0, 1));

-- What persons said of findings.  Held by the finding's id, which is made of its
-- texts: a waiver outlives any re-run, until one of the two sentences changes.
CREATE TABLE waivers (
    finding TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('accepted', 'false-alarm')),
    reason TEXT NOT NULL,
    author TEXT NOT NULL
) WITHOUT ROWID;

-- What persons said of proposed entries for the glossary.
CREATE TABLE proposal_decisions (
    source_term TEXT NOT NULL,
    target_term TEXT NOT NULL,
    decision TEXT NOT NULL CHECK (decision IN ('accept', 'variant', 'reject')),
    author TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (source_term, target_term)
) WITHOUT ROWID;

-- The word alignment learned from the pairs, used for later ones too.
CREATE TABLE lexicon (
    key INTEGER PRIMARY KEY CHECK (key = 1),
    stage_key TEXT NOT NULL,  -- what it was learned with: glossary, version
    pairs INTEGER NOT NULL,   -- how many pairs it was learned from
    data BLOB NOT NULL        -- JSON, compressed with zlib
);
