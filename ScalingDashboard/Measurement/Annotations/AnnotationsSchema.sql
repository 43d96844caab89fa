-- What people wrote about a day. Append only: a note that is withdrawn stays, with who withdrew it and when, and an answer as
-- of a moment before still has it.
CREATE TABLE annotations (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    day          date NOT NULL,
    text         text NOT NULL CHECK (char_length(text) BETWEEN 1 AND 500),
    -- Null: every metric.
    metric_id    integer,
    -- Null: all units.
    unit_id      integer,
    author       text NOT NULL,
    written_at   timestamptz NOT NULL,
    withdrawn_by text,
    withdrawn_at timestamptz,
    CHECK ((withdrawn_by IS NULL) = (withdrawn_at IS NULL))
);
CREATE INDEX annotations_day ON annotations (day);
