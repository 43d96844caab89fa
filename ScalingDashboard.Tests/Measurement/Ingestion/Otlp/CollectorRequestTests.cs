using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Google.Protobuf;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Tests.Support;
using static ScalingDashboard.Tests.Measurement.Ingestion.Otlp.Wire;

namespace ScalingDashboard.Tests.Measurement.Ingestion.Otlp;

/// <summary>
/// What the <c>otlphttp</c> exporter of an OpenTelemetry Collector sends: gzip, many resources and scopes in one request,
/// schema addresses, exemplars, fields that came later. Written by the field numbers of opentelemetry-proto 1.x.
/// </summary>
[Trait("Ring", "Web")]
public sealed class CollectorRequestTests(AppFactory app) : IClassFixture<AppFactory>
{
    private const string Savings = "impact.cost_savings.cashable", Headcount = "adoption.headcount", Latency = "operations.latency";

    private const ulong Cumulative = 2, NoRecordedValue = 1;

    // One sender: a count goes on where it was.
    private string? _key;

    private readonly DateTimeOffset _now = app.Clock.GetUtcNow().AddMinutes(-1);

    private ulong Now => Nanos(_now);

    [Fact]
    public async Task Many_resources_and_scopes_of_one_request_become_figures_of_their_units()
    {
        await app.AddUnitAsync("COL-A");
        await app.AddUnitAsync("COL-B");
        var histogram = Inner(2, Text(1, Latency), Text(3, "ms"), Inner(9,
            Inner(1, Fixed64(2, Now - 60_000_000_000), Fixed64(3, Now), Fixed64(4, 3), Double(5, 140),
                Bytes(6, Message(o => o.WriteFixed64(1), o => o.WriteFixed64(2), o => o.WriteFixed64(0))),
                Bytes(7, Message(o => o.WriteDouble(50), o => o.WriteDouble(100))),
                // An exemplar with a trace, which is none of ours.
                Inner(8, Fixed64(2, Now), Double(3, 60), Bytes(4, [1, 2, 3, 4, 5, 6, 7, 8]), Bytes(5, new byte[16]), Attribute(7, "user", "x")),
                Double(11, 10), Double(12, 90)),
            Varint(2, 1)));
        var request = Message(
            Inner(1, Inner(1, Attribute(1, "service.name", "finance"), Attribute(1, "business.unit", "COL-A"), Varint(2, 0)),
                Inner(2, Inner(1, Text(1, "scope"), Text(2, "1.0")), Gauge(Headcount, 412), histogram, Text(3, "https://opentelemetry.io/schemas/1.38.0")),
                Inner(2, Inner(1, Text(1, "other")), Sum(Savings, 100)),
                Text(3, "https://opentelemetry.io/schemas/1.38.0")),
            Inner(1, Inner(1, Attribute(1, "business.unit", "COL-B")), Inner(2, Gauge(Headcount, 7)), Fixed32(900, 5), Inner(901, Text(1, "later"))));

        (await SendAsync(request)).ShouldBe((HttpStatusCode.OK, []));

        await app.RolledUpAsync();
        (await ValueAsync(Headcount, "COL-A"), await ValueAsync(Headcount, "COL-B"), await ValueAsync(Savings, "COL-A")).ShouldBe((412m, 7m, 100m));
        (await ValueAsync(Latency, "COL-A"))!.Value.ShouldBeInRange(50, 90);
    }

    [Fact]
    public async Task A_summary_costs_only_its_own_points_and_the_answer_counts_them()
    {
        await app.AddUnitAsync("COL-C");
        var (status, answer) = await SendAsync(Message(Inner(1, Inner(1, Attribute(1, "business.unit", "COL-C")), Inner(2,
            Gauge(Headcount, 5),
            Inner(2, Text(1, Latency), Inner(11, Inner(1, Fixed64(3, Now), Fixed64(4, 3), Double(5, 9)), Inner(1, Fixed64(3, Now))))))));

        status.ShouldBe(HttpStatusCode.OK);
        var (rejected, reason) = Partial(answer);
        rejected.ShouldBe(2);
        reason.ShouldStartWith("point 1: 'operations.latency': summaries cannot be rolled up");
        await app.RolledUpAsync();
        (await ValueAsync(Headcount, "COL-C")).ShouldBe(5m);
    }

    [Fact]
    public async Task Nothing_in_a_request_is_nothing_to_complain_about()
    {
        (await SendAsync([])).ShouldBe((HttpStatusCode.OK, []));
        (await SendAsync(Message(Inner(1)))).ShouldBe((HttpStatusCode.OK, []));
        (await SendAsync(Message(Inner(1, Inner(2, Inner(2, Text(1, Headcount), Inner(5))))))).ShouldBe((HttpStatusCode.OK, []));
    }

