using System.Buffers;

namespace ScalingDashboard.Measurement.Ingestion;

/// <summary>
/// A body that must be there as a whole before it can be read, in pieces that are used again for the next one. Nothing else is
/// made of it before its end has come: one that is too large costs its limit once, and not for each request.
/// </summary>
internal sealed class WholeBody : IDisposable
{
    private const int PieceLength = 1 << 20;

    // What is kept for the next ones; more are made when they are needed.
    private static readonly ArrayPool<byte> Pieces = ArrayPool<byte>.Create(PieceLength, maxArraysPerBucket: 64);

    private readonly List<byte[]> _pieces = [];
    private long _length;

    private WholeBody()
    {
    }

    /// <summary>Valid until this is disposed.</summary>
    public ReadOnlySequence<byte> Bytes
    {
        get
        {
            if (_length == 0)
                return ReadOnlySequence<byte>.Empty;
            var first = new Piece(_pieces[0], null);
            var last = _pieces.Skip(1).Aggregate(first, (before, piece) => new Piece(piece, before));
            return new(first, 0, last, (int)(_length - last.RunningIndex));
        }
    }

    /// <param name="body">Bounded.</param>
    public static async Task<WholeBody> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        var whole = new WholeBody();
        try
        {
            while (true)
            {
                var used = (int)(whole._length % PieceLength);
                if (used == 0 && whole._length == (long)whole._pieces.Count * PieceLength)
                    whole._pieces.Add(Pieces.Rent(PieceLength));
                var read = await body.ReadAsync(whole._pieces[^1].AsMemory(used, PieceLength - used), cancellationToken);
                if (read == 0)
                    return whole;
                whole._length += read;
            }
        }
        catch
        {
            // Whatever it was: the pieces go back.
            whole.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var piece in _pieces)
            Pieces.Return(piece);
        _pieces.Clear();
        _length = 0;
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(byte[] bytes, Piece? before)
        {
            Memory = bytes.AsMemory(0, PieceLength);
            if (before is null)
                return;
            RunningIndex = before.RunningIndex + PieceLength;
            before.Next = this;
        }
    }
}
