using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Readings;

namespace ScalingDashboard.Features.Demonstration;

/// <summary>Sends generated readings through the door that all readings use.</summary>
internal sealed class DemoSender(ReadingWriter writer, MetricCatalog catalog)
{
    /// <summary>Source of the history and of reports that come by the day, week or month.</summary>
    public const string History = "demo";

    /// <summary>Source of live readings.</summary>
    public const string Simulator = "simulator";

    public Task<WriteOutcome> SendAsync(string source, IReadOnlyList<DemoReading> readings, CancellationToken cancellationToken)
    {
        var current = catalog.Current;
        // Units and systems were seeded before; one that an administrator removed since is left out.
        var batch = new List<Reading>(readings.Count);
        foreach (var r in readings)
            if (current.FindUnit(r.Unit.Code) is { } unit && (r.System is null ? 0 : current.FindSystem(r.System)?.Id) is { } system)
                batch.Add(new Reading(r.Metric.Id, unit.Id, system, r.At, "", r.Value, r.Weight));
        return writer.WriteAsync(source, batch, cancellationToken);
    }
}
