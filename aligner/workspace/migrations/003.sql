-- Where the characters of a block came from: runs as JSON, [[text start, source
-- start, source stop], ...]; empty when the text stands in the source as it is.
ALTER TABLE blocks ADD COLUMN offsets TEXT NOT NULL DEFAULT '';

-- Number of the document, and what it says it was translated from, as they
-- stand on the page.
ALTER TABLE documents ADD COLUMN number TEXT NOT NULL DEFAULT '';
ALTER TABLE documents ADD COLUMN attribution TEXT NOT NULL DEFAULT '';

-- What one text of a pair is to the other.
ALTER TABLE pairs ADD COLUMN relation TEXT NOT NULL DEFAULT 'translation';

-- What persons said of pairs.  Held by id, not by key: a decision outlives the
-- removal of a page and its return.
CREATE TABLE pair_decisions (
    source TEXT NOT NULL,
    target TEXT NOT NULL,
    decision TEXT NOT NULL CHECK (decision IN ('force', 'forbid')),
    author TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (source, target)
) WITHOUT ROWID;
