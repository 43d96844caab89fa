-- A batch that was sent by mistake is taken back by another, which says when and by whom.
ALTER TABLE batches ADD COLUMN withdrawn_by bigint REFERENCES batches (id);
