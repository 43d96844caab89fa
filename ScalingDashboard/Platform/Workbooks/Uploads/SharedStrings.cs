using System.Text;
using System.Xml;

namespace ScalingDashboard.Platform.Workbooks.Uploads;

/// <summary>The texts that a workbook keeps apart from its cells, by their number.</summary>
internal sealed class SharedStrings
{
    private readonly List<string> _texts = [];

    public string? this[int index] => index >= 0 && index < _texts.Count ? _texts[index] : null;

    public static SharedStrings Read(XlsxPackage package, string? path, UploadLimits limits)
    {
        var strings = new SharedStrings();
        if (path is null)
            return strings;
        // Of memory an empty text costs as much as a short one.
        const int Cost = 16;
        using var part = package.Read(path);
        for (var total = 0L; part?.Next() == true;)
        {
            if (!part.IsStartOf("si"))
                continue;
            var text = TextOf(part, "si", limits.CellCharacters);
            strings._texts.Add(text);
            total += text.Length + Cost;
            if (total > limits.SharedCharacters)
                throw UploadWords.Refuse(nameof(UploadsTexts.TooMuchText));
        }
        return strings;
    }

    /// <summary>The text within the element that the reader stands on, without phonetic hints; leaves the reader on its end.</summary>
    public static string TextOf(GuardedXml part, string element, int most)
    {
        if (part.Xml.IsEmptyElement)
            return "";
        string? only = null;
        StringBuilder? several = null;
        var hints = 0;
        while (part.Next() && !part.IsEndOf(element))
        {
            if (part.Xml is { LocalName: "rPh", IsEmptyElement: false })
                hints += part.Xml.NodeType == XmlNodeType.Element ? 1 : part.Xml.NodeType == XmlNodeType.EndElement ? -1 : 0;
            if (hints > 0 || part.Xml.NodeType is not (XmlNodeType.Text or XmlNodeType.SignificantWhitespace))
                continue;
            if (only is null)
                only = part.Xml.Value;
            else
                (several ??= new StringBuilder(only)).Append(part.Xml.Value);
            if ((several?.Length ?? only.Length) > most)
                throw UploadWords.Refuse(nameof(UploadsTexts.CellTooLong), most);
        }
        var text = several?.ToString() ?? only ?? "";
        // Characters that XML can not hold are written as _x0001_, and what only looks so as _x005F_x0001_.
        return text.Contains("_x", StringComparison.Ordinal) ? XmlConvert.DecodeName(text)! : text;
    }
}
