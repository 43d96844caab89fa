namespace ScalingDashboard.Features.Imports;

/// <summary>Log messages 3400-3499.</summary>
internal static partial class ImportLog
{
    [LoggerMessage(3400, LogLevel.Information, "Import {Id} {Step}: {New} new, {Changed} changed, {Unchanged} unchanged, {Rejected} rejected")]
    public static partial void Checked(ILogger log, Guid id, string step, int @new, int changed, int unchanged, int rejected);

    [LoggerMessage(3401, LogLevel.Information, "Import {Id} undone: batch {Batch} taken back")]
    public static partial void Undone(ILogger log, Guid id, long batch);

    [LoggerMessage(3402, LogLevel.Error, "Import {Id} gave up {Step}")]
    public static partial void GaveUp(ILogger log, Exception exception, Guid id, string step);

    [LoggerMessage(3403, LogLevel.Information, "Imports: {Forgotten} files forgotten, {Removed} removed, {Stuck} given up")]
    public static partial void CleanedUp(ILogger log, int forgotten, int removed, int stuck);
}
