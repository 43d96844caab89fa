using System.Net;
using Google.Protobuf;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Tests.Faults.Rig;
using ScalingDashboard.Tests.Support;
using static ScalingDashboard.Tests.Measurement.Ingestion.Otlp.Wire;

namespace ScalingDashboard.Tests.Faults;

/// <summary>While the database is away an exporter is told to send again, in the message that it reads, and what it then sends
/// again counts once.</summary>
[Trait("Ring", "Fault")]
public sealed class OtlpDatabaseAwayTests
{
    private const string Protobuf = "application/x-protobuf";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task While_it_is_away_an_exporter_is_told_to_send_again_and_what_it_sends_again_counts_once() =>
        (await WhileAwayAsync(server => new ProductOn(server))).ShouldBe((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(5), true));

    [Fact]
    public async Task While_it_is_away_mutation_that_forgets_to_say_so_is_found() =>
        (await WhileAwayAsync(server => new ForgetfulProduct(server))).ShouldBe((HttpStatusCode.InternalServerError, null, false));

    /// <summary>What an exporter is told: status, when to send again, and whether the message says that it may.</summary>
    private static async Task<(HttpStatusCode Status, TimeSpan? RetryAfter, bool SaysSo)> WhileAwayAsync(Func<string, ProductOn> start)
    {
        await using var server = await FaultRig.StartServerAsync();
        await using var app = start(server.ConnectionString);
        await app.InitializeAsync();
        var key = await app.CreateKeyAsync([.. Policies.All]);
        var request = Message(Inner(1, Inner(1, Attribute(1, "business.unit", FaultRig.Unit)), Inner(2, Inner(2, Text(1, Feeder.Metric),
            Inner(5, Inner(1, Fixed64(3, 1767607200000000000), Double(4, 7)))))));
        (await SendAsync()).Status.ShouldBe(HttpStatusCode.OK);

        await server.KillAsync();
        var (status, retryAfter, body) = await SendAsync();
        var saysSo = SaysSo(body);

        await server.StartAsync();
        await Eventually.TrueAsync(async () => (await SendAsync()).Status == HttpStatusCode.OK, Patience);
        (await server.ScalarAsync<long>("select count(*) from readings")).ShouldBe(1);
        return (status, retryAfter, saysSo);

        async Task<(HttpStatusCode Status, TimeSpan? RetryAfter, byte[] Body)> SendAsync()
        {
            using var content = new ByteArrayContent(request) { Headers = { ContentType = new(Protobuf) } };
            using var sent = new HttpRequestMessage(HttpMethod.Post, "/v1/metrics") { Content = content };
            using var answer = await app.SendAsync(sent, key);
            return (answer.StatusCode, answer.Headers.RetryAfter?.Delta, await answer.Content.ReadAsByteArrayAsync());
        }
    }

    // A message of type Status: its second field is the text.
    private static bool SaysSo(byte[] body)
    {
        if (body.Length == 0)
            return false;
        var message = new CodedInputStream(body);
        return message.ReadTag() == WireFormat.MakeTag(2, WireFormat.WireType.LengthDelimited) && message.ReadString().Contains("not counted twice", StringComparison.Ordinal);
    }
}
