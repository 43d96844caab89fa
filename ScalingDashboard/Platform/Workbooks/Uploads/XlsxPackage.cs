using System.IO.Compression;

namespace ScalingDashboard.Platform.Workbooks.Uploads;

/// <summary>The parts of a workbook and how they refer to each other.</summary>
internal sealed class XlsxPackage(ZipArchive archive, UploadLimits limits) : IDisposable
{
    /// <summary>The part's reader; null when there is no such part.</summary>
    public GuardedXml? Read(string path) => archive.GetEntry(path) is { } entry ? new GuardedXml(path, entry.Open(), limits) : null;

    public long LengthOf(string path) => archive.GetEntry(path)?.Length ?? 0;

    /// <summary>What a part refers to within the file, by the reference's id.</summary>
    public Dictionary<string, XlsxLink> LinksOf(string path)
    {
        var folder = path[..(path.LastIndexOf('/') + 1)];
        var links = new Dictionary<string, XlsxLink>(StringComparer.Ordinal);
        using var part = Read($"{folder}_rels/{path[folder.Length..]}.rels");
        while (part?.Next() == true)
        {
            // What lies outside is neither asked for nor looked at.
            if (part.IsStartOf("Relationship") && part.Xml.GetAttribute("TargetMode") != "External" && part.Xml.GetAttribute("Target") is { } target)
                links[part.Xml.GetAttribute("Id") ?? ""] = new(part.Xml.GetAttribute("Type")?.Split('/')[^1] ?? "", target.StartsWith('/') ? target[1..] : folder + target);
        }
        return links;
    }

    /// <summary>Whether the file says of itself that it is one with macros, whatever it is named.</summary>
    public bool DeclaresMacros()
    {
        using var types = Read("[Content_Types].xml");
        while (types?.Next() == true)
            if (types.IsStartOf("Override") && types.Xml.GetAttribute("ContentType")?.Contains("macroEnabled", StringComparison.OrdinalIgnoreCase) == true)
                return true;
        return false;
    }

    public void Dispose() => archive.Dispose();
}

/// <param name="Type">The last word of the reference's type: <c>worksheet</c>, <c>styles</c>, …</param>
internal sealed record XlsxLink(string Type, string Path);
