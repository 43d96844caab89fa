using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Language;
using ScalingDashboard.Platform.Live;
using ScalingDashboard.Platform.Ui;

namespace ScalingDashboard.Measurement.Rollups;

/// <summary>Says in the status line how far the standby is behind what this host knows, while one is named.</summary>
internal sealed class StandbyWatch(Standby standby, RollupVersions versions, LiveFeed feed, TimeProvider clock) : IStatusNote, IHostedService, IAsyncDisposable
{
    private static readonly Sentence Away = new(RollupsTexts.ResourceManager, nameof(RollupsTexts.StandbyAway));

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    private Throttle? _look;
    private ITimer? _timer;

    public Topic Topic { get; } = new("standby");

    public Sentence? Text { get; private set; }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (standby.Source is null)
            return Task.CompletedTask;
        _look = new Throttle(LookAsync, TimeSpan.Zero, clock, _ => Say(Away));
        _timer = clock.CreateTimer(_ => _look.Signal(), null, TimeSpan.Zero, LookEvery);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken) => await DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        if (_timer is not null)
            await _timer.DisposeAsync();
        if (_look is not null)
            await _look.DisposeAsync();
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var known = versions.Known;
        await using var command = standby.Source!.CreateCommand("SELECT pg_is_in_recovery(), pass, at FROM rollup_log ORDER BY pass DESC LIMIT 1");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken) || !reader.GetBoolean(0))
            Say(Away);
        else if (reader.GetInt64(1) >= known.Pass)
            Say(new(RollupsTexts.ResourceManager, nameof(RollupsTexts.StandbyUpToDate)));
        else
            Say(new(RollupsTexts.ResourceManager, nameof(RollupsTexts.StandbyBehind), (known.At - reader.GetFieldValue<DateTimeOffset>(2)).TotalSeconds));
    }

    private void Say(Sentence text)
    {
        if (text.Equals(Text))
            return;
        Text = text;
        feed.Raise(Topic);
    }
}
