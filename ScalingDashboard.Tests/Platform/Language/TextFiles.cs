using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Platform.Language;

/// <summary>The files of texts as translators see them.</summary>
internal static partial class TextFiles
{
    /// <summary>The files of English texts.</summary>
    public static IReadOnlyList<string> English { get; } = [.. All().Where(file => LanguageOf(file).Length == 0)];

    /// <summary>The languages of which there is any file.</summary>
    public static IReadOnlyList<string> Languages { get; } = [.. All().Select(LanguageOf).Where(language => language.Length > 0).Distinct().Order()];

    public static string In(string english, string language) => Path.ChangeExtension(english, $".{language}.resx");

    public static IReadOnlyDictionary<string, string> Read(string file) => File.Exists(file)
        ? XDocument.Load(file).Root!.Elements("data").ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value)
        : new Dictionary<string, string>();

    /// <summary>What keeps a translation from standing in for the English texts; empty when nothing does.</summary>
    public static IReadOnlyList<string> Faults(IReadOnlyDictionary<string, string> english, IReadOnlyDictionary<string, string> other, string language) =>
    [
        .. english.Keys.Except(other.Keys).Select(key => $"{key} is missing"),
        .. other.Keys.Except(english.Keys).Select(key => $"{key} stands for nothing"),
        .. english.Where(text => other.TryGetValue(text.Key, out var said) && !Places(text.Value).SetEquals(Places(said))).Select(text => $"{text.Key} has other places"),
        .. other.Where(text => string.IsNullOrWhiteSpace(text.Value)).Select(text => $"{text.Key} is empty"),
        .. english.Concat(other).Where(text => !IsFormat(text.Value, language)).Select(text => $"{text.Key} is no format"),
    ];

    public static string NameOf(string file) => Path.GetRelativePath(Checkout.Root, file);

    private static IEnumerable<string> All() =>
        Directory.EnumerateFiles(Path.Combine(Checkout.Root, "ScalingDashboard"), "*.resx", SearchOption.AllDirectories)
            .Where(file => !NameOf(file).Split('/').Any(part => part is "bin" or "obj"));

    private static string LanguageOf(string file) => Path.GetExtension(Path.GetFileNameWithoutExtension(file)).TrimStart('.');

    // How a place is written (digits, the order of a date) is for each language to say.
    private static HashSet<string> Places(string text) => [.. Place().Matches(text).Select(place => place.Groups[1].Value)];

    private static bool IsFormat(string text, string language)
    {
        try
        {
            _ = string.Format(CultureInfo.GetCultureInfo(language), text, [.. Enumerable.Range(0, 10).Cast<object?>()]);
            return true;
        }
        catch (FormatException)
        {
            // Dates have formats of their own, which no number fits.
            return text.Contains("yyyy", StringComparison.Ordinal) || text.Contains("dddd", StringComparison.Ordinal) || text.Contains(":O}", StringComparison.Ordinal);
        }
    }

    [GeneratedRegex(@"(?<!\{)\{(\d+)[^}]*\}")]
    private static partial Regex Place();
}
