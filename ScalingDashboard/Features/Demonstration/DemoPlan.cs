namespace ScalingDashboard.Features.Demonstration;

/// <summary>Consecutive days that are written in one batch.</summary>
internal readonly record struct DemoChunk(DateOnly First, DateOnly Last)
{
    public IEnumerable<DateOnly> Days
    {
        get
        {
            for (var day = First; day <= Last; day = day.AddDays(1))
                yield return day;
        }
    }
}

/// <summary>Cuts a history into chunks, newest first, so that a page fills at once. Pure.</summary>
internal static class DemoPlan
{
    /// <summary>Small enough to be there within a second or two; holds a report of every weekly metric.</summary>
    private const int FirstDays = 7;

    /// <summary>Some ten thousand readings: large enough for COPY to pay, small enough to repeat after a kill.</summary>
    private const int LaterDays = 14;

    public static IReadOnlyList<DemoChunk> Of(DateOnly firstDay, DateOnly lastDay)
    {
        var chunks = new List<DemoChunk>();
        for (var last = lastDay; last >= firstDay; last = chunks[^1].First.AddDays(-1))
        {
            var first = last.AddDays(1 - (chunks.Count == 0 ? FirstDays : LaterDays));
            chunks.Add(new DemoChunk(first < firstDay ? firstDay : first, last));
        }
        return chunks;
    }
}
