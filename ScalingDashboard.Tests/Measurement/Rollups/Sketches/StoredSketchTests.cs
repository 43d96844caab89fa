using ScalingDashboard.Measurement.Rollups.Sketches;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Measurement.Rollups.Sketches;

/// <summary>Stored bytes come back as they were, or are refused in words: never as another sketch.</summary>
[Trait("Ring", "Unit")]
public sealed class StoredSketchTests
{
    private delegate byte[] Again(ReadOnlySpan<byte> bytes);

    private static readonly Again[] Kinds = [b => Pool.Of(b).ToBytes(), b => Distinct.Of(b).ToBytes(), b => Chain.Of(b).ToBytes()];

    public static TheoryData<string> Names => [.. Stored().Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Bytes_come_back_as_they_were(string name)
    {
        var (kind, bytes) = Stored()[name];
        Kinds[kind](bytes).ShouldBe(bytes);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Bytes_of_another_kind_are_refused(string name)
    {
        var (kind, bytes) = Stored()[name];
        foreach (var other in Kinds.Where(k => k != Kinds[kind]))
            Should.Throw<FormatException>(() => other(bytes)).Message.ShouldContain("kind");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Bytes_cut_short_or_made_longer_are_refused(string name)
    {
        var (kind, bytes) = Stored()[name];
        Should.Throw<FormatException>(() => Kinds[kind]([.. bytes, 0]));
        // A shorter set of hashes is a set; cut within a hash it is none.
        foreach (var length in new[] { 0, 1, 2, bytes.Length / 2 - 1, bytes.Length - 1 }.Where(l => l >= 0 && l < bytes.Length && !(kind == 1 && l % 8 == 2)))
            Should.Throw<FormatException>(() => Kinds[kind](bytes.AsSpan(0, length)));
    }

    [Fact]
    public void A_later_version_is_refused_by_name() =>
        Should.Throw<FormatException>(() => Pool.Of([2, 1, 0])).Message.ShouldBe("These 3 bytes are not a stored pool: its version is 2 and this program reads 1 (byte 1).");

    [Theory]
    [InlineData("010102 0064 02 0064 02", "ascend")]
    [InlineData("010101 0164 02", "zeros")]
    [InlineData("010101 8000 02", "zeros")]
    [InlineData("010101 0064 00", "count")]
    [InlineData("010101 0064 8280", "early")]
    [InlineData("010101 0064 828000", "too long")]
    [InlineData("010101 1D64 02", "digits")]
    [InlineData("010201 02 02", "bins")]
    [InlineData("0101FFFFFFFFFFFFFFFFFF7F", "early")]
    public void What_no_pool_writes_is_refused(string hex, string why) =>
        Should.Throw<FormatException>(() => Pool.Of(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)))).Message.ShouldContain(why);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Damaged_bytes_are_refused_or_are_another_valid_sketch_never_anything_else(int seed)
    {
        var random = new Random(seed);
        foreach (var (kind, bytes) in Stored().Values)
            for (var run = 0; run < 300; run++)
            {
                var damaged = bytes.ToArray();
                for (var hits = random.Next(1, 4); hits > 0 && damaged.Length > 0; hits--)
                    damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
                try
                {
                    Kinds[kind](damaged).ShouldBe(damaged);
                }
                catch (FormatException)
                {
                    // Said in words, as it should be.
                }
            }
    }

    private static Dictionary<string, (int Kind, byte[] Bytes)> Stored()
    {
        var (few, many, fractions) = (new Pool(), new Pool(), new Pool());
        for (var i = 0; i < 2_000; i++)
        {
            few.Add(i % 50 - 25.5m, 1);
            many.Add((i - 700) * 1.25m, i % 7 == 0 ? 0.25m : i);
        }
        fractions.Add(79_228_162_514_264_337_593_543_950_335m, 0.000000001m);
        fractions.Add(-0.0000000000000000000000000001m, 79_228_162_514_264_337_593_543_950_335m);
        var (set, sketch) = (new Distinct(), new Distinct());
        for (var i = 0; i < 3_000; i++)
            (i < 200 ? set : sketch).Add($"user-{i}");
        var chain = new Chain();
        for (var i = 0; i < 20; i++)
            chain.Add($"système-{i}", Samples.Noon.AddDays(-i), i - 10, 90 + i / 4m);
        return new()
        {
            ["an empty pool"] = (0, new Pool().ToBytes()),
            ["a pool of values"] = (0, few.ToBytes()),
            ["a pool of the greatest and smallest"] = (0, fractions.ToBytes()),
            ["a pool of bins"] = (0, many.ToBytes()),
            ["an empty set"] = (1, new Distinct().ToBytes()),
            ["a set"] = (1, set.ToBytes()),
            ["registers"] = (1, sketch.ToBytes()),
            ["an empty chain"] = (2, new Chain().ToBytes()),
            ["a chain"] = (2, chain.ToBytes()),
        };
    }
}
