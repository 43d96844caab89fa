namespace ScalingDashboard.Platform.Ui;

/// <summary>
/// One slow clock per circuit for everything that grows old on a page. It runs only while somebody listens, and the
/// listeners render only when their words change, so a page that stands still costs nothing on the wire.
/// </summary>
public sealed class AgeTicker(TimeProvider clock) : IDisposable
{
    /// <summary>A feed that stops is seen to be late within this time.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    // Bounded by the components on one page.
    private readonly List<Action> _listeners = [];
    private ITimer? _timer;

    public int ListenerCount
    {
        get
        {
            lock (_lock)
                return _listeners.Count;
        }
    }

    /// <summary>Calls <paramref name="tick"/> on a pool thread until the answer is disposed; it must not throw.</summary>
    public IDisposable Listen(Action tick)
    {
        lock (_lock)
        {
            _listeners.Add(tick);
            _timer ??= clock.CreateTimer(_ => Tick(), null, Interval, Interval);
        }
        return new Listener(this, tick);
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _listeners.Clear();
            _timer?.Dispose();
            _timer = null;
        }
    }

    private void Tick()
    {
        Action[] listeners;
        lock (_lock)
            listeners = [.. _listeners];
        foreach (var listener in listeners)
            listener();
    }

    private void Leave(Action tick)
    {
        lock (_lock)
        {
            _listeners.Remove(tick);
            if (_listeners.Count > 0)
                return;
            _timer?.Dispose();
            _timer = null;
        }
    }

    private sealed class Listener(AgeTicker ticker, Action tick) : IDisposable
    {
        public void Dispose() => ticker.Leave(tick);
    }
}
