-- Classes of findings have changed, and so has the form of the lexicon: term checks are
-- made anew by the next run.
DELETE FROM findings;
DELETE FROM occurrences;
DELETE FROM term_checks;
DELETE FROM lexicon;
