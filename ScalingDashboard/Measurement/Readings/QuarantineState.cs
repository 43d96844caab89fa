namespace ScalingDashboard.Measurement.Readings;

/// <summary>What became of a reading that was set aside.</summary>
public enum QuarantineState
{
    Waiting,
    Accepted,
    Refused,

    /// <summary>Its key said something else before anybody decided.</summary>
    Superseded,

    /// <summary>Its batch was taken back before anybody decided.</summary>
    Withdrawn,
}

/// <summary>The spelling of states in JSON, addresses and the database.</summary>
public static class QuarantineStates
{
    public static string Code(this QuarantineState state) => state.ToString().ToLowerInvariant();

    public static bool TryParse(string? text, out QuarantineState state)
    {
        foreach (var candidate in Enum.GetValues<QuarantineState>())
        {
            if (candidate.Code() != text)
                continue;
            state = candidate;
            return true;
        }
        state = default;
        return false;
    }

    /// <summary>Reads what <see cref="Code"/> wrote.</summary>
    internal static QuarantineState Parse(string text) =>
        TryParse(text, out var state) ? state : throw new InvalidOperationException($"The state '{text}' is not known.");
}
