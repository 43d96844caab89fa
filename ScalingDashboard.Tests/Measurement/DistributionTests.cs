using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Measurement;

/// <summary>
/// What keeps the way to Citus open (docs/scaling.md): readings and roll-ups can be spread over machines by business unit.
/// The unit stands in every unique key and in every join of the large tables, and no foreign key or trigger leaves them.
/// </summary>
[Trait("Ring", "Web")]
public sealed partial class DistributionTests(DistributionTests.Overheard app) : IClassFixture<DistributionTests.Overheard>
{
    private static readonly string[] Large =
    [
        "readings", "reading_revisions", "rollup_hours", "rollup_days", "rollup_hours_history", "rollup_days_history", "rollup_series",
    ];

    /// <summary>An installation that writes down every statement it sends.</summary>
    public sealed class Overheard : AppFactory
    {
        internal List<string> Statements { get; } = [];

        private protected override void Listen(ILoggingBuilder logging) =>
            logging.SetMinimumLevel(LogLevel.None).AddFilter("Npgsql.Command", LogLevel.Information).AddProvider(new Ear(Statements));

        private sealed class Ear(List<string> statements) : ILoggerProvider, ILogger
        {
            public ILogger CreateLogger(string categoryName) => this;

            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            {
                lock (statements)
                    statements.Add(formatter(state, exception));
            }

            public void Dispose()
            {
            }
        }
    }

    [Fact]
    public async Task The_unit_stands_in_every_unique_key()
    {
        var keys = await RowsAsync("""
            SELECT t.relname || ': ' || pg_get_indexdef(i.indexrelid) FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid
            WHERE i.indisunique AND t.relname = ANY($1)
            """);
        keys.Count.ShouldBe(4);
        keys.ShouldAllBe(key => key.Contains("unit_id"));
    }

    [Fact]
    public async Task No_foreign_key_and_no_trigger_leaves_a_large_table()
    {
        (await RowsAsync("SELECT conname::text FROM pg_constraint c JOIN pg_class t ON t.oid IN (c.conrelid, c.confrelid) WHERE contype = 'f' AND t.relname = ANY($1)")).ShouldBeEmpty();
        (await RowsAsync("SELECT tgname::text FROM pg_trigger g JOIN pg_class t ON t.oid = g.tgrelid WHERE NOT tgisinternal AND t.relname = ANY($1)")).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_unit_stands_in_every_join()
    {
        // Everything that touches the large tables: new, repeated, corrected and withdrawn readings, roll-ups, figures, restatements.
        await app.AddUnitAsync("A");
        const string Rows = "metric,unit,at,value,weight,key\nimpact.ai_cost,A,2026-11-02T10:00:00Z,{0},,\noperations.latency,A,2026-11-02T10:00:00Z,7,,\noperations.burn_rate,A,2026-11-02T10:00:00Z,2,,";
        await app.IngestAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, Rows, 1));
        var correction = await app.IngestAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, Rows, 2));
        await app.RolledUpAsync();
        using var withdrawal = await app.SendAsync(new(HttpMethod.Delete, $"/api/v1/batches/{correction.GetProperty("batch").GetInt64()}"), await app.CreateKeyAsync("ingest", "manage"));
        withdrawal.EnsureSuccessStatusCode();
        await app.RolledUpAsync();
        app.Clock.Advance(TimeSpan.FromDays(40));
        await app.IngestAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, Rows, 3));
        await app.RolledUpAsync();
        (await app.GetAsync("/api/v1/metrics/impact.ai_cost/restatements")).GetProperty("restatements").GetArrayLength().ShouldBe(1);
        await app.GetAsync("/api/v1/dashboard");
        await app.GetAsync("/api/v1/metrics/impact.ai_cost/series?from=2026-11-01&to=2026-11-03&bucket=hour");

        List<string> joins;
        lock (app.Statements)
            joins = [.. app.Statements.Where(s => LargeTable().Count(s) > 1 && Join().IsMatch(s))];
        joins.Count.ShouldBeGreaterThan(5);
        joins.Where(s => !SameUnit().IsMatch(s)).ShouldBeEmpty();
    }

    private async Task<List<string>> RowsAsync(string sql)
    {
        await using var command = app.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand(sql);
        command.Parameters.Add(new() { Value = Large });
        var rows = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            rows.Add(reader.GetString(0));
        return rows;
    }

    [GeneratedRegex(@"\b(FROM|JOIN|UPDATE|INTO|USING)\s+(readings|reading_revisions|rollup_(hours|days|series))(_history)?\b")]
    private static partial Regex LargeTable();

    [GeneratedRegex(@"\bJOIN\b|\bUSING\b|\bEXISTS\b|UPDATE [\s\S]* FROM ")]
    private static partial Regex Join();

    [GeneratedRegex(@"\b(\w+)\.unit_id = (\w+)\.unit_id|\w+\.unit_id, [^=]*\) = \([^)]*\w+\.unit_id")]
    private static partial Regex SameUnit();
}
