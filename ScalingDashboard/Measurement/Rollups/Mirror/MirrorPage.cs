using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ScalingDashboard.Measurement.Rollups.Mirror;

/// <summary>Numbers of 64 days of one series. Written only before anybody else sees it; a change is a change of a copy.
/// Days without a row hold zero, so whole pages can be added up.</summary>
internal sealed class MirrorPage
{
    public const int Days = 64;

    private const int Bytes = 40 + Days * sizeof(long), WeightBytes = 16 + Days * sizeof(long);

    // Within the object: a page is one place in memory, and a scan waits for memory.
    private Numbers _values;

    /// <summary>Days that have a row, the first as lowest bit.</summary>
    public ulong Present { get; private set; }

    /// <summary>Days whose row has a weight.</summary>
    public ulong Weighed { get; private set; }

    public ReadOnlySpan<long> Values => _values;

    /// <summary>Null while no day has a weight.</summary>
    public long[]? Weights { get; private set; }

    public int Size => Weights is null ? Bytes : Bytes + WeightBytes;

    /// <summary>The page that a day is on. Pages begin on the same days in every series.</summary>
    public static int Of(int day) => day / Days;

    public void Set(int place, long value, long? weight)
    {
        Present |= 1UL << place;
        _values[place] = value;
        if (weight is { } given)
        {
            Weighed |= 1UL << place;
            (Weights ??= new long[Days])[place] = given;
        }
        else
        {
            Weighed &= ~(1UL << place);
            Weights?[place] = 0;
        }
    }

    public long? WeightAt(int place) => (Weighed >> place & 1) != 0 ? Weights![place] : null;

    /// <summary>Puts one day's numbers on the days from the first to the one before the end.</summary>
    public void Stand(MirrorPage from, int place, int first, int end)
    {
        if (first >= end)
            return;
        var (value, weight, days) = (from.Values[place], from.WeightAt(place), (ulong.MaxValue << first) & (ulong.MaxValue >> (Days - end)));
        Present |= days;
        ((Span<long>)_values)[first..end].Fill(value);
        if (weight is not { } given)
            return;
        Weighed |= days;
        (Weights ??= new long[Days]).AsSpan(first, end - first).Fill(given);
    }

    /// <summary>Becomes the same as another page, or empty.</summary>
    public void CopyFrom(MirrorPage? other)
    {
        (Present, Weighed, _values) = other is null ? (0, 0, default) : (other.Present, other.Weighed, other._values);
        if (other?.Weights is { } weights)
            weights.CopyTo(Weights ??= new long[Days]);
        else
            Weights = null;
    }

    public void Clear(int place)
    {
        Set(place, 0, null);
        Present &= ~(1UL << place);
    }

    public MirrorPage Copy() => Times(1, 1);

    /// <summary>A copy whose numbers are multiplied: more digits after the point.</summary>
    public MirrorPage Times(long values, long weights)
    {
        var copy = new MirrorPage { Present = Present, Weighed = Weighed, _values = _values, Weights = Weights?.AsSpan().ToArray() };
        Multiply(copy._values, values);
        Multiply(copy.Weights, weights);
        return copy;
    }

    /// <summary>Adds 64 numbers to 64 others.</summary>
    public static void Add(ReadOnlySpan<long> numbers, Span<long> sums)
    {
        var from = MemoryMarshal.Cast<long, Vector256<long>>(numbers[..Days]);
        var into = MemoryMarshal.Cast<long, Vector256<long>>(sums[..Days]);
        for (var i = 0; i < into.Length; i++)
            into[i] += from[i];
    }

    private static void Multiply(Span<long> numbers, long factor)
    {
        if (factor == 1)
            return;
        foreach (ref var number in numbers)
            number *= factor;
    }

    [InlineArray(Days)]
    private struct Numbers
    {
        private long _first;
    }
}
