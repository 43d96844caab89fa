using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using ScalingDashboard.Features.Imports;
using ScalingDashboard.Host;
using ScalingDashboard.Measurement.Ingestion.Tables;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Jobs;
using ScalingDashboard.Platform.Workbooks.Uploads;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Features.Imports;

/// <summary>What becomes of files that people send, from the form to the readings and back.</summary>
[Trait("Ring", "Web")]
public sealed class ImportsTests(ImportsTests.Installation app) : IClassFixture<ImportsTests.Installation>, IAsyncLifetime
{
    /// <summary>Each test is of a person of its own: more of them than may try their passwords in a minute.</summary>
    public sealed class Installation() : AppFactory(Launch.NoCompany, ("Access:AttemptsPerAddress", "1000"));

    private const string Savings = "impact.cost_savings.cashable";

    private ImportDesk _desk = null!;

    public async Task InitializeAsync()
    {
        await app.AddUnitAsync("FIN-DE");
        await app.AddUnitAsync("FIN-US", "AMER", "US");
        _desk = await ImportDesk.OpenAsync(app);
    }

    public Task DisposeAsync()
    {
        _desk.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Preview_says_what_storing_then_does_and_undo_takes_back()
    {
        var first = await _desk.StoreAsync(await _desk.ImportAsync("savings.xlsx", Book(("2026-10-01", "FIN-DE", "10"), ("2026-10-02", "FIN-DE", "20"))));
        (first.State, first.Counts(), first.HasContent).ShouldBe((ImportState.Stored, new ImportCounts(2, 0, 0, 0), false));

        var second = await _desk.ImportAsync("savings.xlsx", Book(
            ("2026-10-01", "FIN-DE", "11"), ("2026-10-02", "FIN-DE", "20"), ("2026-10-03", "FIN-DE", "30"), ("2026-10-03", "FIN-US", "31"), ("2026-10-04", "NOWHERE", "1"), ("2026-10-05", "FIN-DE", "a lot")));

        second.State.ShouldBe(ImportState.Ready);
        second.Counts().ShouldBe(new ImportCounts(2, 1, 1, 2));
        (await ValuesAsync()).ShouldBe([10, 20], "a preview stores nothing");
        (await BatchesAsync()).ShouldBe(1);

        var stored = await _desk.StoreAsync(second);
        stored.Counts().ShouldBe(second.Counts(), "the preview and what storing did");
        (await ValuesAsync()).ShouldBe([11, 20, 30, 31]);

        var undone = await _desk.UndoAsync(stored);
        undone.State.ShouldBe(ImportState.Undone);
        (await ValuesAsync()).ShouldBe([10, 20]);
    }

    [Fact]
    public async Task Same_file_again_changes_nothing()
    {
        var book = Book(("2026-10-01", "FIN-DE", "10"), ("2026-10-02", "FIN-DE", "20"));
        await _desk.StoreAsync(await _desk.ImportAsync("one.xlsx", book));

        var again = await _desk.ImportAsync("two.xlsx", book);

        (again.State, again.Counts()).ShouldBe((ImportState.Ready, new ImportCounts(0, 0, 2, 0)));
    }

    [Fact]
    public async Task Storing_asked_for_from_two_windows_is_one_batch()
    {
        var import = await _desk.ImportAsync("one.xlsx", Book(("2026-10-01", "FIN-DE", "10")));

        var stored = await Task.WhenAll(_desk.StoreAsync(import), _desk.StoreAsync(import));

        stored.ShouldAllBe(card => card.State == ImportState.Stored && card.Counts() == new ImportCounts(1, 0, 0, 0));
        (await BatchesAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Run_that_comes_again_after_its_commit_gives_the_same_batch()
    {
        var import = await _desk.ImportAsync("one.xlsx", Book(("2026-10-01", "FIN-DE", "10")));
        var content = await ScalarAsync<byte[]>($"SELECT content FROM imports WHERE id = '{import.Id}'");
        var stored = await _desk.StoreAsync(import);
        // As if the host had died between the commit of the readings and that of the import.
        await ExecuteAsync($"UPDATE imports SET state = 'ready', batch = NULL, content = decode('{Convert.ToHexString(content)}', 'hex') WHERE id = '{import.Id}'");

        var again = await _desk.StoreAsync(import);

        (again.Batch, again.Counts()).ShouldBe((stored.Batch, stored.Counts()));
        (await _desk.UndoAsync(again)).State.ShouldBe(ImportState.Undone);
        (await ValuesAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("xlsx")]
    [InlineData("csv")]
    public async Task Rejected_rows_are_mended_and_sent_again_with_the_mapping_of_last_time(string kind)
    {
        byte[] sent = kind == "csv"
            ? Encoding.UTF8.GetBytes($"Tag;Einheit;Betrag\n01.10.2026;FIN-DE;1.250,5\n02.10.2026;FIN-DR;7\n03.10.2026;FIN-DE;=1+1\n")
            : SentWorkbook.Of(["Tag", "Einheit", "Betrag"], ["2026-10-01", "FIN-DE", "1250.5"], ["2026-10-02", "FIN-DR", "7"], ["2026-10-03", "FIN-DE", "=1+1"]);
        var open = await _desk.ImportAsync($"Ersparnis.{kind}", sent);
        open.State.ShouldBe(ImportState.Open);

        var ready = await _desk.CheckAsync(open, TableMapping.Parse(open.Mapping!)
            .With(TableField.Metric, new(null, Savings)).With(TableField.At, new("Tag", null)).With(TableField.Unit, new("Einheit", null)).With(TableField.Value, new("Betrag", null))
            with { Numbers = kind == "csv" ? NumberStyle.Comma : NumberStyle.Unsaid });
        ready.Counts().ShouldBe(new ImportCounts(1, 0, 0, 2));
        ready.Problems().ShouldBe(
        [
            new(3, "Einheit", "FIN-DR", "the code of one of your business units", "Write FIN-DE."),
            new(4, "Betrag", "=1+1", "a number", "Write only digits and a decimal sign: no currency, no unit, no words."),
        ]);
        await _desk.StoreAsync(ready);

        var rows = Rows($"rejected.{kind}", await _desk.RejectedAsync(ready));
        rows[0].ShouldBe(["Tag", "Einheit", "Betrag", "problem: row", "problem: column", "problem: found", "problem: expected", "problem: remedy"]);
        rows.Skip(1).Select(row => string.Join('/', row.Take(5))).ShouldBe(kind == "csv"
            ? ["02.10.2026/FIN-DR/7/3/Einheit", "03.10.2026/FIN-DE/=1+1/4/Betrag"]
            : ["2026-10-02/FIN-DR/7/3/Einheit", "2026-10-03/FIN-DE/=1+1/4/Betrag"]);
        (rows[1][1], rows[2][2]) = ("FIN-DE", "8");
        var mended = await _desk.ImportAsync($"Ersparnis-rejected.{kind}", kind == "csv"
            ? Encoding.UTF8.GetBytes(string.Join('\n', rows.Select(row => string.Join(';', row))))
            : SentWorkbook.Of([.. rows.Select(row => row.ToArray())]));

        (mended.State, mended.Remembered, mended.Counts()).ShouldBe((ImportState.Ready, true, new ImportCounts(2, 0, 0, 0)));
        await _desk.StoreAsync(mended);
        (await ValuesAsync()).ShouldBe([1250.5m, 7, 8]);
    }

    [Fact]
    public async Task Person_of_one_unit_can_not_import_for_another()
    {
        using var limited = await ImportDesk.OpenAsync(app, "FIN-DE");

        var import = await limited.ImportAsync("both.xlsx", Book(("2026-10-01", "FIN-DE", "1"), ("2026-10-01", "FIN-US", "2"), ("2026-10-01", "FIN-UX", "2")));

        import.Counts().ShouldBe(new ImportCounts(1, 0, 0, 2));
        import.Problems().ShouldAllBe(problem => problem.Column.ToString() == "unit" && !problem.Remedy.ToString().Contains("FIN-US", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Import_of_somebody_else_is_not_found()
    {
        var import = await _desk.ImportAsync("mine.xlsx", Book(("2026-10-01", "NOWHERE", "1")));
        using var other = await ImportDesk.OpenAsync(app);
        await other.ImportAsync("other.xlsx", Book(("2026-10-01", "FIN-DE", "1")));

        (await other.Visitor.GetAsync($"/api/v1/imports/{import.Id}/rejected", "*/*")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await Should.ThrowAsync<ScalingDashboard.Platform.Data.NotFound>(() => other.RestAsync(import.Id));
        await other.DiscardAsync(import);
        (await _desk.RestAsync(import.Id)).State.ShouldBe(ImportState.Ready);
        (await (await other.Visitor.GetAsync($"/imports/{import.Id}")).Content.ReadAsStringAsync()).ShouldContain("There is no such import of yours");
    }

    [Fact]
    public async Task Table_that_can_be_read_in_two_ways_is_not_guessed()
    {
        var import = await _desk.ImportAsync("two-ways.csv", Encoding.UTF8.GetBytes($"metric;unit;date;value\n{Savings};FIN-DE;03/04/2026;1,234\n"));

        import.State.ShouldBe(ImportState.Open);
        var mapping = TableMapping.Parse(import.Mapping!) with { Dates = DateOrder.MonthFirst, Numbers = NumberStyle.Point };
        await _desk.StoreAsync(await _desk.CheckAsync(import, mapping));

        (await ValuesAsync()).ShouldBe([1234]);
        (await ScalarAsync<DateTime>("SELECT max(at) FROM readings WHERE value = 1234")).ShouldBe(new DateTime(2026, 3, 4, 0, 0, 0, DateTimeKind.Utc));
    }

    [Fact]
    public async Task Percent_is_taken_where_the_metric_is_counted_in_percent_and_never_divided()
    {
        var import = await _desk.ImportAsync("percent.csv", Encoding.UTF8.GetBytes(
            "metric,unit,date,value,weight\nimpact.incremental_lift,FIN-DE,2026-10-01,4.5 %,\nimpact.nps,FIN-DE,2026-10-01,30%,100\n" + Savings + ",FIN-DE,2026-10-02,30%,\n"));

        import.Problems().Select(problem => (problem.Row, problem.Expected.ToString())).ShouldBe([(3, "the count above the line, not a percentage"), (4, "a number counted in USD, not a percentage")]);
        await _desk.StoreAsync(import);
        (await ValuesAsync()).ShouldBe([4.5m]);
    }

    [Fact]
    public async Task Row_with_a_field_too_many_is_rejected_because_its_fields_have_moved()
    {
        var import = await _desk.ImportAsync("moved.csv", Encoding.UTF8.GetBytes($"metric,unit,date,value\n{Savings},FIN-DE,2026-10-01,1,250\n"));

        import.Problems().ShouldHaveSingleItem().Expected.ToString().ShouldBe("4 fields, as the header has");
    }

    [Fact]
    public async Task Row_that_is_not_plausible_is_set_aside_and_counted_apart()
    {
        var import = await _desk.ImportAsync("backlog.csv", "metric,unit,date,value\nadoption.ticket_backlog,FIN-DE,2026-10-06,-3\nadoption.ticket_backlog,FIN-US,2026-10-06,3\n"u8.ToArray());

        import.Counts().ShouldBe(new ImportCounts(1, 0, 0, 0, SetAside: 1));
        ImportReport.Parse(import.Report!).Samples.Select(row => (row.IsSetAside, row.Problem)).ShouldBe([(true, null), (false, null)]);
        (await _desk.StoreAsync(import)).Counts().ShouldBe(new ImportCounts(1, 0, 0, 0, SetAside: 1));
    }

    [Fact]
    public async Task Form_without_a_file_or_with_one_too_large_comes_back_with_the_reason()
    {
        (await _desk.Visitor.PostAsync("/imports/upload")).Headers.Location!.OriginalString.ShouldBe("/imports?refused=none");
        (await _desk.Visitor.UploadAsync("/imports/upload", "large.csv", new byte[UploadLimits.Default.FileBytes + 1])).Headers.Location!.OriginalString.ShouldBe("/imports?refused=large");
        (await (await _desk.Visitor.GetAsync("/imports?refused=large")).Content.ReadAsStringAsync()).ShouldContain("larger than 20 MB");
    }

    [Fact]
    public async Task Files_under_way_are_counted_and_one_that_is_discarded_makes_room()
    {
        for (var i = 0; i < 9; i++)
            await _desk.SendAsync("one.csv", "unit,date\nFIN-DE,2026-10-01\n"u8.ToArray());
        var last = await _desk.ImportAsync("one.csv", "unit,date\nFIN-DE,2026-10-01\n"u8.ToArray());
        (await _desk.Visitor.UploadAsync("/imports/upload", "one.csv", [1])).Headers.Location!.OriginalString.ShouldBe("/imports?refused=many");

        await _desk.DiscardAsync(last);

        await _desk.SendAsync("one.csv", "unit,date\nFIN-DE,2026-10-01\n"u8.ToArray());
    }

    [Fact]
    public async Task Cleanup_forgets_what_is_old_keeps_what_can_be_undone_and_frees_what_stands_still()
    {
        var stored = await _desk.StoreAsync(await _desk.ImportAsync("stored.xlsx", Book(("2026-10-01", "FIN-DE", "1"), ("2026-10-01", "NOWHERE", "1"))));
        var old = await _desk.ImportAsync("old.xlsx", Book(("2026-10-01", "FIN-DE", "2")));
        var still = await _desk.ImportAsync("still.xlsx", Book(("2026-10-01", "FIN-DE", "3")));
        await ExecuteAsync($"UPDATE imports SET created_at = created_at - interval '31 days' WHERE id IN ('{stored.Id}', '{old.Id}')");
        await ExecuteAsync($"UPDATE imports SET state = 'storing', moved_at = moved_at - interval '1 hour' WHERE id = '{still.Id}'");

        await using (var scope = app.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<ImportCleanupJob>().RunAsync(new JobRun("import-cleanup", null, DateTimeOffset.UnixEpoch, 1, true), CancellationToken.None);

        (await _desk.RestAsync(stored.Id)).HasRejected.ShouldBeFalse();
        await Should.ThrowAsync<ScalingDashboard.Platform.Data.NotFound>(() => _desk.RestAsync(old.Id));
        (await _desk.RestAsync(still.Id)).State.ShouldBe(ImportState.Ready);
        (await _desk.UndoAsync(stored)).State.ShouldBe(ImportState.Undone);
    }

    [Fact]
    public async Task Leader_has_neither_the_page_nor_the_door()
    {
        using var leader = await app.SignInAsAsync(Roles.Leader);

        (await leader.GetAsync("/imports")).Headers.Location!.OriginalString.ShouldBe("/account/denied");
        (await leader.UploadAsync("/imports/upload", "a.csv", [1])).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await leader.GetAsync($"/api/v1/metrics/{Savings}/template")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static byte[] Book(params (string Date, string Unit, string Value)[] rows) =>
        SentWorkbook.Of([["date", "unit", Savings], .. rows.Select(row => new[] { row.Date, row.Unit, row.Value })]);

    private static List<List<string>> Rows(string name, byte[] content)
    {
        using var file = TableFile.Open(name, content, UploadLimits.Default);
        return [.. file.Rows(null, default).Select(row => row.Cells.Select(cell => cell.Text).ToList())];
    }

    // Of this test's person: tests of this class share a database.
    private string Mine => $"source_id = (SELECT id FROM sources WHERE name = '{_desk.Source}')";

    private async Task<List<decimal>> ValuesAsync()
    {
        await using var command = Source.CreateCommand($"SELECT value FROM readings WHERE {Mine} ORDER BY at, value");
        await using var reader = await command.ExecuteReaderAsync();
        var values = new List<decimal>();
        while (await reader.ReadAsync())
            values.Add(reader.GetDecimal(0));
        return values;
    }

    private async Task<int> BatchesAsync() => int.Parse((await ScalarAsync<long>($"SELECT count(*) FROM batches WHERE {Mine}")).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private NpgsqlDataSource Source => app.Services.GetRequiredService<NpgsqlDataSource>();

    private async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
