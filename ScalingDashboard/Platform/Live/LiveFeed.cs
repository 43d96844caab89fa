using System.Collections.Concurrent;

namespace ScalingDashboard.Platform.Live;

/// <summary>
/// Wakes whoever listens to a topic. It carries no payload: a woken reader reads the state anew, so order does not
/// matter and many signals may become one.
/// </summary>
public sealed class LiveFeed
{
    // Bounded by the number of open circuits, hub connections and background readers.
    private readonly ConcurrentDictionary<Subscription, byte> _subscriptions = new();

    /// <summary>How many subscriptions are open; leak tests watch this.</summary>
    public int SubscriberCount => _subscriptions.Count;

    /// <summary>Listens to the given topics. <paramref name="wake"/> is called on the raising thread: it must return
    /// at once (a <see cref="Throttle"/> does) and must not throw.</summary>
    public Subscription Subscribe(IEnumerable<Topic> topics, Action wake)
    {
        var subscription = new Subscription(topics.ToHashSet(), wake, s => _subscriptions.TryRemove(s, out _));
        _subscriptions.TryAdd(subscription, 0);
        return subscription;
    }

    /// <summary>Says that the topics changed. Never blocks, never throws.</summary>
    public void Raise(params IReadOnlyCollection<Topic> topics)
    {
        // Enumerating a concurrent dictionary takes no lock, so a callback may unsubscribe.
        foreach (var (subscription, _) in _subscriptions)
            subscription.WakeIfListeningTo(topics);
    }
}
