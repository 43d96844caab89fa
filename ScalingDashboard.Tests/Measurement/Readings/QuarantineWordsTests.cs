using System.Globalization;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Readings;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Measurement.Readings;

[Trait("Ring", "Unit")]
public sealed class QuarantineWordsTests
{
    [Theory]
    [InlineData(QuarantineState.Refused, "Reading 7 was refused by grace@example.com on 22 Nov 2026, 12:00 UTC.", "Messwert 7 wurde von grace@example.com abgelehnt, 22. Nov. 2026, 12:00 UTC.")]
    [InlineData(QuarantineState.Accepted, "Reading 7 was accepted by grace@example.com on 22 Nov 2026, 12:00 UTC. Its batch 9 can be taken back.",
        "Messwert 7 wurde von grace@example.com angenommen, 22. Nov. 2026, 12:00 UTC. Seine Lieferung 9 kann zurückgenommen werden.")]
    [InlineData(QuarantineState.Superseded, "Reading 7 does not wait any more: its key said something else on 22 Nov 2026, 12:00 UTC.",
        "Messwert 7 wartet nicht mehr: Sein Schlüssel sagte etwas anderes, 22. Nov. 2026, 12:00 UTC.")]
    [InlineData(QuarantineState.Waiting, "Reading 7 waits already.", "Messwert 7 wartet schon.")]
    public void Who_comes_too_late_is_told_why(QuarantineState state, string english, string german)
    {
        var said = QuarantineWords.TooLate(new(
            7, Samples.Metric(), new BusinessUnit(1, "FIN-DE", "Finance Germany", "EMEA", "DE"), null, "erp", Samples.Noon, "k", 1, null, 3, Samples.Noon,
            "range", "1", "2", state, null, "grace@example.com", Samples.Noon, 9));
        said.ToString().ShouldBe(english);
        said.In(CultureInfo.GetCultureInfo("de")).ShouldBe(german);
    }
}
