using System.Globalization;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using ScalingDashboard.Features.Demonstration;
using ScalingDashboard.Host;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Readings;
using ScalingDashboard.Measurement.Rollups;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Live;

namespace ScalingDashboard.Benchmarks;

/// <summary>The product as <c>./run --demo none</c> starts it, with its own private PostgreSQL in a folder of its own and
/// a company of a given size.</summary>
internal sealed class Installation : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Installation(WebApplication app, HttpClient client, IReadOnlyList<Metric> metrics, IReadOnlyList<BusinessUnit> units) =>
        (_app, Client, Metrics, Units) = (app, client, metrics, units);

    /// <summary>Sends with a key that may do everything.</summary>
    public HttpClient Client { get; }

    public IReadOnlyList<Metric> Metrics { get; }

    public IReadOnlyList<BusinessUnit> Units { get; }

    public IServiceProvider Services => _app.Services;

    public NpgsqlDataSource Database => _app.Services.GetRequiredService<NpgsqlDataSource>();

    /// <param name="folder">Kept afterwards: a second run on it finds the readings of the first.</param>
    /// <param name="metrics">How many metrics that add up (SUM, RATIO) are used.</param>
    public static async Task<Installation> StartAsync(string folder, int metrics, int units, params KeyValuePair<string, string?>[] settings)
    {
        var app = await StartAsync(folder, Launch.NoCompany, [new("Jobs:rollup:Enabled", "false"), .. settings]);
        var store = app.Services.GetRequiredService<CatalogStore>();
        await store.SaveUnitsAsync(Enumerable.Range(1, units).Select(n => new BusinessUnit(0, Code(n), Code(n), $"Region {n % 5}", "DE")), CancellationToken.None);
        var catalog = app.Services.GetRequiredService<MetricCatalog>().Current;
        return new Installation(app, await ClientAsync(app),
            [.. catalog.Metrics.Where(m => m.Derived is null && m.Rollup is (RollupRule.Sum or RollupRule.Ratio)).Take(metrics)], [.. catalog.Units.Take(units)]);
    }

    /// <summary>A demo company with its whole history, standing still.</summary>
    public static async Task<Installation> StartAsync(string folder, string company)
    {
        var app = await StartAsync(folder, company, [new("Simulator:Enabled", "false")]);
        var progress = app.Services.GetRequiredService<DemoProgress>();
        using var changed = new SemaphoreSlim(0);
        using var subscription = app.Services.GetRequiredService<LiveFeed>().Subscribe([DemoProgress.Changed], () => changed.Release());
        while (progress.Current.Stage != DemoStage.Quiet)
            await changed.WaitAsync();
        await app.Services.GetRequiredService<RollupWork>().RunAsync(CancellationToken.None);
        var catalog = app.Services.GetRequiredService<MetricCatalog>().Current;
        return new Installation(app, await ClientAsync(app), catalog.Metrics, catalog.Units);
    }

    private static async Task<WebApplication> StartAsync(string folder, string company, IReadOnlyList<KeyValuePair<string, string?>> settings)
    {
        var launch = new Launch(company, null, folder);
        var app = Product.Build(
            given => [.. launch.ForServing(given).Where(s => s.Key != Launch.UrlsKey), new(Launch.UrlsKey, "http://127.0.0.1:0"), .. settings],
            builder => builder.Logging.ClearProviders());
        await app.StartAsync();
        return app;
    }

    /// <summary>The product's writer on a feed of its own: nothing rolls up because of what it writes.</summary>
    public ReadingWriter QuietWriter() => new(
        Database, Services.GetRequiredService<SourceDirectory>(), Services.GetRequiredService<ReportingCalendar>(),
        Services.GetRequiredService<IOptions<RetentionOptions>>(), new LiveFeed(), Services.GetRequiredService<Intake>(), TimeProvider.System, NullLogger<ReadingWriter>.Instance);

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        command.CommandTimeout = 0;
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static string Code(int number) => string.Create(CultureInfo.InvariantCulture, $"U{number:000}");

    private static async Task<HttpClient> ClientAsync(WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var key = await scope.ServiceProvider.GetRequiredService<IAccessCommands>()
            .CreateKeyAsync($"benchmark {Guid.CreateVersion7():N}", [.. Policies.All], CancellationToken.None);
        var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()), Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }
}
