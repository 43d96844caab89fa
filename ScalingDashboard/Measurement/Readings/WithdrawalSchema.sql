-- A batch that was sent by mistake is taken back by another, which says when and by whom.
-- first_day is its oldest day: a batch whose readings are partly no longer kept cannot be taken back.
ALTER TABLE batches ADD COLUMN withdrawn_by bigint REFERENCES batches (id), ADD COLUMN first_day date;

-- The first day whose readings are kept; older ones were dropped, their roll-ups stay as they are. No row: none were.
CREATE TABLE reading_horizon (
    is_only   boolean PRIMARY KEY DEFAULT true CHECK (is_only),
    first_day date NOT NULL
);
