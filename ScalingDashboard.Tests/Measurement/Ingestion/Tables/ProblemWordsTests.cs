using System.Text.RegularExpressions;
using ScalingDashboard.Measurement.Ingestion;
using ScalingDashboard.Measurement.Ingestion.Tables;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Measurement.Ingestion.Tables;

[Trait("Ring", "Unit")]
public sealed partial class ProblemWordsTests
{
    [Fact]
    public void Every_refusal_of_the_rules_has_its_words_for_people()
    {
        var rules = File.ReadAllText(Path.Combine(Checkout.Root, "ScalingDashboard", "Measurement", "Ingestion", "ReadingRules.cs"));
        var codes = Codes().Matches(rules).Select(match => match.Groups[1].Value).Distinct().ToList();

        codes.Count.ShouldBeGreaterThan(8);
        foreach (var code in codes)
        {
            // An address of the interface says nothing to somebody with a spreadsheet.
            var (expected, remedy) = ProblemWords.Of(new IngestionError(0, code, "nothing: is said"), null, null);
            $"{expected} {remedy}".ShouldNotContain("/api/");
            ProblemWords.FieldOf(new IngestionError(0, code, "")).ShouldNotBeNull(code);
        }
    }

    [Fact]
    public void Rule_without_words_is_said_in_its_own()
    {
        var error = new IngestionError(3, "something-new", "weight: is odd. Look at it.");

        ProblemWords.FieldOf(error).ShouldBe(TableField.Weight);
        ProblemWords.Of(error, null, null).Expected.ToString().ShouldBe("is odd. Look at it.");
    }

    [Theory]
    [InlineData("FIN-ED", null)]
    [InlineData("FIN-DR", "FIN-DE")]
    [InlineData("fin_de", "FIN-DE")]
    [InlineData("Finance Germny", "FIN-DE")]
    [InlineData("HR", null)]
    public void Name_that_is_nearly_right_is_proposed(string text, string? nearest) =>
        new TableNames(Samples.Catalog(), UnitScope.All).Nearest(TableField.Unit, text).ShouldBe(nearest);

    [Fact]
    public void Unit_out_of_sight_is_neither_found_nor_proposed()
    {
        var names = new TableNames(Samples.Catalog(), UnitScope.Of(["FIN-DE"]));

        names.Find(TableField.Unit, "Finance USA").ShouldBeNull();
        names.Nearest(TableField.Unit, "FIN-UX").ShouldBeNull();
        names.Find(TableField.Unit, "finance germany").ShouldBe("FIN-DE");
    }

    [GeneratedRegex("Refuse\\(\"([a-z-]+)\"")]
    private static partial Regex Codes();
}
