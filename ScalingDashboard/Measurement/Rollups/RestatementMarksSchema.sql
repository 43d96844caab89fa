-- Which pass changed which day of which metric after the day had long been over and known: where to look for
-- restatements. What the day said before and after is in rollup_days and its history, and only there.
CREATE TABLE rollup_restatements (
    metric_id integer NOT NULL,
    day       date NOT NULL,
    pass      bigint NOT NULL,
    PRIMARY KEY (metric_id, day, pass)
);
CREATE INDEX rollup_restatements_pass ON rollup_restatements (pass);

INSERT INTO rollup_restatements (metric_id, day, pass)
WITH writes AS (
    SELECT metric_id, day, pass FROM rollup_days
    UNION SELECT metric_id, day, pass FROM rollup_days_history
    UNION SELECT metric_id, day, until_pass FROM rollup_days_history),
timed AS (
    SELECT w.*, l.at, min(coalesce(l.at, '-infinity')) OVER (PARTITION BY w.metric_id, w.day) AS first_at
    FROM writes w LEFT JOIN rollup_log l ON l.pass = w.pass)
SELECT t.metric_id, t.day, t.pass
FROM timed t, (SELECT coalesce((SELECT zone FROM rollup_zone), 'UTC') AS zone) z
WHERE t.at - interval '30 hours' >= greatest(t.first_at, (t.day + 1)::timestamp AT TIME ZONE z.zone);
