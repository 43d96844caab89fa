using System.Text;
using System.Xml;

namespace ScalingDashboard.Platform.Workbooks.Uploads;

/// <summary>Reads the XML of one part without trusting it: no document types and entities, nothing fetched, and no tag,
/// name or nesting that would have to be held in memory whole.</summary>
internal sealed class GuardedXml : IDisposable
{
    private readonly string _part;
    private readonly int _depth;
    private readonly MarkupGuard _text;

    public GuardedXml(string part, Stream content, UploadLimits limits)
    {
        (_part, _depth) = (part, limits.Depth);
        // A text reader, because the encoding that a declaration names could hide markup from the guard.
        _text = new MarkupGuard(new StreamReader(content, Encoding.UTF8), limits.TagCharacters);
        Xml = XmlReader.Create(_text, new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            IgnoreWhitespace = true,
            NameTable = new FewNames(limits.Names),
            CloseInput = true,
        });
    }

    public XmlReader Xml { get; }

    /// <summary>How far the part is read.</summary>
    public long CharactersRead => _text.Count;

    /// <summary>Goes to the next node; false at the end.</summary>
    public bool Next()
    {
        try
        {
            if (!Xml.Read())
                return false;
            return Xml.Depth <= _depth
                ? true
                : throw UploadWords.Refuse(nameof(UploadsTexts.TooDeep), _part);
        }
        catch (Exception e) when (e is XmlException or InvalidDataException)
        {
            throw UploadWords.Refuse(nameof(UploadsTexts.PartUnread), _part);
        }
    }

    public bool IsStartOf(string name) => Xml.NodeType == XmlNodeType.Element && Xml.LocalName == name;

    public bool IsEndOf(string name) => Xml.NodeType == XmlNodeType.EndElement && Xml.LocalName == name;

    public void Dispose() => Xml.Dispose();

    /// <summary>Each name is kept for as long as the part is read.</summary>
    private sealed class FewNames(int most) : NameTable
    {
        private int _count;

        public override string Add(string key) => Get(key) ?? Counted(base.Add(key));

        public override string Add(char[] key, int start, int len) => Get(key, start, len) ?? Counted(base.Add(key, start, len));

        private string Counted(string name) => ++_count <= most
            ? name
            : throw UploadWords.Refuse(nameof(UploadsTexts.Names), most);
    }
}
