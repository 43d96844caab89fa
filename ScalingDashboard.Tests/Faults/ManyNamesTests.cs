using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using ScalingDashboard.Measurement.Ingestion.Otlp;
using ScalingDashboard.Tests.Faults.Rig;
using Xunit.Abstractions;
using static ScalingDashboard.Tests.Measurement.Ingestion.Otlp.Wire;

namespace ScalingDashboard.Tests.Faults;

/// <summary>
/// A million names that nobody knows, and a million sets of attributes, leave nothing behind (requirement 9): neither in memory
/// nor in the database. The twin lets a sender begin as many counts as it likes.
/// </summary>
[Trait("Ring", "Fault")]
public sealed class ManyNamesTests(ITestOutputHelper output)
{
    private const int Names = 1_000_000, NamesAtOnce = 250_000, SetsAtOnce = 25_000, MostSets = 1_000;

    // A million is the full figure.
    private static readonly int Sets = FaultRounds.Count > FaultRounds.Few ? 1_000_000 : 100_000;
    private const double MostMegabytes = 64;
    private const ulong At = 1767225600000000000;

    [Fact]
    public async Task Million_unknown_names_are_refused_one_by_one_and_cost_little()
    {
        await using var rig = await FaultRig.StartAsync(1);
        using var client = Sender(rig);
        await SendNamesAsync(0);
        var before = rig.Host.ResidentMegabytes;
        rig.Host.ForgetPeak();
        for (var first = 0; first < Names; first += NamesAtOnce)
            await SendNamesAsync(first);
        var grown = rig.Host.PeakMegabytes - before;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{before:0} MB before, {grown:0} MB more at most"));
        grown.ShouldBeLessThanOrEqualTo(MostMegabytes);

        async Task SendNamesAsync(int first)
        {
            var text = new StringBuilder("metric,unit,at,value\n");
            for (var name = first; name < first + NamesAtOnce; name++)
                text.Append(CultureInfo.InvariantCulture, $"name.number.{name},FIN-DE,2020-01-01T00:00:00Z,1\n");
            using var content = new StringContent(text.ToString(), Encoding.UTF8, "text/csv");
            using var answer = await client.PostAsync(new Uri(rig.Host.Address, "/api/v1/readings"), content);
            (await answer.Content.ReadAsStringAsync()).ShouldContain($"\"rejected\":{NamesAtOnce.ToString(CultureInfo.InvariantCulture)}");
        }
    }

    [Theory]
    [InlineData(OtlpEndpoint.Protobuf)]
    [InlineData(OtlpEndpoint.Json)]
    public async Task Sets_of_attributes_without_end_leave_no_more_behind_than_a_sender_may_have(string mediaType)
    {
        var (kept, grown) = await CountsAsync(mediaType, Sets, MostSets);
        kept.ShouldBeLessThanOrEqualTo(MostSets);
        grown.ShouldBeLessThanOrEqualTo(MostMegabytes);
    }

    [Fact]
    public async Task Sets_of_attributes_without_end_mutation_that_takes_all_is_found() =>
        (await CountsAsync(OtlpEndpoint.Protobuf, 2 * SetsAtOnce, 10_000_000)).Kept.ShouldBeGreaterThan(MostSets);

    /// <summary>What is kept of so many counts since a start, each with another attribute, and by how many megabytes the host grew.</summary>
    private async Task<(long Kept, double Grown)> CountsAsync(string mediaType, int sets, int most)
    {
        await using var rig = await FaultRig.StartAsync(1, [("Readings:CountsPerSender", most.ToString(CultureInfo.InvariantCulture))]);
        using var client = Sender(rig);
        var answers = new List<int> { await SendAsync(0, MostSets) };
        answers[0].ShouldBe(200);
        var before = rig.Host.ResidentMegabytes;
        rig.Host.ForgetPeak();
        for (var first = MostSets; first < sets; first += SetsAtOnce)
            answers.Add(await SendAsync(first, SetsAtOnce));
        var grown = rig.Host.PeakMegabytes - before;
        var kept = await rig.Server.ScalarAsync<long>("select count(*) from cumulative_series");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{string.Join(", ", answers.CountBy(answer => answer).Select(answer => $"{answer.Value} x {answer.Key}"))}; {kept} kept; {before:0} MB before, {grown:0} MB more at most"));
        return (kept, grown);

        async Task<int> SendAsync(int first, int count)
        {
            using var content = new ByteArrayContent(mediaType == OtlpEndpoint.Json ? JsonOf(first, count) : ProtobufOf(first, count)) { Headers = { ContentType = new(mediaType) } };
            using var answer = await client.PostAsync(new Uri(rig.Host.Address, OtlpEndpoint.Path), content);
            return (int)answer.StatusCode;
        }
    }

    private static byte[] JsonOf(int first, int count)
    {
        var points = Enumerable.Range(first, count).Select(set => string.Create(CultureInfo.InvariantCulture,
            $$$"""{"startTimeUnixNano":"1","timeUnixNano":"{{{At}}}","asInt":"1","attributes":[{"key":"request","value":{"stringValue":"{{{set}}}"}}]}"""));
        return Encoding.UTF8.GetBytes(
            $$$"""{"resourceMetrics":[{"resource":{"attributes":[{"key":"business.unit","value":{"stringValue":"{{{FaultRig.Unit}}}"}}]},"scopeMetrics":[{"metrics":[{"name":"{{{Feeder.Metric}}}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{{{string.Join(',', points)}}}]}}]}]}]}""");
    }

    private static byte[] ProtobufOf(int first, int count) => Message(Inner(1,
        Inner(1, Attribute(1, "business.unit", FaultRig.Unit)),
        Inner(2, Inner(2, Text(1, Feeder.Metric), Inner(7,
        [
            Varint(2, 2), Varint(3, 1),
            .. Enumerable.Range(first, count).Select(set => Inner(1, Fixed64(2, 1), Fixed64(3, At), Fixed64(6, 1), Attribute(7, "request", set.ToString(CultureInfo.InvariantCulture)))),
        ])))));

    private static HttpClient Sender(FaultRig rig) => new() { DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", rig.Key) } };
}
