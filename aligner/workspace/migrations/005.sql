-- Digest of what aligning and encoding look at: language, texts and kinds of the
-- segments.  Empty in documents of older versions: then it is computed.
ALTER TABLE documents ADD COLUMN text_digest TEXT NOT NULL DEFAULT '';

-- What looks wrong in an alignment, as JSON: {"is_translation", "score", "reason",
-- "alarms": [[kind, source_start, source_stop, target_start, target_stop, reason], ...]}.
-- '' where nothing does, NULL where nobody has looked.
ALTER TABLE alignments ADD COLUMN alarms TEXT;

-- stage_key of the document when the piles were paired last: another one since
-- says that it is new or has changed.
ALTER TABLE documents ADD COLUMN paired_key TEXT NOT NULL DEFAULT '';
