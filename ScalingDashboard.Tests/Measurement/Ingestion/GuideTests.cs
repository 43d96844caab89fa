using ScalingDashboard.Measurement.Ingestion;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Measurement.Ingestion;

/// <summary>The guide for those who build senders does what it says.</summary>
[Trait("Ring", "Web")]
public sealed class GuideTests(AppFactory app) : IClassFixture<AppFactory>
{
    private const int OnePage = 150;

    [Fact]
    public async Task Every_command_of_the_page_answers_what_the_page_prints()
    {
        var environment = new Dictionary<string, string> { ["SCALING"] = app.Address.GetLeftPart(UriPartial.Authority), ["KEY"] = await app.CreateKeyAsync(Policies.Ingest, Policies.Manage) };

        var answers = await Guide.RunAsync(Guide.Blocks.Select(block => block.Command), environment);

        answers.ShouldBe(Guide.Blocks.Select(block => block.Answer));
        answers.Count.ShouldBeGreaterThan(5);
    }

    [Fact]
    public void The_page_is_one_page_and_names_the_limits_that_hold()
    {
        Guide.Text.Split('\n').Length.ShouldBeLessThan(OnePage);
        Guide.Text.ShouldContain($"larger than {new IngestionOptions().MostMegabytes} MB");
        Guide.Text.ShouldContain(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{BatchBuilder.MostErrors:#,0} of them at most"));
    }
}
