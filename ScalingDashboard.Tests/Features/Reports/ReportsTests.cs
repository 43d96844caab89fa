using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ScalingDashboard.Features.Reports;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Jobs;
using ScalingDashboard.Tests.Platform.Workbooks;

namespace ScalingDashboard.Tests.Features.Reports;

[Trait("Ring", "Database")]
public sealed class ReportsTests : IClassFixture<ReportsFixture>
{
    private static readonly TimeSpan Forever = Timeout.InfiniteTimeSpan;

    private readonly ReportsFixture _reports;

    public ReportsTests(ReportsFixture reports)
    {
        _reports = reports;
        _reports.Sheet.Behaviour = _ => Task.CompletedTask;
    }

    private ReportAsker Leader { get; } = ReportsFixture.NewAsker();

    private ReportShelf Shelf => _reports.Services.GetRequiredService<ReportShelf>();

    [Fact]
    public async Task Report_ordered_is_written_and_can_be_fetched()
    {
        var id = await _reports.OrderAsync(Leader);

        var card = await _reports.WhenAsync(id, ReportState.Done, Leader);

        (card.Query, card.Title, card.Progress).ShouldBe(("period=90d", "90 days", 1));
        card.FileName.ShouldMatch(@"^M-ller---Co-90d-\d{4}-\d\d-\d\d-\d{4}Z\.xlsx$");
        var (_, content) = await Shelf.FileAsync(id, Leader, CancellationToken.None);
        content.Length.ShouldBe(card.Size!.Value);
        new XlsxFile(content).Sheets.ShouldBe(["Probe"]);
        _reports.Sheet.Request!.Scope.ShouldBe("*");
    }

    [Fact]
    public async Task Report_of_somebody_else_or_of_a_wider_scope_is_not_found()
    {
        var id = await _reports.OrderAsync(Leader);
        await _reports.WhenAsync(id, ReportState.Done, Leader);

        foreach (var stranger in new[] { Leader with { Id = "somebody else" }, Leader with { Scope = UnitScope.Of(["FIN-DE"]) } })
        {
            await Should.ThrowAsync<NotFound>(() => Shelf.GetAsync(id, stranger, CancellationToken.None));
            await Should.ThrowAsync<NotFound>(() => Shelf.FileAsync(id, stranger, CancellationToken.None));
            (await Shelf.ListAsync(stranger, CancellationToken.None)).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task Report_under_way_shows_progress_has_no_file_and_counts_towards_the_limit()
    {
        var gate = new TaskCompletionSource();
        _reports.Sheet.Behaviour = _ => gate.Task;
        var id = await _reports.OrderAsync(Leader);
        await _reports.WhenAsync(id, ReportState.Running, Leader);

        (await Should.ThrowAsync<Invalid>(() => Shelf.FileAsync(id, Leader, CancellationToken.None))).Status.ShouldBe(409);
        for (var i = 1; i < 5; i++)
            await _reports.OrderAsync(Leader);
        (await Should.ThrowAsync<Invalid>(() => _reports.OrderAsync(Leader))).Status.ShouldBe(429);

        gate.SetResult();
        await _reports.WhenAsync(id, ReportState.Done, Leader);
    }

    [Fact]
    public async Task Report_that_fails_says_so_without_inner_words_and_can_be_tried_again()
    {
        _reports.Sheet.Behaviour = _ => throw new InvalidOperationException("secret of the machine room");
        var id = await _reports.OrderAsync(Leader);
        var failed = await _reports.WhenAsync(id, ReportState.Failed, Leader);
        failed.Error.ShouldNotBeNull().ToString().ShouldNotContain("secret");

        _reports.Sheet.Behaviour = _ => Task.CompletedTask;
        await _reports.Services.GetRequiredService<RetryReport>().RunAsync(id, Leader, CancellationToken.None);

        (await _reports.WhenAsync(id, ReportState.Done, Leader)).Error.ShouldBeNull();
    }

    [Fact]
    public async Task Report_whose_query_is_refused_is_not_taken()
    {
        var order = _reports.Services.GetRequiredService<OrderReport>();

        await Should.ThrowAsync<Invalid>(() => order.RunAsync("period=never", Leader, CancellationToken.None));

        (await Shelf.ListAsync(Leader, CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Cleanup_removes_what_expired_and_gives_up_what_stands_still()
    {
        using var gate = new CancellationTokenSource();
        _reports.Sheet.Behaviour = _ => Task.Delay(Forever, TimeProvider.System, gate.Token);
        var (old, stuck) = (await _reports.OrderAsync(Leader), await _reports.OrderAsync(Leader));
        foreach (var id in new[] { old, stuck })
            await _reports.WhenAsync(id, ReportState.Running, Leader);
        await using (var db = await _reports.Services.GetRequiredService<IDbContextFactory<ScalingDb>>().CreateDbContextAsync())
        {
            await db.Database.ExecuteSqlAsync($"update reports set created_at = created_at - interval '31 days' where id = {old}");
            await db.Database.ExecuteSqlAsync($"update reports set moved_at = moved_at - interval '1 hour' where id = {stuck}");
        }

        await using var scope = _reports.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ReportCleanupJob>()
            .RunAsync(new JobRun("report-cleanup", null, DateTimeOffset.UnixEpoch, 1, true), CancellationToken.None);

        var left = (await Shelf.ListAsync(Leader, CancellationToken.None)).ShouldHaveSingleItem();
        (left.Id, left.State).ShouldBe((stuck, ReportState.Failed));
        await gate.CancelAsync();
    }
}
