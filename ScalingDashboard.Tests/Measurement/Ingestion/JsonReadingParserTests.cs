using System.Text;
using ScalingDashboard.Measurement.Ingestion;
using ScalingDashboard.Measurement.Ingestion.Json;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Measurement.Ingestion;

/// <summary>Odd JSON is refused in words, never with a server error and never half in silence.</summary>
[Trait("Ring", "Unit")]
public sealed class JsonReadingParserTests
{
    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"readings\":{}}")]
    [InlineData("{\"readings\":[],\"more\":1}")]
    [InlineData("{\"readings\":[],\"readings\":[]}")]
    [InlineData("{\"\\ud800\":[]}")]
    [InlineData("{\"readings\":[")]
    public async Task A_body_that_is_no_batch_is_refused(string body) => await Should.ThrowAsync<Invalid>(() => ReadAsync(body));

    [Theory]
    [InlineData("{\"\\udc00\":1}")]
    [InlineData("{\"unit\":\"\\ud800\"}")]
    [InlineData("{\"unit\":\"A\",\"unit\":\"B\"}")]
    [InlineData("7")]
    public async Task A_reading_with_odd_text_costs_only_itself(string reading) =>
        (await ReadAsync($"{{\"readings\":[{reading},{reading}]}}")).Rejected.ShouldBe(2);

    private static async Task<BatchBuilder> ReadAsync(string body)
    {
        var batch = new BatchBuilder(new ReadingRules(Samples.Catalog(), UnitScope.All, Samples.Calendar, Samples.Noon));
        await new JsonReadingParser().ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(body)), batch, CancellationToken.None);
        return batch;
    }
}
