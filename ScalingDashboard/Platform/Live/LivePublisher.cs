using Npgsql;

namespace ScalingDashboard.Platform.Live;

/// <summary>Raises topics here at once and on the other hosts through PostgreSQL's NOTIFY. Never call it inside a
/// transaction that writes readings: NOTIFY serialises commits.</summary>
public sealed class LivePublisher(NpgsqlDataSource database, LiveFeed feed)
{
    internal const string Channel = "scaling_live";

    /// <summary>Tells our own notifications from those of other hosts.</summary>
    internal string HostId { get; } = Path.GetRandomFileName();

    /// <summary>Raises the topics on every host. A lost notification is repaired by the periodic version check.</summary>
    public async Task PublishAsync(IReadOnlyCollection<Topic> topics, CancellationToken cancellationToken)
    {
        feed.Raise(topics);
        try
        {
            await using var command = database.CreateCommand("SELECT pg_notify($1, $2)");
            command.Parameters.Add(new() { Value = Channel });
            command.Parameters.Add(new() { Value = $"{HostId} {string.Join(' ', topics)}" });
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (NpgsqlException)
        {
            // What it tells about is done, and must not fail for it. The other hosts find it when they look again, and the
            // bridge of this host says that the database is away.
        }
    }
}
