namespace ScalingDashboard.Platform.Live;

/// <summary>One listener's place in the <see cref="LiveFeed"/>. Dispose it to leave; twice is harmless.</summary>
public sealed class Subscription(IReadOnlySet<Topic> topics, Action wake, Action<Subscription> leave) : IDisposable
{
    private int _disposed;

    internal void WakeIfListeningTo(IReadOnlyCollection<Topic> changed)
    {
        if (_disposed == 0 && changed.Any(topics.Contains))
            wake();
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
            leave(this);
    }
}
