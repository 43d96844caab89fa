-- What the database was first started for: a demo company's key, or 'none'. One row, written at the first start.
CREATE TABLE demo_origin (
    is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
    company text NOT NULL
);

-- Databases from before: one that holds a history is a demo's, one that only holds readings is somebody's own.
INSERT INTO demo_origin (company) SELECT company FROM demo_history;
INSERT INTO demo_origin (company) SELECT 'none' FROM batches LIMIT 1 ON CONFLICT DO NOTHING;
