using System.Security.Cryptography;
using System.Text;

namespace ScalingDashboard.Measurement.Ingestion.Otlp;

/// <summary>Attributes of a resource or a point: the few that have a meaning here, and all others, which tell a series apart.</summary>
internal sealed class OtlpAttributes
{
    public const string Unit = "business.unit", System = "ai.system", Weight = "reading.weight", Key = "reading.key";

    private static readonly (string Name, byte[] Bytes)[] Ours = [.. new[] { Unit, System, Weight, Key }.Select(name => (name, Encoding.UTF8.GetBytes(name)))];

    private readonly List<KeyValuePair<string, string>> _all = [];

    /// <summary>The name as one string for all readings when it is one of ours.</summary>
    public static string? Known(ReadOnlySpan<byte> name)
    {
        foreach (var ours in Ours)
            if (name.SequenceEqual(ours.Bytes))
                return ours.Name;
        return null;
    }

    /// <summary>Of two values under one name the later holds.</summary>
    public void Set(string key, string value)
    {
        for (var i = 0; i < _all.Count; i++)
            if (_all[i].Key == key)
            {
                _all[i] = new(key, value);
                return;
            }
        _all.Add(new(key, value));
    }

    /// <summary>Null when it is not said.</summary>
    public string? Find(string key)
    {
        foreach (var (name, value) in _all)
            if (name == key)
                return value;
        return null;
    }

    /// <summary>Empty, or a short name of the attributes that are none of ours: the same attributes have the same name, in
    /// whatever order they were sent.</summary>
    public string Series()
    {
        if (_all.TrueForAll(IsOurs))
            return "";
        var others = _all.Where(a => !IsOurs(a)).OrderBy(a => a.Key, StringComparer.Ordinal);
        var text = string.Concat(others.Select(a => $"{a.Key.Length}:{a.Key}{a.Value.Length}:{a.Value}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));
    }

    private static bool IsOurs(KeyValuePair<string, string> attribute) => attribute.Key is Unit or System or Weight or Key;
}
