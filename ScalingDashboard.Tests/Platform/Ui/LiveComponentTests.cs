using Bunit;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Extensions.DependencyInjection;
using ScalingDashboard.Platform.Live;
using ScalingDashboard.Platform.Ui;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Platform.Ui;

[Trait("Ring", "Component")]
public sealed class LiveComponentTests : BunitContext
{
    private static readonly Topic Changed = new("probe");

    private readonly FakeClock _clock = new();
    private readonly LiveFeed _feed = new();
    private readonly Source _source = new();

    public LiveComponentTests() => Services
        .AddSingleton<TimeProvider>(_clock).AddSingleton(_feed).AddSingleton<DrawingTurns>().AddSingleton(_source);

    [Fact]
    public async Task A_rendered_component_listens_once_and_a_disposed_one_not_at_all()
    {
        Render<Probe>();
        _feed.SubscriberCount.ShouldBe(1);
        await DisposeComponentsAsync();
        _feed.SubscriberCount.ShouldBe(0);
    }

    [Fact]
    public async Task A_signal_draws_the_new_snapshot()
    {
        var probe = await StartAsync();
        _source.Text = "second";
        _feed.Raise(Changed);
        await NextLoadAsync();
        probe.WaitForAssertion(() => probe.Markup.ShouldBe("second"));
    }

    [Fact]
    public async Task Many_signals_within_a_second_are_one_load()
    {
        var probe = await StartAsync();
        var before = _source.Loads;
        for (var i = 0; i < 100; i++)
            _feed.Raise(Changed);
        _source.Text = "second";
        await NextLoadAsync();
        probe.WaitForAssertion(() => probe.Markup.ShouldBe("second"));
        _source.Loads.ShouldBe(before + 1);
    }

    [Fact]
    public async Task An_equal_snapshot_is_not_drawn_again()
    {
        var probe = await StartAsync();
        var drawn = probe.RenderCount;
        // A load begins after the one before it has been taken over.
        for (var i = 0; i < 3; i++)
        {
            _feed.Raise(Changed);
            await NextLoadAsync();
        }
        probe.RenderCount.ShouldBe(drawn);
    }

    [Fact]
    public async Task A_paused_component_stands_still_and_catches_up()
    {
        var probe = await StartAsync();
        var before = _source.Loads;
        await probe.InvokeAsync(probe.Instance.Stop);
        _source.Text = "second";
        _feed.Raise(Changed);
        _clock.Advance(TimeSpan.FromSeconds(5));
        (probe.Markup, _source.Loads).ShouldBe(("first", before));

        await probe.InvokeAsync(probe.Instance.GoOn);
        await NextLoadAsync();
        probe.WaitForAssertion(() => probe.Markup.ShouldBe("second"));
    }

    [Fact]
    public async Task A_failing_load_keeps_the_last_snapshot_and_recovers()
    {
        var probe = await StartAsync();
        _source.Failure = new InvalidOperationException("on purpose");
        _feed.Raise(Changed);
        await NextLoadAsync();
        probe.WaitForAssertion(() => probe.Markup.ShouldBe("first, failing"));
        _source.Failure = null;
        _feed.Raise(Changed);
        await NextLoadAsync();
        probe.WaitForAssertion(() => probe.Markup.ShouldBe("first"));
    }

    [Fact]
    public async Task A_reader_who_confirms_nothing_is_drawn_for_no_more_and_catches_up()
    {
        var probe = await StartAsync();
        probe.Instance.IsSilent = true;
        for (var change = 1; change <= DrawingTurns.MostUnconfirmed; change++)
        {
            _source.Text = $"change {change}";
            _feed.Raise(Changed);
            await NextLoadAsync();
            probe.WaitForAssertion(() => probe.Markup.ShouldBe(_source.Text));
        }
        _source.Text = "last";
        _feed.Raise(Changed);
        (await _source.Counter.ComesAsync(_clock, attempts: 20)).ShouldBeFalse();
        _feed.Raise(Changed);
        (await _source.Counter.ComesAsync(_clock, attempts: 20)).ShouldBeFalse();

        probe.Instance.IsSilent = false;
        await probe.InvokeAsync(probe.Instance.Confirm);
        await NextLoadAsync();
        probe.WaitForAssertion(() => probe.Markup.ShouldBe("last"));
    }

    [Fact]
    public async Task A_slow_answer_to_an_old_question_is_dropped()
    {
        var probe = await StartAsync();
        var slow = new TaskCompletionSource<string>();
        _source.Answer = slow.Task;
        var old = probe.InvokeAsync(probe.Instance.Ask);
        _source.Answer = Task.FromResult("new");
        await probe.InvokeAsync(probe.Instance.Ask);
        slow.SetResult("old");
        await old;
        probe.Markup.ShouldBe("new");
    }

    // The first load fills the page, the second catches what changed before the subscription.
    private async Task<IRenderedComponent<Probe>> StartAsync()
    {
        var probe = Render<Probe>();
        await NextLoadAsync();
        await NextLoadAsync();
        return probe;
    }

    private Task NextLoadAsync() => _source.Counter.NextAsync(_clock);

    private sealed class Source
    {
        private volatile int _loads;

        public string Text { get; set; } = "first";

        public Exception? Failure { get; set; }

        public Task<string>? Answer { get; set; }

        public int Loads => _loads;

        public LoadCounter Counter { get; } = new();

        public Task<string> LoadAsync()
        {
            Interlocked.Increment(ref _loads);
            Counter.Count();
            return Failure is null ? Answer ?? Task.FromResult(Text) : Task.FromException<string>(Failure);
        }
    }

    private sealed class Probe(Source source) : LiveComponent<string>
    {
        protected override IReadOnlyCollection<Topic> Topics => [Changed];

        public bool IsSilent { get; set; }

        public void Confirm() => OnAfterRender(firstRender: false);

        public void Stop() => Pause();

        public void GoOn() => Resume();

        public async Task Ask()
        {
            await AskAsync();
            StateHasChanged();
        }

        protected override void OnAfterRender(bool firstRender)
        {
            if (!IsSilent)
                base.OnAfterRender(firstRender);
        }

        protected override Task<string> LoadAsync(CancellationToken cancellationToken) => source.LoadAsync();

        protected override Task LoadFailedAsync(Exception exception)
        {
            StateHasChanged();
            return Task.CompletedTask;
        }

        protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(
            0, FailingSince is null ? Snapshot : $"{Snapshot}, failing");
    }
}
