-- Which percentile a pooled metric shows, and how many of its units must have reported.
ALTER TABLE metrics ADD COLUMN percentile numeric CHECK (percentile > 0 AND percentile <= 100),
    ADD COLUMN coverage_limit numeric CHECK (coverage_limit >= 0 AND coverage_limit <= 1);
