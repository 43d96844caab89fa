using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ScalingDashboard.Host;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Data.Postgres;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Faults.Rig;

/// <summary>An installation to break: a server, hosts that reach it through a tap, a unit, a key, and what is then found in it.</summary>
internal sealed class FaultRig : IAsyncDisposable
{
    public const string Unit = "FIN-DE";

    // A host that was killed in the middle of a job keeps the others from it until it is missed.
    private static readonly TimeSpan RollupPatience = TimeSpan.FromSeconds(40);

    // What a host has in memory may be that much older than its tables.
    private static readonly TimeSpan MemoryPatience = TimeSpan.FromSeconds(5);

    // Made once and left when the run ends: an empty installation takes seconds to make, and a tenth of one to copy.
    private static readonly Lazy<Task<(BreakableServer Server, string Key)>> Prepared = new(PrepareAsync);

    private readonly HttpClient _client = new();

    private FaultRig(BreakableServer server, List<StatementTap> taps, List<ProductHost> hosts, string key)
    {
        (Server, Taps, Hosts, Key) = (server, taps, hosts, key);
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    public BreakableServer Server { get; }

    /// <summary>May do everything.</summary>
    public string Key { get; }

    /// <summary>One for each host.</summary>
    public IReadOnlyList<StatementTap> Taps { get; }

    public IReadOnlyList<ProductHost> Hosts { get; }

    /// <summary>The one host, or the first.</summary>
    public ProductHost Host => Hosts[0];

    /// <summary>That of the first host.</summary>
    public StatementTap Tap => Taps[0];

    public static Task<FaultRig> StartAsync(int hosts, params string[] serverSettings) => StartAsync(hosts, [], serverSettings);

    /// <param name="hosts">How many.</param>
    /// <param name="settings">What they have otherwise.</param>
    /// <param name="serverSettings">What the server has otherwise.</param>
    public static async Task<FaultRig> StartAsync(int hosts, (string Key, string Value)[] settings, params string[] serverSettings)
    {
        var (prepared, key) = await Prepared.Value;
        var server = await prepared.StartCopyAsync(serverSettings);
        var taps = Enumerable.Range(0, hosts).Select(_ => new StatementTap(server.Port)).ToList();
        var started = await Task.WhenAll(taps.Select(tap => ProductHost.StartNewAsync(BreakableServer.ConnectionStringOn(tap.Port), settings)));
        var rig = new FaultRig(server, taps, [.. started], key);
        // The first request to a process takes it longest: on a busy machine longer than a sender's patience, and that is no fault of it.
        using var answer = await rig.SendAsync(rig.Host, $"metric,unit,at,value\n{Feeder.Metric},NOBODY,2020-01-01T00:00:00Z,1\n");
        answer.EnsureSuccessStatusCode();
        return rig;
    }

    /// <summary>The server alone, with the installation and its unit in it.</summary>
    public static async Task<BreakableServer> StartServerAsync() => await (await Prepared.Value).Server.StartCopyAsync();

    /// <summary>A sender that has begun to send to the host.</summary>
    public Feeder Feed(ProductHost host, int senders)
    {
        var feeder = new Feeder(Key);
        feeder.Send(host.Address, senders);
        return feeder;
    }

    /// <summary>Sends one batch as CSV, once.</summary>
    public async Task<HttpResponseMessage> SendAsync(ProductHost host, string csv)
    {
        using var content = new StringContent(csv, Encoding.UTF8, "text/csv");
        return await _client.PostAsync(new Uri(host.Address, "/api/v1/readings"), content);
    }

    /// <summary>The same under a name by which the host knows the request again.</summary>
    public async Task<HttpResponseMessage> SendAsync(ProductHost host, string csv, string idempotencyKey)
    {
        using var content = new StringContent(csv, Encoding.UTF8, "text/csv");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host.Address, "/api/v1/readings")) { Content = content };
        request.Headers.Add("Idempotency-Key", idempotencyKey);
        return await _client.SendAsync(request);
    }

    /// <summary>Batches of which some readings are there and others are not.</summary>
    public async Task<IReadOnlyList<string>> HalfBatchesAsync() =>
        [.. from batch in await BatchesAsync()
            where batch.Count != Feeder.BatchSize
            select $"half: batch {batch.Number} has {batch.Count} of {Feeder.BatchSize} readings"];

    /// <summary>Everything in which the installation differs from the settled feeder's ledger; nothing is expected.</summary>
    public Task<IReadOnlyList<string>> DifferencesAsync(Feeder feeder) => DifferencesAsync(feeder, Host, RollupPatience);

    /// <param name="feeder">Settled.</param>
    /// <param name="host">The host whose figures are looked at.</param>
    /// <param name="patience">How long its figures may take.</param>
    public async Task<IReadOnlyList<string>> DifferencesAsync(Feeder feeder, ProductHost host, TimeSpan patience)
    {
        var found = (await BatchesAsync()).ToDictionary(batch => batch.Number);
        var differences = new List<string>();
        foreach (var batch in feeder.Ledger.Keys.Order())
        {
            if (!found.Remove(batch, out var there))
                differences.Add($"lost: batch {batch} was acknowledged");
            else if (there.Count != Feeder.BatchSize || there.Total != Feeder.Total(batch))
                differences.Add($"wrong: batch {batch} has {there.Count} readings of together {there.Total}");
        }
        differences.AddRange(found.Keys.Select(batch => $"surplus: batch {batch} was never acknowledged"));
        var expected = feeder.Ledger.Keys.Sum(Feeder.Total);
        foreach (var bucket in new[] { "hour", "day" })
        {
            var (shown, marks) = await TotalAsync(host, bucket, expected, patience);
            if (shown == expected)
                continue;
            // What the hours lack, the days lack too.
            differences.Add($"total: the {bucket}s show {shown}, the ledger says {expected}, {marks} marks are left");
            break;
        }
        return differences;
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        foreach (var host in Hosts)
        {
            // In peace it would take seconds, and there is nothing left to save.
            await host.KillAsync();
            await host.DisposeAsync();
        }
        foreach (var tap in Taps)
            await tap.DisposeAsync();
        await Server.DisposeAsync();
    }

    private static async Task<(BreakableServer Server, string Key)> PrepareAsync()
    {
        var server = await BreakableServer.StartNewAsync();
        var key = await CreateKeyAsync(server.ConnectionString, "feeder");
        await server.StopAsync();
        return (server, key);
    }

    /// <summary>A key of an installation whose server runs; makes the installation and the unit if there is none. Here and not by a host:
    /// it takes a tenth of the time that a process of its own would.</summary>
    public static async Task<string> CreateKeyAsync(string database, string name)
    {
        var settings = new Dictionary<string, string?> { [$"ConnectionStrings:{ExternalServer.ConnectionName}"] = database, [Launch.CompanyKey] = Launch.NoCompany };
        await using var app = Product.Build(_ => settings, builder => builder.Logging.ClearProviders());
        await app.Services.GetRequiredService<DatabaseStartup>().StartingAsync(CancellationToken.None);
        var catalog = app.Services.GetRequiredService<CatalogStore>();
        if ((await catalog.LoadAsync(CancellationToken.None)).FindUnit(Unit) is null)
            await catalog.SaveUnitsAsync([new(0, Unit, Unit, "EMEA", "DE")], CancellationToken.None);
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IAccessCommands>().CreateKeyAsync(name, [.. Policies.All], CancellationToken.None);
    }

    private Task<IReadOnlyList<(int Number, long Count, decimal Total)>> BatchesAsync() => Server.RowsAsync(
        "select split_part(event_key, '-', 1)::int, count(*), sum(value) from readings group by 1",
        row => (row.GetInt32(0), row.GetInt64(1), row.GetDecimal(2)));

    /// <summary>What a reader sees, once all is rolled up.</summary>
    private async Task<(decimal Total, long Marks)> TotalAsync(ProductHost host, string bucket, decimal expected, TimeSpan patience)
    {
        var address = new Uri(host.Address, $"/api/v1/metrics/{Feeder.Metric}/series?bucket={bucket}&from={Feeder.Start:yyyy-MM-dd}&to={Feeder.End:yyyy-MM-dd}");
        var start = Stopwatch.GetTimestamp();
        var (total, marks, gone) = (0m, 0L, (long?)null);
        await Eventually.TrueAsync(SettledAsync, 2 * (patience + MemoryPatience));
        return (total, marks);

        async Task<bool> SettledAsync()
        {
            // Asked first: what is marked afterwards is nobody's any more.
            marks = await Server.ScalarAsync<long>("select count(*) from dirty_buckets");
            var series = await _client.GetFromJsonAsync<JsonElement>(address);
            total = series.GetProperty("points").EnumerateArray().Sum(point => point.GetProperty("value").GetDecimal());
            // What a reader sees may be older than the last mark by so much.
            gone = marks > 0 ? null : gone ?? Stopwatch.GetTimestamp();
            return total == expected || (gone is { } since ? Stopwatch.GetElapsedTime(since) >= MemoryPatience : Stopwatch.GetElapsedTime(start) >= patience);
        }
    }
}
