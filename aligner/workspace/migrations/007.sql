-- Probability that the two documents are translations of each other at all, NULL
-- where it was not estimated.
ALTER TABLE alignments ADD COLUMN pair_probability REAL;

-- Counterparts out of the order of the ladder, as JSON:
-- [[source_start, source_stop, target_start, target_stop, probability], ...].
ALTER TABLE alignments ADD COLUMN moved TEXT NOT NULL DEFAULT '[]';
