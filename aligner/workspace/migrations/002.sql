-- Why a bead is doubtful: reasons in words, one a line, the weightiest first;
-- empty when it is not, or when it was made before reasons were kept.
ALTER TABLE beads ADD COLUMN reasons TEXT NOT NULL DEFAULT '';
