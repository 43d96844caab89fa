using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ScalingDashboard.Platform.Data.Postgres;

/// <summary>
/// Looks how full the disk of the private server is, and says so before it is full: in the log once for each step up or
/// down, in the answer of <c>/health/ready</c>, and to whoever asks. Where the disk of somebody else's server stands cannot be
/// known from here: it then says nothing.
/// </summary>
internal sealed class DiskWatch(IDatabaseServer server, TimeProvider clock, ILogger<DiskWatch> logger) : BackgroundService, IHealthCheck
{
    /// <summary>Per cent of the disk in use from which it is worth a look, and from which it is urgent.</summary>
    public const int Warning = 80, Alarm = 90;

    /// <summary>A step down is believed only that far below: a disk that breathes at the limit would fill the log.</summary>
    private const int Slack = 2;

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    private volatile string? _text;
    private volatile int _level, _share;

    /// <summary>Raised when <see cref="InUse"/> changes.</summary>
    public event Action? Changed;

    /// <summary>How full it is, while that is worth saying.</summary>
    public (int Share, bool IsUrgent)? InUse => _level == 0 ? null : (_share, _level == Alarm);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(_text is { } text ? HealthCheckResult.Degraded(text) : HealthCheckResult.Healthy());

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (OperatingSystem.IsWindows() || server is not EmbeddedServer own)
            return;
        using var timer = new PeriodicTimer(LookEvery, clock);
        do
        {
            try
            {
                Look(own.DiskInUse);
            }
            catch (IOException)
            {
                // A drive that cannot be looked at now: what was known last stands, and the server says what it lacks.
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private void Look(double share)
    {
        var percent = (int)(share * 100);
        var level = new[] { Warning, Alarm }.LastOrDefault(limit => percent >= limit - (_level >= limit ? Slack : 0));
        if (level > _level)
            logger.DiskFills(level == Alarm ? LogLevel.Error : LogLevel.Warning, percent);
        else if (level < _level)
            logger.DiskHasRoom(percent);
        var text = level == 0 ? null : $"{percent} % of the disk of the database is in use{(level == Alarm ? ": free some space now, or nothing can be stored any more" : "")}";
        (var before, _share, _level, _text) = (_text, percent, level, text);
        if (text != before)
            Changed?.Invoke();
    }
}
