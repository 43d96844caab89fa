using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Readings;
using ScalingDashboard.Platform.Access;
using static ScalingDashboard.Tests.Measurement.QuarantineInstallation;

namespace ScalingDashboard.Tests.Measurement;

/// <summary>What a sender sees of the quarantine, and every way into it and out of it that a sender has.</summary>
[Trait("Ring", "Web")]
public sealed class QuarantineThroughTheApiTests(QuarantineInstallation app) : IClassFixture<QuarantineInstallation>
{
    private DateTimeOffset Now => app.Clock.GetUtcNow().AddMinutes(-1);

    [Fact]
    public async Task A_reading_out_of_range_is_on_disk_counts_nowhere_and_the_sender_is_told()
    {
        var unit = await app.NewUnitAsync();

        var answer = await app.SendAsync(Row(Share, unit, Now, 90, 100), Row(Share, unit, Now.AddSeconds(-1), 412, 100), "no.such,X,,x,1,,");

        Counts(answer).ShouldBe((1, 0, 0, 1, 1));
        var told = answer.GetProperty("setAside").EnumerateArray().ShouldHaveSingleItem();
        told.GetProperty("index").GetInt32().ShouldBe(1);
        told.GetProperty("code").GetString().ShouldBe(Implausible.OutOfRange);
        told.GetProperty("message").GetString()!.ShouldStartWith("value: 412 % is not plausible; expected 0 to 100 %.");
        var kept = await app.OnlyAsync(unit);
        (kept.State, kept.Value, kept.Weight, kept.Batch).ShouldBe((QuarantineState.Waiting, 412, 100, answer.GetProperty("batch").GetInt64()));
        (await app.FigureAsync(Share, unit)).ShouldBe(90);
    }

    [Fact]
    public async Task A_jump_away_from_what_is_usual_is_set_aside_and_a_step_is_not()
    {
        var unit = await app.NewUnitAsync();
        await app.SendAsync([.. Enumerable.Range(0, 5).Select(i => Row(Backlog, unit, Now.AddHours(-10 + i), 100 + i))]);

        Counts(await app.SendAsync(Row(Backlog, unit, Now.AddHours(-2), 900))).ShouldBe((1, 0, 0, 0, 0));
        var jump = await app.SendAsync(Row(Backlog, unit, Now.AddHours(-1), 120_000));

        Counts(jump).ShouldBe((0, 0, 0, 0, 1));
        jump.GetProperty("setAside")[0].GetProperty("code").GetString().ShouldBe(Implausible.Jump);
        (await app.OnlyAsync(unit)).Expected.ShouldContain("which is 103 (median of the 5 readings before)");
    }

    [Fact]
    public async Task Readings_of_one_request_are_what_is_usual_for_those_after_them()
    {
        var unit = await app.NewUnitAsync();
        decimal[] values = [100, 104, 98, 100_000, 101, 97];

        var answer = await app.SendAsync([.. values.Select((value, i) => Row(Backlog, unit, Now.AddHours(-10 + i), value))]);

        Counts(answer).ShouldBe((5, 0, 0, 0, 1));
        answer.GetProperty("setAside")[0].GetProperty("index").GetInt32().ShouldBe(3);
    }

    [Fact]
    public async Task The_same_reading_sent_again_while_it_waits_is_no_second_one()
    {
        var (unit, at) = (await app.NewUnitAsync(), Now);
        await app.SendAsync(Row(Share, unit, at, 412, 100));

        var again = await app.SendAsync(Row(Share, unit, at, 412, 100), Row(Share, unit, at, 412, 100));

        Counts(again).ShouldBe((0, 0, 0, 0, 2));
        again.GetProperty("batch").GetInt64().ShouldBe(0);
        (await app.OnlyAsync(unit)).State.ShouldBe(QuarantineState.Waiting);
    }

    [Fact]
    public async Task The_right_value_under_the_same_key_is_stored_and_closes_the_waiting_one()
    {
        var (unit, at) = (await app.NewUnitAsync(), Now);
        await app.SendAsync(Row(Share, unit, at, 412, 100));

        Counts(await app.SendAsync(Row(Share, unit, at, 41.2m, 100))).ShouldBe((1, 0, 0, 0, 0));

        (await app.OnlyAsync(unit)).State.ShouldBe(QuarantineState.Superseded);
        (await app.FigureAsync(Share, unit)).ShouldBe(41.2m);
    }

    [Fact]
    public async Task Another_implausible_value_under_the_same_key_takes_the_place_of_the_first()
    {
        var (unit, at) = (await app.NewUnitAsync(), Now);
        await app.SendAsync(Row(Share, unit, at, 412, 100));
        await app.SendAsync(Row(Share, unit, at, 413, 100), Row(Share, unit, at, 414, 100));

        (await app.QuarantineAsync(unit)).Select(r => (r.Value, r.State)).ShouldBe(
            [(414, QuarantineState.Waiting), (413, QuarantineState.Superseded), (412, QuarantineState.Superseded)]);
    }

    [Fact]
    public async Task An_implausible_correction_leaves_what_is_stored_alone()
    {
        var (unit, at) = (await app.NewUnitAsync(), Now);
        await app.SendAsync(Row(Share, unit, at, 80, 100));

        Counts(await app.SendAsync(Row(Share, unit, at, 800, 100))).ShouldBe((0, 0, 0, 0, 1));

        (await app.OnlyAsync(unit)).Stored.ShouldBe(80);
        (await app.FigureAsync(Share, unit)).ShouldBe(80);
    }

