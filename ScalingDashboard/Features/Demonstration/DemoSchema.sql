-- At most one row: a database shows one company.
CREATE TABLE demo_history (
    company      text PRIMARY KEY,
    anchor       date NOT NULL,
    -- The instant up to which the history itself goes: fixed at the first start, so that a chunk is always the same.
    loaded_until timestamptz NOT NULL,
    -- The instant up to which live readings have come.
    live_until   timestamptz NOT NULL,
    only_one     boolean NOT NULL DEFAULT true UNIQUE CHECK (only_one)
);

-- Chunks of the history that are written.
CREATE TABLE demo_chunks (
    first_day date PRIMARY KEY,
    last_day  date NOT NULL,
    readings  integer NOT NULL
);
