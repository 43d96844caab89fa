using ScalingDashboard.Platform.Access;

namespace ScalingDashboard.Measurement.Catalog;

/// <summary>Tells the access room which business units exist.</summary>
internal sealed class UnitDirectory(CatalogStore store) : IUnitDirectory
{
    // From the database, not from the shared snapshot: a command runs beside the product and has none yet.
    public async Task<IReadOnlyCollection<string>> CodesAsync(CancellationToken cancellationToken) =>
        [.. (await store.LoadAsync(cancellationToken)).Units.Select(unit => unit.Code)];
}
