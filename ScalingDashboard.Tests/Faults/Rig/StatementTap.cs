using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Faults.Rig;

/// <summary>One statement on its way to the server.</summary>
/// <param name="Transaction">Tells transactions apart; 0 outside of any.</param>
/// <param name="Ordinal">1 for the first statement after BEGIN; COMMIT counts too.</param>
/// <param name="First">The transaction's first statement, by which its kind is recognised.</param>
internal sealed record Statement(string Sql, int Transaction, int Ordinal, string First);

/// <summary>
/// Stands between the product and PostgreSQL and reads along. So a test can stop the product at any one statement of a
/// transaction, without a seam in the product: the named point is the statement itself.
/// </summary>
internal sealed class StatementTap : IAsyncDisposable
{
    public const string Commit = "COMMIT";
    public const string Rollback = "ROLLBACK";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Task, byte> _connections = new();
    private readonly Lock _gate = new();
    private readonly List<Hold> _holds = [];
    private readonly Task _accepting;
    private ConcurrentQueue<Statement>? _record;
    private int _transactions;

    public StatementTap(int serverPort)
    {
        ServerPort = serverPort;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public int ServerPort { get; }

    /// <summary>
    /// The mutation: from now on each statement of such a transaction commits by itself, as in a product that forgot the
    /// transaction: COMMIT and BEGIN are put between the statements.
    /// </summary>
    public TransactionPath? TakenApart { get; set; }

    /// <summary>A mutation: what the product says, and what the server hears, of the same length at most.</summary>
    public (string Said, string Heard)? Misheard { get; set; }

    /// <summary>Asked for each notification of the server: true for one that does not arrive.</summary>
    public Func<bool>? Loses { get; set; }

    /// <summary>Watches until a transaction that has a statement with <paramref name="part"/> went by, whole.</summary>
    public async Task<TransactionPath> LearnAsync(string part)
    {
        var record = _record = new ConcurrentQueue<Statement>();
        var paths = from statement in record
                    where statement.Transaction > 0
                    group statement.Sql by statement.Transaction into statements
                    where Begins(statements.First()) && statements.Last() == Commit && statements.Any(sql => sql.Contains(part, StringComparison.Ordinal))
                    select statements.Skip(1).ToList();
        await Eventually.TrueAsync(() => paths.Any(), Patience);
        _record = null;
        return new(paths.First());
    }

    /// <summary>Holds the next transaction that comes to the point.</summary>
    public Hold HoldAt(TransactionPoint point)
    {
        var hold = new Hold(point);
        lock (_gate)
            _holds.Add(hold);
        return hold;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await Task.WhenAll([_accepting, .. _connections.Keys]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    internal static bool Begins(string sql) => sql.StartsWith("BEGIN", StringComparison.Ordinal);

    internal int NextTransaction() => Interlocked.Increment(ref _transactions);

    /// <summary>Reads along, and says whether the statement is a point that somebody waits for.</summary>
    internal Hold? See(Statement statement)
    {
        _record?.Enqueue(statement);
        lock (_gate)
        {
            var hold = _holds.Find(h => h.Point.IsHere(statement));
            if (hold is not null)
                _holds.Remove(hold);
            return hold;
        }
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            var connection = new TapConnection(this, client, new()).RunAsync(_stop.Token);
            _connections.TryAdd(connection, 0);
            _ = connection.ContinueWith(ended => _connections.TryRemove(ended, out _), TaskScheduler.Default);
        }
    }
}

/// <summary>A place where the product stands still until the test lets go, or has killed it.</summary>
internal sealed class Hold(TransactionPoint point)
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<bool> _verdict = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TransactionPoint Point => point;

    /// <summary>The product is there.</summary>
    public Task Reached => _reached.Task;

    /// <summary>True to go on, false when the connection ends here.</summary>
    internal Task<bool> Verdict => _verdict.Task;

    internal void Reach() => _reached.TrySetResult();

    public void GoOn() => _verdict.TrySetResult(true);

    /// <summary>What is held never arrives, and both ends see the connection end.</summary>
    public void Cut() => _verdict.TrySetResult(false);
}

/// <summary>A kind of transaction, as it was watched.</summary>
/// <param name="Statements">From the first one after BEGIN to COMMIT.</param>
internal sealed record TransactionPath(IReadOnlyList<string> Statements)
{
    private const int LongestShown = 40;

    /// <summary>All places at which it can break: first where most is at stake, before its last words, before and after its
    /// COMMIT, then before each earlier statement.</summary>
    public IReadOnlyList<TransactionPoint> Points =>
    [
        Before(Statements.Count - 1), Before(Statements.Count), new("after COMMIT", At(Statements.Count), true),
        .. Enumerable.Range(1, Statements.Count - 2).Reverse().Select(Before),
    ];

    private TransactionPoint Before(int ordinal) => new($"before {ordinal}: {Shown(Statements[ordinal - 1].Trim())}", At(ordinal), false);

    private static string Shown(string sql) => sql.Length > LongestShown ? $"{sql[..LongestShown]}..." : sql;

    private Func<Statement, bool> At(int ordinal) => statement => statement.First == Statements[0] && statement.Ordinal == ordinal;
}

/// <summary>A named point: a statement of a kind of transaction, held before it reaches the server or before its answer is read.</summary>
internal sealed record TransactionPoint(string Name, Func<Statement, bool> IsHere, bool AfterIt);
