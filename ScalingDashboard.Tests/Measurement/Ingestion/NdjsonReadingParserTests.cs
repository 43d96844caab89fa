using System.Text;
using ScalingDashboard.Measurement.Ingestion;
using ScalingDashboard.Measurement.Ingestion.Json;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Measurement.Ingestion;

/// <summary>A broken line costs only itself, and the lines around it keep their numbers.</summary>
[Trait("Ring", "Unit")]
public sealed class NdjsonReadingParserTests
{
    [Theory]
    [InlineData("\uFEFF{}\r\n\n   \n{}", 2)]
    [InlineData("{}\n{}\n", 2)]
    [InlineData("", 0)]
    public async Task Lines_are_told_apart_whatever_ends_them(string body, int lines) =>
        (await ReadAsync(body)).Rejected.ShouldBe(lines);

    [Theory]
    [InlineData(100_000)]
    [InlineData(3_000_000)]
    public async Task A_line_without_end_costs_only_itself(int length)
    {
        var report = (await ReadAsync($"{{}}\n{new string('a', length)}\n{{\"unit\":")).Report(default);
        report.Rejected.ShouldBe(3);
        report.Errors[1].Message.ShouldBe("line 2: is longer than 64 KB. Put each reading on a line of its own.");
        report.Errors[2].Message.ShouldStartWith("line 3: is not valid JSON at byte ");
    }

    private static async Task<BatchBuilder> ReadAsync(string body)
    {
        var batch = new BatchBuilder(new ReadingRules(Samples.Catalog(), UnitScope.All, Samples.Calendar, Samples.Noon));
        await new NdjsonReadingParser().ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(body)), batch, CancellationToken.None);
        return batch;
    }
}
