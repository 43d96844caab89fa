namespace ScalingDashboard.Platform.Language;

/// <summary>Fills the places of texts for whoever is looked after at present.</summary>
public static class Texts
{
    /// <summary>"{0} of {1} stale" becomes "2 of 16 stale".</summary>
    public static string With(this string text, params object?[] places) => string.Format(CultureInfo.CurrentCulture, text, places);

    /// <summary>The text for one, or that for any other number, with the number in its first place.</summary>
    public static string For(int count, string one, string other) => (count == 1 ? one : other).With(count);
}
