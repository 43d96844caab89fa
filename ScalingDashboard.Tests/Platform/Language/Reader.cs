using System.Globalization;

namespace ScalingDashboard.Tests.Platform.Language;

/// <summary>Looks as a reader of a culture does until it is disposed.</summary>
internal sealed class Reader : IDisposable
{
    private readonly CultureInfo _culture = CultureInfo.CurrentCulture, _language = CultureInfo.CurrentUICulture;

    private Reader(string culture) => CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);

    public static Reader Of(string culture) => new(culture);

    public void Dispose() => (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (_culture, _language);
}
