namespace ScalingDashboard.Measurement.Rollups.Sketches;

/// <summary>How often each key was counted, keys ascending. Its owner bounds the number of keys.</summary>
internal sealed class Tally<TKey>(int capacity)
    where TKey : struct, IComparable<TKey>
{
    private TKey[] _keys = new TKey[capacity];
    private UInt128[] _counts = new UInt128[capacity];

    public int Length { get; private set; }

    public ReadOnlySpan<TKey> Keys => _keys.AsSpan(0, Length);

    public ReadOnlySpan<UInt128> Counts => _counts.AsSpan(0, Length);

    public void Add(TKey key, UInt128 count)
    {
        var at = Keys.BinarySearch(key);
        if (at >= 0)
            _counts[at] = Amounts.Plus(_counts[at], count);
        else
            Insert(~at, key, count);
    }

    /// <summary>Adds a key that is not less than any before it.</summary>
    public void Append(TKey key, UInt128 count)
    {
        if (Length > 0 && _keys[Length - 1].CompareTo(key) == 0)
            _counts[Length - 1] = Amounts.Plus(_counts[Length - 1], count);
        else
            Insert(Length, key, count);
    }

    public void Merge(Tally<TKey> other)
    {
        var missing = AddKnown(other);
        if (missing > 0)
            InsertMissing(other, missing);
    }

    /// <summary>Adds the counts of keys that are here already, and answers how many are not.</summary>
    private int AddKnown(Tally<TKey> other)
    {
        var (mine, missing) = (0, 0);
        for (var theirs = 0; theirs < other.Length; theirs++)
        {
            while (mine < Length && _keys[mine].CompareTo(other._keys[theirs]) < 0)
                mine++;
            if (mine < Length && _keys[mine].CompareTo(other._keys[theirs]) == 0)
                _counts[mine] = Amounts.Plus(_counts[mine], other._counts[theirs]);
            else
                missing++;
        }
        return missing;
    }

    private void InsertMissing(Tally<TKey> other, int missing)
    {
        var (mine, theirs) = (Length - 1, other.Length - 1);
        Reserve(Length + missing);
        Length += missing;
        // From the back, in place: what is written over was moved already. With the last missing key all is in place.
        for (var to = Length - 1; to > mine; to--)
        {
            var order = mine < 0 ? -1 : _keys[mine].CompareTo(other._keys[theirs]);
            (_keys[to], _counts[to]) = order < 0 ? (other._keys[theirs], other._counts[theirs]) : (_keys[mine], _counts[mine]);
            mine -= order >= 0 ? 1 : 0;
            theirs -= order <= 0 ? 1 : 0;
        }
    }

    private void Insert(int at, TKey key, UInt128 count)
    {
        Reserve(Length + 1);
        Array.Copy(_keys, at, _keys, at + 1, Length - at);
        Array.Copy(_counts, at, _counts, at + 1, Length - at);
        (_keys[at], _counts[at]) = (key, count);
        Length++;
    }

    private void Reserve(int length)
    {
        if (length <= _keys.Length)
            return;
        var capacity = Math.Max(Math.Max(length, 8), _keys.Length * 2);
        Array.Resize(ref _keys, capacity);
        Array.Resize(ref _counts, capacity);
    }
}
