namespace ScalingDashboard.Platform.Access;

/// <summary>The business units a caller may see. Part of every query and every cache key.</summary>
public sealed class UnitScope : IEquatable<UnitScope>
{
    /// <summary>All units, those of the future included.</summary>
    public static readonly UnitScope All = new(null);

    private readonly SortedSet<string>? _codes;

    private UnitScope(SortedSet<string>? codes) => _codes = codes;

    public static UnitScope Of(IEnumerable<string> codes) => new(new SortedSet<string>(codes, StringComparer.Ordinal));

    /// <summary>True when nothing is hidden from the caller.</summary>
    public bool IsAll => _codes is null;

    public bool Includes(string code) => _codes is null || _codes.Contains(code);

    /// <summary>Stable text for claims and cache keys: <c>*</c> or the codes in order.</summary>
    public override string ToString() => _codes is null ? "*" : string.Join(',', _codes);

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static UnitScope Parse(string text) =>
        text == "*" ? All : Of(text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    public bool Equals(UnitScope? other) => other is not null && ToString() == other.ToString();

    public override bool Equals(object? obj) => Equals(obj as UnitScope);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ToString());
}
