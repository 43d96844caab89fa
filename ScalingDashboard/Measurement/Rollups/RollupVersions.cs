using System.Collections.Frozen;
using Npgsql;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Rollups.Mirror;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Language;
using ScalingDashboard.Platform.Live;

namespace ScalingDashboard.Measurement.Rollups;

/// <summary>What is known at a moment: everything up to a pass, and nothing after it.</summary>
/// <param name="Pass">The last pass; 0 before the first.</param>
/// <param name="At">The moment. Asked for as known then, figures are those of <paramref name="Pass"/>, for ever.</param>
public sealed record Knowledge(long Pass, DateTimeOffset At)
{
    /// <summary>Now: the version of the catalogue that goes with it.</summary>
    public long Catalog { get; init; }

    /// <summary>False of a past moment that was asked for.</summary>
    public bool IsNow => Catalog > 0;
}

/// <summary>
/// What this host knows of the roll-ups. Looked at anew when a pass was committed or the catalogue changed anywhere, and every few seconds in case
/// a notification was lost; then raises <see cref="RollupTopics.Any"/>.
/// </summary>
public sealed class RollupVersions(NpgsqlDataSource database, RollupMirror mirror, LiveFeed feed, TimeProvider clock, ILogger<RollupVersions> log) : IPassWaits, IHostedService, IAsyncDisposable
{
    /// <summary>Whatever notifications were lost, every page is right within five seconds: this, a pass and a drawing.</summary>
    private static readonly TimeSpan CheckEvery = TimeSpan.FromSeconds(3);

    /// <summary>Who asks for figures of now gets them as of a moment no longer ago than this.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromSeconds(1);

    /// <summary>Of so many passes it is known how long their readings waited: those of some seconds.</summary>
    private const int WaitsKept = 64;

    private readonly SemaphoreSlim _looking = new(1, 1);
    private volatile State _state = new(new Knowledge(0, DateTimeOffset.UnixEpoch), FrozenDictionary<int, long>.Empty, []);
    private Throttle? _refresh;
    private Subscription? _subscription;
    private ITimer? _timer;

    /// <summary>What is known now, as of the last look.</summary>
    public Knowledge Known => _state.Known;

    /// <inheritdoc/>
    public DateTimeOffset? WaitingSince(long after, long until) =>
        _state.Waits.Where(wait => wait.Pass > after && wait.Pass <= until).Select(wait => (DateTimeOffset?)wait.Since).Min();

    /// <summary>The newest version of all: the number of the last pass.</summary>
    public long Newest => _state.Known.Pass;

    /// <summary>True while the last look at the database failed: figures are as of <see cref="Known"/>.</summary>
    public bool Disconnected { get; private set; }

    /// <summary>The version of what is read of a metric as known then: the last pass that changed it, 0 when none did. One
    /// that has changed since has the pass of <paramref name="known"/>, because its figures are those of that pass.</summary>
    public long Of(int metricId, Knowledge known) => Math.Min(_state.Versions.GetValueOrDefault(metricId), known.Pass);

    /// <summary>What is known now. While the database does not answer, what was known last.</summary>
    public async Task<Knowledge> NowAsync(CancellationToken cancellationToken)
    {
        if ((clock.GetUtcNow() - Known.At).Duration() < Recent)
            return Known;
        return await NewestAsync(cancellationToken);
    }

    /// <summary>The same, looked at anew.</summary>
    public async Task<Knowledge> NewestAsync(CancellationToken cancellationToken)
    {
        try
        {
            await RefreshAsync(cancellationToken);
        }
        catch (NpgsqlException e)
        {
            Lost(e);
        }
        return Known;
    }

