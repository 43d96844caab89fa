namespace ScalingDashboard.Features.Demonstration;

/// <summary>Chance that is always the same: every number is a hash of what it is about, so a history can be made again,
/// in any order and on any machine. Pure.</summary>
internal static class DemoNoise
{
    /// <summary>Days between two turns of slow noise; a prime, so that it keeps no step with weeks or months.</summary>
    private const int Knot = 17;

    private const ulong GoldenRatio = 0x9E37_79B9_7F4A_7C15;

    /// <summary>A seed from a name (FNV-1a); the same on every run, unlike a string's own hash code.</summary>
    public static ulong Seed(string name)
    {
        var hash = 14695981039346656037;
        foreach (var c in name)
            hash = (hash ^ c) * 1099511628211;
        return hash;
    }

    public static ulong Combine(ulong seed, long number) => Mix(seed + GoldenRatio * (ulong)(number + 1));

    /// <summary>From 0 (included) to 1 (excluded).</summary>
    public static double Uniform(ulong seed) => (Mix(seed + GoldenRatio) >> 11) * (1.0 / (1UL << 53));

    /// <summary>Around 0 with a spread of about 1, never beyond 3.</summary>
    public static double Bell(ulong seed)
    {
        var bits = Mix(seed + GoldenRatio);
        // The sum of twelve-bit uniforms: bell-shaped enough, and cheap.
        var sum = (bits & 0xFFF) + ((bits >> 12) & 0xFFF) + ((bits >> 24) & 0xFFF) + ((bits >> 36) & 0xFFF);
        return (sum / 4096.0 - 2) * 1.5;
    }

    /// <summary>Noise that wanders from one level to the next within weeks.</summary>
    public static double Slow(ulong seed, int day)
    {
        var (knot, inside) = (day / Knot, day % Knot / (double)Knot);
        return Bell(Combine(seed, knot)) * (1 - inside) + Bell(Combine(seed, knot + 1)) * inside;
    }

    /// <summary>Rounds up or down so that the mean is kept.</summary>
    /// <param name="chance">From 0 to 1; the same chance keeps a rising number rising.</param>
    public static double Round(double number, int decimals, double chance)
    {
        var factor = Math.Pow(10, decimals);
        return Math.Floor(number * factor + chance) / factor;
    }

    // The finaliser of SplitMix64.
    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9;
        z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EB;
        return z ^ (z >> 31);
    }
}
