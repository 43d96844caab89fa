using System.Resources;
using System.Text.Json.Serialization;

namespace ScalingDashboard.Platform.Language;

/// <summary>Something that can be said in any language.</summary>
public interface ISayable
{
    string In(CultureInfo culture);
}

/// <summary>
/// A sentence that is not said yet: which text it is, and what stands in its places. What is computed once for everybody keeps it so; a
/// page says it to each reader in the reader's language, and programs, files and logs get it in English.
/// </summary>
[JsonConverter(typeof(SentenceJson))]
public sealed class Sentence : ISayable, IEquatable<Sentence>
{
    public static readonly Sentence None = new("");

    private readonly ResourceManager? _texts;
    private readonly string _text;
    private readonly object?[] _places;

    // Asked for with each comparison.
    private string? _english;

    /// <param name="texts">Where the text is kept.</param>
    /// <param name="key">Its name there.</param>
    /// <param name="places">Numbers, names, and what is <see cref="ISayable"/> itself.</param>
    public Sentence(ResourceManager texts, string key, params object?[] places) => (_texts, _text, _places) = (texts, key, places);

    private Sentence(string text) => (_text, _places) = (text, []);

    /// <summary>Where its text is; null for what people or programs wrote.</summary>
    internal ResourceManager? Texts => _texts;

    internal string Key => _text;

    internal IReadOnlyList<object?> Places => _places;

    public bool IsEmpty => _texts is null && _text.Length == 0;

    /// <summary>What people or programs wrote is the same in every language.</summary>
    public static implicit operator Sentence(string text) => FromString(text);

    public static Sentence FromString(string text) => text.Length == 0 ? None : new Sentence(text);

    public string In(CultureInfo culture) => _texts is null
        ? _text
        : string.Format(culture, _texts.GetString(_text, culture) ?? throw new InvalidOperationException($"There is no text '{_text}'."),
            [.. _places.Select(place => place is ISayable said ? said.In(culture) : place)]);

    /// <summary>In English, with numbers as programs write them.</summary>
    public override string ToString() => _english ??= In(CultureInfo.InvariantCulture);

    /// <summary>Sentences that say the same are equal.</summary>
    public bool Equals(Sentence? other) => other is not null && (ReferenceEquals(this, other) || ToString() == other.ToString());

    public override bool Equals(object? obj) => Equals(obj as Sentence);

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);
}

/// <summary>Shows a sentence to whoever is looked after at present.</summary>
public static class Sentences
{
    public static string Here(this ISayable sentence) => sentence.In(CultureInfo.CurrentUICulture);
}
