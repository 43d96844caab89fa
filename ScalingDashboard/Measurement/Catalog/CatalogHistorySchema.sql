-- One row for each thing that was added or changed, as it stood from then on. Append only; ids and times rise together.
CREATE TABLE catalog_history (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind        text NOT NULL,
    key         text NOT NULL,
    recorded_at timestamptz NOT NULL,
    content     jsonb NOT NULL
);
CREATE INDEX catalog_history_key ON catalog_history (kind, key, recorded_at);

-- What is there already is taken as known ever since: nobody can say any more what stood before it.
INSERT INTO catalog_history (kind, key, recorded_at, content)
SELECT 'wave', number::text, timestamptz '-infinity', to_jsonb(t) FROM scaling_waves t
UNION ALL SELECT 'function', code, '-infinity', to_jsonb(t) FROM business_functions t
UNION ALL SELECT 'metric', key, '-infinity', to_jsonb(t) FROM metrics t
UNION ALL SELECT 'outcome', key, '-infinity', to_jsonb(t) FROM outcomes t
UNION ALL SELECT 'kpi', key, '-infinity', to_jsonb(t) FROM scaling_kpis t
UNION ALL SELECT 'unit', code, '-infinity', to_jsonb(t) FROM business_units t
UNION ALL SELECT 'system', code, '-infinity', to_jsonb(t) FROM ai_systems t;
