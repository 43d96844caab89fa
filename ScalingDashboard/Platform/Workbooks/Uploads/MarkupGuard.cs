namespace ScalingDashboard.Platform.Workbooks.Uploads;

/// <summary>Lets XML through to its parser, except declarations (document types, entities, CDATA), which a workbook never
/// has, and tags or texts longer than a limit.</summary>
internal sealed class MarkupGuard(TextReader inner, int longest) : TextReader
{
    // What was read of "<!--": of a tag that begins with "<!" only a comment is let through.
    private int _declaration;
    private int _sinceTag;

    public long Count { get; private set; }

    public override int Read(char[] buffer, int index, int count)
    {
        var read = inner.Read(buffer, index, count);
        Look(buffer.AsSpan(index, read));
        Count += read;
        return read;
    }

    public override int Read()
    {
        var read = inner.Read();
        if (read >= 0)
        {
            Look([(char)read]);
            Count++;
        }
        return read;
    }

    public override int Peek() => inner.Peek();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }

    private void Look(ReadOnlySpan<char> text)
    {
        while (text.Length > 0)
        {
            if (_declaration > 0)
            {
                _declaration = Follow(_declaration, text[0]);
                text = text[1..];
                continue;
            }
            var tag = text.IndexOf('<');
            _sinceTag += tag < 0 ? text.Length : tag;
            if (_sinceTag > longest)
                throw UploadWords.Refuse(nameof(UploadsTexts.TagTooLong));
            if (tag < 0)
                return;
            (_sinceTag, _declaration) = (0, 1);
            text = text[(tag + 1)..];
        }
    }

    /// <summary>How far "&lt;!--" has come with one more character; 0 when the tag is another one, or the comment has begun.</summary>
    private static int Follow(int sofar, char next) => (sofar, next) switch
    {
        (1, '!') => 2,
        (1, _) => 0,
        (2, '-') => 3,
        (3, '-') => 0,
        _ => throw UploadWords.Refuse(nameof(UploadsTexts.Entities)),
    };
}
