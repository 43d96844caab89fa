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
[Collection(FaultRounds.Collection)]
public sealed class OtlpDatabaseAwayTests
{
    private const string Protobuf = "application/x-protobuf";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task While_it_is_away_an_exporter_is_told_to_send_again_and_what_it_sends_again_counts_once()
    {
        await using var server = await BreakableServer.StartNewAsync();
        await using var app = new ProductOn(server.ConnectionString);
        await app.InitializeAsync();
        var key = await app.CreateKeyAsync([.. Policies.All]);
        await app.AddUnitAsync(FaultRig.Unit);
        var request = Message(Inner(1, Inner(1, Attribute(1, "business.unit", FaultRig.Unit)), Inner(2, Inner(2, Text(1, Feeder.Metric),
            Inner(5, Inner(1, Fixed64(3, 1767607200000000000), Double(4, 7)))))));
        (await SendAsync()).Status.ShouldBe(HttpStatusCode.OK);

        await server.KillAsync();
        var (status, retryAfter, body) = await SendAsync();
        (status, retryAfter).ShouldBe((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(5)));
        var message = new CodedInputStream(body);
        message.ReadTag().ShouldBe(WireFormat.MakeTag(2, WireFormat.WireType.LengthDelimited));
        message.ReadString().ShouldContain("not counted twice");

        await server.StartAsync();
        await Eventually.TrueAsync(async () => (await SendAsync()).Status == HttpStatusCode.OK, Patience);
        (await server.ScalarAsync<long>("select count(*) from readings")).ShouldBe(1);

        async Task<(HttpStatusCode Status, TimeSpan? RetryAfter, byte[] Body)> SendAsync()
        {
            using var content = new ByteArrayContent(request) { Headers = { ContentType = new(Protobuf) } };
            using var sent = new HttpRequestMessage(HttpMethod.Post, "/v1/metrics") { Content = content };
            using var answer = await app.SendAsync(sent, key);
            answer.Content.Headers.ContentType!.MediaType.ShouldBe(Protobuf);
            return (answer.StatusCode, answer.Headers.RetryAfter?.Delta, await answer.Content.ReadAsByteArrayAsync());
        }
    }
}
