using System.Xml.Linq;
using ScalingDashboard.Features.Imports;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Ingestion.Tables;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Workbooks.Uploads;
using ScalingDashboard.Tests.Platform.Workbooks;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Features.Imports;

/// <summary>A template is known again when it comes back filled in, whatever the metric's rule.</summary>
[Trait("Ring", "Unit")]
public sealed class MetricTemplateTests
{
    public static TheoryData<RollupRule> Rules => [.. Enum.GetValues<RollupRule>()];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Template_has_the_columns_of_its_rule_and_no_row(RollupRule rule)
    {
        var catalog = Samples.Catalog(Samples.Metric(rule));
        using var file = TableFile.Open("template.xlsx", MetricTemplate.Write(catalog.Metrics[0], catalog, UnitScope.All, Samples.Calendar), UploadLimits.Default);
        file.Sheets.ShouldBe(["Readings", "Notes"]);
        var header = file.Rows("Readings", default).ShouldHaveSingleItem();

        var profile = new TableProfile([], null, 1, 1, [.. TableProfiler.Headings(header).Select(heading => new TableColumn(heading, [], 0, 0))]);
        var mapping = MappingGuess.Of(profile, catalog);

        MappingGuess.Open(mapping, profile).ShouldBeEmpty();
        mapping.Of(TableField.Metric).Fixed.ShouldBe(catalog.Metrics[0].Key);
        mapping.Of(TableField.Weight).IsNone.ShouldBe(!rule.NeedsWeight());
    }

    [Fact]
    public void Template_offers_the_units_within_the_scope_and_the_systems()
    {
        var catalog = Samples.Catalog();
        var file = new XlsxFile(MetricTemplate.Write(catalog.Metrics[0], catalog, UnitScope.Of(["FIN-US"]), Samples.Calendar));

        file.Cells("Lists").Select(cell => cell.Value).ShouldBe(["FIN-US", "invoice-matching", "lead-scoring"], ignoreOrder: true);
        file.SheetElement("Readings", "dataValidations").Elements().Where(rule => (string?)rule.Attribute("type") == "list")
            .Select(rule => (string)rule.Element(XName.Get("formula1", rule.Name.NamespaceName))!).Order().ShouldBe(["Lists!$B$1:$B$1", "Lists!$C$1:$C$2"]);
        file.Cells("Notes").Select(cell => cell.Value).ShouldContain("Unit cost before minus now, times volume");
    }
}