    [Fact]
    public async Task A_point_that_says_nothing_was_recorded_is_neither_stored_nor_refused()
    {
        await app.AddUnitAsync("COL-D");
        (await SendAsync(InUnit("COL-D", Inner(2, Text(1, Headcount), Inner(5, Inner(1, Fixed64(3, Now), Double(4, double.NaN), Varint(8, NoRecordedValue)))))))
            .ShouldBe((HttpStatusCode.OK, []));
        await app.RolledUpAsync();
        (await ValueAsync(Headcount, "COL-D")).ShouldBeNull();
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1e300)]
    public async Task A_gauge_that_is_no_figure_is_refused_by_its_place(double value)
    {
        await app.AddUnitAsync("COL-E");
        var (status, answer) = await SendAsync(InUnit("COL-E", Inner(2, Text(1, Headcount), Inner(5, Inner(1, Fixed64(3, Now), Double(4, value))))));
        (status, Partial(answer).Rejected).ShouldBe((HttpStatusCode.OK, 1));
        Partial(answer).Reason.ShouldStartWith("point 0: value:");
    }

    [Fact]
    public async Task A_counter_that_starts_anew_counts_from_zero()
    {
        await app.AddUnitAsync("COL-F");
        var start = Now - 300_000_000_000;
        await TakenAsync(start, Now - 30_000_000_000, 100);
        await TakenAsync(start, Now - 20_000_000_000, 130);
        // The process was started again: another start, and less than before.
        await TakenAsync(Now - 15_000_000_000, Now - 10_000_000_000, 7);
        // Sent again, as a collector does that had no answer.
        await TakenAsync(Now - 15_000_000_000, Now - 10_000_000_000, 7);
        await app.RolledUpAsync();
        (await ValueAsync(Savings, "COL-F")).ShouldBe(137m);

        async Task TakenAsync(ulong since, ulong at, double value) => (await SendAsync(InUnit("COL-F", Inner(2, Text(1, Savings),
            Inner(7, Inner(1, Fixed64(2, since), Fixed64(3, at), Double(4, value)), Varint(2, Cumulative), Varint(3, 1)))))).ShouldBe((HttpStatusCode.OK, []));
    }

    [Fact]
    public async Task A_sum_that_does_not_say_since_when_it_counts_is_refused()
    {
        await app.AddUnitAsync("COL-G");
        var (_, answer) = await SendAsync(InUnit("COL-G", Inner(2, Text(1, Savings), Inner(7, Inner(1, Fixed64(3, Now), Double(4, 1)), Varint(3, 1)))));
        Partial(answer).Reason.ShouldContain("aggregationTemporality is missing");
    }

    private Action<CodedOutputStream> Gauge(string metric, double value) => Inner(2, Text(1, metric), Inner(5, Inner(1, Fixed64(3, Now), Double(4, value))));

    // A counter of which the collector has made deltas.
    private Action<CodedOutputStream> Sum(string metric, double value) =>
        Inner(2, Text(1, metric), Inner(7, Inner(1, Fixed64(2, Now - 1), Fixed64(3, Now), Double(4, value)), Varint(2, 1), Varint(3, 1)));

    private static byte[] InUnit(string unit, Action<CodedOutputStream> metric) =>
        Message(Inner(1, Inner(1, Attribute(1, "business.unit", unit)), Inner(2, metric)));

    private static ulong Nanos(DateTimeOffset at) => (ulong)at.ToUnixTimeMilliseconds() * 1_000_000;

    /// <summary>Reads <c>ExportMetricsServiceResponse</c> with Google's decoder.</summary>
    private static (long Rejected, string Reason) Partial(byte[] answer)
    {
        var outer = new CodedInputStream(answer);
        outer.ReadTag().ShouldBe(WireFormat.MakeTag(1, WireFormat.WireType.LengthDelimited));
        var partial = outer.ReadBytes().CreateCodedInput();
        partial.ReadTag().ShouldBe(WireFormat.MakeTag(1, WireFormat.WireType.Varint));
        var rejected = partial.ReadInt64();
        partial.ReadTag().ShouldBe(WireFormat.MakeTag(2, WireFormat.WireType.LengthDelimited));
        return (rejected, partial.ReadString());
    }

    private async Task<(HttpStatusCode Status, byte[] Answer)> SendAsync(byte[] request)
    {
        using var zipped = new MemoryStream();
        await using (var gzip = new GZipStream(zipped, CompressionLevel.Fastest, leaveOpen: true))
            await gzip.WriteAsync(request);
        using var content = new ByteArrayContent(zipped.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
        content.Headers.ContentEncoding.Add("gzip");
        using var message = new HttpRequestMessage(HttpMethod.Post, "/v1/metrics") { Content = content };
        message.Headers.UserAgent.ParseAdd("OpenTelemetry-Collector-Contrib/0.140.0 (linux/amd64)");
        message.Headers.AcceptEncoding.ParseAdd("gzip");
        using var answer = await app.SendAsync(message, _key ??= await app.CreateKeyAsync(Policies.Ingest));
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/x-protobuf");
        return (answer.StatusCode, await answer.Content.ReadAsByteArrayAsync());
    }

    private async Task<decimal?> ValueAsync(string metric, string unit)
    {
        // A minute ago may have been yesterday.
        var day = _now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var series = await app.GetAsync($"/api/v1/metrics/{metric}/series?bucket=day&from={day}&to={day}&unit={unit}");
        return series.GetProperty("points").EnumerateArray().Select(p => p.GetProperty("value"))
            .SingleOrDefault() is { ValueKind: JsonValueKind.Number } value ? value.GetDecimal() : null;
    }
}
