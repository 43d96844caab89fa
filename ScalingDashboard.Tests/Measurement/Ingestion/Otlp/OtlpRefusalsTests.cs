using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Google.Protobuf;
using Microsoft.Extensions.DependencyInjection;
using ScalingDashboard.Host;
using ScalingDashboard.Measurement.Ingestion;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Measurement.Ingestion.Otlp;

/// <summary>Whoever refuses at the door of OTLP, the answer is the protocol's Status in the form of the request: an exporter
/// reads nothing else.</summary>
[Trait("Ring", "Web")]
public sealed class OtlpRefusalsTests(OtlpRefusalsTests.Narrow app) : IClassFixture<OtlpRefusalsTests.Narrow>
{
    private const string Protobuf = "application/x-protobuf", Json = "application/json";

    [Theory]
    [InlineData(Protobuf)]
    [InlineData(Json)]
    public async Task A_caller_who_is_unknown_or_may_not_is_told_in_the_protocols_own_message(string mediaType)
    {
        var stranger = await SendAsync([], mediaType, null);
        stranger.Status.ShouldBe(HttpStatusCode.Unauthorized);
        stranger.Message.ShouldContain("Authorization: Bearer KEY");
        (await SendAsync([], mediaType, "sd_wrong")).ShouldSatisfyAllConditions(a => a.Status.ShouldBe(HttpStatusCode.Unauthorized), a => a.Message.ShouldContain("unknown or revoked"));
        (await SendAsync([], mediaType, await app.CreateKeyAsync(Policies.Read))).ShouldSatisfyAllConditions(a => a.Status.ShouldBe(HttpStatusCode.Forbidden), a => a.Message.ShouldContain("can read"));
    }

    [Theory]
    [InlineData(Protobuf)]
    [InlineData(Json)]
    public async Task A_body_that_is_too_large_or_none_is_told_in_the_protocols_own_message(string mediaType)
    {
        var key = await app.CreateKeyAsync(Policies.Ingest);
        (await SendAsync(new byte[(1 << 20) + 1], mediaType, key)).ShouldSatisfyAllConditions(a => a.Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge), a => a.Message.ShouldNotBeEmpty());
        (await SendAsync([0x0A, 0xFF], mediaType, key)).ShouldSatisfyAllConditions(a => a.Status.ShouldBe(HttpStatusCode.BadRequest), a => a.Message.ShouldContain("Nothing was stored"));
    }

    [Theory]
    [InlineData(Protobuf)]
    [InlineData(Json)]
    public async Task A_batch_that_finds_no_place_is_told_when_to_come_back(string mediaType)
    {
        var key = await app.CreateKeyAsync(Policies.Ingest);
        using var held = new HeldContent(mediaType);
        var first = PostAsync(held, key);
        await Eventually.TrueAsync(() => app.Services.GetRequiredService<IngestionGate>().FreePlaces == 0, TimeSpan.FromSeconds(10));
        try
        {
            var second = await SendAsync([], mediaType, key);
            (second.Status, second.RetryAfter).ShouldBe((HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(5)));
            second.Message.ShouldContain("send it again");
        }
        finally
        {
            held.GoOn();
        }
        using var answer = await first;
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_other_doors_answer_with_problem_details_as_before()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/readings");
        using var answer = await app.SendAsync(request, null);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    private async Task<(HttpStatusCode Status, string Message, TimeSpan? RetryAfter)> SendAsync(byte[] body, string mediaType, string? key)
    {
        using var content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(mediaType) } };
        using var answer = await PostAsync(content, key);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe(mediaType);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        return (answer.StatusCode, answer.IsSuccessStatusCode ? "" : mediaType == Json ? JsonElement.Parse(bytes).GetProperty("message").GetString()! : Message(bytes), answer.Headers.RetryAfter?.Delta);
    }

    private async Task<HttpResponseMessage> PostAsync(HttpContent content, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/metrics") { Content = content };
        // Who still sends when it is refused may find the connection closed before it has read why.
        request.Headers.ExpectContinue = content.Headers.ContentLength > 0;
        return await app.SendAsync(request, key);
    }

    /// <summary>Field 2 of <c>google.rpc.Status</c>.</summary>
    private static string Message(byte[] status)
    {
        var input = new CodedInputStream(status);
        input.ReadTag().ShouldBe(WireFormat.MakeTag(2, WireFormat.WireType.LengthDelimited));
        return input.ReadString();
    }

    /// <summary>With one place, none to wait and one megabyte.</summary>
    public sealed class Narrow() : AppFactory(Launch.NoCompany, ("Ingestion:AtOnce", "1"), ("Ingestion:Waiting", "0"), ("Ingestion:MostMegabytes", "1"), ("Ingestion:LeastKilobytesPerSecond", "0"));

    /// <summary>An empty request whose end does not come until it is let go.</summary>
    private sealed class HeldContent : HttpContent
    {
        private readonly TaskCompletionSource _goOn = new();
        private readonly bool _isJson;

        public HeldContent(string mediaType)
        {
            _isJson = mediaType == Json;
            Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        }

        public void GoOn() => _goOn.TrySetResult();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            if (_isJson)
                await stream.WriteAsync("{}"u8.ToArray());
            await stream.FlushAsync();
            await _goOn.Task;
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
