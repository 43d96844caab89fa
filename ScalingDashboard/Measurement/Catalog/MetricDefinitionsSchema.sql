-- earlier: the definitions before the present one, oldest first. derived: a formula over other metrics; baseline: the
-- pass after which, and the value at which, the baseline of an index was frozen. managed: changed by people, so the seed
-- files leave it alone.
ALTER TABLE metrics ADD COLUMN effective_from date, ADD COLUMN earlier jsonb NOT NULL DEFAULT '[]', ADD COLUMN derived text,
    ADD COLUMN baseline jsonb, ADD COLUMN managed boolean NOT NULL DEFAULT false;
