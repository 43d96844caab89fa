using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Platform.Language;

/// <summary>No words of a page are hidden from translators in its markup.</summary>
[Trait("Ring", "Unit")]
public sealed class LiteralsTests
{
    [Fact]
    public void All_words_of_the_pages_are_in_files_of_texts() =>
        (from file in Directory.EnumerateFiles(Path.Combine(Checkout.Root, "ScalingDashboard"), "*.razor", SearchOption.AllDirectories)
         from words in Literals.Of(File.ReadAllText(file))
         select $"{Path.GetRelativePath(Checkout.Root, file)}: {words}").ShouldBeEmpty();

    [Theory]
    [InlineData("<p>Nothing here</p>", "Nothing here")]
    [InlineData("<p>@Count more</p>", "more")]
    [InlineData("@if (x > 1)\n{\n    <b>Late</b>\n}\nelse if (Of(y) is { } z)\n{\n    <i>Soon</i>\n}", "Late", "Soon")]
    [InlineData("<button title=\"Refresh\" class=\"button quiet\">@T.Refresh</button>", "title=\"Refresh\"")]
    [InlineData("<input placeholder=\"Find\" name=\"search\" />", "placeholder=\"Find\"")]
    [InlineData("<b @onclick=\"() => Go(1)\">Go on</b>", "Go on")]
    [InlineData("<svg role=\"img\" aria-label=\"Trend of @Name\"></svg>", "aria-label=\"Trend of \u0001\"")]
    public void Words_in_the_markup_are_found(string razor, params string[] words) => Literals.Of(razor).ShouldBe(words);

    [Theory]
    [InlineData("<p class=\"hint\" data-value=\"raw\">@T.Nothing</p>")]
    [InlineData("@* A comment in words. *@\n@page \"/reports\"\n<p>@(x ? T.A : \"\")</p>\n@code {\n    private string _text = \"Words\";\n}")]
    [InlineData("@foreach (var one in All(\"a\"))\n{\n    <li>@one.Name · @T.Of.With(one.Name, \"x\")</li>\n}\nelse\n{\n    <code>./run keys create</code>\n}")]
    [InlineData("<Picker IsActive=\"Chosen.Length > 0\" Values=\"known.ConvertAll(p => p.Value)\" />")]
    [InlineData("<button title=\"@T.Title\" aria-label=\"@T.Label.With(Name)\">×</button>")]
    public void What_is_no_word_for_readers_is_left_alone(string razor) => Literals.Of(razor).ShouldBeEmpty();
}
