using System.Collections.Concurrent;
using System.Reflection;
using System.Resources;

namespace ScalingDashboard.Platform.Language;

/// <summary>Texts that hundreds of pages read at the same moment: the framework's own takes locks for each, and they would wait for one another.</summary>
public sealed class TextStore(string name, Assembly assembly) : ResourceManager(name, assembly)
{
    // Bounded by the texts, and by the cultures in which there are readers.
    private readonly ConcurrentDictionary<CultureInfo, ConcurrentDictionary<string, string?>> _said = new();

    public override string? GetString(string name, CultureInfo? culture)
    {
        var speaker = culture ?? CultureInfo.CurrentUICulture;
        var texts = _said.TryGetValue(speaker, out var known) ? known : _said.GetOrAdd(speaker, _ => new(StringComparer.Ordinal));
        return texts.TryGetValue(name, out var text) ? text : texts[name] = base.GetString(name, speaker);
    }
}
