using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using ScalingDashboard.Measurement.Catalog;
using Npgsql;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Measurement.Ingestion.Otlp;

/// <summary>What the specification of OTLP/HTTP says of requests and answers, in its JSON form.</summary>
[Trait("Ring", "Web")]
public sealed class OtlpEndpointTests(AppFactory app) : IClassFixture<AppFactory>
{
    private const string Gauge = """{"name":"adoption.headcount","gauge":{"dataPoints":[{"timeUnixNano":"1767225600000000000","asInt":"412"}]}}""";

    [Fact]
    public async Task A_request_that_is_taken_whole_is_answered_with_an_empty_message_of_the_same_kind()
    {
        await app.AddUnitAsync("FIN-DE");
        (await SendAsync(Request(Gauge))).ShouldBe((HttpStatusCode.OK, "{}"));
        (await SendAsync(Request(Gauge), gzip: true)).ShouldBe((HttpStatusCode.OK, "{}"));
        (await SendAsync("{}")).ShouldBe((HttpStatusCode.OK, "{}"));
        (await SendAsync("", "application/x-protobuf")).ShouldBe((HttpStatusCode.OK, ""));
    }

    [Fact]
    public async Task Points_that_cannot_be_taken_are_counted_and_named_and_the_others_are_stored()
    {
        await app.AddUnitAsync("FIN-DE");
        var (status, text) = await SendAsync(Request(
            Gauge,
            """{"name":"no.such.metric","gauge":{"dataPoints":[{"timeUnixNano":"1767225600000000000","asDouble":1}]}}""",
            """{"name":"adoption.headcount","summary":{"dataPoints":[{"timeUnixNano":"1767225600000000000"}]}}""",
            """{"name":"operations.latency","histogram":{"aggregationTemporality":1,"dataPoints":[{"timeUnixNano":"1767225600000000000","bucketCounts":["1"],"explicitBounds":[1,2]}]}}""",
            """{"name":"adoption.headcount","gauge":{"dataPoints":[{"timeUnixNano":"1767225660000000000","asDouble":"NaN"}]}}""",
            """{"name":"adoption.headcount","sum":{"aggregationTemporality":1,"isMonotonic":true,"dataPoints":[{"timeUnixNano":"1767225600000000000","asInt":"1"}]}}""",
            """{"name":"impact.cost_savings.cashable","sum":{"aggregationTemporality":2,"dataPoints":[{"timeUnixNano":"1767225600000000000","asInt":"1"}]}}""",
            """{"name":"adoption.headcount","gauge":{"dataPoints":[{"timeUnixNano":"1767225720000000000","flags":1}]}}"""));
        status.ShouldBe(HttpStatusCode.OK);
        text.ShouldStartWith("""{"partialSuccess":{"rejectedDataPoints":"6",""");
        foreach (var reason in new[] { "no.such.metric", "summaries cannot be rolled up", "1 bucket counts do not fit 2 bounds", "NaN", "it is a level", "may fall" })
            text.ShouldContain(reason);
    }

    [Fact]
    public async Task What_is_not_plausible_is_a_warning_and_neither_rejected_nor_an_error()
    {
        await app.AddUnitAsync("FIN-DE");
        var (status, text) = await SendAsync(Request("""{"name":"adoption.headcount","gauge":{"dataPoints":[{"timeUnixNano":"1767225900000000000","asInt":"-3"}]}}"""));
        status.ShouldBe(HttpStatusCode.OK);
        text.ShouldStartWith("""{"partialSuccess":{"rejectedDataPoints":"0","errorMessage":"point 0, set aside: value: -3 is not plausible; expected 0 or more.""");
    }

    [Fact]
    public async Task What_is_new_of_a_count_is_judged_as_a_reading_of_its_own()
    {
        await app.AddUnitAsync("FIN-DE");
        await ChangeAsync("operations.contract_breaks", m => m with { PlausibleHigh = 50 });
        string Sum(int minute, int total) => Request(
            $$$"""{"name":"operations.contract_breaks","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1767225600000000000","timeUnixNano":"{{{1767225600L + (60 * minute)}}}000000000","asInt":"{{{total}}}"}]}}""");
        var key = await app.CreateKeyAsync(Policies.Ingest);

        // Far more than the limit has been counted by then; what is new each time is what matters.
        (await SendAsync(Sum(1, 40), key: key)).Text.ShouldBe("{}");
        (await SendAsync(Sum(2, 80), key: key)).Text.ShouldBe("{}");
        (await SendAsync(Sum(3, 5000), key: key)).Text.ShouldContain("set aside: value: 4,920 is not plausible; expected 0 to 50.");
        (await SendAsync(Sum(4, 5030), key: key)).Text.ShouldBe("{}");
    }

