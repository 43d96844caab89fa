using Npgsql;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Rollups;

namespace ScalingDashboard.Measurement.Annotations;

/// <summary>Reads what explains a series: people's notes and what the sources find. A note of a unit outside the slice, and with it
/// outside the caller's scope, is never among them.</summary>
public sealed class AnnotationReader(NpgsqlDataSource database, IEnumerable<IAnnotationSource> sources)
{
    private readonly AnnotationTable _notes = new(database);

    /// <param name="to">Last day, included.</param>
    /// <param name="catalog">As known at the moment of <paramref name="rollups"/>.</param>
    /// <param name="rollups">Of now: notes as they are. Of a past moment: those that stood then.</param>
    /// <returns>In the order of days; of one day what is automatic first.</returns>
    public async Task<IReadOnlyList<Annotation>> ReadAsync(
        Metric metric, Slice slice, DateOnly from, DateOnly to, CatalogSnapshot catalog, Knowledge rollups, CancellationToken cancellationToken)
    {
        var found = await _notes.ReadAsync(metric, slice, from, to, rollups.IsNow ? null : rollups.At, catalog, cancellationToken);
        var query = new AnnotationQuery(metric, slice, from, to, catalog, rollups);
        foreach (var source in sources)
            found.AddRange(await source.ReadAsync(query, cancellationToken));
        return [.. found.OrderBy(a => a.Day).ThenBy(a => a.Id)];
    }
}
