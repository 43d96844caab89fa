using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ScalingDashboard.Measurement.Readings;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Tests.Platform.Access;
using static ScalingDashboard.Tests.Measurement.QuarantineInstallation;

namespace ScalingDashboard.Tests.Measurement;

/// <summary>What people decide about readings that were set aside, and what becomes of figures then.</summary>
[Trait("Ring", "Web")]
public sealed class QuarantineDecisionsTests(QuarantineInstallation app) : IClassFixture<QuarantineInstallation>, IAsyncLifetime
{
    private Visitor _analyst = null!;

    private DateTimeOffset Now => app.Clock.GetUtcNow().AddMinutes(-1);

    public async Task InitializeAsync() => _analyst = await app.SignInAsAsync(Roles.Analyst);

    public Task DisposeAsync()
    {
        _analyst.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task An_accepted_reading_counts_from_then_on_and_not_before()
    {
        var (unit, at) = (await app.NewUnitAsync(), Now);
        var waiting = await AsideAsync(unit, at, 412);
        await app.RolledUpAsync();
        var before = await MomentAsync();
        (await app.FigureAsync(Share, unit)).ShouldBeNull();

        var (status, answer) = await DecideAsync(_analyst, waiting.Id, "accept");

        status.ShouldBe(HttpStatusCode.OK);
        answer.GetProperty("state").GetString().ShouldBe("accepted");
        answer.GetProperty("decidedBy").GetString()!.ShouldEndWith("@example.com");
        answer.GetProperty("acceptedBatch").GetInt64().ShouldBeGreaterThan(waiting.Batch);
        (await app.FigureAsync(Share, unit)).ShouldBe(412);
        (await app.FigureAsync(Share, unit, before)).ShouldBeNull();
        // It is the sender's: sent again, it is there already.
        (await app.SendAsync(Row(Share, unit, at, 412, 100))).GetProperty("unchanged").GetInt32().ShouldBe(1);
        // And corrected by its sender it is a correction.
        (await app.SendAsync(Row(Share, unit, at, 41, 100))).GetProperty("corrected").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task A_refused_reading_stays_on_record_and_is_set_aside_as_refused_when_it_comes_again()
    {
        var (unit, at) = (await app.NewUnitAsync(), Now);
        var waiting = await AsideAsync(unit, at, 412);

        (await DecideAsync(_analyst, waiting.Id, "refuse")).Status.ShouldBe(HttpStatusCode.OK);

        var again = await app.SendAsync(Row(Share, unit, at.AddSeconds(1), 50, 100), Row(Share, unit, at, 412, 100));
        again.GetProperty("quarantined").GetInt32().ShouldBe(1);
        var told = again.GetProperty("setAside")[0];
        (told.GetProperty("index").GetInt32(), told.GetProperty("code").GetString()).ShouldBe((1, Implausible.RefusedBefore));
        told.GetProperty("message").GetString()!.ShouldContain("@example.com");
        (await app.OnlyAsync(unit)).State.ShouldBe(QuarantineState.Refused);
        (await app.FigureAsync(Share, unit)).ShouldBe(50);
    }

    [Fact]
    public async Task A_refusal_stands_when_the_value_would_be_plausible_by_now()
    {
        var (unit, at) = (await app.NewUnitAsync(), Now);
        await app.SendAsync([.. Enumerable.Range(0, 5).Select(i => Row(Backlog, unit, at.AddHours(-10 + i), 100))]);
        await app.SendAsync(Row(Backlog, unit, at, 5000));
        await DecideAsync(_analyst, (await app.OnlyAsync(unit)).Id, "refuse");

        // What is usual has moved: the jump would be none.
        await app.SendAsync([.. Enumerable.Range(0, 5).Select(i => Row(Backlog, unit, at.AddHours(-5 + i), 900))]);
        var again = await app.SendAsync(Row(Backlog, unit, at, 5000));

        again.GetProperty("setAside")[0].GetProperty("code").GetString().ShouldBe(Implausible.RefusedBefore);
        again.GetProperty("accepted").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task An_acceptance_is_taken_back_by_its_batch_and_the_reading_waits_again()
    {
        var (unit, at) = (await app.NewUnitAsync(), Now);
        await app.SendAsync(Row(Share, unit, at, 80, 100));
        var waiting = await AsideAsync(unit, at, 412);
        await DecideAsync(_analyst, waiting.Id, "accept");
        (await app.FigureAsync(Share, unit)).ShouldBe(412);

        (await app.WithdrawAsync((await app.OnlyAsync(unit)).AcceptedBatch!.Value)).ShouldBe(HttpStatusCode.OK);

        (await app.FigureAsync(Share, unit)).ShouldBe(80);
        var again = await app.OnlyAsync(unit);
        (again.Id, again.State, again.DecidedBy).ShouldBe((waiting.Id, QuarantineState.Waiting, null));
        (await app.SendAsync(Row(Share, unit, at, 412, 100))).GetProperty("quarantined").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Of_two_who_decide_at_once_one_wins_and_the_other_is_told()
    {
        using var other = await app.SignInAsAsync(Roles.Analyst);
        for (var round = 0; round < 5; round++)
        {
            var unit = await app.NewUnitAsync();
            var waiting = await AsideAsync(unit, Now, 412);

            var answers = await Task.WhenAll(DecideAsync(_analyst, waiting.Id, "accept"), DecideAsync(other, waiting.Id, "refuse"));

            answers.Select(a => a.Status).Order().ShouldBe([HttpStatusCode.OK, HttpStatusCode.Conflict]);
            var said = answers.Single(a => a.Status == HttpStatusCode.Conflict).Answer.GetProperty("detail").GetString()!;
            var decided = await app.OnlyAsync(unit);
            said.ShouldStartWith($"Reading {waiting.Id} was {decided.State.Code()} by {decided.DecidedBy}");
            (await app.FigureAsync(Share, unit)).ShouldBe(decided.State == QuarantineState.Accepted ? 412 : null);
        }
    }

    [Fact]
    public async Task Several_are_decided_about_at_once_and_those_that_were_are_told()
    {
        var (unit, now) = (await app.NewUnitAsync(), Now);
        await app.SendAsync([.. Enumerable.Range(0, 4).Select(i => Row(Share, unit, now.AddSeconds(-i), 400 + i, 100))]);
        var ids = (await app.QuarantineAsync(unit)).Select(r => r.Id).ToList();
        await DecideAsync(_analyst, ids[0], "refuse");

        var outcome = await app.Services.GetRequiredService<QuarantineDecisions>().AcceptAsync(ids, "ada", UnitScope.All, CancellationToken.None);

        outcome.Decided.ShouldBe(3);
        outcome.Batches.ShouldHaveSingleItem();
        outcome.TooLate.ShouldHaveSingleItem().State.ShouldBe(QuarantineState.Refused);
    }

    [Fact]
    public async Task A_refusal_by_mistake_is_put_back()
    {
        var unit = await app.NewUnitAsync();
        var waiting = await AsideAsync(unit, Now, 412);
        await DecideAsync(_analyst, waiting.Id, "refuse");

        (await app.Services.GetRequiredService<QuarantineDecisions>().ReopenAsync([waiting.Id], UnitScope.All, CancellationToken.None)).Decided.ShouldBe(1);

        (await DecideAsync(_analyst, waiting.Id, "accept")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_person_of_one_unit_neither_sees_nor_decides_anothers()
    {
        var (own, foreign) = (await app.NewUnitAsync(), await app.NewUnitAsync());
        var (mine, theirs) = (await AsideAsync(own, Now, 412), await AsideAsync(foreign, Now, 413));
        using var narrow = await app.SignInAsAsync(Roles.Analyst, own);

        using var listed = await narrow.GetAsync("/api/v1/quarantine?state=all", "application/json");
        var answer = JsonElement.Parse(await listed.Content.ReadAsStringAsync());
        answer.GetProperty("readings").EnumerateArray().Select(r => r.GetProperty("unit").GetString()).Distinct().ShouldBe([own]);
        answer.GetProperty("waiting").GetInt32().ShouldBe(1);
        foreach (var decision in new[] { "accept", "refuse" })
            (await DecideAsync(narrow, theirs.Id, decision)).Status.ShouldBe(HttpStatusCode.NotFound);

        (await app.OnlyAsync(foreign)).State.ShouldBe(QuarantineState.Waiting);
        (await DecideAsync(narrow, mine.Id, "accept")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_leader_sees_and_does_not_decide()
    {
        var unit = await app.NewUnitAsync();
        var waiting = await AsideAsync(unit, Now, 412);
        using var leader = await app.SignInAsAsync(Roles.Leader);

        (await DecideAsync(leader, waiting.Id, "accept")).Status.ShouldNotBe(HttpStatusCode.OK);

        (await app.OnlyAsync(unit)).State.ShouldBe(QuarantineState.Waiting);
    }

    private async Task<SetAsideReading> AsideAsync(string unit, DateTimeOffset at, decimal value)
    {
        (await app.SendAsync(Row(Share, unit, at, value, 100))).GetProperty("quarantined").GetInt32().ShouldBe(1);
        return (await app.QuarantineAsync(unit, QuarantineState.Waiting)).ShouldHaveSingleItem();
    }

    /// <summary>The moment of what is known now.</summary>
    private async Task<string> MomentAsync() => (await app.GetAsync("/api/v1/dashboard?period=7d")).GetProperty("asOf").GetString()!;
}
