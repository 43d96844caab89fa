using System.Globalization;
using System.Net;
using System.Text.Json;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Measurement;

/// <summary>Hours to years of an organisation in Berlin whose fiscal year begins in April, from the request to the answer.</summary>
[Trait("Ring", "Web")]
public sealed class CalendarThroughTheApiTests(CalendarThroughTheApiTests.Berlin app) : IClassFixture<CalendarThroughTheApiTests.Berlin>
{
    private const string Metric = "operations.calls";

    /// <summary>One unit with a call every half hour around both changes of the clock in 2026.</summary>
    public sealed class Berlin() : AppFactory("none", ("Reporting:TimeZone", "Europe/Berlin"), ("Reporting:FiscalYearStart", "4")), IAsyncLifetime
    {
        async Task IAsyncLifetime.InitializeAsync()
        {
            // Hours are kept for a hundred days.
            Clock.Advance(new DateTimeOffset(2026, 10, 28, 12, 0, 0, TimeSpan.Zero) - Clock.GetUtcNow());
            await InitializeAsync();
            await AddUnitAsync("A");
            foreach (var first in new[] { new DateTimeOffset(2026, 3, 27, 23, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 10, 23, 22, 0, 0, TimeSpan.Zero) })
                await IngestAsync("metric,unit,system,at,value,weight,key\n" + string.Concat(Enumerable.Range(0, 2 * 72).Select(i =>
                    string.Create(CultureInfo.InvariantCulture, $"{Metric},A,,{first.AddMinutes(30 * i):yyyy-MM-ddTHH:mm:ssZ},1,,\n"))));
            await this.RolledUpAsync();
        }
    }

    [Theory]
    [InlineData("2026-10-24", 24)]
    [InlineData("2026-10-25", 25)]
    public async Task A_day_has_as_many_hours_as_the_clock_shows_and_they_add_up_to_it(string day, int hours)
    {
        (await ValuesAsync(day, day, "hour")).ShouldBe(Enumerable.Repeat(2m, hours));
        (await ValuesAsync(day, day, "day")).ShouldBe([2m * hours]);
    }

    [Theory]
    [InlineData("day", "2026-03-28 2026-03-29 2026-03-30 2026-03-31 2026-10-24 2026-10-25 2026-10-26")]
    [InlineData("week", "2026-03-23 2026-03-30 2026-10-19 2026-10-26")]
    [InlineData("month", "2026-03-01 2026-10-01")]
    [InlineData("quarter", "2026-01-01 2026-10-01")]
    [InlineData("year", "2025-04-01 2026-04-01")]
    public async Task Every_bucket_begins_with_its_day_in_berlin_and_all_add_up_to_the_same(string bucket, string starts)
    {
        var points = await PointsAsync("2026-03-01", "2026-12-31", bucket);
        points.Select(p => p.GetProperty("at").GetString()![..10]).ShouldBe(starts.Split(' '));
        points.Sum(p => p.GetProperty("value").GetDecimal()).ShouldBe(4 * 72);
    }

    [Fact]
    public async Task The_day_that_lacks_an_hour_adds_up_too() => (await ValuesAsync("2026-03-28", "2026-03-30", "day")).ShouldBe([48, 46, 48]);

    [Theory]
    [InlineData("mtd", "2026-10-01")]
    [InlineData("qtd", "2026-10-01")]
    [InlineData("fytd", "2026-04-01")]
    public async Task The_dashboard_knows_what_is_to_date(string code, string from)
    {
        var period = (await app.GetAsync($"/api/v1/dashboard?period={code}")).GetProperty("period");
        (period.GetProperty("from").GetString(), period.GetProperty("to").GetString()).ShouldBe((from, "2026-10-28"));
    }

    [Theory]
    [InlineData("mtd", "2025-10-01", "2025-10-28", "vs same days last year")]
    [InlineData("mtd&compare=previous", "2026-09-01", "2026-09-28", "vs same part of prior month")]
    [InlineData("lfy&compare=previous", "2024-04-01", "2025-03-31", "vs prior fiscal year")]
    [InlineData("7d&compare=year", "2025-10-22", "2025-10-28", "vs same days last year")]
    public async Task The_dashboard_says_what_it_compares_with(string code, string from, string to, string words)
    {
        var compared = (await app.GetAsync($"/api/v1/dashboard?period={code}")).GetProperty("period").GetProperty("compared");
        (compared.GetProperty("from").GetString(), compared.GetProperty("to").GetString(), compared.GetProperty("words").GetString()).ShouldBe((from, to, words));
    }

    [Fact]
    public async Task A_comparison_that_is_not_known_is_refused_with_those_that_are()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/dashboard?compare=budget");
        using var answer = await app.SendAsync(request, await app.CreateKeyAsync([.. Policies.All]));
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("Use previous or year");
    }

    [Fact]
    public async Task A_bucket_that_is_not_known_is_refused_with_those_that_are()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/metrics/{Metric}/series?bucket=fortnight");
        using var answer = await app.SendAsync(request, await app.CreateKeyAsync([.. Policies.All]));
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("Use minute, hour, day, week, month, quarter or year.");
    }

    private async Task<IEnumerable<decimal>> ValuesAsync(string from, string to, string bucket) =>
        (await PointsAsync(from, to, bucket)).Select(p => p.GetProperty("value").GetDecimal());

    private async Task<List<JsonElement>> PointsAsync(string from, string to, string bucket) =>
        [.. (await app.GetAsync($"/api/v1/metrics/{Metric}/series?from={from}&to={to}&bucket={bucket}")).GetProperty("points").EnumerateArray()];
}
