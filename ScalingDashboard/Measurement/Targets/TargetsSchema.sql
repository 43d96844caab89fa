-- The targets of a metric for one unit or the whole company, as they stand now. What they said before is in catalog_history,
-- as of every other part of the catalogue: a row there for each change, never overwritten.
CREATE TABLE metric_targets (
    -- The metric, and behind a stroke the unit.
    key        text PRIMARY KEY,
    metric     text NOT NULL,
    -- Null: the whole company.
    unit       text,
    -- What the goals are counted in.
    measure    text NOT NULL,
    -- [{"from", "to", "goal", "limit", "low", "high"}] in the order of days; empty once they were withdrawn.
    spans      jsonb NOT NULL CHECK (jsonb_typeof(spans) = 'array'),
    changed_by text NOT NULL
);
