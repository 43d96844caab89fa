-- When the first of the readings that a pass took was committed; null where nobody knows it any more.
ALTER TABLE rollup_log ADD COLUMN waiting_since timestamptz;
