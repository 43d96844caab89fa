using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using ScalingDashboard.Features.Reports;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Configuration;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Live;
using ScalingDashboard.Platform.Workbooks;
using ScalingDashboard.Tests.Platform.Jobs;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Features.Reports;

/// <summary>The reports feature with its jobs on a database of its own, and one sheet that does as it is told. Tests
/// share it; each is somebody else.</summary>
public sealed class ReportsFixture : IAsyncLifetime
{
    private string _database = "";
    private JobsNode? _node;

    /// <summary>Somebody who has ordered nothing yet.</summary>
    internal static ReportAsker NewAsker() => new($"leader-{Guid.CreateVersion7():N}", UnitScope.All);

    internal ProbeSheet Sheet { get; } = new();

    public IServiceProvider Services => _node!.Services;

    public async Task InitializeAsync()
    {
        _database = await ScratchDatabase.CreateAsync();
        _node = await JobsNode.StartedAsync(
            _database,
            services => services.AddLive().AddReports()
                .AddValidatedOptions<ReportingOptions>(ReportingOptions.Section)
                .AddSingleton<ReportingCalendar>()
                .AddSingleton<IReportSubject>(new ProbeSubject())
                .AddSingleton<IReportSheet>(Sheet),
            ("Jobs:RetryDelay", "00:00:00.1"), ("Jobs:Retries", "1"), ("Reports:Company", "Müller & Co"));
    }

    public async Task DisposeAsync()
    {
        await _node!.DisposeAsync();
        await ScratchDatabase.DropAsync(_database);
    }

    internal Task<Guid> OrderAsync(ReportAsker asker) =>
        Services.GetRequiredService<OrderReport>().RunAsync("?period=90d&new", asker, CancellationToken.None);

    /// <summary>Waits for the report's own signals, as a page does, until it is in the given state.</summary>
    internal async Task<ReportCard> WhenAsync(Guid id, ReportState state, ReportAsker asker)
    {
        var signals = Channel.CreateUnbounded<bool>();
        using var subscription = Services.GetRequiredService<LiveFeed>().Subscribe([Report.TopicOf(id)], () => signals.Writer.TryWrite(true));
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (true)
        {
            var card = await Services.GetRequiredService<ReportShelf>().GetAsync(id, asker, patience.Token);
            if (card.State == state)
                return card;
            await signals.Reader.ReadAsync(patience.Token);
        }
    }

    private sealed class ProbeSubject : IReportSubject
    {
        public ReportSubject Describe(string query, string scope) => query.Contains("period=90d", StringComparison.Ordinal)
            ? new("period=90d", "90 days", "90d")
            : throw new Invalid("The period is not known.");
    }
}

/// <summary>A sheet whose writing the test controls.</summary>
internal sealed class ProbeSheet : IReportSheet
{
    public Func<CancellationToken, Task> Behaviour { get; set; } = _ => Task.CompletedTask;

    public ReportRequest? Request { get; private set; }

    public int Order => 0;

    public async Task WriteAsync(ReportWorkbook workbook, ReportRequest request, CancellationToken cancellationToken)
    {
        Request = request;
        await Behaviour(cancellationToken);
        workbook.AddSheet("Probe").Title("Probe", "");
    }
}
