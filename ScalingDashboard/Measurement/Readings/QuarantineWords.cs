using ScalingDashboard.Platform.Language;
using ScalingDashboard.Platform.Ui;

namespace ScalingDashboard.Measurement.Readings;

/// <summary>Sentences about readings that were set aside.</summary>
public static class QuarantineWords
{
    /// <summary>For whoever decides about a reading that does not wait any more.</summary>
    public static Sentence TooLate(SetAsideReading reading) => reading.State switch
    {
        QuarantineState.Superseded => Say(nameof(ReadingsTexts.SaidElse), reading),
        QuarantineState.Withdrawn => Say(nameof(ReadingsTexts.BatchGone), reading),
        QuarantineState.Accepted => Say(nameof(ReadingsTexts.WasAccepted), reading),
        QuarantineState.Refused => Say(nameof(ReadingsTexts.WasRefused), reading),
        _ => Say(nameof(ReadingsTexts.StillWaits), reading),
    };

    internal static Sentence Say(string key, params object?[] places) => new(ReadingsTexts.ResourceManager, key, places);

    private static Sentence Say(string key, SetAsideReading reading) => Say(key, reading.Id, When(reading), reading.DecidedBy, reading.AcceptedBatch);

    private static ISayable When(SetAsideReading reading) =>
        Spoken.As(culture => reading.DecidedAt is { } at ? $"{Formatting.Clock(at, TimeZoneInfo.Utc, culture)} UTC" : Formatting.Missing);
}
