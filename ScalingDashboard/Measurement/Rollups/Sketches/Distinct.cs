using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace ScalingDashboard.Measurement.Rollups.Sketches;

/// <summary>
/// Rule DISTINCT: people or things counted once, over any union of units and days. Keys are kept as 64 bits of a hash,
/// never as they are. Exact up to a limit; beyond it a HyperLogLog whose standard error is 0.81 %. With one limit
/// throughout, state and bytes depend only on the set of keys. Not for several threads at once.
/// </summary>
/// <param name="limit">Keys that are kept one by one: <see cref="StoredLimit"/> in buckets, up to
/// <see cref="MergedLimit"/> where exact buckets are put together for reading.</param>
public sealed class Distinct(int limit = Distinct.StoredLimit)
{
    public const int StoredLimit = 1_024;
    public const int MergedLimit = 65_536;

    private const int LongestOnStack = 256;

    private readonly int _limit = limit is > 0 and <= MergedLimit ? limit : throw new ArgumentOutOfRangeException(nameof(limit), limit, $"1 to {MergedLimit}");
    private readonly HashSet<ulong> _hashes = [];

    /// <summary>Null while exact.</summary>
    private byte[]? _registers;

    public bool IsExact => _registers is null;

    public long Count => _registers is null ? _hashes.Count : Cardinality.Estimate(_registers);

    /// <summary>The first 64 bits of SHA-256 over the key in UTF-8. Of 37 million sets of a million keys, one is expected
    /// to have two keys that share them.</summary>
    public static ulong HashOf(string key)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        if (key.Length * 3 <= LongestOnStack)
        {
            Span<byte> utf8 = stackalloc byte[LongestOnStack];
            SHA256.HashData(utf8[..Encoding.UTF8.GetBytes(key, utf8)], digest);
        }
        else
        {
            SHA256.HashData(Encoding.UTF8.GetBytes(key), digest);
        }
        return BinaryPrimitives.ReadUInt64BigEndian(digest);
    }

    public void Add(string key) => AddHash(HashOf(key));

    /// <summary>Adds a key by its <see cref="HashOf"/>.</summary>
    public void AddHash(ulong hash)
    {
        if (_registers is not null)
            Cardinality.Note(_registers, hash);
        else if (_hashes.Add(hash) && _hashes.Count > _limit)
            Estimate();
    }

    public void Merge(Distinct other)
    {
        if (other._registers is { } theirs)
        {
            Estimate();
            var mine = MemoryMarshal.Cast<byte, Vector<byte>>(_registers.AsSpan());
            var more = MemoryMarshal.Cast<byte, Vector<byte>>(theirs.AsSpan());
            for (var i = 0; i < mine.Length; i++)
                mine[i] = Vector.Max(mine[i], more[i]);
            return;
        }
        foreach (var hash in other._hashes)
            AddHash(hash);
    }

    /// <summary>Version and kind, then ascending hashes of eight bytes each, or 16,384 registers of six bits.</summary>
    public byte[] ToBytes()
    {
        var writer = new SketchWriter(IsExact ? SketchKind.DistinctHashes : SketchKind.DistinctRegisters);
        if (_registers is not null)
        {
            writer.Raw(SixBits.Pack(_registers));
            return writer.ToArray();
        }
        var hashes = _hashes.ToArray();
        Array.Sort(hashes);
        var bytes = new byte[hashes.Length * sizeof(ulong)];
        for (var i = 0; i < hashes.Length; i++)
            BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(i * sizeof(ulong)), hashes[i]);
        writer.Raw(bytes);
        return writer.ToArray();
    }

    /// <param name="limit">As in the constructor; more keys than this become an estimate.</param>
    /// <exception cref="FormatException">The bytes are not those of a set.</exception>
    public static Distinct Of(ReadOnlySpan<byte> bytes, int limit = StoredLimit)
    {
        var reader = new SketchReader(bytes, "set of distinct keys");
        var distinct = new Distinct(limit);
        if (reader.Is(SketchKind.DistinctHashes, SketchKind.DistinctRegisters))
            distinct.ReadHashes(ref reader);
        else
            distinct._registers = SixBits.Unpack(reader.Raw(Cardinality.Registers / 4 * 3));
        if (distinct._registers.AsSpan().ContainsAnyExceptInRange((byte)0, (byte)Cardinality.MostRank))
            throw reader.Broken("a register is larger than any");
        reader.End();
        return distinct;
    }

    private void ReadHashes(ref SketchReader reader)
    {
        var (before, count) = (0ul, reader.Left / sizeof(ulong));
        _hashes.EnsureCapacity(Math.Min(count, _limit));
        for (var i = 0; i < count; i++)
        {
            var hash = BinaryPrimitives.ReadUInt64BigEndian(reader.Raw(sizeof(ulong)));
            if (i > 0 && hash <= before)
                throw reader.Broken("its hashes do not ascend");
            AddHash(before = hash);
        }
    }

    private void Estimate()
    {
        if (_registers is not null)
            return;
        _registers = new byte[Cardinality.Registers];
        foreach (var hash in _hashes)
            Cardinality.Note(_registers, hash);
        _hashes.Clear();
        _hashes.TrimExcess();
    }
}
