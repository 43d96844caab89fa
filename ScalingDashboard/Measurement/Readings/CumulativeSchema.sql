-- Where each count of a sender stood when it was last told: what is new since then is a reading.
-- last_value, last_at, since: null until the first count was taken in.
CREATE TABLE cumulative_series (
    source_id  integer NOT NULL REFERENCES sources (id),
    metric_id  integer NOT NULL,
    unit_id    integer NOT NULL,
    system_id  integer NOT NULL,
    series     text NOT NULL,
    last_value numeric,
    last_at    timestamptz,
    since      timestamptz,
    PRIMARY KEY (source_id, metric_id, unit_id, system_id, series)
);
