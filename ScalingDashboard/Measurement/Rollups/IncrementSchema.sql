-- What the batch has added to each hour of a series that the mark names, element by element; null where the hours must be
-- computed from their readings, because something in them was changed, or lies far back.
ALTER TABLE dirty_buckets
    ADD COLUMN readings integer[],
    ADD COLUMN last_at  timestamptz[],
    ADD COLUMN sums     numeric[],
    ADD COLUMN most     numeric[],
    ADD COLUMN weights  numeric[],
    ADD COLUMN products numeric[];
