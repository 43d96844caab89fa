namespace ScalingDashboard.Platform.Ui.Cards;

/// <summary>How fresh something is, against its own rhythm.</summary>
public enum AgeState
{
    Live,

    /// <summary>Older than one interval.</summary>
    Late,

    /// <summary>Older than two intervals.</summary>
    Stale,

    /// <summary>Nothing has ever arrived.</summary>
    None,
    Error,
}

public static class AgeRules
{
    /// <summary>
    /// What a judgement has become since it was made: what was live grows late and then stale while nothing arrives.
    /// A judgement made by another measure (a closed period, for example) does not age.
    /// </summary>
    public static AgeState At(
        AgeState judged, DateTimeOffset judgedAt, DateTimeOffset? lastAt, TimeSpan interval, DateTimeOffset now)
    {
        if (lastAt is not { } last || judged is AgeState.None or AgeState.Error)
            return judged;
        return Measure(judgedAt - last, interval) == judged ? Measure(now - last, interval) : judged;
    }

    private static AgeState Measure(TimeSpan age, TimeSpan interval) =>
        age <= interval ? AgeState.Live : age <= 2 * interval ? AgeState.Late : AgeState.Stale;
}
