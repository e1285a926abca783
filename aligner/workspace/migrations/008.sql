-- How sure it is that a block was read rightly, and what is doubtful about a page, as JSON.
ALTER TABLE blocks ADD COLUMN certainty REAL NOT NULL DEFAULT 1.0;
ALTER TABLE documents ADD COLUMN doubts TEXT NOT NULL DEFAULT '';