    [Fact]
    public async Task A_request_with_an_idempotency_key_tells_the_same_again()
    {
        var (unit, at) = (await app.NewUnitAsync(), Now);
        var key = Guid.CreateVersion7().ToString();

        var first = await app.SendAsync(key, [Row(Share, unit, at, 412, 100)]);
        var again = await app.SendAsync(key, [Row(Share, unit, at, 412, 100)]);

        again.GetRawText().ShouldBe(first.GetRawText());
        Counts(again).ShouldBe((0, 0, 0, 0, 1));
        await app.OnlyAsync(unit);
    }

    [Fact]
    public async Task A_batch_taken_back_takes_its_waiting_readings_along()
    {
        var unit = await app.NewUnitAsync();
        var sent = await app.SendAsync(Row(Share, unit, Now, 412, 100), Row(Share, unit, Now.AddSeconds(-5), 50, 100));

        (await app.WithdrawAsync(sent.GetProperty("batch").GetInt64())).ShouldBe(HttpStatusCode.OK);

        (await app.OnlyAsync(unit)).State.ShouldBe(QuarantineState.Withdrawn);
        (await app.FigureAsync(Share, unit)).ShouldBeNull();
        // As if it had never been sent: sent again, it waits anew.
        Counts(await app.SendAsync(Row(Share, unit, Now, 412, 100))).ShouldBe((0, 0, 0, 0, 1));
    }

    [Fact]
    public async Task A_batch_of_which_all_is_set_aside_can_be_taken_back_too()
    {
        var unit = await app.NewUnitAsync();
        var sent = await app.SendAsync(Row(Share, unit, Now, 412, 100));

        (await app.WithdrawAsync(sent.GetProperty("batch").GetInt64())).ShouldBe(HttpStatusCode.OK);

        (await app.OnlyAsync(unit)).State.ShouldBe(QuarantineState.Withdrawn);
    }

    [Fact]
    public async Task Two_requests_at_once_with_different_values_leave_one_waiting_and_lose_none()
    {
        var (unit, at) = (await app.NewUnitAsync(), Now);

        await Parallel.ForEachAsync(Enumerable.Range(0, 16), new ParallelOptions { MaxDegreeOfParallelism = 8 },
            async (i, _) => Counts(await app.SendAsync(Row(Share, unit, at, 400 + i % 4, 100))).ShouldBe((0, 0, 0, 0, 1)));

        var kept = await app.QuarantineAsync(unit);
        kept.Count(r => r.State == QuarantineState.Waiting).ShouldBe(1);
        kept.Select(r => r.Value).Distinct().Order().ShouldBe([400, 401, 402, 403]);
    }

    [Fact]
    public async Task Limits_are_settings_that_are_read_and_changed_over_http_and_make_no_new_version()
    {
        const string Metric = "impact.payback";
        var before = await app.GetAsync($"/api/v1/metrics/{Metric}");
        var body = new Dictionary<string, object?>(before.EnumerateObject().Where(p => p.Name is not ("versions" or "version" or "managed" or "effectiveFrom"))
            .Select(p => KeyValuePair.Create(p.Name, (object?)p.Value))) { ["plausibleLow"] = 1, ["plausibleHigh"] = 5000, ["largestJump"] = 20 };
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/metrics/{Metric}") { Content = new StringContent(JsonSerializer.Serialize(body), null, "application/json") };

        using var answer = await app.SendAsync(request, await app.CreateKeyAsync(Policies.Manage));

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var after = await app.GetAsync($"/api/v1/metrics/{Metric}");
        (after.GetProperty("plausibleLow").GetDecimal(), after.GetProperty("plausibleHigh").GetDecimal(), after.GetProperty("largestJump").GetDecimal()).ShouldBe((1m, 5000m, 20m));
        after.GetProperty("version").GetInt32().ShouldBe(before.GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task Limits_do_not_judge_days_on_which_the_metric_meant_something_else()
    {
        var unit = await app.NewUnitAsync();
        var metric = app.Services.GetRequiredService<MetricCatalog>().Current.FindMetric("operations.lead_time")!;
        var from = DateOnly.FromDateTime(Now.UtcDateTime.AddDays(-10));
        await app.Services.GetRequiredService<CatalogStore>().SaveMetricAsync(metric with { Unit = "d", PlausibleHigh = 30 }, from, CancellationToken.None);

        // 500 hours were usual; 500 days are not.
        Counts(await app.SendAsync(Row(metric.Key, unit, Now.AddDays(-20), 500), Row(metric.Key, unit, Now, 500))).ShouldBe((1, 0, 0, 0, 1));

        (await app.OnlyAsync(unit)).Found.ShouldBe("500 d");
    }

    private static (int Accepted, int Unchanged, int Corrected, int Rejected, int Quarantined) Counts(JsonElement answer)
    {
        int Of(string name) => answer.GetProperty(name).GetInt32();
        return (Of("accepted"), Of("unchanged"), Of("corrected"), Of("rejected"), Of("quarantined"));
    }
}
