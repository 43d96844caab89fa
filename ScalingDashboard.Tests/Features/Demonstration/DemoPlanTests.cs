using ScalingDashboard.Features.Demonstration;

namespace ScalingDashboard.Tests.Features.Demonstration;

[Trait("Ring", "Unit")]
public sealed class DemoPlanTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(731)]
    public void Chunks_cover_each_day_once_newest_first(int days)
    {
        var last = new DateOnly(2026, 9, 30);

        var chunks = DemoPlan.Of(last.AddDays(1 - days), last);

        chunks.SelectMany(c => c.Days.Reverse()).ShouldBe(Enumerable.Range(0, days).Select(i => last.AddDays(-i)));
    }
}
