-- pass: the pass that wrote the row, so what it says is known from then on. batch_id: the newest batch behind it.
-- sketch: what is kept of rules that no number can hold (pools of values, sets of people, links of a chain).
-- Room is left in each page: a bucket that changes with every pass then stays on its page, and its index untouched.
ALTER TABLE rollup_days SET (fillfactor = 80), ADD COLUMN sketch bytea,
    ADD COLUMN pass bigint NOT NULL DEFAULT 0, ADD COLUMN batch_id bigint NOT NULL DEFAULT 0;
ALTER TABLE rollup_days ALTER COLUMN pass DROP DEFAULT, ALTER COLUMN batch_id DROP DEFAULT;

-- Hours of the reporting zone, with their day in front: the hours of a day of one series lie beside each other.
ALTER TABLE rollup_hours RENAME TO rollup_hours_before;
ALTER INDEX rollup_hours_pkey RENAME TO rollup_hours_before_pkey;
CREATE TABLE rollup_hours (
    metric_id integer NOT NULL,
    unit_id   integer NOT NULL,
    system_id integer NOT NULL,
    day       date NOT NULL,
    hour      timestamptz NOT NULL,
    value     numeric,
    weight    numeric,
    readings  integer NOT NULL,
    last_at   timestamptz NOT NULL,
    sketch    bytea,
    pass      bigint NOT NULL,
    batch_id  bigint NOT NULL,
    PRIMARY KEY (metric_id, day, unit_id, system_id, hour)
) WITH (fillfactor = 80);

-- A row as it was known from its pass until the pass that replaced or removed it; until_batch_id is why.
CREATE TABLE rollup_hours_history (LIKE rollup_hours, until_pass bigint NOT NULL, until_batch_id bigint NOT NULL);
CREATE INDEX rollup_hours_history_metric ON rollup_hours_history (metric_id, day);
CREATE TABLE rollup_days_history (LIKE rollup_days, until_pass bigint NOT NULL, until_batch_id bigint NOT NULL);
CREATE INDEX rollup_days_history_metric ON rollup_days_history (metric_id, day);

-- Who has ever reported what, and from which pass that was known; until_pass when all of it was withdrawn.
CREATE TABLE rollup_series (
    metric_id  integer NOT NULL,
    unit_id    integer NOT NULL,
    system_id  integer NOT NULL,
    first_pass bigint NOT NULL,
    until_pass bigint,
    PRIMARY KEY (metric_id, unit_id, system_id)
);
INSERT INTO rollup_series (metric_id, unit_id, system_id, first_pass) SELECT metric_id, unit_id, system_id, 0 FROM rollup_latest;
DROP TABLE rollup_latest;

-- One row per pass: what was known at a moment is what the last pass until then had written.
-- The arrays name the day buckets the pass changed, element by element; they are emptied once every host has read them.
CREATE TABLE rollup_log (
    pass       bigint PRIMARY KEY,
    at         timestamptz NOT NULL,
    metric_ids integer[],
    unit_ids   integer[],
    system_ids integer[],
    days       date[]
);
CREATE INDEX rollup_log_at ON rollup_log (at);
INSERT INTO rollup_log (pass, at)
SELECT coalesce(max(version), 0), coalesce((SELECT max(recorded_at) FROM batches), '2000-01-01 00:00+00') FROM rollup_versions;

DO $$
DECLARE
    zone_name text := coalesce((SELECT zone FROM rollup_zone), 'UTC');
BEGIN
    IF EXISTS (SELECT FROM rollup_hours_before WHERE date_trunc('hour', hour, zone_name) <> hour) THEN
        -- Hours of such a zone begin elsewhere: everything is rolled up once more.
        TRUNCATE rollup_days;
    ELSE
        INSERT INTO rollup_hours (metric_id, unit_id, system_id, day, hour, value, weight, readings, last_at, pass, batch_id)
        SELECT metric_id, unit_id, system_id, (hour AT TIME ZONE zone_name)::date, hour, value, weight, readings, last_at, 0, 0
        FROM rollup_hours_before;
        -- Rules that were declared and not computed are computed from now on.
        DELETE FROM rollup_hours h USING metrics m WHERE m.id = h.metric_id AND m.rollup IN ('POOL', 'DISTINCT', 'WORST', 'PRODUCT', 'NOAGG');
        DELETE FROM rollup_days d USING metrics m WHERE m.id = d.metric_id AND m.rollup IN ('POOL', 'DISTINCT', 'WORST', 'PRODUCT', 'NOAGG');
    END IF;
    INSERT INTO dirty_buckets (late, metric_id, hour, batch_id, unit_ids, system_ids)
    SELECT true, metric_id, hour, max(batch_id), array_agg(unit_id), array_agg(system_id)
    FROM (SELECT r.metric_id, r.unit_id, r.system_id, date_trunc('hour', r.at, zone_name) AS hour, max(r.batch_id) AS batch_id
          FROM readings r WHERE NOT EXISTS (SELECT FROM rollup_days d
              WHERE d.metric_id = r.metric_id AND d.day = r.day AND d.unit_id = r.unit_id AND d.system_id = r.system_id)
          GROUP BY 1, 2, 3, 4) s
    GROUP BY metric_id, hour;
    DROP TABLE rollup_hours_before;
END $$;
