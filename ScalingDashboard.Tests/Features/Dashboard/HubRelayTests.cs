using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging.Abstractions;
using ScalingDashboard.Features.Dashboard;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Rollups;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Live;

namespace ScalingDashboard.Tests.Features.Dashboard;

/// <summary>What programs that watch are sent, and what is kept of them.</summary>
[Trait("Ring", "Component")]
public sealed class HubRelayTests
{
    private static readonly DashboardQuery Year = Query("12m");
    private static readonly DashboardQuery Week = Query("7d");

    private readonly Answers _answers = new();
    private readonly SentGroups _hub = new();
    private readonly LiveFeed _feed = new();

    [Fact]
    public async Task Questions_that_nobody_watches_any_more_are_forgotten()
    {
        await using var relay = await StartAsync();
        for (var i = 0; i < 50; i++)
            relay.Join("one", Query($"2026-01-01..2026-02-{i % 28 + 1:00}"));
        relay.Join("two", Year);
        relay.GroupCount.ShouldBe(2);
        relay.Leave("one");
        relay.Leave("one");
        relay.GroupCount.ShouldBe(1);
        relay.Leave("two");
        relay.Remember(Year, _answers.Old);
        relay.GroupCount.ShouldBe(0);
    }

    [Fact]
    public async Task A_change_while_the_first_watcher_gets_its_snapshot_is_sent_without_a_further_signal()
    {
        await using var relay = await StartAsync();
        relay.Join("one", Year);
        _answers.Now = _answers.New;
        relay.Remember(Year, _answers.Old);
        (await _hub.NextAsync()).ShouldBe(Year.Key);
    }

    [Fact]
    public async Task A_watcher_that_stays_goes_on_getting_changes_when_another_leaves()
    {
        await using var relay = await StartAsync();
        relay.Join("one", Year);
        relay.Remember(Year, _answers.Old);
        relay.Join("two", Year);
        relay.Leave("one");
        relay.Remember(Year, _answers.Old);
        _answers.Now = _answers.New;
        _feed.Raise(RollupTopics.Any);
        (await _hub.NextAsync()).ShouldBe(Year.Key);
    }

    [Fact]
    public async Task A_question_that_can_no_longer_be_answered_costs_the_others_nothing()
    {
        await using var relay = await StartAsync();
        _answers.Refused = Week.Key;
        foreach (var (connection, query) in new[] { ("one", Week), ("two", Year) })
        {
            relay.Join(connection, query);
            relay.Remember(query, _answers.Old);
        }

        _answers.Now = _answers.New;
        _feed.Raise(RollupTopics.Any);
        (await _hub.NextAsync()).ShouldBe(Year.Key);
    }

    private async Task<HubRelay> StartAsync()
    {
        var relay = new HubRelay(_answers, _hub, _feed, TimeProvider.System, NullLogger<HubRelay>.Instance);
        await relay.StartAsync(CancellationToken.None);
        return relay;
    }

    private static DashboardQuery Query(string period) => new(period, SliceFilter.Everything, UnitScope.All);

    private sealed class Answers : IDashboardSnapshots
    {
        public Answers()
        {
            Old = new SampleBoard().Snapshot;
            var (first, others) = (Old.Quadrants[0], Old.Quadrants.Skip(1));
            var panel = first.Panels[0] with { Headline = first.Panels[0].Headline with { Value = 4_242 } };
            New = Old with { Quadrants = [first with { Panels = [panel, .. first.Panels.Skip(1)] }, .. others] };
            Now = Old;
        }

        public DashboardSnapshot Old { get; }

        public DashboardSnapshot New { get; }

        public DashboardSnapshot Now { get; set; }

        public string? Refused { get; set; }

        public Task<DashboardSnapshot> GetAsync(DashboardQuery query, CancellationToken cancellationToken) =>
            query.Key == Refused ? throw new Invalid("The unit is gone.") : Task.FromResult(Now);

        public DashboardSnapshot? LastKnown(DashboardQuery query) => null;
    }

    /// <summary>A hub without connections that notes the groups it was told to send to.</summary>
    private sealed class SentGroups : IHubContext<DashboardHub>, IHubClients
    {
        private readonly System.Threading.Channels.Channel<string> _sent = System.Threading.Channels.Channel.CreateUnbounded<string>();

        public IHubClients Clients => this;

        public IGroupManager Groups => throw new NotSupportedException();

        public IClientProxy All => throw new NotSupportedException();

        public async Task<string> NextAsync()
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            return await _sent.Reader.ReadAsync(patience.Token);
        }

        public IClientProxy Group(string groupName) => new Proxy(_sent.Writer, groupName);

        public IClientProxy AllExcept(IReadOnlyList<string> excludedConnectionIds) => throw new NotSupportedException();

        public IClientProxy Client(string connectionId) => throw new NotSupportedException();

        IClientProxy IHubClients<IClientProxy>.Clients(IReadOnlyList<string> connectionIds) => throw new NotSupportedException();

        public IClientProxy GroupExcept(string groupName, IReadOnlyList<string> excludedConnectionIds) => throw new NotSupportedException();

        IClientProxy IHubClients<IClientProxy>.Groups(IReadOnlyList<string> groupNames) => throw new NotSupportedException();

        public IClientProxy User(string userId) => throw new NotSupportedException();

        public IClientProxy Users(IReadOnlyList<string> userIds) => throw new NotSupportedException();
    }

    private sealed class Proxy(System.Threading.Channels.ChannelWriter<string> sent, string group) : IClientProxy
    {
        public Task SendCoreAsync(string method, object?[] args, CancellationToken cancellationToken = default) =>
            sent.WriteAsync(group, cancellationToken).AsTask();
    }
}