    [Fact]
    public async Task Numbers_as_text_and_as_numbers_names_of_kinds_trace_ids_and_names_that_came_later_are_all_understood()
    {
        await app.AddUnitAsync("FIN-DE");
        (await SendAsync(Request(
            """{"name":"adoption.headcount","unit":"{person}","metadata":[{"key":"later","value":{"kvlistValue":{"values":[]}}}],"gauge":{"later":{},"dataPoints":[{"timeUnixNano":1767225660000000000,"asInt":413,"flags":0,"exemplars":[{"timeUnixNano":"1767225660000000000","asDouble":1,"traceId":"5B8EFFF798038103D269B633813FC60C","spanId":"eee19b7ec3c1b174"}]}]}}""",
            """{"name":"adoption.headcount","gauge":{"dataPoints":[{"timeUnixNano":"1767225720000000000","asDouble":"414"},{"timeUnixNano":"1767225780000000000","asDouble":"NaN","flags":1},{"timeUnixNano":"1767225840000000000","asDouble":4.15e2,"asInt":null}]}}""",
            """{"name":"impact.cost_savings.cashable","sum":{"aggregationTemporality":"AGGREGATION_TEMPORALITY_DELTA","isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1767225600000000000","timeUnixNano":"1767225660000000000","asInt":"9007199254740993"}]}}""",
            """{"name":"impact.cost_savings.cashable","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[]}}""")))
            .ShouldBe((HttpStatusCode.OK, "{}"));
        await using var command = app.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand("SELECT value FROM readings WHERE value > 412 ORDER BY value");
        await using var reader = await command.ExecuteReaderAsync();
        var values = new List<decimal>();
        while (await reader.ReadAsync())
            values.Add(reader.GetDecimal(0));
        values.ShouldBe([413m, 414m, 415m, 9007199254740993m]);
    }

    [Theory]
    [InlineData("{", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("""{"resourceMetrics":{}}""", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("""{"resourceMetrics":[],"resourceMetrics":[]}""", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("\u000A\u00FF", "application/x-protobuf", HttpStatusCode.BadRequest)]
    [InlineData("a,b", "text/csv", HttpStatusCode.UnsupportedMediaType)]
    public async Task A_body_that_is_none_is_refused_and_says_why(string body, string mediaType, HttpStatusCode expected)
    {
        var (status, text) = await SendAsync(body, mediaType);
        (status, text.Length > 0).ShouldBe((expected, true));
    }

    [Fact]
    public async Task A_part_of_another_type_is_named_by_its_place()
    {
        var (status, text) = await SendAsync(Request(Gauge, """{"name":"adoption.headcount","gauge":{"dataPoints":[{"timeUnixNano":"soon"}]}}"""));
        status.ShouldBe(HttpStatusCode.BadRequest);
        text.ShouldContain("resource 0: metric 1: ");
    }

    private Task ChangeAsync(string key, Func<Metric, Metric> change) => app.Services.GetRequiredService<CatalogStore>()
        .SaveMetricAsync(change(app.Services.GetRequiredService<MetricCatalog>().Current.FindMetric(key)!), null, CancellationToken.None);

    private static string Request(params string[] metrics) =>
        $$$"""{"resourceMetrics":[{"resource":{"attributes":[{"key":"business.unit","value":{"stringValue":"FIN-DE"}}]},"scopeMetrics":[{"metrics":[{{{string.Join(',', metrics)}}}]}]}]}""";

    private async Task<(HttpStatusCode Status, string Text)> SendAsync(string body, string mediaType = "application/json", bool gzip = false, string? key = null)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        using var content = new ByteArrayContent(gzip ? await ZipAsync(bytes) : bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        if (gzip)
            content.Headers.ContentEncoding.Add("gzip");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/metrics") { Content = content };
        using var answer = await app.SendAsync(request, key ?? await app.CreateKeyAsync(Policies.Ingest));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static async Task<byte[]> ZipAsync(byte[] bytes)
    {
        using var zipped = new MemoryStream();
        await using (var gzip = new GZipStream(zipped, CompressionLevel.Fastest, leaveOpen: true))
            await gzip.WriteAsync(bytes);
        return zipped.ToArray();
    }
}
