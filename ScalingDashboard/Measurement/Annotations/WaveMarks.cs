using Microsoft.Extensions.Options;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Language;

namespace ScalingDashboard.Measurement.Annotations;

/// <summary>The days on which the waves of the roll-out go live by plan. Nothing, until <see cref="RolloutOptions.StartsOn"/> says
/// when the roll-out begins.</summary>
public sealed class WaveMarks(IOptions<RolloutOptions> options, ReportingCalendar calendar) : IAnnotationSource
{
    public Task<IReadOnlyList<Annotation>> ReadAsync(AnnotationQuery query, CancellationToken cancellationToken) =>
        Task.FromResult(options.Value.StartsOn is { } start ? Of(query, start, calendar) : []);

    /// <summary>A wave is live on the day after its last week: then its people work with what it brought.</summary>
    /// <param name="start">The first day of the first week of the roll-out.</param>
    public static IReadOnlyList<Annotation> Of(AnnotationQuery query, DateOnly start, ReportingCalendar calendar) =>
    [
        .. from wave in query.Catalog.Waves
           let day = start.AddDays(7 * wave.LastWeek)
           where day >= query.From && day <= query.To
           let text = new Sentence(AnnotationsTexts.ResourceManager, nameof(AnnotationsTexts.WaveLive), wave.Number, wave.Name)
           select new Annotation(0, day, text.ToString(), AnnotationKinds.Wave, null, null, Annotation.Automatic, calendar.StartOf(day)) { Said = text },
    ];
}
