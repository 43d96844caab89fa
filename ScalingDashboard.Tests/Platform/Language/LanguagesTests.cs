using System.Globalization;
using ScalingDashboard.Platform.Language;
using ScalingDashboard.Platform.Ui;

namespace ScalingDashboard.Tests.Platform.Language;

[Trait("Ring", "Unit")]
public sealed class LanguagesTests
{
    private static string Plain(string text) => text.Replace(Formatting.Thin, '_').Replace(Formatting.Minus, '-').Replace('\u2019', '\'');

    [Fact]
    public void Languages_are_those_of_which_files_of_texts_were_built() => Languages.All.Select(l => l.Name).ShouldBe([Languages.Default, .. TextFiles.Languages]);

    [Theory]
    [InlineData("de-CH", "de")]
    [InlineData("de", "de")]
    [InlineData("en-GB", "en")]
    [InlineData("fr-FR", null)]
    [InlineData("", null)]
    public void A_culture_speaks_the_language_of_its_texts(string culture, string? language) => Languages.Of(CultureInfo.GetCultureInfo(culture))?.Name.ShouldBe(language);

    [Fact]
    public void A_language_is_called_as_it_calls_itself() => Languages.NameOf(CultureInfo.GetCultureInfo("de")).ShouldBe("Deutsch");

    [Theory]
    [InlineData("52412345.67", "USD", "52,4_Mio._$", "$52.4_M", "$_52.4_Mio.")]
    [InlineData("1500", "CHF", "1.500_CHF", "CHF_1,500", "CHF_1'500")]
    [InlineData("-1234.5", "EUR", "-1.235_€", "-€1,235", "-€_1'235")]
    [InlineData("99.994", "%", "99,99_%", "99.99_%", "99.99_%")]
    [InlineData("34", "points", "34_Pkt.", "34_pts", "34_Pkt.")]
    [InlineData("1234567890", "count", "1,23_Mrd.", "1.23_B", "1.23_Mrd.")]
    [InlineData("12345", "count", "12,3_Tsd.", "12.3_k", "12.3_Tsd.")]
    public void A_number_is_written_as_in_the_reader_s_country(string value, string unit, string german, string english, string swiss)
    {
        string In(string culture) => Plain(Formatting.Value(decimal.Parse(value, CultureInfo.InvariantCulture), unit, CultureInfo.GetCultureInfo(culture)));
        In("de").ShouldBe(german);
        In("en").ShouldBe(english);
        In("de-CH").ShouldBe(swiss);
    }

    [Fact]
    public void A_change_an_age_and_a_day_are_told_in_the_reader_s_language()
    {
        var german = CultureInfo.GetCultureInfo("de");
        Plain(Formatting.ChangeWords(50_100_000, 48_000_000, "USD", "ggü. Vorjahr", german)).ShouldBe("+2,1_Mio. (+4,4_%) ggü. Vorjahr");
        Plain(Formatting.ChangeWords(82.4m, 77.3m, "%", "ggü. Vorjahr", german)).ShouldBe("+5,1_PP ggü. Vorjahr");
        Plain(Formatting.ChangeWords(5, 0, "count", "ggü. Vorjahr", german)).ShouldBe("+5, n. v. (Basis 0) ggü. Vorjahr");
        Plain(Formatting.Age(TimeSpan.FromDays(3), german)).ShouldBe("3_Tage");
        Formatting.Day(new(2026, 11, 22), german).ShouldBe("22. Nov. 2026");
        Formatting.Month(new(2026, 3, 1), german).ShouldBe("Mär 2026");
        Formatting.Raw(1234.5m).ShouldBe("1234.5");
    }
}
