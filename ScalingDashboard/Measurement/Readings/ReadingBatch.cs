namespace ScalingDashboard.Measurement.Readings;

/// <summary>A batch with one reading per key, sorted by key: what one transaction writes.</summary>
/// <param name="Readings">The last reading of each key, in key order.</param>
/// <param name="Repeats">Earlier readings of a key that said the same as the one after them.</param>
/// <param name="Superseded">Earlier readings of a key that said something else; they become revisions.</param>
internal sealed record ReadingBatch(IReadOnlyList<Reading> Readings, int Repeats, IReadOnlyList<Reading> Superseded)
{
    public static ReadingBatch Of(IReadOnlyList<Reading> given)
    {
        var last = new Dictionary<ReadingKey, Reading>(given.Count);
        var repeats = 0;
        List<Reading>? superseded = null;
        foreach (var reading in given)
        {
            if (last.TryGetValue(reading.Key, out var earlier))
            {
                if (earlier == reading)
                    repeats++;
                else
                    (superseded ??= []).Add(earlier);
            }
            last[reading.Key] = reading;
        }
        var sorted = last.ToArray();
        Array.Sort(sorted, static (a, b) => a.Key.CompareTo(b.Key));
        return new ReadingBatch(Array.ConvertAll(sorted, pair => pair.Value), repeats, superseded ?? []);
    }
}
