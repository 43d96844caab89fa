using System.Text.RegularExpressions;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Platform.Ui;

/// <summary>Every pair of colours that is drawn on each other, in both themes, against WCAG 2.2: 4.5 for text, 3 for what is
/// drawn. Read from the style sheet itself, so a new shade can not slip by.</summary>
[Trait("Ring", "Unit")]
public sealed partial class TokenContrastTests
{
    // Phones zoom into a field whose text is smaller than they like.
    private const string AField = "max(var(--t14), 1rem)";

    private const double ForText = 4.5, ForDrawings = 3;

    private static readonly Dictionary<string, string[]> Tokens = Token().Matches(File.ReadAllText(Path.Combine(Checkout.Root, "ScalingDashboard", "wwwroot", "tokens.css")))
        .ToDictionary(m => m.Groups[1].Value, m => new[] { m.Groups[2].Value, m.Groups[3].Value });

    public static TheoryData<string, string, double> Pairs()
    {
        var pairs = new TheoryData<string, string, double>();
        // Chips, changes and notes stand on the card, on the page (filter bar, notices), and on a panel under the mouse.
        foreach (var text in new[] { "text", "muted", "good", "warn", "bad", "accent" })
            foreach (var ground in new[] { "card", "bg", "band-0" })
                pairs.Add(text, ground, ForText);
        pairs.Add("text", "band-1", ForText);
        pairs.Add("text", "tint", ForText);
        pairs.Add("on-accent", "accent", ForText);
        // The banner of a lost connection.
        pairs.Add("card", "warn", ForText);
        pairs.Add("graph", "card", ForDrawings);
        // A bullet's bar and tick on everything that may lie behind them.
        foreach (var ground in new[] { "band-0", "band-1", "band-2", "previous" })
            pairs.Add("text", ground, ForDrawings);
        return pairs;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void What_is_drawn_can_be_seen(string drawn, string ground, double least)
    {
        for (var theme = 0; theme < 2; theme++)
            Contrast(Tokens[drawn][theme], Tokens[ground][theme]).ShouldBeGreaterThanOrEqualTo(least, theme == 0 ? "light" : "dark");
    }

    [Fact]
    public void Only_four_sizes_of_text_exist()
    {
        var sizes = new HashSet<string>();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Checkout.Root, "ScalingDashboard"), "*.css", SearchOption.AllDirectories)
            .Where(f => !f.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj")))
            foreach (Match match in Size().Matches(File.ReadAllText(file)))
                sizes.Add(match.Groups[1].Value);
        sizes.Order(StringComparer.Ordinal).ShouldBe(["inherit", AField, "var(--t12)", "var(--t14)", "var(--t20)", "var(--t40)"]);
    }

    private static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string hex)
    {
        double Part(int at)
        {
            var part = Convert.ToInt32(hex.Substring(at, 2), 16) / 255.0;
            return part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4);
        }
        return (0.2126 * Part(0)) + (0.7152 * Part(2)) + (0.0722 * Part(4));
    }

    [GeneratedRegex(@"--([a-z0-9-]+): light-dark\(#([0-9A-F]{6}), #([0-9A-F]{6})\)")]
    private static partial Regex Token();

    // "font-size: x" and the size in "font: 550 x/16px family".
    [GeneratedRegex(@"font(?:-size)?: *(?:\d{3} )?(inherit|max\([^;]*\)(?=;)|var\(--[^)]*\)|[\d.]+[a-z%]+)")]
    private static partial Regex Size();
}
