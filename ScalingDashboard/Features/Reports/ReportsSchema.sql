CREATE TABLE reports (
    id           uuid PRIMARY KEY,
    state        text NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed')),
    progress     double precision NOT NULL CHECK (progress BETWEEN 0 AND 1),
    query        text NOT NULL,
    title        text NOT NULL,
    scope        text NOT NULL,
    requested_by text NOT NULL,
    file_name    text NOT NULL,
    file         bytea,
    size         integer,
    error        text,
    created_at   timestamptz NOT NULL,
    moved_at     timestamptz NOT NULL,
    finished_at  timestamptz,
    CHECK ((state = 'done') = (file IS NOT NULL))
);

-- A person's list, newest first.
CREATE INDEX reports_by_requester ON reports (requested_by, created_at DESC);

-- What expires, and what has been given up.
CREATE INDEX reports_by_age ON reports (created_at);

-- A workbook is a zip: compressing it again costs time and saves nothing.
ALTER TABLE reports ALTER COLUMN file SET STORAGE EXTERNAL;
