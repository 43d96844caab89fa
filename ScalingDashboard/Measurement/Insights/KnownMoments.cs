using Npgsql;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Rollups;

namespace ScalingDashboard.Measurement.Insights;

/// <summary>Catalogue and roll-ups as they were known at one and the same moment: all that an answer is made of.</summary>
public sealed record Known(CatalogSnapshot Catalog, Knowledge Rollups)
{
    /// <summary>The moment. Who asks for figures as of it gets them again, for ever.</summary>
    public DateTimeOffset At => Rollups.At;
}

/// <summary>Says what is known now or was known at a moment.</summary>
public sealed class KnownMoments(RollupVersions versions, CatalogStore store, MetricCatalog catalog)
{
    /// <param name="asOf">Null is now.</param>
    /// <exception cref="Platform.Data.Invalid">The moment is still to come, or not on record.</exception>
    public async Task<Known> AtAsync(DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        if (asOf is not { } moment)
            return await NowAsync(cancellationToken);
        return await WithCatalogAsync(await versions.AtAsync(moment, cancellationToken), cancellationToken);
    }

    /// <summary>What was known of the roll-ups at a moment, and of the catalogue at the same one.</summary>
    public async Task<Known> WithCatalogAsync(Knowledge rollups, CancellationToken cancellationToken) =>
        new(await store.AtAsync(rollups.At, cancellationToken), rollups);

    private async Task<Known> NowAsync(CancellationToken cancellationToken)
    {
        var known = await versions.NowAsync(cancellationToken);
        if (catalog.Current.Version > known.Catalog)
            known = await versions.NewestAsync(cancellationToken);
        try
        {
            // Usually the current one. Another host may have changed it a moment ago, or somebody since this look.
            return new Known(await store.AtAsync(known.Catalog, cancellationToken), known);
        }
        catch (NpgsqlException)
        {
            // The database went away: what is in memory is the last that was known.
            return new Known(catalog.Current, known);
        }
    }
}
