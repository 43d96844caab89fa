namespace ScalingDashboard.Platform.Jobs;

/// <summary>One job as a room or feature registered it. What is stored in the database is its name, never its type,
/// so a job class may be renamed and moved.</summary>
/// <param name="Every">Pause between the end of a run and the next start; null for a queued job.</param>
internal sealed record JobRegistration(string Name, Type Type, TimeSpan? Every);
