namespace ScalingDashboard.Measurement.Rollups.Sketches;

/// <summary>How often each key was counted, keys ascending. Its owner bounds the number of keys.</summary>
internal sealed class Tally<TKey>
    where TKey : struct, IComparable<TKey>
{
    private TKey[] _keys = [];
    private UInt128[] _counts = [];

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

    /// <summary>Adds a key that is greater than all before it.</summary>
    public void Append(TKey key, UInt128 count) => Insert(Length, key, count);

    public void Merge(Tally<TKey> other)
    {
        var (mine, theirs, last) = (Length - 1, other.Length - 1, Length + Missing(other) - 1);
        Reserve(last + 1);
        Length = last + 1;
        // From the back, in place: what is written was read already.
        for (; theirs >= 0; last--)
        {
            var order = mine < 0 ? -1 : _keys[mine].CompareTo(other._keys[theirs]);
            (_keys[last], _counts[last]) = order switch
            {
                > 0 => (_keys[mine], _counts[mine]),
                < 0 => (other._keys[theirs], other._counts[theirs]),
                _ => (_keys[mine], Amounts.Plus(_counts[mine], other._counts[theirs])),
            };
            mine -= order >= 0 ? 1 : 0;
            theirs -= order <= 0 ? 1 : 0;
        }
    }

    private int Missing(Tally<TKey> other)
    {
        var missing = 0;
        for (int mine = 0, theirs = 0; theirs < other.Length;)
        {
            var order = mine == Length ? 1 : _keys[mine].CompareTo(other._keys[theirs]);
            missing += order > 0 ? 1 : 0;
            mine += order <= 0 ? 1 : 0;
            theirs += order >= 0 ? 1 : 0;
        }
        return missing;
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
