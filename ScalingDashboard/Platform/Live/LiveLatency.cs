using System.Diagnostics.Metrics;

namespace ScalingDashboard.Platform.Live;

/// <summary>How long changes took from their commit to the screens of this host.</summary>
/// <param name="Count">Changes that were drawn, each screen for itself.</param>
/// <param name="Median">Half of them were faster.</param>
/// <param name="P95">Nineteen of twenty were faster.</param>
public sealed record LatencySummary(int Count, TimeSpan Median, TimeSpan P95);

/// <summary>Measures the live path on the server: from the commit of a reading until the browser has confirmed that the change is
/// drawn. The last minutes are kept here; the histogram <c>scaling.live.latency</c> (seconds) is for collectors.</summary>
public sealed class LiveLatency : IDisposable
{
    /// <summary>What happened longer ago says nothing about now.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    /// <summary>Of a busy host the newest are kept: some seconds of five hundred screens.</summary>
    private const int Kept = 4_096;

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _clock;
    private readonly Meter _meter;
    private readonly Histogram<double> _histogram;
    private readonly Lock _lock = new();
    private readonly Queue<(DateTimeOffset At, TimeSpan Took)> _recent = new(Kept);
    private DateTimeOffset _summarized;
    private volatile LatencySummary? _summary;

    public LiveLatency(TimeProvider clock, IMeterFactory meters)
    {
        _clock = clock;
        _meter = meters.Create("ScalingDashboard.Live");
        _histogram = _meter.CreateHistogram<double>("scaling.live.latency", "s", "From the commit of a reading until its change is drawn.");
    }

    /// <summary>A change that was committed at <paramref name="since"/> has just been drawn.</summary>
    public void Drawn(DateTimeOffset since)
    {
        var now = _clock.GetUtcNow();
        // Clocks of two hosts may differ by a little.
        var took = now > since ? now - since : TimeSpan.Zero;
        _histogram.Record(took.TotalSeconds);
        lock (_lock)
        {
            if (_recent.Count == Kept)
                _recent.Dequeue();
            _recent.Enqueue((now, took));
        }
    }

    /// <summary>The last <see cref="Window"/>, as it was within the last second; null when nothing changed in it.</summary>
    public LatencySummary? Recent()
    {
        var now = _clock.GetUtcNow();
        TimeSpan[] took;
        lock (_lock)
        {
            // Each of many screens asks each time it draws itself.
            if (now - _summarized < Fresh)
                return _summary;
            _summarized = now;
            took = [.. _recent.Where(r => r.At >= now - Window).Select(r => r.Took)];
        }
        Array.Sort(took);
        return _summary = took.Length == 0 ? null : new(took.Length, At(0.5), At(0.95));

        TimeSpan At(double part) => took[(int)Math.Ceiling(part * took.Length) - 1];
    }

    public void Dispose() => _meter.Dispose();
}
