using ScalingDashboard.Platform.Language;

namespace ScalingDashboard.Platform.Ui.Cards;

/// <summary>How fresh something looks at one moment, in the language of who looks.</summary>
/// <param name="State">Shown as a shape.</param>
/// <param name="Words">"2 min ago".</param>
/// <param name="Title">What the state means, and the moment of the newest reading.</param>
public readonly record struct AgeLook(AgeState State, string Words, string Title)
{
    /// <param name="judged">The freshness as it was judged at <paramref name="judgedAt"/>.</param>
    /// <param name="judgedAt">When it was judged.</param>
    /// <param name="lastAt">When the newest reading happened.</param>
    /// <param name="interval">The longest normal silence.</param>
    /// <param name="now">The moment it is looked at.</param>
    /// <param name="ageOnly">True beside a chip that says "Stale" already.</param>
    public static AgeLook At(AgeState judged, DateTimeOffset judgedAt, DateTimeOffset? lastAt, TimeSpan interval, DateTimeOffset now, bool ageOnly)
    {
        var state = AgeRules.At(judged, judgedAt, lastAt, interval, now);
        var age = lastAt is { } last ? Formatting.Age(now - last, CultureInfo.CurrentCulture) : null;
        var words = state switch
        {
            AgeState.Live => age ?? UiTexts.FreshLive,
            AgeState.Late => UiTexts.FreshLate.With(age),
            AgeState.Stale => (ageOnly ? UiTexts.FreshOld : UiTexts.FreshStale).With(age),
            AgeState.None => UiTexts.ChipNoData,
            AgeState.Error => UiTexts.ChipError,
            _ => throw new ArgumentOutOfRangeException(nameof(judged)),
        };
        return new(state, words, lastAt is { } at ? Meaning(state).With(Minute(at)) : words);
    }

    // To the minute: with its seconds it would change, and travel, with each reading.
    private static string Minute(DateTimeOffset at) =>
        Formatting.Clock(at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMinute)), TimeZoneInfo.Utc, CultureInfo.CurrentCulture);

    private static string Meaning(AgeState state) => state switch
    {
        AgeState.Live => UiTexts.TitleLive,
        AgeState.Late => UiTexts.TitleLate,
        AgeState.Stale => UiTexts.TitleStale,
        AgeState.None => UiTexts.TitleNone,
        AgeState.Error => UiTexts.TitleError,
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };
}
