namespace ScalingDashboard.Measurement.Ingestion;

/// <summary>Reads instants: ISO 8601 with an offset, kept to the microsecond as PostgreSQL keeps them.</summary>
internal static class Instants
{
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK",
        "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK",
    ];

    public static bool TryParse(string? text, out DateTimeOffset instant)
    {
        instant = default;
        if (text is null || !HasOffset(text)
            || !DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed))
            return false;
        instant = new DateTimeOffset(parsed.UtcTicks - parsed.UtcTicks % TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);
        return true;
    }

    // Without it a local time of nobody knows where would be taken for UTC.
    private static bool HasOffset(string text) =>
        text.EndsWith('Z') || (text.Length > 16 && text.AsSpan(16).ContainsAny('+', '-'));
}
