using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using ScalingDashboard.Benchmarks.Circuits;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Tests.Faults.Rig;

namespace ScalingDashboard.Tests.Faults;

/// <summary>
/// No page stays wrong (requirement 21): readings go to one host, and each is on a page of the other within five seconds, although what
/// tells one host of the other is lost. The twins have a host that does not look by itself.
/// </summary>
[Trait("Ring", "Fault")]
public sealed class LostNotificationsTests
{
    // A page shows a number at most once a second.
    private const int Figures = 4;

    private const string NotShown = "the first figure is not shown";

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(8);

    [Fact]
    public async Task Third_of_the_notifications_is_lost_and_every_figure_is_shown()
    {
        var count = 0;
        (await DifferencesAsync(situation => Lost(situation, () => Interlocked.Increment(ref count) % 3 == 0))).ShouldBeEmpty();
        count.ShouldBeGreaterThan(2);
    }

    [Fact]
    public async Task All_notifications_are_lost_and_every_figure_is_shown() =>
        (await DifferencesAsync(situation => Lost(situation, () => true))).ShouldBeEmpty();

    [Fact]
    public async Task All_notifications_are_lost_mutation_host_that_does_not_look_is_found() =>
        (await DifferencesAsync(situation => Lost(situation, () => true), looksByItself: false)).ShouldBe([NotShown]);

    [Fact]
    public async Task Listening_sessions_are_ended_and_every_figure_is_shown() =>
        (await DifferencesAsync(EndListeningAsync)).ShouldBeEmpty();

    [Fact]
    public async Task Listening_sessions_are_ended_mutation_host_that_does_not_look_is_found() =>
        (await DifferencesAsync(EndListeningAsync, looksByItself: false)).ShouldBe([NotShown]);

    [Fact]
    public async Task Host_is_restarted_and_every_figure_is_shown() =>
        (await DifferencesAsync(situation => situation.RestartSenderAsync())).ShouldBeEmpty();

    [Fact]
    public async Task Pooler_of_transactions_stands_between_and_every_figure_is_shown()
    {
        await using var server = await FaultRig.StartServerAsync();
        await using var pooler = await Pooler.StartAsync(server);
        (await DifferencesAsync(server, pooler.Port, _ => Task.CompletedTask, looksByItself: true, Pooler.Setting)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Pooler_of_transactions_mutation_host_that_does_not_look_is_found()
    {
        await using var server = await FaultRig.StartServerAsync();
        await using var pooler = await Pooler.StartAsync(server);
        (await DifferencesAsync(server, pooler.Port, _ => Task.CompletedTask, looksByItself: false, Pooler.Setting)).ShouldBe([NotShown]);
    }

    private static Task Lost(Situation situation, Func<bool> isLost)
    {
        situation.Tap.Loses = isLost;
        return Task.CompletedTask;
    }

    private static Task EndListeningAsync(Situation situation) =>
        situation.Server.ExecuteAsync("select pg_terminate_backend(pid) from pg_stat_activity where query like 'LISTEN %'");

    private static async Task<IReadOnlyList<string>> DifferencesAsync(Func<Situation, Task> fault, bool looksByItself = true)
    {
        await using var server = await FaultRig.StartServerAsync();
        return await DifferencesAsync(server, server.Port, fault, looksByItself);
    }

    private static async Task<IReadOnlyList<string>> DifferencesAsync(BreakableServer server, int port, Func<Situation, Task> fault, bool looksByItself, string setting = "")
    {
        await using var situation = await Situation.StartAsync(server, port, looksByItself, setting);
        await fault(situation);
        for (var figure = 1; figure <= Figures; figure++)
            if (!await situation.IsShownAsync($"10203{figure}", Longest))
                return [figure == 1 ? NotShown : $"figure {figure} is not shown"];
        return [];
    }

    /// <summary>Two hosts on one database: one takes readings, and the other has an open page.</summary>
    private sealed class Situation : IAsyncDisposable
    {
        private readonly Wire _wire = new();
        private readonly Shower _shower;
        private ProductOn _sender;
        private Circuit? _page;
        private Awaited? _awaited;
        private string? _at;

        private Situation(BreakableServer server, int port, bool looksByItself, string setting)
        {
            (Server, Tap) = (server, new StatementTap(port));
            _sender = new($"{BreakableServer.ConnectionStringOn(port)};{setting}");
            _shower = new($"{BreakableServer.ConnectionStringOn(Tap.Port)};{setting}", looksByItself);
        }

        public BreakableServer Server { get; }

        /// <summary>Between the database and the host with the page.</summary>
        public StatementTap Tap { get; }

        public static async Task<Situation> StartAsync(BreakableServer server, int port, bool looksByItself, string setting)
        {
            var situation = new Situation(server, port, looksByItself, setting);
            await situation._sender.InitializeAsync();
            await situation._shower.InitializeAsync();
            using var reader = await situation._shower.SignInAsAsync(Roles.Leader);
            var address = situation._shower.Address;
            situation._page = await Circuit.OpenAsync(
                situation._wire, reader.Client, reader.Cookies.GetCookieHeader(address), address, changes => situation._awaited?.Look(changes), CancellationToken.None);
            return situation;
        }

        public async Task RestartSenderAsync()
        {
            await _sender.DisposeAsync();
            _sender = new(BreakableServer.ConnectionStringOn(Server.Port));
            await _sender.InitializeAsync();
        }

        /// <summary>Sends a figure to one host and says whether it is on the other's page within the time.</summary>
        public async Task<bool> IsShownAsync(string figure, TimeSpan within)
        {
            var awaited = _awaited = new(Encoding.UTF8.GetBytes(figure));
            // One reading, which each figure corrects.
            _at ??= _sender.Clock.GetUtcNow().AddHours(-1).ToString("yyyy-MM-dd'T'HH':00:00Z'", CultureInfo.InvariantCulture);
            await _sender.IngestAsync($"metric,unit,at,value,key\n{Feeder.Metric},{FaultRig.Unit},{_at},{figure},the one\n");
            return await Task.WhenAny(awaited.Seen, Task.Delay(within, TimeProvider.System)) == awaited.Seen;
        }

        public async ValueTask DisposeAsync()
        {
            if (_page is not null)
                await _page.DisposeAsync();
            _wire.Dispose();
            await _shower.DisposeAsync();
            await _sender.DisposeAsync();
            await Tap.DisposeAsync();
        }
    }

    /// <summary>A figure that is looked for in what a page is sent.</summary>
    private sealed class Awaited(byte[] figure)
    {
        private readonly TaskCompletionSource _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Seen => _seen.Task;

        public void Look(ReadOnlySpan<byte> changes)
        {
            if (changes.IndexOf(figure) >= 0)
                _seen.TrySetResult();
        }
    }

    // Without jobs: what it rolls up itself it need not be told.
    private sealed class Shower(string database, bool looksByItself) : ProductOn(database, ("Jobs:Enabled", "false"))
    {
        private protected override void Arrange(IServiceCollection services)
        {
            if (!looksByItself)
                services.AddSingleton<TimeProvider>(new WithoutRounds());
        }
    }

    /// <summary>A mutation: nothing that is due in a second or later happens; what only gathers signals goes on.</summary>
    private sealed class WithoutRounds : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            dueTime < TimeSpan.FromSeconds(1) ? base.CreateTimer(callback, state, dueTime, period) : base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}
