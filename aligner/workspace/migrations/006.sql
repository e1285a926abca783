-- What persons did to alignments, in the order they did it; nothing is ever
-- taken out: an edit that is undone has an edit behind it that says so.  Held by
-- ids and by words (values/reviews.py): edits outlive re-runs and new segments.
CREATE TABLE edits (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    source TEXT NOT NULL,         -- ids of the two documents
    target TEXT NOT NULL,
    action TEXT NOT NULL,         -- 'confirm', 'merge', 'undo' ...
    author TEXT NOT NULL,
    made TEXT NOT NULL,           -- ISO 8601, UTC
    removed TEXT NOT NULL,        -- claims taken back, as a JSON array
    added TEXT NOT NULL,          -- claims made, as a JSON array
    undone INTEGER REFERENCES edits  -- the edit that is undone or done again
);
CREATE INDEX edits_by_pair ON edits (source, target);
