using System.Globalization;
using ScalingDashboard.Measurement.Ingestion;

namespace ScalingDashboard.Tests.Measurement.Ingestion;

[Trait("Ring", "Unit")]
public sealed class InstantsTests
{
    [Theory]
    [InlineData("2026-11-02T10:00:00Z", "2026-11-02T10:00:00.0000000+00:00")]
    [InlineData("2026-11-02T10:00:00+05:45", "2026-11-02T04:15:00.0000000+00:00")]
    [InlineData("2026-11-02T10:00Z", "2026-11-02T10:00:00.0000000+00:00")]
    [InlineData("2026-11-02T10:00:00.1234567Z", "2026-11-02T10:00:00.1234560+00:00")]
    public void An_instant_is_kept_to_the_microsecond(string text, string expected)
    {
        Instants.TryParse(text, out var instant).ShouldBeTrue();
        instant.ToString("O", CultureInfo.InvariantCulture).ShouldBe(expected);
    }

    [Theory]
    [InlineData("2026-11-02T10:00:00")]
    [InlineData("2026-11-02")]
    [InlineData("2026-02-30T10:00:00Z")]
    [InlineData("02.11.2026 10:00")]
    [InlineData("1762077600")]
    [InlineData("")]
    [InlineData(null)]
    public void A_moment_without_offset_or_that_never_was_is_refused(string? text) => Instants.TryParse(text, out _).ShouldBeFalse();
}
