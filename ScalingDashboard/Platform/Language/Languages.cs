namespace ScalingDashboard.Platform.Language;

/// <summary>The languages of the pages: English, and every other of which texts lie beside the program. A further one needs files and no
/// code.</summary>
public static class Languages
{
    /// <summary>The language that every other falls back to.</summary>
    public const string Default = "en";

    /// <summary>Where a form sends the choice, as <see cref="ChoiceField"/>; open to everybody.</summary>
    public const string Address = "/language";

    public const string ChoiceField = "language";

    /// <summary>English first. Without data about cultures there is no other.</summary>
    public static IReadOnlyList<CultureInfo> All { get; } = Find(AppContext.BaseDirectory);

    /// <summary>The languages as they are spoken in every country: who reads German in Zurich reads Swiss numbers.</summary>
    public static IReadOnlyList<CultureInfo> Cultures { get; } =
        [.. All, .. CultureInfo.GetCultures(CultureTypes.SpecificCultures).Where(culture => Of(culture) is { } language && !culture.Equals(language))];

    /// <summary>The language of whoever is looked after at present, as documents name it.</summary>
    public static string Current => Of(CultureInfo.CurrentUICulture)?.Name is { Length: > 0 } name ? name : Default;

    /// <summary>The language that a culture speaks; null when there are no texts of it.</summary>
    public static CultureInfo? Of(CultureInfo culture)
    {
        for (var one = culture; ; one = one.Parent)
        {
            if (All.Contains(one))
                return one;
            if (one.Equals(CultureInfo.InvariantCulture))
                return null;
        }
    }

    /// <summary>A language by its name; null for one that is not there.</summary>
    public static CultureInfo? Find(string? name, IEnumerable<CultureInfo> among) =>
        among.FirstOrDefault(culture => culture.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>A language in its own words: "Deutsch".</summary>
    public static string NameOf(CultureInfo language) => language.TextInfo.ToTitleCase(language.NativeName);

    // The build puts the texts of each language into a folder that has its name.
    private static List<CultureInfo> Find(string folder)
    {
        var texts = $"{typeof(Languages).Assembly.GetName().Name}.resources.dll";
        var names = Directory.EnumerateDirectories(folder).Where(one => File.Exists(Path.Combine(one, texts))).Select(one => Path.GetFileName(one)!);
        List<CultureInfo> known = [.. names.Order(StringComparer.Ordinal).Prepend(Default).Select(Known).OfType<CultureInfo>()];
        return known.Count > 0 ? known : [CultureInfo.InvariantCulture];
    }

    private static CultureInfo? Known(string name)
    {
        try
        {
            return CultureInfo.GetCultureInfo(name);
        }
        catch (CultureNotFoundException)
        {
            // A machine without data about cultures knows none: then the pages speak English and write numbers as programs do.
            return null;
        }
    }
}
