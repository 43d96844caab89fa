using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace ScalingDashboard.Measurement.Rollups.Sketches;

/// <summary>
/// Rule POOL: single measurements kept so that a percentile of all of them can be taken after any merging. Exact up to
/// <see cref="ExactValues"/> different values; beyond it all values go to log-linear bins, and a percentile is less than
/// 0.4 % away from the measured value of that rank. State and bytes depend only on what was added, never on the order
/// of adds and merges. Not for several threads at once.
/// </summary>
public sealed class Pool
{
    /// <summary>Different values that are kept as they are.</summary>
    public const int ExactValues = 512;

    private Tally<decimal> _values;

    /// <summary>Null while exact. Bounded: decimals fall into fewer than 50,000 bins.</summary>
    private Tally<int>? _bins;
    private UInt128 _total;

    public Pool()
        : this(0)
    {
    }

    private Pool(int capacity) => _values = new(capacity);

    /// <summary>The sum of all counts.</summary>
    public decimal Count => Amounts.ToDecimal(_total);

    public bool IsExact => _bins is null;

    /// <param name="count">How often the value was measured, to nine decimals; zero or less adds nothing.</param>
    public void Add(decimal value, decimal count)
    {
        var amount = Amounts.Of(count);
        if (amount == 0)
            return;
        _total = Amounts.Plus(_total, amount);
        if (_bins is not null)
        {
            _bins.Add(Bins.Of(value), amount);
            return;
        }
        _values.Add(value, amount);
        if (_values.Length > ExactValues)
            Bin();
    }

    public void Merge(Pool other)
    {
        _total = Amounts.Plus(_total, other._total);
        if (_bins is null && other._bins is null)
        {
            _values.Merge(other._values);
            if (_values.Length > ExactValues)
                Bin();
            return;
        }
        if (_bins is null)
            Bin();
        _bins.Merge(other._bins ?? Binned(other._values));
    }

    /// <summary>Nearest rank: the smallest value whose cumulative count reaches the share; null when empty.</summary>
    /// <param name="q">0 to 1, to nine decimals: 0.95 is the 95th percentile.</param>
    public decimal? Quantile(decimal q)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(q, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(q, 1);
        var rank = (UInt128)(((BigInteger)_total * (BigInteger)(q * Amounts.PerOne) + Amounts.PerOne - 1) / Amounts.PerOne);
        return _total == 0 ? null
            : _bins is null ? Decimals.Trimmed(At(_values, rank))
            : Decimals.Trimmed(Bins.Midpoint(At(_bins, rank)));
    }

    /// <summary>A sample: version, kind, number of entries, then ascending entries of value (or step to the next bin)
    /// and count. <c>01 01 02 | 00 64 C8 01 | 00 E8 07 14</c> is 100 times 100 and 10 times 1,000.</summary>
    public byte[] ToBytes()
    {
        var writer = new SketchWriter(IsExact ? SketchKind.PoolOfValues : SketchKind.PoolOfBins);
        writer.Whole((uint)(_bins?.Length ?? _values.Length));
        var counts = _bins is null ? _values.Counts : _bins.Counts;
        var before = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            if (_bins is null)
                writer.Number(_values.Keys[i]);
            else
                writer.Signed(_bins.Keys[i] - before);
            before = _bins?.Keys[i] ?? 0;
            writer.Amount(counts[i]);
        }
        return writer.ToArray();
    }

    /// <exception cref="FormatException">The bytes are not those of a pool.</exception>
    public static Pool Of(ReadOnlySpan<byte> bytes)
    {
        var reader = new SketchReader(bytes, "pool");
        var isExact = reader.Is(SketchKind.PoolOfValues, SketchKind.PoolOfBins);
        var entries = reader.Length(2);
        if (isExact && entries > ExactValues)
            throw reader.Broken("it has more values than are kept as they are");
        var pool = new Pool(isExact ? entries : 0) { _bins = isExact ? null : new(entries) };
        for (var i = 0; i < entries; i++)
            pool.Read(ref reader, i == 0);
        reader.End();
        return pool;
    }

    private void Read(ref SketchReader reader, bool first)
    {
        if (_bins is null)
        {
            var value = reader.Number();
            if (!first && value <= _values.Keys[^1])
                throw reader.Broken("its values do not ascend");
            _values.Append(value, reader.Amount());
            _total = Amounts.Plus(_total, _values.Counts[^1]);
            return;
        }
        var step = reader.Signed();
        var bin = (first ? 0 : _bins.Keys[^1]) + (Int128)step;
        if ((!first && step <= 0) || bin < int.MinValue || bin > int.MaxValue || !Bins.Exists((long)bin))
            throw reader.Broken("its bins do not ascend within those there are");
        _bins.Append((int)bin, reader.Amount());
        _total = Amounts.Plus(_total, _bins.Counts[^1]);
    }

    [MemberNotNull(nameof(_bins))]
    private void Bin()
    {
        _bins = Binned(_values);
        _values = new(0);
    }

    private static Tally<int> Binned(Tally<decimal> values)
    {
        var bins = new Tally<int>(values.Length);
        for (var i = 0; i < values.Length; i++)
            bins.Append(Bins.Of(values.Keys[i]), values.Counts[i]);
        return bins;
    }

    private static TKey At<TKey>(Tally<TKey> tally, UInt128 rank)
        where TKey : struct, IComparable<TKey>
    {
        var i = 0;
        for (var passed = tally.Counts[0]; passed < rank; passed = Amounts.Plus(passed, tally.Counts[i]))
            i++;
        return tally.Keys[i];
    }
}
