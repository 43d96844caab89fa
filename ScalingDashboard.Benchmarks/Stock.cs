using System.Globalization;

namespace ScalingDashboard.Benchmarks;

/// <summary>Readings of the past, written by SQL with the roll-ups that belong to them: eight a day of each of 18,000
/// series, so 50 million are a year. Filled once; later runs on the same folder find them.</summary>
internal sealed class Stock(Installation installation)
{
    /// <summary>Readings that one day of all series adds.</summary>
    private const int ADay = 60 * 300 * ReadingsADay;
    private const int ReadingsADay = 8;

    /// <summary>Fills up to a number of stored readings, older and older days.</summary>
    public async Task FillAsync(long readings)
    {
        var days = (int)Math.Ceiling((double)readings / ADay);
        var present = await installation.ScalarAsync<long>("SELECT count(*) FROM (SELECT DISTINCT day FROM rollup_days WHERE batch_id = 1) d");
        if (present >= days)
            return;
        Console.WriteLine($"Filling {(days - present) * ADay:#,0} readings ...");
        var ids = string.Join(",", installation.Metrics.Select(m => m.Id.ToString(CultureInfo.InvariantCulture)));
        var units = string.Join(",", installation.Units.Select(u => u.Id.ToString(CultureInfo.InvariantCulture)));
        await installation.ExecuteAsync("""
            INSERT INTO sources (name) VALUES ('stock') ON CONFLICT DO NOTHING;
            DO $$ DECLARE month date; BEGIN
                FOR month IN SELECT generate_series(date_trunc('month', now()) - interval '13 months', date_trunc('month', now()), interval '1 month')::date LOOP
                    EXECUTE format('CREATE TABLE IF NOT EXISTS %I PARTITION OF readings FOR VALUES FROM (%L) TO (%L)',
                        'readings_' || to_char(month, 'YYYY_MM'), month, (month + interval '1 month')::date);
                END LOOP;
            END $$
            """);
        for (var back = (int)present + 1; back <= days; back++)
            await installation.ExecuteAsync(string.Create(CultureInfo.InvariantCulture, $"""
                WITH written AS (
                    INSERT INTO readings (day, metric_id, unit_id, system_id, source_id, at, batch_id, event_key, value, weight)
                    SELECT d, m, u, 0, (SELECT id FROM sources WHERE name = 'stock'), d::timestamp AT TIME ZONE 'UTC' + k * interval '3 hours', 1, '', ((u * 7919 + m * 31 + k * 7) % 100000) / 100.0, 100
                    FROM (SELECT (now() AT TIME ZONE 'UTC')::date - {back}) t(d), unnest(ARRAY[{ids}]) m, unnest(ARRAY[{units}]) u, generate_series(0, {ReadingsADay - 1}) k
                    RETURNING *)
                , hours AS (
                    INSERT INTO rollup_hours (metric_id, unit_id, system_id, day, hour, value, weight, readings, last_at, pass, batch_id)
                    SELECT metric_id, unit_id, 0, day, at, value, weight, 1, at, 0, 1 FROM written WHERE {back} <= 100)
                INSERT INTO rollup_days (metric_id, unit_id, system_id, day, value, weight, readings, last_at, pass, batch_id)
                SELECT metric_id, unit_id, 0, day, sum(value), sum(weight), count(*), max(at), 0, 1 FROM written GROUP BY metric_id, unit_id, day
                """));
        await installation.ExecuteAsync("INSERT INTO rollup_series (metric_id, unit_id, system_id, first_pass) SELECT DISTINCT metric_id, unit_id, 0, 0 FROM rollup_days ON CONFLICT DO NOTHING");
        await installation.ExecuteAsync("VACUUM (ANALYZE) readings");
        await installation.ExecuteAsync("VACUUM (ANALYZE) rollup_days");
        await installation.ExecuteAsync("VACUUM (ANALYZE) rollup_hours");
    }
}
