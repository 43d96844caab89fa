using ScalingDashboard.Platform.Language;

namespace ScalingDashboard.Platform.Ui;

/// <summary>What stands in the places of a <see cref="Sentence"/> and is written as the reader's country does.</summary>
public static class Spoken
{
    public static ISayable Amount(decimal? value, string unit) => As(culture => Formatting.Value(value, unit, culture));

    public static ISayable Day(DateOnly day) => As(culture => Formatting.Day(day, culture));

    public static ISayable As(Func<CultureInfo, string> said) => new Said(said);

    private sealed class Said(Func<CultureInfo, string> said) : ISayable
    {
        public string In(CultureInfo culture) => said(culture);
    }
}
