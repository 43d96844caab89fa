-- Between which limits, in the metric's unit, one reading is plausible, and how many times as large or as small as usual.
ALTER TABLE metrics ADD COLUMN plausible_low numeric, ADD COLUMN plausible_high numeric CHECK (plausible_high > plausible_low),
    ADD COLUMN largest_jump numeric CHECK (largest_jump > 1);
