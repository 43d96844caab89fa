using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using ScalingDashboard.Host;
using ScalingDashboard.Measurement.Ingestion;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Measurement.Ingestion;

/// <summary>Overload is said, not hidden (requirement 10).</summary>
[Trait("Ring", "Web")]
public sealed class IngestionGateTests(IngestionGateTests.Narrow app) : IClassFixture<IngestionGateTests.Narrow>
{
    private const string Body = "metric,unit,system,at,value,weight,key\nimpact.cost_savings.cashable,FIN-DE,,2026-01-01T00:00:00Z,7,,one\n";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task A_batch_that_finds_no_place_is_told_to_come_back_and_one_that_has_its_place_is_stored()
    {
        await app.AddUnitAsync("FIN-DE");
        var key = await app.CreateKeyAsync(Policies.Ingest);
        using var slow = new HeldContent(Body);
        var first = SendAsync(slow, key);
        await Eventually.TrueAsync(() => app.Services.GetRequiredService<IngestionGate>().FreePlaces == 0, Patience);

        using (var second = await SendAsync(new StringContent(Body, Encoding.UTF8, "text/csv"), key))
        {
            second.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
            second.Headers.RetryAfter?.Delta.ShouldBe(TimeSpan.FromSeconds(5));
        }

        slow.GoOn();
        (await first).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var third = await SendAsync(new StringContent(Body, Encoding.UTF8, "text/csv"), key);
        (await third.Content.ReadAsStringAsync()).ShouldStartWith("""{"accepted":0,"unchanged":1,""");
    }

    [Fact]
    public async Task One_sender_leaves_room_for_the_others()
    {
        await using var wide = new Wide();
        await wide.InitializeAsync();
        await wide.AddUnitAsync("FIN-DE");
        var (greedy, modest) = (await wide.CreateKeyAsync(Policies.Ingest), await wide.CreateKeyAsync(Policies.Ingest));
        var held = Enumerable.Range(0, 3).Select(_ => new HeldContent(Body)).ToList();
        var sent = held.ConvertAll(content => SendAsync(content, greedy, wide));
        await Eventually.TrueAsync(() => wide.Services.GetRequiredService<IngestionGate>().FreePlaces == 1, Patience);

        using (var fourth = await SendAsync(new StringContent(Body, Encoding.UTF8, "text/csv"), greedy, wide))
            fourth.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        using (var other = await SendAsync(new StringContent(Body, Encoding.UTF8, "text/csv"), modest, wide))
            other.StatusCode.ShouldBe(HttpStatusCode.OK);

        held.ForEach(content => content.GoOn());
        foreach (var answer in await Task.WhenAll(sent))
            using (answer)
                answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        held.ForEach(content => content.Dispose());
    }

    private Task<HttpResponseMessage> SendAsync(HttpContent content, string key) => SendAsync(content, key, app);

    private static async Task<HttpResponseMessage> SendAsync(HttpContent content, string key, AppFactory app)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/readings") { Content = content };
        return await app.SendAsync(request, key);
    }

    /// <summary>With one place and none to wait.</summary>
    public sealed class Narrow() : AppFactory(Launch.NoCompany, ("Ingestion:AtOnce", "1"), ("Ingestion:Waiting", "0"), ("Ingestion:LeastKilobytesPerSecond", "0"));

    /// <summary>With four places and none to wait.</summary>
    private sealed class Wide() : AppFactory(Launch.NoCompany, ("Ingestion:AtOnce", "4"), ("Ingestion:Waiting", "0"), ("Ingestion:LeastKilobytesPerSecond", "0")), IAsyncDisposable
    {
        async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();
    }

    /// <summary>A body whose end does not come until it is let go.</summary>
    private sealed class HeldContent : HttpContent
    {
        private readonly byte[] _bytes;
        private readonly TaskCompletionSource _goOn = new();

        public HeldContent(string text)
        {
            _bytes = Encoding.UTF8.GetBytes(text);
            Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        }

        public void GoOn() => _goOn.SetResult();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(_bytes);
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
