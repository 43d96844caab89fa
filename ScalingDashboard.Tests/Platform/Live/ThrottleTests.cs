using ScalingDashboard.Platform.Live;

namespace ScalingDashboard.Tests.Platform.Live;

[Trait("Ring", "Unit")]
public sealed class ThrottleTests
{
    [Fact]
    public async Task A_signal_during_a_run_causes_exactly_one_more_run()
    {
        var runs = 0;
        var entered = new SemaphoreSlim(0);
        var release = new SemaphoreSlim(0);
        await using var throttle = new Throttle(async token =>
        {
            Interlocked.Increment(ref runs);
            entered.Release();
            await release.WaitAsync(token);
        }, TimeSpan.Zero, TimeProvider.System, e => throw e);

        throttle.Signal();
        await entered.WaitAsync();
        throttle.Signal();
        throttle.Signal();
        throttle.Signal();
        release.Release();
        await entered.WaitAsync();
        release.Release();
        await throttle.DisposeAsync();
        runs.ShouldBe(2);
    }

    [Fact]
    public async Task A_failing_run_is_reported_and_does_not_end_the_loop()
    {
        var failures = new SemaphoreSlim(0);
        await using var throttle = new Throttle(_ => throw new InvalidOperationException("on purpose"), TimeSpan.Zero, TimeProvider.System, _ => failures.Release());
        throttle.Signal();
        await failures.WaitAsync();
        throttle.Signal();
        await failures.WaitAsync();
    }

    [Fact]
    public async Task A_signal_after_the_end_is_harmless()
    {
        var throttle = new Throttle(_ => Task.CompletedTask, TimeSpan.Zero, TimeProvider.System, e => throw e);
        await throttle.DisposeAsync();
        throttle.Signal();
        await throttle.DisposeAsync();
    }

    [Fact]
    public void Only_listeners_of_the_topic_are_woken_and_a_left_one_never()
    {
        var feed = new LiveFeed();
        var (heard, other) = (0, 0);
        var subscription = feed.Subscribe([new Topic("a")], () => heard++);
        using var second = feed.Subscribe([new Topic("b")], () => other++);
        feed.Raise(new Topic("a"));
        subscription.Dispose();
        subscription.Dispose();
        feed.Raise(new Topic("a"));
        (heard, other, feed.SubscriberCount).ShouldBe((1, 0, 1));
    }
}
