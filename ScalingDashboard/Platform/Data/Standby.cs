using Npgsql;

namespace ScalingDashboard.Platform.Data;

/// <summary>Streaming replicas of the database, for reading only: hosts beyond the first in the connection string
/// (<c>Host=a,b</c>). Which one is the primary is found out by asking them.</summary>
/// <param name="Source">Opens a connection to a standby, to the primary when none answers; null when only one host is named.</param>
public sealed record Standby(NpgsqlDataSource? Source);
