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
        var sieve = new Sieve();
        for (var place = 0; place < suspects.Count; place++)
            sieve.AddSuspect(suspects[place], [.. records[place]], stored.Contains(place));
        if (!hasOpen)
            return sieve.With(readings);
        var kept = new List<Reading>(readings.Count);
        for (var place = 0; place < readings.Count; place++)
        {
            var index = place < incoming.Readings.Count ? incoming.IndexOf(place) : plausible[place - incoming.Readings.Count].Index;
            if (sieve.Passes(index, [.. records[suspects.Count + place]]))
                kept.Add(readings[place]);
        }
        return sieve.With(kept.Count == readings.Count ? readings : kept);
    }

    /// <summary>What becomes of readings, each by what is on record about its key.</summary>
    private sealed class Sieve
    {
        private readonly List<Reading> _vouchedFor = [];
        private readonly List<SetAside> _aside = [];
        private readonly List<LimitedReading> _new = [];
        private readonly List<long> _superseded = [];

        /// <summary>One that is not plausible. It is stored all the same when it is stored already, or somebody accepted it.</summary>
        public void AddSuspect(LimitedReading suspect, List<QuarantineRecord> own, bool isStored)
        {
            if (WasRefused(suspect.Index, own))
                return;
            var isVouchedFor = isStored || own.Exists(r => r is { State: QuarantineState.Accepted, IsSame: true });
            var waits = own.Exists(r => r is { State: QuarantineState.Waiting, IsSame: true });
            if (isVouchedFor)
                _vouchedFor.Add(suspect.Reading);
            else
                _aside.Add(new(suspect.Index, suspect.Why!));
            if (isVouchedFor || !waits)
                Supersede(own);
            if (!isVouchedFor && !waits)
                _new.Add(suspect);
        }

        /// <summary>True for a plausible one, unless it was refused before.</summary>
        public bool Passes(int index, List<QuarantineRecord> own)
        {
            if (own.Count == 0)
                return true;
            if (WasRefused(index, own))
                return false;
            Supersede(own);
            return true;
        }

        public Sifted With(IReadOnlyList<Reading> plausible) => new(
            _vouchedFor.Count == 0 ? plausible : [.. _vouchedFor, .. plausible], _aside, _new, [.. _superseded.Distinct().Order()]);

        private bool WasRefused(int index, List<QuarantineRecord> own)
        {
            if (own.Find(r => r is { State: QuarantineState.Refused, IsSame: true }) is not { } refused)
                return false;
            _aside.Add(new(index, refused.Again()));
            return true;
        }

        private void Supersede(List<QuarantineRecord> own) => _superseded.AddRange(own.Where(r => r.State == QuarantineState.Waiting).Select(r => r.Id));
    }
}
