using ScalingDashboard.Measurement.Catalog;

namespace ScalingDashboard.Tests.Platform.Language;

/// <summary>No language lacks a text, and none says it with other places.</summary>
[Trait("Ring", "Unit")]
public sealed class TextFilesTests
{
    private static readonly Dictionary<string, string> English = new() { ["Stale"] = "{0} of {1} stale", ["Now"] = "Now" };

    [Fact]
    public void Every_language_has_every_text_with_the_same_places() =>
        (from language in TextFiles.Languages
         from file in TextFiles.English
         from fault in TextFiles.Faults(TextFiles.Read(file), TextFiles.Read(TextFiles.In(file, language)), language)
         select $"{TextFiles.NameOf(file)}, {language}: {fault}").ShouldBeEmpty();

    [Fact]
    public void There_are_texts_and_a_second_language()
    {
        // A search that finds nothing would find no fault either.
        TextFiles.Languages.ShouldContain("de");
        TextFiles.English.Count.ShouldBeGreaterThan(10);
        TextFiles.English.Sum(file => TextFiles.Read(file).Count).ShouldBeGreaterThan(400);
    }

    [Theory]
    [InlineData("Stale is missing", "Now", "Jetzt")]
    [InlineData("Later stands for nothing", "Stale", "{0} von {1} veraltet", "Now", "Jetzt", "Later", "Später")]
    [InlineData("Stale has other places", "Stale", "{0} veraltet", "Now", "Jetzt")]
    [InlineData("Now is empty", "Stale", "{0} von {1} veraltet", "Now", " ")]
    [InlineData("Now is no format", "Stale", "{0} von {1} veraltet", "Now", "{Jetzt}")]
    public void A_fault_is_found(string fault, params string[] german) =>
        TextFiles.Faults(English, german.Chunk(2).ToDictionary(pair => pair[0], pair => pair[1]), "de").ShouldBe([fault]);

    [Fact]
    public void A_translation_may_put_places_in_another_order_and_form() =>
        TextFiles.Faults(English, new Dictionary<string, string> { ["Stale"] = "von {1:#,0} sind {0} veraltet", ["Now"] = "Jetzt" }, "de").ShouldBeEmpty();

    [Fact]
    public void Quadrants_and_panels_are_called_on_pages_as_in_the_catalogue()
    {
        var names = TextFiles.Read(TextFiles.English.Single(file => file.EndsWith("BoardNames.resx", StringComparison.Ordinal)));
        names.ShouldBe(Quadrants.All.Select(q => KeyValuePair.Create(q.Key, q.Name)).Concat(Quadrants.Panels.Select(p => KeyValuePair.Create(p.Key, p.Name))), ignoreOrder: true);
    }
}
