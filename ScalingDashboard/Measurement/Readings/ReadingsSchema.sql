CREATE TABLE sources (
    id   integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL UNIQUE
);

-- One row per written batch: who sent what, when, with which result.
CREATE TABLE batches (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    source_id   integer NOT NULL REFERENCES sources (id),
    recorded_at timestamptz NOT NULL,
    accepted    integer NOT NULL,
    unchanged   integer NOT NULL,
    corrected   integer NOT NULL
);

-- Partitioned by month of the event. numeric, not double: sums are exact and do not depend on their order.
CREATE TABLE readings (
    metric_id   integer NOT NULL,
    unit_id     integer NOT NULL,
    system_id   integer NOT NULL,
    at          timestamptz NOT NULL,
    source_id   integer NOT NULL,
    event_key   text NOT NULL,
    value       numeric NOT NULL CHECK (value > '-Infinity' AND value < 'Infinity'),
    weight      numeric CHECK (weight >= 0 AND weight < 'Infinity'),
    recorded_at timestamptz NOT NULL,
    batch_id    bigint NOT NULL,
    PRIMARY KEY (metric_id, unit_id, system_id, at, source_id, event_key)
) PARTITION BY RANGE (at);

-- What a corrected reading said before: true from recorded_at until replaced_at.
CREATE TABLE reading_revisions (
    metric_id   integer NOT NULL,
    unit_id     integer NOT NULL,
    system_id   integer NOT NULL,
    at          timestamptz NOT NULL,
    source_id   integer NOT NULL,
    event_key   text NOT NULL,
    value       numeric NOT NULL,
    weight      numeric,
    recorded_at timestamptz NOT NULL,
    replaced_at timestamptz NOT NULL,
    batch_id    bigint NOT NULL
);
CREATE INDEX reading_revisions_key ON reading_revisions (metric_id, unit_id, system_id, at);

-- Append only, without a key: a writer never waits for the roll-up and the roll-up never for a writer. A mark becomes
-- visible in the same commit as the readings it speaks of.
CREATE TABLE dirty_buckets (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    metric_id integer NOT NULL,
    unit_id   integer NOT NULL,
    system_id integer NOT NULL,
    hour      timestamptz NOT NULL
);
