using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using ScalingDashboard.Host;
using ScalingDashboard.Measurement.Readings;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Jobs;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Measurement.Ingestion.Otlp;

/// <summary>Attributes are of the sender's choice, so what is kept for each set of them is bounded (requirement 9).</summary>
[Trait("Ring", "Web")]
public sealed class CountsPerSenderTests(CountsPerSenderTests.Narrow app) : IClassFixture<CountsPerSenderTests.Narrow>
{
    [Fact]
    public async Task A_sender_begins_no_more_counts_than_it_may_and_goes_on_with_those_it_has()
    {
        await app.AddUnitAsync("FIN-DE");
        var (key, other) = (await app.CreateKeyAsync(Policies.Ingest), await app.CreateKeyAsync(Policies.Ingest));
        (await SendAsync(key, minute: 0, "a", "b")).Status.ShouldBe(HttpStatusCode.OK);

        var (status, text) = await SendAsync(key, minute: 1, "a", "c", "d");
        status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        text.ShouldContain("The request brings 2 counts that are new, and a sender may have 3 going");
        text.ShouldContain("Readings:CountsPerSender");

        (await SendAsync(key, minute: 1, "a", "b", "c")).Status.ShouldBe(HttpStatusCode.OK);
        (await SendAsync(key, minute: 2, "a", "b", "c")).Status.ShouldBe(HttpStatusCode.OK);
        (await SendAsync(other, minute: 1, "c", "d")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Counts_that_nobody_tells_any_more_make_room_for_others()
    {
        await app.AddUnitAsync("FIN-DE");
        var key = await app.CreateKeyAsync(Policies.Ingest);
        (await SendAsync(key, minute: 0, "a", "b", "c")).Status.ShouldBe(HttpStatusCode.OK);
        (await SendAsync(key, minute: 1, "d")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);

        app.Clock.Advance(CountCleanupJob.KeepFor + TimeSpan.FromDays(1));
        var job = ActivatorUtilities.CreateInstance<CountCleanupJob>(app.Services);
        await job.RunAsync(new JobRun("count-cleanup", null, app.Clock.GetUtcNow(), 1, true), CancellationToken.None);

        (await SendAsync(key, minute: 0, "d", "e", "f")).Status.ShouldBe(HttpStatusCode.OK);
    }

    private async Task<(HttpStatusCode Status, string Text)> SendAsync(string key, int minute, params string[] instances)
    {
        var now = app.Clock.GetUtcNow().AddMinutes(minute - 5);
        var nanos = (now.ToUnixTimeMilliseconds() * 1_000_000).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var points = instances.Select(instance =>
            $$$"""{"startTimeUnixNano":"1","timeUnixNano":"{{{nanos}}}","asInt":"{{{minute}}}","attributes":[{"key":"instance","value":{"stringValue":"{{{instance}}}"}}]}""");
        var body = $$$"""{"resourceMetrics":[{"resource":{"attributes":[{"key":"business.unit","value":{"stringValue":"FIN-DE"}}]},"scopeMetrics":[{"metrics":[{"name":"impact.cost_savings.cashable","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{{{string.Join(',', points)}}}]}}]}]}]}""";
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/metrics") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        using var answer = await app.SendAsync(request, key);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>With three counts for each sender.</summary>
    public sealed class Narrow() : AppFactory(Launch.NoCompany, ("Readings:CountsPerSender", "3"));
}
