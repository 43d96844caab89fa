using System.Security.Claims;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Targets;

/// <summary>Sets and withdraws the targets of a metric for one unit or the whole company. Open boards follow at once.</summary>
public sealed class SetTargets(CatalogStore store, MetricCatalog catalog)
{
    /// <summary>Replaces all spans of one trajectory.</summary>
    /// <exception cref="Refused">The whole company is meant by somebody who does not see all of it.</exception>
    /// <exception cref="NotFound">The metric does not exist.</exception>
    /// <exception cref="Invalid">A field is wrong; the message names it.</exception>
    public async Task RunAsync(string metric, TargetsRequest asked, ClaimsPrincipal by, DateOnly today, CancellationToken cancellationToken)
    {
        var (defined, unit) = (Find(metric).On(today), UnitOf(asked.Unit, by.UnitScope()));
        var trajectory = new Trajectory
        {
            Key = Trajectory.KeyOf(metric, unit),
            Metric = metric,
            Unit = unit,
            Measure = defined.Unit,
            Spans = SpanRequests.Read(defined, asked.Spans),
            ChangedBy = NameOf(by),
        };
        await store.SaveTrajectoriesAsync([trajectory], cancellationToken);
    }

    /// <summary>Takes them back. Boards as of a moment before still have them.</summary>
    /// <exception cref="NotFound">There are none.</exception>
    public async Task WithdrawAsync(string metric, string? unit, ClaimsPrincipal by, CancellationToken cancellationToken)
    {
        var code = UnitOf(unit, by.UnitScope());
        var set = catalog.Current.TrajectoriesOf(Find(metric)).FirstOrDefault(t => t.Unit == code)
            ?? throw new NotFound(TargetWords.Say(code is null ? nameof(TargetsTexts.NoTargetsOfCompany) : nameof(TargetsTexts.NoTargets), metric, code));
        await store.SaveTrajectoriesAsync([set with { Spans = TargetSpans.None, ChangedBy = NameOf(by) }], cancellationToken);
    }

    private Metric Find(string key) =>
        catalog.Current.FindMetric(key) ?? throw new NotFound(TargetWords.Say(nameof(TargetsTexts.NoMetric), key));

    private string? UnitOf(string? code, UnitScope scope)
    {
        if (string.IsNullOrWhiteSpace(code))
            return scope.IsAll ? null : throw new Refused(TargetWords.Say(nameof(TargetsTexts.CompanyNotSeen)));
        return scope.Includes(code) && catalog.Current.FindUnit(code) is not null
            ? code
            : throw TargetWords.Wrong(nameof(TargetsTexts.NoUnit), code);
    }

    private static string NameOf(ClaimsPrincipal by) => by.Identity?.Name ?? "unnamed";
}
