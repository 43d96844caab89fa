using Npgsql;

namespace ScalingDashboard.Measurement.Catalog;

/// <summary>Must change something of its own when a metric's definition changes, in the same transaction. Collected by
/// dependency injection.</summary>
public interface IDefinitionFollower
{
    Task FollowAsync(NpgsqlTransaction transaction, Metric before, Metric after, CancellationToken cancellationToken);
}
