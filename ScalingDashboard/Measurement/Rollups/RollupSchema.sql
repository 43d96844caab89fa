-- A bucket keeps the parts a figure is made of, never the figure: by rule, value and weight are
--   SUM          sum of values                          -
--   LAST         the latest value                       -
--   RATIO        sum of numerators                      sum of denominators
--   RATIO-LAST   the latest numerator                   its denominator
--   WMEAN        sum of score times weight              sum of weights
--   others       null until their rule is computed      -
CREATE TABLE rollup_hours (
    metric_id integer NOT NULL,
    unit_id   integer NOT NULL,
    system_id integer NOT NULL,
    hour      timestamptz NOT NULL,
    value     numeric,
    weight    numeric,
    readings  integer NOT NULL,
    last_at   timestamptz NOT NULL,
    PRIMARY KEY (metric_id, hour, unit_id, system_id)
);

CREATE TABLE rollup_days (
    metric_id integer NOT NULL,
    unit_id   integer NOT NULL,
    system_id integer NOT NULL,
    day       date NOT NULL,
    value     numeric,
    weight    numeric,
    readings  integer NOT NULL,
    last_at   timestamptz NOT NULL,
    PRIMARY KEY (metric_id, day, unit_id, system_id)
);

-- Event time of the newest reading: freshness, and who has ever reported what.
CREATE TABLE rollup_latest (
    metric_id integer NOT NULL,
    unit_id   integer NOT NULL,
    system_id integer NOT NULL,
    last_at   timestamptz NOT NULL,
    PRIMARY KEY (metric_id, unit_id, system_id)
);

-- The version of each metric's roll-ups: the number of the last pass that changed them.
CREATE TABLE rollup_versions (
    metric_id integer PRIMARY KEY,
    version   bigint NOT NULL
);

CREATE SEQUENCE rollup_passes;

-- The time zone the day buckets are made of: one row, written at the first start.
CREATE TABLE rollup_zone (
    is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
    zone text NOT NULL
);
