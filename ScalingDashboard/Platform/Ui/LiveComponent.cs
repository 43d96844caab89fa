using Microsoft.AspNetCore.Components;
using ScalingDashboard.Platform.Live;

namespace ScalingDashboard.Platform.Ui;

/// <summary>
/// Base of everything on a page that follows live data. Declare the <see cref="Topics"/> and how to
/// <see cref="LoadAsync"/> a snapshot; the base loads it, subscribes once the page is interactive, reloads at most
/// as often as <see cref="LeastInterval"/> says, outside the renderer, renders only when the snapshot changed, and leaves without a trace.
/// A reader who confirms nothing is looked for no more, and catches up with the first confirmation.
/// </summary>
public abstract class LiveComponent<TSnapshot> : ComponentBase, IAsyncDisposable
    where TSnapshot : class
{
    private readonly CancellationTokenSource _stop = new();

    // Signals come on threads of nobody; what they bring is told to this reader.
    private readonly CultureInfo _culture = CultureInfo.CurrentCulture;
    private Subscription? _subscription;
    private Throttle? _throttle;

    // Changes drawn since the reader last confirmed one, and whether more came meanwhile (0 or 1).
    private int _unconfirmed;
    private int _missed;

    // Rises with each new question, so that a slow answer to an old question is dropped.
    private int _question;

    [Inject]
    public required LiveFeed Feed { get; init; }

    [Inject]
    public required TimeProvider Clock { get; init; }

    [Inject]
    public required DrawingTurns Turns { get; init; }

    /// <summary>The newest snapshot; null until the first has come.</summary>
    protected TSnapshot? Snapshot { get; private set; }

    /// <summary>While true the picture stands still; what was missed is caught up with afterwards.</summary>
    protected bool Paused { get; private set; }

    /// <summary>False while the reader confirms nothing of what was drawn last: nothing need be drawn, and what is missed is caught up with.</summary>
    protected bool IsHeard => Volatile.Read(ref _unconfirmed) < DrawingTurns.MostUnconfirmed;

    /// <summary>What must change for this component to look again; none for a picture that stands still. Read when it becomes
    /// interactive and by <see cref="Follow"/>.</summary>
    protected abstract IReadOnlyCollection<Topic> Topics { get; }

    /// <summary>Between the end of one reload and the start of the next. Read once, when it becomes interactive.</summary>
    protected virtual TimeSpan LeastInterval => TimeSpan.FromMilliseconds(500);

    /// <summary>Answers the current question. Called on and off the renderer's thread: read fields once, write none.</summary>
    protected abstract Task<TSnapshot> LoadAsync(CancellationToken cancellationToken);

    /// <summary>Since when loading fails; null while all is well. The last snapshot stays.</summary>
    protected DateTimeOffset? FailingSince { get; private set; }

    /// <summary>Called in the renderer when a load failed. By default the circuit hears of it.</summary>
    protected virtual Task LoadFailedAsync(Exception exception) => DispatchExceptionAsync(exception);

    /// <summary>Called in the renderer after a new snapshot was taken over, before it is drawn.</summary>
    protected virtual void SnapshotChanged()
    {
    }

    /// <summary>A snapshot that is at hand without waiting, to be shown until the first load is through. By default none.</summary>
    protected virtual TSnapshot? LastKnown() => null;

    protected override Task OnInitializedAsync()
    {
        if (LastKnown() is not { } known)
            return AskAsync();
        // The page becomes interactive with what it was printed with, and looks again right after.
        TakeOver(known);
        return Task.CompletedTask;
    }

    protected override void OnAfterRender(bool firstRender)
    {
        // The framework calls this when the reader has confirmed what was sent.
        Interlocked.Exchange(ref _unconfirmed, 0);
        if (Interlocked.Exchange(ref _missed, 0) == 1)
            Refresh();
        // This is never called while prerendering, so a page that is only printed never subscribes.
        if (!firstRender || _stop.IsCancellationRequested)
            return;
        _throttle = new Throttle(DrawAsync, LeastInterval, Clock, e => _ = ReportAsync(e));
        Follow();
    }

    /// <summary>Follows the topics as they are now; call it when they have changed. Does nothing before the component is
    /// interactive.</summary>
    protected void Follow()
    {
        if (_throttle is null || _stop.IsCancellationRequested)
            return;
        _subscription?.Dispose();
        _subscription = null;
        if (Topics.Count == 0)
            return;
        _subscription = Feed.Subscribe(Topics, _throttle.Signal);
        // Something may have changed between the last load and the subscription.
        _throttle.Signal();
    }

    /// <summary>Loads at once because the question changed; the answer to the question before is dropped.</summary>
    protected async Task AskAsync()
    {
        var question = Interlocked.Increment(ref _question);
        try
        {
            var snapshot = await LoadAsync(_stop.Token);
            if (question == _question && !_stop.IsCancellationRequested)
                TakeOver(snapshot);
        }
        catch (Exception e) when (!_stop.IsCancellationRequested)
        {
            await FailAsync(e);
        }
    }

    /// <summary>Asks for a reload soon, as if a topic had been raised.</summary>
    protected void Refresh() => _throttle?.Signal();

    protected void Pause() => Paused = true;

    protected void Resume()
    {
        Paused = false;
        Refresh();
    }

    /// <summary>Override to leave further places; call the base first.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_stop.IsCancellationRequested)
            return;
        await _stop.CancelAsync();
        _subscription?.Dispose();
        if (_throttle is not null)
            await _throttle.DisposeAsync();
        _stop.Dispose();
    }

    private Task DrawAsync(CancellationToken cancellationToken)
    {
        if (!IsHeard)
        {
            Interlocked.Exchange(ref _missed, 1);
            // A confirmation may have come in between, which found nothing missed.
            if (!IsHeard)
                return Task.CompletedTask;
        }
        return Turns.DrawAsync(() => ReloadAsync(cancellationToken), cancellationToken);
    }

    private async Task ReloadAsync(CancellationToken cancellationToken)
    {
        if (Paused)
            return;
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = _culture;
        var question = Volatile.Read(ref _question);
        var snapshot = await LoadAsync(cancellationToken);
        await InvokeAsync(() =>
        {
            var same = FailingSince is null && snapshot.Equals(Snapshot);
            if (same || question != _question || Paused || cancellationToken.IsCancellationRequested)
                return;
            TakeOver(snapshot);
            Interlocked.Increment(ref _unconfirmed);
            StateHasChanged();
        });
    }

    private void TakeOver(TSnapshot snapshot)
    {
        FailingSince = null;
        Snapshot = snapshot;
        SnapshotChanged();
    }

    private async Task ReportAsync(Exception exception)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = _culture;
        if (!_stop.IsCancellationRequested)
            await InvokeAsync(() => FailAsync(exception));
    }

    private Task FailAsync(Exception exception)
    {
        FailingSince ??= Clock.GetUtcNow();
        return LoadFailedAsync(exception);
    }
}
