using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Rollups;
using ScalingDashboard.Measurement.Rollups.Mirror;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Measurement.Rollups.Mirror;

/// <summary>Columns give what rows give, for random rows in random steps, random slices and random windows.</summary>
[Trait("Ring", "Unit")]
public sealed class MirrorTotalsTests
{
    private const int Days = 400;
    private static readonly DateOnly First = new(2026, 1, 5);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Columns_give_what_rows_give(int seed)
    {
        var random = new Random(seed);
        var known = new Dictionary<(int Unit, int System, int Day), MirrorRow>();
        var block = MirrorBlock.Empty;
        for (var step = 1; step <= 25; step++)
        {
            var (before, textBefore) = (block, Text(block, seed));
            block = block.With(Change(random, known, isDense: seed % 2 == 0), step)!;
            Text(before, seed).ShouldBe(textBefore, "a reader of the moment before goes on with what he has");
            foreach (var rule in MirrorSamples.Rules)
                for (var question = 0; question < 6; question++)
                    Compare(random, block, known.Values, rule);
        }
    }

    [Fact]
    public void A_block_takes_as_much_memory_as_it_says()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var random = new Random(1);
        var rows = Enumerable.Range(0, 128).SelectMany(day => Enumerable.Range(1, 50).Select(unit => Row(random, unit, 0, First.DayNumber + day))).ToList();
        var listed = GC.GetAllocatedBytesForCurrentThread();
        var block = MirrorBlock.Empty.With(rows, 1)!;
        var taken = GC.GetAllocatedBytesForCurrentThread() - listed;
        listed.ShouldBeGreaterThan(before);
        ((double)block.Size).ShouldBeInRange(taken * 0.9, taken * 1.1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Numbers_that_do_not_fit_are_refused_whole(bool inWeight)
    {
        var block = MirrorBlock.Empty.With([new(1, 0, First.DayNumber, 1_000_000m, 1_000_000m, DateTime.UnixEpoch)], 1)!;
        var fine = 0.00000000000001m;
        block.With([new(2, 0, First.DayNumber, inWeight ? 1 : fine, inWeight ? fine : 1, DateTime.UnixEpoch)], 2).ShouldBeNull();
        block.With([new(2, 0, First.DayNumber, null, null, DateTime.UnixEpoch)], 2).ShouldBeNull();
    }

    [Fact]
    public void A_day_that_could_overflow_when_added_up_is_refused()
    {
        List<MirrorRow> rows = [.. Enumerable.Range(1, 10).Select(unit => new MirrorRow(unit, 0, First.DayNumber, 900_000_000_000_000_000m, null, DateTime.UnixEpoch))];
        MirrorBlock.Empty.With([.. rows], 1).ShouldNotBeNull();
        MirrorBlock.Empty.With([.. rows, new(11, 0, First.DayNumber, 1, null, DateTime.UnixEpoch)], 1).ShouldBeNull();
    }

    [Fact]
    public void The_newest_reading_is_unknown_after_a_newer_day_was_withdrawn_until_the_next_comes()
    {
        var all = MirrorSamples.SliceOf(null, null);
        var (one, two, three) = (First.ToDateTime(new TimeOnly(10, 0), DateTimeKind.Utc), First.AddDays(1).ToDateTime(new TimeOnly(11, 0), DateTimeKind.Utc), First.AddDays(2).ToDateTime(new TimeOnly(9, 0), DateTimeKind.Utc));
        var block = MirrorBlock.Empty.With([new(1, 0, First.DayNumber, 1, null, one), new(1, 0, First.DayNumber + 1, 1, null, two)], 1)!;
        MirrorTotals.Latest(block, all).ShouldBe((new DateTimeOffset(two), 1));
        block = block.With([new(1, 0, First.DayNumber + 1, null, null, null)], 2)!;
        MirrorTotals.Latest(block, all).ShouldBeNull();
        block = block.With([new(2, 0, First.DayNumber + 2, 1, null, three)], 3)!;
        MirrorTotals.Latest(block, all).ShouldBe((new DateTimeOffset(three), 2));
        MirrorTotals.Latest(block, MirrorSamples.SliceOf([5], null)).ShouldBe(((DateTimeOffset?)null, 0));
    }

    private static List<MirrorRow> Change(Random random, Dictionary<(int Unit, int System, int Day), MirrorRow> known, bool isDense)
    {
        var changes = new Dictionary<(int Unit, int System, int Day), MirrorRow>();
        for (var i = random.Next(1, isDense ? 2000 : 60); i > 0; i--)
        {
            var row = Row(random, random.Next(1, MirrorSamples.Units + 1), random.Next(0, MirrorSamples.Systems), First.DayNumber + random.Next(-3, Days / (isDense ? 4 : 1)));
            changes[(row.UnitId, row.SystemId, row.Day)] = random.Next(5) == 0 ? row with { Value = null, Weight = null, LastAt = null } : row;
        }
        foreach (var (key, row) in changes)
            if (row.IsGone)
                known.Remove(key);
            else
                known[key] = row;
        return [.. changes.Values];
    }

    private static MirrorRow Row(Random random, int unit, int system, int day) =>
        new(unit, system, day, MirrorSamples.Number(random), random.Next(4) == 0 ? null : MirrorSamples.Number(random), DateTime.UnixEpoch);

    private static void Compare(Random random, MirrorBlock block, IReadOnlyCollection<MirrorRow> rows, RollupRule rule)
    {
        var (metric, slice, windows) = (Samples.Metric(rule), MirrorSamples.Slice(random), MirrorSamples.Windows(random, First, Days));
        var inside = rows.Where(row => (slice.AllUnits || slice.UnitIds.Contains(row.UnitId)) && (slice.SystemIds?.Contains(row.SystemId) ?? true));
        var parts = inside.OrderBy(row => row.Day).Select(row => new PartRow(row.Day, row.UnitId, row.SystemId, row.Value, row.Weight)).ToList();
        var expected = WindowTotals.Of(metric, parts, [.. windows.Select(w => new PartWindow(w.CarryFrom.DayNumber, w.From.DayNumber, w.To.DayNumber))]);
        MirrorTotals.Of(metric, block, slice, windows).ShouldSay(expected, $"{rule} in {windows.Count} windows");
    }

    private static List<string> Text(MirrorBlock block, int seed) => [.. MirrorSamples.Rules.SelectMany(rule =>
        MirrorTotals.Of(Samples.Metric(rule), block, MirrorSamples.SliceOf(null, null), MirrorSamples.Windows(new Random(seed), First, Days))).Select(MirrorSamples.Text)];
}
