-- A reading that is not plausible, beside the readings and in none of the roll-ups. It waits until somebody accepts or refuses
-- it, until another reading of its key takes its place (superseded), or until its batch is taken back (withdrawn).
CREATE TABLE quarantined_readings (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    metric_id      integer NOT NULL,
    unit_id        integer NOT NULL,
    system_id      integer NOT NULL,
    source_id      integer NOT NULL REFERENCES sources (id),
    at             timestamptz NOT NULL,
    event_key      text NOT NULL,
    value          numeric NOT NULL,
    weight         numeric,
    batch_id       bigint NOT NULL,
    received_at    timestamptz NOT NULL,
    reason         text NOT NULL,
    found          text NOT NULL,
    expected       text NOT NULL,
    state          text NOT NULL CHECK (state IN ('waiting', 'accepted', 'refused', 'superseded', 'withdrawn')),
    decided_by     text,
    decided_at     timestamptz,
    accepted_batch bigint
);
-- One waits of each key.
CREATE UNIQUE INDEX quarantined_readings_waiting ON quarantined_readings (metric_id, unit_id, system_id, at, source_id, event_key) WHERE state = 'waiting';
CREATE INDEX quarantined_readings_state ON quarantined_readings (state, id);
CREATE INDEX quarantined_readings_key ON quarantined_readings (metric_id, unit_id, system_id, at, source_id, event_key);
-- Asked for with each batch: is there anything of this sender and these days at all?
CREATE INDEX quarantined_readings_open ON quarantined_readings (source_id, at) WHERE state IN ('waiting', 'refused');
CREATE INDEX quarantined_readings_batch ON quarantined_readings (batch_id);
CREATE INDEX quarantined_readings_accepted ON quarantined_readings (accepted_batch) WHERE accepted_batch IS NOT NULL;

-- Who sent how much in an hour by the server's clock. ahead: how far the newest instant lay ahead of that clock when it
-- arrived; below zero it lay behind.
CREATE TABLE intake_hours (
    source_id integer NOT NULL REFERENCES sources (id),
    hour      timestamptz NOT NULL,
    accepted  bigint NOT NULL,
    unchanged bigint NOT NULL,
    corrected bigint NOT NULL,
    set_aside bigint NOT NULL,
    ahead     interval,
    PRIMARY KEY (source_id, hour)
);
CREATE TABLE intake_rejections (
    source_id integer NOT NULL REFERENCES sources (id),
    hour      timestamptz NOT NULL,
    code      text NOT NULL,
    readings  bigint NOT NULL,
    PRIMARY KEY (source_id, hour, code)
);

-- What a sender sends, and when it last did: its rhythm is that of the quickest of its metrics.
CREATE TABLE source_metrics (
    source_id integer NOT NULL REFERENCES sources (id),
    metric_id integer NOT NULL,
    last_seen timestamptz NOT NULL,
    PRIMARY KEY (source_id, metric_id)
);
ALTER TABLE sources ADD COLUMN last_seen timestamptz;
UPDATE sources s SET last_seen = (SELECT max(recorded_at) FROM batches b WHERE b.source_id = s.id);
