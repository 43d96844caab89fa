using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ScalingDashboard.Measurement.Rollups.Mirror;

/// <summary>Sets of days as bits, 64 to a word, the first day as lowest bit.</summary>
internal static class DayBits
{
    /// <summary>True when any day from the first to the last, both included, is in the set.</summary>
    public static bool Any(ReadOnlySpan<ulong> days, int first, int last)
    {
        if (first > last)
            return false;
        var (low, high) = (first / 64, last / 64);
        var (from, to) = (ulong.MaxValue << (first % 64), ulong.MaxValue >> (63 - last % 64));
        if (low == high)
            return (days[low] & from & to) != 0;
        return (days[low] & from) != 0 || (days[high] & to) != 0 || days[(low + 1)..high].ContainsAnyExcept(0UL);
    }

    /// <summary>The last day of a word that is not after a place; -1 when there is none.</summary>
    public static int LastUntil(ulong days, int place) => 63 - BitOperations.LeadingZeroCount(days & (ulong.MaxValue >> (63 - place)));

    /// <summary>Adds one to the count of each day of a word.</summary>
    /// <param name="counts">One for each of the 64 days.</param>
    public static void Count(ulong days, Span<int> counts)
    {
        var lanes = MemoryMarshal.Cast<int, Vector256<int>>(counts[..64]);
        var bits = Vector256.Create(1, 2, 4, 8, 16, 32, 64, 128);
        // A comparison that holds is -1 in its lane.
        for (var i = 0; i < lanes.Length; i++)
            lanes[i] -= Vector256.Equals(Vector256.Create((int)(days >> (8 * i)) & 0xFF) & bits, bits);
    }
}
