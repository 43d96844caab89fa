using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using ScalingDashboard.Platform.Jobs;
using ScalingDashboard.Tests.Platform.Jobs;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Faults;

/// <summary>
/// Missed runs follow a stated policy (requirement 17, docs/architecture.md): after a pause of the product, of whatever length,
/// a recurring job runs once and then goes on with its own pause. The twin stores another policy: every missed run is made good.
/// </summary>
[Trait("Ring", "Fault")]
public sealed class MissedRunsTests : IAsyncLifetime
{
    /// <summary>A whole schedule instead of pauses, and of it nothing is left out.</summary>
    private const string EachOne = ", misfire_instr = -1, fixed_delay = false";
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);
    private static readonly TimeSpan Away = TimeSpan.FromHours(26);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly JobProbe _probe = new();
    private string _database = "";

    public async Task InitializeAsync() => _database = await ScratchDatabase.CreateAsync();

    public Task DisposeAsync() => ScratchDatabase.DropAsync(_database);

    [Fact]
    public async Task Missed_runs_of_26_hours_are_made_good_by_one() => (await RunsAfterAsync(-Away, "")).ShouldBe(1);

    [Fact]
    public async Task Missed_runs_mutation_that_makes_each_good_is_found() => (await RunsAfterAsync(-Away, EachOne)).ShouldBeGreaterThan(1);

    /// <summary>As after a clock that was 26 hours ahead and was set right while the product was down.</summary>
    [Fact]
    public async Task Run_that_lies_in_the_far_future_because_the_clock_was_set_back_is_made_at_the_start() =>
        (await RunsAfterAsync(Away, "")).ShouldBe(1);

    [Fact]
    public async Task Run_that_takes_longer_than_its_pause_is_followed_by_a_pause_and_never_overtaken()
    {
        var pause = TimeSpan.FromMilliseconds(300);
        var ends = new TaskCompletionSource();
        var (now, most) = (0, 0);
        _probe.Behaviour = async (_, stop) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            await ends.Task.WaitAsync(stop);
            Interlocked.Decrement(ref now);
        };
        await using var node = Node(pause);
        await using var other = Node(pause);
        await Task.WhenAll(node.StartAsync(), other.StartAsync());
        await _probe.NextAsync();
        // Long enough for several.
        await Task.Delay(5 * pause, TimeProvider.System);
        _probe.TryNext(out _).ShouldBeFalse();
        var ended = TimeProvider.System.GetUtcNow();
        ends.SetResult();
        (await _probe.NextAsync()).ScheduledAt.ShouldBeGreaterThanOrEqualTo(ended + pause * 0.9);
        most.ShouldBe(1);
    }

    /// <summary>How often a job runs after its next run was moved while no host was up, until it is due in the future.</summary>
    private async Task<int> RunsAfterAsync(TimeSpan moved, string policy)
    {
        await using (var node = Node(Every))
        {
            await node.StartAsync();
            await _probe.NextAsync();
            await Eventually.TrueAsync(async () => await DueAsync() > TimeProvider.System.GetUtcNow() + Every / 2, Patience);
        }
        await using (var source = NpgsqlDataSource.Create(_database))
        await using (var move = source.CreateCommand($"update qrtz_triggers set next_fire_time = $1{policy}"))
        {
            move.Parameters.AddWithValue((TimeProvider.System.GetUtcNow() + moved).UtcTicks);
            (await move.ExecuteNonQueryAsync()).ShouldBe(1);
        }
        await using var again = Node(Every);
        await again.StartAsync();
        var runs = 0;
        await Eventually.TrueAsync(async () =>
        {
            // Asked first: what ran until it lies in the future is then counted.
            var due = await DueAsync() - TimeProvider.System.GetUtcNow();
            while (_probe.TryNext(out _))
                runs++;
            return runs > 1 || runs == 1 && due > Every / 2 && due < 2 * Every;
        }, Patience);
        return runs;
    }

    private JobsNode Node(TimeSpan every) => new(_database, services => services.AddSingleton(_probe).AddRecurringJob<ProbeJob>("probe", every));

    private async Task<DateTimeOffset> DueAsync()
    {
        await using var source = NpgsqlDataSource.Create(_database);
        await using var command = source.CreateCommand("select next_fire_time from qrtz_triggers");
        return await command.ExecuteScalarAsync() is long ticks ? new(ticks, TimeSpan.Zero) : default;
    }
}
