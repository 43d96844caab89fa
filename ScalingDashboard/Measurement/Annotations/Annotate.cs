using System.Security.Claims;
using Npgsql;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Language;
using ScalingDashboard.Platform.Live;

namespace ScalingDashboard.Measurement.Annotations;

/// <summary>What a person asks to have written.</summary>
/// <param name="Metric">Key of the metric; null for every metric.</param>
/// <param name="Day">Like <c>2026-11-02</c>.</param>
/// <param name="Unit">Code of a unit; null for all units.</param>
public sealed record NoteRequest(string? Metric, string? Day, string? Text, string? Unit);

/// <summary>People's notes: written, and withdrawn again.</summary>
public sealed class Annotate(NpgsqlDataSource database, MetricCatalog catalog, LivePublisher live, TimeProvider clock)
{
    private readonly AnnotationTable _notes = new(database);

    /// <exception cref="Refused">The person may not annotate, or not for all units.</exception>
    /// <exception cref="NotFound">The metric does not exist.</exception>
    /// <exception cref="Invalid">A field is wrong; the message names it.</exception>
    public async Task<Annotation> RunAsync(NoteRequest asked, ClaimsPrincipal by, CancellationToken cancellationToken)
    {
        Demand(by);
        var current = catalog.Current;
        var metric = asked.Metric is not { } key ? null
            : current.FindMetric(key) ?? throw new NotFound(new Sentence(AnnotationsTexts.ResourceManager, nameof(AnnotationsTexts.NoMetric), key));
        var (day, text) = (AnnotationRules.Day(asked.Day), AnnotationRules.Text(asked.Text));
        var unit = AnnotationRules.Unit(asked.Unit, current, by.UnitScope());
        var note = new Annotation(0, day, text, AnnotationKinds.Note, metric?.Key, unit?.Code, NameOf(by), clock.GetUtcNow());
        var written = await _notes.AddAsync(note, metric, unit, cancellationToken);
        await live.PublishAsync([AnnotationTopics.Any], cancellationToken);
        return written;
    }

    /// <summary>Takes a note back. It stays on record.</summary>
    /// <exception cref="NotFound">There is none, or it is of a unit that the person does not see.</exception>
    /// <exception cref="Refused">It is somebody else's.</exception>
    public async Task WithdrawAsync(long id, ClaimsPrincipal by, CancellationToken cancellationToken)
    {
        Demand(by);
        var note = await _notes.FindAsync(id, catalog.Current, cancellationToken);
        if (note is null || (note.Unit is { } unit && !by.UnitScope().Includes(unit)))
            throw Missing(id);
        if (!AnnotationRules.CanWithdraw(note, by))
            throw new Refused(new Sentence(AnnotationsTexts.ResourceManager, nameof(AnnotationsTexts.NotYours), note.Author));
        if (!await _notes.WithdrawAsync(id, NameOf(by), clock.GetUtcNow(), cancellationToken))
            throw Missing(id);
        await live.PublishAsync([AnnotationTopics.Any], cancellationToken);
    }

    private static void Demand(ClaimsPrincipal by)
    {
        if (!by.Can(Policies.Annotate))
            throw new Refused(new Sentence(AnnotationsTexts.ResourceManager, nameof(AnnotationsTexts.OnlySignedIn)));
    }

    private static string NameOf(ClaimsPrincipal by) => by.Identity?.Name ?? throw new InvalidOperationException("A person who is signed in has a name.");

    private static NotFound Missing(long id) => new(new Sentence(AnnotationsTexts.ResourceManager, nameof(AnnotationsTexts.NoNote), id));
}
