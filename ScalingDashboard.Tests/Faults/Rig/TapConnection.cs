using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ScalingDashboard.Tests.Faults.Rig;

/// <summary>One session of the product, passed on message by message (PostgreSQL's protocol 3: a letter, a length, a body).</summary>
internal sealed class TapConnection(StatementTap tap, TcpClient client, TcpClient server)
{
    private const int EncryptionRequestLength = 8;
    private const byte Query = (byte)'Q', Parse = (byte)'P', Bind = (byte)'B', Sync = (byte)'S', Ready = (byte)'Z', Notification = (byte)'A', InTransaction = (byte)'T';
    private static readonly byte[] CommitAndBegin = Message(Query, "COMMIT; BEGIN\0");

    private int _transaction;
    private int _ordinal;
    private string _first = "";
    // Messages that will be answered by "ready" and are not yet; and whether some were sent that ask for it later.
    // The first of them is the greeting.
    private int _unanswered = 1;
    private bool _isUnsynced;
    private volatile byte _state;
    private string _before = "";
    private TaskCompletionSource? _ownAnswer;
    private volatile Hold? _withheld;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using (client)
        using (server)
        {
            try
            {
                client.NoDelay = server.NoDelay = true;
                await server.ConnectAsync(IPAddress.Loopback, tap.ServerPort, cancellationToken);
                var (up, down) = (client.GetStream(), server.GetStream());
                await GreetAsync(up, down, cancellationToken);
                using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                var directions = new[] { ForthAsync(up, down, ended.Token), BackAsync(down, up, ended.Token) };
                await Task.WhenAny(directions);
                await ended.CancelAsync();
                await Task.WhenAll(directions).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
            {
                // One end is gone; disposing tells the other.
            }
        }
    }

    /// <summary>The first messages have no letter. A request for encryption is answered by one byte: not offered here.</summary>
    private static async Task GreetAsync(NetworkStream client, NetworkStream server, CancellationToken cancellationToken)
    {
        while (true)
        {
            var length = new byte[sizeof(int)];
            await client.ReadExactlyAsync(length, cancellationToken);
            var body = new byte[BinaryPrimitives.ReadInt32BigEndian(length) - sizeof(int)];
            await client.ReadExactlyAsync(body, cancellationToken);
            await server.WriteAsync((byte[])[.. length, .. body], cancellationToken);
            if (body.Length + sizeof(int) != EncryptionRequestLength)
                return;
            var answer = new byte[1];
            await server.ReadExactlyAsync(answer, cancellationToken);
            await client.WriteAsync(answer, cancellationToken);
        }
    }

    private async Task ForthAsync(NetworkStream from, NetworkStream to, CancellationToken cancellationToken)
    {
        while (true)
        {
            var message = await ReadAsync(from, cancellationToken);
            if (SqlOf(message) is { } sql)
            {
                var statement = Next(sql);
                if (tap.Misheard is var (said, heard))
                    Mishear(message, said, heard);
                if (statement.Ordinal > 0 && statement.First == tap.TakenApart?.Statements[0])
                {
                    if (CanCommit(statement))
                        await CommitAsync(to, cancellationToken);
                    _before = sql;
                }
                if (tap.See(statement) is { } hold)
                {
                    if (hold.Point.AfterIt)
                        _withheld = hold;
                    else if (!await StandStillAsync(hold, cancellationToken))
                        return;
                }
            }
            if (message[0] is Query or Sync)
                Interlocked.Increment(ref _unanswered);
            _isUnsynced = message[0] is not (Query or Sync) && (_isUnsynced || message[0] is Parse or Bind);
            await to.WriteAsync(message, cancellationToken);
        }
    }

    private async Task BackAsync(NetworkStream from, NetworkStream to, CancellationToken cancellationToken)
    {
        while (true)
        {
            var message = await ReadAsync(from, cancellationToken);
            if (message[0] == Ready)
            {
                _state = message[^1];
                Interlocked.Decrement(ref _unanswered);
            }
            if (Volatile.Read(ref _ownAnswer) is { } own)
            {
                if (message[0] == Ready)
                {
                    _ownAnswer = null;
                    own.SetResult();
                }
                continue;
            }
            if (message[0] == Notification && tap.Loses?.Invoke() == true)
                continue;
            // The first part of the answer says that it is done.
            if (_withheld is { } hold)
            {
                _withheld = null;
                if (!await StandStillAsync(hold, cancellationToken))
                    return;
            }
            await to.WriteAsync(message, cancellationToken);
        }
    }

    private static Task<bool> StandStillAsync(Hold hold, CancellationToken cancellationToken)
    {
        hold.Reach();
        return hold.Verdict.WaitAsync(cancellationToken);
    }

    // Only when there is something to commit, nothing failed, no answer is on its way, and not right behind a savepoint,
    // which would be gone.
    private bool CanCommit(Statement statement) =>
        statement.Ordinal > 1 && !_isUnsynced && Volatile.Read(ref _unanswered) == 0 && _state == InTransaction
        && !_before.StartsWith("SAVEPOINT", StringComparison.Ordinal);

    private async Task CommitAsync(NetworkStream to, CancellationToken cancellationToken)
    {
        var answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _ownAnswer, answered);
        Interlocked.Increment(ref _unanswered);
        await to.WriteAsync(CommitAndBegin, cancellationToken);
        await answered.Task.WaitAsync(cancellationToken);
    }

    private Statement Next(string sql)
    {
        if (StatementTap.Begins(sql))
        {
            (_transaction, _ordinal, _first) = (tap.NextTransaction(), 0, "");
            return new(sql, _transaction, 0, "");
        }
        if (_transaction == 0)
            return new(sql, 0, 0, "");
        if (++_ordinal == 1)
            _first = sql;
        var statement = new Statement(sql, _transaction, _ordinal, _first);
        if (sql is StatementTap.Commit or StatementTap.Rollback)
            _transaction = 0;
        return statement;
    }

    // Padded, so that the message's length stays right.
    private static void Mishear(byte[] message, string said, string heard)
    {
        if (message.AsSpan().IndexOf(Encoding.ASCII.GetBytes(said)) is >= 0 and var at)
            Encoding.ASCII.GetBytes(heard.PadRight(said.Length), message.AsSpan(at));
    }

    private static string? SqlOf(byte[] message)
    {
        const int Header = 1 + sizeof(int);
        if (message[0] is not (Query or Parse))
            return null;
        var body = message.AsSpan(Header);
        if (message[0] == Parse)
            body = body[(body.IndexOf((byte)0) + 1)..];
        return Encoding.UTF8.GetString(body[..body.IndexOf((byte)0)]);
    }

    private static async Task<byte[]> ReadAsync(NetworkStream from, CancellationToken cancellationToken)
    {
        const int Header = 1 + sizeof(int);
        var header = new byte[Header];
        await from.ReadExactlyAsync(header, cancellationToken);
        var message = new byte[1 + BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(1))];
        header.CopyTo(message, 0);
        await from.ReadExactlyAsync(message.AsMemory(Header), cancellationToken);
        return message;
    }

    private static byte[] Message(byte letter, string body)
    {
        var bytes = new byte[1 + sizeof(int) + body.Length];
        bytes[0] = letter;
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(1), sizeof(int) + body.Length);
        Encoding.ASCII.GetBytes(body, bytes.AsSpan(1 + sizeof(int)));
        return bytes;
    }
}