    /// <summary>What was known at a moment.</summary>
    /// <exception cref="Invalid">The moment is still to come, or lies before the first that is on record.</exception>
    public async Task<Knowledge> AtAsync(DateTimeOffset moment, CancellationToken cancellationToken)
    {
        if (moment > clock.GetUtcNow())
            throw new Invalid(new Sentence(RollupsTexts.ResourceManager, nameof(RollupsTexts.AsOfToCome), moment));
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // A pass under way may bear an earlier time than its commit: waited for, or tomorrow's answer would be another.
        if (moment >= Known.At)
            await ExecuteAsync($"SELECT pg_advisory_xact_lock_shared({KnowledgeLock.Key})");
        await using var command = new NpgsqlCommand("SELECT pass FROM rollup_log WHERE at <= $1 ORDER BY at DESC LIMIT 1", connection, transaction);
        command.Parameters.Add(new() { Value = moment.UtcDateTime });
        return await command.ExecuteScalarAsync(cancellationToken) is long pass
            ? new Knowledge(pass, moment)
            : throw new Invalid(new Sentence(RollupsTexts.ResourceManager, nameof(RollupsTexts.AsOfUnknown), moment), StatusCodes.Status422UnprocessableEntity);

        async Task ExecuteAsync(string sql)
        {
            await using var wait = new NpgsqlCommand(sql, connection, transaction);
            await wait.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _refresh = new Throttle(RefreshAsync, TimeSpan.Zero, clock, Lost);
        _subscription = feed.Subscribe([RollupTopics.Changed, CatalogStore.Changed, LiveTopics.Reconnected], _refresh.Signal);
        await RefreshAsync(cancellationToken);
        _timer = clock.CreateTimer(_ => _refresh.Signal(), null, CheckEvery, CheckEvery);
    }

    public async Task StopAsync(CancellationToken cancellationToken) => await DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        if (_timer is not null)
            await _timer.DisposeAsync();
        _subscription?.Dispose();
        if (_refresh is not null)
            await _refresh.DisposeAsync();
    }

    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await _looking.WaitAsync(cancellationToken);
        try
        {
            // The mirror first: a pass is known here when it can be read fast.
            var mirrored = await mirror.FollowAsync(cancellationToken);
            var next = await LookAsync(mirrored ?? long.MaxValue, cancellationToken);
            // A target or a definition that changed is another figure, though no reading is.
            var isNewCatalog = next.Known.Catalog != Known.Catalog;
            var changed = Disconnected || next.Known.Pass != Newest || isNewCatalog;
            Disconnected = false;
            _state = next;
            // That, too, may have been said to nobody here.
            if (isNewCatalog)
                feed.Raise(CatalogStore.Changed);
            if (changed)
                feed.Raise(RollupTopics.Any);
        }
        finally
        {
            _looking.Release();
        }
    }

    /// <param name="limit">A later pass is left for the next look: it was committed a moment ago, and says so.</param>
    private async Task<State> LookAsync(long limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // While the lock is held no pass is under way: what is read is all that is known at this very moment.
        await using var quiet = new NpgsqlCommand($"SELECT pg_try_advisory_xact_lock_shared({KnowledgeLock.Key})", connection, transaction);
        var isQuiet = (bool)(await quiet.ExecuteScalarAsync(cancellationToken))!;
        var now = clock.GetUtcNow();
        // The pass first, so that the newest change of the catalogue is compared with its time. Changes after a pass that is
        // left for the next look are left with it.
        await using var command = new NpgsqlCommand($"""
            (SELECT 0, pass, at, pass = (SELECT max(pass) FROM rollup_log) FROM rollup_log WHERE pass <= $1 ORDER BY pass DESC LIMIT 1)
            UNION ALL (SELECT -1, id, greatest(recorded_at, '2000-01-01Z'), true FROM catalog_history
                WHERE recorded_at < coalesce((SELECT at FROM rollup_log WHERE pass > $1 ORDER BY pass LIMIT 1), 'infinity') ORDER BY id DESC LIMIT 1)
            UNION ALL SELECT metric_id, version, NULL, NULL FROM rollup_versions
            UNION ALL (SELECT -2, pass, waiting_since, NULL FROM rollup_log WHERE pass > $2 AND pass <= $1 AND waiting_since IS NOT NULL ORDER BY pass DESC LIMIT {WaitsKept})
            """, connection, transaction);
        command.Parameters.Add(SqlValue.Of(limit));
        command.Parameters.Add(SqlValue.Of(Newest));
        var waits = new List<Wait>();
        var versions = new Dictionary<int, long>();
        var (pass, catalogue, last) = (Known.Pass, 0L, Known.At);
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
            while (await reader.ReadAsync(cancellationToken))
            {
                var (kind, number) = (reader.GetInt32(0), reader.GetInt64(1));
                if (kind > 0)
                {
                    versions[kind] = number;
                    continue;
                }
                var at = reader.GetFieldValue<DateTimeOffset>(2);
                if (kind == -2)
                {
                    waits.Add(new(number, at));
                    continue;
                }
                (pass, catalogue, last) = kind == 0 ? (number, catalogue, at) : (pass, number, at > last ? at : last);
                isQuiet &= reader.GetBoolean(3);
            }
        await transaction.CommitAsync(cancellationToken);
        var moment = isQuiet && now > last ? now : pass == Known.Pass && Known.At > last ? Known.At : last;
        return new State(new Knowledge(pass, moment) { Catalog = catalogue }, versions.ToFrozenDictionary(), [.. waits.Concat(_state.Waits).Take(WaitsKept)]);
    }

    private void Lost(Exception e)
    {
        if (!Disconnected)
            RollupLog.VersionsLost(log, e.Message);
        Disconnected = true;
        feed.Raise(RollupTopics.Any);
    }

    private sealed record State(Knowledge Known, FrozenDictionary<int, long> Versions, IReadOnlyList<Wait> Waits);

    /// <summary>A pass and when the first of its readings was committed.</summary>
    private readonly record struct Wait(long Pass, DateTimeOffset Since);
}
