-- The day of the reporting zone goes in front of the key. Live readings then touch the few index pages of today, however
-- many readings are stored, and a day of one series is one short range. When a reading was recorded is said by its batch.
DO $$
DECLARE
    part record;
    month date;
    zone_name text := coalesce((SELECT zone FROM rollup_zone), 'UTC');
BEGIN
    ALTER TABLE readings RENAME TO readings_before;
    FOR part IN SELECT c.oid::regclass AS name, c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
                WHERE i.inhparent = 'readings_before'::regclass LOOP
        EXECUTE format('ALTER TABLE %s RENAME TO %I', part.name, part.relname || '_before');
    END LOOP;

    CREATE TABLE readings (
        day         date NOT NULL,
        metric_id   integer NOT NULL,
        unit_id     integer NOT NULL,
        system_id   integer NOT NULL,
        source_id   integer NOT NULL,
        at          timestamptz NOT NULL,
        batch_id    bigint NOT NULL,
        event_key   text NOT NULL,
        value       numeric NOT NULL CHECK (value > '-Infinity' AND value < 'Infinity'),
        weight      numeric CHECK (weight >= 0 AND weight < 'Infinity'),
        CONSTRAINT readings_natural_key PRIMARY KEY (day, metric_id, unit_id, system_id, at, source_id, event_key)
    ) PARTITION BY RANGE (day);
    -- Readings lie in the order of their batches, so a few bytes per block find those of one batch.
    CREATE INDEX readings_of_batch ON readings USING brin (batch_id);

    FOR month IN SELECT DISTINCT date_trunc('month', at AT TIME ZONE zone_name)::date FROM readings_before LOOP
        EXECUTE format('CREATE TABLE %I PARTITION OF readings FOR VALUES FROM (%L) TO (%L)',
            'readings_' || to_char(month, 'YYYY_MM'), month, (month + interval '1 month')::date);
    END LOOP;
    INSERT INTO readings (day, metric_id, unit_id, system_id, source_id, at, batch_id, event_key, value, weight)
    SELECT (at AT TIME ZONE zone_name)::date, metric_id, unit_id, system_id, source_id, at, batch_id, event_key, value, weight
    FROM readings_before ORDER BY 1, 2, 3, 4, at;
    DROP TABLE readings_before;
END $$;

-- The batch that replaced a value; when, and by whom, is said by that batch.
ALTER TABLE reading_revisions ADD COLUMN replaced_by bigint;
UPDATE reading_revisions r SET replaced_by = coalesce(
    (SELECT min(b.id) FROM batches b WHERE b.source_id = r.source_id AND b.recorded_at >= r.replaced_at), r.batch_id);
ALTER TABLE reading_revisions ALTER COLUMN replaced_by SET NOT NULL, DROP COLUMN recorded_at, DROP COLUMN replaced_at;

-- Marks in two lanes, each taken in its order: a backlog of old days never holds up what is live. One mark names all
-- series of a metric and an hour that one batch touched: element by element a unit and a system.
-- batch_id is the batch that changed them: who and when, for whoever asks why a figure changed.
DROP TABLE dirty_buckets;
CREATE TABLE dirty_buckets (
    late       boolean NOT NULL,
    id         bigint GENERATED ALWAYS AS IDENTITY,
    metric_id  integer NOT NULL,
    hour       timestamptz NOT NULL,
    batch_id   bigint NOT NULL,
    unit_ids   integer[] NOT NULL,
    system_ids integer[] NOT NULL,
    PRIMARY KEY (late, id)
);
