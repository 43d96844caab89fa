using ScalingDashboard.Measurement.Catalog;

namespace ScalingDashboard.Measurement.Readings;

/// <summary>Why a reading is set aside.</summary>
/// <param name="Code">Stable word for programs: one of the constants.</param>
/// <param name="Found">What the reading says, in the metric's unit.</param>
/// <param name="Expected">What would have been plausible.</param>
public sealed record Implausible(string Code, string Found, string Expected)
{
    public const string OutOfRange = "implausible-range", Jump = "implausible-jump", RefusedBefore = "refused-before";

    /// <summary>For the sender.</summary>
    public string Message => Code == RefusedBefore
        ? $"value: {Found} was refused before ({Expected}). Send the right value under the same key, if there is one."
        : $"value: {Found} is not plausible; expected {Expected}. It was set aside and counts nowhere until an analyst accepts it. If it is wrong, send the right value under the same key.";
}

/// <summary>A reading of a metric with limits.</summary>
/// <param name="Index">Position in the request, from 0; -1 when what was sent is another number: a count since a start.</param>
/// <param name="Metric">As defined on the reading's day.</param>
/// <param name="Why">Why it is set aside; null as long as nothing speaks against it.</param>
public sealed record LimitedReading(int Index, Reading Reading, Metric Metric, Implausible? Why);

/// <summary>A reading that was set aside, for the answer to its sender.</summary>
/// <param name="Index">Position in the request, from 0; -1 for what is new of a count since a start.</param>
public sealed record SetAside(int Index, Implausible Why);
