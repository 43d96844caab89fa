using System.Collections.Concurrent;
using System.Threading.Channels;

namespace ScalingDashboard.Measurement.Rollups.Mirror;

/// <summary>Metrics that are not mirrored: asked for and not yet loaded, or left to PostgreSQL for an hour, after which
/// their next change asks for them again (a wrong number that did not fit has been corrected, there is room).</summary>
internal sealed class MirrorAbsentees(TimeProvider clock, ILogger log)
{
    public const string TooManyDigits = "its numbers have too many digits";
    public const string NoRoom = $"it does not fit {RollupOptions.Section}:{nameof(RollupOptions.MirrorMegabytes)}";
    public const string TooSlow = "too much changed while it was loaded";
    public const string Fault = "the mirror failed";

    private static readonly TimeSpan Rest = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<int, DateTimeOffset> _until = new();
    private readonly Channel<int> _asked = Channel.CreateUnbounded<int>();

    /// <summary>Metrics to load, in the order asked.</summary>
    public ChannelReader<int> Asked => _asked.Reader;

    /// <summary>Metrics of which nothing need be read.</summary>
    public int[] Resting()
    {
        var now = clock.GetUtcNow();
        return [.. _until.Where(pair => pair.Value > now).Select(pair => pair.Key)];
    }

    public void Ask(int metricId)
    {
        _until[metricId] = clock.GetUtcNow() + Rest;
        _asked.Writer.TryWrite(metricId);
    }

    public void Leave(int metricId, string reason)
    {
        _until[metricId] = clock.GetUtcNow() + Rest;
        MirrorLog.Left(log, metricId, reason);
    }

    public void Arrived(int metricId) => _until.TryRemove(metricId, out _);
}
