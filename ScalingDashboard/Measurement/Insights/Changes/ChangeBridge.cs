using System.Text.Json.Serialization;

namespace ScalingDashboard.Measurement.Insights.Changes;

/// <summary>Why a part of a change came about.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ChangeKind>))]
public enum ChangeKind
{
    /// <summary>A unit's own amount or level changed.</summary>
    [JsonStringEnumMemberName("amount")] Amount,

    /// <summary>A unit's own ratio changed.</summary>
    [JsonStringEnumMemberName("rate")] Rate,

    /// <summary>A unit's share of the whole changed: positive where one better than the whole grew.</summary>
    [JsonStringEnumMemberName("mix")] Mix,

    /// <summary>A unit that had not reported in the earlier period.</summary>
    [JsonStringEnumMemberName("unit-new")] UnitNew,

    /// <summary>A unit that did not report in the later period.</summary>
    [JsonStringEnumMemberName("unit-gone")] UnitGone,

    /// <summary>What was known of the earlier period when it closed was changed since.</summary>
    [JsonStringEnumMemberName("restated")] Restated,

    /// <summary>The metric was defined anew between the periods, across which nothing can be told apart.</summary>
    [JsonStringEnumMemberName("definition")] Definition,
}

/// <summary>One bar of the bridge.</summary>
/// <param name="Unit">The business unit's code; null for what concerns the whole.</param>
/// <param name="Amount">In the metric's unit; percentage points where that is a percentage.</param>
public sealed record ChangePart(ChangeKind Kind, string? Unit, decimal Amount);

/// <summary>Why a figure changed from one period to another. The parts add up to the change, to the last digit.</summary>
/// <param name="Reported">The earlier figure as it was known when its period closed; null where it was not known then.</param>
/// <param name="Before">The earlier figure as known now.</param>
public sealed record ChangeBridge(decimal? Reported, decimal Before, decimal After, IReadOnlyList<ChangePart> Parts)
{
    /// <summary>The later figure less the earlier as it was reported.</summary>
    public decimal Change => After - (Reported ?? Before);

    public decimal Of(ChangeKind kind) => Parts.Where(part => part.Kind == kind).Sum(part => part.Amount);
}

/// <summary>What one unit says of two periods.</summary>
internal readonly record struct UnitChange(string Unit, Rollups.Total Before, Rollups.Total After);
