-- A file that a person sent on the page, and how far it has come. In the database, so that any host can go on with it.
CREATE TABLE imports (
    id         uuid PRIMARY KEY,
    state      text NOT NULL CHECK (state IN ('reading', 'open', 'checking', 'ready', 'storing', 'stored', 'undoing', 'undone', 'refused')),
    progress   double precision NOT NULL CHECK (progress BETWEEN 0 AND 1),
    person     text NOT NULL,
    source     text NOT NULL,
    scope      text NOT NULL,
    file_name  text NOT NULL,
    size       integer NOT NULL,
    hash       bytea NOT NULL,
    content    bytea,
    layout     text,
    profile    text,
    mapping    text,
    remembered boolean NOT NULL,
    report     text,
    counts     text,
    rejected   bytea,
    error      text,
    batch      bigint REFERENCES batches (id),
    created_at timestamptz NOT NULL,
    moved_at   timestamptz NOT NULL,
    CHECK ((state IN ('stored', 'undoing', 'undone')) = (batch IS NOT NULL))
);

-- A person's list, newest first.
CREATE INDEX imports_by_person ON imports (person, created_at DESC);

-- What is too old, and what has been given up.
CREATE INDEX imports_by_age ON imports (created_at);

-- Workbooks are packed, and texts are read once or twice: packing them costs more than it saves.
ALTER TABLE imports ALTER COLUMN content SET STORAGE EXTERNAL, ALTER COLUMN rejected SET STORAGE EXTERNAL;

-- What the columns of a table meant when its sender last said so.
CREATE TABLE import_mappings (
    person    text NOT NULL,
    signature text NOT NULL,
    mapping   text NOT NULL,
    used_at   timestamptz NOT NULL,
    PRIMARY KEY (person, signature)
);
