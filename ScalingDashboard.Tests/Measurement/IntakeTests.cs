using Microsoft.Extensions.DependencyInjection;
using ScalingDashboard.Measurement.Readings;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Measurement;

/// <summary>What is counted of each sender, whether anything of a request was stored or not.</summary>
[Trait("Ring", "Web")]
public sealed class IntakeTests(AppFactory app) : IClassFixture<AppFactory>
{
    [Fact]
    public async Task All_that_becomes_of_readings_is_counted_by_source_and_reason()
    {
        await app.AddUnitAsync("FIN-DE");
        var at = app.Clock.GetUtcNow().AddMinutes(-30);
        string Row(string unit, int seconds, string value) => FormattableString.Invariant($"impact.csat,{unit},,{at.AddSeconds(seconds):yyyy-MM-ddTHH:mm:ssZ},{value},100,\n");
        const string Header = "metric,unit,system,at,value,weight,key\n";
        await app.IngestAsync(Header + Row("FIN-DE", 1, "50") + Row("FIN-DE", 2, "51") + Row("FIN-DE", 3, "412") + Row("NOBODY", 4, "1"));
        await app.IngestAsync(Header + Row("FIN-DE", 1, "50") + Row("FIN-DE", 2, "52"));
        // Everything of this one is rejected, one of it for a clock that is an hour ahead.
        await app.IngestAsync(Header + Row("FIN-DE", 5400, "1") + Row("NOBODY", 5, "1") + Row("NOBODY", 6, "1"));

        var source = (await ReadAsync()).Single(s => s.Week.SetAside > 0);

        foreach (var span in new[] { source.Day, source.Week })
        {
            (span.Accepted, span.Unchanged, span.Corrected, span.SetAside).ShouldBe((2, 1, 1, 1));
            span.Rejected.ShouldBe([new("unknown-unit", 3), new("future-time", 1)]);
            span.Ahead!.Value.TotalMinutes.ShouldBeInRange(55, 60);
        }
        source.MetricIds.Count.ShouldBe(1);
        (app.Clock.GetUtcNow() - source.LastSeen).TotalMinutes.ShouldBeInRange(0, 5);
    }

    [Fact]
    public async Task A_request_that_is_answered_from_memory_is_not_counted_again()
    {
        await app.AddUnitAsync("FIN-FR");
        var key = await app.CreateKeyAsync(Policies.Ingest);
        var body = FormattableString.Invariant($"metric,unit,system,at,value,weight,key\nimpact.csat,FIN-FR,,{app.Clock.GetUtcNow().AddHours(-1):yyyy-MM-ddTHH:mm:ssZ},7,100,\n");
        for (var i = 0; i < 3; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/readings") { Content = new StringContent(body, null, "text/csv") };
            request.Headers.Add("Idempotency-Key", "counted-once");
            (await app.SendAsync(request, key)).EnsureSuccessStatusCode();
        }

        (await ReadAsync()).ShouldContain(s => s.Week.Accepted == 1 && s.Week.Unchanged == 0 && s.Week.SetAside == 0);
    }

    private async Task<IReadOnlyList<SourceIntake>> ReadAsync()
    {
        await app.Services.GetRequiredService<Intake>().WriteDownAsync(CancellationToken.None);
        return await app.Services.GetRequiredService<IntakeReader>().ReadAsync(CancellationToken.None);
    }
}
