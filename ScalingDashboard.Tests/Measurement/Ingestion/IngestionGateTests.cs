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

    private async Task<HttpResponseMessage> SendAsync(HttpContent content, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/readings") { Content = content };
        return await app.SendAsync(request, key);
    }

    /// <summary>With one place and none to wait.</summary>
    public sealed class Narrow() : AppFactory(Launch.NoCompany, ("Ingestion:AtOnce", "1"), ("Ingestion:Waiting", "0"));

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
