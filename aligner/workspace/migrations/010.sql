-- What a waived finding said: class, term, documents and texts.  Nothing else tells which
-- decision it was once the finding is gone.
ALTER TABLE waivers ADD COLUMN about TEXT NOT NULL DEFAULT '';
