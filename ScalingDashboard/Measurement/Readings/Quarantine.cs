using ScalingDashboard.Measurement.Catalog;

namespace ScalingDashboard.Measurement.Readings;

/// <summary>A request's readings, sifted.</summary>
/// <param name="Readings">To be stored.</param>
/// <param name="Aside">For the answer: all that are not stored.</param>
/// <param name="New">Those of them that are not on record yet.</param>
/// <param name="Superseded">Waiting ones whose key said something else since.</param>
internal sealed record Sifted(IReadOnlyList<Reading> Readings, IReadOnlyList<SetAside> Aside, IReadOnlyList<LimitedReading> New, long[] Superseded);

/// <summary>
/// Sifts the readings of one request, in the transaction that stores them. A reading that is not plausible is set aside, unless
/// somebody accepted it before; one that was refused is set aside again, whatever is plausible today; another word under the
/// key of a waiting one takes its place.
/// </summary>
internal sealed class Quarantine(QuarantineTable table, RecentValues recent, ReportingCalendar calendar)
{
    /// <param name="hasOpen">False when nothing of this sender and these days waits or was refused: the usual case.</param>
    public async Task<Sifted> SiftAsync(Incoming incoming, bool hasOpen, CancellationToken cancellationToken)
    {
        var judged = await recent.JudgeAsync(incoming.Limited, cancellationToken);
        var suspects = judged.Where(l => l.Why is not null).ToList();
        var plausible = judged.Where(l => l.Why is null).ToList();
        var readings = plausible.Count == 0 ? incoming.Readings : [.. incoming.Readings, .. plausible.Select(l => l.Reading)];
        if (suspects.Count == 0 && !hasOpen)
            return new Sifted(readings, [], [], []);
        if (suspects.Count > 0)
            await table.LockAsync(cancellationToken);

        Reading[] candidates = [.. suspects.Select(s => s.Reading), .. hasOpen ? readings : []];
        var records = (await table.FindAsync(candidates, cancellationToken)).ToLookup(r => r.Place);
        var stored = await table.StoredAsync(candidates[..suspects.Count], [.. suspects.Select(s => calendar.DayOf(s.Reading.At))], cancellationToken);
        var superseded = new List<long>();
        var aside = new List<SetAside>();
        var fresh = new List<LimitedReading>();
        var passed = new List<Reading>();
        for (var place = 0; place < suspects.Count; place++)
        {
            var (suspect, own) = (suspects[place], records[place].ToList());
            if (own.Find(r => r is { State: QuarantineState.Refused, IsSame: true }) is { } refused)
            {
                aside.Add(new(suspect.Index, refused.Again()));
                continue;
            }
            var isGood = stored.Contains(place) || own.Exists(r => r is { State: QuarantineState.Accepted, IsSame: true });
            if (isGood)
                passed.Add(suspect.Reading);
            else
                aside.Add(new(suspect.Index, suspect.Why!));
            if (!isGood && own.Exists(r => r is { State: QuarantineState.Waiting, IsSame: true }))
                continue;
            superseded.AddRange(own.Where(r => r.State == QuarantineState.Waiting).Select(r => r.Id));
            if (!isGood)
                fresh.Add(suspect);
        }
        var refusedAgain = new HashSet<int>();
        for (var place = 0; hasOpen && place < readings.Count; place++)
            foreach (var record in records[suspects.Count + place])
                if (record.State == QuarantineState.Waiting)
                    superseded.Add(record.Id);
                else if (record is { State: QuarantineState.Refused, IsSame: true } && refusedAgain.Add(place))
                    aside.Add(new(place < incoming.Readings.Count ? incoming.IndexOf(place) : plausible[place - incoming.Readings.Count].Index, record.Again()));
        return new Sifted(
            passed.Count + refusedAgain.Count == 0 ? readings : [.. passed, .. readings.Where((_, place) => !refusedAgain.Contains(place))],
            aside, fresh, [.. superseded.Distinct().Order()]);
    }
}
