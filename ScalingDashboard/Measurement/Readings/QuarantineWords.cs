namespace ScalingDashboard.Measurement.Readings;

/// <summary>Sentences about readings that were set aside.</summary>
public static class QuarantineWords
{
    /// <summary>For whoever decides about a reading that does not wait any more.</summary>
    public static string TooLate(SetAsideReading reading) => reading.State switch
    {
        QuarantineState.Superseded => $"Reading {reading.Id} does not wait any more: its key said something else{When(reading)}.",
        QuarantineState.Withdrawn => $"Reading {reading.Id} does not wait any more: its batch was taken back{When(reading)}.",
        QuarantineState.Accepted => $"Reading {reading.Id} was accepted by {reading.DecidedBy}{When(reading)}. Its batch {reading.AcceptedBatch} can be taken back.",
        _ => $"Reading {reading.Id} was {reading.State.Code()} by {reading.DecidedBy}{When(reading)}.",
    };

    private static string When(SetAsideReading reading) =>
        reading.DecidedAt is { } at ? string.Create(CultureInfo.InvariantCulture, $" on {at.UtcDateTime:yyyy-MM-dd HH:mm} UTC") : "";
}
