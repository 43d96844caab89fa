using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Language;

namespace ScalingDashboard.Measurement.Insights;

/// <summary>Reads moments from query strings.</summary>
public static class Moments
{
    /// <summary>An instant with its offset, like <c>2026-01-31T10:00:00Z</c>; null when nothing was given.</summary>
    /// <param name="name">The parameter, for the message.</param>
    /// <exception cref="Invalid">The text is no instant, or one without an offset: whose time it is would be a guess.</exception>
    public static DateTimeOffset? Read(string name, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        // A plus sign that was not escaped arrives as a space.
        var instant = text.Trim().Replace(' ', '+');
        var hasOffset = instant.EndsWith('Z') || (instant.Length > 16 && instant.AsSpan(16).ContainsAny('+', '-'));
        return hasOffset && DateTimeOffset.TryParse(instant, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? moment.ToUniversalTime()
            : throw new Invalid(new Sentence(InsightsTexts.ResourceManager, nameof(InsightsTexts.NoMoment), name, text));
    }
}
