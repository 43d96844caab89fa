using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using ScalingDashboard.Host;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Data.Postgres;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Platform.Data;

/// <summary>The database is brought up once, whoever starts first, and never by an older program.</summary>
[Trait("Ring", "Database")]
public sealed class DatabaseStartupTests : IAsyncLifetime
{
    private readonly StartCounter _starts = new();
    private string _database = "";

    public async Task InitializeAsync() => _database = await ScratchDatabase.CreateAsync();

    public Task DisposeAsync() => ScratchDatabase.DropAsync(_database);

    [Fact]
    public async Task Nodes_that_start_at_once_prepare_one_after_the_other()
    {
        await using var one = Node();
        await using var other = Node();

        await Task.WhenAll(StartAsync(one), StartAsync(other));

        _starts.Count.ShouldBe(2);
        _starts.AtOnce.ShouldBe(1);
    }

    [Fact]
    public async Task Database_of_a_newer_version_is_refused_and_left_alone()
    {
        await using (var node = Node())
            await StartAsync(node);
        await using var source = NpgsqlDataSource.Create(_database);
        await using (var command = source.CreateCommand("insert into schema_history values ('9999010101_future', '99.0')"))
            await command.ExecuteNonQueryAsync();

        await using var older = Node();
        var refusal = await Should.ThrowAsync<StartRefused>(StartAsync(older));

        refusal.Message.ShouldContain("9999010101_future");
        _starts.Count.ShouldBe(1, "nothing is seeded into a database one does not understand");
    }

    [Fact]
    public async Task Server_that_is_not_there_is_refused_with_the_name_of_the_setting()
    {
        await using var node = Node(new NpgsqlConnectionStringBuilder(_database) { Database = "missing" }.ConnectionString);

        (await Should.ThrowAsync<StartRefused>(StartAsync(node))).Message.ShouldContain("ConnectionStrings:ScalingDashboard");
    }

    private WebApplication Node(string? database = null) => Product.Build(
        _ => [new($"ConnectionStrings:{ExternalServer.ConnectionName}", database ?? _database), new(Launch.CompanyKey, Launch.NoCompany)],
        builder =>
        {
            builder.Logging.ClearProviders();
            builder.Services.AddSingleton<ISeeder>(_starts);
        });

    private static Task StartAsync(WebApplication node) => node.Services.GetRequiredService<DatabaseStartup>().StartingAsync(CancellationToken.None);

    /// <summary>A seeder that sees whether another one is at work.</summary>
    private sealed class StartCounter : ISeeder
    {
        private int _now;

        public int Order => 0;

        public int Count { get; private set; }

        public int AtOnce { get; private set; }

        public async Task SeedAsync(CancellationToken cancellationToken)
        {
            Count++;
            AtOnce = Math.Max(AtOnce, Interlocked.Increment(ref _now));
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellationToken);
            Interlocked.Decrement(ref _now);
        }
    }
}
