using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Ingestion.Tables;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Measurement.Ingestion.Tables;

[Trait("Ring", "Unit")]
public sealed class MappingGuessTests
{
    private static readonly CatalogSnapshot Catalog = Samples.Catalog();

    [Fact]
    public void Usual_headings_are_known_in_any_spelling()
    {
        var mapping = MappingGuess.Of(Profile("KPI", "Business Unit", "AI-System", "Date", "Amount", "Out of", "Comment"), Catalog);

        TableFields.All.Select(f => mapping.Of(f).Column).ShouldBe(["KPI", "Business Unit", "AI-System", "Date", "Amount", "Out of", null]);
        MappingGuess.Open(mapping, Profile("KPI", "Business Unit", "AI-System", "Date", "Amount", "Out of", "Comment")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("impact.cost_savings.cashable")]
    [InlineData("Cashable Savings")]
    public void Column_called_like_a_metric_holds_its_values(string heading)
    {
        var mapping = MappingGuess.Of(Profile("unit", "date", heading), Catalog);

        mapping.Of(TableField.Metric).Fixed.ShouldBe("impact.cost_savings.cashable");
        mapping.Of(TableField.Value).Column.ShouldBe(heading);
    }

    [Fact]
    public void What_is_missing_or_can_be_read_in_two_ways_is_asked()
    {
        var profile = new TableProfile([], null, 1, 9,
        [
            new("unit", [], 0, 0), new("day", [], 0, DateSigns.Either), new("value", [], NumberSigns.Either, 0),
        ]);
        var mapping = MappingGuess.Of(profile, Catalog);

        MappingGuess.Open(mapping, profile).Count.ShouldBe(3);

        mapping = mapping.With(TableField.Metric, new(null, "impact.cost_savings.cashable")) with { Numbers = NumberStyle.Comma, Dates = DateOrder.DayFirst };
        MappingGuess.Open(MappingGuess.Settled(mapping, profile), profile).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(NumberSigns.Comma | NumberSigns.Either, NumberStyle.Comma)]
    [InlineData(NumberSigns.Point | NumberSigns.Either, NumberStyle.Point)]
    [InlineData(NumberSigns.None, NumberStyle.Unsaid)]
    public void One_number_that_can_only_be_read_in_one_way_says_it_for_all(NumberSigns signs, NumberStyle style) =>
        MappingGuess.Of(new TableProfile([], null, 1, 9, [new("value", [], signs, 0)]), Catalog).Numbers.ShouldBe(style);

    [Fact]
    public void Tables_with_the_same_headings_are_the_same_also_with_our_own_columns_beside() =>
        Profile("Unit", "value").Signature.ShouldBe(Profile("VALUE", "unit", "problem: row", "problem: remedy").Signature);

    [Fact]
    public void Mapping_survives_being_stored()
    {
        var mapping = MappingGuess.Of(Profile("unit", "date", "impact.cost_savings.cashable"), Catalog) with { Numbers = NumberStyle.Comma };

        var read = TableMapping.Parse(mapping.ToJson());

        (read.Numbers, read.Fields.Count).ShouldBe((NumberStyle.Comma, mapping.Fields.Count));
        TableFields.All.ShouldAllBe(f => read.Of(f) == mapping.Of(f));
    }

    private static TableProfile Profile(params string[] headings) => new([], null, 1, 1, [.. headings.Select(h => new TableColumn(h, [], 0, 0))]);
}
